import type { Id } from '../../model/identity.ts';
import type { StackPeer, StackSecurityGroup, StackSecurityGroupRule } from '../../model/stack.ts';
import { type CarriedCall, type Design, interfaceEndpoints, tierOf, wayOut } from './design.ts';
import { endpointGroupId, endpointId, idsOf, vpcId } from './identifiers.ts';
import type { Intent, IntentWorkload } from './intent.ts';
import type { IntentFacts } from './intent-facts.ts';
import { labelOfName } from './names.ts';
import { leavesByEgressOnly, wholeInternet } from './network.ts';

interface GroupParts {
  readonly securityGroups: readonly StackSecurityGroup[];
  readonly securityGroupRules: readonly StackSecurityGroupRule[];
}

const privateLinkGroup = idsOf('private-link').securityGroup;
const resolverGroup = idsOf('resolver').securityGroup;
const natGroup = idsOf('nat').securityGroup;

/** A group for each workload, one for the endpoints, and rules from those who call to what they call. */
export function groupParts(design: Design, facts: IntentFacts): GroupParts {
  const { intent } = design;
  const group = (id: Id<'SecurityGroup'>, name: string, description: string): StackSecurityGroup => ({
    id,
    name: `${intent.name}-${name}`,
    description,
    vpc: vpcId,
  });
  return {
    securityGroups: [
      ...intent.workloads.map(({ name }) => group(idsOf(name).securityGroup, name, `Workload ${name}`)),
      ...(interfaceEndpoints(design).length === 0
        ? []
        : [group(endpointGroupId, 'endpoints', 'Interface endpoints')]),
      ...(intent.privateLinks.length === 0
        ? []
        : [group(privateLinkGroup, 'private-link', 'Endpoints of third parties')]),
      ...(intent.onPremises === undefined
        ? []
        : [group(resolverGroup, 'resolver', 'DNS queries from on-premises')]),
      ...(intent.internet === 'nat-instance' ? [group(natGroup, 'nat', 'NAT instance')] : []),
    ],
    securityGroupRules: [
      ...intent.workloads.flatMap((workload) => rulesOfWorkload(workload, design, facts)),
      ...rulesOfPrivateLinks(intent),
      ...rulesOfOnPremises(design),
      ...rulesOfOthers(design),
      ...rulesOfNat(intent),
    ],
  };
}

interface RuleText {
  readonly label: string;
  readonly of: Id<'SecurityGroup'>;
  readonly direction: 'ingress' | 'egress';
  readonly peer: StackPeer;
  readonly description: string;
}

const tcp = 6;
const udp = 17;
const https = 443;

function ruleOf(text: RuleText, port: number = https, protocol: number = tcp): StackSecurityGroupRule {
  const { label, of, direction, peer, description } = text;
  return {
    id: `aws_vpc_security_group_${direction}_rule.${label}`,
    securityGroup: of,
    direction,
    protocol,
    fromPort: port,
    toPort: port,
    peer,
    description,
  };
}

function groupPeer(securityGroup: Id<'SecurityGroup'>): StackPeer {
  return { kind: 'security-group', securityGroup };
}

function rulesOfWorkload(
  workload: IntentWorkload,
  design: Design,
  facts: IntentFacts,
): readonly StackSecurityGroupRule[] {
  const { name } = workload;
  const own = idsOf(name).securityGroup;
  const label = labelOfName(name);
  const calls = design.calls.filter((call) => call.workload === workload);
  const gateways = [
    ...new Set(
      calls.flatMap(({ carrier }) => (carrier.kind === 'gateway-endpoint' ? [carrier.service] : [])),
    ),
  ];
  const outwards = (behind: string, peer: StackPeer, description: string): StackSecurityGroupRule =>
    ruleOf({ label: `${label}_${behind}`, of: own, direction: 'egress', peer, description });
  return [
    ...portsOf(calls, design, facts).flatMap((port) => rulesToEndpoints(name, port)),
    ...gateways.map((service) =>
      outwards(
        service,
        { kind: 'gateway-endpoint', endpoint: endpointId(service, 'Gateway') },
        `Gateway endpoint of ${service}`,
      ),
    ),
    ...internetRules(workload, design.intent, outwards),
  ];
}

/** Ports of the interface endpoints that a workload calls (IF-18). */
function portsOf(calls: readonly CarriedCall[], { intent }: Design, facts: IntentFacts): readonly number[] {
  const ports = calls.flatMap(({ carrier }) =>
    carrier.kind === 'interface-endpoint'
      ? (facts.service(carrier.service, intent.region)?.ports ?? [https])
      : [],
  );
  return [...new Set(ports)].toSorted((a, b) => a - b);
}

/** One rule at either end: who calls may leave, and the endpoints admit nobody else. */
function rulesToEndpoints(name: string, port: number): readonly StackSecurityGroupRule[] {
  const own = idsOf(name).securityGroup;
  const label = labelOfName(name);
  const behind = port === https ? '' : `_${port}`;
  return [
    ruleOf(
      {
        label: `${label}_endpoints${behind}`,
        of: own,
        direction: 'egress',
        peer: groupPeer(endpointGroupId),
        description: 'Interface endpoints',
      },
      port,
    ),
    ruleOf(
      {
        label: `endpoints_${label}${behind}`,
        of: endpointGroupId,
        direction: 'ingress',
        peer: groupPeer(own),
        description: `Calls of ${name}`,
      },
      port,
    ),
  ];
}

function internetRules(
  workload: IntentWorkload,
  intent: Intent,
  outwards: (behind: string, peer: StackPeer, description: string) => StackSecurityGroupRule,
): readonly StackSecurityGroupRule[] {
  const tier = tierOf(workload, intent);
  const ipv4 = wayOut(workload, intent) === undefined;
  const ipv6 = tier === 'public' ? intent.ipv6 : tier === 'private' && leavesByEgressOnly(intent);
  const to = (prefix: (typeof wholeInternet)['ipv4']): StackPeer => ({ kind: 'prefix', prefix });
  return [
    ...(ipv4 ? [outwards('internet', to(wholeInternet.ipv4), 'HTTPS to the internet')] : []),
    ...(ipv6 ? [outwards('internet_ipv6', to(wholeInternet.ipv6), 'IPv6 to the internet')] : []),
  ];
}

/** Every workload may call every third party that the network is joined to. */
function rulesOfPrivateLinks({ privateLinks, workloads }: Intent): readonly StackSecurityGroupRule[] {
  const ports = [...new Set(privateLinks.flatMap((link) => link.ports))].toSorted((a, b) => a - b);
  return workloads.flatMap(({ name }) =>
    ports.flatMap((port) => {
      const label = labelOfName(name);
      const own = idsOf(name).securityGroup;
      const out: RuleText = {
        label: `${label}_private_link_${port}`,
        of: own,
        direction: 'egress',
        peer: groupPeer(privateLinkGroup),
        description: 'Endpoints of third parties',
      };
      const into: RuleText = {
        label: `private_link_${label}_${port}`,
        of: privateLinkGroup,
        direction: 'ingress',
        peer: groupPeer(own),
        description: `Calls of ${name}`,
      };
      return [ruleOf(out, port), ruleOf(into, port)];
    }),
  );
}

function rulesOfOnPremises({ intent }: Design): readonly StackSecurityGroupRule[] {
  const { onPremises } = intent;
  if (onPremises === undefined) return [];
  return onPremises.cidrs.flatMap((prefix, i) => {
    const from = (label: string, of: Id<'SecurityGroup'>, description: string): RuleText => ({
      label: `${label}_on_premises${i === 0 ? '' : `_${i + 1}`}`,
      of,
      direction: 'ingress',
      peer: { kind: 'prefix', prefix },
      description,
    });
    return [
      ruleOf(from('endpoints', endpointGroupId, 'Calls from on-premises')),
      ruleOf(from('resolver_tcp', resolverGroup, 'DNS from on-premises'), 53),
      ruleOf(from('resolver_udp', resolverGroup, 'DNS from on-premises'), 53, udp),
    ];
  });
}

/** Endpoints that are wanted for callers whom the intent does not name. */
function rulesOfOthers({ intent, endpoints }: Design): readonly StackSecurityGroupRule[] {
  const isForOthers = intent.endpoints.also.some(({ service }) =>
    endpoints.some((endpoint) => endpoint.service === service && endpoint.type === 'Interface'),
  );
  if (!isForOthers) return [];
  const text: RuleText = {
    label: 'endpoints_vpc',
    of: endpointGroupId,
    direction: 'ingress',
    peer: { kind: 'prefix', prefix: intent.cidr },
    description: 'Other callers in the VPC',
  };
  return [ruleOf(text)];
}

function rulesOfNat(intent: Intent): readonly StackSecurityGroupRule[] {
  if (intent.internet !== 'nat-instance') return [];
  const callers = intent.workloads.filter((workload) => tierOf(workload, intent) === 'private');
  return [
    ruleOf({
      label: 'nat_internet',
      of: natGroup,
      direction: 'egress',
      peer: { kind: 'prefix', prefix: wholeInternet.ipv4 },
      description: 'HTTPS to the internet',
    }),
    ...callers.map(({ name }) =>
      ruleOf({
        label: `nat_${labelOfName(name)}`,
        of: natGroup,
        direction: 'ingress',
        peer: groupPeer(idsOf(name).securityGroup),
        description: `Calls of ${name}`,
      }),
    ),
  ];
}
