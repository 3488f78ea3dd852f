import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from './json.ts';
import { parseExpression, parseNative, parseTemplate } from './native.ts';

/** Every span of a tree with the one around it; `headerSpan` and labels lie inside their block. */
function checkSpans(node: unknown, start: number, end: number): void {
  if (typeof node !== 'object' || node === null) return;
  let inner = { start, end };
  if ('span' in node && isSpan(node.span)) {
    if (node.span.start < start || node.span.end > end || node.span.end < node.span.start) {
      throw new Error(`${JSON.stringify(node).slice(0, 200)} is not inside ${start}-${end}`);
    }
    inner = node.span;
  }
  for (const [key, value] of Object.entries(node)) {
    if (key !== 'span') checkSpans(value, inner.start, inner.end);
  }
}

function isSpan(value: unknown): value is { start: number; end: number } {
  return typeof value === 'object' && value !== null && 'start' in value && 'end' in value;
}

/** Reads a text as every language of this folder; what comes back must be whole. */
function check(text: string): void {
  const { value, diagnostics } = parseNative('x.tf', text);
  checkSpans(value.body, 0, text.length);
  for (const { subject } of diagnostics) {
    expect(subject).toBeDefined();
    expect(subject?.start.offset).toBeGreaterThanOrEqual(0);
    expect(subject?.end.offset).toBeLessThanOrEqual(text.length);
  }
  checkSpans(parseExpression('x', text).value, 0, text.length);
  checkSpans(parseTemplate('x', text).value, 0, text.length);
  parseJson('x.tf.json', text);
}

const story = `# A network
resource "aws_vpc" "main" {
  cidr_block = var.cidr # \${not read}
  tags       = merge(local.tags, { Name = "\${var.name}-vpc", "a b" : 2 })
  lifecycle { ignore_changes = [tags["x"]] }
}
locals {
  ids  = [for k, v in aws_subnet.all : v.id if v.public && k != "x"]
  map  = { for s in var.list : s.name => s... }
  text = <<-EOT
    %{ for s in local.ids ~}
    \${s}
    %{ endfor ~}
    $\${literal} %{ if true }y%{ else }n%{ endif }
  EOT
  all  = aws_subnet.all[*].id
  old  = aws_subnet.all.*.id[0]
  calc = -(1 + 2.5e3) * 3 % 4 >= 5 ? !true : cidrsubnet("10.0.0.0/8", 8, 0 )
}
`;

const pieces = [
  '"',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '\n',
  '=',
  ',',
  '.',
  '*',
  '...',
  '${',
  '%{',
  '~}',
  '\\',
  '#',
  '/*',
  '*/',
  '<<E\n',
  '<<-E\n',
  'E\n',
  '?',
  ':',
  '=>',
  '-',
  '!',
  '&&',
  'for ',
  ' in ',
  'if ',
  'null',
  '1.5',
  '1e',
  '::',
  "'",
  '$$',
  '%{if a}',
  '%{endif}',
  'a {',
  'b "c" {',
  '\r',
  '\r\n',
  '\t',
  'é',
  '😀',
  '\ud800',
  '\u0000',
  '\ufeff',
];

/** A few edits of a text: pieces put in, taken out, doubled, cut off. */
const edited: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.nat(story.length),
      fc.constantFrom('insert', 'delete', 'double', 'cut'),
      fc.constantFrom(...pieces),
      fc.nat(30),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((edits) => edits.reduce(edit, story));

function edit(text: string, [at, how, piece, length]: [number, string, string, number]): string {
  if (how === 'insert') return text.slice(0, at) + piece + text.slice(at);
  if (how === 'delete') return text.slice(0, at) + text.slice(at + length);
  if (how === 'double') return text.slice(0, at + length) + text.slice(at);
  return text.slice(0, Math.max(at, 1));
}

describe('any text is read without a throw, and every place lies inside the place around it', () => {
  it('the story itself has no problem', () => {
    expect(parseNative('x.tf', story).diagnostics).toEqual([]);
    check(story);
  });

  it('edited files', () => {
    fc.assert(fc.property(edited, check), { seed: 20261128, numRuns: 1500 });
  });

  it('heaps of tokens', () => {
    const heap = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((all) => all.join(''));
    fc.assert(fc.property(heap, check), { seed: 20261128, numRuns: 1500 });
  });

  it('any characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), check), {
      seed: 20261128,
      numRuns: 500,
    });
  });

  it('every beginning of a file', () => {
    for (let length = 0; length <= story.length; length++) check(story.slice(0, length));
  });
});

describe('depth is bounded: one problem, no overflow', () => {
  const n = 10_000;
  const nested = (level: (i: number) => string): string =>
    Array.from({ length: n }, (_, i) => level(i)).join('');
  it.each([
    ['parentheses', `a = ${'('.repeat(n)}1${')'.repeat(n)}\n`],
    ['open parentheses', `a = ${'('.repeat(n)}`],
    ['brackets', `a = ${'['.repeat(n)}${']'.repeat(n)}\n`],
    ['objects', `a = ${'{a='.repeat(n)}1${'}'.repeat(n)}\n`],
    ['blocks', `${'a {\n'.repeat(n)}${'}\n'.repeat(n)}`],
    ['templates', `a = ${'"${'.repeat(n)}1${'}"'.repeat(n)}\n`],
    ['directives', `a = "${'%{ if a }'.repeat(n)}${'%{ endif }'.repeat(n)}"\n`],
    ['calls', `a = ${'f('.repeat(n)}${')'.repeat(n)}\n`],
    ['indexes', `a = ${'b['.repeat(n)}1${']'.repeat(n)}\n`],
    ['splats', `a = b${'[*]'.repeat(n)}\n`],
    ['signs', `a = ${'!'.repeat(n)}b\n`],
    ['sums', `a = 1${' + 1'.repeat(n)}\n`],
    ['rising operators', `a = ${'b || c && d == e < f + g * '.repeat(n)}1\n`],
    ['conditionals', `a = ${'b ? c : '.repeat(n)}1\n`],
    ['inner conditionals', `a = ${'b ? '.repeat(n)}1${' : c'.repeat(n)}\n`],
    ['names', `a = b${'.c'.repeat(n)}\n`],
    ['for expressions', `a = ${'[for b in '.repeat(n)}c${' : d]'.repeat(n)}\n`],
    ['heredocs', `a = ${nested((i) => `<<E${i}\n\${`)}1${nested((i) => `}\nE${n - 1 - i}\n`)}`],
  ])('%s', (_, text) => {
    const { value, diagnostics } = parseNative('x.tf', `${text}\nlast = 1\n`);
    expect(diagnostics.map(({ code }) => code)).toEqual(['NSN1007']);
    checkSpans(value.body, 0, text.length + 10);
  });

  it.each([
    ['lists', '['.repeat(n)],
    ['closed lists', `{"locals": {"a": ${'['.repeat(n)}${']'.repeat(n)}}}`],
    ['objects', `${'{"a":'.repeat(n)}1${'}'.repeat(n)}`],
    ['templates', `{"locals": {"a": "\${${'('.repeat(n)}"}}`],
  ])('JSON %s', (_, text) => {
    expect(parseJson('x.tf.json', text).diagnostics.map(({ code }) => code)).toContain('NSN1007');
  });
});

describe('memory is bounded: more than ten million parts are not kept', () => {
  it('a list of three million JSON values', () => {
    const { diagnostics } = parseJson('x.tf.json', `[${'1,'.repeat(3_000_000)}1]`);
    expect(diagnostics.map(({ code }) => code)).toEqual(['NSN1018']);
  }, 20_000);
});

describe('size is paid once: large files are read in seconds', () => {
  const size = 2_000_000;
  const fill = (text: string): string => text.repeat(Math.ceil(size / text.length));
  it.each([
    ['a plain file', fill('a {\n  b = "c"\n}\n'), 'read'],
    ['one long line', `a = "${fill('x')}"\n`, 'read'],
    ['one long list', `a = [${fill('1, ')}]\n`, 'read'],
    ['one long heredoc', `a = <<E\n${fill('x E y\n')}E\n`, 'read'],
    ['one heredoc of one line', `a = <<E\n${fill('E ')}\nE\n`, 'read'],
    ['one long comment', `/*${fill('*x')}*/`, 'read'],
    ['problems everywhere', fill('a = )\n'), 'told'],
    ['heredocs that do not end', fill('a = ) <<E\n'), 'told'],
    ['strings that do not end', fill('a = "b\n'), 'told'],
    ['brackets that do not end', fill('a = [\n'), 'told'],
    ['objects that do not end', fill('a = {b = [\n'), 'told'],
    ['braces that do not end', fill('a {\n'), 'told'],
    ['closers only', fill('}])\n'), 'told'],
    ['quotes only', fill('"'), 'told'],
    ['dollars only', `a = "${fill('$')}"`, 'read'],
    ['template openings only', `a = "${fill('${')}`, 'told'],
    ['spaces only', fill(' '), 'read'],
    ['names only', fill('a '), 'told'],
    ['labels only', fill('a "b" '), 'told'],
    ['dots only', `a = b${fill('.')}`, 'told'],
    ['digits and dots only', `a = ${fill('1.')}`, 'told'],
  ])(
    '%s',
    (_, text, outcome) => {
      const { diagnostics } = parseNative('x.tf', text);
      expect(diagnostics.length > 0).toBe(outcome === 'told');
    },
    4000,
  );
});
