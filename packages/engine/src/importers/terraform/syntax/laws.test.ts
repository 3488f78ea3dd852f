import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BinaryOperator } from './ast.ts';
import { parseExpression, parseNative } from './native.ts';

/** A tree without places, as a generator makes it and as a printed text must give it back. */
interface Tree {
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** A tree with one way to write it. */
interface Written {
  readonly tree: Tree;
  readonly text: string;
}

const strengths: readonly (readonly BinaryOperator[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];
const operators = strengths.flat();

/** How tightly a written tree holds together: operands that are weaker need parentheses. */
function strengthOf({ kind, operator }: Tree): number {
  if (kind === 'conditional') return 0;
  if (kind === 'binary') return 1 + strengths.findIndex((level) => level.some((one) => one === operator));
  return kind === 'unary' ? 7 : 8;
}

function operand(written: Written, strengthMin: number): Written {
  if (strengthOf(written.tree) >= strengthMin) return written;
  return { tree: { kind: 'parentheses', inner: written.tree }, text: `(${written.text})` };
}

const name: fc.Arbitrary<string> = fc
  .stringMatching(/^[a-z_é][a-z0-9_é-]{0,5}$/)
  .filter((word) => !/^(for|if|in|true|false|null)$/.test(word));
const plainText: fc.Arbitrary<string> = fc.string({
  unit: fc.constantFrom('a', ' ', '"', '\\', '\n', '\t', '$', '%', '{', '}', '~', 'é', '#', '😀'),
});

/** A sign before a brace as its code: it can never be taken for a sequence. */
function quote(text: string): string {
  const escaped = text
    .replace(/["\\]/g, (c) => `\\${c}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t');
  return escaped.replace(/[$%](?=\{)/g, codeOf);
}

function codeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

const leaf: fc.Arbitrary<Written> = fc.oneof(
  name.map((word): Written => ({ tree: { kind: 'variable', name: word }, text: word })),
  fc
    .stringMatching(/^(0|[1-9]\d{0,3})(\.\d{1,2})?([eE][+-]?\d)?$/)
    .map((text): Written => ({ tree: { kind: 'number', text }, text })),
  fc.boolean().map((value): Written => ({ tree: { kind: 'bool', value }, text: String(value) })),
  fc.constant<Written>({ tree: { kind: 'null' }, text: 'null' }),
  plainText.map((text): Written => ({ tree: { kind: 'string', value: text }, text: `"${quote(text)}"` })),
);

const gap: fc.Arbitrary<string> = fc.constantFrom('', ' ', '  ', '\t', '/* c */');
const line: fc.Arbitrary<string> = fc.constantFrom('', ' ', '\n', '\r\n', ' # c\n', ' // c\n  ', '/* c\n */');

const { expression } = fc.letrec<{ expression: Written }>((tie) => {
  const any = tie('expression');
  const term = any.map((written) => operand(written, 8));
  return {
    expression: fc.oneof(
      { maxDepth: 5, depthSize: 'small', withCrossShrink: true },
      leaf,
      fc
        .tuple(any, fc.constantFrom(...operators), any, gap, gap)
        .map(([a, operator, b, before, after]): Written => {
          const level = 1 + strengths.findIndex((one) => one.includes(operator));
          const left = operand(a, level);
          const right = operand(b, level + 1);
          // A name takes a dash that follows it, and a slash could begin a comment.
          const text = `${left.text} ${before}${operator} ${after}${right.text}`;
          return { tree: { kind: 'binary', operator, left: left.tree, right: right.tree }, text };
        }),
      fc.tuple(fc.constantFrom('-', '!'), any, gap).map(([operator, a, between]): Written => {
        const inner = operand(a, 7);
        return {
          tree: { kind: 'unary', operator, operand: inner.tree },
          text: operator + between + inner.text,
        };
      }),
      fc.tuple(any, any, any).map(([a, b, c]): Written => {
        const condition = operand(a, 1);
        const tree = { kind: 'conditional', condition: condition.tree, whenTrue: b.tree, whenFalse: c.tree };
        return { tree, text: `${condition.text} ? ${b.text} : ${c.text}` };
      }),
      fc.tuple(fc.array(any, { maxLength: 3 }), line).map(
        ([all, between]): Written => ({
          tree: { kind: 'tuple', elements: all.map(({ tree }) => tree) },
          text: `[${between}${all.map(({ text }) => text + between).join(`,${between}`)}]`,
        }),
      ),
      fc
        .tuple(
          fc.array(fc.tuple(name, any), { maxLength: 3 }),
          fc.constantFrom('=', ':'),
          fc.constantFrom(',', '\n', ',\n\n', ' # c\n'),
        )
        .map(
          ([all, sign, between]): Written => ({
            tree: {
              kind: 'object',
              items: all.map(([key, { tree }]) => ({ key: { kind: 'string', value: key }, value: tree })),
            },
            text: `{${all.map(([key, { text }]) => `${key} ${sign} ${text}${between}`).join('')}}`,
          }),
        ),
      fc
        .tuple(name, fc.array(any, { maxLength: 3 }), fc.boolean(), line)
        .map(([called, all, expands, between]): Written => {
          const expandFinal = expands && all.length > 0;
          const tree = { kind: 'call', name: called, args: all.map(({ tree: arg }) => arg), expandFinal };
          return {
            tree,
            text: `${called}(${all.map(({ text }) => between + text).join(',')}${expandFinal ? '...' : ''}${between})`,
          };
        }),
      fc
        .tuple(term, name, gap)
        .map(
          ([of, word, between]): Written => ({
            tree: { kind: 'attribute', of: of.tree, name: word },
            text: `${isNumber(of) ? `(${of.text})` : of.text}${between}.${word}`,
          }),
        )
        .filter(({ tree }) => !isNumberTree(tree)),
      fc
        .tuple(term, any, line)
        .map(
          ([of, index, between]): Written => ({
            tree: { kind: 'index', of: of.tree, index: index.tree },
            text: `${of.text}[${between}${index.text}${between}]`,
          }),
        )
        .filter(({ tree }) => !endsInFullSplat(tree)),
      fc.tuple(any, name, name, any, fc.option(any, { nil: undefined })).map(
        ([over, keyName, valueName, value, condition]): Written => ({
          tree: {
            kind: 'for',
            result: 'tuple',
            keyName,
            valueName,
            collection: over.tree,
            key: undefined,
            value: value.tree,
            grouping: false,
            condition: condition?.tree,
          },
          text: `[for ${keyName}, ${valueName} in ${over.text} : ${value.text}${condition ? ` if ${condition.text}` : ''}]`,
        }),
      ),
      fc.tuple(any, name, any, any, fc.boolean()).map(
        ([over, valueName, key, value, grouping]): Written => ({
          tree: {
            kind: 'for',
            result: 'object',
            keyName: undefined,
            valueName,
            collection: over.tree,
            key: key.tree,
            value: value.tree,
            grouping,
            condition: undefined,
          },
          text: `{for ${valueName} in ${over.text} : ${key.text} => ${value.text}${grouping ? '...' : ''}}`,
        }),
      ),
      fc
        .tuple(
          plainText.filter((text) => text !== ''),
          any,
        )
        .map(
          ([text, inner]): Written => ({
            tree: {
              kind: 'template',
              parts: [
                { kind: 'literal', text },
                { kind: 'interpolation', value: inner.tree },
              ],
              wrap: false,
            },
            text: `"${quote(text).replace(/[$%]+$/, (run) => run.replace(/[$%]/g, codeOf))}\${${inner.text}}"`,
          }),
        ),
      any.map(
        (inner): Written => ({
          tree: { kind: 'template', parts: [{ kind: 'interpolation', value: inner.tree }], wrap: true },
          text: `"\${ ${inner.text} }"`,
        }),
      ),
    ),
  };
});

function isNumber({ tree }: Written): boolean {
  return tree.kind === 'number';
}

/** `1.a` is written `(1).a`, which is another tree. */
function isNumberTree({ of }: Tree): boolean {
  return typeof of === 'object' && of !== null && 'kind' in of && of.kind === 'number';
}

function endsInFullSplat({ of }: Tree): boolean {
  return typeof of === 'object' && of !== null && 'kind' in of && of.kind === 'splat';
}

/** A tree without its places. */
function withoutPlaces(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutPlaces);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => key !== 'span' && key !== 'nameSpan')
      .map(([key, value]) => [key, withoutPlaces(value)]),
  );
}

describe('what is written is what is read', () => {
  it('an expression gives its tree back', () => {
    const law = fc.property(expression, ({ tree, text }) => {
      const { value, diagnostics } = parseExpression('x.tf', text);
      expect(diagnostics).toEqual([]);
      expect(withoutPlaces(value)).toEqual(tree);
    });
    fc.assert(law, { seed: 20261128, numRuns: 1500 });
  });

  it('a span is the text of its node: reading it alone gives the same tree', () => {
    const law = fc.property(expression, expression, (first, second) => {
      const text = `a = ${first.text}\nb {\n  c = ${second.text}\n}\n`;
      const { value } = parseNative('x.tf', text);
      const both = [value.body.attributes[0]?.value, value.body.blocks[0]?.body.attributes[0]?.value];
      const alone = both.map((node) => parseExpression('x.tf', text.slice(node?.span.start, node?.span.end)));
      expect(alone.map((read) => withoutPlaces(read.value))).toEqual([first.tree, second.tree]);
    });
    fc.assert(law, { seed: 20261128, numRuns: 500 });
  });

  it('spaces and comments around a file change no tree', () => {
    const law = fc.property(expression, line, ({ text }, between) => {
      const plain = parseNative('x.tf', `a = ${text}\n`).value.body.attributes[0]?.value;
      const spaced = parseNative('x.tf', `${between}\n\t a   =  /* c */ ${text} # c\r\n${between}`).value.body
        .attributes[0]?.value;
      expect(withoutPlaces(spaced)).toEqual(withoutPlaces(plain));
    });
    fc.assert(law, { seed: 20261128, numRuns: 500 });
  });
});
