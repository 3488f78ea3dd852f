import { compareText } from '../src/base/ordered.ts';
import type { ResourceInstance } from '../src/importers/terraform/instances.ts';
import { formatNumber } from '../src/importers/terraform/values/number.ts';
import type { Value } from '../src/importers/terraform/values/value.ts';

/** One value that Terraform's plan knew and we read differently. */
export interface PlanDifference {
  readonly path: string;
  readonly planned: string;
  readonly read: string;
}

/**
 * Compares an instance with `change.after` of `terraform show -json`. What the plan calls unknown is not
 * compared: a reader of the sources may know more. Sets have no order; JSON text is compared as JSON.
 *
 * @param after `resource_changes[].change.after`
 * @param unknown `resource_changes[].change.after_unknown`
 */
export function compareWithPlan(
  instance: ResourceInstance,
  after: unknown,
  unknown: unknown,
): readonly PlanDifference[] {
  const differences: PlanDifference[] = [];
  for (const [name, planned] of Object.entries(asRecord(after))) {
    const open = asRecord(unknown)[name];
    compareAt(name, instance.values.get(name), planned, open, differences);
  }
  return differences;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function compareAt(
  path: string,
  read: Value | undefined,
  planned: unknown,
  open: unknown,
  into: PlanDifference[],
): void {
  if (open === true) return;
  if (isRecord(planned) && !Array.isArray(planned) && hasEntries(read)) {
    compareEntries(path, read.entries, planned, asRecord(open), into);
    return;
  }
  if (Array.isArray(planned) && hasItems(read)) {
    comparePlannedItems(path, read, planned, open, into);
    return;
  }
  const shown = read === undefined ? 'nothing' : canonical(toPlain(read));
  if (shown !== canonical(planned)) into.push({ path, planned: canonical(planned), read: shown });
}

type WithEntries = Extract<Value, { kind: 'map' | 'object' }>;
type WithItems = Extract<Value, { kind: 'list' | 'set' | 'tuple' }>;

function hasEntries(value: Value | undefined): value is WithEntries {
  return value?.kind === 'map' || value?.kind === 'object';
}

function hasItems(value: Value | undefined): value is WithItems {
  return value?.kind === 'list' || value?.kind === 'set' || value?.kind === 'tuple';
}

function compareEntries(
  path: string,
  read: ReadonlyMap<string, Value>,
  planned: Readonly<Record<string, unknown>>,
  open: Readonly<Record<string, unknown>>,
  into: PlanDifference[],
): void {
  for (const [name, value] of Object.entries(planned)) {
    compareAt(`${path}.${name}`, read.get(name), value, open[name], into);
  }
  for (const [name, value] of read) {
    if (name in planned || open[name] === true || value.kind === 'unknown') continue;
    into.push({ path: `${path}.${name}`, planned: 'nothing', read: canonical(toPlain(value)) });
  }
}

function comparePlannedItems(
  path: string,
  read: WithItems,
  planned: readonly unknown[],
  open: unknown,
  into: PlanDifference[],
): void {
  const openItems = Array.isArray(open) ? open : [];
  const inOrder =
    read.items.length === planned.length && (read.kind !== 'set' || openItems.some(hasOpenPart));
  if (inOrder) {
    const pairs = read.kind === 'set' ? pairItems(read.items, planned, openItems) : read.items;
    for (const [i, item] of planned.entries()) compareAt(`${path}[${i}]`, pairs[i], item, openItems[i], into);
    return;
  }
  const left = canonical(toPlain(read));
  const right = canonical(read.kind === 'set' ? planned.toSorted(byText) : planned);
  if (left !== right) into.push({ path, planned: right, read: left });
}

function hasOpenPart(open: unknown): boolean {
  if (open === true) return true;
  return Object.values(asRecord(open)).some(hasOpenPart);
}

/** Matches set elements to planned ones with the fewest differences each. */
function pairItems(
  items: readonly Value[],
  planned: readonly unknown[],
  open: readonly unknown[],
): readonly (Value | undefined)[] {
  const left = [...items];
  return planned.map((item, i) => {
    const counts = left.map((candidate) => {
      const found: PlanDifference[] = [];
      compareAt('', candidate, item, open[i], found);
      return found.length;
    });
    const best = counts.indexOf(Math.min(...counts));
    return left.splice(best, 1)[0];
  });
}

function byText(left: unknown, right: unknown): number {
  return compareText(canonical(left), canonical(right));
}

/** A value as plan JSON shows it; unknowns as a text that no plan has. */
function toPlain(value: Value): unknown {
  switch (value.kind) {
    case 'null':
      return null;
    case 'bool':
    case 'string':
      return value.value;
    case 'number':
      return Number(formatNumber(value.value));
    case 'list':
    case 'tuple':
      return value.items.map(toPlain);
    case 'set':
      return value.items.map(toPlain).toSorted(byText);
    case 'map':
    case 'object':
      return Object.fromEntries([...value.entries].map(([name, item]) => [name, toPlain(item)]));
    case 'unknown':
      return '(unknown)';
  }
}

/** JSON with sorted names; text that is JSON itself counts by what it says. */
function canonical(value: unknown): string {
  if (typeof value === 'string') return canonicalText(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isRecord(value)) return JSON.stringify(value) ?? 'nothing';
  const entries = Object.entries(value).toSorted(([a], [b]) => compareText(a, b));
  return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`).join(',')}}`;
}

function canonicalText(text: string): string {
  if (!/^\s*[[{]/.test(text)) return JSON.stringify(text);
  try {
    return `json ${canonical(JSON.parse(text))}`;
  } catch {
    return JSON.stringify(text);
  }
}
