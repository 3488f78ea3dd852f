import { invariant } from '../base/invariant.ts';
import type { Known } from '../base/known.ts';
import type { Catalog } from '../catalog/create-catalog.ts';
import type { HostnameClass } from '../catalog/hostname-classes.ts';
import { type AddressFamily, type Prefix, parsePrefix } from '../ip/address.ts';
import {
  type IpSet,
  isEmptySet,
  setOfAddress,
  setOfPrefix,
  setOfPrefixes,
  subtract,
  wholeSet,
} from '../ip/ip-set.ts';
import type { Id, Origin } from '../model/identity.ts';
import type { Network, RestApi, Subnet, VpcEndpoint } from '../model/network.ts';
import type { Workload } from '../model/workload.ts';
import type { NameAnswer, Resolution, ResolutionStep } from '../resolution/resolution.ts';
import type { Call, CallReason, PathAnswer, PrivacyLevel } from './answer.ts';
import { joinOutlines, joinPaths } from './call.ts';
import { nat64Gap } from './gap-codes.ts';
import { Outlines, type PathOutline } from './outline.ts';
import { closeTrail, mergeAnswers } from './path-answer.ts';
import { effectiveGroups, type Position, type Positions, positionsOf } from './position.ts';
import type { Prover } from './prover.ts';
import type { Target } from './target.ts';
import { type InterfaceTarget, subnetHolding, walkToInterface } from './to-interface.ts';
import { type PublicTarget, walkToPublic } from './to-public.ts';
import { codeOf, Trail } from './trail.ts';

/** Answers of one position to one target, with the remarks that belong to the call. */
interface PositionAnswer {
  readonly paths: readonly PathAnswer[];
  readonly notes: Call['notes'];
  readonly assumptions: Call['assumptions'];
}

/**
 * Proves one call of one workload, from every subnet it may be in.
 *
 * Verdict, level and way are there at once; the paths in full are proved when they are first read.
 */
export function proveCall(prover: Prover, workload: Workload, target: Target, reason: CallReason): Call {
  const { positions, unknowns } = placesOf(prover, workload);
  const { verdict, privacy, split, via } = summaryOf(prover, workload, target, positions, unknowns);
  const { hostname, port } = nameAndPort(prover, positions[0], target);
  const eager = {
    workload: workload.id,
    service: target.label,
    hostname,
    port,
    reason,
    verdict,
    privacy,
    split,
    via,
  };
  return new ProvedCall(eager, prover, workload, target);
}

type Summary = ReturnType<typeof joinOutlines>;

const summaries = new WeakMap<readonly PathOutline[], Summary>();

/** Clients whose only position fares alike share one summary. */
function summaryOf(
  prover: Prover,
  workload: Workload,
  target: Target,
  positions: readonly Position[],
  unknowns: Positions['unknowns'],
): Summary {
  const [only] = positions;
  if (only !== undefined && positions.length === 1 && unknowns.length === 0) {
    const outlines = outlinesFrom(prover, only, target);
    const summary = summaries.get(outlines) ?? summarize(outlines, workload, unknowns);
    summaries.set(outlines, summary);
    return summary;
  }
  const outlines = positions.flatMap((position) => outlinesFrom(prover, position, target));
  return summarize(outlines, workload, unknowns);
}

function summarize(
  outlines: readonly PathOutline[],
  workload: Workload,
  unknowns: Positions['unknowns'],
): Summary {
  const isOpen = unknowns.length > 0 || outlines.length === 0;
  const [first, ...rest] = isOpen ? [...outlines, unplaced(workload, unknowns)] : outlines;
  invariant(first !== undefined, 'a workload without a place has an answer that says so');
  return joinOutlines([first, ...rest]);
}

type Eager = Omit<Call, 'paths' | 'assumptions' | 'notes'>;
type Detail = Pick<Call, 'paths' | 'assumptions' | 'notes'>;

/** A call whose paths in full are proved when they are first read. */
class ProvedCall implements Call {
  readonly workload: Call['workload'];
  readonly service: string;
  readonly hostname: string;
  readonly port: number;
  readonly reason: CallReason;
  readonly verdict: Call['verdict'];
  readonly privacy: Call['privacy'];
  readonly split: boolean;
  readonly via: Call['via'];
  readonly #prover: Prover;
  readonly #from: Workload;
  readonly #target: Target;
  #detail: Detail | undefined;

  constructor(eager: Eager, prover: Prover, from: Workload, target: Target) {
    this.workload = eager.workload;
    this.service = eager.service;
    this.hostname = eager.hostname;
    this.port = eager.port;
    this.reason = eager.reason;
    this.verdict = eager.verdict;
    this.privacy = eager.privacy;
    this.split = eager.split;
    this.via = eager.via;
    this.#prover = prover;
    this.#from = from;
    this.#target = target;
  }

  get paths(): Call['paths'] {
    return this.#inFull().paths;
  }

  get assumptions(): Call['assumptions'] {
    return this.#inFull().assumptions;
  }

  get notes(): Call['notes'] {
    return this.#inFull().notes;
  }

  #inFull(): Detail {
    this.#detail ??= proveInFull(this.#prover, this.#from, this.#target);
    return this.#detail;
  }
}

const places = new WeakMap<Prover, Map<Workload, Positions>>();

function placesOf(prover: Prover, workload: Workload): Positions {
  const known = places.get(prover) ?? new Map<Workload, Positions>();
  places.set(prover, known);
  const earlier = known.get(workload);
  if (earlier !== undefined) return earlier;
  const positions = positionsOf(prover.network, workload);
  known.set(workload, positions);
  return positions;
}

const outlinesOf = new WeakMap<Prover, Outlines>();

function outlinesFrom(prover: Prover, position: Position, target: Target): readonly PathOutline[] {
  const outlines = outlinesOf.get(prover) ?? new Outlines(prover);
  outlinesOf.set(prover, outlines);
  return outlines.of(position, target.label, () => {
    prover.counters.paths = (prover.counters.paths ?? 0) + 1;
    // Gaps are found by the hops that meet them.
    return computeAnswer(prover, position, target, prover.network.gaps.length === 0).paths;
  });
}

function proveInFull(
  prover: Prover,
  workload: Workload,
  target: Target,
): Pick<Call, 'paths' | 'assumptions' | 'notes'> {
  const { positions, unknowns } = placesOf(prover, workload);
  const answers = positions.map((position) => computeAnswer(prover, position, target, false));
  const paths = [...mergeAnswers(answers.flatMap((answer) => answer.paths))];
  if (unknowns.length > 0 || paths.length === 0) paths.push(unplaced(workload, unknowns));
  const first = paths[0] as PathAnswer;
  return {
    paths: joinPaths([first, ...paths.slice(1)]).paths,
    assumptions: distinct(answers.flatMap((answer) => answer.assumptions)),
    notes: distinct(answers.flatMap((answer) => answer.notes)),
  };
}

function distinct<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** A workload whose subnets are not known may be anywhere. */
function unplaced(workload: Workload, unknowns: readonly { readonly reason: string }[]): PathAnswer {
  const trail = new Trail(true);
  trail.missAll(unknowns as Parameters<Trail['missAll']>[0], `${workload.id} subnets`, workload.origin);
  return {
    subnets: [],
    family: 'ipv4',
    destinations: [],
    destinationCount: '0',
    verdict: 'undetermined',
    privacy: undefined,
    via: { kind: 'none', component: '' },
    hops: [],
    blockers: [],
    unknowns: trail.unknowns,
    witness: undefined,
  };
}

function regionOf(position: Position | undefined, network: Network): string | undefined {
  const own = position?.vpc.region;
  const region: Known<string> | undefined = own?.kind === 'known' ? own : network.defaultRegion;
  return region?.kind === 'known' ? region.value : undefined;
}

function nameAndPort(
  prover: Prover,
  position: Position | undefined,
  target: Target,
): { hostname: string; port: number } {
  const region = regionOf(position, prover.network);
  switch (target.kind) {
    case 'service':
      return region === undefined
        ? { hostname: '', port: 443 }
        : serviceNameAndPort(prover.catalog, target.short, region);
    case 'hostname':
      return { hostname: target.hostname, port: target.port };
    case 'endpoint':
      return {
        hostname: endpointName(prover, target.endpoint),
        port: portOfEndpoint(prover, target.endpoint),
      };
    case 'rest-api':
      return { hostname: apiName(target.api), port: 443 };
    case 'workload':
    case 'address':
      return { hostname: '', port: target.port };
    case 'internet':
      return { hostname: '', port: 443 };
  }
}

interface NameAndPort {
  readonly hostname: string;
  readonly port: number;
}

const serviceNames = new WeakMap<Catalog, Map<string, NameAndPort>>();

function serviceNameAndPort(catalog: Catalog, short: string, region: string): NameAndPort {
  const known = serviceNames.get(catalog) ?? new Map<string, NameAndPort>();
  serviceNames.set(catalog, known);
  const key = `${short} ${region}`;
  const earlier = known.get(key);
  if (earlier !== undefined) return earlier;
  const hostname = catalog.hostnamesOf(short, region)[0]?.hostname ?? '';
  const found = { hostname, port: catalog.service(short, region)?.ports[0] ?? 443 };
  known.set(key, found);
  return found;
}

/** OE-8; the id is known only after apply. */
function endpointName(prover: Prover, endpoint: VpcEndpoint): string {
  const serviceName = endpoint.serviceName.kind === 'known' ? endpoint.serviceName.value : '';
  const own = prover.catalog.serviceByEndpointName(serviceName);
  const region =
    own?.region ?? (endpoint.serviceRegion?.kind === 'known' ? endpoint.serviceRegion.value : '');
  const short = own?.service.short ?? /vpce-svc-[0-9a-z]+/.exec(serviceName)?.[0] ?? serviceName;
  const foreignRegion = /^com\.amazonaws\.vpce\.([a-z0-9-]+)\./.exec(serviceName)?.[1];
  const bucket = short === 's3' ? 'bucket.' : '';
  return `${bucket}vpce-<id>.${short}.${foreignRegion ?? region}.vpce.amazonaws.com`;
}

function portOfEndpoint(prover: Prover, endpoint: VpcEndpoint): number {
  const serviceName = endpoint.serviceName.kind === 'known' ? endpoint.serviceName.value : '';
  return prover.catalog.serviceByEndpointName(serviceName)?.ports[0] ?? 443;
}

function apiName(api: RestApi): string {
  const region = api.region.kind === 'known' ? api.region.value : '<region>';
  return `<${api.address}.id>.execute-api.${region}.amazonaws.com`;
}

function computeAnswer(
  prover: Prover,
  position: Position,
  target: Target,
  isSketch: boolean,
): PositionAnswer {
  const collected = new Collected(prover, position, isSketch);
  const { hostname, port } = nameAndPort(prover, position, target);
  switch (target.kind) {
    case 'service':
    case 'hostname':
      if (hostname === '') collected.withoutName(target.label);
      else collected.toName(hostname, port);
      break;
    case 'rest-api':
      collected.toRestApi(target.api, hostname, port);
      break;
    case 'endpoint':
      collected.toEndpoint([], target.endpoint, 'ipv4', port);
      break;
    case 'workload':
      collected.toWorkload(target.workload, target.port);
      break;
    case 'address':
      collected.toAddresses([], setOfAddress(target.family, target.address), target.port, target.label);
      break;
    case 'internet':
      collected.toInternet();
  }
  return collected.finish();
}

/** V6-1: in an IPv6-only subnet nothing has an IPv4 address. */
function hasNoIpv4({ subnet }: Position): boolean {
  return subnet.ipv4Cidr === undefined;
}

/** Everything one position is answered for one target. */
class Collected {
  readonly #prover: Prover;
  readonly #position: Position;
  readonly #isSketch: boolean;
  readonly #paths: PathAnswer[] = [];
  readonly #notes: Call['notes'][number][] = [];
  readonly #assumptions: Call['assumptions'][number][] = [];

  constructor(prover: Prover, position: Position, isSketch: boolean) {
    this.#prover = prover;
    this.#position = position;
    this.#isSketch = isSketch;
  }

  finish(): PositionAnswer {
    if (hasNoIpv4(this.#position) && !this.#arrivesByIpv6) this.#leaveOpenForNat64();
    return { paths: this.#paths, notes: this.#notes, assumptions: this.#assumptions };
  }

  get #arrivesByIpv6(): boolean {
    const arrives = ({ verdict, family }: PathAnswer) => verdict === 'reachable' && family === 'ipv6';
    return this.#paths.length > 0 && this.#paths.every(arrives);
  }

  /** NAT-9: what a client without IPv4 does not reach by IPv6 it may reach by DNS64 and NAT64. */
  #leaveOpenForNat64(): void {
    const { subnet } = this.#position;
    this.#paths.length = 0;
    const trail = new Trail(this.#isSketch);
    const facts = { component: subnet.id, what: subnet.id, gap: nat64Gap };
    trail.miss('UNKNOWN_NOT_MODELLED', subnet.id, facts, subnet.origin);
    this.#close(trail, undefined, 443);
  }

  #close(trail: Trail, addresses: IpSet | undefined, port: number): void {
    this.#paths.push(closeTrail(this.#prover.network, trail, this.#position, addresses, port));
    this.#notes.push(...trail.notes);
    this.#assumptions.push(...trail.assumptions);
  }

  undetermined(code: string, what: string): void {
    const trail = new Trail(this.#isSketch);
    trail.miss(code, what, { what }, undefined);
    this.#close(trail, undefined, 443);
  }

  /** The name hangs on the Region, or the catalogue does not have it. */
  withoutName(label: string): void {
    const { region } = this.#position.vpc;
    if (region.kind === 'known') return this.undetermined('UNKNOWN_SERVICE_NAMES', label);
    const trail = new Trail(this.#isSketch);
    trail.missAll([region.unknown], this.#position.vpc.id, this.#position.vpc.origin);
    this.#close(trail, undefined, 443);
  }

  get #families(): readonly AddressFamily[] {
    if (hasNoIpv4(this.#position)) return ['ipv6'];
    const hasIpv6 = this.#position.ipv6.kind === 'unknown' || this.#position.ipv6.value;
    return hasIpv6 ? ['ipv4', 'ipv6'] : ['ipv4'];
  }

  toName(hostname: string, port: number): void {
    const resolution = this.#prover.resolve(this.#position.vpc, hostname, this.#families);
    switch (resolution.kind) {
      case 'undetermined':
        return this.#unresolved(resolution, hostname, port);
      case 'no-answer':
        return this.#refused(resolution, hostname, port);
      case 'answer':
        for (const answer of resolution.answers)
          this.#follow(resolution.steps, answer, hostname, port, undefined);
    }
  }

  /** DNS-18: the default names of public APIs are captured together with the private ones. */
  toRestApi(api: RestApi, hostname: string, port: number): void {
    const region = api.region.kind === 'known' ? api.region.value : undefined;
    if (region === undefined) return this.undetermined('UNKNOWN_UNTIL_APPLY', api.address);
    const resolution = this.#prover.resolve(this.#position.vpc, `api.execute-api.${region}.amazonaws.com`, [
      'ipv4',
    ]);
    if (resolution.kind !== 'answer') return this.toName(`api.execute-api.${region}.amazonaws.com`, port);
    const isPrivate = api.endpointTypes.items.includes('PRIVATE');
    for (const answer of resolution.answers) {
      const refuse = (trail: Trail): void => {
        const captured = answer.kind === 'endpoint';
        if (api.endpointTypes.unknowns.length > 0)
          trail.missAll(api.endpointTypes.unknowns, api.address, api.origin);
        else if (captured && !isPrivate) {
          const facts = { vpcEndpoint: answer.endpoint, name: hostname, component: api.address };
          trail.block(
            'DNS_WILDCARD_SHADOWS_PUBLIC_API',
            answer.endpoint,
            facts,
            ['DNS-18'],
            this.#prover.network.vpcEndpoints.get(answer.endpoint)?.origins.privateDnsEnabled,
            'USE_CUSTOM_DOMAIN',
          );
        } else if (!captured && isPrivate) {
          const facts = {
            component: api.address,
            name: hostname,
            serviceName: `com.amazonaws.${region}.execute-api`,
            vpc: this.#position.vpc.id,
          };
          trail.block(
            'VPCE_ENDPOINT_MISSING',
            api.address,
            facts,
            ['IF-23'],
            api.origin,
            'ADD_INTERFACE_ENDPOINT',
          );
        }
      };
      this.#follow(resolution.steps, answer, hostname, port, refuse);
    }
  }

  #unresolved(
    resolution: Extract<Resolution, { kind: 'undetermined' }>,
    hostname: string,
    port: number,
  ): void {
    const without = resolution.missing.find(({ code }) => code === 'VPCE_ENDPOINT_NO_SUBNET');
    if (without !== undefined && this.#failsEitherWay(resolution.steps, without, hostname, port)) return;
    const trail = this.#start(resolution.steps);
    for (const { code, what, unknown, origin } of resolution.missing) {
      trail.miss(
        code === 'UNKNOWN_UNTIL_APPLY' && unknown !== undefined ? codeOf(unknown) : code,
        what,
        { what },
        origin,
      );
    }
    this.#close(trail, undefined, port);
  }

  /**
   * IF-17: whether private DNS of an endpoint without subnets takes the name is not established. It leads to
   * no ENI if it does; where the public answer fails as well, the call is blocked in both readings.
   */
  #failsEitherWay(
    steps: readonly ResolutionStep[],
    without: { readonly what: string; readonly origin: Origin | undefined },
    hostname: string,
    port: number,
  ): boolean {
    const outside = new Collected(this.#prover, this.#position, this.#isSketch);
    const host = this.#prover.catalog.classifyHostname(hostname);
    const facts = { vpcEndpoint: without.what, name: hostname };
    const block = (trail: Trail): void =>
      trail.block(
        'VPCE_ENDPOINT_NO_SUBNET',
        without.what,
        facts,
        ['IF-17'],
        without.origin,
        'GIVE_ENDPOINT_SUBNETS',
      );
    for (const family of this.#families) {
      const plain = new Collected(this.#prover, this.#position, true);
      plain.#toPublicName(steps, { kind: 'public', family, host }, hostname, port, undefined);
      if (plain.#paths.some(({ verdict }) => verdict !== 'blocked')) return false;
      outside.#toPublicName(steps, { kind: 'public', family, host }, hostname, port, block);
    }
    this.#paths.push(...outside.#paths);
    return outside.#paths.length > 0;
  }

  /** EX-8: what else would have to change on the way to where the name should lead. */
  #refused(resolution: Extract<Resolution, { kind: 'no-answer' }>, hostname: string, port: number): void {
    const { code, component, facts, rules, origin, mend } = resolution.blocker;
    const block = (trail: Trail): void => trail.block(code, component, facts, rules, origin, mend);
    if (resolution.intended.length === 0 || code === 'VPCE_ENDPOINT_NO_SUBNET') {
      const trail = this.#start(resolution.steps);
      block(trail);
      return this.#close(trail, undefined, port);
    }
    for (const answer of resolution.intended) this.#follow(resolution.steps, answer, hostname, port, block);
  }

  #start(steps: readonly ResolutionStep[]): Trail {
    const trail = new Trail(this.#isSketch);
    for (const step of steps) trail.hop('forward', { kind: 'dns', ...step });
    return trail;
  }

  #follow(
    steps: readonly ResolutionStep[],
    answer: NameAnswer,
    hostname: string,
    port: number,
    first: ((trail: Trail) => void) | undefined,
  ): void {
    switch (answer.kind) {
      case 'endpoint': {
        const endpoint = this.#prover.network.vpcEndpoints.get(answer.endpoint);
        if (endpoint !== undefined) this.toEndpoint(steps, endpoint, answer.family, port, first);
        return;
      }
      case 'addresses':
        return this.toAddresses(steps, answer.set, port, hostname, first);
      case 'public':
        return this.#toPublicName(steps, answer, hostname, port, first);
    }
  }

  /** Every ENI of the endpoint is an answer (IF-3). */
  toEndpoint(
    steps: readonly ResolutionStep[],
    endpoint: VpcEndpoint,
    family: AddressFamily,
    port: number,
    first?: (trail: Trail) => void,
  ): void {
    const ids = endpoint.subnets.items;
    if (ids.length === 0 || endpoint.subnets.unknowns.length > 0)
      this.#endpointWithoutKnownSubnets(steps, endpoint, port, first);
    for (const id of ids) {
      const trail = this.#start(steps);
      first?.(trail);
      const target = this.#endpointInterface(trail, endpoint, id, family);
      if (target !== undefined) walkToInterface(this.#prover, trail, this.#position, target, port);
      this.#close(trail, target?.addresses, port);
    }
    this.#noteZones(endpoint);
  }

  #endpointWithoutKnownSubnets(
    steps: readonly ResolutionStep[],
    endpoint: VpcEndpoint,
    port: number,
    first?: (trail: Trail) => void,
  ): void {
    const trail = this.#start(steps);
    first?.(trail);
    if (endpoint.subnets.unknowns.length > 0)
      trail.missAll(endpoint.subnets.unknowns, endpoint.id, endpoint.origin);
    else
      trail.block(
        'VPCE_ENDPOINT_NO_SUBNET',
        endpoint.id,
        { vpcEndpoint: endpoint.id, name: endpoint.id },
        ['IF-17'],
        endpoint.origin,
        'GIVE_ENDPOINT_SUBNETS',
      );
    this.#close(trail, undefined, port);
  }

  #endpointInterface(
    trail: Trail,
    endpoint: VpcEndpoint,
    id: Id<'Subnet'>,
    family: AddressFamily,
  ): InterfaceTarget | undefined {
    const subnet = this.#prover.network.subnets.get(id);
    const vpc = subnet?.vpc.kind === 'known' ? this.#prover.network.vpcs.get(subnet.vpc.value) : undefined;
    if (subnet === undefined || vpc === undefined) {
      trail.miss(
        'UNKNOWN_NOT_GIVEN',
        id,
        { component: endpoint.id, what: id },
        endpoint.origins.subnets ?? endpoint.origin,
      );
      return undefined;
    }
    const addresses = subnetAddresses(subnet, family);
    if (addresses === undefined) {
      trail.miss(
        'UNKNOWN_UNTIL_APPLY',
        `${id}.cidr_block`,
        { component: endpoint.id, what: `${id}.cidr_block` },
        subnet.origin,
      );
      return undefined;
    }
    const groups = effectiveGroups(endpoint.securityGroups, vpc);
    return {
      kind: 'interface-endpoint',
      component: endpoint.id,
      subnet,
      addresses,
      groups,
      origin: endpoint.origin,
    };
  }

  /** AZ-3: an ENI in another zone serves, and is a dependency. */
  #noteZones(endpoint: VpcEndpoint): void {
    const own = this.#position.subnet.availabilityZone;
    const zones = endpoint.subnets.items.flatMap((id) => {
      const zone = this.#prover.network.subnets.get(id)?.availabilityZone;
      return zone?.kind === 'known' ? [zone.value] : [];
    });
    if (
      own.kind !== 'known' ||
      zones.length < endpoint.subnets.items.length ||
      zones.length === 0 ||
      zones.includes(own.value)
    )
      return;
    const facts = { vpcEndpoint: endpoint.id, zone: own.value, zones, subnet: this.#position.subnet.id };
    this.#notes.push({
      code: 'VPCE_ENDPOINT_CROSS_AZ',
      facts,
      origin: endpoint.origins.subnets ?? endpoint.origin,
    });
  }

  toWorkload(workload: Workload, port: number): void {
    for (const target of positionsOf(this.#prover.network, workload).positions) {
      const trail = new Trail(this.#isSketch);
      const addresses = target.addresses.ipv4;
      const to: InterfaceTarget = {
        kind: 'destination',
        component: workload.id,
        subnet: target.subnet,
        addresses,
        groups: target.groups,
        origin: workload.origin,
      };
      walkToInterface(this.#prover, trail, this.#position, to, port);
      this.#close(trail, addresses, port);
    }
    if (this.#paths.length === 0) this.undetermined('UNKNOWN_NOT_GIVEN', workload.id);
  }

  /** Addresses that the user or a private record gave. */
  toAddresses(
    steps: readonly ResolutionStep[],
    addresses: IpSet,
    port: number,
    label: string,
    first?: (trail: Trail) => void,
  ): void {
    if (isLinkLocal(addresses)) return this.undetermined('UNKNOWN_DESTINATION', label);
    const inside = vpcHolding(this.#prover.network, this.#position, addresses);
    if (inside !== undefined) {
      const trail = this.#start(steps);
      first?.(trail);
      const target = this.#interfaceAt(trail, inside, addresses);
      if (target !== undefined) walkToInterface(this.#prover, trail, this.#position, target, port);
      return this.#close(trail, addresses, port);
    }
    const isAws = addresses.bounds.every((bound) =>
      this.#prover.catalog.isAwsAddress(addresses.family, bound as never),
    );
    this.#toPublic(
      steps,
      {
        addresses,
        exact: true,
        level: isAws ? 'aws' : 'internet',
        name: label,
        whenNoRoute: this.#blockNoRoute,
      },
      port,
      first,
    );
  }

  #interfaceAt(trail: Trail, vpc: Id<'Vpc'>, addresses: IpSet): InterfaceTarget | undefined {
    const subnet = subnetHolding(this.#prover, vpc, addresses);
    const label = addresses.bounds.length > 0 ? String(formatFirst(addresses)) : vpc;
    if (subnet === undefined) {
      const open = [...this.#prover.network.subnets.values()].some(
        (candidate) => candidate.ipv4Cidr?.kind === 'unknown',
      );
      if (open) trail.miss('UNKNOWN_UNTIL_APPLY', label, { what: label }, undefined);
      else
        trail.block(
          'NO_POSSIBLE_DESTINATION',
          vpc,
          { component: vpc, destination: label },
          ['RT-17'],
          undefined,
          'USE_ADDRESS_IN_SUBNET',
        );
      return undefined;
    }
    const owner = ownerOf(this.#prover.network, addresses);
    if (owner !== undefined)
      return {
        kind: 'destination',
        component: owner.id,
        subnet,
        addresses,
        groups: effectiveGroups(owner.securityGroups, this.#position.vpc),
        origin: owner.origin,
      };
    const groups = {
      items: [],
      unknowns: [{ reason: 'not-given' as const, references: [{ address: label, path: 'security groups' }] }],
    };
    return { kind: 'destination', component: label, subnet, addresses, groups, origin: subnet.origin };
  }

  /** Any public address that is not AWS's S3 or DynamoDB of this Region. */
  toInternet(): void {
    for (const family of this.#families) {
      const outside = family === 'ipv4' ? publicIpv4() : setOfPrefixes('ipv6', prefixes(['2000::/3']));
      const own = this.#ownPrefixes(family);
      const addresses = subtract(outside, own);
      this.#toPublic(
        [],
        { addresses, exact: false, level: 'internet', name: 'internet', whenNoRoute: this.#blockNoRoute },
        443,
        undefined,
      );
    }
  }

  readonly #blockNoRoute: PublicTarget['whenNoRoute'] = (trail, position, table) =>
    blockNoRoute(this.#prover.network, trail, position, table);

  #ownPrefixes(family: AddressFamily): IpSet {
    const region = regionOf(this.#position, this.#prover.network);
    const lists =
      region === undefined
        ? []
        : ['s3', 'dynamodb'].map(
            (service) => this.#prover.catalog.publicAddresses(service, region, family)?.prefixes ?? [],
          );
    return setOfPrefixes(family, lists.flat());
  }

  #toPublic(
    steps: readonly ResolutionStep[],
    target: PublicTarget,
    port: number,
    first: ((trail: Trail) => void) | undefined,
  ): void {
    if (isEmptySet(target.addresses)) return;
    const start = (): Trail => {
      const trail = this.#start(steps);
      first?.(trail);
      return trail;
    };
    for (const { trail, addresses } of walkToPublic(this.#prover, start, this.#position, target, port))
      this.#close(trail, addresses, port);
  }

  #toPublicName(
    steps: readonly ResolutionStep[],
    answer: Extract<NameAnswer, { kind: 'public' }>,
    hostname: string,
    port: number,
    first: ((trail: Trail) => void) | undefined,
  ): void {
    const { host, family } = answer;
    const found = addressesOf(this.#prover, host, family);
    if (found === undefined) {
      const trail = this.#start(steps);
      trail.miss('UNKNOWN_PREFIX_LIST', hostname, { what: hostname }, undefined);
      return this.#close(trail, undefined, port);
    }
    const level = levelOf(this.#prover.catalog, host);
    const whenNoRoute = (trail: Trail, position: Position, table: string): void =>
      this.#suggest(trail, position, table, host, hostname, port);
    this.#toPublic(steps, { ...found, level, name: hostname, whenNoRoute }, port, first);
  }

  /** The cheapest complete way that is missing: an endpoint that is there, else one that AWS offers, else a NAT. */
  #suggest(
    trail: Trail,
    position: Position,
    table: string,
    host: HostnameClass,
    name: string,
    port: number,
  ): void {
    const facts = { subnet: position.subnet.id, routeTable: table, destination: name, vpc: position.vpc.id };
    // GW-5: an endpoint of the VPC's Region is no way to the service in another Region.
    const isHere = host.kind === 'service' && host.region === regionOf(position, this.#prover.network);
    const endpoints = isHere ? endpointsFor(this.#prover, position, host.service.short) : [];
    const gateway = endpoints.find((endpoint) => isType(endpoint, 'Gateway'));
    const ownInterface = endpoints.find((endpoint) => isType(endpoint, 'Interface'));
    const regional = isHere && host.scope === 'regional';
    if (gateway !== undefined && regional) {
      const isNobodys = gateway.routeTables.items.length === 0;
      const code = isNobodys ? 'RTB_ASSOCIATION_NO_TABLE' : 'RTB_ASSOCIATION_MISSING';
      return trail.block(
        code,
        gateway.id,
        { ...facts, vpcEndpoint: gateway.id },
        ['GW-2'],
        gateway.origins.routeTables ?? gateway.origin,
        'ASSOCIATE_ROUTE_TABLE',
      );
    }
    if (ownInterface !== undefined && regional)
      return this.#suggestPrivateDns(trail, ownInterface, facts, name, port);
    trail.block(
      'NO_ROUTE_TO_DESTINATION',
      table,
      facts,
      ['RT-3'],
      tableOrigin(this.#prover.network, position, table),
      isHere ? suggestionFor(host) : 'ADD_NAT_ROUTE',
    );
  }

  #suggestPrivateDns(
    trail: Trail,
    endpoint: VpcEndpoint,
    facts: Readonly<Record<string, string>>,
    name: string,
    port: number,
  ): void {
    const step = trail.forward.find((hop) => hop.kind === 'dns' && hop.component === endpoint.id);
    const code = step?.code ?? 'DNS_PRIVATE_DNS_DISABLED';
    const mend = mendsOfNames[code] ?? 'ENABLE_PRIVATE_DNS';
    trail.block(
      code,
      endpoint.id,
      { ...facts, vpcEndpoint: endpoint.id, name },
      step?.rules ?? ['DNS-8'],
      step?.origin ?? endpoint.origin,
      mend,
    );
    const beyond = new Trail(this.#isSketch);
    const [id] = endpoint.subnets.items;
    const target = id === undefined ? undefined : this.#endpointInterface(beyond, endpoint, id, 'ipv4');
    if (target !== undefined) walkToInterface(this.#prover, beyond, this.#position, target, port);
    for (const blocker of beyond.blockers)
      trail.block(
        blocker.code,
        blocker.component,
        blocker.facts,
        blocker.rules,
        blocker.origin,
        blocker.mend.code,
      );
  }
}

/** Where a table is declared; the VPC's place for a main table that nobody wrote. */
function tableOrigin(network: Network, position: Position, table: string): Origin {
  return [...network.routeTables.values()].find(({ id }) => id === table)?.origin ?? position.vpc.origin;
}

function blockNoRoute(network: Network, trail: Trail, position: Position, table: string): void {
  const facts = {
    subnet: position.subnet.id,
    routeTable: table,
    destination: 'internet',
    vpc: position.vpc.id,
  };
  trail.block(
    'NO_ROUTE_TO_DESTINATION',
    table,
    facts,
    ['RT-3'],
    tableOrigin(network, position, table),
    'ADD_NAT_ROUTE',
  );
}

/** What makes a name lead to the endpoint, by what keeps it from doing so. */
const mendsOfNames: Readonly<Record<string, string>> = {
  DNS_HOSTNAMES_DISABLED: 'ENABLE_DNS_HOSTNAMES',
  DNS_INBOUND_RESOLVER_ONLY: 'ALLOW_PRIVATE_DNS_IN_VPC',
  DNS_PRIVATE_DNS_NOT_OFFERED: 'USE_ENDPOINT_NAME',
  VPCE_ENDPOINT_NO_SUBNET: 'GIVE_ENDPOINT_SUBNETS',
};

function suggestionFor(host: HostnameClass): string {
  if (host.kind !== 'service' || host.scope !== 'regional') return 'ADD_NAT_ROUTE';
  if (host.service.types.includes('Gateway')) return 'ADD_GATEWAY_ENDPOINT';
  return host.service.types.includes('Interface') ? 'ADD_INTERFACE_ENDPOINT' : 'ADD_NAT_ROUTE';
}

function endpointsFor(prover: Prover, position: Position, short: string): readonly VpcEndpoint[] {
  return [...prover.network.vpcEndpoints.values()].filter((endpoint) => {
    if (endpoint.vpc.kind !== 'known' || endpoint.vpc.value !== position.vpc.id) return false;
    return isOffered(prover, position, endpoint, short);
  });
}

/** IF-16, GW-11: what AWS refuses to create is no way: a type that the service lacks, a gateway to another Region. */
function isOffered(prover: Prover, position: Position, endpoint: VpcEndpoint, short: string): boolean {
  if (endpoint.serviceName.kind === 'unknown') return false;
  const found = prover.catalog.serviceByEndpointName(endpoint.serviceName.value);
  if (found === undefined || found.service.short !== short) return false;
  const region = regionOf(position, prover.network);
  if (isType(endpoint, 'Gateway'))
    return found.service.types.includes('Gateway') && (region === undefined || found.region === region);
  return !isType(endpoint, 'Interface') || found.service.types.includes('Interface');
}

function isType(endpoint: VpcEndpoint, type: string): boolean {
  return endpoint.type.kind === 'known' && endpoint.type.value === type;
}

const publicSets = new WeakMap<
  Prover,
  Map<string, { readonly addresses: IpSet; readonly exact: boolean } | undefined>
>();

/** One set object for each service and family, so that answers about it are shared. */
function addressesOf(
  prover: Prover,
  host: HostnameClass,
  family: AddressFamily,
): { readonly addresses: IpSet; readonly exact: boolean } | undefined {
  const cache = publicSets.get(prover) ?? new Map();
  publicSets.set(prover, cache);
  const key =
    host.kind === 'service'
      ? `${host.service.short} ${host.region} ${family}`
      : `${host.kind} ${'region' in host ? host.region : ''} ${family}`;
  if (!cache.has(key)) cache.set(key, computeAddresses(prover.catalog, host, family));
  return cache.get(key);
}

function computeAddresses(
  catalog: Catalog,
  host: HostnameClass,
  family: AddressFamily,
): { readonly addresses: IpSet; readonly exact: boolean } | undefined {
  if (host.kind === 'not-aws') {
    return {
      addresses: family === 'ipv4' ? publicIpv4() : setOfPrefixes('ipv6', prefixes(['2000::/3'])),
      exact: false,
    };
  }
  const short = host.kind === 'service' ? host.service.short : '';
  const found = catalog.publicAddresses(short, 'region' in host ? host.region : undefined, family);
  return found === undefined
    ? undefined
    : { addresses: setOfPrefixes(family, found.prefixes), exact: found.exact };
}

/** PRIV-1 P3: AWS's statement covers its own services, China Regions excepted. */
function levelOf(catalog: Catalog, host: HostnameClass): PrivacyLevel {
  if (host.kind === 'not-aws') return 'internet';
  const region = 'region' in host ? host.region : undefined;
  return region !== undefined && catalog.partitionOf(region)?.partition === 'aws-cn' ? 'internet' : 'aws';
}

function subnetAddresses(subnet: Subnet, family: AddressFamily): IpSet | undefined {
  const cidr = family === 'ipv4' ? subnet.ipv4Cidr : subnet.ipv6Cidr;
  return cidr?.kind === 'known' ? setOfPrefix(cidr.value) : undefined;
}

const linkLocal: Readonly<Record<AddressFamily, IpSet>> = {
  ipv4: setOfPrefixes('ipv4', prefixes(['169.254.0.0/16'])),
  ipv6: setOfPrefixes('ipv6', prefixes(['fe80::/10', 'fd00:ec2::/32'])),
};

/** SG-6, DNS-1: metadata, time and the resolver are served beside routes and filters; who gets them is not modelled. */
function isLinkLocal(addresses: IpSet): boolean {
  return isEmptySet(subtract(addresses, linkLocal[addresses.family]));
}

/** The VPC of the network, the client's own first, whose blocks hold all the addresses. */
function vpcHolding(network: Network, position: Position, addresses: IpSet): Id<'Vpc'> | undefined {
  const candidates = [
    position.vpc,
    ...[...network.vpcs.values()].filter((vpc) => vpc.id !== position.vpc.id),
  ];
  return candidates.find((vpc) => {
    const blocks = setOfPrefixes(addresses.family, [...vpc.ipv4Cidrs.items, ...vpc.ipv6Cidrs.items]);
    return isEmptySet(subtract(addresses, blocks));
  })?.id;
}

function ownerOf(network: Network, addresses: IpSet): Workload | undefined {
  const [first] = addresses.bounds;
  if (addresses.family !== 'ipv4') return undefined;
  return [...network.workloads.values()].find(({ privateIps }) => privateIps.some((ip) => ip === first));
}

function formatFirst(addresses: IpSet): string {
  const [first] = addresses.bounds;
  return addresses.family === 'ipv4'
    ? [24, 16, 8, 0].map((shift) => Math.floor(Number(first) / 2 ** shift) % 256).join('.')
    : String(first);
}

/** Not routable on the Internet: RFC 1918, 6598, 5735 and the like. */
const notPublic = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

function prefixes(texts: readonly string[]): readonly Prefix[] {
  return texts.flatMap((text) => {
    const read = parsePrefix(text);
    return read.ok ? [read.value] : [];
  });
}

function publicIpv4(): IpSet {
  return subtract(wholeSet('ipv4'), setOfPrefixes('ipv4', prefixes(notPublic)));
}
