import type { Id, NatGateway, Network, Subnet, Vpc, Workload } from '@naisen/engine';
import { hashOf, ipv4Text, ipv6Host, ipv6Text, NumberRange, prefixText, usableIpv4 } from './addresses.ts';
import type { LabGaps } from './gaps.ts';
import { hostNames } from './host-names.ts';
import type { InterfaceOwner, LabHost, LabInterface } from './lab-plan.ts';

export interface PlacedSubnet {
  readonly subnet: Subnet;
  readonly linkGroup: number;
  /** `undefined` = none, or not known. */
  readonly ipv4: string | undefined;
  readonly ipv6: string | undefined;
}

export interface PlacedVpc {
  readonly vpc: Vpc;
  /** 1, 2…: in the order of their ids. */
  readonly number: number;
  readonly router: string;
  readonly edge: string;
  readonly subnets: readonly PlacedSubnet[];
}

/** An ENI, with what only the plan needs to know. */
export interface PlacedInterface extends LabInterface {
  /** Of the other end, in the owner's namespace. */
  readonly peerDevice: string;
  readonly mac: string;
  readonly linkGroup: number;
  /** A stand-in's group is not decided: nothing filters there. */
  readonly isStandIn: boolean;
}

export interface Placement {
  readonly vpcs: readonly PlacedVpc[];
  readonly interfaces: readonly PlacedInterface[];
  readonly hosts: readonly LabHost[];
  readonly regionalNats: readonly RegionalNat[];
}

/** NAT-7: of no subnet; all that the network sees of it is its public address. */
export interface RegionalNat {
  readonly id: Id<'NatGateway'>;
  readonly vpc: Id<'Vpc'>;
  readonly namespace: string;
  /** The router's device. */
  readonly device: string;
  readonly publicIpv4: string | undefined;
}

/** Gives every VPC its router and everything in a subnet its ENI and addresses (LAB-1, LAB-5). */
export function placeInterfaces(network: Network, prefix: string, gaps: LabGaps): Placement {
  const vpcs = placeVpcs(network, prefix, gaps);
  const placer = new Placer(network, prefix, vpcs, gaps);
  placer.placeFixed();
  placer.placeEndpoints();
  placer.placeNatGateways();
  placer.placeWorkloads();
  const { regionalNats } = placer;
  const hosts = placer.hosts.sort((a, b) => inNumbers.compare(a.name, b.name));
  return { vpcs, interfaces: placer.interfaces.sort(byId), hosts, regionalNats };
}

/** `h-2` before `h-10`, as people look for them. */
const inNumbers = new Intl.Collator('en', { numeric: true });

function byId(a: LabInterface, b: LabInterface): number {
  return a.eniId < b.eniId ? -1 : 1;
}

export function sortedById<Thing extends { readonly id: string }>(things: Iterable<Thing>): readonly Thing[] {
  return [...things].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function placeVpcs(network: Network, prefix: string, gaps: LabGaps): readonly PlacedVpc[] {
  const subnets = sortedById(network.subnets.values());
  return sortedById(network.vpcs.values()).map((vpc, index) => {
    const groups = new NumberRange(1001, 8000);
    const number = index + 1;
    const own = subnets.filter((subnet) => subnet.vpc.kind === 'known' && subnet.vpc.value === vpc.id);
    return {
      vpc,
      number,
      router: `${prefix}router.${number}`,
      edge: `${prefix}edge.${number}`,
      subnets: own.map((subnet) => placeSubnet(subnet, groups.take(subnet.id) ?? 0, gaps)),
    };
  });
}

function placeSubnet(subnet: Subnet, linkGroup: number, gaps: LabGaps): PlacedSubnet {
  const { ipv4Cidr, ipv6Cidr, origin } = subnet;
  const ipv4 = ipv4Cidr && gaps.valueOf(ipv4Cidr, `${subnet.id}.cidr_block`, origin);
  const ipv6 = ipv6Cidr && gaps.valueOf(ipv6Cidr, `${subnet.id}.ipv6_cidr_block`, origin);
  return {
    subnet,
    linkGroup,
    ipv4: ipv4 && prefixText(ipv4),
    ipv6: ipv6 && prefixText(ipv6),
  };
}

/** What an ENI is placed with. */
interface Wanted {
  readonly key: string;
  readonly owner: InterfaceOwner;
  readonly namespace: string;
  readonly peerDevice: string | undefined;
  readonly groups: readonly Id<'SecurityGroup'>[];
  readonly sourceDestCheck: boolean;
  readonly wantsIpv4: boolean;
  readonly wantsIpv6: boolean;
  readonly fixed: number | undefined;
  readonly fixedIpv6: bigint | undefined;
  readonly hasPublicIp: boolean;
  readonly knownPublicIp: number | undefined;
  readonly isStandIn: boolean;
}

class Placer {
  readonly interfaces: PlacedInterface[] = [];
  readonly hosts: LabHost[] = [];
  readonly regionalNats: RegionalNat[] = [];
  readonly #network: Network;
  readonly #prefix: string;
  readonly #gaps: LabGaps;
  readonly #places = new Map<Id<'Subnet'>, { readonly vpc: PlacedVpc; readonly subnet: PlacedSubnet }>();
  readonly #addresses = new Map<Id<'Subnet'>, NumberRange>();
  readonly #ipv6Hosts = new Map<Id<'Subnet'>, NumberRange>();
  readonly #devices = new NumberRange(0, 0x1000000);
  readonly #enis = new NumberRange(0, 0x1_0000_0000);
  /** TEST-NET-3; a larger lab goes on in 198.18.0.0/15. */
  readonly #public = [new NumberRange(0xcb007101, 254), new NumberRange(0xc6120001, 0x1fffe)];

  constructor(network: Network, prefix: string, vpcs: readonly PlacedVpc[], gaps: LabGaps) {
    this.#network = network;
    this.#prefix = prefix;
    this.#gaps = gaps;
    for (const vpc of vpcs)
      for (const subnet of vpc.subnets) this.#places.set(subnet.subnet.id, { vpc, subnet });
  }

  /** Addresses that somebody wrote are nobody else's. */
  placeFixed(): void {
    for (const workload of this.#network.workloads.values())
      for (const id of workload.subnets.items) {
        for (const address of workload.privateIps) this.#rangeOf(id)?.reserve(address);
        for (const address of workload.ipv6Addresses ?? []) {
          const offset = this.#ipv6Offset(id, address);
          if (offset !== undefined) this.#ipv6RangeOf(id).reserve(Number(offset));
        }
      }
    for (const elasticIp of this.#network.elasticIps.values())
      if (elasticIp.publicIp.kind === 'known')
        for (const range of this.#public) range.reserve(elasticIp.publicIp.value);
  }

  placeEndpoints(): void {
    for (const endpoint of sortedById(this.#network.vpcEndpoints.values())) {
      if (endpoint.type.kind !== 'known' || endpoint.type.value !== 'Interface') continue;
      this.#gaps.missAll(endpoint.subnets.unknowns, `${endpoint.id}.subnet_ids`, endpoint.origin);
      this.#gaps.missAll(
        endpoint.securityGroups.unknowns,
        `${endpoint.id}.security_group_ids`,
        endpoint.origin,
      );
      const family = this.#gaps.valueOf(
        endpoint.ipAddressType,
        `${endpoint.id}.ip_address_type`,
        endpoint.origin,
      );
      for (const id of [...endpoint.subnets.items].sort()) {
        const place = this.#places.get(id);
        if (place === undefined) continue;
        this.#place(id, {
          key: `${endpoint.id} ${id}`,
          owner: { kind: 'vpc-endpoint', endpoint: endpoint.id },
          namespace: place.vpc.edge,
          peerDevice: 'v',
          groups: this.#groupsOf(endpoint.securityGroups.items, place.vpc.vpc),
          sourceDestCheck: true,
          wantsIpv4: family !== 'ipv6',
          wantsIpv6: family !== 'ipv4',
          ...noPublicIp,
        });
      }
    }
  }

  placeNatGateways(): void {
    for (const nat of sortedById(this.#network.natGateways.values())) {
      if (nat.subnet === undefined) {
        this.#placeRegional(nat);
        continue;
      }
      const subnet = this.#gaps.valueOf(nat.subnet, `${nat.id}.subnet_id`, nat.origin);
      if (subnet === undefined) continue;
      this.#place(subnet, {
        key: nat.id,
        owner: { kind: 'nat-gateway', natGateway: nat.id },
        namespace: this.#natNamespace(nat.id),
        peerDevice: undefined,
        groups: [],
        sourceDestCheck: false,
        wantsIpv4: true,
        wantsIpv6: false,
        ...noPublicIp,
        hasPublicIp: nat.elasticIp !== undefined,
        knownPublicIp: this.#knownAddress(nat),
      });
    }
  }

  #natNamespace(id: string): string {
    return `${this.#prefix}nat.${hashOf(id, 0x1000000).toString(16)}`;
  }

  #knownAddress({ elasticIp }: NatGateway): number | undefined {
    const found = elasticIp?.kind === 'known' ? this.#network.elasticIps.get(elasticIp.value) : undefined;
    return found?.publicIp.kind === 'known' ? found.publicIp.value : undefined;
  }

  #placeRegional(nat: NatGateway): void {
    const { id, origin } = nat;
    const vpc = nat.vpc && this.#gaps.valueOf(nat.vpc, `${id}.vpc_id`, origin);
    if (vpc === undefined) return;
    this.regionalNats.push({
      id,
      vpc,
      namespace: this.#natNamespace(id),
      device: `n${(this.#devices.take(id) ?? 0).toString(16).padStart(6, '0')}`,
      publicIpv4: this.#publicAddress(id, this.#knownAddress(nat)),
    });
  }

  placeWorkloads(): void {
    const workloads = sortedById(this.#network.workloads.values());
    const names = hostNames(workloads, this.#network);
    for (const workload of workloads) {
      this.#gaps.missAll(workload.subnets.unknowns, `${workload.id}.subnets`, workload.origin);
      this.#gaps.missAll(workload.securityGroups.unknowns, `${workload.id}.security_groups`, workload.origin);
      for (const id of [...workload.subnets.items].sort()) this.#placeWorkload(workload, id, names);
    }
  }

  #placeWorkload(workload: Workload, id: Id<'Subnet'>, names: ReadonlyMap<string, string>): void {
    const place = this.#places.get(id);
    if (place === undefined) return this.#gaps.miss(id, workload.origin);
    const { subnet } = place.subnet;
    const isStandIn = workload.kind === 'subnet';
    const name = names.get(`${workload.id} ${id}`) ?? workload.id;
    const elasticIp = this.#elasticIpOf(workload);
    const check = this.#gaps.valueOf(
      workload.sourceDestCheck,
      `${workload.id}.source_dest_check`,
      workload.origin,
    );
    const eni = this.#place(id, {
      key: `${workload.id} ${id}`,
      owner: { kind: 'workload', workload: workload.id },
      namespace: `${this.#prefix}${name}`,
      peerDevice: undefined,
      groups: isStandIn ? [] : this.#groupsOf(workload.securityGroups.items, place.vpc.vpc),
      sourceDestCheck: check ?? true,
      wantsIpv4: true,
      wantsIpv6: this.#decides(workload, workload.ipv6, subnet.assignIpv6AddressOnCreation, 'ipv6'),
      fixed: workload.privateIps.find((address) => this.#holds(id, address)),
      fixedIpv6: workload.ipv6Addresses?.find((address) => this.#ipv6Offset(id, address) !== undefined),
      hasPublicIp:
        elasticIp !== undefined ||
        this.#decides(workload, workload.publicIp, subnet.mapPublicIpOnLaunch, 'public_ip'),
      knownPublicIp: elasticIp?.publicIp.kind === 'known' ? elasticIp.publicIp.value : undefined,
      isStandIn,
    });
    if (eni !== undefined)
      this.hosts.push({ name, workload: workload.id, namespace: eni.namespace, eniId: eni.eniId });
  }

  #decides(
    workload: Workload,
    own: Workload['publicIp'],
    bySubnet: Subnet['mapPublicIpOnLaunch'],
    what: string,
  ): boolean {
    const value = this.#gaps.valueOf(own, `${workload.id} ${what}`, workload.origin);
    if (value !== 'by-subnet') return value === 'yes';
    return this.#gaps.valueOf(bySubnet, `${workload.id} ${what}`, workload.origin) ?? false;
  }

  #elasticIpOf(workload: Workload): ReturnType<Network['elasticIps']['get']> {
    return [...this.#network.elasticIps.values()].find(
      ({ instance, networkInterface }) =>
        (workload.instance !== undefined &&
          instance?.kind === 'known' &&
          instance.value === workload.instance) ||
        (networkInterface?.kind === 'known' && String(networkInterface.value) === workload.id),
    );
  }

  /** IF-4: none given = the VPC's default group. */
  #groupsOf(given: readonly Id<'SecurityGroup'>[], vpc: Vpc): readonly Id<'SecurityGroup'>[] {
    if (given.length > 0) return [...given].sort();
    const fallback = this.#gaps.valueOf(vpc.defaultSecurityGroup, `${vpc.id} default group`, vpc.origin);
    return fallback === undefined ? [] : [fallback];
  }

  #place(id: Id<'Subnet'>, wanted: Wanted): PlacedInterface | undefined {
    const place = this.#places.get(id);
    if (place === undefined) return undefined;
    const { subnet } = place.subnet;
    const ipv4 = wanted.wantsIpv4 ? this.#ipv4In(id, wanted) : undefined;
    const ipv6 = wanted.wantsIpv6 ? this.#ipv6In(id, subnet, wanted) : undefined;
    if (ipv4 === undefined && ipv6 === undefined) return undefined;
    const device = (this.#devices.take(wanted.key) ?? 0).toString(16).padStart(6, '0');
    const eni = (this.#enis.take(wanted.key) ?? 0).toString(16).padStart(8, '0');
    const placed: PlacedInterface = {
      eniId: `eni-0${eni}`,
      owner: wanted.owner,
      namespace: wanted.namespace,
      router: place.vpc.router,
      device: `e${device}`,
      peerDevice: wanted.peerDevice === undefined ? 'eth0' : `${wanted.peerDevice}${device}`,
      mac: `02:4e:${[0, 2, 4, 6].map((at) => eni.slice(at, at + 2)).join(':')}`,
      linkGroup: place.subnet.linkGroup,
      vpc: place.vpc.vpc.id,
      subnet: id,
      availabilityZone: subnet.availabilityZone.kind === 'known' ? subnet.availabilityZone.value : '',
      ipv4: ipv4 === undefined ? undefined : ipv4Text(ipv4),
      ipv6: ipv6 === undefined ? undefined : ipv6Text(ipv6),
      publicIpv4: wanted.hasPublicIp ? this.#publicAddress(wanted.key, wanted.knownPublicIp) : undefined,
      securityGroups: wanted.groups,
      sourceDestCheck: wanted.sourceDestCheck,
      isStandIn: wanted.isStandIn,
    };
    this.interfaces.push(placed);
    return placed;
  }

  #publicAddress(key: string, known: number | undefined): string | undefined {
    const number = known ?? this.#public[0]?.take(key) ?? this.#public[1]?.take(key);
    return number === undefined ? undefined : ipv4Text(number);
  }

  #holds(id: Id<'Subnet'>, address: number): boolean {
    const cidr = this.#places.get(id)?.subnet.subnet.ipv4Cidr;
    if (cidr?.kind !== 'known') return false;
    const { address: first, length } = cidr.value;
    return address >= first && address < first + 2 ** (32 - length);
  }

  #rangeOf(id: Id<'Subnet'>): NumberRange | undefined {
    const cidr = this.#places.get(id)?.subnet.subnet.ipv4Cidr;
    if (cidr?.kind !== 'known') return undefined;
    const range = this.#addresses.get(id) ?? usableIpv4(cidr.value);
    this.#addresses.set(id, range);
    return range;
  }

  #ipv4In(id: Id<'Subnet'>, { key, fixed }: Wanted): number | undefined {
    if (fixed !== undefined) return fixed;
    const range = this.#rangeOf(id);
    if (range === undefined) return undefined;
    const address = range.take(key);
    if (address === undefined) this.#gaps.refuse(key.split(' ')[0] ?? key, 'full-subnet', undefined);
    return address;
  }

  #ipv6In(id: Id<'Subnet'>, { ipv6Cidr }: Subnet, { key, fixedIpv6 }: Wanted): bigint | undefined {
    if (ipv6Cidr?.kind !== 'known') return undefined;
    if (fixedIpv6 !== undefined) return fixedIpv6;
    const number = this.#ipv6RangeOf(id).take(key);
    return number === undefined ? undefined : ipv6Host(ipv6Cidr.value, number);
  }

  #ipv6RangeOf(id: Id<'Subnet'>): NumberRange {
    const range = this.#ipv6Hosts.get(id) ?? new NumberRange(0x10, 0xff00);
    this.#ipv6Hosts.set(id, range);
    return range;
  }

  #ipv6Offset(id: Id<'Subnet'>, address: bigint): bigint | undefined {
    const cidr = this.#places.get(id)?.subnet.subnet.ipv6Cidr;
    if (cidr?.kind !== 'known') return undefined;
    const offset = address - cidr.value.address;
    return offset >= 0n && offset < 1n << BigInt(128 - cidr.value.length) ? offset : undefined;
  }
}

const noPublicIp = {
  fixed: undefined,
  fixedIpv6: undefined,
  hasPublicIp: false,
  knownPublicIp: undefined,
  isStandIn: false,
} as const;
