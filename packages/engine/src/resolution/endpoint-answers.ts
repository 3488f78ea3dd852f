import type { Catalog } from '../catalog/create-catalog.ts';
import type { HostnameClass } from '../catalog/hostname-classes.ts';
import type { AddressFamily } from '../ip/address.ts';
import type { Network, Vpc, VpcEndpoint } from '../model/network.ts';
import { undetermined } from './doubts.ts';
import type { NameAnswer, Question, Resolution, ResolutionStep } from './resolution.ts';

/** `private`: those that private DNS takes; `own`: those that begin with its id. */
type EndpointNames = 'private' | 'own';

/**
 * In which families names of an endpoint answer: those of its ENIs, as far as it has records of them. An
 * unknown type is a doubt of its own.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
 */
export function endpointFamilies(
  { ipAddressType, dnsRecordIpType }: VpcEndpoint,
  names: EndpointNames = 'own',
): readonly AddressFamily[] {
  if (ipAddressType.kind === 'unknown' || ipAddressType.value === 'ipv4') return ['ipv4'];
  if (ipAddressType.value === 'ipv6') return ['ipv6'];
  const records = dnsRecordIpType?.kind === 'known' ? dnsRecordIpType.value : 'dualstack';
  if (records === 'ipv4' || records === 'ipv6') return [records];
  return records === 'service-defined' && names === 'private' ? ['ipv4'] : ['ipv4', 'ipv6'];
}

/** One answer for each family that was asked and that the endpoint has. */
export function endpointAnswers(
  endpoint: VpcEndpoint,
  families: readonly AddressFamily[],
  names: EndpointNames = 'own',
): readonly NameAnswer[] {
  return endpointFamilies(endpoint, names)
    .filter((family) => families.includes(family))
    .map((family) => ({ kind: 'endpoint', family, endpoint: endpoint.id }));
}

/** IF-17: an endpoint without subnets has no ENI. */
export function hasNoInterface({ subnets }: VpcEndpoint): boolean {
  return subnets.items.length === 0 && subnets.unknowns.length === 0;
}

/**
 * DNS-9: an endpoint's own names are public DNS with private answers; they resolve everywhere.
 *
 * Before apply nobody knows the ids, so a name is taken for the only endpoint of its service in the VPC.
 */
export function resolveEndpointName(
  network: Network,
  catalog: Catalog,
  vpc: Vpc,
  question: Question,
  host: Extract<HostnameClass, { kind: 'endpoint' }>,
): Resolution {
  const { name } = question;
  const all = [...network.vpcEndpoints.values()].filter(
    ({ type }) => type.kind === 'known' && type.value === 'Interface',
  );
  const byId = all.find(({ id }) => id === host.endpointId);
  const sole = all.filter((endpoint) => isIn(endpoint, vpc) && isOfLabels(catalog, endpoint, host.service));
  const endpoint = byId ?? (sole.length === 1 ? sole[0] : undefined);
  if (endpoint === undefined) {
    const unknown = { reason: 'not-given', references: [{ address: host.endpointId, path: '' }] } as const;
    const missing = { code: 'UNKNOWN_NOT_GIVEN', what: host.endpointId, unknown, origin: undefined };
    return undetermined([missing], ['DNS-9']);
  }
  const facts = { name, vpcEndpoint: endpoint.id, assumed: byId === undefined };
  const step: ResolutionStep = {
    code: 'DNS_PRIVATE_ANSWER',
    outcome: 'pass',
    component: endpoint.id,
    decided: name,
    facts,
    rules: ['DNS-9', 'OE-8'],
    origin: endpoint.origin,
  };
  if (hasNoInterface(endpoint)) return withoutInterface(endpoint, question, [step]);
  const answers = endpointAnswers(endpoint, question.families);
  if (answers.length > 0) return { kind: 'answer', answers, steps: [step] };
  return noFamily(question, endpoint, [step], ['DNS-9', 'V6-1']);
}

function isIn(endpoint: VpcEndpoint, vpc: Vpc): boolean {
  return endpoint.vpc.kind === 'known' && endpoint.vpc.value === vpc.id;
}

/** The labels between the endpoint and the Region are those of the service's public name: `dkr.ecr`, `s3`. */
function isOfLabels(catalog: Catalog, endpoint: VpcEndpoint, labels: string): boolean {
  if (endpoint.serviceName.kind !== 'known') return false;
  const service = catalog.serviceByEndpointName(endpoint.serviceName.value);
  if (service === undefined) return endpoint.serviceName.value.endsWith(`.${labels}`);
  const whole = catalog.classifyHostname(`${labels}.${service.region}.amazonaws.com`);
  const wild = catalog.classifyHostname(`x.${labels}.${service.region}.amazonaws.com`);
  return [whole, wild].some((host) => host.kind === 'service' && host.service.name === service.service.name);
}

function withoutInterface(
  endpoint: VpcEndpoint,
  question: Question,
  steps: readonly ResolutionStep[],
): Resolution {
  const code = 'VPCE_ENDPOINT_NO_SUBNET';
  const facts = { vpcEndpoint: endpoint.id, name: question.name };
  const rules = ['IF-17'];
  const origin = endpoint.origins.subnets ?? endpoint.origin;
  const step: ResolutionStep = {
    code,
    outcome: 'block',
    component: endpoint.id,
    decided: 'subnet_ids',
    facts,
    rules,
    origin,
  };
  return {
    kind: 'no-answer',
    steps: [...steps, step],
    blocker: { code, component: endpoint.id, facts, rules, origin, mend: 'GIVE_ENDPOINT_SUBNETS' },
    intended: endpointAnswers(endpoint, question.families),
  };
}

/** The name is captured, and has no address of a family that the client has (DNS-5: AAAA is captured too). */
export function noFamily(
  question: Question,
  endpoint: VpcEndpoint,
  steps: readonly ResolutionStep[],
  rules: readonly string[],
): Resolution {
  const code = 'DNS_NO_ANSWER';
  const facts = { name: question.name, vpcEndpoint: endpoint.id, families: question.families };
  const origin = endpoint.origins.ipAddressType ?? endpoint.origin;
  const decided = 'ip_address_type';
  return {
    kind: 'no-answer',
    steps: [...steps, { code, outcome: 'block', component: endpoint.id, decided, facts, rules, origin }],
    blocker: { code, component: endpoint.id, facts, rules, origin, mend: 'USE_ENDPOINT_ADDRESS_TYPE' },
    intended: [],
  };
}
