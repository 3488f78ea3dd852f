import type { Known, Unknown } from '../base/known.ts';
import type { Catalog } from '../catalog/create-catalog.ts';
import type { HostnameClass } from '../catalog/hostname-classes.ts';
import type { Network, Vpc, VpcEndpoint } from '../model/network.ts';
import type { ResolutionStep } from './resolution.ts';

/** What an interface endpoint says to a name: it claims it, or it cannot be told whether it does. */
export type Claim =
  | {
      readonly kind: 'claims';
      readonly endpoint: VpcEndpoint;
      readonly zone: string;
      readonly labels: number;
    }
  | {
      readonly kind: 'unknown';
      readonly endpoint: VpcEndpoint;
      readonly code: string;
      readonly unknown: Unknown;
    };

/** Endpoints whose hidden zone holds the name, and remarks on those that could have but do not. */
export interface Claims {
  readonly claiming: readonly Claim[];
  readonly steps: readonly ResolutionStep[];
}

/**
 * Which interface endpoints of a VPC answer for a name by private DNS.
 *
 * Private DNS needs both VPC attributes (DNS-3) and captures every call in the VPC (DNS-7). The names are
 * those of the service's Region; S3 has modes of its own (DNS-15 to DNS-17).
 */
export function endpointsClaiming(
  network: Network,
  catalog: Catalog,
  vpc: Vpc,
  name: string,
  host: HostnameClass,
): Claims {
  const claiming: Claim[] = [];
  const steps: ResolutionStep[] = [];
  for (const endpoint of network.vpcEndpoints.values()) {
    if (endpoint.vpc.kind !== 'known' || endpoint.vpc.value !== vpc.id) continue;
    const type = known(endpoint.type);
    if (type !== 'Interface' && endpoint.type.kind === 'known') continue;
    const zone = claimedZone(catalog, vpc, endpoint, name);
    if (zone === undefined) {
      const remark = notCovered(catalog, endpoint, host, name);
      if (remark !== undefined) steps.push(remark);
      continue;
    }
    const answer = judge(vpc, endpoint, zone, name);
    if ('outcome' in answer) steps.push(answer);
    else claiming.push(answer);
  }
  return { claiming: claiming.sort(byLabels), steps };
}

function byLabels(left: Claim, right: Claim): number {
  const labels = (claim: Claim): number => (claim.kind === 'claims' ? claim.labels : 0);
  return labels(right) - labels(left);
}

function known<Value>(value: Known<Value> | undefined): Value | undefined {
  return value?.kind === 'known' ? value.value : undefined;
}

/** The private name of the endpoint's service that covers this name; a wildcard covers one label or more. */
function claimedZone(catalog: Catalog, vpc: Vpc, endpoint: VpcEndpoint, name: string): string | undefined {
  const serviceName = known(endpoint.serviceName);
  if (serviceName === undefined) return undefined;
  const region = known(endpoint.serviceRegion) ?? known(vpc.region);
  const own = catalog.serviceByEndpointName(serviceName);
  const service =
    own === undefined || region === undefined ? own : (catalog.service(own.service.short, own.region) ?? own);
  return service?.privateNames?.find(
    (claimed) => claimed === name || (claimed.startsWith('*.') && name.endsWith(claimed.slice(1))),
  );
}

/** The endpoint is of this service, and the name is one that its private DNS does not claim. */
function notCovered(
  catalog: Catalog,
  endpoint: VpcEndpoint,
  host: HostnameClass,
  name: string,
): ResolutionStep | undefined {
  const serviceName = known(endpoint.serviceName);
  if (serviceName === undefined || host.kind !== 'service') return undefined;
  const service = catalog.serviceByEndpointName(serviceName)?.service;
  if (service?.short !== host.service.short) return undefined;
  const noNames = service.privateDns.names?.length === 0;
  const code = noNames ? 'DNS_PRIVATE_DNS_NOT_OFFERED' : 'DNS_NAME_NOT_COVERED';
  return remark(code, endpoint, name, noNames ? ['DNS-12'] : ['DNS-17', 'DNS-19'], host.scope);
}

function remark(
  code: string,
  endpoint: VpcEndpoint,
  name: string,
  rules: readonly string[],
  decided: string,
): ResolutionStep {
  const facts = { vpcEndpoint: endpoint.id, name, serviceName: known(endpoint.serviceName) ?? '' };
  const origin = endpoint.origins.privateDnsEnabled ?? endpoint.origin;
  return { code, outcome: 'pass', component: endpoint.id, decided, facts, rules, origin };
}

function judge(vpc: Vpc, endpoint: VpcEndpoint, zone: string, name: string): Claim | ResolutionStep {
  if (endpoint.type.kind === 'unknown')
    return { kind: 'unknown', endpoint, code: 'UNKNOWN_UNTIL_APPLY', unknown: endpoint.type.unknown };
  const { privateDnsEnabled } = endpoint;
  if (privateDnsEnabled.kind === 'unknown') {
    return { kind: 'unknown', endpoint, code: 'UNKNOWN_UNTIL_APPLY', unknown: privateDnsEnabled.unknown };
  }
  if (!privateDnsEnabled.value)
    return remark('DNS_PRIVATE_DNS_DISABLED', endpoint, name, ['DNS-8'], 'private_dns_enabled = false');
  if (vpc.enableDnsHostnames.kind === 'unknown') {
    return {
      kind: 'unknown',
      endpoint,
      code: 'UNKNOWN_UNTIL_APPLY',
      unknown: vpc.enableDnsHostnames.unknown,
    };
  }
  if (!vpc.enableDnsHostnames.value) {
    const step = remark('DNS_HOSTNAMES_DISABLED', endpoint, name, ['DNS-3'], 'enable_dns_hostnames = false');
    return {
      ...step,
      facts: { ...step.facts, vpc: vpc.id },
      origin: vpc.origins.enableDnsHostnames ?? vpc.origin,
    };
  }
  return judgeS3(endpoint, zone, name) ?? { kind: 'claims', endpoint, zone, labels: zone.split('.').length };
}

/** DNS-16: for S3, "inbound resolver only" is the default once private DNS is on. */
function judgeS3(endpoint: VpcEndpoint, zone: string, name: string): Claim | ResolutionStep | undefined {
  if (!/(?:^|\.)s3(?:-control|-accesspoint)?\.[a-z0-9-]+\.amazonaws\.com/.test(zone)) return undefined;
  const inboundOnly = endpoint.privateDnsOnlyForInboundResolverEndpoint;
  if (inboundOnly?.kind === 'unknown')
    return { kind: 'unknown', endpoint, code: 'UNKNOWN_UNTIL_APPLY', unknown: inboundOnly.unknown };
  if (inboundOnly !== undefined && !inboundOnly.value) return undefined;
  return remark(
    'DNS_INBOUND_RESOLVER_ONLY',
    endpoint,
    name,
    ['DNS-16'],
    'private_dns_only_for_inbound_resolver_endpoint',
  );
}
