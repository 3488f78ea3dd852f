import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rules } from '../src/checks/rules.ts';
import { diagnosticKinds } from '../src/diagnostics/registry.ts';

const page = readFileSync(new URL('../../../docs/semantics/review.md', import.meta.url), 'utf8');
const rows = new Map(
  [...page.matchAll(/^\| (R-\d\d|UR-[A-Z0-9]+-\d+) \|.*$/gm)].map(([row, id]) => [id ?? '', row] as const),
);
const numbers = Array.from({ length: 53 }, (_, i) => `R-${String(i + 1).padStart(2, '0')}`);

describe('the review of the articles', () => {
  it('has a row for each of its items', () => {
    expect([...rows.keys()].filter((id) => id.startsWith('R-'))).toEqual(numbers);
  });

  it('names every rule that follows from an item in its row', () => {
    const missing = rules.flatMap(({ kind, cites }) =>
      cites
        .filter(
          (cite) => /^(?:R-\d\d|UR-[A-Z0-9]+-\d+)$/.test(cite) && !(rows.get(cite) ?? '').includes(kind.code),
        )
        .map((cite) => `${cite} ${kind.code}`),
    );
    expect(missing).toEqual([]);
  });

  it('names no code that there is not', () => {
    const named = [...page.matchAll(/NSN\d{4}/g)].map(([code]) => code);
    expect(named.filter((code) => !diagnosticKinds.has(code))).toEqual([]);
  });
});
