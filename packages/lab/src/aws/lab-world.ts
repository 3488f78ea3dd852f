import type { Catalog, Id, Network, Vpc, VpcEndpoint, Workload } from '@naisen/engine';
import { AccessPolicies } from '@naisen/engine';
import type { LabHost, LabInterface, LabPlan } from '../plan/lab-plan.ts';
import { madeUpId } from './made-up-id.ts';

/** What everything on the AWS side of a lab is answered from: the model, and where the plan has put it. */
export interface LabWorld {
  readonly network: Network;
  readonly catalog: Catalog;
  readonly plan: Pick<LabPlan, 'interfaces' | 'hosts' | 'vpcs'>;
  readonly policies: AccessPolicies;
  /** Stands for the number of the source's account, wherever a client sees one. */
  readonly account: string;
  /** Of names and ARNs whose Region nothing says. */
  readonly region: string;
}

/** The number that AWS writes in its examples, and that moto uses. */
export const labAccount = '123456789012';

export function createLabWorld(
  network: Network,
  catalog: Catalog,
  plan: Pick<LabPlan, 'interfaces' | 'hosts' | 'vpcs'>,
): LabWorld {
  const written = network.access?.account;
  return {
    network,
    catalog,
    plan,
    policies: new AccessPolicies(network, catalog),
    account: written?.kind === 'known' ? written.value : labAccount,
    region: network.defaultRegion.kind === 'known' ? network.defaultRegion.value : 'us-east-1',
  };
}

/** The ENI of a VPC that has an address. */
export function interfaceAt({ plan }: LabWorld, vpc: Id<'Vpc'>, address: string): LabInterface | undefined {
  return plan.interfaces.find(
    (one) => one.vpc === vpc && (one.ipv4 === address || (one.ipv6 !== undefined && one.ipv6 === address)),
  );
}

export function workloadOf({ network }: LabWorld, { owner }: LabInterface): Workload | undefined {
  return owner.kind === 'workload' ? network.workloads.get(owner.workload) : undefined;
}

export function hostOf({ plan }: LabWorld, { eniId }: LabInterface): LabHost | undefined {
  return plan.hosts.find((host) => host.eniId === eniId);
}

/** OE-8: the id that the endpoint's own names carry; AWS makes it on apply, so the lab makes one up. */
export function endpointIdOf({ id }: VpcEndpoint): string {
  return /^vpce-[0-9a-f]+$/.test(id) ? id : madeUpId('vpce', id);
}

export function vpcIdOf({ id }: Vpc): string {
  return /^vpc-[0-9a-f]+$/.test(id) ? id : madeUpId('vpc', id);
}

/** The Region in which a VPC is. */
export function regionOf({ network, region }: LabWorld, vpc: Id<'Vpc'> | undefined): string {
  const own = vpc === undefined ? undefined : network.vpcs.get(vpc)?.region;
  return own?.kind === 'known' ? own.value : region;
}
