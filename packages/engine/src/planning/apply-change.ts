import { collection, known } from '../base/known.ts';
import type { Catalog } from '../catalog/create-catalog.ts';
import type {
  AddSecurityGroupRule,
  EnablePrivateDns,
  EnableVpcDns,
  NetworkChange,
  WidenEndpoint,
} from '../model/change.ts';
import type { Id, Origin } from '../model/identity.ts';
import type { Network, SecurityGroup, SecurityGroupPeer, Vpc, VpcEndpoint } from '../model/network.ts';
import { tcpRule, withEndpoint, withNatGateway, withThing } from './added-things.ts';
import { meaning } from './addresses.ts';
import { proposedEndpointGroup } from './proposed-things.ts';
import { type RemovalProblem, type RemovedRoute, removeAddress } from './removal.ts';

/** What a change names and the network does not hold. */
export interface UnknownThing {
  readonly kind: 'unknown-thing';
  readonly change: NetworkChange['kind'];
  readonly asked: string;
}

export type ChangeProblem = RemovalProblem | UnknownThing;

export interface AppliedChanges {
  readonly network: Network;
  /** Addresses of everything that went, sorted within each removal. */
  readonly removed: readonly string[];
  /** Routes that went with it. */
  readonly routes: readonly RemovedRoute[];
  /** Changes without effect, in the order given. The others were applied. */
  readonly problems: readonly ChangeProblem[];
}

/** Applies changes to a network, in the order given. Nothing here judges what they do. */
export function applyChanges(
  network: Network,
  changes: readonly NetworkChange[],
  catalog: Catalog,
): AppliedChanges {
  const start: AppliedChanges = { network, removed: [], routes: [], problems: [] };
  return changes.reduce((before, change) => {
    const after = applyChange(before.network, change, catalog);
    return {
      network: after.network,
      removed: [...before.removed, ...after.removed],
      routes: [...before.routes, ...after.routes],
      problems: [...before.problems, ...after.problems.filter((problem) => !isDone(problem, before))],
    };
  }, start);
}

/** What has gone with an earlier removal needs not be removed again. */
function isDone(problem: ChangeProblem, { removed }: AppliedChanges): boolean {
  return problem.kind === 'not-in-network' && removed.some(meaning(problem.asked));
}

function applyChange(network: Network, change: NetworkChange, catalog: Catalog): AppliedChanges {
  switch (change.kind) {
    case 'remove': {
      const { problem, ...answer } = removeAddress(network, change.address);
      return { ...answer, problems: problem === undefined ? [] : [problem] };
    }
    case 'add-endpoint':
      return changed(withEndpoint(network, change.endpoint, catalog));
    case 'widen-endpoint':
      return widenEndpoint(network, change);
    case 'enable-private-dns':
      return enablePrivateDns(network, change);
    case 'enable-vpc-dns':
      return enableVpcDns(network, change);
    case 'add-security-group-rule':
      return addRule(network, change);
    case 'add-nat-gateway':
      return network.subnets.has(change.subnet)
        ? changed(withNatGateway(network, change))
        : missing(network, change.kind, change.subnet);
  }
}

function changed(network: Network): AppliedChanges {
  return { network, removed: [], routes: [], problems: [] };
}

function missing(network: Network, change: NetworkChange['kind'], asked: string): AppliedChanges {
  return { ...changed(network), problems: [{ kind: 'unknown-thing', change, asked }] };
}

/** IF-1, GW-2. */
function widenEndpoint(network: Network, change: WidenEndpoint): AppliedChanges {
  const endpoint = network.vpcEndpoints.get(change.endpoint);
  if (endpoint === undefined) return missing(network, change.kind, change.endpoint);
  const tables = new Set(
    endpoint.routeTables.items.flatMap(({ target }) => (target.kind === 'known' ? [target.value] : [])),
  );
  const added = change.routeTables
    .filter((table) => !tables.has(table))
    .map((table) => ({ target: known(table), origin: proposedAt(change.endpoint) }));
  const subnets = [...new Set([...endpoint.subnets.items, ...change.subnets])];
  const widened: VpcEndpoint = {
    ...endpoint,
    subnets: collection(subnets, endpoint.subnets.unknowns),
    routeTables: collection([...endpoint.routeTables.items, ...added], endpoint.routeTables.unknowns),
  };
  return changed({ ...network, vpcEndpoints: withThing(network.vpcEndpoints, widened) });
}

function enablePrivateDns(network: Network, change: EnablePrivateDns): AppliedChanges {
  const endpoint = network.vpcEndpoints.get(change.endpoint);
  if (endpoint === undefined) return missing(network, change.kind, change.endpoint);
  const origins = without(endpoint.origins, ['privateDnsEnabled']);
  const named: VpcEndpoint = { ...endpoint, privateDnsEnabled: known(true), origins };
  return changed({ ...network, vpcEndpoints: withThing(network.vpcEndpoints, named) });
}

/** DNS-2. */
function enableVpcDns(network: Network, change: EnableVpcDns): AppliedChanges {
  const vpc = network.vpcs.get(change.vpc);
  if (vpc === undefined) return missing(network, change.kind, change.vpc);
  const origins = without(vpc.origins, ['enableDnsSupport', 'enableDnsHostnames']);
  const resolving: Vpc = {
    ...vpc,
    enableDnsSupport: known(true),
    enableDnsHostnames: known(true),
    origins,
  };
  return changed({ ...network, vpcs: withThing(network.vpcs, resolving) });
}

/** What a change decides is no longer decided by the line that it replaces. */
function without(
  origins: Readonly<Record<string, Origin>>,
  fields: readonly string[],
): Readonly<Record<string, Origin>> {
  return Object.fromEntries(Object.entries(origins).filter(([field]) => !fields.includes(field)));
}

function addRule(network: Network, change: AddSecurityGroupRule): AppliedChanges {
  const group = network.securityGroups.get(change.securityGroup);
  if (group === undefined) return missing(network, change.kind, change.securityGroup);
  const rules = peersOf(network, change.peer).map((peer) =>
    tcpRule(change.port, peer, proposedAt(change.securityGroup)),
  );
  const { items, unknowns } = group[change.direction];
  const ruled: SecurityGroup = { ...group, [change.direction]: collection([...items, ...rules], unknowns) };
  return changed({ ...network, securityGroups: withThing(network.securityGroups, ruled) });
}

function peersOf(network: Network, peer: AddSecurityGroupRule['peer']): readonly SecurityGroupPeer[] {
  switch (peer.kind) {
    case 'security-group':
    case 'prefix-list':
      return [peer];
    case 'new-endpoints':
      return [{ kind: 'security-group', securityGroup: proposedEndpointGroup(peer.vpc).id }];
    case 'vpc':
      return (network.vpcs.get(peer.vpc)?.ipv4Cidrs.items ?? []).map((prefix) => ({
        kind: 'prefix',
        prefix,
      }));
  }
}

function proposedAt(id: Id<'VpcEndpoint'> | Id<'SecurityGroup'>): Origin {
  return { kind: 'proposed', address: id };
}
