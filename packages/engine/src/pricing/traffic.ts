import { fail, type Result, succeed } from '../base/result.ts';
import type { Id } from '../model/identity.ts';
import type { NatGateway, Network, Vpc, VpcEndpoint } from '../model/network.ts';
import { zonesOf } from './billables.ts';
import { type Decimal, splitByWeights, zero } from './decimal.ts';
import type { UnpricedReason } from './design.ts';
import type { CallingWorkload, UsageTable } from './usage.ts';

/** By what a call leaves its subnet; the same words as the proof's. */
export type WayKind =
  | 'local'
  | 'interface-endpoint'
  | 'gateway-endpoint'
  | 'internet-gateway'
  | 'egress-only-internet-gateway'
  | 'nat-gateway'
  | 'nat-instance'
  | 'vpc-peering-connection'
  | 'transit-gateway'
  | 'vpn-gateway'
  | 'none';

/** One call of a workload, as the proof answers it: the caller of the pricing fills it in. */
export interface PricedCall extends CallingWorkload {
  /** Short name (`ecr.dkr`), or `internet`. */
  readonly service: string;
  /** Endpoint types that AWS offers for it; empty = none, or not an AWS service. */
  readonly endpointTypes: readonly ('Interface' | 'Gateway')[];
  /** `endpoint-present`: only its endpoint is there; it moves nothing unless the usage names the service. */
  readonly why: 'called' | 'endpoint-present';
  /** One for each part of the answer; a part that is blocked has the way `none`. */
  readonly ways: readonly PricedWay[];
}

export interface PricedWay {
  readonly subnets: readonly Id<'Subnet'>[];
  readonly kind: WayKind;
  /** Address of the gateway, endpoint or NAT; empty for `local` and `none`. */
  readonly component: string;
}

/** What one way of one call moves in a month. */
export interface Traffic {
  readonly workload: string;
  readonly service: string;
  readonly endpointTypes: readonly ('Interface' | 'Gateway')[];
  readonly vpc: string | undefined;
  readonly region: Result<string, UnpricedReason>;
  readonly kind: WayKind;
  readonly component: string;
  /** `undefined` = no usage was given: the charge is unpriced. */
  readonly gb: Decimal | undefined;
  /** The part that leaves AWS, of calls to the internet. */
  readonly outGb: Decimal | undefined;
  /** AZs of the callers; `undefined` = not known. */
  readonly zones: ReadonlySet<string> | undefined;
  /** How much of it comes from subnets in an AZ where the component is not; `undefined` = not known. */
  readonly crossAzGb: Decimal | undefined;
  /** The call has several ways, and the usage was shared between them by their subnets. */
  readonly isShared: boolean;
}

/** What every call moves, with the usage that is known. */
export function trafficOf(
  network: Network,
  calls: readonly PricedCall[],
  usage: UsageTable,
): readonly Traffic[] {
  const reading = new TrafficReading(network);
  return calls
    .filter((call) => call.why === 'called' || usage.namesService(call, call.service))
    .flatMap((call) => reading.ofCall(call, usage));
}

class TrafficReading {
  readonly #network: Network;
  readonly #vpcs: ReadonlyMap<string, Vpc>;
  readonly #natGateways: ReadonlyMap<string, NatGateway>;
  readonly #endpoints: ReadonlyMap<string, VpcEndpoint>;

  constructor(network: Network) {
    this.#network = network;
    this.#vpcs = network.vpcs;
    this.#natGateways = network.natGateways;
    this.#endpoints = network.vpcEndpoints;
  }

  ofCall(call: PricedCall, usage: UsageTable): readonly Traffic[] {
    const amounts = usage.ofCall(call, call.service);
    // A part that gets nowhere moves nothing: its share goes by the other ways, if there are any.
    const open = call.ways.filter(({ kind }) => kind !== 'none');
    const ways = open.length === 0 ? call.ways : open;
    const weights = ways.map(({ subnets }) => Math.max(subnets.length, 1));
    const shares = (whole: Decimal | undefined) =>
      whole === undefined ? undefined : splitByWeights(whole, weights);
    const gb = shares(amounts?.gbPerMonth);
    const out = shares(amounts?.outGbPerMonth);
    return ways.map((way, i) => ({
      workload: call.workload,
      service: call.service,
      endpointTypes: call.endpointTypes,
      ...this.#placeOf(way),
      kind: way.kind,
      component: way.component,
      gb: gb?.[i],
      outGb: out?.[i],
      zones: zonesOf(way.subnets, this.#network),
      crossAzGb: this.#crossAzGb(way, gb?.[i]),
      isShared: ways.length > 1,
    }));
  }

  #placeOf(way: PricedWay): Pick<Traffic, 'vpc' | 'region'> {
    const [subnet] = way.subnets;
    const id = subnet === undefined ? undefined : this.#network.subnets.get(subnet)?.vpc;
    const vpc = id?.kind === 'known' ? id.value : undefined;
    const region =
      (vpc === undefined ? undefined : this.#vpcs.get(vpc))?.region ?? this.#network.defaultRegion;
    return { vpc, region: region.kind === 'known' ? succeed(region.value) : fail('unknown-region') };
  }

  /** AZ-2: bytes from a subnet in another AZ than the NAT gateway or any of the endpoint's interfaces. */
  #crossAzGb(way: PricedWay, gb: Decimal | undefined): Decimal | undefined {
    const standsIn = this.#zonesOfComponent(way);
    if (standsIn === 'everywhere') return zero;
    const zones = way.subnets.map((subnet) => zonesOf([subnet], this.#network));
    if (gb === undefined || standsIn === undefined || zones.includes(undefined)) return undefined;
    const crossing = zones.filter((zone) => [...(zone ?? [])].some((name) => !standsIn.has(name))).length;
    return splitByWeights(gb, [crossing, zones.length - crossing])[0];
  }

  /** Gateways of whole VPCs stand in every AZ, and so does a regional NAT gateway (NAT-8, once it is active). */
  #zonesOfComponent(way: PricedWay): ReadonlySet<string> | 'everywhere' | undefined {
    if (way.kind === 'nat-gateway') {
      const nat = this.#natGateways.get(way.component);
      const mode = nat?.availabilityMode;
      if (mode?.kind === 'known' && mode.value === 'regional') return 'everywhere';
      return nat?.subnet?.kind === 'known' ? zonesOf([nat.subnet.value], this.#network) : undefined;
    }
    if (way.kind === 'interface-endpoint') {
      const endpoint = this.#endpoints.get(way.component);
      if (endpoint === undefined || endpoint.subnets.unknowns.length > 0) return undefined;
      return zonesOf(endpoint.subnets.items, this.#network);
    }
    return 'everywhere';
  }
}
