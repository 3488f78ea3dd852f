import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import { intentPolicyTooLong } from '../../diagnostics/kinds/intent.ts';
import { idOf } from '../../model/identity.ts';
import type {
  StackHostedZone,
  StackPolicy,
  StackResolverEndpoint,
  StackVpcEndpoint,
} from '../../model/stack.ts';
import type { Grant } from './calls.ts';
import type { Design, WantedEndpoint } from './design.ts';
import { arnIn, endpointGroupId, endpointId, idsOf, routeTableId, subnetId, vpcId } from './identifiers.ts';
import type { Intent, PrivateLinkWish } from './intent.ts';
import type { IntentFacts } from './intent-facts.ts';
import { labelOfName } from './names.ts';
import { charactersOf, endpointPolicy, endpointPolicyCharactersMax, openEndpointPolicy } from './policies.ts';

interface EndpointParts {
  readonly vpcEndpoints: readonly StackVpcEndpoint[];
  readonly resolverEndpoints: readonly StackResolverEndpoint[];
  readonly hostedZones: readonly StackHostedZone[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Endpoints of AWS's services and of third parties, with what makes their names answer. */
export function endpointParts(design: Design, facts: IntentFacts): EndpointParts {
  const { intent } = design;
  const written = design.endpoints.map((endpoint) => writtenEndpoint(endpoint, design, facts));
  return {
    vpcEndpoints: [
      ...written.map(({ endpoint }) => endpoint),
      ...intent.privateLinks.map((link) => linkEndpoint(link, intent)),
    ],
    resolverEndpoints: resolverOf(intent),
    hostedZones: intent.privateLinks.flatMap(zoneOf),
    diagnostics: written.flatMap(({ diagnostics }) => diagnostics),
  };
}

function writtenEndpoint(
  wanted: WantedEndpoint,
  design: Design,
  facts: IntentFacts,
): { readonly endpoint: StackVpcEndpoint; readonly diagnostics: readonly Diagnostic[] } {
  const { intent, tiers } = design;
  const { service, type } = wanted;
  const placed = facts.service(service, intent.region);
  const { policy, diagnostics } = policyOf(wanted, design, facts);
  const base = {
    id: endpointId(service, type),
    name: `${intent.name}-${service.replaceAll('.', '-')}`,
    vpc: vpcId,
    serviceName: placed?.serviceName ?? `com.amazonaws.${intent.region}.${service}`,
    policy,
    usedBy: wanted.callers,
  };
  if (type === 'Gateway') {
    const routeTables = tiers.flatMap((tier) => intent.zones.map((zone) => routeTableId(tier, zone)));
    return { endpoint: { ...base, type, routeTables: [...new Set(routeTables)] }, diagnostics };
  }
  const zones = intent.endpoints.sharing === 'one-zone' ? intent.zones.slice(0, 1) : intent.zones;
  const endpoint: StackVpcEndpoint = {
    ...base,
    type,
    subnets: zones.map((zone) => subnetId('private', zone)),
    securityGroups: [endpointGroupId],
    privateDns: privateDnsOf(wanted, design, facts),
    ipAddressType: 'ipv4',
  };
  return { endpoint, diagnostics };
}

/**
 * DNS-16: beside a gateway endpoint, S3's interface endpoint answers names from on-premises only.
 * DNS-18: the names of Regional APIs end like those of private ones, so private DNS would capture them.
 */
export function privateDnsOf(
  { service }: Pick<WantedEndpoint, 'service'>,
  { calls, endpoints }: Design,
  facts: IntentFacts,
): 'off' | 'on' | 'on-for-inbound-resolver' {
  const known = facts.all().find(({ short }) => short === service);
  if (known?.privateDns.names?.length === 0) return 'off';
  if (service === 'execute-api') {
    const capturesOthers = calls.some(
      ({ target }) => target.kind === 'rest-api' && target.type === 'REGIONAL',
    );
    return capturesOthers ? 'off' : 'on';
  }
  const hasGateway = endpoints.some((each) => each.service === service && each.type === 'Gateway');
  return hasGateway ? 'on-for-inbound-resolver' : 'on';
}

function policyOf(
  wanted: WantedEndpoint,
  { intent, calls }: Design,
  facts: IntentFacts,
): { readonly policy: StackPolicy | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const { service, type } = wanted;
  const known = facts.all().find(({ short }) => short === service);
  const takesNone = known?.policy?.supported !== true;
  if (takesNone || intent.endpoints.policy === 'allow-all') return { policy: undefined, diagnostics: [] };
  const carrier = type === 'Gateway' ? 'gateway-endpoint' : 'interface-endpoint';
  const grants = calls
    .filter((call) => call.carrier.kind === carrier && call.carrier.service === service)
    .map((call) => (service === 'execute-api' ? [anyOwnApi] : call.grants));
  const isForOthers =
    intent.endpoints.also.some((each) => each.service === service) ||
    (type === 'Interface' && (intent.onPremises?.services ?? []).some((each) => each.service === service));
  const asked = isForOthers ? [...grants, []] : grants;
  const policy = endpointPolicy(asked);
  const characters = charactersOf(policy);
  if (characters < endpointPolicyCharactersMax) return { policy, diagnostics: [] };
  const told = diagnose(
    intentPolicyTooLong,
    { endpoint: endpointId(service, type), characters },
    intent.setting.node.range,
  );
  return { policy: openEndpointPolicy(asked), diagnostics: [told] };
}

/** Each API by itself cannot be named: a private API names the endpoint already. */
const anyOwnApi: Grant = {
  actions: ['execute-api:Invoke'],
  resources: [arnIn('execute-api', '*')],
  by: 'workload',
};

export function linkId(link: PrivateLinkWish): StackVpcEndpoint['id'] {
  return idOf('VpcEndpoint', `aws_vpc_endpoint.link_${labelOfName(link.name)}`);
}

function linkEndpoint(link: PrivateLinkWish, intent: Intent): StackVpcEndpoint {
  return {
    id: linkId(link),
    type: 'Interface',
    name: `${intent.name}-${link.name}`,
    vpc: vpcId,
    serviceName: link.serviceName,
    policy: undefined,
    usedBy: intent.workloads.map(({ name }) => name),
    subnets: intent.zones.map((zone) => subnetId('private', zone)),
    securityGroups: [idsOf('private-link').securityGroup],
    // The provider's own name works only once the provider has verified it; a zone of ours always does.
    privateDns: 'off',
    ipAddressType: 'ipv4',
  };
}

/** Only this one name: a zone for its parent would hide all other names there. */
function zoneOf(link: PrivateLinkWish): readonly StackHostedZone[] {
  const { name, privateDnsName } = link;
  if (privateDnsName === undefined) return [];
  const label = labelOfName(name);
  return [
    {
      id: idOf('HostedZone', `aws_route53_zone.${label}`),
      domainName: privateDnsName,
      vpc: vpcId,
      records: [{ id: `aws_route53_record.${label}`, name: privateDnsName, endpoint: linkId(link) }],
    },
  ];
}

/** Where on-premises resolvers forward to; AWS wants two addresses at least. */
function resolverOf({ name, onPremises, zones }: Intent): readonly StackResolverEndpoint[] {
  if (onPremises === undefined) return [];
  return [
    {
      id: idOf('ResolverEndpoint', 'aws_route53_resolver_endpoint.inbound'),
      name: `${name}-inbound`,
      subnets: zones.slice(0, 2).map((zone) => subnetId('private', zone)),
      securityGroups: [idsOf('resolver').securityGroup],
    },
  ];
}
