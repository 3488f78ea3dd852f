import { succeed } from '../../../base/result.ts';
import {
  boolType,
  boolValue,
  dynamicType,
  isSensitive,
  listType,
  mapType,
  markSensitive,
  numberType,
  setType,
  stringType,
  withoutMark,
} from '../values/construct.ts';
import { convert } from '../values/convert.ts';
import type { Type, Value } from '../values/value.ts';
import { argumentAt } from './arguments.ts';
import { type FunctionDefinition, type FunctionTable, type Outcome, refuseConversion } from './definition.ts';

export const conversionFunctions: FunctionTable = {
  tobool: to('tobool', boolType),
  tolist: to('tolist', listType(dynamicType)),
  tomap: to('tomap', mapType(dynamicType)),
  tonumber: to('tonumber', numberType),
  toset: to('toset', setType(dynamicType)),
  tostring: to('tostring', stringType),
  sensitive: ofAny((value) => markSensitive(value)),
  nonsensitive: ofAny((value) => withoutMark(value)),
  issensitive: ofAny((value) => boolValue(isSensitive(value)), boolType),
  // Nothing of ours is ephemeral: ephemeral variables are read like others.
  ephemeralasnull: ofAny((value) => value),
};

function to(name: string, type: Type): FunctionDefinition {
  return {
    parameters: [{ name: 'v', type: dynamicType, accepts: ['null', 'unknown', 'sensitive'] }],
    result: type,
    apply: (args): Outcome => {
      const converted = convert(argumentAt(args, 0), type);
      return converted.ok ? converted : refuseConversion(name, 'v', 0, converted.error);
    },
  };
}

function ofAny(map: (value: Value) => Value, result: Type = dynamicType): FunctionDefinition {
  return {
    parameters: [{ name: 'value', type: dynamicType, accepts: ['null', 'unknown', 'sensitive'] }],
    result,
    apply: (args) => succeed(map(argumentAt(args, 0))),
  };
}
