import { describe, expect, it } from 'vitest';
import type { Observation } from './harvest.ts';
import { spellDefaults } from './spell-defaults.ts';

function seen(path: string, planned: string, more: Partial<Observation> = {}): Observation {
  return { focus: '', path, kind: 'attribute', computed: false, planned, ...more };
}

describe('what is kept of several plans of one type', () => {
  it.each([
    [
      'the same value everywhere is a default',
      [seen('a', 'true'), seen('a', 'true', { focus: 'x' })],
      '{"d":{"a":true}}',
    ],
    ['unknown is what computed says already', [seen('a', 'unknown', { computed: true })], undefined],
    ['null is what not computed says already', [seen('a', 'null')], undefined],
    ['null although computed is told', [seen('a', 'null', { computed: true })], '{"n":["a"]}'],
    [
      'a default that one other argument takes away',
      [seen('a', 'true'), seen('a', 'null', { focus: 'x.y' }), seen('a', 'true', { focus: 'z' })],
      '{"d":{"a":true},"w":{"a":["x"]}}',
    ],
    [
      'a computed value that is known at times depends on something',
      [seen('a', 'unknown', { computed: true }), seen('a', '1', { computed: true, focus: 'x' })],
      '{"v":["a"]}',
    ],
    ['a block that AWS fills', [seen('b', 'unknown', { kind: 'block' })], '{"u":["b"]}'],
    ['a block that stays empty', [seen('b', '[]', { kind: 'block' })], undefined],
    [
      'a block that is filled at times depends on something',
      [seen('b', '[]', { kind: 'block' }), seen('b', 'unknown', { kind: 'block', focus: 'x' })],
      '{"v":["b"]}',
    ],
  ] as const)('%s', (_because, observations, expected) => {
    expect(spellDefaults('aws_a', observations)).toBe(
      expected === undefined ? undefined : `r aws_a ${expected}`,
    );
  });
});
