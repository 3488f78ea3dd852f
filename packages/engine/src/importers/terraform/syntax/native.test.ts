import { describe, expect, it } from 'vitest';
import type { Body, Span } from './ast.ts';
import { locator } from './locate.ts';
import { parseNative, parseTemplate } from './native.ts';

/** Arguments and blocks with the text of each value. */
function show(body: Body, text: string): string[] {
  return [
    ...body.attributes.map(({ name, value }) => `${name} = ${slice(text, value.span)}`),
    ...body.blocks.map(
      ({ type, labels, body: inner }) =>
        `${[type, ...labels.map((label) => JSON.stringify(label.text))].join(' ')} {${show(inner, text).join('; ')}}`,
    ),
  ];
}

function slice(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

describe('bodies', () => {
  it.each([
    ['', [], 'an empty file'],
    ['a = 1', ['a = 1'], 'the last line needs no newline'],
    ['a = 1\nb = 2\n', ['a = 1', 'b = 2'], 'order is kept'],
    ['a = 1\r\nb = 2\r\n', ['a = 1', 'b = 2'], 'CRLF ends lines'],
    ['\ufeffa = 1\n', ['a = 1'], 'a byte order mark is passed'],
    ['b {}\n', ['b {}'], 'an empty block'],
    ['b "x" y "z" {\n}\n', ['b "x" "y" "z" {}'], 'labels are quoted or bare'],
    ['b "a\\"b" {}\n', ['b "a\\"b" {}'], 'a label has escapes'],
    ['b { a = 1 }\n', ['b {a = 1}'], 'a block on one line'],
    ['b { a = [\n1,\n2\n] }\n', ['b {a = [\n1,\n2\n]}'], 'its value may have lines'],
    ['b { # why\n  a = 1\n}\n', ['b {a = 1}'], 'a comment after the brace begins no line'],
    ['b {\n  c "d" {\n    a = 1\n  }\n}\n', ['b {c "d" {a = 1}}'], 'blocks nest'],
    [
      'x = [{ a = 1 }]\nx {\n  a = 1\n}\n',
      ['x = [{ a = 1 }]', 'x {a = 1}'],
      'HCL-3: argument and block stay different',
    ],
    ['a-b = 1\n', ['a-b = 1'], 'a dash in a name'],
    ['# c\n// c\n/* c\n */ a = 1 /* c */ # c\n', ['a = 1'], 'comments stand everywhere'],
    [
      'a = {\n  # c\n  b = 1 # c\n  /* c */ c = 2\n}\n',
      ['a = {\n  # c\n  b = 1 # c\n  /* c */ c = 2\n}'],
      'in objects too',
    ],
  ])('%j → %j, because %s', (text, expected) => {
    const { value, diagnostics } = parseNative('x.tf', text);
    expect(diagnostics).toEqual([]);
    expect(show(value.body, text)).toEqual(expected);
  });
});

describe('HCL-1: places', () => {
  const text = '# c\nresource "aws_vpc" "a" { # d\n  cidr = 1 + 2\n}\n';
  const { value } = parseNative('x.tf', text);
  const block = value.body.blocks[0];
  const attribute = block?.body.attributes[0];

  it.each([
    ['resource', block?.typeSpan, 'the type'],
    ['resource "aws_vpc" "a"', block?.headerSpan, 'what a diagnostic of the block underlines'],
    ['"aws_vpc"', block?.labels[0]?.span, 'a label with its quotes'],
    ['cidr', attribute?.nameSpan, 'the name'],
    ['cidr = 1 + 2', attribute?.span, 'the whole argument'],
    ['1 + 2', attribute?.value.span, 'the value'],
    ['# c', value.comments[0], 'HCL-3: comments are kept'],
    ['# d', value.comments[1], 'in order'],
  ])('%j is %j: %s', (expected, span) => {
    expect(span && slice(text, span)).toBe(expected);
  });

  it('a comment is kept once, even where the reader looked twice', () => {
    const twice = 'a = b /* c */\nd = e /* f */ .g /* h */ # i\n';
    expect(parseNative('x.tf', twice).value.comments.map((span) => slice(twice, span))).toEqual([
      '/* c */',
      '/* f */',
      '/* h */',
      '# i',
    ]);
  });
});

describe('HCL-1: lines and columns', () => {
  it.each([
    ['ab', 1, '1:2', 'columns count from 1'],
    ['a\nb', 2, '2:1', 'a newline begins a line'],
    ['a\r\nb', 3, '2:1', 'so does CRLF'],
    ['a\n', 2, '2:1', 'the end of a text with a last newline'],
    ['😀b', 2, '1:3', 'columns are UTF-16 units'],
    ['\ufeffb', 1, '1:1', 'a byte order mark takes no column'],
    ['', 0, '1:1', 'an empty text has a place'],
  ])('%j at %i is %s, because %s', (text, offset, expected) => {
    const { start } = locator('x.tf', text)({ start: offset, end: offset });
    expect(`${start.line}:${start.column}`).toBe(expected);
  });
});

describe('a whole text as a template', () => {
  it.each([
    ['a\n"b" \\n\n', 'string', 'quotes and backslashes are plain'],
    ['${a}', 'template', 'sequences are read'],
    ['', 'string', 'nothing is empty text'],
  ])('%j is a %s, because %s', (text, kind) => {
    const { value, diagnostics } = parseTemplate('x.tpl', text);
    expect(diagnostics).toEqual([]);
    expect(value.kind).toBe(kind);
  });
});
