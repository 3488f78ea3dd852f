import type { Observation } from './harvest.ts';

interface Found {
  readonly d: Record<string, unknown>;
  readonly w: Record<string, readonly string[]>;
  readonly n: string[];
  readonly u: string[];
  readonly v: string[];
}

/**
 * One line for a type: `r <type> {"d": {path: value}, "w": {path: [name …]}, "n": [path …], …}`.
 *
 * d: planned with this value although nobody wrote it. w: that value holds unless one of these arguments or
 * blocks is written; then it is null. n: declared as computed, yet planned as null. u: a block that AWS fills
 * when nobody wrote it. v: known in some probes and not in others: depends on other arguments, so a reader
 * must
 * take it as unknown. Paths are names joined by dots, without indexes: `health_check.path`.
 */
export function spellDefaults(type: string, observations: readonly Observation[]): string | undefined {
  const byPath = groupByPath(observations);
  const found: Found = { d: {}, w: {}, n: [], u: [], v: [] };
  for (const path of [...byPath.keys()].sort()) {
    const group = byPath.get(path) ?? [];
    if (group[0]?.kind === 'block') sortBlock(found, path, group);
    else sortAttribute(found, path, group);
  }
  const kept = Object.entries(found).filter(([, part]) => Object.keys(part).length > 0);
  return kept.length === 0 ? undefined : `r ${type} ${JSON.stringify(Object.fromEntries(kept))}`;
}

function sortBlock(found: Found, path: string, group: readonly Observation[]): void {
  const values = new Set(group.map((seen) => seen.planned));
  const [value = 'null'] = values;
  if (values.has('unknown')) (values.size === 1 ? found.u : found.v).push(path);
  else if (values.size === 1 && value !== 'null' && value !== '[]' && value !== 'partly')
    found.d[path] = JSON.parse(value);
}

function sortAttribute(found: Found, path: string, group: readonly Observation[]): void {
  const values = [...new Set(group.map((seen) => seen.planned))];
  const known = values.filter((value) => !['null', 'unknown', 'partly'].includes(value));
  const [value = 'null'] = known;
  const computed = group[0]?.computed === true;
  if (values.length === 1 && known.length === 1) found.d[path] = JSON.parse(value);
  else if (values.length === 1 && values[0] === 'null') found.n.push(...(computed ? [path] : []));
  else if (values.length > 1 && !computed && known.length === 1) sortConditional(found, path, value, group);
  else if (values.length > 1) found.v.push(path);
}

/** A constant default that vanishes when something else is written, seen at the root only. */
function sortConditional(found: Found, path: string, value: string, group: readonly Observation[]): void {
  const minimal = group.find((seen) => seen.focus === '');
  const without = group
    .filter((seen) => seen.planned === 'null')
    .map((seen) => seen.focus.split('.')[0] ?? '');
  if (path.includes('.') || minimal?.planned !== value || without.length === 0) {
    found.v.push(path);
    return;
  }
  found.d[path] = JSON.parse(value);
  found.w[path] = [...new Set(without)].sort();
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
