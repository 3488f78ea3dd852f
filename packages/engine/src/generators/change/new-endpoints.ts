import { compareText } from '../../base/ordered.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { admittedByAddress } from '../../diagnostics/kinds/writing.ts';
import type { ModuleInstance } from '../../importers/terraform/evaluation/modules/module.ts';
import type { ProposedEndpoint } from '../../model/change.ts';
import type { Id } from '../../model/identity.ts';
import type { Draft } from './draft.ts';
import { endpointPolicy, type PolicyFacts } from './endpoint-policy.ts';
import { addressTexts, wordOf } from './group-rules.ts';
import {
  argument,
  block,
  comment,
  emptyLine,
  formatItems,
  type HclItem,
  listOf,
  quoted,
} from './hcl-text.ts';
import { type Placement, placeEndpoints } from './placement.ts';
import { policyText } from './policy-text.ts';

interface PlacedEndpoint {
  readonly endpoint: ProposedEndpoint;
  readonly placement: Placement;
  /** As HCL; `undefined` = AWS's default, which allows everything (POL-3). */
  readonly policy: string | undefined;
}

/** Writes endpoints that are not there yet, with the group that those of one VPC share. */
export function writeNewEndpoints(
  draft: Draft,
  endpoints: readonly ProposedEndpoint[],
  facts: PolicyFacts | undefined,
): void {
  for (const vpc of new Set(endpoints.map((endpoint) => endpoint.vpc))) {
    const own = endpoints.filter((endpoint) => endpoint.vpc === vpc);
    const placements = placeEndpoints(draft, vpc, own);
    const placed = own.flatMap((endpoint, i): PlacedEndpoint[] => {
      const placement = placements[i];
      if (placement !== undefined)
        return [{ endpoint, placement, policy: policyOf(draft, endpoint, placement, facts) }];
      draft.refuse(`endpoint ${endpoint.service}`, 'no-words');
      return [];
    });
    writeEndpointsOf(draft, vpc, placed);
  }
}

function policyOf(
  draft: Draft,
  endpoint: ProposedEndpoint,
  { module }: Placement,
  facts: PolicyFacts | undefined,
): string | undefined {
  if (endpoint.policy !== undefined) return policyText(endpoint.policy);
  return facts === undefined ? undefined : endpointPolicy(draft, module, endpoint, facts);
}

function writeEndpointsOf(draft: Draft, vpc: Id<'Vpc'>, placed: readonly PlacedEndpoint[]): void {
  const sorted = placed.toSorted(
    (a, b) => rank(a.endpoint) - rank(b.endpoint) || compareText(a.endpoint.service, b.endpoint.service),
  );
  const sharing = sorted.filter(
    ({ endpoint }) => endpoint.type === 'Interface' && endpoint.securityGroup === undefined,
  );
  if (sharing.length > 0) writeGroup(draft, vpc, sharing);
  for (const together of sameBlock(draft, sorted)) {
    for (const { placement } of together) useOutputs(draft, placement);
    const [first] = together;
    if (first === undefined) continue;
    draft.add(first.placement.module, endpointItems(draft, together, first), vpc);
  }
}

function rank({ type }: ProposedEndpoint): number {
  return type === 'Gateway' ? 0 : 1;
}

function useOutputs(draft: Draft, { vpc, subnets, routeTables, securityGroup }: Placement): void {
  draft.addOutputs(vpc.outputs);
  draft.addOutputs(subnets.outputs);
  draft.addOutputs(routeTables.outputs);
  draft.addOutputs(securityGroup?.outputs ?? []);
}

/** Interface endpoints that differ in nothing but the service stand in one block when the user does so. */
function sameBlock(draft: Draft, placed: readonly PlacedEndpoint[]): readonly (readonly PlacedEndpoint[])[] {
  const groups = new Map<string, PlacedEndpoint[]>();
  for (const [i, one] of placed.entries()) {
    const { endpoint, placement } = one;
    const { usesForEach } = draft.conventions(placement.module);
    const mayShare = usesForEach && endpoint.type === 'Interface';
    const shared = [
      placement.module.address,
      placement.subnets.text,
      placement.securityGroup?.text,
      endpoint.privateDnsEnabled,
      one.policy === undefined,
    ];
    const key = mayShare ? JSON.stringify(shared) : String(i);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

function endpointItems(
  draft: Draft,
  together: readonly PlacedEndpoint[],
  first: PlacedEndpoint,
): readonly HclItem[] {
  const callers = [...new Set(together.flatMap(({ endpoint }) => endpoint.callers))].toSorted();
  const told = callers.length === 0 ? [] : [comment(shortList(callers))];
  const isShared = together.length > 1;
  const { label } = draft.conventions(first.placement.module);
  const name = isShared
    ? label('aws_vpc_endpoint', 'interface', 'private')
    : label('aws_vpc_endpoint', first.endpoint.service);
  const items = isShared ? sharedItems(draft, together, first) : singleItems(draft, first);
  return [...told, block(`resource "aws_vpc_endpoint" "${name}"`, items)];
}

/** So many callers are named; the rest is counted. */
const namedCallersMax = 4;

function shortList(callers: readonly string[]): string {
  const named = callers.slice(0, namedCallersMax).join(', ');
  const more = callers.length - namedCallersMax;
  return more > 0 ? `${named}, +${more}` : named;
}

function singleItems(draft: Draft, { endpoint, placement, policy }: PlacedEndpoint): readonly HclItem[] {
  const conventions = draft.conventions(placement.module);
  const service = conventions.serviceName(endpoint.service, endpoint.serviceName);
  const tags = conventions.tags(conventions.name(endpoint.service));
  return [
    ...plainItems(draft, endpoint, placement, service),
    ...(policy === undefined ? [] : [emptyLine, argument('policy', policy)]),
    ...(tags === undefined ? [] : [emptyLine, argument('tags', tags)]),
  ];
}

function plainItems(
  draft: Draft,
  endpoint: ProposedEndpoint,
  placement: Placement,
  service: string,
): readonly HclItem[] {
  const base = [
    argument('vpc_id', placement.vpc.text),
    argument('service_name', service),
    argument('vpc_endpoint_type', quoted(endpoint.type)),
  ];
  if (endpoint.type === 'Gateway')
    return [...base, argument('route_table_ids', listText(placement.routeTables.text))];
  const group = placement.securityGroup?.text ?? `${draft.groups.get(endpoint.vpc)?.address ?? ''}.id`;
  return [
    ...base,
    argument('subnet_ids', listText(placement.subnets.text)),
    argument('security_group_ids', `[${group}]`),
    argument('private_dns_enabled', String(endpoint.privateDnsEnabled)),
  ];
}

/** A list that is too long for one line stands on several. */
function listText(text: string): string {
  const elements = /^\[([^[\]]*(?:\[[^\]]*\][^[\]]*)*)\]$/.exec(text)?.[1];
  const isList = elements !== undefined && !/^for\b/.test(elements) && text.length > 90;
  return isList ? listOf(elements.split(/,\s*/)) : text;
}

/** One block for several services, each by its short name. */
function sharedItems(
  draft: Draft,
  together: readonly PlacedEndpoint[],
  { endpoint, placement }: PlacedEndpoint,
): readonly HclItem[] {
  const conventions = draft.conventions(placement.module);
  const services = together.map((one) => quoted(one.endpoint.service));
  const policies = together.flatMap(({ endpoint: { service }, policy }) =>
    policy === undefined ? [] : [argument(quoted(service), policy)],
  );
  const service = conventions.serviceName(endpoint.service, endpoint.serviceName);
  const eachService = service.slice(0, -endpoint.service.length - 1);
  const tags = conventions.tags(eachName(conventions.name('naisen-each-key')));
  return [
    argument(
      'for_each',
      policies.length > 0 ? `{\n${formatItems(policies, 1)}}` : `toset(${listOf(services)})`,
    ),
    emptyLine,
    ...plainItems(draft, endpoint, placement, `${eachService}\${each.key}"`),
    ...(policies.length > 0 ? [argument('policy', 'each.value')] : []),
    ...(tags === undefined ? [] : [emptyLine, argument('tags', tags)]),
  ];
}

/** The name of one service, made into that of each. */
function eachName(name: string): string {
  const each = name.replace(/naisen[-_]each[-_]key/, '${each.key}');
  return each === '"${each.key}"' ? 'each.key' : each;
}

/** A group that admits HTTPS from the callers' groups, and nothing else. It needs no way out. */
function writeGroup(draft: Draft, vpc: Id<'Vpc'>, sharing: readonly PlacedEndpoint[]): void {
  const [first] = sharing;
  if (first === undefined) return;
  const { module } = first.placement;
  const conventions = draft.conventions(module);
  const label = conventions.label('aws_security_group', 'vpc_endpoints', 'private_endpoints');
  const address = `aws_security_group.${label}`;
  draft.groups.set(vpc, { module, address });
  const name = conventions.plainName(label);
  const tags = conventions.tags(name);
  draft.add(
    module,
    [
      block(`resource "aws_security_group" "${label}"`, [
        argument('name', name),
        argument('description', quoted('HTTPS from workloads to VPC endpoints')),
        argument('vpc_id', first.placement.vpc.text),
        ...(tags === undefined ? [] : [emptyLine, argument('tags', tags)]),
      ]),
    ],
    vpc,
  );
  for (const rule of rulesOf(draft, vpc, sharing, module)) {
    const words = sharing.length === 0 ? [] : [`${label}_from_${rule.word}`, `${label}_https`];
    draft.add(module, ruleItems(draft, module, address, rule, words), vpc);
  }
}

/** Who is admitted: one source, and a word for the rule's name. */
interface AdmittedSource {
  readonly word: string;
  readonly kind: 'security-group' | 'cidr';
  readonly text: string;
}

/** Inbound rules of one group, unless AWS was asked for more (the quota of 2026-11). */
const rulesMax = 60;

function rulesOf(
  draft: Draft,
  vpc: Id<'Vpc'>,
  sharing: readonly PlacedEndpoint[],
  module: ModuleInstance,
): readonly AdmittedSource[] {
  const unnamed = sharing.filter(({ placement }) => placement.callerGroups === undefined);
  if (unnamed.length > 0) {
    const callers = [...new Set(unnamed.flatMap(({ endpoint }) => endpoint.callers))].toSorted();
    draft.tell(diagnose(admittedByAddress, { vpc, callers, because: 'unnamed' }, undefined));
    return addressesOf(draft, vpc, module);
  }
  const groups = new Map(
    sharing.flatMap(({ placement }) => placement.callerGroups ?? []).map((one) => [one.text, one]),
  );
  if (groups.size > rulesMax) {
    draft.tell(diagnose(admittedByAddress, { vpc, callers: [], because: 'many' }, undefined));
    return addressesOf(draft, vpc, module);
  }
  for (const { outputs } of groups.values()) draft.addOutputs(outputs);
  return [...groups.keys()]
    .toSorted(compareText)
    .map((text) => ({ word: wordOf(text), kind: 'security-group', text }));
}

function addressesOf(draft: Draft, vpc: Id<'Vpc'>, module: ModuleInstance): readonly AdmittedSource[] {
  return addressTexts(draft, module, vpc).map((text, i) => ({
    word: i === 0 ? 'vpc' : `vpc_${i + 1}`,
    kind: 'cidr',
    text,
  }));
}

function ruleItems(
  draft: Draft,
  module: ModuleInstance,
  group: string,
  { kind, text }: AdmittedSource,
  words: readonly string[],
): readonly HclItem[] {
  const { label, usesOldRules } = draft.conventions(module);
  const type = usesOldRules ? 'aws_security_group_rule' : 'aws_vpc_security_group_ingress_rule';
  const header = `resource "${type}" "${label(type, ...words)}"`;
  const ports = [argument('from_port', '443'), argument('to_port', '443')];
  if (usesOldRules) {
    const source =
      kind === 'cidr' ? argument('cidr_blocks', `[${text}]`) : argument('source_security_group_id', text);
    const items = [argument('type', '"ingress"'), argument('security_group_id', `${group}.id`), source];
    return [block(header, [...items, ...ports, argument('protocol', '"tcp"')])];
  }
  const source =
    kind === 'cidr' ? argument('cidr_ipv4', text) : argument('referenced_security_group_id', text);
  const items = [argument('security_group_id', `${group}.id`), source, ...ports];
  return [block(header, [...items, argument('ip_protocol', '"tcp"')])];
}
