import { invariant } from '../../base/invariant.ts';
import { formatPrefix, type Ipv4Prefix, type Ipv6Prefix, parsePrefix } from '../../ip/address.ts';
import { type Id, idOf } from '../../model/identity.ts';
import type {
  Stack,
  StackElasticIp,
  StackNatGateway,
  StackRoute,
  StackRouteTarget,
  StackSubnet,
} from '../../model/stack.ts';
import { subnetCidr, subnetIpv6Index, type Tier } from './addresses.ts';
import { type Design, hasInternetGateway } from './design.ts';
import { idsOf, routeTableId, subnetId, vpcId } from './identifiers.ts';
import type { Intent } from './intent.ts';

type NetworkParts = Pick<
  Stack,
  | 'vpcs'
  | 'subnets'
  | 'routeTables'
  | 'routes'
  | 'internetGateways'
  | 'egressOnlyInternetGateways'
  | 'elasticIps'
  | 'natGateways'
  | 'vpnGateways'
>;

const internetGatewayId: Id<'InternetGateway'> = idOf('InternetGateway', 'aws_internet_gateway.main');
const vpnGatewayId: Id<'VpnGateway'> = idOf('VpnGateway', 'aws_vpn_gateway.main');
const egressOnlyId: Id<'EgressOnlyInternetGateway'> = idOf(
  'EgressOnlyInternetGateway',
  'aws_egress_only_internet_gateway.main',
);
/** The instance that forwards for others (NAT-10). */
export const natInstanceId: Id<'Workload'> = idsOf('nat').instance;

const anyIpv4 = prefixOf('0.0.0.0/0');
const anyIpv6 = prefixOf('::/0');

function prefixOf(text: string): Ipv4Prefix | Ipv6Prefix {
  const parsed = parsePrefix(text);
  invariant(parsed.ok, `${text} is a prefix`);
  return parsed.value;
}

/** VPC, subnets, tables, and the ways out. */
export function networkParts(design: Design): NetworkParts {
  const { intent, tiers } = design;
  const { name, zones } = intent;
  const subnets = tiers.flatMap((tier) => zones.map((zone) => subnetIn(intent, tier, zone)));
  const tables = tiers.flatMap((tier) =>
    (tier === 'public' ? zones.slice(0, 1) : zones).map((zone) => ({
      id: routeTableId(tier, zone),
      name: tier === 'public' ? `${name}-public` : `${name}-${tier}-${zone}`,
      vpc: vpcId,
    })),
  );
  return {
    vpcs: [
      {
        id: vpcId,
        name,
        ipv4Cidr: intent.cidr,
        ipv6: intent.ipv6 ? 'amazon-provided' : 'none',
        enableDnsSupport: true,
        enableDnsHostnames: true,
      },
    ],
    subnets,
    routeTables: tables,
    routes: tiers.flatMap((tier) => routesOf(intent, tier)),
    internetGateways: hasInternetGateway(intent) ? [{ id: internetGatewayId, name, vpc: vpcId }] : [],
    egressOnlyInternetGateways: leavesByEgressOnly(intent) ? [{ id: egressOnlyId, name, vpc: vpcId }] : [],
    ...natParts(intent),
    vpnGateways:
      intent.onPremises === undefined
        ? []
        : [
            {
              id: vpnGatewayId,
              name,
              vpc: vpcId,
              // Nobody knows propagated routes before they come, so nothing could be proven of them.
              propagatesTo: [],
            },
          ],
  };
}

function subnetIn(intent: Intent, tier: Tier, zone: string): StackSubnet {
  const ipv4Cidr = subnetCidr(intent.cidr, tier, zone);
  invariant(ipv4Cidr !== undefined, 'an intent that was read has room for its tiers');
  return {
    id: subnetId(tier, zone),
    name: `${intent.name}-${tier}-${zone}`,
    vpc: vpcId,
    availabilityZone: `${intent.region}${zone}`,
    ipv4Cidr,
    ipv6Index: intent.ipv6 ? subnetIpv6Index(tier, zone) : undefined,
    mapPublicIpOnLaunch: false,
    routeTable: routeTableId(tier, zone),
  };
}

/** IPv6 has no NAT: private subnets leave by the egress-only gateway. */
export function leavesByEgressOnly({ ipv6, internet }: Intent): boolean {
  return ipv6 && internet !== 'none' && internet !== 'internet-gateway';
}

function routesOf(intent: Intent, tier: Tier): readonly StackRoute[] {
  if (tier === 'isolated') return [];
  const zones = tier === 'public' ? intent.zones.slice(0, 1) : intent.zones;
  return zones.flatMap((zone) => {
    const target = targetOf(intent, tier, zone);
    const label = tier === 'public' ? 'public' : `private_${zone}`;
    const ipv6 = ipv6TargetOf(intent, tier);
    const to = (
      behind: string,
      destination: StackRoute['destination'],
      way: StackRouteTarget | undefined,
    ): readonly StackRoute[] =>
      way === undefined
        ? []
        : [
            {
              id: `aws_route.${label}_${behind}`,
              routeTable: routeTableId(tier, zone),
              destination,
              target: way,
            },
          ];
    // Answers to on-premises leave from where the endpoints are.
    const cidrs = tier === 'private' ? (intent.onPremises?.cidrs ?? []) : [];
    return [
      ...to('internet', anyIpv4, target),
      ...to('internet_ipv6', anyIpv6, ipv6),
      ...cidrs.flatMap((cidr) => {
        const behind = `on_premises_${formatPrefix(cidr).replaceAll(/\W/g, '_')}`;
        return to(behind, cidr, { kind: 'vpn-gateway', id: vpnGatewayId });
      }),
    ];
  });
}

function targetOf(intent: Intent, tier: Tier, zone: string): StackRouteTarget | undefined {
  if (tier === 'public') return { kind: 'internet-gateway', id: internetGatewayId };
  switch (intent.internet) {
    case 'nat-gateway':
      return { kind: 'nat-gateway', id: natGatewayId(zone) };
    case 'one-nat-gateway':
      return { kind: 'nat-gateway', id: natGatewayId(firstZone(intent)) };
    case 'nat-instance':
      return { kind: 'instance', id: natInstanceId };
    default:
      return undefined;
  }
}

function ipv6TargetOf(intent: Intent, tier: Tier): StackRouteTarget | undefined {
  if (!intent.ipv6) return undefined;
  if (tier === 'public') return { kind: 'internet-gateway', id: internetGatewayId };
  return leavesByEgressOnly(intent) ? { kind: 'egress-only-internet-gateway', id: egressOnlyId } : undefined;
}

/** The first as the user wrote them: what stands there stays when zones are added behind it. */
export function firstZone({ zones }: Intent): string {
  const [first] = zones;
  invariant(first !== undefined, 'an intent has a zone');
  return first;
}

function natGatewayId(zone: string): Id<'NatGateway'> {
  return idOf('NatGateway', `aws_nat_gateway.${zone}`);
}

function natParts(intent: Intent): {
  readonly elasticIps: readonly StackElasticIp[];
  readonly natGateways: readonly StackNatGateway[];
} {
  const { name, internet } = intent;
  if (internet === 'nat-instance') {
    const id = idOf('ElasticIp', 'aws_eip.nat');
    return { elasticIps: [{ id, name: `${name}-nat`, instance: natInstanceId }], natGateways: [] };
  }
  const zones =
    internet === 'nat-gateway' ? intent.zones : internet === 'one-nat-gateway' ? [firstZone(intent)] : [];
  const elasticIp = (zone: string): Id<'ElasticIp'> => idOf('ElasticIp', `aws_eip.nat_${zone}`);
  return {
    elasticIps: zones.map((zone) => ({
      id: elasticIp(zone),
      name: `${name}-nat-${zone}`,
      instance: undefined,
    })),
    natGateways: zones.map((zone) => ({
      id: natGatewayId(zone),
      name: `${name}-nat-${zone}`,
      subnet: subnetId('public', zone),
      elasticIp: elasticIp(zone),
    })),
  };
}

export const wholeInternet: {
  readonly ipv4: Ipv4Prefix | Ipv6Prefix;
  readonly ipv6: Ipv4Prefix | Ipv6Prefix;
} = { ipv4: anyIpv4, ipv6: anyIpv6 };
