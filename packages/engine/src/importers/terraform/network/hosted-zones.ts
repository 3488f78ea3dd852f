import { type Collection, collection, type Known, known, type Unknown } from '../../../base/known.ts';
import { type Id, idOf } from '../../../model/identity.ts';
import type { HostedZone, HostedZoneRecord, ResolverRule } from '../../../model/network.ts';
import type { ResourceInstance } from '../instances.ts';
import type { Value } from '../values/value.ts';
import { Attached, idsOf, targetsAt } from './attached.ts';
import {
  argumentOf,
  blockAt,
  blocksAt,
  type Declared,
  declaredBy,
  elementsAt,
  flagAt,
  originOf,
  textAt,
  textOf,
  unreadable,
} from './declared.ts';
import { wordAt } from './gateways.ts';
import { nameOf } from './links.ts';
import { certain, joined, linksAt, type Reading } from './reading.ts';

const privateNamespace = 'aws_service_discovery_private_dns_namespace';

/** Private and public zones with their records, Cloud Map's private namespaces included. */
export function readHostedZones(reading: Reading): ReadonlyMap<Id<'HostedZone'>, HostedZone> {
  const managed = reading.managed('aws_route53_zone');
  const candidates = idsOf('HostedZone', managed);
  const vpcs: Attached<'HostedZone', Id<'Vpc'>> = new Attached();
  for (const instance of reading.managed('aws_route53_zone_association')) {
    const declared = declaredBy(instance);
    const targets = targetsAt(reading, 'HostedZone', declared, 'zone_id', candidates);
    vpcs.add(targets, linksAt(reading, 'Vpc', declared, 'vpc_id'));
  }
  const zones = [
    ...certain(reading.data('aws_route53_zone')).map((instance) => lookedUpZone(instance, vpcs)),
    ...certain(managed).map((instance) => readZone(reading, instance, vpcs)),
    ...certain(reading.managed(privateNamespace)).map((instance) => readNamespace(reading, instance)),
  ];
  const byId = new Map(zones.map((zone) => [zone.id, zone]));
  const records = readRecords(reading, byId);
  return new Map(
    zones.map((zone) => [zone.id, { ...zone, records: joined([zone.records, records.of(zone.id)]) }]),
  );
}

/** A zone with a VPC is private; AWS makes no private zone without one. */
function readZone(
  reading: Reading,
  instance: ResourceInstance,
  associations: Attached<'HostedZone', Id<'Vpc'>>,
): HostedZone {
  const declared = declaredBy(instance);
  const id = idOf('HostedZone', nameOf(instance));
  const { items, unknowns } = blocksAt(declared, 'vpc');
  const own = items.map((block) => linksAt(reading, 'Vpc', block, 'vpc_id'));
  const vpcs = joined([...own, collection<Id<'Vpc'>>([], unknowns), associations.of(id)]);
  const isPublic = vpcs.items.length + vpcs.unknowns.length === 0;
  return {
    id,
    origin: originOf(declared),
    origins: {},
    name: canonicalName(textAt(declared, 'name')) ?? unreadable(instance, 'name', 'not-given'),
    vpcs: isPublic ? undefined : collection([...new Set(vpcs.items)], vpcs.unknowns),
    records: collection<HostedZoneRecord>([]),
  };
}

/** Other records and VPCs of a zone that exists elsewhere are not known. */
function lookedUpZone(
  instance: ResourceInstance,
  associations: Attached<'HostedZone', Id<'Vpc'>>,
): HostedZone {
  const declared = declaredBy(instance);
  const id = idOf('HostedZone', nameOf(instance));
  const isPrivate = flagAt(declared, 'private_zone');
  const isPublic = isPrivate === undefined || (isPrivate.kind === 'known' && !isPrivate.value);
  const elsewhere = collection<Id<'Vpc'>>([], [unreadable(instance, 'vpc_id').unknown]);
  return {
    id,
    origin: originOf(declared),
    origins: {},
    name: canonicalName(textAt(declared, 'name')) ?? unreadable(instance, 'name'),
    vpcs: isPublic ? undefined : joined([associations.of(id), elsewhere]),
    records: collection<HostedZoneRecord>([], [unreadable(instance, 'records').unknown]),
  };
}

/** @see https://docs.aws.amazon.com/cloud-map/latest/dg/working-with-namespaces.html */
function readNamespace(reading: Reading, instance: ResourceInstance): HostedZone {
  const declared = declaredBy(instance);
  return {
    id: idOf('HostedZone', nameOf(instance)),
    origin: originOf(declared),
    origins: {},
    name: canonicalName(textAt(declared, 'name')) ?? unreadable(instance, 'name', 'not-given'),
    vpcs: linksAt(reading, 'Vpc', declared, 'vpc'),
    records: collection<HostedZoneRecord>([], [unreadable(instance, 'records', 'known-after-apply').unknown]),
  };
}

/** Lower case, without the dot at the end. */
function canonicalName(text: Known<string> | undefined): Known<string> | undefined {
  return text?.kind === 'known' ? known(text.value.toLowerCase().replace(/\.$/, '')) : text;
}

function readRecords(
  reading: Reading,
  zones: ReadonlyMap<Id<'HostedZone'>, HostedZone>,
): Attached<'HostedZone', HostedZoneRecord> {
  const records: Attached<'HostedZone', HostedZoneRecord> = new Attached();
  for (const instance of reading.managed('aws_route53_record')) {
    const declared = declaredBy(instance);
    const targets = targetsAt(reading, 'HostedZone', declared, 'zone_id', zones.keys());
    for (const id of targets.ids) {
      const zone = zones.get(id);
      if (zone === undefined) continue;
      records.add({ ids: [id], doubt: targets.doubt }, readRecord(reading, declared, zone));
    }
  }
  return records;
}

function readRecord(reading: Reading, declared: Declared, zone: HostedZone): Collection<HostedZoneRecord> {
  const type = textAt(declared, 'type');
  if (type?.kind !== 'known')
    return collection<HostedZoneRecord>([], type === undefined ? [] : [type.unknown]);
  const { items, unknowns } = elementsAt(declared, 'records');
  const texts = items.map(({ value }) => textOf(value));
  const alias = blockAt(declared, 'alias');
  const aliasValue = alias === undefined ? undefined : argumentOf(alias, 'name');
  return collection([
    {
      name: recordName(canonicalName(textAt(declared, 'name')), zone.name),
      type: type.value.toUpperCase(),
      values: collection(
        texts.flatMap((text) => (text?.kind === 'known' ? [text.value] : [])),
        [
          ...unknowns,
          ...texts.flatMap((text): Unknown[] => (text?.kind === 'unknown' ? [text.unknown] : [])),
        ],
      ),
      alias: aliasValue === undefined ? undefined : canonicalName(textOf(aliasValue)),
      endpoint: endpointOf(reading, [
        ...(aliasValue === undefined ? [] : [aliasValue]),
        ...items.map((i) => i.value),
      ]),
      origin: originOf(declared),
    },
  ]);
}

/** The provider appends the zone's name to a name that does not end in it; no name is the zone's own. */
function recordName(name: Known<string> | undefined, zone: Known<string>): Known<string> {
  if (name === undefined) return zone;
  if (name.kind === 'unknown') return name;
  if (zone.kind === 'unknown') return zone;
  const isWhole = name.value === zone.value || name.value.endsWith(`.${zone.value}`);
  return isWhole ? name : known(`${name.value}.${zone.value}`);
}

/** The endpoint whose DNS name a record leads to (`aws_vpc_endpoint.x.dns_entry[0].dns_name`). */
function endpointOf(reading: Reading, values: readonly Value[]): Id<'VpcEndpoint'> | undefined {
  for (const value of values) {
    const references = value.kind === 'unknown' ? value.unknown.references : [];
    for (const { address, path } of references) {
      const instance = reading.links.instanceAt(address);
      const isName = instance?.type === 'aws_vpc_endpoint' && path.startsWith('dns_entry');
      if (isName && instance.multiplicity === 'one') return idOf('VpcEndpoint', nameOf(instance));
    }
  }
  return undefined;
}

export function readResolverRules(reading: Reading): ReadonlyMap<Id<'ResolverRule'>, ResolverRule> {
  const managed = reading.managed('aws_route53_resolver_rule');
  const lookedUp = reading.data('aws_route53_resolver_rule');
  const vpcs: Attached<'ResolverRule', Id<'Vpc'>> = new Attached();
  for (const instance of reading.managed('aws_route53_resolver_rule_association')) {
    const declared = declaredBy(instance);
    const candidates = idsOf('ResolverRule', [...managed, ...lookedUp]);
    const targets = targetsAt(reading, 'ResolverRule', declared, 'resolver_rule_id', candidates);
    vpcs.add(targets, linksAt(reading, 'Vpc', declared, 'vpc_id'));
  }
  const rules = certain([...managed, ...lookedUp]).map((instance): ResolverRule => {
    const declared = declaredBy(instance);
    const id = idOf('ResolverRule', nameOf(instance));
    const isForeign = instance.mode === 'data';
    const elsewhere = isForeign ? [unreadable(instance, 'associations').unknown] : [];
    return {
      id,
      origin: originOf(declared),
      origins: {},
      domainName: canonicalName(textAt(declared, 'domain_name')) ?? unreadable(instance, 'domain_name'),
      ruleType: isForeign
        ? unreadable(instance, 'rule_type')
        : wordAt(reading, declared, 'rule_type', ['FORWARD', 'SYSTEM', 'RECURSIVE'], 'FORWARD'),
      vpcs: joined([vpcs.of(id), collection<Id<'Vpc'>>([], elsewhere)]),
    };
  });
  return new Map(rules.map((rule) => [rule.id, rule]));
}
