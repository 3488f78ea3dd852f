import { filterTransaction } from './diff-filters.ts';
import type { LabNamespace, LabPlan, Listener } from './lab-plan.ts';

/** What one namespace that stays has to do. */
export interface NamespaceChange {
  readonly name: string;
  readonly sysctls: readonly string[];
  /** Lines of `ip -batch`: first what goes, then what comes. */
  readonly undo: readonly string[];
  readonly ip: readonly string[];
  readonly undo6: readonly string[];
  readonly ip6: readonly string[];
  /** One transaction. */
  readonly nft: string;
}

/** How one plan becomes another. */
export interface PlanChange {
  readonly removed: readonly string[];
  readonly added: readonly LabNamespace[];
  /** Routers first: they make the links. */
  readonly changed: readonly NamespaceChange[];
  readonly closed: readonly Listener[];
  readonly opened: readonly Listener[];
  /** How many single things change, for people. */
  readonly count: number;
}

/** @returns `undefined` = too different for single steps: the lab has to be built anew */
export function diffPlans(before: LabPlan, after: LabPlan): PlanChange | undefined {
  const old = new Map(before.namespaces.map((namespace) => [namespace.name, namespace]));
  const wanted = new Set(after.namespaces.map(({ name }) => name));
  const removed = [...old.keys()].filter((name) => !wanted.has(name));
  const added = after.namespaces.filter(({ name }) => !old.has(name));
  // A router or an edge is joined to too much.
  if (added.some(({ role }) => role === 'router') || removed.some((name) => old.get(name)?.role === 'router'))
    return undefined;
  const gone = new Set(removed);
  const lost = relinked(before, after, gone);
  const changed: NamespaceChange[] = [];
  for (const namespace of after.namespaces) {
    const earlier = old.get(namespace.name);
    if (earlier === undefined) continue;
    const change = changeOf(earlier, namespace, lost);
    if (change === undefined) return undefined;
    if (countOf(change) > 0) changed.push(change);
  }
  const closed = missingIn(before.listeners, after.listeners);
  const opened = missingIn(after.listeners, before.listeners);
  const count = removed.length + added.length + changed.reduce((sum, change) => sum + countOf(change), 0);
  return { removed, added, changed, closed, opened, count };
}

function countOf({ sysctls, undo, ip, undo6, ip6, nft }: NamespaceChange): number {
  const filters = nft === '' ? 0 : nft.trimEnd().split('\n').length;
  return sysctls.length + undo.length + ip.length + undo6.length + ip6.length + filters;
}

function missingIn(listeners: readonly Listener[], others: readonly Listener[]): readonly Listener[] {
  const known = new Set(others.map((listener) => JSON.stringify(listener)));
  return listeners.filter((listener) => !known.has(JSON.stringify(listener)));
}

/** Devices, by `NAMESPACE DEVICE`, that go or are made anew: the kernel takes what hangs on them. */
function relinked(before: LabPlan, after: LabPlan, gone: ReadonlySet<string>): ReadonlySet<string> {
  const lost = new Set<string>();
  const linesAfter = new Map(after.namespaces.map(({ name, ip }) => [name, new Set(ip)]));
  for (const { name, ip } of before.namespaces)
    for (const line of ip) {
      const link = /^link add name (\S+) .*peer name (\S+)(?:.* netns (\S+))?$/.exec(line);
      if (link === null) continue;
      const [, device = '', peer = '', namespace = name] = link;
      if (!gone.has(namespace) && linesAfter.get(name)?.has(line) === true) continue;
      lost.add(`${name} ${device}`).add(`${namespace} ${peer}`);
    }
  return lost;
}

function deviceOf(line: string): string | undefined {
  return /(?:^link (?:add name|set)| dev| iif) (\S+)/.exec(line)?.[1];
}

function changeOf(
  before: LabNamespace,
  after: LabNamespace,
  lost: ReadonlySet<string>,
): NamespaceChange | undefined {
  const nft = filterTransaction(before.nft, after.nft);
  if (nft === undefined) return undefined;
  const isLost = (line: string): boolean => lost.has(`${after.name} ${deviceOf(line)}`);
  const four = lineChanges(before.ip, after.ip, isLost);
  const six = lineChanges(before.ip6, after.ip6, isLost);
  return {
    name: after.name,
    sysctls: after.sysctls.filter((setting) => !before.sysctls.includes(setting)),
    undo: four.undo,
    ip: four.add,
    undo6: six.undo,
    ip6: six.add,
    nft,
  };
}

interface LineChanges {
  readonly undo: readonly string[];
  readonly add: readonly string[];
}

function lineChanges(
  before: readonly string[],
  after: readonly string[],
  isLost: (line: string) => boolean,
): LineChanges {
  const old = new Set(before);
  const wanted = new Set(after);
  const add = after.filter((line) => !old.has(line) || isLost(line));
  const undo = before
    .filter((line) => !wanted.has(line) || isLost(line))
    .flatMap((line) => undone(line, isLost));
  return aroundAnyIp(after, { undo, add });
}

/** Once every address is the namespace's own, Linux takes none as a gateway: AnyIP steps aside for new routes. */
function aroundAnyIp(after: readonly string[], changes: LineChanges): LineChanges {
  const last = after.at(-1) ?? '';
  if (!/^route add local (?:0\.0\.0\.0|::)\/0 /.test(last)) return changes;
  const adds = changes.add.filter((line) => line !== last);
  if (!adds.some((line) => line.includes(' via '))) return changes;
  return { undo: [...changes.undo, last.replace('route add', 'route del')], add: [...adds, last] };
}

/** The line that takes a line back; nothing where the kernel does it with the device. */
function undone(line: string, isLost: (line: string) => boolean): readonly string[] {
  const link = /^link add name (\S+)/.exec(line)?.[1];
  // The far end may be in a namespace that is gone, and this end with it.
  if (link !== undefined) return [`link del ${link}`];
  if (isLost(line)) return /^rule add/.test(line) ? [line.replace('rule add', 'rule del')] : [];
  if (/^(?:link set|ntable)/.test(line)) return [];
  return [line.replace(/^(route|rule|addr|neigh) (?:add|replace)/, '$1 del').replace(/ nodad$/, '')];
}
