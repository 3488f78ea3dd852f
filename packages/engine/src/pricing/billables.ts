import type { Collection, Known } from '../base/known.ts';
import { compareAddresses } from '../base/ordered.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import type { Id } from '../model/identity.ts';
import type { FlowLog, NatGateway, Network, Vpc, VpcEndpoint } from '../model/network.ts';
import type { Workload } from '../model/workload.ts';
import type {
  Billable,
  BilledExtras,
  BilledPublicIpv4,
  Count,
  FlowLogDestination,
  UnpricedReason,
} from './design.ts';

type RegionAnswer = Result<string, UnpricedReason>;

/** Everything of a network that costs by being there, in order of address. */
export function billablesOf(network: Network, extras: BilledExtras): readonly Billable[] {
  const reading = new BillableReading(network);
  const uncounted = new Set(extras.uncounted);
  const counted = [
    ...[...network.natGateways.values()].map((nat) => reading.natGateway(nat)),
    ...reading.publicAddresses(),
    ...[...network.vpcEndpoints.values()].map((endpoint) => reading.endpoint(endpoint)),
    ...reading.transitGateways(),
    ...reading.flowLogs(),
    ...reading.resolverEndpoints(extras),
    ...reading.unmodelled(extras),
  ].filter(({ resource }) => !uncounted.has(resource));
  return [...counted, ...reading.uncounted(extras)].sort((a, b) => compareAddresses(a.resource, b.resource));
}

/** Kinds of constructs that cost and of which the model holds only a gap. */
const costlyConstruct =
  /(?:^|\.)(aws_networkfirewall_firewall|aws_vpn_connection|aws_ec2_transit_gateway_\w+|aws_vpc_endpoint|aws_nat_gateway|aws_eip|aws_flow_log|aws_route53_resolver_endpoint)(?:\.|$)/;

class BillableReading {
  readonly #network: Network;
  readonly #vpcs: ReadonlyMap<string, Vpc>;
  readonly #instancesWithElasticIp: ReadonlySet<string>;

  constructor(network: Network) {
    this.#network = network;
    this.#vpcs = network.vpcs;
    this.#instancesWithElasticIp = new Set(
      [...network.elasticIps.values()].flatMap(({ instance }) => knownOrUndefined(instance) ?? []),
    );
  }

  natGateway(nat: NatGateway): Billable {
    const vpc = this.#vpcOfNat(nat);
    const mode = nat.availabilityMode.kind === 'known' ? nat.availabilityMode.value : 'unknown';
    return {
      kind: 'nat-gateway',
      resource: nat.id,
      region: this.#regionOf(vpc),
      vpc,
      availabilityMode: mode,
      zones: this.#natZones(mode, vpc),
      zoneNames: nat.subnet?.kind === 'known' ? zonesOf([nat.subnet.value], this.#network) : undefined,
    };
  }

  /** NAT-7, PR-5: a regional one is active where there is something to serve; a zonal one stands in one AZ. */
  #natZones(mode: 'zonal' | 'regional' | 'unknown', vpc: string | undefined): Count {
    if (mode === 'zonal') return succeed(1);
    if (mode === 'unknown') return fail('unknown-type');
    const subnets = [...this.#network.workloads.values()]
      .filter((workload) => workload.kind !== 'subnet')
      .flatMap((workload) => workload.subnets.items)
      .filter((subnet) => this.#vpcOfSubnet(subnet) === vpc);
    const zones = zonesOf(subnets, this.#network);
    return zones === undefined || zones.size === 0 ? fail('unknown-zones') : succeed(zones.size);
  }

  /** PR-6: every public IPv4 address pays, in use or idle. */
  publicAddresses(): readonly Billable[] {
    return [
      ...this.#elasticIps(),
      ...[...this.#network.natGateways.values()].flatMap((nat) => this.#impliedByNat(nat)),
      ...[...this.#network.workloads.values()].flatMap((workload) => this.#impliedByWorkload(workload)),
    ];
  }

  #elasticIps(): readonly BilledPublicIpv4[] {
    const natOf = new Map<string, NatGateway>();
    for (const nat of this.#network.natGateways.values()) {
      if (nat.elasticIp?.kind === 'known') natOf.set(nat.elasticIp.value, nat);
    }
    return [...this.#network.elasticIps.values()].map((elasticIp): BilledPublicIpv4 => {
      const nat = natOf.get(elasticIp.id);
      const vpc = nat === undefined ? undefined : this.#vpcOfNat(nat);
      return {
        kind: 'public-ipv4',
        resource: elasticIp.id,
        region: vpc === undefined ? this.#defaultRegion() : this.#regionOf(vpc),
        vpc,
        count: succeed(1),
        usedBy: nat?.id ?? knownOrUndefined(elasticIp.instance),
      };
    });
  }

  /** A public gateway whose address is declared nowhere has one all the same; a regional one has one per AZ. */
  #impliedByNat(nat: NatGateway): readonly BilledPublicIpv4[] {
    const isPrivate = nat.connectivityType.kind === 'known' && nat.connectivityType.value === 'private';
    const declared = nat.elasticIp?.kind === 'known' && this.#network.elasticIps.has(nat.elasticIp.value);
    if (isPrivate || declared) return [];
    const vpc = this.#vpcOfNat(nat);
    const mode = nat.availabilityMode.kind === 'known' ? nat.availabilityMode.value : 'unknown';
    const count = this.#natZones(mode, vpc);
    const region = this.#regionOf(vpc);
    return [{ kind: 'public-ipv4', resource: nat.id, region, vpc, count, usedBy: nat.id }];
  }

  /** One ENI of an instance is one address; how many tasks or nodes run is not in the source. */
  #impliedByWorkload(workload: Workload): readonly BilledPublicIpv4[] {
    if (workload.kind === 'subnet' || !this.#getsPublicIp(workload)) return [];
    const { instance } = workload;
    if (instance !== undefined && this.#instancesWithElasticIp.has(instance)) return [];
    const [subnet] = workload.subnets.items;
    const vpc = subnet === undefined ? undefined : this.#vpcOfSubnet(subnet);
    return [
      {
        kind: 'public-ipv4',
        resource: workload.id,
        region: this.#regionOf(vpc),
        vpc,
        count: instance === undefined ? fail('unknown-count') : succeed(1),
        usedBy: workload.id,
      },
    ];
  }

  #getsPublicIp(workload: Workload): boolean {
    if (workload.publicIp.kind !== 'known') return false;
    if (workload.publicIp.value !== 'by-subnet') return workload.publicIp.value === 'yes';
    return workload.subnets.items.some((id) => {
      const mapped = this.#network.subnets.get(id)?.mapPublicIpOnLaunch;
      return mapped?.kind === 'known' && mapped.value;
    });
  }

  endpoint(endpoint: VpcEndpoint): Billable {
    const vpc = knownOrUndefined(endpoint.vpc);
    return {
      kind: 'vpc-endpoint',
      resource: endpoint.id,
      region: this.#regionOf(vpc),
      vpc,
      type: knownOrUndefined(endpoint.type) ?? 'unknown',
      serviceName: knownOrUndefined(endpoint.serviceName),
      zones: this.#endpointZones(endpoint.subnets),
    };
  }

  /** PR-13. IF-1 allows one subnet for each AZ, so a subnet whose AZ is not known is an AZ of its own. */
  #endpointZones(subnets: Collection<Id<'Subnet'>>): Count {
    if (subnets.unknowns.length > 0) return fail('unknown-subnets');
    if (subnets.items.length === 0) return fail('no-subnets');
    const zones = subnets.items.map((id) => {
      const zone = this.#network.subnets.get(id)?.availabilityZone;
      return zone?.kind === 'known' ? zone.value : `of ${id}`;
    });
    return succeed(new Set(zones).size);
  }

  transitGateways(): readonly Billable[] {
    return [...this.#network.transitGateways.values()].map((gateway): Billable => {
      const [first] = gateway.attachments.items;
      const vpc = first === undefined ? undefined : knownOrUndefined(first.vpc);
      const isComplete = gateway.attachments.unknowns.length === 0;
      return {
        kind: 'transit-gateway',
        resource: gateway.id,
        region: vpc === undefined ? this.#defaultRegion() : this.#regionOf(vpc),
        vpc: undefined,
        attachments: isComplete ? succeed(gateway.attachments.items.length) : fail('unknown-attachments'),
      };
    });
  }

  flowLogs(): readonly Billable[] {
    return this.#network.flowLogs.map((log): Billable => {
      const subnet = knownOrUndefined(log.subnet);
      const vpc = knownOrUndefined(log.vpc) ?? (subnet === undefined ? undefined : this.#vpcOfSubnet(subnet));
      return {
        kind: 'flow-log',
        resource: log.address,
        region: vpc === undefined ? this.#defaultRegion() : this.#regionOf(vpc),
        vpc,
        destination: destinationOf(log),
      };
    });
  }

  resolverEndpoints({ resolverEndpoints }: BilledExtras): readonly Billable[] {
    const region = this.#defaultRegion();
    return resolverEndpoints.map(({ address, networkInterfaces }): Billable => {
      return { kind: 'resolver-endpoint', resource: address, region, vpc: undefined, networkInterfaces };
    });
  }

  unmodelled(extras: BilledExtras): readonly Billable[] {
    const constructs = this.#network.gaps
      .map(({ construct }) => construct)
      .filter((construct) => costlyConstruct.test(construct));
    return this.#open([...new Set([...constructs, ...extras.unmodelled])], 'not-modelled');
  }

  uncounted({ uncounted }: BilledExtras): readonly Billable[] {
    return this.#open(uncounted, 'unknown-count');
  }

  #open(resources: readonly string[], reason: 'not-modelled' | 'unknown-count'): readonly Billable[] {
    const region = this.#defaultRegion();
    return resources.map((resource) => ({
      kind: 'not-modelled',
      resource,
      region,
      vpc: undefined,
      reason,
    }));
  }

  #vpcOfNat(nat: NatGateway): string | undefined {
    const given = knownOrUndefined(nat.vpc);
    const subnet = knownOrUndefined(nat.subnet);
    return given ?? (subnet === undefined ? undefined : this.#vpcOfSubnet(subnet));
  }

  #vpcOfSubnet(subnet: Id<'Subnet'>): string | undefined {
    return knownOrUndefined(this.#network.subnets.get(subnet)?.vpc);
  }

  #regionOf(vpc: string | undefined): RegionAnswer {
    const found = vpc === undefined ? undefined : this.#vpcs.get(vpc);
    if (found === undefined) return this.#defaultRegion();
    return found.region.kind === 'known' ? succeed(found.region.value) : fail('unknown-region');
  }

  #defaultRegion(): RegionAnswer {
    const { defaultRegion } = this.#network;
    return defaultRegion.kind === 'known' ? succeed(defaultRegion.value) : fail('unknown-region');
  }
}

const destinations: readonly FlowLogDestination[] = ['cloud-watch-logs', 's3', 'kinesis-data-firehose'];

function destinationOf({ destinationType }: FlowLog): FlowLogDestination | undefined {
  const written = knownOrUndefined(destinationType);
  return destinations.find((destination) => destination === written);
}

function knownOrUndefined<Value>(value: Known<Value> | undefined): Value | undefined {
  return value?.kind === 'known' ? value.value : undefined;
}

/** @returns `undefined` when the AZ of one of them is not known */
export function zonesOf(
  subnets: readonly Id<'Subnet'>[],
  network: Pick<Network, 'subnets'>,
): ReadonlySet<string> | undefined {
  const zones = new Set<string>();
  for (const id of subnets) {
    const zone = network.subnets.get(id)?.availabilityZone;
    if (zone?.kind !== 'known') return undefined;
    zones.add(zone.value);
  }
  return zones;
}
