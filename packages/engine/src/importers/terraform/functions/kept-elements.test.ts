import { describe, expect, it } from 'vitest';
import type { Result } from '../../../base/result.ts';
import {
  listOf,
  nullValue,
  numberValue,
  stringType,
  stringValue,
  unknownReference,
} from '../values/construct.ts';
import type { Value } from '../values/value.ts';
import { callFunction } from './call.ts';
import { applyBinary } from './operators.ts';

const id = (name: string, path = 'id'): Value =>
  unknownReference(stringType, { address: `aws_subnet.${name}`, path });
const list = (...items: readonly Value[]): Value => listOf(stringType, items);

const context = {
  files: {
    readText: () => ({ kind: 'missing' as const }),
    readBytes: () => undefined,
    list: () => undefined,
    workingDirectory: '/',
  },
  moduleDirectory: '.',
  evaluateTemplate: () => undefined,
};

function ok(outcome: Result<Value, unknown>): Value {
  if (!outcome.ok) throw new Error('expected a value');
  return outcome.value;
}

function call(name: string, ...args: readonly Value[]): Value {
  return ok(callFunction(name, args, context));
}

describe('functions that only reorder keep which elements there are, although their number is open', () => {
  it.each<readonly [string, Value, readonly Value[] | undefined, string]>([
    ['distinct', call('distinct', list(id('a'), id('b'))), [id('a'), id('b')], 'both are in it'],
    ['sort', call('sort', list(id('a'), stringValue('x'))), [id('a'), stringValue('x')], 'both are in it'],
    ['setunion', call('setunion', list(id('a')), list(id('b'))), [id('a'), id('b')], 'both are in it'],
    ['distinct of distinct', call('distinct', call('distinct', list(id('a')))), [id('a')], 'it is kept'],
    [
      'concat',
      call('concat', call('distinct', list(id('a'))), list(id('b'))),
      [id('a'), id('b')],
      'both are in it',
    ],
    ['compact of ids', call('compact', list(id('a'))), [id('a')], 'an id is never empty'],
    [
      'compact of more',
      call('compact', list(id('a'), nullValue(stringType), stringValue(''))),
      [id('a')],
      'null goes',
    ],
    ['compact of a name', call('compact', list(id('a', 'name'))), undefined, 'a name may be null'],
    ['setintersection', call('setintersection', list(id('a')), list(id('b'))), undefined, 'it may drop some'],
    [
      'slice',
      call('slice', call('distinct', list(id('a'))), numberValue(0), numberValue(1)),
      undefined,
      'it cuts',
    ],
  ])('%s → %j, because %s', (_name, value, elements) => {
    expect(value).toMatchObject({ kind: 'unknown' });
    expect(value.kind === 'unknown' ? value.elements : []).toEqual(elements);
  });

  it.each([
    ['>', 0, true, 'a list with an element is not empty'],
    ['>=', 1, true, 'it has at least one'],
    ['<', 1, false, 'it has at least one'],
    ['>', 1, undefined, 'two ids may be equal'],
    ['<=', 1, undefined, 'there may be two'],
  ] as const)('length %s %i is %s, because %s', (operator, bound, expected, _because) => {
    const length = call('length', call('distinct', list(id('a'), id('b'))));
    const answer = ok(applyBinary(operator, length, numberValue(bound)));
    expect(answer.kind === 'bool' ? answer.value : undefined).toBe(expected);
  });
});
