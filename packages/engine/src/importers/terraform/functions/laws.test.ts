import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProjectFiles } from '../project.ts';
import {
  listOf,
  numberValue,
  objectOf,
  setOf,
  stringType,
  stringValue,
  tupleOf,
} from '../values/construct.ts';
import { areEqual } from '../values/equality.ts';
import { decodeJson, encodeJson } from '../values/json.ts';
import { numberOf } from '../values/number.ts';
import type { Value } from '../values/value.ts';
import { callFunction } from './call.ts';
import { encodeUtf8 } from './characters.ts';
import type { FunctionContext } from './definition.ts';
import { formatHex, md5, sha1, sha256, sha512 } from './digests.ts';

const seeded = { seed: 20_261_128, numRuns: 300 };

const files: ProjectFiles = {
  workingDirectory: '/project',
  readText: () => ({ kind: 'missing' }),
  readBytes: () => undefined,
  list: () => undefined,
};
const context: FunctionContext = { files, moduleDirectory: '.', evaluateTemplate: () => undefined };

function call(name: string, ...args: readonly Value[]): Value | 'refused' {
  const outcome = callFunction(name, args, context);
  return outcome.ok ? outcome.value : 'refused';
}

function textOf(value: Value | 'refused'): string {
  return value !== 'refused' && value.kind === 'string' ? value.value : 'refused';
}

/** IPv4 as a string of 32 binary digits: the slow reading. */
function bitsOf(octets: readonly number[]): string {
  return octets.map((octet) => octet.toString(2).padStart(8, '0')).join('');
}

function dotted(bits: string): string {
  return [0, 8, 16, 24].map((i) => Number.parseInt(bits.slice(i, i + 8), 2)).join('.');
}

const octets = fc.array(fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 127, 128, 254, 255)), {
  minLength: 4,
  maxLength: 4,
});

describe('prefix arithmetic agrees with a reading of bit strings', () => {
  it('cidrsubnet writes the number behind the prefix', () => {
    const cases = fc.record({
      octets,
      length: fc.integer({ min: 0, max: 32 }),
      added: fc.nat(12),
      number: fc.nat(5000),
    });
    fc.assert(
      fc.property(cases, ({ octets: written, length, added, number }) => {
        const digits = number.toString(2).padStart(added, '0');
        const fits = length + added <= 32 && (added === 0 ? number === 0 : digits.length <= added);
        const network = bitsOf(written).slice(0, length) + (added === 0 ? '' : digits);
        const expected = fits ? `${dotted(network.padEnd(32, '0'))}/${length + added}` : 'refused';
        const prefix = stringValue(`${written.join('.')}/${length}`);
        expect(textOf(call('cidrsubnet', prefix, numberValue(added), numberValue(number)))).toBe(expected);
      }),
      seeded,
    );
  });

  it('cidrhost writes the number into the host bits, negative numbers from the end', () => {
    const cases = fc.record({
      octets,
      length: fc.integer({ min: 8, max: 32 }),
      number: fc.integer({ min: -600, max: 600 }),
    });
    fc.assert(
      fc.property(cases, ({ octets: written, length, number }) => {
        const hosts = 2 ** (32 - length);
        const host = number < 0 ? hosts + number : number;
        const digits = host.toString(2).padStart(32 - length, '0');
        const bits = bitsOf(written).slice(0, length) + (length === 32 ? '' : digits);
        const expected = host >= 0 && host < hosts ? dotted(bits) : 'refused';
        const prefix = stringValue(`${written.join('.')}/${length}`);
        expect(textOf(call('cidrhost', prefix, numberValue(number)))).toBe(expected);
      }),
      seeded,
    );
  });

  it('cidrsubnets gives prefixes of the asked length that follow each other without overlap', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 8 }), (added) => {
        const made = call(
          'cidrsubnets',
          stringValue('10.32.0.0/12'),
          ...added.map((bits) => numberValue(bits)),
        );
        if (made === 'refused' || made.kind !== 'list') return;
        let end = 0;
        for (const [i, prefix] of made.items.map(textOf).entries()) {
          const [address = '', length = ''] = prefix.split('/');
          const start = Number.parseInt(bitsOf(address.split('.').map(Number)), 2);
          expect(Number(length)).toBe(12 + (added[i] ?? 0));
          expect(start % 2 ** (32 - Number(length))).toBe(0);
          expect(start).toBeGreaterThanOrEqual(end);
          end = start + 2 ** (32 - Number(length));
        }
      }),
      seeded,
    );
  });
});

const scalars: fc.Arbitrary<Value> = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => stringValue(text.replace(/\p{Surrogate}/gu, ''))),
  fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map((integer) => numberValue(numberOf(integer))),
  fc
    .record({ digits: fc.maxSafeInteger(), scale: fc.nat(20) })
    .map(({ digits, scale }) => numberValue(Number(`${digits}e-${scale}`))),
  fc.boolean().map((value): Value => ({ kind: 'bool', value })),
  fc.constant<Value>({ kind: 'null', type: { kind: 'dynamic' } }),
);

/** Names without the merge key of YAML. */
const names = fc.string({ unit: 'grapheme', maxLength: 6 }).filter((name) => name !== '<<');

const { value: trees } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalars,
    fc.array(tie('value'), { maxLength: 4 }).map(tupleOf),
    fc
      .array(
        fc.tuple(
          names.map((name) => name.normalize('NFC')),
          tie('value'),
        ),
        { maxLength: 4 },
      )
      .map((pairs) => objectOf(new Map(pairs))),
  ),
}));

describe('what is encoded can be decoded', () => {
  it('jsondecode gives back what jsonencode took', () => {
    fc.assert(
      fc.property(trees, (value) => {
        const decoded = decodeJson(textOf(encodeJson(value)));
        expect(decoded.ok && areEqual(decoded.value, value)).toBe(true);
      }),
      seeded,
    );
  });

  it('yamldecode gives back what yamlencode took', () => {
    const printable = /^[\t\n\x20-\x7e\u00a0-\ud7ff]*$/;
    const isPrintable = (value: Value): boolean =>
      printable.test(textOf(encodeJson(value)).replaceAll(/\\u[0-9a-f]{4}/g, ''));
    fc.assert(
      fc.property(trees.filter(isPrintable), (value) => {
        const text = call('yamlencode', value);
        const decoded = text === 'refused' ? 'refused' : call('yamldecode', text);
        expect({
          text: textOf(text),
          isSame: decoded !== 'refused' && areEqual(decoded, value),
        }).toMatchObject({ isSame: true });
      }),
      seeded,
    );
  });

  it('base64decode gives back what base64encode took', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const encoded = call('base64encode', stringValue(text));
        expect(textOf(encoded)).toBe(Buffer.from(text.normalize('NFC')).toString('base64'));
        expect(textOf(encoded === 'refused' ? encoded : call('base64decode', encoded))).toBe(
          text.normalize('NFC'),
        );
      }),
      seeded,
    );
  });
});

describe('digests agree with another implementation', () => {
  it.each([
    ['md5', md5],
    ['sha1', sha1],
    ['sha256', sha256],
    ['sha512', sha512],
  ] as const)('%s', (name, digest) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(formatHex(digest(bytes))).toBe(createHash(name).update(bytes).digest('hex'));
      }),
      { ...seeded, numRuns: 100 },
    );
  });

  it('text is hashed as UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect([...encodeUtf8(text)]).toEqual([...Buffer.from(text)]);
      }),
      seeded,
    );
  });
});

const words = fc.array(fc.string({ unit: 'grapheme', maxLength: 3 }), { maxLength: 8 });

function list(texts: readonly string[]): Value {
  return listOf(stringType, texts.map(stringValue));
}

function texts(value: Value | 'refused'): readonly string[] {
  return value !== 'refused' && 'items' in value ? value.items.map(textOf) : ['refused'];
}

describe('sets and sorting agree with JavaScript sets and the order of UTF-8 bytes', () => {
  const normal = words.map((items) => items.map((item) => item.normalize('NFC')));
  const sorted = (items: Iterable<string>): readonly string[] =>
    [...items].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

  it('sort and toset', () => {
    fc.assert(
      fc.property(normal, (items) => {
        expect(texts(call('sort', list(items)))).toEqual(sorted(items));
        expect(texts(setOf(stringType, items.map(stringValue)))).toEqual(sorted(new Set(items)));
      }),
      seeded,
    );
  });

  it('union, intersection, difference, distinct', () => {
    fc.assert(
      fc.property(normal, normal, (left, right) => {
        const [a, b] = [new Set(left), new Set(right)];
        expect(texts(call('setunion', list(left), list(right)))).toEqual(sorted(new Set([...a, ...b])));
        expect(texts(call('setintersection', list(left), list(right)))).toEqual(
          sorted([...a].filter((x) => b.has(x))),
        );
        expect(texts(call('setsubtract', list(left), list(right)))).toEqual(
          sorted([...a].filter((x) => !b.has(x))),
        );
        expect(texts(call('distinct', list(left)))).toEqual([...a]);
      }),
      seeded,
    );
  });
});

describe('patterns agree with JavaScript where both mean the same', () => {
  // Pieces without captures inside repetitions and without empty loops: there the two differ by design.
  const atom = fc.constantFrom('a', 'b', '[ab]', '[^a]', '.', '\\w', 'ab', '(?:a|bc)', '(?:ab|a)', 'c');
  const piece = fc
    .tuple(atom, fc.constantFrom('', '', '*', '+', '?', '*?', '+?', '{2}', '{1,2}'))
    .map(([x, r]) => (x.length === 2 && !x.startsWith('\\') && r !== '' ? `(?:${x})${r}` : x + r));
  const pattern = fc
    .array(
      fc.oneof(
        { weight: 6, arbitrary: piece },
        { weight: 1, arbitrary: fc.constantFrom('^', '$', '\\b', '|') },
      ),
      { minLength: 1, maxLength: 5 },
    )
    .map((pieces) => pieces.join(''));
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 9 });

  it('finds the same leftmost match', () => {
    fc.assert(
      fc.property(pattern, text, (source, subject) => {
        const expected = new RegExp(source).exec(subject)?.[0] ?? 'refused';
        expect(textOf(call('regex', stringValue(source), stringValue(subject)))).toBe(expected);
      }),
      { ...seeded, numRuns: 2000 },
    );
  });

  it('stays fast where a backtracking matcher would not end', () => {
    const started = performance.now();
    const hostile = stringValue('a'.repeat(2000));
    expect(call('regex', stringValue('^(?:a+)+$'), hostile)).not.toBe('refused');
    expect(call('regex', stringValue('(?:a|a)*b'), hostile)).toBe('refused');
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
