/** One element of a counter set: what the kernel saw of one tuple at one ENI (LAB-60). */
export interface CountedFlow {
  readonly verdict: 'acc' | 'rej' | 'nor';
  /** `o` = out of the ENI, `i` = into it. */
  readonly side: 'o' | 'i';
  readonly family: 'ipv4' | 'ipv6';
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  /** The router's device; `undefined` = that of the ENI that has the destination's address. */
  readonly device: string | undefined;
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly packets: number;
  readonly bytes: number;
  /** How long ago the last packet was. */
  readonly idleSeconds: number;
}

export type TcpFlag = 'syn' | 'synack' | 'fin' | 'rst';

/** All counters of one router at one moment, since they began. */
export interface CounterReading {
  /** By the tuple with its ENI, side and verdict. */
  readonly flows: ReadonlyMap<string, CountedFlow>;
  /** How many packets of a tuple had a flag: only then can a new one be told from an old one (LAB-63). */
  readonly flags: ReadonlyMap<string, Readonly<Partial<Record<TcpFlag, number>>>>;
  /** LAB-64: some tuple may have found no room. */
  readonly isFull: boolean;
}

const setName = /^(acc|rej|nor)_(tcp|udp|icmp|syn|synack|fin|rst)_([oib])$/;

/**
 * Reads what `nft -j list sets` prints. Sets that are not counters are left out.
 *
 * @returns `undefined` = the text is not what nft prints
 */
export function readCounterSets(text: string): CounterReading | undefined {
  const listed = listedOf(text);
  if (listed === undefined) return undefined;
  const flows = new Map<string, CountedFlow>();
  const flags = new Map<string, Partial<Record<TcpFlag, number>>>();
  let isFull = false;
  for (const entry of listed) {
    const set = isObject(entry) ? entry.set : undefined;
    if (!isObject(set)) continue;
    const [, verdict = '', kind = '', side = ''] = setName.exec(String(set.name)) ?? [];
    if (verdict === '') continue;
    const elements = Array.isArray(set.elem) ? set.elem : [];
    const family = set.family === 'ip6' ? 'ipv6' : 'ipv4';
    isFull ||= typeof set.size === 'number' && elements.length >= set.size;
    for (const element of elements) {
      const counted = flowOf(element, { verdict, kind, side, family, timeout: Number(set.timeout) });
      if (counted === undefined) continue;
      // What was counted once for both ENIs.
      const both =
        side === 'b' ? [counted, { ...counted, side: 'i', device: undefined } as const] : [counted];
      for (const flow of both)
        if (isFlag(kind)) addFlag(flags, flow, kind);
        else flows.set(keyOf(flow), flow);
    }
  }
  return { flows, flags, isFull };
}

function listedOf(text: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && Array.isArray(value.nftables) ? value.nftables : undefined;
  } catch {
    return undefined;
  }
}

type Plain = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null;
}

function isFlag(kind: string): kind is TcpFlag {
  return kind === 'syn' || kind === 'synack' || kind === 'fin' || kind === 'rst';
}

interface SetFacts {
  readonly verdict: string;
  readonly kind: string;
  readonly side: string;
  readonly family: 'ipv4' | 'ipv6';
  readonly timeout: number;
}

/** Types and codes of ICMP stand where ports would: flow logs have 0 there. */
function flowOf(element: unknown, facts: SetFacts): CountedFlow | undefined {
  const inner = isObject(element) ? element.elem : undefined;
  if (!isObject(inner) || !isObject(inner.val) || !Array.isArray(inner.val.concat)) return undefined;
  const [device, source, destination, sourcePort, destinationPort] = inner.val.concat;
  const counter = isObject(inner.counter) ? inner.counter : {};
  const { kind, verdict, side, family, timeout } = facts;
  const protocol = kind === 'udp' || kind === 'icmp' ? kind : 'tcp';
  const hasPorts = protocol !== 'icmp';
  return {
    verdict: verdict === 'acc' || verdict === 'rej' ? verdict : 'nor',
    side: side === 'i' ? 'i' : 'o',
    family,
    protocol,
    device: String(device),
    source: String(source),
    destination: String(destination),
    sourcePort: hasPorts ? Number(sourcePort) : 0,
    destinationPort: hasPorts ? Number(destinationPort) : 0,
    packets: Number(counter.packets ?? 0),
    bytes: Number(counter.bytes ?? 0),
    idleSeconds: Math.max(0, timeout - Number(inner.expires ?? timeout)),
  };
}

export function keyOf(flow: CountedFlow): string {
  const { verdict, side, protocol, device, source, destination, sourcePort, destinationPort } = flow;
  return `${verdict} ${side} ${protocol} ${device} ${source} ${destination} ${sourcePort} ${destinationPort}`;
}

function addFlag(
  flags: Map<string, Partial<Record<TcpFlag, number>>>,
  flow: CountedFlow,
  flag: TcpFlag,
): void {
  const key = keyOf(flow);
  const known = flags.get(key) ?? {};
  known[flag] = flow.packets;
  flags.set(key, known);
}
