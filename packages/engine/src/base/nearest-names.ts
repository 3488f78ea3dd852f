import { compareText } from './ordered.ts';

const suggestionsMax = 3;
const distanceMax = 4;

/** The names nearest to a misspelt one, nearest first, at most three; empty when none is near. */
export function suggestNames(name: string, candidates: Iterable<string>): readonly string[] {
  const near: { readonly candidate: string; readonly distance: number }[] = [];
  for (const candidate of candidates) {
    const allowed = Math.max(
      1,
      Math.min(distanceMax, Math.floor(Math.min(candidate.length, name.length) / 3)),
    );
    if (Math.abs(candidate.length - name.length) > allowed || name.length > 80) continue;
    const distance = editDistance(name, candidate);
    if (distance <= allowed) near.push({ candidate, distance });
  }
  return near
    .toSorted((a, b) => a.distance - b.distance || compareText(a.candidate, b.candidate))
    .slice(0, suggestionsMax)
    .map(({ candidate }) => candidate);
}

/** Fewest insertions, deletions and replacements that make one word the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const replaced = (row[j] ?? 0) + (from[i] === to[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
