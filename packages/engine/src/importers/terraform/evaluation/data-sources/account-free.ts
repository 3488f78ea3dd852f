import { stringValue } from '../../values/construct.ts';
import type { Value } from '../../values/value.ts';
import type { PartitionFacts } from '../facts.ts';
import type { InstanceContext } from '../resources/provider-rules.ts';
import type { DataSource } from './data-source.ts';
import { isAbsent, textOf } from './read-values.ts';

/** Data sources about the provider itself, which need no account. */
export const accountFreeSources: Readonly<Record<string, DataSource>> = {
  aws_region: computeRegion,
  aws_partition: computePartition,
  aws_default_tags: computeDefaultTags,
  aws_arn: computeArn,
  aws_service_principal: computeServicePrincipal,
  aws_service: computeService,
};

function computeRegion(values: ReadonlyMap<string, Value>, context: InstanceContext): Record<string, Value> {
  const asked = values.get('name');
  const region = isAbsent(asked) || asked?.kind === 'unknown' ? context.region : (asked ?? context.region);
  const named = { name: region, id: region, region };
  const name = textOf(region);
  if (name === undefined) return named;
  const description = context.session.facts.regionDescription?.(name);
  const partition = context.session.facts.partitionOf(name);
  return {
    ...named,
    ...(description === undefined ? {} : { description: stringValue(description) }),
    ...(partition === undefined ? {} : { endpoint: stringValue(`ec2.${name}.${partition.dnsSuffix}`) }),
  };
}

const commercial: PartitionFacts = {
  partition: 'aws',
  dnsSuffix: 'amazonaws.com',
  reverseDnsPrefix: 'com.amazonaws',
};

/** The Region's partition; the commercial one is assumed when the Region is not known. */
function partitionOf(context: InstanceContext): PartitionFacts {
  const region = textOf(context.region);
  const known = region === undefined ? undefined : context.session.facts.partitionOf(region);
  if (known === undefined) context.session.assume({ kind: 'partition', detail: commercial.partition });
  return known ?? commercial;
}

function computePartition(
  _values: ReadonlyMap<string, Value>,
  context: InstanceContext,
): Record<string, Value> {
  const { partition, dnsSuffix, reverseDnsPrefix } = partitionOf(context);
  return {
    partition: stringValue(partition),
    id: stringValue(partition),
    dns_suffix: stringValue(dnsSuffix),
    reverse_dns_prefix: stringValue(reverseDnsPrefix),
  };
}

function computeDefaultTags(
  _values: ReadonlyMap<string, Value>,
  context: InstanceContext,
): Record<string, Value> {
  const { defaultTags } = context.provider;
  const id = stringValue(partitionOf(context).partition);
  if (defaultTags.kind !== 'null') return { tags: defaultTags, id };
  return { tags: { kind: 'map', element: { kind: 'string' }, entries: new Map() }, id };
}

/** `arn:partition:service:region:account:resource` */
function computeArn(values: ReadonlyMap<string, Value>): Record<string, Value> {
  const arn = textOf(values.get('arn'));
  const parts = arn?.split(':') ?? [];
  if (arn === undefined || parts.length < 6) return {};
  const [, partition = '', service = '', region = '', account = ''] = parts;
  return {
    id: stringValue(arn),
    partition: stringValue(partition),
    service: stringValue(service),
    region: stringValue(region),
    account: stringValue(account),
    resource: stringValue(parts.slice(5).join(':')),
  };
}

/** Names in the China and isolated partitions differ by service, so they stay unknown. */
function computeServicePrincipal(
  values: ReadonlyMap<string, Value>,
  context: InstanceContext,
): Record<string, Value> {
  const service = textOf(values.get('service_name'));
  const region = textOf(values.get('region')) ?? textOf(context.region);
  const { partition, dnsSuffix } = partitionOf(context);
  if (service === undefined || (partition !== 'aws' && partition !== 'aws-us-gov')) return {};
  const name = stringValue(`${service}.${dnsSuffix}`);
  if (region === undefined) return { name, suffix: stringValue(dnsSuffix) };
  return {
    name,
    suffix: stringValue(dnsSuffix),
    region: stringValue(region),
    id: stringValue(`${service}.${region}.${dnsSuffix}`),
  };
}

/** One of `service_id`, `dns_name` and `reverse_dns_name` is given; the others follow. */
function computeService(values: ReadonlyMap<string, Value>, context: InstanceContext): Record<string, Value> {
  const facts = partitionOf(context);
  const named = nameOfService(values, facts, context);
  if (named === undefined) return {};
  const { service, region } = named;
  const reversed = stringValue(`${facts.reverseDnsPrefix}.${region}.${service}`);
  return {
    service_id: stringValue(service),
    region: stringValue(region),
    dns_name: stringValue(`${service}.${region}.${facts.dnsSuffix}`),
    reverse_dns_name: reversed,
    reverse_dns_prefix: stringValue(facts.reverseDnsPrefix),
    partition: stringValue(facts.partition),
    id: reversed,
  };
}

interface NamedService {
  readonly service: string;
  readonly region: string;
}

function nameOfService(
  values: ReadonlyMap<string, Value>,
  facts: PartitionFacts,
  context: InstanceContext,
): NamedService | undefined {
  const region = textOf(values.get('region')) ?? textOf(context.region);
  const id = textOf(values.get('service_id'));
  if (id !== undefined) return region === undefined ? undefined : { service: id, region };
  const reversed = textOf(values.get('reverse_dns_name'));
  if (reversed?.startsWith(`${facts.reverseDnsPrefix}.`) === true) {
    const [first = '', ...rest] = reversed.slice(facts.reverseDnsPrefix.length + 1).split('.');
    return { region: first, service: rest.join('.') };
  }
  const dnsName = textOf(values.get('dns_name'));
  if (dnsName?.endsWith(`.${facts.dnsSuffix}`) !== true) return undefined;
  const parts = dnsName.slice(0, -facts.dnsSuffix.length - 1).split('.');
  return { region: parts.at(-1) ?? '', service: parts.slice(0, -1).join('.') };
}
