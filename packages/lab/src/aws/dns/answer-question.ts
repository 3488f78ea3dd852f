import {
  type Id,
  type NameAnswer,
  type Network,
  type Resolution,
  resolveName,
  type Vpc,
} from '@naisen/engine';
import { endpointIdOf, type LabWorld } from '../lab-world.ts';
import { addressesOfSet, publicAddressOf } from './addresses-of-answer.ts';

/** A record as it goes into the answer. */
export interface DnsRecord {
  readonly name: string;
  readonly type: 'A' | 'AAAA' | 'CNAME';
  readonly data: string;
}

export type DnsAnswer =
  | { readonly kind: 'records'; readonly records: readonly DnsRecord[] }
  /** The name exists, with records of other types. */
  | { readonly kind: 'no-data' }
  | { readonly kind: 'no-name' }
  /** LAB-90: the resolver does not answer at all. */
  | { readonly kind: 'silence' }
  /** The source does not say; SERVFAIL rather than a guess. */
  | { readonly kind: 'open'; readonly missing: readonly string[] };

const families = { A: 'ipv4', AAAA: 'ipv6' } as const;

/**
 * What the resolver of a VPC answers to one question: the engine's resolution, with the addresses of this lab
 * (LAB-43).
 *
 * @param type as on the wire; types that no rule of the engine speaks of have no records
 */
export function answerQuestion(world: LabWorld, vpcId: Id<'Vpc'>, name: string, type: string): DnsAnswer {
  const vpc = world.network.vpcs.get(vpcId);
  if (vpc === undefined) return { kind: 'no-name' };
  const asked = name.toLowerCase().replace(/\.$/, '');
  const own = ownHostAnswer(world, vpcId, asked, type);
  if (own !== undefined) return own;
  if (/(^|\.)invalid$/.test(asked)) return { kind: 'no-name' };
  if (type !== 'A' && type !== 'AAAA') return existence(world, vpc, asked);
  const resolution = resolve(world, vpc, asked, [families[type]]);
  if (resolution.kind === 'answer') return recordsOf(world, vpc, asked, type, resolution);
  return withoutRecords(world, vpc, asked, type, resolution);
}

function resolve(world: LabWorld, vpc: Vpc, name: string, asked: readonly ('ipv4' | 'ipv6')[]): Resolution {
  const host = world.catalog.classifyHostname(name);
  const network = host.kind === 'endpoint' ? withLabIds(world) : world.network;
  return resolveName(network, world.catalog, vpc, name, asked);
}

const relabelled = new WeakMap<LabWorld, Network>();

/** OE-8: endpoints under the ids that the lab gave them, so that their own names are told apart. */
function withLabIds(world: LabWorld): Network {
  const earlier = relabelled.get(world);
  if (earlier !== undefined) return earlier;
  const vpcEndpoints = new Map(
    [...world.network.vpcEndpoints].map(([id, endpoint]) => [
      id,
      { ...endpoint, id: endpointIdOf(endpoint) as typeof endpoint.id },
    ]),
  );
  const network = { ...world.network, vpcEndpoints };
  relabelled.set(world, network);
  return network;
}

function recordsOf(
  world: LabWorld,
  vpc: Vpc,
  name: string,
  type: 'A' | 'AAAA',
  resolution: Extract<Resolution, { kind: 'answer' }>,
): DnsAnswer {
  const chain = otherNames(world, resolution);
  const owner = chain.at(-1)?.data ?? name;
  const addresses = resolution.answers.map((answer) => addressesOf(world, vpc, owner, answer));
  if (addresses.includes(undefined)) return { kind: 'open', missing: [owner] };
  const records = addresses.flatMap((found) => found ?? []).map((data) => ({ name: owner, type, data }));
  return records.length === 0 ? { kind: 'no-data' } : { kind: 'records', records: [...chain, ...records] };
}

/** CNAMEs that were followed; an alias answers under its own name. */
function otherNames(
  { network }: LabWorld,
  { steps }: Extract<Resolution, { kind: 'answer' }>,
): readonly DnsRecord[] {
  const chain: DnsRecord[] = [];
  for (const { code, component, facts } of steps) {
    const { name, record } = facts;
    if (code !== 'DNS_ZONE_OVERRIDES_SERVICE' || typeof name !== 'string' || typeof record !== 'string')
      continue;
    const zone = [...network.hostedZones.values()].find(({ id }) => id === component);
    const isAlias = zone?.records.items.some(
      ({ alias, name: owner }) => alias !== undefined && owner.kind === 'known' && owner.value === name,
    );
    if (record !== name && isAlias !== true) chain.push({ name, type: 'CNAME', data: record });
  }
  return chain;
}

/** @returns `undefined` = the catalogue has no addresses of that Region */
function addressesOf(
  world: LabWorld,
  vpc: Vpc,
  name: string,
  answer: NameAnswer,
): readonly string[] | undefined {
  switch (answer.kind) {
    case 'addresses':
      return addressesOfSet(answer.set);
    case 'public': {
      const address = publicAddressOf(world.catalog, name, answer);
      return address === undefined ? undefined : [address];
    }
    case 'endpoint':
      return endpointAddresses(world, vpc, name, answer);
  }
}

/** One address for each ENI; a zonal name has that of its zone (OE-8). */
function endpointAddresses(
  world: LabWorld,
  { id: vpc }: Vpc,
  name: string,
  { endpoint, family }: Extract<NameAnswer, { kind: 'endpoint' }>,
): readonly string[] {
  const host = world.catalog.classifyHostname(name);
  const zone = host.kind === 'endpoint' ? host.zone : undefined;
  const found = world.network.vpcEndpoints.get(endpoint) ?? endpointOfLabId(world, endpoint);
  return world.plan.interfaces
    .filter(({ owner }) => owner.kind === 'vpc-endpoint' && owner.endpoint === found?.id)
    .filter((one) => zone === undefined || one.availabilityZone === zone)
    .toSorted((a, b) => Number(b.vpc === vpc) - Number(a.vpc === vpc) || (a.eniId < b.eniId ? -1 : 1))
    .flatMap(({ ipv4, ipv6 }) => (family === 'ipv4' ? ipv4 : ipv6) ?? []);
}

function endpointOfLabId({ network }: LabWorld, id: string) {
  return [...network.vpcEndpoints.values()].find((endpoint) => endpointIdOf(endpoint) === id);
}

/**
 * `ip-10-0-1-10.ap-northeast-1.compute.internal`: the resolver knows the instances of its VPC.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html
 */
function ownHostAnswer(world: LabWorld, vpcId: Id<'Vpc'>, name: string, type: string): DnsAnswer | undefined {
  const [, digits] = /^ip-(\d+-\d+-\d+-\d+)\.(?:ec2|[a-z0-9-]+\.compute)\.internal$/.exec(name) ?? [];
  if (digits === undefined || world.network.vpcs.get(vpcId)?.enableDnsSupport.kind !== 'known')
    return undefined;
  const support = world.network.vpcs.get(vpcId)?.enableDnsSupport;
  if (support?.kind !== 'known' || !support.value) return undefined;
  const address = digits.replaceAll('-', '.');
  const isHere = world.plan.interfaces.some(({ vpc, ipv4 }) => vpc === vpcId && ipv4 === address);
  if (!isHere) return { kind: 'no-name' };
  return type === 'A'
    ? { kind: 'records', records: [{ name, type: 'A', data: address }] }
    : { kind: 'no-data' };
}

/** Why there is no record: DNS-5 (name and type), DNS-2 (silence), or nobody can say. */
function withoutRecords(
  world: LabWorld,
  vpc: Vpc,
  name: string,
  type: 'A' | 'AAAA',
  resolution: Exclude<Resolution, { kind: 'answer' }>,
): DnsAnswer {
  if (resolution.kind === 'no-answer' && resolution.blocker.code === 'DNS_SUPPORT_DISABLED')
    return { kind: 'silence' };
  const other = resolve(world, vpc, name, [type === 'A' ? 'ipv6' : 'ipv4']);
  if (other.kind === 'answer') return { kind: 'no-data' };
  if (resolution.kind === 'undetermined')
    return { kind: 'open', missing: resolution.missing.map(({ what }) => what) };
  const { code, component } = resolution.blocker;
  if (code === 'DNS_ZONE_SHADOWS_SERVICE')
    return hasAnyRecord(world, component, name) ? { kind: 'no-data' } : { kind: 'no-name' };
  // A captured name exists: its endpoint has no address of the family (DNS-5).
  return code === 'DNS_NO_ANSWER' && 'vpcEndpoint' in resolution.blocker.facts
    ? { kind: 'no-data' }
    : { kind: 'open', missing: [name] };
}

function hasAnyRecord({ network }: LabWorld, zone: string, name: string): boolean {
  const found = [...network.hostedZones.values()].find(({ id }) => id === zone);
  return (
    found?.records.items.some(({ name: owner }) => owner.kind === 'known' && owner.value === name) ?? false
  );
}

/** MX, TXT, HTTPS…: whether the name exists is all that is known. */
function existence(world: LabWorld, vpc: Vpc, name: string): DnsAnswer {
  const answer = answerQuestion(world, vpc.id, name, 'A');
  return answer.kind === 'records' ? { kind: 'no-data' } : answer;
}
