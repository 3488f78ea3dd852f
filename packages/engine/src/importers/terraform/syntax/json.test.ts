import { describe, expect, it } from 'vitest';
import type { Body, Expression } from './ast.ts';
import { parseJson } from './json.ts';
import { parseVariableFile } from './variable-file.ts';

/** Blocks and arguments of a JSON file, one a line, or the codes of its problems with their lines. */
function check(text: string, expected: readonly string[]): void {
  const { value, diagnostics } = parseJson('x.tf.json', text);
  const problems = diagnostics.map(({ code, subject }) => `${code} at ${subject?.start.line}`);
  expect(problems.length > 0 ? problems : showBody(value.body)).toEqual(expected);
}

function showBody(body: Body): string[] {
  const attributes = body.attributes.map(({ name, value }) => `${name} = ${show(value)}`);
  const blocks = body.blocks.map(
    ({ type, labels, body: inner }) =>
      `${[type, ...labels.map(({ text }) => text)].join(' ')} { ${showBody(inner).join('; ')} }`,
  );
  return [...attributes, ...blocks];
}

function show(expression: Expression): string {
  switch (expression.kind) {
    case 'string':
      return JSON.stringify(expression.value);
    case 'number':
      return expression.text;
    case 'bool':
      return String(expression.value);
    case 'unary':
      return `${expression.operator}${show(expression.operand)}`;
    case 'tuple':
      return `[${expression.elements.map(show).join(', ')}]`;
    case 'object':
      return `{${expression.items.map(({ key, value }) => `${show(key)}: ${show(value)}`).join(', ')}}`;
    case 'template':
      return `${expression.wrap ? 'wrap' : 'template'}(${expression.parts.map(({ kind }) => kind).join(' ')})`;
    default:
      return expression.kind;
  }
}

describe('HCL-7: JSON syntax gives the tree of native syntax', () => {
  it.each([
    [
      '{"resource": {"aws_vpc": {"a": {"x": 1}}}}',
      ['resource aws_vpc a { x = 1 }'],
      'labels are levels of objects',
    ],
    [
      '{"resource": {"aws_vpc": {"a": {"x": 1}, "b": {}}, "aws_subnet": {"a": {}}}}',
      ['resource aws_vpc a { x = 1 }', 'resource aws_vpc b {  }', 'resource aws_subnet a {  }'],
      'each of them makes blocks',
    ],
    [
      '{"resource": [{"aws_vpc": [{"a": {"x": 1}}, {"a": {"x": 2}}]}]}',
      ['resource aws_vpc a { x = 1 }', 'resource aws_vpc a { x = 2 }'],
      'lists of objects stand at every level',
    ],
    [
      '{"moved": [{"from": "a.b"}, {"from": "c.d"}]}',
      ['moved { from = "a.b" }', 'moved { from = "c.d" }'],
      'a list of bodies makes several blocks',
    ],
    [
      '{"locals": {"a": [1, -2.50, true, null]}}',
      ['locals { a = [1, -2.50, true, null] }'],
      'HCL-4: numbers keep their text',
    ],
    [
      '{"locals": {"a": "x${b}"}}',
      ['locals { a = template(literal interpolation) }'],
      'strings are templates',
    ],
    ['{"locals": {"a": "${b}"}}', ['locals { a = wrap(interpolation) }'], 'one sequence alone is its value'],
    ['{"locals": {"a": "$${b}"}}', ['locals { a = "${b}" }'], 'a doubled sign is plain'],
    ['{"locals": {"a": "\\u00e9\\n\\"\\/"}}', ['locals { a = "é\\n\\"/" }'], 'JSON has escapes of its own'],
    [
      '{"locals": {"${a}": {"${b}": 1}}}',
      ['locals { ${a} = {wrap(interpolation): 1} }'],
      'names of values are templates too',
    ],
    ['{"//": "why", "locals": {"//": "how", "a": 1}}', ['locals { a = 1 }'], '// is a comment in a body'],
    [
      '{"variable": {"a": {"default": "${b}"}}}',
      ['variable a { default = "${b}" }'],
      'a default is read without variables',
    ],
    ['{"resource": null, "locals": {}}', ['locals {  }'], 'null is as good as nothing'],
    [
      '{"resource": {"aws_vpc": {"a": {"tags": {"x": 1}}}}}',
      ['resource aws_vpc a { tags = {"x": 1} }'],
      'deeper objects stay attributes',
    ],
    [
      '{"resource": {"aws_security_group": {"a": {"ingress": {"x": 1}, "ingress": [{"x": 2}]}}}}',
      ['resource aws_security_group a { ingress = [{"x": 1}, {"x": 2}] }'],
      'a repeated name with objects is several blocks',
    ],
    [
      '[{"locals": {"a": 1}}, {"locals": {"b": 2}}]',
      ['locals { a = 1 }', 'locals { b = 2 }'],
      'the file may be a list of bodies',
    ],
    ['{"unheard_of": {"a": 1}}', ['unheard_of = {"a": 1}'], 'other names at the top are kept'],
    ['\ufeff{}', [], 'a byte order mark is passed'],
  ])('%s → %j, because %s', check);

  it.each([
    ['', ['NSN1012 at 1'], 'a value is needed'],
    ['{"a": 1,}', ['NSN1012 at 1'], 'no trailing comma'],
    ['{\n"a" 1}', ['NSN1012 at 2'], 'a colon is needed'],
    ['{"a": [1 2]}', ['NSN1012 at 1'], 'elements need commas'],
    ['{a: 1}', ['NSN1012 at 1'], 'names are quoted'],
    ['{} {}', ['NSN1012 at 1'], 'one value a file'],
    ['{"a": "b', ['NSN1005 at 1'], 'a string needs its end'],
    ['{"a": "b\n"}', ['NSN1005 at 1'], 'on its own line'],
    ['{"a": "\t"}', ['NSN1010 at 1'], 'control characters are escaped'],
    ['{"a": "\\q"}', ['NSN1017 at 1'], 'an escape of JSON only'],
    ['{"a": 01}', ['NSN1004 at 1'], 'no leading zero'],
    ['{"a": -}', ['NSN1004 at 1'], 'a sign needs its number'],
    ['{"a": [', ['NSN1012 at 1'], 'something must follow a bracket'],
    ['{"a": [1', ['NSN1005 at 1'], 'a bracket needs its end'],
    ['{\n"resource": 5}', ['NSN1012 at 2'], 'a block is an object'],
    ['{"locals": {\n"a": 1,\n"a": 2}}', ['NSN1002 at 3'], 'HCL-6: an argument is set once'],
    ['{"locals": {\n"a": "${",\n"b": "${b c}"}}', ['NSN1001 at 2', 'NSN1001 at 3'], 'every template is read'],
  ])('%j → %j, because %s', check);
});

describe('HCL-1: places in a JSON file', () => {
  it.each([
    ['{"locals": {"a": "x${bcd}"}}', 'bcd', 'without escapes'],
    ['{"locals": {"a": "\\n\\u00e9${f(\\"x\\")}${bcd}"}}', 'bcd', 'after escapes'],
  ])('%s: the variable stands at %s, because spans go back %s', (text, expected) => {
    const { value } = parseJson('x.tf.json', text);
    const a = value.body.blocks[0]?.body.attributes[0]?.value;
    const part = a?.kind === 'template' ? a.parts.at(-1) : undefined;
    const span = part?.kind === 'interpolation' ? part.value.span : { start: 0, end: 0 };
    expect(text.slice(span.start, span.end)).toBe(expected);
  });

  it('a problem inside a template is told at its own place', () => {
    const { diagnostics } = parseJson('x.tf.json', '{"locals": {"a": "\\n\\n${b c}"}}');
    expect(diagnostics[0]?.subject?.start.column).toBe('{"locals": {"a": "\\n\\n${b '.length + 1);
  });
});

describe('variable files', () => {
  it.each([
    ['x.tfvars', 'a = "b"\nc = [1]\n', ['a = "b"', 'c = [1]'], [], 'arguments'],
    ['x.tfvars', 'a = 1\nb {\n}\n', ['a = 1', 'b {  }'], ['NSN1013 at 2'], 'a block has no place there'],
    [
      'x.tfvars.json',
      '{"a": "${b}", "c": {"d": 1}}',
      ['a = "${b}"', 'c = {"d": 1}'],
      [],
      'JSON values are literal',
    ],
    ['x.tfvars.json', '{"resource": {}}', ['resource = {}'], [], 'no name is a block there'],
  ])('%s %j → %j %j, because %s', (path, text, shown, problems) => {
    const { value, diagnostics } = parseVariableFile(path, text);
    expect(showBody(value.body)).toEqual(shown);
    expect(diagnostics.map(({ code, subject }) => `${code} at ${subject?.start.line}`)).toEqual(problems);
  });
});
