import type { Catalog } from '../catalog/create-catalog.ts';
import type { EndpointService, ServiceInRegion } from '../catalog/endpoint-services.ts';
import type { Network, Vpc, VpcEndpoint } from '../model/network.ts';
import { mayEndWith, missingValue } from './doubts.ts';
import { isJoined } from './joined-vpcs.ts';
import type { MissingName, Question, ResolutionStep } from './resolution.ts';

/** A hidden zone of an interface endpoint that holds the name, or may hold it. */
export interface EndpointZone {
  readonly kind: 'endpoint';
  readonly endpoint: VpcEndpoint;
  /** Its domain: the private name without `*.`; empty = not known. */
  readonly domain: string;
  /** The private name as the service publishes it. */
  readonly claimed: string;
  /** Empty = certain. */
  readonly doubts: readonly MissingName[];
}

/** What the interface endpoints have to do with a name. */
export interface EndpointZones {
  readonly zones: readonly EndpointZone[];
  /** Endpoints of the same service that do not answer for it, each with the reason. */
  readonly remarks: readonly ResolutionStep[];
}

type Judged = EndpointZone | ResolutionStep | undefined;

/**
 * Which interface endpoints answer for a name by private DNS.
 *
 * A hidden zone is seen in the endpoint's own VPC only (DNS-3, DNS-13), and captures every call there
 * (DNS-7).
 */
export function endpointZones(
  network: Network,
  catalog: Catalog,
  vpc: Vpc,
  question: Question,
): EndpointZones {
  const zones: EndpointZone[] = [];
  const remarks: ResolutionStep[] = [];
  for (const endpoint of network.vpcEndpoints.values()) {
    const judged = judge(network, catalog, vpc, question, endpoint);
    if (judged === undefined) continue;
    if ('outcome' in judged) remarks.push(judged);
    else zones.push(judged);
  }
  return { zones, remarks };
}

function judge(
  network: Network,
  catalog: Catalog,
  vpc: Vpc,
  question: Question,
  endpoint: VpcEndpoint,
): Judged {
  if (endpoint.vpc.kind === 'known' && endpoint.vpc.value !== vpc.id) {
    return judgeElsewhere(network, catalog, vpc, question, endpoint);
  }
  const doubts: MissingName[] = [];
  if (endpoint.vpc.kind === 'unknown') doubts.push(missingOf(endpoint, endpoint.vpc.unknown, 'vpc_id'));
  if (endpoint.type.kind === 'unknown') {
    doubts.push(missingOf(endpoint, endpoint.type.unknown, 'vpc_endpoint_type'));
  } else if (endpoint.type.value !== 'Interface') {
    return mayBeOn(vpc, endpoint) ? judgeOtherType(question, endpoint) : undefined;
  }
  if (endpoint.serviceName.kind === 'unknown') {
    return mayBeOn(vpc, endpoint) ? judgeUnknownService(question, endpoint, doubts) : undefined;
  }
  const service = catalog.serviceByEndpointName(endpoint.serviceName.value);
  if (service === undefined) {
    return mayBeOn(vpc, endpoint) ? judgeForeignService(question, endpoint, doubts) : undefined;
  }
  return judgeService(catalog, vpc, question, endpoint, service, doubts);
}

/** DNS-13: of another VPC that is joined to the client's, only a remark. */
function judgeElsewhere(
  network: Network,
  catalog: Catalog,
  vpc: Vpc,
  question: Question,
  endpoint: VpcEndpoint,
): ResolutionStep | undefined {
  if (endpoint.vpc.kind !== 'known' || !isInterface(endpoint) || isOff(endpoint)) return undefined;
  const service =
    endpoint.serviceName.kind === 'known'
      ? catalog.serviceByEndpointName(endpoint.serviceName.value)
      : undefined;
  if (service === undefined || !isOfService(question, service.service)) return undefined;
  if (!isJoined(network, vpc.id, endpoint.vpc.value)) return undefined;
  return remark('DNS_ZONE_NOT_VISIBLE', endpoint, question, ['DNS-13'], endpoint.vpc.value, {
    clientVpc: vpc.id,
  });
}

/** OE-4: resource endpoints may have private names of their own, which are not in the source. */
function judgeOtherType(question: Question, endpoint: VpcEndpoint): EndpointZone | undefined {
  if (endpoint.type.kind !== 'known') return undefined;
  const isLattice = endpoint.type.value === 'Resource' || endpoint.type.value === 'ServiceNetwork';
  if (!isLattice || question.host.kind === 'service') return undefined;
  return doubtful(endpoint, [namesMissing(endpoint, endpoint.type.value)]);
}

function judgeUnknownService(
  question: Question,
  endpoint: VpcEndpoint,
  doubts: readonly MissingName[],
): EndpointZone | undefined {
  const { serviceName } = endpoint;
  if (serviceName.kind !== 'unknown') return undefined;
  const { host } = question;
  if (host.kind === 'service') {
    // `com.amazonaws.${var.region}.logs` ends in the short name, whatever the Region is.
    const { short } = host.service;
    const isPossible = (tail: string) => tail.endsWith(`.${short}`) || `.${short}`.endsWith(tail);
    if (!mayEndWith(serviceName.unknown, isPossible)) return undefined;
  }
  return doubtful(endpoint, [...doubts, missingOf(endpoint, serviceName.unknown, 'service_name')]);
}

/** A third party's private name is verified by its owner and is not in the source. */
function judgeForeignService(
  question: Question,
  endpoint: VpcEndpoint,
  doubts: readonly MissingName[],
): EndpointZone | undefined {
  if (endpoint.serviceName.kind !== 'known') return undefined;
  const serviceName = endpoint.serviceName.value;
  const isThirdParty = serviceName.includes('.vpce-svc-');
  const { kind } = question.host;
  if (kind === 'service' || (isThirdParty ? kind !== 'not-aws' : kind === 'not-aws')) return undefined;
  return doubtful(endpoint, [...doubts, namesMissing(endpoint, serviceName)]);
}

function judgeService(
  catalog: Catalog,
  vpc: Vpc,
  question: Question,
  endpoint: VpcEndpoint,
  service: ServiceInRegion,
  doubts: readonly MissingName[],
): Judged {
  const asked = serviceAskedFor(catalog, endpoint, service);
  const names = privateNamesOf(endpoint, asked);
  const found = names === undefined ? undefined : claimedName(names, question.name);
  const serves = isOfService(question, service.service);
  if (found === undefined && names !== undefined) {
    return serves ? notCovered(question, endpoint, names) : undefined;
  }
  const unsure = nameDoubts(question, endpoint, asked);
  if (names === undefined && unsure.length === 0) return undefined;
  const open = [...doubts, ...typeDoubts(endpoint), ...unsure];
  const off = switchedOff(vpc, question, endpoint, found?.claimed ?? '');
  if (off !== undefined) return off;
  const switches = [...switchDoubts(vpc, endpoint), ...modeDoubts(endpoint, service.service)];
  const domain = found?.domain ?? '';
  const below = found === undefined || found.covers ? [] : [namesMissing(endpoint, asked.serviceName)];
  return {
    kind: 'endpoint',
    endpoint,
    domain,
    claimed: found?.claimed ?? '',
    doubts: [...open, ...switches, ...below],
  };
}

/** IF-20: a cross-Region endpoint claims the names of the service's Region. */
function serviceAskedFor(catalog: Catalog, endpoint: VpcEndpoint, service: ServiceInRegion): ServiceInRegion {
  const { serviceRegion } = endpoint;
  if (serviceRegion?.kind !== 'known') return service;
  return catalog.service(service.service.short, serviceRegion.value) ?? service;
}

/** What the claimed names and the families of their answers hang on. */
function typeDoubts(endpoint: VpcEndpoint): readonly MissingName[] {
  const { serviceRegion, ipAddressType } = endpoint;
  const region =
    serviceRegion?.kind === 'unknown' ? [missingOf(endpoint, serviceRegion.unknown, 'service_region')] : [];
  const type =
    ipAddressType.kind === 'unknown' ? [missingOf(endpoint, ipAddressType.unknown, 'ip_address_type')] : [];
  return [...region, ...type];
}

/** DNS-17: S3's dual-stack names belong to an endpoint only when it is not IPv4. */
function privateNamesOf(endpoint: VpcEndpoint, { service, region, privateNames }: ServiceInRegion) {
  const isIpv4 = endpoint.ipAddressType.kind === 'known' && endpoint.ipAddressType.value === 'ipv4';
  if (service.short !== 's3' || privateNames === undefined || isIpv4) return privateNames;
  const suffix = `.${region}.`;
  return [...privateNames, ...privateNames.map((name) => name.replace(suffix, `.dualstack${suffix}`))];
}

/** DNS-11: names that are not established, or only assumed without a source, decide nothing. */
function nameDoubts(
  question: Question,
  endpoint: VpcEndpoint,
  asked: ServiceInRegion,
): readonly MissingName[] {
  const { confidence } = asked.service.privateDns;
  const isOpen = asked.privateNames === undefined || confidence === 'unconfirmed' || confidence === 'unknown';
  if (!isOpen) return [];
  const mayBeMeant = isOfService(question, asked.service) || question.host.kind === 'other-aws';
  return mayBeMeant ? [namesMissing(endpoint, asked.serviceName)] : [];
}

interface ClaimedName {
  readonly claimed: string;
  readonly domain: string;
  /** `false` = below the zone's domain, but no record of the zone covers it. */
  readonly covers: boolean;
}

/** The most specific private name that covers the question; else the zone in which it would have to be. */
function claimedName(names: readonly string[], name: string): ClaimedName | undefined {
  const all = names.map((claimed) => {
    const domain = claimed.replace(/^\*\./, '');
    const covers = claimed === name || (claimed !== domain && name.endsWith(`.${domain}`));
    return { claimed, domain, covers };
  });
  const closest = (some: readonly ClaimedName[]) =>
    some.toSorted((a, b) => b.domain.length - a.domain.length || b.claimed.length - a.claimed.length)[0];
  const inZone = all.filter(({ domain }) => name === domain || name.endsWith(`.${domain}`));
  return closest(inZone.filter(({ covers }) => covers)) ?? closest(inZone);
}

/** DNS-12, DNS-17, DNS-19. */
function notCovered(question: Question, endpoint: VpcEndpoint, names: readonly string[]): ResolutionStep {
  if (names.length === 0) {
    return remark('DNS_PRIVATE_DNS_NOT_OFFERED', endpoint, question, ['DNS-12'], 'private DNS');
  }
  const facts = { privateNames: names };
  return remark('DNS_NAME_NOT_COVERED', endpoint, question, ['DNS-17', 'DNS-19'], question.name, facts);
}

/** DNS-3, DNS-8, DNS-16: settings that keep a claimed name public, in the order of mending. */
function switchedOff(
  vpc: Vpc,
  question: Question,
  endpoint: VpcEndpoint,
  claimed: string,
): ResolutionStep | undefined {
  if (isOff(endpoint)) {
    const rules =
      question.host.kind === 'service' && question.host.service.short === 's3' ? ['DNS-15'] : ['DNS-8'];
    return remark('DNS_PRIVATE_DNS_DISABLED', endpoint, question, rules, 'private_dns_enabled = false');
  }
  const { enableDnsHostnames } = vpc;
  if (enableDnsHostnames.kind === 'known' && !enableDnsHostnames.value) {
    const decided = 'enable_dns_hostnames = false';
    const step = remark('DNS_HOSTNAMES_DISABLED', endpoint, question, ['DNS-3'], decided, { vpc: vpc.id });
    return { ...step, origin: vpc.origins.enableDnsHostnames ?? vpc.origin };
  }
  // Whether private DNS is on or unknown: clients in the VPC get public answers either way.
  if (isInboundOnly(endpoint) && isS3Name(claimed)) {
    const decided = 'private_dns_only_for_inbound_resolver_endpoint';
    return remark('DNS_INBOUND_RESOLVER_ONLY', endpoint, question, ['DNS-16'], decided);
  }
  return undefined;
}

/** DNS-16: the default once private DNS is on. */
function isInboundOnly({ privateDnsOnlyForInboundResolverEndpoint: option }: VpcEndpoint): boolean {
  return option === undefined || (option.kind === 'known' && option.value);
}

function isS3Name(claimed: string): boolean {
  return /^(\*\.)?s3(-control|-accesspoint)?\./.test(claimed);
}

function switchDoubts(vpc: Vpc, endpoint: VpcEndpoint): readonly MissingName[] {
  const doubts: MissingName[] = [];
  const { privateDnsEnabled } = endpoint;
  if (privateDnsEnabled.kind === 'unknown') {
    doubts.push(missingOf(endpoint, privateDnsEnabled.unknown, 'private_dns_enabled'));
  }
  if (vpc.enableDnsHostnames.kind === 'unknown') {
    const origin = vpc.origins.enableDnsHostnames ?? vpc.origin;
    doubts.push(missingValue(vpc.enableDnsHostnames.unknown, `${vpc.id}.enable_dns_hostnames`, origin));
  }
  return doubts;
}

/** DNS-16: only services with both kinds of endpoint have this mode. */
function modeDoubts(endpoint: VpcEndpoint, service: EndpointService): readonly MissingName[] {
  if (service.short !== 's3') return [];
  const option = endpoint.privateDnsOnlyForInboundResolverEndpoint;
  return option?.kind === 'unknown' ? [missingOf(endpoint, option.unknown, 'dns_options')] : [];
}

function isInterface({ type }: VpcEndpoint): boolean {
  return type.kind === 'known' && type.value === 'Interface';
}

function isOff({ privateDnsEnabled }: VpcEndpoint): boolean {
  return privateDnsEnabled.kind === 'known' && !privateDnsEnabled.value;
}

/** DNS-3: can this endpoint have private names at all? */
function mayBeOn({ enableDnsHostnames }: Vpc, endpoint: VpcEndpoint): boolean {
  return !isOff(endpoint) && (enableDnsHostnames.kind === 'unknown' || enableDnsHostnames.value);
}

function isOfService({ host }: Question, service: EndpointService): boolean {
  return host.kind === 'service' && host.service.name === service.name;
}

function doubtful(endpoint: VpcEndpoint, doubts: readonly MissingName[]): EndpointZone {
  return { kind: 'endpoint', endpoint, domain: '', claimed: '', doubts };
}

function missingOf(
  endpoint: VpcEndpoint,
  unknown: Parameters<typeof missingValue>[0],
  attribute: string,
): MissingName {
  return missingValue(unknown, `${endpoint.id}.${attribute}`, endpoint.origin);
}

function namesMissing(endpoint: VpcEndpoint, what: string): MissingName {
  return { code: 'UNKNOWN_SERVICE_NAMES', what, unknown: undefined, origin: endpoint.origin };
}

function remark(
  code: string,
  endpoint: VpcEndpoint,
  question: Question,
  rules: readonly string[],
  decided: string,
  more: ResolutionStep['facts'] = {},
): ResolutionStep {
  const serviceName = endpoint.serviceName.kind === 'known' ? endpoint.serviceName.value : '';
  const facts = { vpcEndpoint: endpoint.id, name: question.name, serviceName, ...more };
  const origin = endpoint.origins.privateDnsEnabled ?? endpoint.origin;
  return { code, outcome: 'pass', component: endpoint.id, decided, facts, rules, origin };
}
