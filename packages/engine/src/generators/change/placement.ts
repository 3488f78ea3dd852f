import type { ModuleInstance } from '../../importers/terraform/evaluation/modules/module.ts';
import type { ProposedEndpoint } from '../../model/change.ts';
import type { Id } from '../../model/identity.ts';
import type { Draft } from './draft.ts';
import type { Expressed } from './expressions.ts';
import { providerKeyIn } from './provider-arguments.ts';

/** The module in which an endpoint is written, and how everything it hangs on is called there. */
export interface Placement {
  readonly module: ModuleInstance;
  readonly vpc: Expressed;
  readonly subnets: Expressed;
  readonly routeTables: Expressed;
  /** The group that is there already; `undefined` = the new shared one. */
  readonly securityGroup: Expressed | undefined;
  /** Groups of the callers; `undefined` = one of them has no name here, or is not known. */
  readonly callerGroups: readonly Expressed[] | undefined;
}

/**
 * The best module for the new endpoints of one VPC: where all they hang on has a name already; among those,
 * one that holds endpoints; among those, the outermost. Endpoints that it cannot hold stand elsewhere.
 */
export function placeEndpoints(
  draft: Draft,
  vpc: Id<'Vpc'>,
  endpoints: readonly ProposedEndpoint[],
): readonly (Placement | undefined)[] {
  const choices = candidatesFor(draft, vpc).map((module) => ({
    module,
    placed: endpoints.map((endpoint) => placedIn(draft, module, endpoint)),
  }));
  const sorted = choices.toSorted(
    (a, b) => costOf(a.module, a.placed) - costOf(b.module, b.placed) || a.module.depth - b.module.depth,
  );
  return endpoints.map((_, i) => sorted.map(({ placed }) => placed[i]).find((one) => one !== undefined));
}

function candidatesFor(draft: Draft, vpc: Id<'Vpc'>): readonly ModuleInstance[] {
  return draft.project.modules.filter(({ address, directory }) => {
    const isAround = address === '' || vpc.startsWith(`${address}.`);
    return isAround && draft.mayHold(directory);
  });
}

function placedIn(draft: Draft, module: ModuleInstance, endpoint: ProposedEndpoint): Placement | undefined {
  const { expressions, project } = draft;
  if (providerKeyIn(project, module, endpoint.vpc) === undefined) return undefined;
  const vpc = expressions.one(module, 'Vpc', endpoint.vpc);
  const subnets = expressions.many(module, 'Subnet', endpoint.subnets);
  const routeTables = expressions.many(module, 'RouteTable', endpoint.routeTables);
  const { securityGroup } = endpoint;
  const group =
    securityGroup === undefined ? undefined : expressions.one(module, 'SecurityGroup', securityGroup);
  if (vpc === undefined || subnets === undefined || routeTables === undefined) return undefined;
  if (securityGroup !== undefined && group === undefined) return undefined;
  const callerGroups = endpoint.type === 'Gateway' ? [] : groupsOfCallers(draft, module, endpoint);
  return { module, vpc, subnets, routeTables, securityGroup: group, callerGroups };
}

/** `undefined` when a caller's groups are not all known, or it has the VPC's default group only. */
function groupsOfCallers(
  { network, expressions }: Draft,
  module: ModuleInstance,
  { callers, securityGroup }: ProposedEndpoint,
): readonly Expressed[] | undefined {
  if (securityGroup !== undefined) return [];
  const workloads = callers.map((caller) => network.workloads.get(caller));
  const groups = workloads.map((workload) => workload?.securityGroups);
  const isKnown = groups.every(
    (group) => group !== undefined && group.unknowns.length === 0 && group.items.length > 0,
  );
  if (!isKnown || callers.length === 0) return undefined;
  const ids = [...new Set(groups.flatMap((group) => group?.items ?? []))].toSorted();
  const named = ids.map((id) => expressions.one(module, 'SecurityGroup', id));
  return named.every((one) => one !== undefined) ? named : undefined;
}

/** Outputs to add and groups without a name cost; a module with endpoints is the user's own choice. */
function costOf(module: ModuleInstance, placed: readonly (Placement | undefined)[]): number {
  const there = placed.filter((one) => one !== undefined);
  const named = there.flatMap(({ vpc, subnets, routeTables, securityGroup, callerGroups }) => [
    vpc,
    subnets,
    routeTables,
    ...(securityGroup ? [securityGroup] : []),
    ...(callerGroups ?? []),
  ]);
  const outputs = new Set(
    named.flatMap((one) => one.outputs.map(({ directory, name }) => `${directory} ${name}`)),
  );
  const isOpen = there.some(({ callerGroups }) => callerGroups === undefined);
  const holdsEndpoints = [...module.resources.keys()].some((key) => key.startsWith('aws_vpc_endpoint.'));
  return (
    (placed.length - there.length) * 20 + (isOpen ? 10 : 0) + outputs.size * 2 + (holdsEndpoints ? 0 : 1)
  );
}
