import { describe, expect, it } from 'vitest';
import type { Expression, SplatStep, TemplatePart } from './ast.ts';
import { parseExpression } from './native.ts';

/** An expression as one line with every nesting visible. */
function show(expression: Expression): string {
  switch (expression.kind) {
    case 'null':
      return 'null';
    case 'bool':
      return String(expression.value);
    case 'number':
      return expression.text;
    case 'string':
      return JSON.stringify(expression.value);
    case 'variable':
      return expression.name;
    case 'template':
      return `${expression.wrap ? 'wrap' : 'template'}(${expression.parts.map(showPart).join(' ')})`;
    case 'tuple':
      return `[${expression.elements.map(show).join(', ')}]`;
    case 'object':
      return `{${expression.items.map(({ key, value }) => `${show(key)} = ${show(value)}`).join(', ')}}`;
    case 'attribute':
      return `${show(expression.of)}.${expression.name}`;
    case 'index':
      return `${show(expression.of)}[${show(expression.index)}]`;
    case 'splat':
      return `<${show(expression.of)} ${expression.style}${expression.each.map(showStep).join('')}>`;
    case 'call':
      return `${expression.name}(${expression.args.map(show).join(', ')}${expression.expandFinal ? '...' : ''})`;
    case 'unary':
      return `(${expression.operator} ${show(expression.operand)})`;
    case 'binary':
      return `(${show(expression.left)} ${expression.operator} ${show(expression.right)})`;
    case 'conditional':
      return `(${[expression.condition, expression.whenTrue, expression.whenFalse].map(show).join(' ? ')})`;
    case 'for':
      return showFor(expression);
    case 'parentheses':
      return `paren(${show(expression.inner)})`;
    case 'invalid':
      return 'invalid';
  }
}

function showFor(expression: Expression & { kind: 'for' }): string {
  const names = [expression.keyName, expression.valueName].filter((name) => name !== undefined).join(',');
  const key = expression.key === undefined ? '' : `${show(expression.key)} => `;
  const condition = expression.condition === undefined ? '' : ` if ${show(expression.condition)}`;
  const value = `${show(expression.value)}${expression.grouping ? '...' : ''}`;
  return `for-${expression.result}(${names} in ${show(expression.collection)}: ${key}${value}${condition})`;
}

function showStep(step: SplatStep): string {
  if (step.kind === 'attribute') return `.${step.name}`;
  if (step.kind === 'index') return `[${show(step.index)}]`;
  return `<${step.style}${step.each.map(showStep).join('')}>`;
}

function showPart(part: TemplatePart): string {
  switch (part.kind) {
    case 'literal':
      return JSON.stringify(part.text);
    case 'interpolation':
      return `\${${show(part.value)}}`;
    case 'if':
      return `if(${show(part.condition)}: ${part.then.map(showPart).join(' ')} | ${part.else.map(showPart).join(' ')})`;
    case 'for': {
      const names = [part.keyName, part.valueName].filter((name) => name !== undefined).join(',');
      return `for(${names} in ${show(part.collection)}: ${part.body.map(showPart).join(' ')})`;
    }
  }
}

/** One expression's tree, or the codes of its problems. */
function check(source: string, expected: string): void {
  const { value, diagnostics } = parseExpression('x.tf', source);
  const shown = diagnostics.length > 0 ? diagnostics.map(({ code }) => code).join(' ') : show(value);
  expect(shown).toBe(expected);
}

describe('operators', () => {
  it.each([
    ['a + b * c', '(a + (b * c))', 'level 6 binds tighter than level 5'],
    ['a * b + c', '((a * b) + c)', 'whichever comes first'],
    ['a - b - c', '((a - b) - c)', 'one level goes from left to right'],
    ['a - b + c', '((a - b) + c)', 'plus and minus are one level'],
    ['a / b % c * d', '(((a / b) % c) * d)', 'times, divide and modulo are one level'],
    ['a < b + c', '(a < (b + c))', 'arithmetic binds tighter than comparison'],
    ['a == b < c', '(a == (b < c))', 'order binds tighter than equality'],
    ['a != b == c', '((a != b) == c)', 'the equalities are one level'],
    ['a && b == c', '(a && (b == c))', 'comparison binds tighter than logic'],
    ['a || b && c', '(a || (b && c))', '&& binds tighter than ||'],
    ['a && b || c', '((a && b) || c)', 'on both sides'],
    ['a >= b && c <= d', '((a >= b) && (c <= d))', 'two comparisons meet in logic'],
    ['-a + b', '((- a) + b)', 'a sign binds tighter than a binary operator'],
    ['a - -b', '(a - (- b))', 'a sign may follow an operator'],
    ['!!a', '(! (! a))', 'signs stack'],
    ['-a.b[0]', '(- a.b[0])', 'a traversal binds tighter than a sign'],
    ['!a == b', '((! a) == b)', 'not is of the operand only'],
    ['(a + b) * c', '(paren((a + b)) * c)', 'parentheses are kept in the tree'],
    ['a-b', 'a-b', 'a dash without spaces belongs to the name'],
    ['a -b', '(a - b)', 'a dash after a space is an operator'],
    ['1-b', '(1 - b)', 'a number ends before the dash'],
    ['a ? b : c', '(a ? b ? c)', 'the conditional has three parts'],
    ['a ? b : c ? d : e', '(a ? b ? (c ? d ? e))', 'the last part may be a conditional'],
    ['a ? b ? c : d : e', '(a ? (b ? c ? d) ? e)', 'the middle part may be one'],
    ['a || b ? c : d', '((a || b) ? c ? d)', 'everything binds tighter than the conditional'],
    ['(\n a\n +\n b\n)', 'paren((a + b))', 'newlines are spaces inside parentheses'],
    ['a &', 'NSN1001', 'a single ampersand is no operator'],
    ['a +', 'NSN1001', 'an operator needs a right side'],
    ['a ? b', 'NSN1001', 'a conditional needs its colon'],
  ])('%s → %s, because %s', check);
});

describe('literals and names', () => {
  it.each([
    ['12', '12', 'a whole number'],
    ['1.50', '1.50', 'HCL-4: a number keeps its own text'],
    ['12345678901234567890', '12345678901234567890', 'HCL-4: beyond doubles as well'],
    ['1e3', '1e3', 'an exponent'],
    ['1.5E-3', '1.5E-3', 'with its sign'],
    ['007', '007', 'leading zeros are read as decimal'],
    ['true', 'true', 'the bool'],
    ['truely', 'truely', 'a name that begins like a keyword'],
    ['null', 'null', 'the null'],
    ['für_é', 'für_é', 'names may be in any script'],
    ['_a', '_a', 'an underscore may begin a name, as in Terraform'],
    ['for', 'for', 'keywords are names elsewhere'],
    ['1a', 'NSN1004', 'HCL-6: letters do not follow a number'],
    ['1.5.2', 'NSN1004', 'HCL-6: one fraction only'],
    ["'a'", 'NSN1009', 'single quotes do not make a string'],
    ['', 'NSN1001', 'an expression must stand here'],
    ['a b', 'NSN1001', 'nothing may follow'],
  ])('%s → %s, because %s', check);
});

describe('traversals', () => {
  it.each([
    ['a.b.c', 'a.b.c', 'names after dots'],
    ['a["k"].b', 'a["k"].b', 'a quoted index'],
    ['a[b.c + 1]', 'a[(b.c + 1)]', 'any expression as index'],
    ['a[\n0\n]', 'a[0]', 'newlines are spaces in an index'],
    ['a . b', 'a.b', 'spaces around the dot'],
    ['a.0.b', 'a[0].b', 'the legacy index'],
    ['a.0.0', 'NSN1001', 'the legacy index does not chain (0.0 is a number)'],
    ['f(x).y[0]', 'f(x).y[0]', 'what a call gives'],
    ['[1, 2][0]', '[1, 2][0]', 'a tuple'],
    ['{ a = 1 }.a', '{"a" = 1}.a', 'an object'],
    ['"${a}".b', 'wrap(${a}).b', 'even a template'],
    ['(a).b', 'paren(a).b', 'parentheses'],
    ['a[*].b[0].c', '<a full.b[0].c>', 'a full splat takes names and indexes'],
    ['a.*.b.c[0].d', '<a attribute-only.b.c>[0].d', 'an attribute-only splat ends at the index'],
    ['a[*]', '<a full>', 'a splat of the elements themselves'],
    ['a[*].b[*].c', '<a full.b<full.c>>', 'a splat inside a splat is applied to each element'],
    ['a.*', '<a attribute-only>', 'and so is the other'],
    ['a..b', 'NSN1001', 'a dot needs a name'],
    ['a[', 'NSN1001', 'an index needs its end'],
  ])('%s → %s, because %s', check);
});

describe('collections and calls', () => {
  it.each([
    ['[]', '[]', 'an empty tuple'],
    ['[1, [2], "a",]', '[1, [2], "a"]', 'a trailing comma'],
    ['[\n1,\n2\n]', '[1, 2]', 'newlines are spaces in a tuple'],
    ['[1 2]', 'NSN1001', 'elements need commas'],
    ['[1,,2]', 'NSN1001', 'and one only'],
    ['{}', '{}', 'an empty object'],
    ['{ a = 1, b : 2 }', '{"a" = 1, "b" = 2}', 'HCL-5: both signs'],
    ['{\n a = 1\n b = 2\n}', '{"a" = 1, "b" = 2}', 'newlines separate'],
    ['{\n a = 1,\n b = 2,\n}', '{"a" = 1, "b" = 2}', 'commas and newlines together'],
    ['{ a = 1 b = 2 }', 'NSN1001', 'one of them is needed'],
    ['{ "a.b" = 1, a.b = 2 }', '{"a.b" = 1, a.b = 2}', 'HCL-5: a traversal as key is evaluated'],
    ['{ (a) = 1 }', '{paren(a) = 1}', 'HCL-5: parentheses make an expression of a name'],
    ['{ "${a}-x" = 1 }', '{template(${a} "-x") = 1}', 'a template as key'],
    ['{ 1 = 2, true = 3, null = 4 }', '{1 = 2, "true" = 3, "null" = 4}', 'keywords are bare names as keys'],
    ['{ a = [\n1,\n2], b = 3 }', '{"a" = [1, 2], "b" = 3}', 'newlines inside inner brackets do not separate'],
    ['{ for = 1 }', 'NSN1001', 'for begins a for expression'],
    ['f()', 'f()', 'no arguments'],
    ['f(a, b,)', 'f(a, b)', 'a trailing comma'],
    ['f(a, b...)', 'f(a, b...)', 'the last one expanded'],
    ['f(\n a,\n b\n)', 'f(a, b)', 'newlines are spaces in arguments'],
    ['f (a)', 'f(a)', 'a space before the parenthesis'],
    ['f(a..., b)', 'NSN1001', 'only the last may be expanded'],
    ['provider::aws::arn_parse(a)', 'provider::aws::arn_parse(a)', 'a provider function'],
    ['core::length(a)', 'core::length(a)', 'a built-in one by its full name'],
    ['core::length', 'NSN1001', 'a namespace is for calls only'],
  ])('%s → %s, because %s', check);
});

describe('for expressions', () => {
  it.each([
    ['[for v in c : v.a]', 'for-tuple(v in c: v.a)', 'a tuple'],
    ['[for k, v in c : k if v]', 'for-tuple(k,v in c: k if v)', 'key and condition'],
    ['[\nfor v in c :\nv\nif v\n]', 'for-tuple(v in c: v if v)', 'newlines are spaces'],
    ['{for k, v in c : k => v}', 'for-object(k,v in c: k => v)', 'an object'],
    [
      '{for k, v in c : v => k... if k != 1}',
      'for-object(k,v in c: v => k... if (k != 1))',
      'HCL-5: grouping',
    ],
    ['{\n  for k in c :\n  k => true\n}', 'for-object(k in c: k => true)', 'over lines'],
    ['[for v in [for w in c : w] : v]', 'for-tuple(v in for-tuple(w in c: w): v)', 'nested'],
    ['[for v in a ? b : c : v]', 'for-tuple(v in (a ? b ? c): v)', 'a conditional as the collection'],
    ['[for v in c]', 'NSN1001', 'the colon is needed'],
    ['[for v c : v]', 'NSN1001', '`in` is needed'],
    ['{for v in c : v}', 'NSN1001', 'an object needs =>'],
  ])('%s → %s, because %s', check);
});

describe('templates', () => {
  it.each([
    ['"a b"', '"a b"', 'plain text'],
    ['""', '""', 'empty text'],
    ['"a\\n\\t\\r\\"\\\\b"', '"a\\n\\t\\r\\"\\\\b"', 'the five escapes'],
    ['"\\u00e9\\U0001F600"', '"é😀"', 'Unicode escapes'],
    ['"e\\u0301"', '"é"', 'text is kept in Unicode normal form C'],
    ['"$${a} %%{b} $a %d $$ %% $$a"', '"${a} %{b} $a %d $$ %% $$a"', 'HCL-5: doubled signs are plain'],
    ['"$$${a}"', '"$${a}"', 'the last two signs before the brace are the escape'],
    ['"${a}"', 'wrap(${a})', 'one sequence alone is its value'],
    ['"${a}${b}"', 'template(${a} ${b})', 'two are text'],
    ['"x${a}"', 'template("x" ${a})', 'text before it makes text'],
    ['"${"${a}"}"', 'wrap(${wrap(${a})})', 'nested'],
    ['"${a}-${f("}")}"', 'template(${a} "-" ${f("}")})', 'a brace in an inner string does not end it'],
    ['"${{ a = 1 }.a}"', 'wrap(${{"a" = 1}.a})', 'nor do the braces of an object'],
    ['"a ${~ b ~} c"', 'template("a" ${b} "c")', 'markers strip on both sides'],
    ['"a ${b ~} c"', 'template("a " ${b} "c")', 'on the marked side only'],
    ['"%{ if a }b%{ else }c%{ endif }"', 'template(if(a: "b" | "c"))', 'a condition'],
    ['"%{ if a ~} b %{~ endif }"', 'template(if(a: "b" | ))', 'stripped inside'],
    ['"%{ for v in c }${v},%{ endfor }"', 'template(for(v in c: ${v} ","))', 'a loop'],
    [
      '"%{ for k, v in c }%{ if v }${k}%{ endif }%{ endfor }"',
      'template(for(k,v in c: if(v: ${k} | )))',
      'nested',
    ],
    ['"%{ if a }"', 'NSN1005', 'a condition needs its end'],
    ['"%{ endif }"', 'NSN1011', 'an end needs its beginning'],
    ['"%{ else }"', 'NSN1011', 'so does else'],
    ['"%{ if a }%{ endfor }"', 'NSN1011', 'ends must match'],
    ['"%{ unless a }"', 'NSN1011', 'no other directive is known'],
    ['"a\\q"', 'NSN1006', 'no other escape is known'],
    ['"\\u12"', 'NSN1006', 'four digits are needed'],
    ['"\\ud83d"', 'NSN1006', 'half of a surrogate pair is no character'],
    ['"a', 'NSN1005', 'a string ends on its line'],
    ['"${a"', 'NSN1001', 'a sequence needs its end'],
    ['"${}"', 'NSN1001', 'a sequence needs an expression'],
  ])('%s → %s, because %s', check);
});

describe('heredocs', () => {
  it.each([
    ['<<E\n a\n  b\nE\n', '" a\\n  b\\n"', 'lines as they stand'],
    ['<<E\nE\n', '""', 'no line'],
    ['<<E\n\nE\n', '"\\n"', 'an empty line'],
    ['<<E\na\n  E\n', '"a\\n"', 'the marker may be indented'],
    ['<<E\na\nE  \n', '"a\\n"', 'spaces may follow the marker'],
    ['<<E\nEE\nE b\nE\n', '"EE\\nE b\\n"', 'only the marker alone ends it'],
    ['<<E\r\na\r\nE\r\n', '"a\\r\\n"', 'CRLF is kept as it stands'],
    ['<<E\n"q" \\n $${x}\nE\n', '"\\"q\\" \\\\n ${x}\\n"', 'no escapes but the doubled signs'],
    ['<<E\na ${b}\nE\n', 'template("a " ${b} "\\n")', 'sequences'],
    ['<<E\n${b}\nE\n', 'template(${b} "\\n")', 'a sequence and a newline are text'],
    ['<<-E\n    a\n      b\n  E\n', '"a\\n  b\\n"', 'the shared indentation goes; the marker does not count'],
    ['<<-E\n    a\n\n    b\n  E\n', '"a\\n\\nb\\n"', 'an empty line does not count'],
    [
      '<<-E\n    a\n  ${b}\n  E\n',
      'template("  a\\n" ${b} "\\n")',
      'a line that begins with a sequence counts by its spaces',
    ],
    [
      '<<-E\n    a\n${b}\n  E\n',
      'template("    a\\n" ${b} "\\n")',
      'a sequence in the first column keeps everything',
    ],
    [
      '<<-E\n  a ${b}\n    c\n  E\n',
      'template("a " ${b} "\\n  c\\n")',
      'text after a sequence is not the beginning of a line',
    ],
    [
      '<<E\n%{ for v in c ~}\n${v}\n%{ endfor ~}\nE\n',
      'template(for(v in c: ${v} "\\n"))',
      'a marker takes the newline too',
    ],
    ['<<E\na\n', 'NSN1005', 'the marker is needed'],
    ['<<\na\n', 'NSN1001', 'a name must follow'],
  ])('%j → %s, because %s', check);
});
