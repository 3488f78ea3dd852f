import { formatReference, type Known, type Unknown } from '../base/known.ts';
import type { Catalog } from '../catalog/create-catalog.ts';
import type { HostnameClass } from '../catalog/hostname-classes.ts';
import {
  type AddressFamily,
  ipv4PrefixAt,
  ipv6PrefixAt,
  type Prefix,
  parseIpv4,
  parseIpv6,
} from '../ip/address.ts';
import { setOfPrefixes } from '../ip/ip-set.ts';
import type { Id, Origin } from '../model/identity.ts';
import type { HostedZone, HostedZoneRecord, Network, Vpc, VpcEndpoint } from '../model/network.ts';
import { type Claim, endpointsClaiming } from './private-names.ts';
import type { NameAnswer, Resolution, ResolutionFacts, ResolutionStep } from './resolution.ts';

const resolver = 'AmazonProvidedDNS';

/**
 * What a client in a VPC is answered when it asks for a name.
 *
 * The VPC's resolver takes the most specific of: forward rules, private hosted zones, the hidden zones of
 * interface endpoints with private DNS, then public DNS (DNS-4). A private zone that matches and has no
 * record ends the search (DNS-5).
 *
 * @param families which record types the client asks for
 */
export function resolveName(
  network: Network,
  catalog: Catalog,
  vpc: Vpc,
  hostname: string,
  families: readonly AddressFamily[],
): Resolution {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  const host = catalog.classifyHostname(name);
  const asked = families.filter((family) => mayHave(host, family));
  const support = checkResolver(vpc, name);
  if (support !== undefined) return withIntended(support, network, catalog, vpc, name, host, asked);
  if (host.kind === 'endpoint') return resolveEndpointName(network, catalog, vpc, name, host);
  const rule = forwardRule(network, vpc, name);
  const zone = closestZone(network, vpc, name);
  const claims = endpointsClaiming(network, catalog, vpc, name, host);
  if (rule !== undefined && rule.labels >= Math.max(zone?.labels ?? 0, 0)) return rule.resolution;
  if (zone !== undefined && zone.unknown !== undefined)
    return undetermined('UNKNOWN_NOT_GIVEN', zone.unknown, zone.zone.origin);
  const winner = claims.claiming.find((claim) => claim.kind === 'claims');
  if (zone !== undefined && (winner === undefined || zone.labels > winner.labels)) {
    return resolveInZone(network, zone.zone, name, asked);
  }
  return resolveByClaims(claims.claiming, claims.steps, host, name, asked);
}

/** Which record types the public name is known to have; names of others may have both. */
function mayHave(host: HostnameClass, family: AddressFamily): boolean {
  if (host.kind === 'service' || host.kind === 'service-without-endpoint')
    return family === 'ipv4' || host.families.includes(family);
  return family === 'ipv4' || host.kind === 'not-aws';
}

type NoAnswer = Extract<Resolution, { kind: 'no-answer' }>;

/** DNS-2 and DNS-6: does the AWS resolver answer this client at all? */
function checkResolver(vpc: Vpc, name: string): Resolution | undefined {
  const { enableDnsSupport, dhcpOptions } = vpc;
  if (enableDnsSupport.kind === 'unknown')
    return undetermined('UNKNOWN_UNTIL_APPLY', enableDnsSupport.unknown, vpc.origin);
  if (!enableDnsSupport.value) {
    const origin = vpc.origins.enableDnsSupport ?? vpc.origin;
    const facts = { vpc: vpc.id, name };
    const rules = ['DNS-2'];
    const step = makeStep(
      'DNS_SUPPORT_DISABLED',
      'block',
      vpc.id,
      'enable_dns_support = false',
      facts,
      rules,
      origin,
    );
    const blocker = {
      code: 'DNS_SUPPORT_DISABLED',
      component: vpc.id,
      facts,
      rules,
      origin,
      mend: 'ENABLE_DNS_SUPPORT',
    };
    return { kind: 'no-answer', steps: [step], blocker, intended: [] };
  }
  if (dhcpOptions === undefined) return undefined;
  if (dhcpOptions.kind === 'unknown')
    return undetermined('UNKNOWN_DNS_SERVER', dhcpOptions.unknown, vpc.origin);
  const { domainNameServers, origin } = dhcpOptions.value;
  const foreign = domainNameServers.items.filter(
    (server) => server !== resolver && server !== '169.254.169.253',
  );
  if (foreign.length === 0 && domainNameServers.unknowns.length === 0) return undefined;
  const what = foreign.length > 0 ? foreign.join(', ') : describeUnknown(domainNameServers.unknowns[0]);
  return {
    kind: 'undetermined',
    steps: [
      makeStep(
        'UNKNOWN_DNS_SERVER',
        'unknown',
        what,
        'domain_name_servers',
        { servers: foreign },
        ['DNS-6'],
        origin,
      ),
    ],
    missing: [{ code: 'UNKNOWN_DNS_SERVER', what, unknown: domainNameServers.unknowns[0], origin }],
  };
}

function withIntended(
  resolution: Resolution,
  network: Network,
  catalog: Catalog,
  vpc: Vpc,
  name: string,
  host: HostnameClass,
  families: readonly AddressFamily[],
): Resolution {
  if (resolution.kind !== 'no-answer') return resolution;
  const mended: Vpc = { ...vpc, enableDnsSupport: { kind: 'known', value: true } };
  const claims = endpointsClaiming(network, catalog, mended, name, host);
  const would = resolveByClaims(claims.claiming, [], host, name, families);
  return { ...(resolution as NoAnswer), intended: would.kind === 'answer' ? would.answers : [] };
}

function makeStep(
  code: string,
  outcome: ResolutionStep['outcome'],
  component: string,
  decided: string,
  facts: ResolutionFacts,
  rules: readonly string[],
  origin: Origin | undefined,
): ResolutionStep {
  return { code, outcome, component, decided, facts, rules, origin };
}

function undetermined(code: string, unknown: Unknown, origin: Origin | undefined): Resolution {
  const what = describeUnknown(unknown);
  return {
    kind: 'undetermined',
    steps: [makeStep(code, 'unknown', resolver, what, { what }, ['ENG-2'], origin)],
    missing: [{ code, what, unknown, origin }],
  };
}

export function describeUnknown(unknown: Unknown | undefined): string {
  return unknown?.references.map(formatReference).join(', ') ?? '';
}

/** DNS-9: the endpoint's own names are public DNS with private answers. */
function resolveEndpointName(
  network: Network,
  catalog: Catalog,
  vpc: Vpc,
  name: string,
  host: Extract<HostnameClass, { kind: 'endpoint' }>,
): Resolution {
  const inVpc = [...network.vpcEndpoints.values()].filter((endpoint) => isInterfaceIn(endpoint, vpc.id));
  const byId = inVpc.find((endpoint) => endpoint.id === host.endpointId);
  const ofService = inVpc.filter((endpoint) => shortNameIs(catalog, endpoint, host.service));
  const endpoint = byId ?? (ofService.length === 1 ? ofService[0] : undefined);
  if (endpoint === undefined) {
    return undetermined(
      'UNKNOWN_NOT_GIVEN',
      { reason: 'not-given', references: [{ address: host.endpointId, path: '' }] },
      vpc.origin,
    );
  }
  const assumed = byId === undefined;
  const facts = { name, vpcEndpoint: endpoint.id, assumed };
  const step = makeStep('DNS_PRIVATE_ANSWER', 'pass', endpoint.id, name, facts, ['DNS-9'], endpoint.origin);
  return answerOf(endpoint, [step], name);
}

function isInterfaceIn(endpoint: VpcEndpoint, vpc: Id<'Vpc'>): boolean {
  const isInterface = endpoint.type.kind === 'known' && endpoint.type.value === 'Interface';
  return isInterface && endpoint.vpc.kind === 'known' && endpoint.vpc.value === vpc;
}

function shortNameIs(catalog: Catalog, endpoint: VpcEndpoint, shortName: string): boolean {
  return (
    endpoint.serviceName.kind === 'known' &&
    catalog.serviceByEndpointName(endpoint.serviceName.value)?.service.short === shortName
  );
}

/** IF-17: an endpoint without subnets has no ENI to answer with. */
function answerOf(endpoint: VpcEndpoint, steps: readonly ResolutionStep[], name: string): Resolution {
  const families: AddressFamily[] =
    endpoint.ipAddressType.kind === 'known' && endpoint.ipAddressType.value === 'ipv6' ? ['ipv6'] : ['ipv4'];
  const answers: NameAnswer[] = families.map((family) => ({
    kind: 'endpoint',
    family,
    endpoint: endpoint.id,
  }));
  if (endpoint.subnets.items.length > 0 || endpoint.subnets.unknowns.length > 0)
    return { kind: 'answer', answers, steps };
  const facts = { vpcEndpoint: endpoint.id, name };
  const rules = ['IF-17'];
  const { origin } = endpoint;
  return {
    kind: 'no-answer',
    steps: [
      ...steps,
      makeStep('VPCE_ENDPOINT_NO_SUBNET', 'block', endpoint.id, 'subnet_ids', facts, rules, origin),
    ],
    blocker: {
      code: 'VPCE_ENDPOINT_NO_SUBNET',
      component: endpoint.id,
      facts,
      rules,
      origin,
      mend: 'GIVE_ENDPOINT_SUBNETS',
    },
    intended: answers,
  };
}

interface FoundRule {
  readonly labels: number;
  readonly resolution: Resolution;
}

/** DNS-4: a forward rule sends the question to servers that are not in the input. */
function forwardRule(network: Network, vpc: Vpc, name: string): FoundRule | undefined {
  let found: FoundRule | undefined;
  for (const rule of network.resolverRules.values()) {
    if (!rule.vpcs.items.includes(vpc.id) && rule.vpcs.unknowns.length === 0) continue;
    if (rule.ruleType.kind === 'known' && rule.ruleType.value !== 'FORWARD') continue;
    if (rule.domainName.kind === 'unknown') {
      found ??= {
        labels: 99,
        resolution: undetermined('UNKNOWN_DNS_SERVER', rule.domainName.unknown, rule.origin),
      };
      continue;
    }
    const domain = rule.domainName.value.replace(/\.$/, '').toLowerCase();
    const labels = matchingLabels(name, domain);
    if (labels === undefined || labels <= (found?.labels ?? -1)) continue;
    const facts = { resolverRule: rule.id, name };
    const step = makeStep('DNS_FORWARD_RULE', 'unknown', rule.id, domain, facts, ['DNS-4'], rule.origin);
    const missing = [{ code: 'UNKNOWN_DNS_SERVER', what: rule.id, unknown: undefined, origin: rule.origin }];
    found = { labels, resolution: { kind: 'undetermined', steps: [step], missing } };
  }
  return found;
}

/** How many labels of the domain the name ends in; `undefined` = it does not. The root domain has none. */
function matchingLabels(name: string, domain: string): number | undefined {
  if (domain === '' || domain === '.') return 0;
  return name === domain || name.endsWith(`.${domain}`) ? domain.split('.').length : undefined;
}

interface FoundZone {
  readonly zone: HostedZone;
  readonly labels: number;
  /** Set when it is not known whether the zone matches. */
  readonly unknown: Unknown | undefined;
}

function closestZone(network: Network, vpc: Vpc, name: string): FoundZone | undefined {
  let closest: FoundZone | undefined;
  for (const zone of network.hostedZones.values()) {
    if (zone.vpcs === undefined) continue;
    const isHere = zone.vpcs.items.includes(vpc.id);
    if (!isHere && zone.vpcs.unknowns.length === 0) continue;
    const openAssociation = isHere ? undefined : zone.vpcs.unknowns[0];
    if (zone.name.kind === 'unknown') {
      closest ??= { zone, labels: 0, unknown: zone.name.unknown };
      continue;
    }
    const labels = matchingLabels(name, zone.name.value);
    if (labels === undefined || labels <= (closest?.labels ?? -1)) continue;
    closest = { zone, labels, unknown: openAssociation };
  }
  return closest;
}

/** DNS-5: the zone answers, or nothing does. */
function resolveInZone(
  network: Network,
  zone: HostedZone,
  name: string,
  families: readonly AddressFamily[],
): Resolution {
  const zoneName = known(zone.name) ?? zone.id;
  const records = zone.records.items.filter((record) => recordMatches(record, name));
  const exact = records.filter((record) => known(record.name) === name);
  const chosen = exact.length > 0 ? exact : records;
  const answers = families.flatMap((family) => zoneAnswers(network, chosen, family));
  if (answers.length > 0) {
    const record = chosen[0];
    const facts = { hostedZone: zone.id, name, record: known(record?.name) ?? name };
    const step = makeStep(
      'DNS_ZONE_OVERRIDES_SERVICE',
      'pass',
      zone.id,
      zoneName,
      facts,
      ['DNS-5'],
      record?.origin ?? zone.origin,
    );
    return { kind: 'answer', answers, steps: [step] };
  }
  const open = [...zone.records.unknowns, ...chosen.flatMap((record) => record.values.unknowns)][0];
  if (open !== undefined) return undetermined('UNKNOWN_UNTIL_APPLY', open, zone.origin);
  const facts = { hostedZone: zone.id, zone: zoneName, name };
  const rules = ['DNS-5'];
  const step = makeStep('DNS_ZONE_SHADOWS_SERVICE', 'block', zone.id, zoneName, facts, rules, zone.origin);
  const blocker = {
    code: 'DNS_ZONE_SHADOWS_SERVICE',
    component: zone.id,
    facts,
    rules,
    origin: zone.origin,
    mend: 'ADD_ZONE_RECORD',
  };
  return { kind: 'no-answer', steps: [step], blocker, intended: [] };
}

function known<Value>(value: Known<Value> | undefined): Value | undefined {
  return value?.kind === 'known' ? value.value : undefined;
}

function recordMatches(record: HostedZoneRecord, name: string): boolean {
  const own = known(record.name);
  if (own === undefined) return false;
  return own === name || (own.startsWith('*.') && name.endsWith(own.slice(1)) && name !== own.slice(2));
}

function zoneAnswers(
  network: Network,
  records: readonly HostedZoneRecord[],
  family: AddressFamily,
): readonly NameAnswer[] {
  const type = family === 'ipv4' ? 'A' : 'AAAA';
  for (const record of records) {
    if (record.type !== type && record.type !== 'CNAME') continue;
    if (record.endpoint !== undefined && network.vpcEndpoints.has(record.endpoint)) {
      return family === 'ipv4' ? [{ kind: 'endpoint', family, endpoint: record.endpoint }] : [];
    }
    const prefixes = record.values.items.flatMap((value) => hostPrefix(value, family));
    if (prefixes.length > 0) return [{ kind: 'addresses', family, set: setOfPrefixes(family, prefixes) }];
  }
  return [];
}

function hostPrefix(text: string, family: AddressFamily): readonly Prefix[] {
  if (family === 'ipv4') {
    const address = parseIpv4(text);
    return address === undefined ? [] : [ipv4PrefixAt(address, 32)];
  }
  const address = parseIpv6(text);
  return address === undefined ? [] : [ipv6PrefixAt(address, 128)];
}

/** Endpoints' hidden zones, then public DNS. */
function resolveByClaims(
  claims: readonly Claim[],
  steps: readonly ResolutionStep[],
  host: HostnameClass,
  name: string,
  families: readonly AddressFamily[],
): Resolution {
  const doubtful = claims.find((claim) => claim.kind === 'unknown');
  const winner = claims.find((claim) => claim.kind === 'claims');
  if (winner !== undefined) {
    const facts = { name, vpcEndpoint: winner.endpoint.id, zone: winner.zone };
    const origin = winner.endpoint.origins.privateDnsEnabled ?? winner.endpoint.origin;
    const step = makeStep(
      'DNS_PRIVATE_ANSWER',
      'pass',
      winner.endpoint.id,
      winner.zone,
      facts,
      ['DNS-3', 'DNS-7'],
      origin,
    );
    return answerOf(winner.endpoint, [step], name);
  }
  if (doubtful !== undefined) return undetermined(doubtful.code, doubtful.unknown, doubtful.endpoint.origin);
  if (host.kind === 'service' && host.service.privateDns.names === null) {
    const serviceName = host.service.name;
    const step = makeStep(
      'UNKNOWN_SERVICE_NAMES',
      'unknown',
      resolver,
      serviceName,
      { serviceName },
      ['DNS-11'],
      undefined,
    );
    return {
      kind: 'undetermined',
      steps: [step],
      missing: [{ code: 'UNKNOWN_SERVICE_NAMES', what: serviceName, unknown: undefined, origin: undefined }],
    };
  }
  const step = makeStep('DNS_PUBLIC_ANSWER', 'pass', resolver, name, { name }, ['DNS-8'], undefined);
  return {
    kind: 'answer',
    answers: families.map((family) => ({ kind: 'public', family, host })),
    steps: [...steps, step],
  };
}
