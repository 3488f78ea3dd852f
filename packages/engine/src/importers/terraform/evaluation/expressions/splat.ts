import type { SplatStep } from '../../syntax/ast.ts';
import {
  dynamicType,
  isSensitive,
  listType,
  markSensitive,
  tupleOf,
  unknownFrom,
} from '../../values/construct.ts';
import { typeOf } from '../../values/type.ts';
import type { Type, UnknownValue, Value } from '../../values/value.ts';
import type { Scope } from '../scope.ts';
import { readAttribute, readIndex } from './access.ts';
import { evaluate } from './evaluating.ts';
import { isInvalid, unknownStep } from './unknown-parts.ts';

/**
 * `of[*].a.b`: over lists, sets and tuples each element; null gives nothing; anything else counts as one.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/splat
 */
export function evaluateSplat(of: Value, each: readonly SplatStep[], scope: Scope): Value {
  const result = splatOver(of, each, scope);
  return isSensitive(of) ? markSensitive(result) : result;
}

function splatOver(of: Value, each: readonly SplatStep[], scope: Scope): Value {
  switch (of.kind) {
    case 'list':
    case 'set':
    case 'tuple':
      return tupleOf(of.items.map((item) => takeSteps(item, each, scope)));
    case 'null':
      return tupleOf([]);
    case 'unknown':
      return isInvalid(of) ? of : splatOverUnknown(of, each, scope);
    default:
      return tupleOf([takeSteps(of, each, scope)]);
  }
}

function splatOverUnknown(of: UnknownValue, each: readonly SplatStep[], scope: Scope): Value {
  if (of.type.kind === 'string' || of.type.kind === 'object' || of.type.kind === 'map') {
    const one = takeSteps(of, each, scope);
    return of.notNull === true ? tupleOf([one]) : unknownFrom(dynamicType, [one]);
  }
  const element = takeSteps(unknownStep(of, elementOf(of.type), '[*]'), each, { ...scope, report: ignore });
  const type = of.type.kind === 'dynamic' ? dynamicType : listType(typeOf(element));
  const length = of.type.kind === 'list' && of.length !== undefined ? { length: of.length } : {};
  return unknownFrom(type, [element], length);
}

function ignore(): void {}

function elementOf(type: Type): Type {
  return 'element' in type ? type.element : dynamicType;
}

function takeSteps(item: Value, each: readonly SplatStep[], scope: Scope): Value {
  return each.reduce((value, step) => takeStep(value, step, scope), item);
}

function takeStep(value: Value, step: SplatStep, scope: Scope): Value {
  switch (step.kind) {
    case 'attribute':
      return readAttribute(value, step.name, step.span, scope);
    case 'index':
      return readIndex(value, evaluate(step.index, scope), step.span, scope);
    case 'splat':
      return evaluateSplat(value, step.each, scope);
  }
}
