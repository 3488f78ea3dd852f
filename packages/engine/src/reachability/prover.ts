import type { Collection, Known } from '../base/known.ts';
import type { Catalog } from '../catalog/create-catalog.ts';
import { effectiveRouteTable, type TableAnswer } from '../forwarding/effective-routes.ts';
import { filterByNetworkAcl } from '../forwarding/network-acls.ts';
import type { ForwardingFacts } from '../forwarding/prefix-lists.ts';
import { type Filtered, filterBySecurityGroups, type Peer } from '../forwarding/security-groups.ts';
import { type RoutePart, selectRoutes } from '../forwarding/select-route.ts';
import { type AddressFamily, formatPrefix } from '../ip/address.ts';
import type { IpSet } from '../ip/ip-set.ts';
import { formatPorts, type PortSet } from '../ip/port-set.ts';
import type { Id } from '../model/identity.ts';
import type { Network, Subnet, Vpc } from '../model/network.ts';
import type { Resolution } from '../resolution/resolution.ts';
import { resolveName } from '../resolution/resolve-name.ts';

/**
 * The network with answers that many calls share: tables, route choices, filters, names.
 *
 * Every question of this class is a pure function of the network; answers are kept so that cost follows the
 * number of different questions and not the number of workloads (ENG-7).
 */
export class Prover {
  readonly network: Network;
  readonly catalog: Catalog;
  /** Deterministic counters for the benchmarks. */
  readonly counters: Record<string, number> = {
    names: 0,
    tables: 0,
    routes: 0,
    securityGroups: 0,
    networkAcls: 0,
    paths: 0,
  };
  readonly #facts: ForwardingFacts;
  readonly #tables = new Map<Id<'Subnet'>, TableAnswer>();
  readonly #names = new Map<string, Resolution>();
  readonly #routes = new Map<string, readonly RoutePart[]>();
  readonly #filters = new Map<string, readonly Filtered[]>();
  readonly #setNumbers = new WeakMap<IpSet, number>();
  #setCount = 0;

  constructor(network: Network, catalog: Catalog) {
    this.network = network;
    this.catalog = catalog;
    this.#facts = {
      gatewayPrefixes: (serviceName) => {
        const list = catalog.managedPrefixListByName(serviceName);
        return list?.prefixes === undefined ? undefined : [...list.prefixes, ...(list.ipv6Prefixes ?? [])];
      },
    };
  }

  tableOf(subnet: Subnet): TableAnswer {
    return this.#once(this.#tables, subnet.id, 'tables', () =>
      effectiveRouteTable(this.network, subnet, this.#facts),
    );
  }

  resolve(vpc: Vpc, hostname: string, families: readonly AddressFamily[]): Resolution {
    const key = `${vpc.id} ${hostname} ${families.join()}`;
    return this.#once(this.#names, key, 'names', () =>
      resolveName(this.network, this.catalog, vpc, hostname, families),
    );
  }

  routesTo(
    table: Extract<TableAnswer, { kind: 'table' }>['table'],
    destinations: IpSet,
  ): readonly RoutePart[] {
    const key = `${table.id} ${table.vpc} ${this.#numberOf(destinations)}`;
    return this.#once(this.#routes, key, 'routes', () => selectRoutes(table, destinations));
  }

  securityGroups(
    groups: Collection<Id<'SecurityGroup'>>,
    direction: 'ingress' | 'egress',
    port: number,
    peer: Peer,
  ): readonly Filtered[] {
    const peerGroups = peer.groups === undefined ? '-' : keyOf(peer.groups);
    const key = `sg ${keyOf(groups)} ${direction} ${port} ${this.#numberOf(peer.addresses)} ${peerGroups}`;
    return this.#once(this.#filters, key, 'securityGroups', () =>
      filterBySecurityGroups(this.network, groups, { direction, protocol: 6, port }, peer),
    );
  }

  networkAcl(
    subnet: Subnet,
    direction: 'ingress' | 'egress',
    ports: PortSet,
    addresses: IpSet,
  ): readonly Filtered[] {
    const acl = subnet.networkAcl?.target ?? aclOfVpc(this.network, subnet);
    const name = acl?.kind === 'known' ? acl.value : subnet.id;
    const key = `acl ${name} ${direction} ${formatPorts(ports)} ${this.#numberOf(addresses)}`;
    return this.#once(this.#filters, key, 'networkAcls', () =>
      filterByNetworkAcl(this.network, subnet, { direction, protocol: 6, ports, addresses }),
    );
  }

  #numberOf(set: IpSet): number {
    const earlier = this.#setNumbers.get(set);
    if (earlier !== undefined) return earlier;
    this.#setCount++;
    this.#setNumbers.set(set, this.#setCount);
    return this.#setCount;
  }

  #once<Key, Answer>(cache: Map<Key, Answer>, key: Key, counter: string, compute: () => Answer): Answer {
    const earlier = cache.get(key);
    if (earlier !== undefined) return earlier;
    this.counters[counter] = (this.counters[counter] ?? 0) + 1;
    const answer = compute();
    cache.set(key, answer);
    return answer;
  }
}

const keys = new WeakMap<Collection<string>, string>();

function keyOf(groups: Collection<string>): string {
  const earlier = keys.get(groups);
  if (earlier !== undefined) return earlier;
  const key = `${groups.items.toSorted().join(',')}${groups.unknowns.length > 0 ? `+${JSON.stringify(groups.unknowns)}` : ''}`;
  keys.set(groups, key);
  return key;
}

function aclOfVpc(network: Network, subnet: Subnet): Known<Id<'NetworkAcl'>> | undefined {
  return subnet.vpc.kind === 'known' ? network.vpcs.get(subnet.vpc.value)?.defaultNetworkAcl : undefined;
}

export function formatCidr(subnet: Subnet): string {
  return subnet.ipv4Cidr?.kind === 'known' ? formatPrefix(subnet.ipv4Cidr.value) : subnet.id;
}
