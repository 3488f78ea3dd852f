/** One rule that a packet met. */
export interface KernelStep {
  readonly direction: 'request' | 'reply';
  /** The rule of AWS, from the comment; `undefined` = the packet's own line. */
  readonly rule: string | undefined;
  readonly effect: 'passes' | 'drops';
  /** Where the router sends the packet. */
  readonly device: string | undefined;
}

/**
 * Reads what `nft monitor trace` prints, packet by packet:
 *
 * ```
 * trace id 5c0f ip lab c_forward packet: iif "e1" oif "e2" … ip saddr 10.0.1.5 ip daddr 8.8.8.8 …
 * trace id 5c0f ip lab so_1 rule tcp dport 443 counter … return comment "sg egress tcp 443" (verdict return)
 * ```
 *
 * @param far the address that was called: packets from it are replies
 */
export function parseTrace(text: string, far: string): readonly KernelStep[] {
  const steps: KernelStep[] = [];
  const directions = new Map<string, KernelStep['direction']>();
  for (const line of text.split('\n')) {
    const id = /^trace id (\w+) /.exec(line)?.[1];
    if (id === undefined) continue;
    if (line.includes(' packet: ')) {
      const source = / ip6? saddr (\S+)/.exec(line)?.[1];
      directions.set(id, source === far ? 'reply' : 'request');
      const device = / oif "([^"]+)"/.exec(line)?.[1];
      if (device !== undefined && line.includes(' c_forward '))
        steps.push({ direction: directions.get(id) ?? 'request', rule: undefined, effect: 'passes', device });
      continue;
    }
    const rule = / comment "([^"]*)"/.exec(line)?.[1];
    if (rule === undefined) continue;
    const verdict = /\(verdict (\w+)/.exec(line)?.[1];
    const direction = directions.get(id) ?? 'request';
    const effect = verdict === 'drop' || verdict === 'goto' ? 'drops' : 'passes';
    steps.push({ direction, rule, effect, device: undefined });
  }
  return distinct(steps);
}

/** A connection has many packets: what each of them meets is told once, where it is met first. */
function distinct(steps: readonly KernelStep[]): readonly KernelStep[] {
  return [...new Map(steps.map((step) => [JSON.stringify(step), step])).values()];
}
