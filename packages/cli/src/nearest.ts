const suggestionsMax = 3;

/** Names that a slip of the fingers could have meant: at most three, nearest first. */
export function nearestNames(asked: string, names: readonly string[]): readonly string[] {
  const limit = Math.max(2, Math.floor(asked.length / 3));
  return [...new Set(names)]
    .map((name) => ({ name, distance: editDistance(asked.toLowerCase(), name.toLowerCase(), limit) }))
    .filter(({ name, distance }) => distance <= limit || isPart(asked, name))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, suggestionsMax)
    .map(({ name }) => name);
}

function isPart(asked: string, name: string): boolean {
  return asked.length >= 3 && name.toLowerCase().includes(asked.toLowerCase());
}

/** Levenshtein distance, row by row; lengths that differ too much are not computed. */
function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [i, a] of [...left].entries()) {
    const row = [i + 1];
    for (const [j, b] of [...right].entries()) {
      const replaced = (previous[j] ?? 0) + (a === b ? 0 : 1);
      row.push(Math.min(replaced, (previous[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[right.length] ?? 0;
}
