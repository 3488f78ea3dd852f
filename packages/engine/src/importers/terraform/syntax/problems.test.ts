import { describe, expect, it } from 'vitest';
import { describe as wordsOf } from '../../../diagnostics/registry.ts';
import { parseNative } from './native.ts';

/** Compares the problems of a source with its `# EXPECT code` comments, line by line: no more, no fewer. */
function check(source: string): void {
  const expected = source
    .split('\n')
    .flatMap((line, index) => [...line.matchAll(/NSN\d+/g)].map(([code]) => `${index + 1} ${code}`));
  const { diagnostics } = parseNative('x.tf', source);
  const found = diagnostics.map(({ code, subject }) => `${subject?.start.line} ${code}`);
  expect(found.toSorted()).toEqual(expected.toSorted());
}

describe('HCL-2: every problem of a file is told, and the rest is read', () => {
  it.each([
    ['a value is missing', 'a = # EXPECT NSN1001\nb = 2\n'],
    [
      'each line has its own',
      'a = # EXPECT NSN1001\nb = ) # EXPECT NSN1001\nc = [1 2] # EXPECT NSN1001\nd = 1\n',
    ],
    ['HCL-6: an argument set twice', 'a = 1\na = 2 # EXPECT NSN1002\nb {\n  a = 3\n}\n'],
    ['HCL-6: no newline after an argument', 'a = 1 b = 2 # EXPECT NSN1003\nc = 3\n'],
    ['HCL-6: nor after a block', 'a {} b {} # EXPECT NSN1003\nc = 3\n'],
    ['a comma between arguments', 'b {\n  a = 1, # EXPECT NSN1003\n  c = 2\n}\n'],
    [
      'HCL-6: bad numbers',
      'a = 1x # EXPECT NSN1004\nb = 1.2.3 # EXPECT NSN1004\nc = 0x10 # EXPECT NSN1004\n',
    ],
    ['single quotes', "a = 'b' # EXPECT NSN1009\nc = 1\n"],
    ['a string over lines', 'a = "b # EXPECT NSN1005\nc = 1\n'],
    ['an unknown escape', 'a = "\\d" # EXPECT NSN1006\n'],
    ['two in one string', 'a = "\\d\\e" # EXPECT NSN1006 NSN1006\n'],
    ['a name without a value', 'a # EXPECT NSN1001\nb = 1\n'],
    ['a brace on the next line', 'b "c"\n{ # EXPECT NSN1014\n  a = 1\n}\nd = 2\n'],
    ['two arguments on one line', 'b { a = 1, c = 2 } # EXPECT NSN1015\nd = 1\n'],
    ['a block inside a one-line block', 'b { c {} } # EXPECT NSN1015\n'],
    ['a one-line block that goes on', 'b { a = 1 # EXPECT NSN1015\n  c = 2\n}\n'],
    ['a brace behind the last argument', 'b {\n  a = 1 } # EXPECT NSN1003\nc = 1\n'],
    ['a template as label', 'b "${a}" { # EXPECT NSN1016\n}\n'],
    ['a block without its end', 'b "c" { # EXPECT NSN1005\n  a = 1\n'],
    ['a brace too many', 'b {\n}\n} # EXPECT NSN1001\nc = 1\n'],
    [
      'a bracket without its end, told where the next argument begins',
      'a = [1,\n  2\nb = 3 # EXPECT NSN1001\nc = 4\n',
    ],
    ['a bracket closed by a brace', 'b {\n  a = [1, 2\n} # EXPECT NSN1001\nc = 1\n'],
    ['a call without its end', 'b {\n  a = f(1,\n  c = 2 # EXPECT NSN1001\n  d = 3\n}\n'],
    [
      'an object without its end before a block',
      'b { # EXPECT NSN1005\n  a = {\n    x = 1\n}\n\nc "d" {\n}\n',
    ],
    [
      'a problem deep in brackets is one problem',
      'a = f([{ b = (1 + ) }], # EXPECT NSN1001\n  c,\n  {\n    d = 1\n  }\n)\ne = 1\n',
    ],
    [
      'text after a problem is not read as code',
      'a = ) "} {" # EXPECT NSN1001\nb = ) <<E # EXPECT NSN1001\nc = 1\n',
    ],
    ['a heredoc before a problem', 'a = [<<E\n} " {\nE\n, 1 2] # EXPECT NSN1001\nb = 1\n'],
    ['a heredoc without its marker', 'a = << E # EXPECT NSN1001\nb = 1\n'],
    ['a marker that is never met', 'b { # EXPECT NSN1005\n  a = <<NSN1005\n}\n'],
    ['a comment without its end', 'a = 1\n/* EXPECT NSN1005\n'],
    ['a directive without its end', 'a = "%{ if b }c" # EXPECT NSN1005\nd = "%{ endif }" # EXPECT NSN1011\n'],
    ['a character that is none', 'a = ; # EXPECT NSN1001\nb = `c` # EXPECT NSN1001\n'],
    ['a dotted name', 'a.b = 1 # EXPECT NSN1001\nc = 1\n'],
    ['a quoted name', '"a" = 1 # EXPECT NSN1001\nc = 1\n'],
    ['an index of the old kind twice', 'a = b.0.1 # EXPECT NSN1001\n'],
    ['a splat inside an old splat', 'a = b.*.*.c # EXPECT NSN1001\n'],
    [
      'a problem in a nested block leaves its neighbours',
      'b {\n  c {\n    a = ] # EXPECT NSN1001\n    d = 1\n  }\n  e = 2\n}\n',
    ],
  ])('%s', (_, source) => check(source));

  it('what stands before and after a problem is there', () => {
    const { value } = parseNative('x.tf', 'a = 1\nb = [1 2]\nc {\n  d = )\n  e = 2\n}\nf = 3\n');
    expect(value.body.attributes.map(({ name, value: { kind } }) => `${name} ${kind}`)).toEqual([
      'a number',
      'b invalid',
      'f number',
    ]);
    expect(value.body.blocks[0]?.body.attributes.map(({ name }) => name)).toEqual(['d', 'e']);
  });

  it.each([
    ['a = [1 2]\nb = 1\n', 'a b', 'the line ends the problem'],
    ['a = [\n  1 2,\n  3\n]\nb = 1\n', 'a b', 'brackets close over lines'],
    ['a = f(1,\n  c = 2\nb = 3\n', 'a b', 'a forgotten parenthesis ends where an argument begins'],
    ['a = [f(1, 2],\n  3)\nb = 3\n', 'a b', 'a bracket of another kind closes what is inside it'],
    ['a = { x = [1 2 }\nb = 3\n', 'a b', 'a brace as well'],
    ['a = [<<E\n/* ( \nE\n, 1 2]\nb = 1\n', 'a b', 'signs in a heredoc are text'],
    ['a = ["( [ {", 1 2]\nb = 1\n', 'a b', 'and in a string'],
    ['a = [ # ( [ {\n  1 2]\nb = 1\n', 'a b', 'and in a comment'],
    ['a = ["${f("]")} {", 1 2]\nb = 1\n', 'a b', 'a string inside a sequence does not end the outer one'],
    ['a = [1,\nlocals {\n  c = 1\n}\nb = 1\n', 'a b locals', 'a forgotten bracket ends where a block begins'],
    ['a = {\n  x = 1\nlocals {\n  c = 1\n}\nb = 1\n', 'a b locals', 'a forgotten brace too'],
    ['x "y" 1 {\n  c = 1\n}\nb = 1\n', 'b', 'a header takes its body with it'],
  ])('%j: still there is %s, because %s', (source, expected) => {
    const { body } = parseNative('x.tf', source).value;
    const names = [...body.attributes.map(({ name }) => name), ...body.blocks.map(({ type }) => type)];
    expect(names.join(' ')).toBe(expected);
  });

  it('the list of problems has an end', () => {
    const { diagnostics } = parseNative('x.tf', 'a = )\n'.repeat(5000));
    expect(diagnostics).toHaveLength(101);
    expect(diagnostics.at(-1)?.code).toBe('NSN1008');
  });
});

describe('problems say what was expected and what was found', () => {
  it.each([
    ['a = [1 2]', 'expected `,` or `]`, found `2`', 'the separator or the end'],
    ['a = f(1 2)', 'expected `,` or `)`, found `2`', 'in a call'],
    ['a = (1', '`(` begins here and does not end', 'the opening bracket'],
    ['a = 1 b', 'a new line must follow here, found `b`', 'the next word'],
    ['a =\n', 'expected an expression, found the end of the line', 'a line that ends too early'],
    ['a =', 'expected an expression, found the end of the file', 'a file that does'],
    ['a = "b', 'a string begins here and does not end', 'where it begins'],
  ])('%j: %s (%s)', (source, expected) => {
    const { diagnostics } = parseNative('x.tf', source);
    expect(diagnostics.map((diagnostic) => wordsOf(diagnostic, 'en').message)).toEqual([expected]);
  });
});
