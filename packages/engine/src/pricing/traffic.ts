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
  /** Where the callers stand. */
  readonly subnets: readonly Id<'Subnet'>[];
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

/** What follows from the position alone: calls of one position share it. */
type Shared = Pick<Traffic, 'vpc' | 'region' | 'zones'>;

class TrafficReading {
  readonly #network: Network;
  readonly #vpcs: ReadonlyMap<string, Vpc>;
  readonly #natGateways: ReadonlyMap<string, NatGateway>;
  readonly #endpoints: ReadonlyMap<string, VpcEndpoint>;
  readonly #places = new Map<string, Shared>();
  readonly #crossing = new Map<string, readonly [number, number] | undefined>();
  readonly #shares = new WeakMap<Decimal, Map<string, readonly Decimal[]>>();

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
    const gb = this.#split(amounts?.gbPerMonth, weights);
    const out = this.#split(amounts?.outGbPerMonth, weights);
    return ways.map((way, i) => ({
      workload: call.workload,
      service: call.service,
      endpointTypes: call.endpointTypes,
      ...this.#placeOf(way),
      kind: way.kind,
      component: way.component,
      subnets: way.subnets,
      gb: gb?.[i],
      outGb: out?.[i],
      crossAzGb: this.#crossAzGb(way, gb?.[i]),
      isShared: ways.length > 1,
    }));
  }

  /** One amount is shared in the same way by thousands of calls that `*` stands for. */
  #split(whole: Decimal | undefined, weights: readonly number[]): readonly Decimal[] | undefined {
    if (whole === undefined) return undefined;
    const known = this.#shares.get(whole) ?? new Map<string, readonly Decimal[]>();
    this.#shares.set(whole, known);
    const key = weights.join(' ');
    const parts = known.get(key) ?? splitByWeights(whole, weights);
    known.set(key, parts);
    return parts;
  }

  #placeOf(way: PricedWay): Shared {
    const key = way.subnets.join('\n');
    const place = this.#places.get(key) ?? this.#readPlace(way);
    this.#places.set(key, place);
    return place;
  }

  #readPlace({ subnets }: PricedWay): Shared {
    const [subnet] = subnets;
    const id = subnet === undefined ? undefined : this.#network.subnets.get(subnet)?.vpc;
    const vpc = id?.kind === 'known' ? id.value : undefined;
    const region =
      (vpc === undefined ? undefined : this.#vpcs.get(vpc))?.region ?? this.#network.defaultRegion;
    return {
      vpc,
      region: region.kind === 'known' ? succeed(region.value) : fail('unknown-region'),
      zones: zonesOf(subnets, this.#network),
    };
  }

  /** AZ-2: bytes from a subnet in another AZ than the NAT gateway or any of the endpoint's interfaces. */
  #crossAzGb(way: PricedWay, gb: Decimal | undefined): Decimal | undefined {
    const key = `${way.kind} ${way.component} ${way.subnets.join('\n')}`;
    const weights = this.#crossing.has(key) ? this.#crossing.get(key) : this.#crossingOf(way);
    this.#crossing.set(key, weights);
    if (weights === undefined) return undefined;
    if (weights[0] === 0) return zero;
    return this.#split(gb, weights)?.[0];
  }

  /** Subnets whose bytes cross, and the others; `undefined` = an AZ is not known. */
  #crossingOf(way: PricedWay): readonly [number, number] | undefined {
    const standsIn = this.#zonesOfComponent(way);
    if (standsIn === 'everywhere') return [0, 1];
    const zones = way.subnets.map((subnet) => zonesOf([subnet], this.#network));
    if (standsIn === undefined || zones.includes(undefined)) return undefined;
    const crossing = zones.filter((zone) => [...(zone ?? [])].some((name) => !standsIn.has(name))).length;
    return [crossing, zones.length - crossing];
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
