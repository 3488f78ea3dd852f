import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collection, known } from '../src/base/known.ts';
import { createCatalog } from '../src/catalog/create-catalog.ts';
import { formatPrefix, type Ipv4 } from '../src/ip/address.ts';
import { idOf } from '../src/model/identity.ts';
import type { NatGateway, Network, NetworkInterface, VpcEndpoint } from '../src/model/network.ts';
import type { Workload, WorkloadKind } from '../src/model/workload.ts';
import type { Call, PathAnswer } from '../src/reachability/answer.ts';
import { proveOne } from '../src/reachability/check.ts';
import type { Target } from '../src/reachability/target.ts';
import { type Delivery, deliver, deliverTo, type Packet } from './deliver.ts';
import {
  gatewayEndpoint,
  line,
  networkAcl,
  networkOf,
  prefix,
  routeTable,
  securityGroup,
  subnet,
  vpc,
} from './small-network.ts';

const catalogFolder = new URL('../../../catalog/', import.meta.url);
const catalog = createCatalog({
  read: (name) =>
    existsSync(new URL(name, catalogFolder)) ? readFileSync(new URL(name, catalogFolder), 'utf8') : undefined,
});

function prefixListOf(serviceName: string): readonly string[] {
  return (catalog.managedPrefixListByName(serviceName)?.prefixes ?? []).map(formatPrefix);
}

/** A network in words, so that a failing one can be read. */
interface Drawn {
  readonly tables: Readonly<Record<'a' | 'b' | 'p', readonly string[]>>;
  readonly nats: Readonly<Record<'nat-p' | 'nat-a', 'public' | 'private' | 'no-eip'>>;
  readonly isAttached: boolean;
  readonly gatewayOn: readonly string[];
  readonly endpointIn: readonly string[];
  readonly rules: Readonly<Record<'app' | 'other' | 'ep', readonly string[]>>;
  readonly acl: readonly string[];
  readonly acls: Readonly<Record<'a' | 'b' | 'p', boolean>>;
  readonly kind: WorkloadKind;
  readonly place: string;
  readonly publicIp: 'yes' | 'no';
  /** The NAT instance `eni-nat` in subnet `p`. */
  readonly instance: {
    readonly forwards: boolean;
    readonly hasIp: boolean;
    readonly rules: readonly string[];
  };
  readonly peering: { readonly isAccepted: boolean; readonly back: readonly string[]; readonly acl: boolean };
  readonly to: 's3' | 'sqs' | '8.8.8.8' | '172.20.0.1' | 'other' | 'far';
}

const names = ['a', 'b', 'p'] as const;
const by = fc.constantFrom('igw', 'nat-p', 'nat-a', 'eni-nat');
const to = fc.constantFrom(
  '0.0.0.0/0',
  '0.0.0.0/0',
  '0.0.0.0/0',
  '8.8.8.0/24',
  '52.219.0.0/17',
  '172.16.0.0/12',
);
const route = fc
  .tuple(to, by, fc.constantFrom('', '', '', '', 'blackhole'))
  .map((words) => words.join(' ').trim());
const table = fc.uniqueArray(route, { maxLength: 3, selector: (text) => text.split(' ')[0] });
const usual = (gateway: string): fc.Arbitrary<readonly string[]> =>
  fc
    .tuple(
      fc.oneof(
        { weight: 2, arbitrary: fc.constant([`0.0.0.0/0 ${gateway}`]) },
        { weight: 1, arbitrary: fc.constant(gateway === 'igw' ? [] : ['0.0.0.0/0 eni-nat']) },
        { weight: 2, arbitrary: table },
      ),
      fc.constantFrom(
        [],
        ['10.1.0.0/16 pcx-1'],
        ['10.1.0.0/16 pcx-1'],
        ['10.1.0.0/25 pcx-1'],
        ['10.1.0.0/16 nat-p'],
      ),
    )
    .map((lists) => lists.flat());
const who = fc.constantFrom(
  '0.0.0.0/0',
  '0.0.0.0/0',
  '10.0.0.0/16',
  '10.0.0.0/24',
  '10.0.0.128/25',
  '10.0.1.0/24',
  '8.8.8.0/24',
  '52.219.0.0/16',
);
const peer = fc.oneof(who, fc.constantFrom('sg-app', 'sg-ep', 'sg-other'));
const rule = fc
  .tuple(
    fc.constantFrom('in', 'out'),
    fc.constantFrom('tcp 443', 'tcp 443', 'all *', 'tcp 444', 'udp 443'),
    peer,
  )
  .map((words) => words.join(' '));
// Most parts let everything through, so that what a single one refuses is seen.
const rules = fc.oneof(
  { weight: 2, arbitrary: fc.constant(['in all * 0.0.0.0/0', 'out all * 0.0.0.0/0']) },
  { weight: 1, arbitrary: fc.array(rule, { maxLength: 4 }).map((list) => ['out all * 0.0.0.0/0', ...list]) },
  { weight: 1, arbitrary: fc.array(rule, { maxLength: 4 }).map((list) => ['in all * 0.0.0.0/0', ...list]) },
  { weight: 1, arbitrary: fc.array(rule, { maxLength: 5 }) },
);
const entry = fc
  .tuple(
    fc.constantFrom('in', 'out'),
    fc.constantFrom('allow', 'allow', 'allow', 'deny'),
    fc.constantFrom(
      'tcp 443',
      'all *',
      'all *',
      'tcp 1024-65535',
      'tcp 32768-61000',
      'udp *',
      'tcp 32768-50000',
    ),
    who,
  )
  .map(([way, ...rest]) => [way, ...rest] as const);
const lastEntries = fc.constantFrom([], ['in 900 allow all * 0.0.0.0/0', 'out 900 allow all * 0.0.0.0/0']);
const entries = fc
  .tuple(fc.array(entry, { maxLength: 4 }), lastEntries)
  .map(([list, last]) => [
    ...list.map(([way, ...rest], i) => `${way} ${(i + 1) * 100} ${rest.join(' ')}`),
    ...last,
  ]);
const some = fc.subarray([...names]);
const nat = fc.constantFrom<'public' | 'private' | 'no-eip'>(
  'public',
  'public',
  'public',
  'private',
  'no-eip',
);

const drawn: fc.Arbitrary<Drawn> = fc.record({
  tables: fc.record({ a: usual('nat-p'), b: usual('nat-p'), p: usual('igw') }),
  nats: fc.record({ 'nat-p': nat, 'nat-a': nat }),
  isAttached: fc.constantFrom(true, true, true, false),
  gatewayOn: some,
  endpointIn: some,
  rules: fc.record({ app: rules, other: rules, ep: rules }),
  acl: entries,
  acls: fc.record({
    a: fc.constantFrom(false, false, true),
    b: fc.constantFrom(false, false, true),
    p: fc.constantFrom(false, false, true),
  }),
  kind: fc.constantFrom('ec2-instance', 'ecs-fargate', 'lambda-vpc'),
  place: fc.constantFrom(...names),
  publicIp: fc.constantFrom('yes', 'no'),
  instance: fc.record({
    forwards: fc.constantFrom(true, true, true, false),
    hasIp: fc.constantFrom(true, true, true, false),
    rules,
  }),
  peering: fc.record({
    isAccepted: fc.constantFrom(true, true, true, false),
    back: fc.constantFrom(
      ['10.0.0.0/16 pcx-1'],
      ['10.0.0.0/16 pcx-1'],
      ['10.0.0.0/24 pcx-1'],
      ['10.0.0.0/25 pcx-1'],
      [],
    ),
    acl: fc.constantFrom(false, false, true),
  }),
  to: fc.constantFrom('far', 's3', 'sqs', '8.8.8.8', '172.20.0.1', 'other'),
});

function natGateway(name: string, place: string, how: 'public' | 'private' | 'no-eip'): NatGateway {
  return {
    id: idOf('NatGateway', name),
    origin: line(11),
    origins: {},
    connectivityType: known(how === 'private' ? 'private' : 'public'),
    availabilityMode: known('zonal'),
    subnet: known(idOf('Subnet', place)),
    vpc: undefined,
    elasticIp: how === 'public' ? known(idOf('ElasticIp', `${name} eip`)) : undefined,
  };
}

function interfaceEndpoint(places: readonly string[]): VpcEndpoint {
  return {
    ...gatewayEndpoint('vpce-sqs', { tables: '', service: 'com.amazonaws.ap-northeast-1.sqs' }),
    type: known('Interface'),
    subnets: collection(places.map((place) => idOf('Subnet', place))),
    securityGroups: collection([idOf('SecurityGroup', 'sg-ep')]),
    privateDnsEnabled: known(true),
  };
}

function workload(
  name: string,
  group: string,
  place: string,
  of: Pick<Drawn, 'kind' | 'publicIp'>,
): Workload {
  return {
    id: idOf('Workload', name),
    kind: of.kind,
    name,
    subnets: collection([idOf('Subnet', place)]),
    securityGroups: collection([idOf('SecurityGroup', group)]),
    publicIp: known(of.publicIp),
    ipv6: known('no'),
    privateIps: [],
    sourceDestCheck: known(true),
    instance: undefined,
    origin: line(12),
    origins: {},
    facts: {},
  };
}

function natInterface({ instance }: Drawn): NetworkInterface {
  return {
    id: idOf('NetworkInterface', 'eni-nat'),
    origin: line(16),
    origins: {},
    subnet: known(idOf('Subnet', 'p')),
    securityGroups: collection([idOf('SecurityGroup', 'sg-nat')]),
    privateIps: collection([]),
    sourceDestCheck: known(!instance.forwards),
    instance: undefined,
  };
}

const blocks: Readonly<Record<string, string>> = { a: '10.0.0.0/24', b: '10.0.1.0/24', p: '10.0.2.0/24' };

function networkFrom(of: Drawn): Network {
  const base = networkOf({
    vpcs: [vpc('vpc', '10.0.0.0/16'), vpc('vpc2', '10.1.0.0/16')],
    subnets: [
      ...names.map((name) =>
        subnet(name, blocks[name] ?? '', of.acls[name] ? { table: name, acl: 'acl' } : { table: name }),
      ),
      subnet('far', '10.1.0.0/24', { vpc: 'vpc2', table: 'far', ...(of.peering.acl ? { acl: 'acl' } : {}) }),
    ],
    routeTables: [
      ...names.map((name) => routeTable(name, of.tables[name].join('\n'))),
      routeTable('far', of.peering.back.join('\n')),
    ],
    securityGroups: [
      securityGroup('sg-app', of.rules.app.join('\n')),
      securityGroup('sg-other', of.rules.other.join('\n')),
      securityGroup('sg-ep', of.rules.ep.join('\n')),
      securityGroup('sg-nat', of.instance.rules.join('\n')),
    ],
    networkAcls: [networkAcl('acl', of.acl.join('\n'))],
    vpcEndpoints: [
      gatewayEndpoint('vpce-s3', {
        tables: of.gatewayOn.join(' '),
        service: 'com.amazonaws.ap-northeast-1.s3',
      }),
      ...(of.endpointIn.length === 0 ? [] : [interfaceEndpoint(of.endpointIn)]),
    ],
  });
  const igw = idOf('InternetGateway', 'igw');
  const nats = [natGateway('nat-p', 'p', of.nats['nat-p']), natGateway('nat-a', 'a', of.nats['nat-a'])];
  const workloads = [
    workload('app', 'sg-app', of.place, of),
    workload('other', 'sg-other', 'b', { kind: 'ec2-instance', publicIp: 'no' }),
    workload('far', 'sg-other', 'far', { kind: 'ec2-instance', publicIp: 'no' }),
  ];
  const eni = natInterface(of);
  const eip = idOf('ElasticIp', 'eip-nat');
  const pcx = idOf('VpcPeeringConnection', 'pcx-1');
  return {
    ...base,
    internetGateways: new Map([
      [
        igw,
        {
          id: igw,
          origin: line(13),
          origins: {},
          vpc: of.isAttached ? known(idOf('Vpc', 'vpc')) : undefined,
        },
      ],
    ]),
    natGateways: new Map(nats.map((each) => [each.id, each])),
    networkInterfaces: new Map([[eni.id, eni]]),
    elasticIps: new Map(
      of.instance.hasIp
        ? [
            [
              eip,
              {
                id: eip,
                origin: line(14),
                origins: {},
                publicIp: known(0x0303_0303 as Ipv4),
                instance: undefined,
                networkInterface: known(eni.id),
              },
            ],
          ]
        : [],
    ),
    vpcPeeringConnections: new Map([
      [
        pcx,
        {
          id: pcx,
          origin: line(15),
          origins: {},
          requester: known(idOf('Vpc', 'vpc')),
          accepter: known(idOf('Vpc', 'vpc2')),
          accepted: known(of.peering.isAccepted),
        },
      ],
    ]),
    workloads: new Map(workloads.map((each) => [each.id, each])),
  };
}

function targetOf(network: Network, { to: name }: Drawn): Target {
  const other = network.workloads.get(idOf('Workload', name));
  if (other !== undefined) return { kind: 'workload', workload: other, port: 443, label: name };
  if (name === 's3' || name === 'sqs') return { kind: 'service', short: name, label: name };
  const address = prefix(`${name}/32`).address;
  return { kind: 'address', family: 'ipv4', address, port: 443, label: name };
}

const clientPorts: Readonly<Record<string, readonly number[]>> = {
  'lambda-vpc': [1024, 32767, 32768, 50000, 50001, 61000, 61001, 65535],
  'ecs-fargate': [32768, 50000, 50001, 61000],
  'ec2-instance': [32768, 50000, 50001, 61000, 61001, 65535],
};
const natPorts = [1024, 32767, 32768, 50000, 50001, 61000, 61001, 65535];

/** The ends of both sides' blocks. */
function packetsOf(network: Network, of: Drawn, path: PathAnswer): readonly Packet[] {
  const sources = ends(blocks[of.place] ?? '');
  const destinations = path.destinations.filter((text) => !text.startsWith('+')).flatMap(ends);
  const otherSubnet = network.subnets.get(idOf('Subnet', of.to === 'far' ? 'far' : 'b'));
  return sources.flatMap((source) =>
    destinations.map((destination) => ({
      subnet: of.place,
      source,
      destination,
      port: 443,
      sourcePort: 0,
      groups: ['sg-app'],
      hasPublicIp: of.publicIp === 'yes',
      ...((of.to === 'other' || of.to === 'far') && otherSubnet !== undefined
        ? { receiver: { subnet: otherSubnet, groups: ['sg-other'], name: of.to, isWorkload: true } }
        : {}),
    })),
  );
}

function ends(text: string): readonly string[] {
  const { address, length } = prefix(text.includes('/') ? text : `${text}/32`);
  const low = Number(address);
  return [...new Set([low, low + 2 ** (32 - length) - 1])].map((value) =>
    [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.'),
  );
}

function sendAll(network: Network, of: Drawn, path: PathAnswer, packet: Packet): readonly Delivery[] {
  const send = (each: Packet): Delivery =>
    path.via.kind === 'interface-endpoint'
      ? deliverTo(network, each, path.via.component, prefixListOf)
      : deliver(network, each, prefixListOf);
  const ports = (clientPorts[of.kind] ?? []).map((sourcePort) => ({ ...packet, sourcePort }));
  const translated = natPorts.map((natPort) => ({ ...packet, sourcePort: 32768, natPort }));
  return [...ports, ...translated].map(send);
}

/** What one answer claims, against every packet; the first claim that does not hold. */
function contradiction(network: Network, of: Drawn, path: PathAnswer): string | undefined {
  for (const packet of packetsOf(network, of, path)) {
    const deliveries = sendAll(network, of, path, packet);
    const dropped = deliveries.find((each) => 'dropped' in each);
    const flow = `${packet.source} -> ${packet.destination}`;
    if (path.verdict === 'reachable') {
      if (dropped !== undefined && 'dropped' in dropped)
        return `${flow} is reachable by ${path.via.kind}, but dropped: ${dropped.dropped}`;
      const [first] = deliveries;
      const way = first !== undefined && 'delivered' in first ? first.delivered : '';
      if (way !== path.via.kind) return `${flow} is said to go by ${path.via.kind}, but goes by ${way}`;
    }
    if (path.verdict === 'blocked' && dropped === undefined)
      return `${flow} is blocked (${path.blockers.map(({ code }) => code).join()}), but delivered`;
  }
  return undefined;
}

function isByName(path: PathAnswer): boolean {
  return path.blockers.some(({ code }) => code.startsWith('DNS_') || code.startsWith('VPCE_'));
}

describe('answers for random networks hold for every packet that a slow reading sends', () => {
  it('reachable: all are delivered by that way; blocked: none is', () => {
    const verdicts = new Map<string, number>();
    fc.assert(
      fc.property(drawn, (of) => {
        const network = networkFrom(of);
        const app = network.workloads.get(idOf('Workload', 'app'));
        if (app === undefined) throw new Error('the client is there');
        const call: Call = proveOne(network, catalog, app, targetOf(network, of));
        for (const path of call.paths) {
          const kind = `${of.to} ${path.verdict} ${path.via.kind}`;
          verdicts.set(kind, (verdicts.get(kind) ?? 0) + 1);
          if (path.verdict === 'undetermined' || isByName(path)) continue;
          expect(contradiction(network, of, path)).toBeUndefined();
          if (path.verdict === 'reachable') expect(path.witness).toBeDefined();
        }
      }),
      { seed: 20261128, numRuns: Number(process.env.RUNS ?? 250) },
    );
    if (process.env.RUNS !== undefined) console.info(JSON.stringify([...verdicts].sort(), null, 1));
  });
});
