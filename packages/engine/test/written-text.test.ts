import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addElements, removeElement } from '../src/generators/change/block-text.ts';
import { applyEdits, unifiedDiff } from '../src/generators/change/unified-diff.ts';
import type { FileEdit } from '../src/generators/change/written-change.ts';
import type { Expression } from '../src/importers/terraform/syntax/ast.ts';
import { locator } from '../src/importers/terraform/syntax/locate.ts';
import { parseNative } from '../src/importers/terraform/syntax/native.ts';

const seeded = { seed: 20_261_128 } as const;

/** Texts with every kind of line end, with and without the last one, with a byte order mark and letters of Japan. */
const line = fc.constantFrom('', 'a', 'b = 1', '  # c', '\tx', '日本', '- minus', '+ plus', '\\ no', '@@ x');
const text = fc
  .tuple(fc.boolean(), fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n')), { maxLength: 24 }), line)
  .map(
    ([mark, lines, last]) => (mark ? '\ufeff' : '') + lines.map(([one, end]) => one + end).join('') + last,
  );

/** Edits of pieces that never overlap. */
const edited = text.chain((before) =>
  fc
    .array(fc.tuple(fc.nat(before.length), fc.constantFrom('', 'new', 'new\n', '\n', 'x\r\ny\n')), {
      maxLength: 8,
    })
    .map((places) => {
      const offsets = places.map(([offset]) => offset).toSorted((a, b) => a - b);
      const edits: FileEdit[] = [];
      for (let i = 0; i + 1 < offsets.length; i += 2) {
        const [start = 0, end = 0] = [offsets[i], offsets[i + 1]];
        edits.push({ file: 'a.tf', start, end, replacement: places[i]?.[1] ?? '' });
      }
      return { before, edits };
    }),
);

/** Applies a unified diff of one file, line by line: shares no code with the writer. */
function patched(before: string, diff: string): string {
  const source = before === '' ? [] : (before.match(/[^\n]*\n|[^\n]+$/g) ?? []);
  const result: string[] = [];
  let at = 0;
  const lines = diff.split(/(?<=\n)/);
  for (let i = 0; i < lines.length; i++) {
    const row = lines[i] ?? '';
    const hunk = /^@@ -(\d+),(\d+) \+\d+,\d+ @@\n$/.exec(row);
    if (hunk !== null) {
      const first = Number(hunk[2]) === 0 ? Number(hunk[1]) : Number(hunk[1]) - 1;
      while (at < first) result.push(source[at++] ?? '');
      continue;
    }
    if (row.startsWith('--- ') && i === 0) continue;
    if (row.startsWith('+++ ') && i === 1) continue;
    if (row === '' || row.startsWith('\\ ')) continue;
    const isLast = (lines[i + 1] ?? '').startsWith('\\ ');
    const content = isLast ? row.slice(1, -1) : row.slice(1);
    if (row.startsWith('+')) result.push(content);
    else {
      if (source[at] !== content) throw new Error(`line ${at + 1} is not ${JSON.stringify(content)}`);
      if (row.startsWith(' ')) result.push(content);
      at++;
    }
  }
  const whole = [...result, ...source.slice(at)];
  const cut = whole.slice(0, -1).find((one) => !one.endsWith('\n'));
  if (cut !== undefined) throw new Error(`${JSON.stringify(cut)} has no end and is not the last line`);
  return whole.join('');
}

describe('unified diffs', () => {
  it('say exactly what the edits do', () => {
    fc.assert(
      fc.property(edited, ({ before, edits }) => {
        const diff = unifiedDiff([{ path: 'a.tf', before, edits }]);
        expect(patched(before, diff)).toBe(applyEdits(before, edits));
      }),
      { ...seeded, numRuns: 3000 },
    );
  });

  it('are taken by git to the same bytes', { timeout: 60_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'naisen-diff-'));
    fc.assert(
      fc.property(edited, ({ before, edits }) => {
        const diff = unifiedDiff([{ path: 'a.tf', before, edits }]);
        if (diff === '') return;
        writeFileSync(join(folder, 'a.tf'), before);
        writeFileSync(join(folder, 'patch'), diff);
        execFileSync('git', ['apply', '--whitespace=nowarn', '--unidiff-zero', 'patch'], { cwd: folder });
        expect(readOrGone(join(folder, 'a.tf'))).toBe(applyEdits(before, edits));
      }),
      { ...seeded, numRuns: 60 },
    );
    rmSync(folder, { recursive: true });
  });
});

function readOrGone(file: string): string {
  return readFileSync(file, 'utf8');
}

/** A list in any form that people write. */
const element = fc.constantFrom(
  'aws_route_table.a.id',
  'var.b',
  '"rtb-0123"',
  'local.c["x"]',
  'aws_route_table.d[0].id',
);
const note = fc.constantFrom('', ' # note', ' // note', ' /* , */');
const tuple = fc.oneof(
  fc.array(element, { maxLength: 4 }).map((all) => `[${all.join(', ')}]`),
  fc.array(element, { minLength: 1, maxLength: 3 }).map((all) => `[ ${all.join(' ,')}, ]`),
  fc
    .tuple(fc.array(fc.tuple(element, note), { minLength: 1, maxLength: 4 }), fc.boolean(), fc.boolean())
    .map(([all, comma, own]) => {
      const lines = all.map(([one, more], i) => `    ${one}${i + 1 < all.length || comma ? ',' : ''}${more}`);
      return `[\n${lines.join('\n')}\n${own ? '    # the end\n' : ''}  ]`;
    }),
);

function tupleIn(source: string): Extract<Expression, { kind: 'tuple' }> {
  const read = parseNative('a.tf', source);
  const value = read.value.body.blocks[0]?.body.attributes[0]?.value;
  if (value?.kind !== 'tuple' || read.diagnostics.length > 0) throw new Error(`no list: ${source}`);
  return value;
}

function elementsOf(source: string): readonly string[] {
  return tupleIn(source).elements.map(({ span }) => source.slice(span.start, span.end));
}

function commentsIn(source: string): readonly string[] {
  return parseNative('a.tf', source).value.comments.map(({ start, end }) => source.slice(start, end).trim());
}

describe('lists in the user’s own form', () => {
  const form = fc.tuple(tuple, fc.constantFrom('\n', '\r\n')).map(([list, end]) => {
    const whole = `resource "a" "b" {\n  ids = ${list}\n}\n`.replaceAll('\n', end);
    return {
      whole,
      source: { path: 'a.tf', text: whole, syntax: 'native' as const, locate: locator('a.tf', whole) },
    };
  });

  it('grow by exactly what is added and lose no comment', () => {
    fc.assert(
      fc.property(form, fc.array(element, { minLength: 1, maxLength: 2 }), ({ whole, source }, added) => {
        const grown = applyEdits(whole, addElements(source, tupleIn(whole), added));
        expect(elementsOf(grown)).toEqual([...elementsOf(whole), ...added]);
        expect(commentsIn(grown)).toEqual(commentsIn(whole));
        expect(grown.includes('\r\n')).toBe(whole.includes('\r\n'));
      }),
      { ...seeded, numRuns: 1000 },
    );
  });

  it('lose exactly one element', () => {
    fc.assert(
      fc.property(form, fc.nat(3), ({ whole, source }, index) => {
        const before = elementsOf(whole);
        fc.pre(index < before.length);
        const shrunk = applyEdits(whole, [removeElement(source, tupleIn(whole), index)]);
        expect(elementsOf(shrunk)).toEqual(before.toSpliced(index, 1));
      }),
      { ...seeded, numRuns: 1000 },
    );
  });
});
