import { fail, type Result, succeed } from '../base/result.ts';
import type { Id } from '../model/identity.ts';
import type { NatGateway, Network, Vpc, VpcEndpoint } from '../model/network.ts';
import { zonesOf } from './billables.ts';
import { type Decimal, decimal, multiply, splitByWeights, zero } from './decimal.ts';
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

/** What one way of one call moves in a month. Thousands of calls share one. */
export interface Move {
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

/**
 * What one way of all calls that fare alike moves in a month; the amounts are those of all callers together.
 *
 * A bill is a matter of sums: an estate has hundreds of thousands of calls and thousands of ways (ENG-7).
 */
export interface Traffic extends Move {
  /** The callers, in the order of the calls. */
  readonly workloads: readonly string[];
  readonly service: string;
  readonly endpointTypes: readonly ('Interface' | 'Gateway')[];
}

/** What every call moves, with the usage that is known. */
export function trafficOf(
  network: Network,
  calls: readonly PricedCall[],
  usage: UsageTable,
): readonly Traffic[] {
  return trafficOfMoves(calls, movesOf(network, calls, usage));
}

/** What each call moves, by its ways, in the order of the calls; nothing for those that move nothing. */
export function movesOf(
  network: Network,
  calls: readonly PricedCall[],
  usage: UsageTable,
): readonly (readonly Move[])[] {
  const reading = new MoveReading(network, usage);
  return calls.map((call) =>
    call.why === 'called' || usage.namesService(call, call.service) ? reading.ofCall(call) : [],
  );
}

/** Calls with the same moves, summed up. Each call of the internet stands alone: its egress is its own. */
export function trafficOfMoves(
  calls: readonly PricedCall[],
  moves: readonly (readonly Move[])[],
): readonly Traffic[] {
  const groups: Callers[] = [];
  const known = new Map<readonly Move[], Map<string, Callers>>();
  for (const [at, own] of moves.entries()) {
    const call = calls[at];
    if (call === undefined || own.length === 0) continue;
    const byService = known.get(own) ?? new Map<string, Callers>();
    const same = call.service === 'internet' ? undefined : byService.get(call.service);
    if (same !== undefined) {
      same.workloads.push(call.workload);
      continue;
    }
    const group = { call, moves: own, workloads: [call.workload] };
    groups.push(group);
    known.set(own, byService.set(call.service, group));
  }
  return groups.flatMap(summed);
}

interface Callers {
  readonly call: PricedCall;
  readonly moves: readonly Move[];
  readonly workloads: string[];
}

function summed({ call: { service, endpointTypes }, moves, workloads }: Callers): readonly Traffic[] {
  const callers = decimal(workloads.length);
  const all = (ofOne: Decimal | undefined) => (ofOne === undefined ? undefined : multiply(ofOne, callers));
  return moves.map((move) => ({
    ...move,
    workloads,
    service,
    endpointTypes,
    gb: all(move.gb),
    outGb: all(move.outGb),
    crossAzGb: all(move.crossAzGb),
  }));
}

/** What follows from the position alone: calls of one position share it. */
type Shared = Pick<Move, 'vpc' | 'region' | 'zones'>;

type MovesByAmount = Map<Decimal | undefined, Map<Decimal | undefined, readonly Move[]>>;

class MoveReading {
  readonly #network: Network;
  readonly #usage: UsageTable;
  readonly #vpcs: ReadonlyMap<string, Vpc>;
  readonly #natGateways: ReadonlyMap<string, NatGateway>;
  readonly #endpoints: ReadonlyMap<string, VpcEndpoint>;
  readonly #moves = new Map<readonly PricedWay[], MovesByAmount>();
  readonly #places = new Map<string, Shared>();
  readonly #shares = new Map<Decimal, Map<string, readonly Decimal[]>>();

  constructor(network: Network, usage: UsageTable) {
    this.#network = network;
    this.#usage = usage;
    this.#vpcs = network.vpcs;
    this.#natGateways = network.natGateways;
    this.#endpoints = network.vpcEndpoints;
  }

  /** Calls that share their ways and their amounts share the list. */
  ofCall(call: PricedCall): readonly Move[] {
    const { ways } = call;
    const amounts = this.#usage.ofCall(call, call.service);
    const gb = amounts?.gbPerMonth;
    const out = amounts?.outGbPerMonth;
    const byAmount = this.#moves.get(ways);
    const earlier = byAmount?.get(gb)?.get(out);
    if (earlier !== undefined) return earlier;
    const moves = this.#readMoves(ways, gb, out);
    const known: MovesByAmount = byAmount ?? new Map();
    const byOut = known.get(gb) ?? new Map<Decimal | undefined, readonly Move[]>();
    this.#moves.set(ways, known.set(gb, byOut.set(out, moves)));
    return moves;
  }

  #readMoves(
    given: readonly PricedWay[],
    gb: Decimal | undefined,
    out: Decimal | undefined,
  ): readonly Move[] {
    // A part that gets nowhere moves nothing: its share goes by the other ways, if there are any.
    const open = given.filter(({ kind }) => kind !== 'none');
    const ways = open.length === 0 ? given : open;
    const weights = ways.map(({ subnets }) => Math.max(subnets.length, 1));
    const gbs = this.#split(gb, weights);
    const outs = this.#split(out, weights);
    return ways.map((way, i) => ({
      ...this.#placeOf(way),
      kind: way.kind,
      component: way.component,
      subnets: way.subnets,
      gb: gbs?.[i],
      outGb: outs?.[i],
      crossAzGb: this.#crossAzGb(way, gbs?.[i]),
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
    const weights = this.#crossingOf(way);
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
