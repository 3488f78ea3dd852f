import { inNamespace } from '../kernel/build-network.ts';
import { eachOf, mustRun } from '../kernel/run-program.ts';
import type { LabPlan } from '../plan/lab-plan.ts';
import type { JudgedProbe } from './judge-network.ts';

/** By which way packets went, in the engine's words. */
export type SeenWay =
  | 'local'
  | 'interface-endpoint'
  | 'gateway-endpoint'
  | 'internet-gateway'
  | 'egress-only-internet-gateway'
  | 'nat-gateway'
  | 'nat-instance';

/** Remembers the first packet of every connection: where it came in, who sent it, to whom. */
function observer(family: 'ip' | 'ip6'): string {
  const type = family === 'ip' ? 'ipv4_addr' : 'ipv6_addr';
  return [
    `table ${family} judge {`,
    `set seen { type ifname . ${type} . ${type} . inet_service; size 4096; flags dynamic; }`,
    'chain c { type filter hook prerouting priority -290; policy accept;',
    `tcp flags & (syn | ack) == syn add @seen { iifname . ${family} saddr . ${family} daddr . tcp dport }`,
    '}',
    '}',
    '',
  ].join('\n');
}

function observed({ namespaces }: LabPlan): LabPlan['namespaces'] {
  return namespaces.filter(({ role }) => role !== 'router');
}

export async function observe(plan: LabPlan): Promise<void> {
  const text = observer('ip') + observer('ip6');
  await eachOf(observed(plan), ({ name }) => mustRun(inNamespace(name, ['nft', '-f', '-']), text));
}

/** `NAMESPACE DEVICE SOURCE DESTINATION PORT` of every first packet. */
export async function seenWays(plan: LabPlan): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  await eachOf(observed(plan), async ({ name }) => {
    const text = await mustRun(inNamespace(name, ['nft', '-j', 'list', 'ruleset']));
    const listed: { readonly nftables: readonly { readonly set?: SeenSet }[] } = JSON.parse(text);
    for (const { set } of listed.nftables)
      if (set?.table === 'judge')
        for (const element of set.elem ?? []) seen.add(`${name} ${element.concat.join(' ')}`);
  });
  return seen;
}

interface SeenSet {
  readonly table: string;
  readonly elem?: readonly { readonly concat: readonly (string | number)[] }[];
}

/** A NAT on the way names it, whatever comes behind (as the engine's `via`). */
export function wayOf({ from, to }: JudgedProbe, plan: LabPlan, seen: ReadonlySet<string>): SeenWay {
  const placed = plan.interfaces.find(({ eniId }) => eniId === from.eniId);
  const source = to.address.includes(':') ? placed?.ipv6 : placed?.ipv4;
  const wasSeen = (namespace: string, device: string): boolean =>
    seen.has(`${namespace} ${device} ${source} ${to.address} ${to.port}`);
  const natGateway = plan.namespaces.find(({ role, name }) => role === 'nat' && wasSeen(name, 'eth0'));
  const owner = plan.interfaces.find(({ ipv4, ipv6 }) => ipv4 === to.address || ipv6 === to.address);
  if (owner !== undefined) return owner.owner.kind === 'vpc-endpoint' ? 'interface-endpoint' : 'local';
  const appliance = plan.namespaces.find(({ role, name }) => role === 'host' && wasSeen(name, 'eth0'));
  // The first of two translators is the one that saw the client's own address; the second sees the first's.
  if (natGateway !== undefined) return 'nat-gateway';
  if (appliance !== undefined) return 'nat-instance';
  const edge = plan.namespaces.filter(({ role }) => role === 'edge');
  const gateways = [...seen].some((line) => {
    const [namespace, device, sender, address, port] = line.split(' ');
    return (
      edge.some(({ name }) => name === namespace) &&
      device?.startsWith('x-') === true &&
      sender === source &&
      address === to.address &&
      port === String(to.port)
    );
  });
  if (gateways) return 'gateway-endpoint';
  const isEgressOnly = [...seen].some(
    (line) => line.includes(' eo') && line.includes(` ${source} ${to.address} `),
  );
  return isEgressOnly ? 'egress-only-internet-gateway' : 'internet-gateway';
}
