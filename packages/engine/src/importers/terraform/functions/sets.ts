import { succeed } from '../../../base/result.ts';
import {
  dynamicType,
  isSensitive,
  listOf,
  markSensitive,
  setOf,
  setType,
  tupleOf,
  unknownFrom,
} from '../values/construct.ts';
import { convert } from '../values/convert.ts';
import { areEqual } from '../values/equality.ts';
import { typeOf } from '../values/type.ts';
import { unifyTypes } from '../values/unify.ts';
import type { Type, Value } from '../values/value.ts';
import { itemsIn } from './arguments.ts';
import {
  type FunctionDefinition,
  type FunctionTable,
  type Outcome,
  refuse,
  refuseSize,
} from './definition.ts';

const anySet: Type = setType(dynamicType);

export const setFunctions: FunctionTable = {
  setintersection: ofSets('setintersection', 'first_set', (sets) =>
    sets.reduce((kept, next) => kept.filter((item) => isIn(item, next))),
  ),
  setunion: { ...ofSets('setunion', 'first_set', (sets) => sets.flat()), keepsElements: 'all' },
  setsubtract: {
    ...ofSets('setsubtract', 'a', ([first = [], ...rest]) =>
      first.filter((item) => rest.every((other) => !isIn(item, other))),
    ),
    parameters: [
      { name: 'a', type: anySet },
      { name: 'b', type: anySet },
    ],
  },
  setproduct: {
    parameters: [],
    variadic: { name: 'sets', type: dynamicType, accepts: ['unknown', 'sensitive'] },
    result: dynamicType,
    apply: applySetProduct,
  },
};

/** All sets are brought to one element type first. */
function ofSets(
  name: string,
  first: string,
  compute: (sets: readonly (readonly Value[])[]) => readonly Value[],
): FunctionDefinition {
  const parameter = { name: first, type: anySet };
  return {
    parameters: [parameter],
    ...(name === 'setsubtract' ? {} : { variadic: { name: 'other_sets', type: anySet } }),
    result: (args) => unifyTypes(args.map(typeOf), 'unsafe') ?? anySet,
    apply: (args) => applyToSets(name, first, args, compute),
  };
}

function applyToSets(
  name: string,
  parameter: string,
  args: readonly Value[],
  compute: (sets: readonly (readonly Value[])[]) => readonly Value[],
): Outcome {
  const element = commonElement(args);
  if (element === undefined) return refuse(name, parameter, 0, 'no-common-type');
  const sets: (readonly Value[])[] = [];
  for (const [i, arg] of args.entries()) {
    const converted = convert(arg, setType(element));
    if (!converted.ok) return refuse(name, parameter, i, 'no-common-type');
    sets.push(itemsIn(converted.value) ?? []);
  }
  return succeed(setOf(element, compute(sets)));
}

/** An empty set without an element type gives no opinion. */
function commonElement(args: readonly Value[]): Type | undefined {
  const elements = args.map(typeOf).flatMap((type) => ('element' in type ? [type.element] : []));
  const known = elements.filter((element) => element.kind !== 'dynamic');
  return known.length === 0 ? dynamicType : unifyTypes(known, 'unsafe');
}

function isIn(item: Value, items: readonly Value[]): boolean {
  return items.some((other) => areEqual(other, item));
}

/** Terraform has no limit; ours keeps memory bounded. */
const productLengthMax = 200_000;

/** All combinations, the last argument turning fastest; a set when one argument is a set. */
function applySetProduct(args: readonly Value[]): Outcome {
  if (args.length < 2) return refuse('setproduct', 'sets', 0, 'lengths-differ');
  const elements: Type[] = [];
  for (const [i, arg] of args.entries()) {
    const element = elementOf(typeOf(arg));
    if (element === 'not-a-list') return refuse('setproduct', 'sets', i, 'not-a-list');
    if (element === undefined) return refuse('setproduct', 'sets', i, 'no-common-type');
    elements.push(element);
  }
  const isSet = args.some((arg) => typeOf(arg).kind === 'set');
  const row: Type = { kind: 'tuple', elements };
  if (args.some((arg) => arg.kind === 'unknown')) {
    return succeed(unknownFrom({ kind: isSet ? 'set' : 'list', element: row }, args));
  }
  const lists = args.map((arg, i) => convertItems(arg, elements[i] ?? dynamicType));
  const total = lists.reduce((product, list) => product * list.length, 1);
  if (total > productLengthMax) return refuseSize('setproduct', productLengthMax, 'elements');
  const rows = combine(lists).map((items) => tupleOf(items));
  const result = isSet ? setOf(row, rows) : listOf(row, rows);
  return succeed(args.some(isSensitive) ? markSensitive(result) : result);
}

function elementOf(type: Type): Type | undefined | 'not-a-list' {
  if (type.kind === 'dynamic') return dynamicType;
  if (type.kind === 'list' || type.kind === 'set') return type.element;
  return type.kind === 'tuple' ? unifyTypes(type.elements, 'unsafe') : 'not-a-list';
}

function convertItems(list: Value, element: Type): readonly Value[] {
  return (itemsIn(list) ?? []).map((item) => {
    const converted = convert(item, element);
    return converted.ok ? converted.value : item;
  });
}

function combine(lists: readonly (readonly Value[])[]): readonly (readonly Value[])[] {
  return lists.reduce<readonly (readonly Value[])[]>(
    (rows, list) => rows.flatMap((row) => list.map((item) => [...row, item])),
    [[]],
  );
}
