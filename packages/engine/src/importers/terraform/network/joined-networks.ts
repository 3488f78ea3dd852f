import { type Collection, collection, type Known, known, type Unknown } from '../../../base/known.ts';
import { type Id, idOf } from '../../../model/identity.ts';
import type {
  BlockPublicAccess,
  FlowLog,
  TransitGateway,
  VpcPeeringConnection,
} from '../../../model/network.ts';
import type { ResourceInstance } from '../instances.ts';
import { Attached, idsOf, targetsAt } from './attached.ts';
import {
  argumentOf,
  type Declared,
  declaredBy,
  flagAt,
  integerAt,
  isAbsent,
  originOf,
  originsOf,
  textAt,
  uncertainNumber,
  unreadable,
} from './declared.ts';
import { wordAt } from './gateways.ts';
import { isCertain, nameOf } from './links.ts';
import { certain, linkAt, linksAt, type Reading, requiredLinkAt } from './reading.ts';

export function readVpcPeeringConnections(
  reading: Reading,
): ReadonlyMap<Id<'VpcPeeringConnection'>, VpcPeeringConnection> {
  const managed = reading.managed('aws_vpc_peering_connection');
  const acceptances = readAcceptances(reading, idsOf('VpcPeeringConnection', managed));
  const lookedUp = certain(reading.data('aws_vpc_peering_connection'));
  const connections = certain([...lookedUp, ...managed]).map((instance): VpcPeeringConnection => {
    const declared = declaredBy(instance);
    const id = idOf('VpcPeeringConnection', nameOf(instance));
    return {
      id,
      origin: originOf(declared),
      origins: originsOf(declared, { requester: 'vpc_id', accepter: 'peer_vpc_id' }),
      requester: requiredLinkAt(reading, 'Vpc', declared, 'vpc_id'),
      accepter: requiredLinkAt(reading, 'Vpc', declared, 'peer_vpc_id'),
      accepted: isAccepted(instance, acceptances.of(id)),
    };
  });
  return new Map(connections.map((connection) => [connection.id, connection]));
}

function readAcceptances(
  reading: Reading,
  connections: readonly Id<'VpcPeeringConnection'>[],
): Attached<'VpcPeeringConnection', Known<boolean>> {
  const acceptances: Attached<'VpcPeeringConnection', Known<boolean>> = new Attached();
  for (const instance of reading.managed('aws_vpc_peering_connection_accepter')) {
    const declared = declaredBy(instance);
    const name = 'vpc_peering_connection_id';
    const targets = targetsAt(reading, 'VpcPeeringConnection', declared, name, connections);
    acceptances.addOne(targets, flagAt(declared, 'auto_accept') ?? known(false));
  }
  return acceptances;
}

/** PEER-2. Nobody accepts in this source: the other side may have done so. */
function isAccepted(instance: ResourceInstance, apart: Collection<Known<boolean>>): Known<boolean> {
  const own = flagAt(declaredBy(instance), 'auto_accept');
  const accepted = [own, ...apart.items].find((flag) => flag?.kind === 'known' && flag.value);
  return accepted ?? unreadable(instance, 'accept_status');
}

export function readTransitGateways(reading: Reading): ReadonlyMap<Id<'TransitGateway'>, TransitGateway> {
  const managed = certain(reading.managed('aws_ec2_transit_gateway'));
  const lookedUp = certain(reading.data('aws_ec2_transit_gateway'));
  const attachments: Attached<'TransitGateway', TransitGateway['attachments']['items'][number]> =
    new Attached();
  for (const instance of reading.managed('aws_ec2_transit_gateway_vpc_attachment')) {
    const declared = declaredBy(instance);
    const candidates = idsOf('TransitGateway', [...lookedUp, ...managed]);
    attachments.addOne(targetsAt(reading, 'TransitGateway', declared, 'transit_gateway_id', candidates), {
      vpc: requiredLinkAt(reading, 'Vpc', declared, 'vpc_id'),
      subnets: linksAt(reading, 'Subnet', declared, 'subnet_ids'),
    });
  }
  const gateways = [...lookedUp, ...managed].map((instance): TransitGateway => {
    const id = idOf('TransitGateway', nameOf(instance));
    const own = attachments.of(id);
    const elsewhere = instance.mode === 'data' ? [unreadable(instance, 'attachments').unknown] : [];
    return {
      id,
      origin: originOf(declaredBy(instance)),
      origins: {},
      attachments: collection(own.items, [...own.unknowns, ...elsewhere]),
    };
  });
  return new Map(gateways.map((gateway) => [gateway.id, gateway]));
}

export function readFlowLogs(reading: Reading): readonly FlowLog[] {
  return certain(reading.managed('aws_flow_log')).map((instance) => {
    const declared = declaredBy(instance);
    return {
      address: instance.address,
      vpc: linkAt(reading, 'Vpc', declared, 'vpc_id'),
      subnet: linkAt(reading, 'Subnet', declared, 'subnet_id'),
      trafficType: textAt(declared, 'traffic_type') ?? unreadable(instance, 'traffic_type', 'not-given'),
      logFormat: textAt(declared, 'log_format'),
      origin: originOf(declared),
      ...deliveryOf(reading, declared),
    };
  });
}

function deliveryOf(
  reading: Reading,
  declared: Declared,
): Pick<FlowLog, 'role' | 'logGroup' | 'destinationType' | 'aggregationInterval' | 'origins'> {
  const role = reading.links.referenced(argumentOf(declared, 'iam_role_arn'))?.instance;
  const group = reading.links.referenced(argumentOf(declared, 'log_destination'))?.instance;
  const interval = integerAt(declared, 'max_aggregation_interval');
  return {
    ...(role?.type === 'aws_iam_role' ? { role: role.address } : {}),
    ...(group?.type === 'aws_cloudwatch_log_group' ? { logGroup: group.address } : {}),
    ...(interval === undefined ? {} : { aggregationInterval: interval }),
    destinationType: textAt(declared, 'log_destination_type') ?? known('cloud-watch-logs'),
    origins: originsOf(declared, {
      trafficType: 'traffic_type',
      logFormat: 'log_format',
      aggregationInterval: 'max_aggregation_interval',
    }),
  };
}

/** BPA-1. Exclusions belong to each declared mode: the option is one for the whole Region. */
export function readBlockPublicAccess(reading: Reading): readonly BlockPublicAccess[] {
  const excluded = readExclusions(reading);
  return reading.managed('aws_vpc_block_public_access_options').map((instance) => {
    const declared = declaredBy(instance);
    const words = ['off', 'block-bidirectional', 'block-ingress'] as const;
    const mode = wordAt(reading, declared, 'internet_gateway_block_mode', words, 'off');
    return {
      mode: isCertain(instance) ? mode : { kind: 'unknown', unknown: uncertainNumber(instance) },
      excluded,
      origin: originOf(declared),
    };
  });
}

function readExclusions(reading: Reading): Collection<Id<'Vpc'> | Id<'Subnet'>> {
  const items: (Id<'Vpc'> | Id<'Subnet'>)[] = [];
  const unknowns: Unknown[] = [];
  for (const instance of reading.managed('aws_vpc_block_public_access_exclusion')) {
    const declared = declaredBy(instance);
    const isSubnet = !isAbsent(argumentOf(declared, 'subnet_id'));
    const link = isSubnet
      ? linkAt(reading, 'Subnet', declared, 'subnet_id')
      : linkAt(reading, 'Vpc', declared, 'vpc_id');
    const mode = textAt(declared, 'internet_gateway_exclusion_mode');
    // Both modes (`allow-bidirectional`, `allow-egress`) let calls out, and only calls out are asked.
    const isKnown = link?.kind === 'known' && mode?.kind === 'known' && isCertain(instance);
    if (isKnown) items.push(link.value);
    else unknowns.push(link?.kind === 'unknown' ? link.unknown : uncertainNumber(instance));
  }
  return collection(items, unknowns);
}
