import type { Observation } from './harvest.ts';

interface Found {
  readonly d: Record<string, unknown>;
  readonly n: string[];
  readonly u: string[];
  readonly v: string[];
}

/**
 * One line for a type: `r <type> {"d": {path: value}, "n": [path …], "u": [path …], "v": [path …]}`.
 *
 * d: planned with this value although nobody wrote it. n: declared as computed, yet planned as null.
 * u: a block that AWS fills when nobody wrote it. v: known in some probes and not in others, or with different
 * values: depends on other arguments, so the reader must take it as unknown.
 * Paths are names joined by dots, without indexes: `health_check.path`.
 */
export function spellDefaults(type: string, observations: readonly Observation[]): string | undefined {
  const byPath = groupByPath(observations);
  const found: Found = { d: {}, n: [], u: [], v: [] };
  for (const path of [...byPath.keys()].sort()) {
    const group = byPath.get(path) ?? [];
    const values = [...new Set(group.map((seen) => seen.planned))];
    const [value = 'null'] = values;
    if (values.length > 1 || value === 'partly') found.v.push(path);
    else if (value === 'unknown') found.u.push(...(group[0]?.kind === 'block' ? [path] : []));
    else if (value === 'null') found.n.push(...(group[0]?.computed === true ? [path] : []));
    else if (group[0]?.kind === 'attribute' || value !== '[]') found.d[path] = JSON.parse(value);
  }
  const kept = Object.entries(found).filter(([, part]) => Object.keys(part).length > 0);
  return kept.length === 0 ? undefined : `r ${type} ${JSON.stringify(Object.fromEntries(kept))}`;
}

function groupByPath(observations: readonly Observation[]): ReadonlyMap<string, readonly Observation[]> {
  const groups = new Map<string, Observation[]>();
  for (const seen of observations) {
    const group = groups.get(seen.path);
    if (group === undefined) groups.set(seen.path, [seen]);
    else group.push(seen);
  }
  return groups;
}
