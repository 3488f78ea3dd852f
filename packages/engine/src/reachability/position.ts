import type { Collection, Known, Unknown } from '../base/known.ts';
import type { AddressFamily } from '../ip/address.ts';
import { type IpSet, setOfAddress, setOfPrefix, setOfPrefixes, unite, wholeSet } from '../ip/ip-set.ts';
import { type PortSet, portRange } from '../ip/port-set.ts';
import { foreignGroups } from '../model/foreign-groups.ts';
import type { Id } from '../model/identity.ts';
import type { Network, Subnet, Vpc } from '../model/network.ts';
import type { Workload, WorkloadKind } from '../model/workload.ts';

/** One place of a workload in the network: everything that network decisions depend on (ENG-7). */
export interface Position {
  readonly subnet: Subnet;
  readonly vpc: Vpc;
  readonly groups: Collection<Id<'SecurityGroup'>>;
  /** Those of the groups with which AWS would not create the ENI (IF-4). */
  readonly foreignGroups: readonly Id<'SecurityGroup'>[];
  /** IGW-1. */
  readonly publicIp: Known<boolean>;
  readonly ipv6: Known<boolean>;
  /** The ENI's possible addresses: one of them is its own. */
  readonly addresses: Readonly<Record<AddressFamily, IpSet>>;
  /** Ports to which replies come (NACL-3). */
  readonly ephemeralPorts: PortSet;
  /** Which of these the client uses is decided by its operating system; together they are the ports above. */
  readonly ephemeralRanges: readonly PortSet[];
  /** A stand-in has no security group of its own: whether it lets calls out is an assumption. */
  readonly isStandIn: boolean;
  readonly workload: Workload;
}

export interface Positions {
  readonly positions: readonly Position[];
  /** Why there may be others, or why none could be made. */
  readonly unknowns: readonly Unknown[];
}

/** The subnets of a workload as positions. */
export function positionsOf(network: Network, workload: Workload): Positions {
  const positions: Position[] = [];
  const unknowns: Unknown[] = [...workload.subnets.unknowns];
  for (const id of workload.subnets.items) {
    const subnet = network.subnets.get(id);
    if (subnet === undefined) {
      unknowns.push({ reason: 'not-given', references: [{ address: id, path: '' }] });
      continue;
    }
    const vpc = subnet.vpc.kind === 'known' ? network.vpcs.get(subnet.vpc.value) : undefined;
    if (vpc === undefined) {
      unknowns.push(
        subnet.vpc.kind === 'unknown'
          ? subnet.vpc.unknown
          : { reason: 'not-given', references: [{ address: subnet.vpc.value, path: '' }] },
      );
      continue;
    }
    positions.push(positionIn(network, subnet, vpc, workload));
  }
  return { positions, unknowns };
}

function positionIn(network: Network, subnet: Subnet, vpc: Vpc, workload: Workload): Position {
  const groups = effectiveGroups(workload.securityGroups, vpc);
  return {
    subnet,
    vpc,
    groups,
    foreignGroups: foreignGroups(network, groups.items, vpc.id),
    publicIp: bySubnet(workload.publicIp, subnet.mapPublicIpOnLaunch),
    ipv6:
      subnet.ipv6Cidr === undefined
        ? { kind: 'known', value: false }
        : bySubnet(workload.ipv6, subnet.assignIpv6AddressOnCreation),
    addresses: { ipv4: ipv4Addresses(subnet, vpc, workload), ipv6: ipv6Addresses(subnet, vpc, workload) },
    ...ephemeralOf(workload.kind),
    isStandIn: workload.kind === 'subnet',
    workload,
  };
}

/** No group given means the VPC's default group (IF-4 says it of endpoints, the same holds for every ENI). */
export function effectiveGroups(
  groups: Collection<Id<'SecurityGroup'>>,
  vpc: Vpc,
): Collection<Id<'SecurityGroup'>> {
  if (groups.items.length > 0 || groups.unknowns.length > 0) return groups;
  const fallback = vpc.defaultSecurityGroup;
  return fallback.kind === 'known'
    ? { items: [fallback.value], unknowns: [] }
    : { items: [], unknowns: [fallback.unknown] };
}

function bySubnet(own: Known<'yes' | 'no' | 'by-subnet'>, subnet: Known<boolean>): Known<boolean> {
  if (own.kind === 'unknown') return own;
  return own.value === 'by-subnet' ? subnet : { kind: 'known', value: own.value === 'yes' };
}

function ipv4Addresses(subnet: Subnet, vpc: Vpc, workload: Workload): IpSet {
  const [first, ...rest] = workload.privateIps;
  const cidr = subnet.ipv4Cidr?.kind === 'known' ? setOfPrefix(subnet.ipv4Cidr.value) : undefined;
  if (first !== undefined)
    return rest.reduce((set, ip) => unite(set, setOfAddress('ipv4', ip)), setOfAddress('ipv4', first));
  if (cidr !== undefined) return cidr;
  const blocks = vpc.ipv4Cidrs;
  return blocks.unknowns.length === 0 && blocks.items.length > 0
    ? setOfPrefixes('ipv4', blocks.items)
    : wholeSet('ipv4');
}

function ipv6Addresses(subnet: Subnet, vpc: Vpc, { ipv6Addresses: fixed = [] }: Workload): IpSet {
  const [first, ...rest] = fixed;
  if (first !== undefined)
    return rest.reduce((set, ip) => unite(set, setOfAddress('ipv6', ip)), setOfAddress('ipv6', first));
  if (subnet.ipv6Cidr?.kind === 'known') return setOfPrefix(subnet.ipv6Cidr.value);
  const blocks = vpc.ipv6Cidrs;
  return blocks.unknowns.length === 0 && blocks.items.length > 0
    ? setOfPrefixes('ipv6', blocks.items)
    : wholeSet('ipv6');
}

type Ephemeral = Pick<Position, 'ephemeralPorts' | 'ephemeralRanges'>;

const anyEphemeral: PortSet = portRange(1024, 65535);
const linuxEphemeral = portRange(32768, 61000);
const windowsEphemeral = portRange(49152, 65535);

const any: Ephemeral = { ephemeralPorts: anyEphemeral, ephemeralRanges: [anyEphemeral] };
const linux: Ephemeral = { ephemeralPorts: linuxEphemeral, ephemeralRanges: [linuxEphemeral] };
const linuxOrWindows: Ephemeral = {
  ephemeralPorts: portRange(32768, 65535),
  ephemeralRanges: [linuxEphemeral, windowsEphemeral],
};

/** NACL-3. */
function ephemeralOf(kind: WorkloadKind): Ephemeral {
  switch (kind) {
    case 'lambda-vpc':
    case 'load-balancer':
      return any;
    case 'ecs-fargate':
    case 'eks-private':
    case 'codebuild-vpc':
      return linux;
    default:
      return linuxOrWindows;
  }
}

export { anyEphemeral };
