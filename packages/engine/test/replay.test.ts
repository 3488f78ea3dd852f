import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createCatalog } from '../src/catalog/create-catalog.ts';
import { addStandIns } from '../src/importers/stand-ins.ts';
import { formatPrefix } from '../src/ip/address.ts';
import type { Network } from '../src/model/network.ts';
import { needsOf } from '../src/needs/needs.ts';
import type { Call, PathAnswer } from '../src/reachability/answer.ts';
import { checkNetwork } from '../src/reachability/check.ts';
import { deliver, deliverTo, type Packet } from './deliver.ts';
import { readDirectory } from './terraform-network.ts';

const catalogFolder = new URL('../../../catalog/', import.meta.url);
const catalog = createCatalog({
  read: (name) =>
    existsSync(new URL(name, catalogFolder)) ? readFileSync(new URL(name, catalogFolder), 'utf8') : undefined,
});
const shared = new URL('../../../../shared/stacks/', import.meta.url);

const networks: readonly (readonly [string, URL])[] = [
  ['examples/shop', new URL('../../../examples/shop/', import.meta.url)],
  ...(existsSync(shared)
    ? ['hands-on-8/terraform/', 'three-ways/', 'course-15/', 'apigw-cognito/'].map(
        (name) => [`shared ${name}`, new URL(name, shared)] as const,
      )
    : []),
];
if (!existsSync(shared))
  console.info('replay: ../shared is not here, so only the example of this repository is replayed');

function prefixListOf(serviceName: string): readonly string[] {
  return (catalog.managedPrefixListByName(serviceName)?.prefixes ?? []).map(formatPrefix);
}

function answersOf(network: Network): readonly { readonly call: Call; readonly path: PathAnswer }[] {
  const needs = (workload: Parameters<typeof needsOf>[0]) =>
    needsOf(workload, catalog.workloadNeeds(workload.kind)).map(({ service, why, source }) => ({
      service,
      reason: { kind: 'conditional' as const, why, source },
    }));
  const { calls } = checkNetwork(network, catalog, {
    needs,
    services: ['s3', 'dynamodb', 'sqs', 'sts', 'logs'],
  });
  return calls.flatMap((call) => call.paths.map((path) => ({ call, path })));
}

/** A packet of the path: its witness, or for a blocked one the lowest addresses of both ends. */
function packetOf(
  network: Network,
  { call, path }: { readonly call: Call; readonly path: PathAnswer },
): Packet | undefined {
  const workload = network.workloads.get(call.workload);
  const subnetId = path.witness?.sourceSubnet ?? path.subnets[0];
  const subnet = subnetId === undefined ? undefined : network.subnets.get(subnetId);
  const destination = path.witness?.destinationAddress ?? path.destinations[0]?.split('/')[0];
  if (workload === undefined || subnet === undefined || destination === undefined || path.family !== 'ipv4')
    return undefined;
  const source =
    path.witness?.sourceAddress ??
    (subnet.ipv4Cidr?.kind === 'known' ? formatPrefix(subnet.ipv4Cidr.value).split('/')[0] : undefined);
  const byItself = workload.publicIp.kind === 'known' ? workload.publicIp.value : 'no';
  const bySubnet = subnet.mapPublicIpOnLaunch.kind === 'known' && subnet.mapPublicIpOnLaunch.value;
  if (source === undefined) return undefined;
  return {
    subnet: subnet.id,
    source,
    destination,
    port: call.port,
    sourcePort: path.witness?.sourcePort ?? 40000,
    groups: workload.kind === 'subnet' ? undefined : workload.securityGroups.items,
    hasPublicIp: byItself === 'yes' || (byItself === 'by-subnet' && bySubnet),
  };
}

describe('every answer is replayed as one packet by a reading that shares no code with the proof', () => {
  it.each(networks)('%s', (_name, folder) => {
    const network = addStandIns(readDirectory(folder).network);
    const answers = answersOf(network);
    let replayed = 0;
    for (const answer of answers) {
      const { call, path } = answer;
      const packet = packetOf(network, answer);
      if (packet === undefined || path.verdict === 'undetermined') continue;
      const isInterface = path.via.kind === 'interface-endpoint';
      const delivery = isInterface
        ? deliverTo(network, packet, path.via.component, prefixListOf)
        : deliver(network, packet, prefixListOf);
      const told = `${call.workload} -> ${call.service} from ${path.subnets[0]}`;
      if (path.verdict === 'reachable')
        expect({ told, ...delivery }).toEqual({ told, delivered: path.via.kind });
      else if (!path.blockers.some(({ code }) => code.startsWith('DNS_')))
        expect(delivery, told).toHaveProperty('dropped');
      replayed++;
    }
    expect(replayed).toBeGreaterThan(3);
  });
});
