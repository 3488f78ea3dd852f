import {
  boolValue,
  listOf,
  listType,
  numberValue,
  objectOf,
  objectType,
  setOf,
  stringType,
  stringValue,
} from '../../values/construct.ts';
import type { Value } from '../../values/value.ts';
import { unknownAttribute } from '../expressions/unknown-parts.ts';
import type { PrefixListFacts } from '../facts.ts';
import type { InstanceContext } from '../resources/provider-rules.ts';
import type { DataSource } from './data-source.ts';
import { filtersOf, isAbsent, textOf, textsOf } from './read-values.ts';

/** Data sources of the network that dated facts answer. */
export const networkSources: Readonly<Record<string, DataSource>> = {
  aws_availability_zones: computeZones,
  aws_availability_zone: computeZone,
  aws_vpc_endpoint_service: computeEndpointService,
  aws_prefix_list: computePrefixList,
  aws_ec2_managed_prefix_list: computeManagedPrefixList,
};

/**
 * The Region's zones that need no opt-in. Which of them an account sees may differ, so that is an
 * assumption; zone ids differ in each account.
 */
function computeZones(values: ReadonlyMap<string, Value>, context: InstanceContext): Record<string, Value> {
  const region = textOf(context.region);
  const all = region === undefined ? undefined : context.session.facts.availabilityZones(region);
  const excluded = textsOf(values.get('exclude_names'));
  if (region === undefined || all === undefined || excluded === undefined || !isOrdinary(values)) return {};
  const names = all.filter((name) => !excluded.includes(name));
  context.session.assume({ kind: 'availability-zones', detail: `${region}: ${names.join(', ')}` });
  const ids = unknownAttribute(listType(stringType), { address: context.address, path: 'zone_ids' });
  return {
    id: stringValue(region),
    names: listOf(stringType, names.map(stringValue)),
    group_names: setOf(stringType, [stringValue(region)]),
    zone_ids: { ...ids, length: names.length },
  };
}

/** Whether the question is for the zones that everybody has. */
function isOrdinary(values: ReadonlyMap<string, Value>): boolean {
  const filters = filtersOf(values.get('filter'));
  const state = values.get('state');
  if (filters === undefined || !(isAbsent(state) || textOf(state) === 'available')) return false;
  const excludedIds = values.get('exclude_zone_ids');
  if (textsOf(excludedIds)?.length !== 0) return false;
  if (!isAbsent(values.get('all_availability_zones')) && !isFalse(values.get('all_availability_zones'))) {
    return values.get('all_availability_zones')?.kind === 'bool' && asksWithoutOptIn(filters);
  }
  return [...filters].every(([name, wanted]) =>
    ordinaryFilters.get(name)?.some((word) => wanted.includes(word)),
  );
}

function isFalse(value: Value | undefined): boolean {
  return value?.kind === 'bool' && !value.value;
}

function asksWithoutOptIn(filters: ReadonlyMap<string, readonly string[]>): boolean {
  const wanted = filters.get('opt-in-status');
  return wanted?.length === 1 && wanted[0] === 'opt-in-not-required' && filters.size === 1;
}

const ordinaryFilters: ReadonlyMap<string, readonly string[]> = new Map([
  ['opt-in-status', ['opt-in-not-required']],
  ['zone-type', ['availability-zone']],
  ['state', ['available']],
]);

function computeZone(values: ReadonlyMap<string, Value>): Record<string, Value> {
  const name = textOf(values.get('name'));
  const region = name === undefined ? undefined : /^(.+-\d+)([a-z])$/.exec(name);
  if (name === undefined || region === undefined || region === null) return {};
  return {
    id: stringValue(name),
    region: stringValue(region[1] ?? ''),
    group_name: stringValue(region[1] ?? ''),
    name_suffix: stringValue(region[2] ?? ''),
    zone_type: stringValue('availability-zone'),
  };
}

function computeEndpointService(
  values: ReadonlyMap<string, Value>,
  context: InstanceContext,
): Record<string, Value> {
  const region = textOf(context.region);
  const service = textOf(values.get('service'));
  const name =
    textOf(values.get('service_name')) ??
    (region === undefined || service === undefined ? undefined : `com.amazonaws.${region}.${service}`);
  if (name === undefined) return {};
  const facts = context.session.facts.endpointService(name);
  const asked = textOf(values.get('service_type'));
  const type = asked ?? (facts?.types.length === 1 ? facts.types[0] : undefined);
  return {
    service_name: stringValue(name),
    ...(type === undefined ? {} : { service_type: stringValue(type) }),
    ...(facts?.supportsPolicy === undefined
      ? {}
      : { vpc_endpoint_policy_supported: boolValue(facts.supportsPolicy) }),
    ...(facts?.privateDnsName === undefined ? {} : { private_dns_name: stringValue(facts.privateDnsName) }),
  };
}

/** `com.amazonaws.ap-northeast-1.s3` → facts about AWS's own list of that name. */
function prefixListNamed(name: string | undefined, context: InstanceContext): PrefixListFacts | undefined {
  const found = name === undefined ? null : /^com\.amazonaws\.([a-z]{2}(?:-[a-z]+)+-\d+)\.(.+)$/.exec(name);
  if (found !== null) return context.session.facts.prefixList(found[1] ?? '', found[2] ?? '');
  const global = name === undefined ? null : /^com\.amazonaws\.global\.(.+)$/.exec(name);
  return global === null ? undefined : context.session.facts.prefixList('global', global[1] ?? '');
}

function nameAsked(values: ReadonlyMap<string, Value>): string | undefined {
  const named = textOf(values.get('name'));
  if (named !== undefined) return named;
  const filtered = filtersOf(values.get('filter'))?.get('prefix-list-name');
  return filtered?.length === 1 ? filtered[0] : undefined;
}

function computePrefixList(
  values: ReadonlyMap<string, Value>,
  context: InstanceContext,
): Record<string, Value> {
  const name = nameAsked(values);
  if (name === undefined) return {};
  const facts = prefixListNamed(name, context);
  const id =
    facts?.id === undefined ? {} : { id: stringValue(facts.id), prefix_list_id: stringValue(facts.id) };
  const { ipv4 } = facts ?? {};
  const blocks = ipv4 === undefined ? {} : { cidr_blocks: listOf(stringType, ipv4.map(stringValue)) };
  return { name: stringValue(name), ...id, ...blocks };
}

const entryType = objectType({ cidr: stringType, description: stringType });

function computeManagedPrefixList(
  values: ReadonlyMap<string, Value>,
  context: InstanceContext,
): Record<string, Value> {
  const name = nameAsked(values);
  const facts = prefixListNamed(name, context);
  if (name === undefined) return {};
  if (facts === undefined) return { name: stringValue(name) };
  const isIpv6 = name.includes('.ipv6.');
  const prefixes = isIpv6 ? facts.ipv6 : facts.ipv4;
  const entries = prefixes?.map((cidr) =>
    objectOf([
      ['cidr', stringValue(cidr)],
      ['description', stringValue('')],
    ]),
  );
  return {
    name: stringValue(name),
    owner_id: stringValue('AWS'),
    address_family: stringValue(isIpv6 ? 'IPv6' : 'IPv4'),
    version: numberValue(0),
    ...(facts.id === undefined ? {} : { id: stringValue(facts.id) }),
    ...(entries === undefined ? {} : { entries: setOf(entryType, entries) }),
  };
}
