import { type Known, known } from '../../../base/known.ts';
import { unknownWord } from '../../../diagnostics/kinds/network-values.ts';
import { type Ipv4, parseIpv4 } from '../../../ip/address.ts';
import { type Id, type IdKind, idOf } from '../../../model/identity.ts';
import type {
  EgressOnlyInternetGateway,
  ElasticIp,
  InternetGateway,
  NatGateway,
} from '../../../model/network.ts';
import type { ResourceInstance } from '../instances.ts';
import { Attached, idsOf, targetsAt } from './attached.ts';
import {
  argumentOf,
  attributeOf,
  blocksAt,
  type Declared,
  declaredBy,
  elementsOf,
  originOf,
  originsOf,
  textAt,
  textOf,
  unreadable,
} from './declared.ts';
import { nameOf } from './links.ts';
import { certain, invalid, linkAt, type Reading, report, requiredLinkAt } from './reading.ts';

/** IGW-1: attached by its own `vpc_id` or by `aws_internet_gateway_attachment`. */
export function readInternetGateways(reading: Reading): ReadonlyMap<Id<'InternetGateway'>, InternetGateway> {
  const managed = reading.managed('aws_internet_gateway');
  const attachments: Attached<'InternetGateway', InternetGateway['vpc']> = new Attached();
  for (const instance of reading.managed('aws_internet_gateway_attachment')) {
    const declared = declaredBy(instance);
    const candidates = idsOf('InternetGateway', managed);
    const targets = targetsAt(reading, 'InternetGateway', declared, 'internet_gateway_id', candidates);
    attachments.addOne(targets, requiredLinkAt(reading, 'Vpc', declared, 'vpc_id'));
  }
  const gateways = certain(managed).map((instance): InternetGateway => {
    const declared = declaredBy(instance);
    const id = idOf('InternetGateway', nameOf(instance));
    const { items, unknowns } = attachments.of(id);
    const [doubt] = unknowns;
    const apart =
      items[0] ?? (doubt === undefined ? undefined : ({ kind: 'unknown', unknown: doubt } as const));
    return {
      id,
      origin: originOf(declared),
      origins: originsOf(declared, { vpc: 'vpc_id' }),
      vpc: linkAt(reading, 'Vpc', declared, 'vpc_id') ?? apart,
    };
  });
  const lookedUp = certain(reading.data('aws_internet_gateway')).map((instance) =>
    lookedUpGateway(reading, instance),
  );
  return new Map([...lookedUp, ...gateways].map((gateway) => [gateway.id, gateway]));
}

function lookedUpGateway(reading: Reading, instance: ResourceInstance): InternetGateway {
  const declared = declaredBy(instance);
  return {
    id: idOf('InternetGateway', nameOf(instance)),
    origin: originOf(declared),
    origins: {},
    vpc: vpcInFilter(reading, declared) ?? unreadable(instance, 'attachments'),
  };
}

/** A gateway that is looked up by `attachment.vpc-id` is attached to that VPC. */
function vpcInFilter(reading: Reading, declared: Declared): Known<Id<'Vpc'>> | undefined {
  for (const filter of blocksAt(declared, 'filter').items) {
    const name = textAt(filter, 'name');
    const { items } = elementsOf(argumentOf(filter, 'values'));
    const [value] = items;
    if (name?.kind !== 'known' || name.value !== 'attachment.vpc-id' || value === undefined) continue;
    return items.length === 1 ? reading.links.link('Vpc', value, originOf(filter, 'values')) : undefined;
  }
  return undefined;
}

export function readEgressOnlyInternetGateways(
  reading: Reading,
): ReadonlyMap<Id<'EgressOnlyInternetGateway'>, EgressOnlyInternetGateway> {
  const gateways = certain(reading.managed('aws_egress_only_internet_gateway')).map((instance) => {
    const declared = declaredBy(instance);
    return {
      id: idOf('EgressOnlyInternetGateway', nameOf(instance)),
      origin: originOf(declared),
      origins: originsOf(declared, { vpc: 'vpc_id' }),
      vpc: requiredLinkAt(reading, 'Vpc', declared, 'vpc_id'),
    };
  });
  return new Map(gateways.map((gateway) => [gateway.id, gateway]));
}

export function readNatGateways(reading: Reading): ReadonlyMap<Id<'NatGateway'>, NatGateway> {
  const gateways = certain(reading.managed('aws_nat_gateway')).map((instance) =>
    readNatGateway(reading, instance),
  );
  const lookedUp = certain(reading.data('aws_nat_gateway')).map((instance) =>
    lookedUpNatGateway(reading, instance),
  );
  return new Map([...lookedUp, ...gateways].map((gateway) => [gateway.id, gateway]));
}

/** NAT-1, NAT-5, NAT-7: zonal in a subnet, regional in a VPC, public or private. */
function readNatGateway(reading: Reading, instance: ResourceInstance): NatGateway {
  const declared = declaredBy(instance);
  const mode = wordAt(reading, declared, 'availability_mode', ['zonal', 'regional'], 'zonal');
  const isRegional = mode.kind === 'known' && mode.value === 'regional';
  return {
    id: idOf('NatGateway', nameOf(instance)),
    origin: originOf(declared),
    origins: originsOf(declared, { subnet: 'subnet_id', elasticIp: 'allocation_id', vpc: 'vpc_id' }),
    connectivityType: wordAt(reading, declared, 'connectivity_type', ['public', 'private'], 'public'),
    availabilityMode: mode,
    subnet: isRegional ? undefined : requiredLinkAt(reading, 'Subnet', declared, 'subnet_id'),
    vpc: linkAt(reading, 'Vpc', declared, 'vpc_id'),
    elasticIp:
      linkAt(reading, 'ElasticIp', declared, 'allocation_id') ?? regionalElasticIp(reading, declared),
  };
}

/** A regional gateway may name addresses for each zone; the first stands for all. */
function regionalElasticIp(reading: Reading, declared: Declared): NatGateway['elasticIp'] {
  const [zone] = blocksAt(declared, 'availability_zone_address').items;
  if (zone === undefined) return undefined;
  const [first] = elementsOf(argumentOf(zone, 'allocation_ids')).items;
  return first === undefined ? undefined : reading.links.link('ElasticIp', first, originOf(zone));
}

function lookedUpNatGateway(reading: Reading, instance: ResourceInstance): NatGateway {
  const declared = declaredBy(instance);
  return {
    id: idOf('NatGateway', nameOf(instance)),
    origin: originOf(declared),
    origins: {},
    connectivityType: unreadable(instance, 'connectivity_type'),
    availabilityMode: unreadable(instance, 'availability_mode'),
    subnet: linkAt(reading, 'Subnet', declared, 'subnet_id') ?? unreadable(instance, 'subnet_id'),
    vpc: linkAt(reading, 'Vpc', declared, 'vpc_id'),
    elasticIp: unreadable(instance, 'allocation_id'),
  };
}

/** One word of a closed list; a word that is not in it is an unknown and told. */
export function wordAt<Word extends string>(
  reading: Reading,
  declared: Declared,
  name: string,
  words: readonly Word[],
  otherwise: Word,
): Known<Word> {
  const text = textAt(declared, name);
  if (text === undefined) return known(otherwise);
  if (text.kind === 'unknown') return text;
  const word = words.find((candidate) => candidate === text.value);
  if (word !== undefined) return known(word);
  const origin = originOf(declared, name);
  report(reading, unknownWord, { written: text.value, attribute: name, known: words }, origin);
  return invalid(origin);
}

/** Elastic IPs with what they hang on, by their own arguments or by `aws_eip_association`. */
export function readElasticIps(reading: Reading): ReadonlyMap<Id<'ElasticIp'>, ElasticIp> {
  const managed = reading.managed('aws_eip');
  const associations: Attached<'ElasticIp', Declared> = new Attached();
  for (const instance of reading.managed('aws_eip_association')) {
    const declared = declaredBy(instance);
    const targets = targetsAt(reading, 'ElasticIp', declared, 'allocation_id', idsOf('ElasticIp', managed));
    associations.addOne(targets, declared);
  }
  const addresses = certain(managed).map((instance) => {
    const declared = declaredBy(instance);
    const id = idOf('ElasticIp', nameOf(instance));
    const { items, unknowns } = associations.of(id);
    const [apart] = items;
    const [doubt] = unknowns;
    const doubtful = doubt === undefined ? undefined : ({ kind: 'unknown', unknown: doubt } as const);
    const linked = <Kind extends IdKind>(
      kind: Kind,
      own: string,
      other: string,
    ): Known<Id<Kind>> | undefined =>
      linkAt(reading, kind, declared, own) ??
      (apart === undefined ? doubtful : linkAt(reading, kind, apart, other));
    return {
      id,
      origin: originOf(declared),
      origins: {},
      publicIp: readPublicIp(declared),
      instance: linked('Instance', 'instance', 'instance_id'),
      networkInterface: linked('NetworkInterface', 'network_interface', 'network_interface_id'),
    };
  });
  return new Map(addresses.map((address) => [address.id, address]));
}

function readPublicIp(declared: Declared): Known<Ipv4> {
  const text = textAt(declared, 'address') ?? textOf(attributeOf(declared, 'public_ip'));
  const missing = unreadable(declared.instance, 'public_ip', 'known-after-apply');
  if (text === undefined) return missing;
  if (text.kind === 'unknown') return text;
  const address = parseIpv4(text.value);
  return address === undefined ? missing : known(address);
}
