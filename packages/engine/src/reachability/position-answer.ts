import type { HostnameClass } from '../catalog/hostname-classes.ts';
import type { AddressFamily } from '../ip/address.ts';
import { type IpSet, isEmptySet, setOfAddress, setOfPrefixes, subtract } from '../ip/ip-set.ts';
import type { Id, Origin } from '../model/identity.ts';
import type { RestApi, VpcEndpoint } from '../model/network.ts';
import type { Workload } from '../model/workload.ts';
import { endpointFamilies } from '../resolution/endpoint-answers.ts';
import type { NameAnswer, Resolution, ResolutionStep } from '../resolution/resolution.ts';
import type { Call, PathAnswer } from './answer.ts';
import {
  addressesOf,
  formatFirst,
  isLinkLocal,
  levelOf,
  ownerOf,
  prefixes,
  publicIpv4,
  vpcHolding,
} from './destinations.ts';
import { endpointInterface, recordAcceptance, refuseForeignGroups } from './endpoint-interface.ts';
import { nat64Gap } from './gap-codes.ts';
import { nameAndPort, regionOf } from './hostnames.ts';
import { blockNoRoute, suggestWay } from './missing-way.ts';
import { closeTrail } from './path-answer.ts';
import { effectiveGroups, type Position, positionsOf } from './position.ts';
import type { Prover } from './prover.ts';
import type { PublicTarget } from './public-target.ts';
import type { Target } from './target.ts';
import { type InterfaceTarget, subnetHolding, walkToInterface } from './to-interface.ts';
import { walkToPublic } from './to-public.ts';
import { codeOf, Trail } from './trail.ts';

/** Answers of one position to one target, with the remarks that belong to the call. */
interface PositionAnswer {
  readonly paths: readonly PathAnswer[];
  readonly notes: Call['notes'];
  readonly assumptions: Call['assumptions'];
}

export function computeAnswer(
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
      collected.toEndpointByOwnName(target.endpoint, port);
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
  return collected.finish(target);
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

  finish(target: Target): PositionAnswer {
    const isIpv6 = target.kind === 'address' && target.family === 'ipv6';
    if (!isIpv6 && hasNoIpv4(this.#position) && !this.#arrivesByIpv6) this.#leaveOpenForNat64();
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
    const { foreignGroups: foreign, workload, vpc } = this.#position;
    refuseForeignGroups(trail, foreign, workload, vpc.id);
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

  /** DNS-9: the endpoint's own name has addresses of each family that its ENIs have. */
  toEndpointByOwnName(endpoint: VpcEndpoint, port: number): void {
    const own = endpointFamilies(endpoint);
    const common = own.filter((family) => this.#families.includes(family));
    for (const family of common.length > 0 ? common : own) this.toEndpoint([], endpoint, family, port);
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
      const target = endpointInterface(this.#prover.network, trail, endpoint, id, family);
      if (target !== undefined) walkToInterface(this.#prover, trail, this.#position, target, port);
      recordAcceptance(trail, endpoint);
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

  /** V6-1: one without IPv4 is called by IPv6, and calls by IPv6 whom it can. */
  #familyTo(target: Position): AddressFamily {
    const mayHaveIpv6 = target.ipv6.kind === 'unknown' || target.ipv6.value;
    return hasNoIpv4(target) || (hasNoIpv4(this.#position) && mayHaveIpv6) ? 'ipv6' : 'ipv4';
  }

  toWorkload(workload: Workload, port: number): void {
    for (const target of positionsOf(this.#prover.network, workload).positions) {
      const trail = new Trail(this.#isSketch);
      const addresses = target.addresses[this.#familyTo(target)];
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
        ({ ipv4Cidr, ipv6Cidr }) => (addresses.family === 'ipv4' ? ipv4Cidr : ipv6Cidr)?.kind === 'unknown',
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
    const home = this.#prover.network.vpcs.get(vpc);
    if (owner !== undefined && home !== undefined)
      return {
        kind: 'destination',
        component: owner.id,
        subnet,
        addresses,
        groups: effectiveGroups(owner.securityGroups, home),
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
      suggestWay(this.#prover, trail, position, table, { host, name: hostname, port });
    const earlier = this.#paths.length;
    this.#toPublic(steps, { ...found, level, name: hostname, whenNoRoute }, port, first);
    const own = this.#paths.splice(earlier);
    this.#paths.push(...(isBucketOfAnyRegion(host) ? leftOpenByRegion(own, hostname) : own));
  }
}

/** DNS-19: a name of S3 without a Region answers with addresses of the Region in which the bucket lies. */
function isBucketOfAnyRegion(host: HostnameClass): boolean {
  return host.kind === 'service' && host.service.short === 's3' && host.region === undefined;
}

/** Which addresses answer hangs on the bucket's Region: where some are refused and others are not, nothing is proven. */
function leftOpenByRegion(paths: readonly PathAnswer[], hostname: string): readonly PathAnswer[] {
  if (paths.every(({ verdict }) => verdict === 'blocked')) return paths;
  const fact = {
    code: 'UNKNOWN_BUCKET_REGION',
    what: hostname,
    facts: { what: hostname },
    origin: undefined,
  };
  return paths.map((path) =>
    path.verdict === 'blocked'
      ? { ...path, verdict: 'undetermined', unknowns: [...path.unknowns, fact] }
      : path,
  );
}
