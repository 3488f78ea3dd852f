import { collection, known } from '../base/known.ts';
import { type Id, idOf } from '../model/identity.ts';
import type { Network, Subnet } from '../model/network.ts';
import { kindsWithoutCalls, type Workload } from '../model/workload.ts';

/**
 * Adds one stand-in client for each subnet of a VPC in which no workload is declared, so that a network
 * module can be judged by itself; also where only databases and load balancers, which call nobody, stand
 * beside an endpoint. A stand-in has no security group; the proof lists that assumption.
 *
 * Subnets that hold nothing but NAT gateways and the like get one, too: the answer tells what a client there
 * would see.
 */
export function addStandIns(network: Network): Network {
  const withEndpoint = new Set(
    [...network.vpcEndpoints.values()].flatMap(({ vpc }) => (vpc.kind === 'known' ? [vpc.value] : [])),
  );
  const occupied = new Set(
    [...network.workloads.values()].flatMap(({ kind, subnets }) =>
      subnets.items
        .flatMap((id) => vpcOf(network.subnets.get(id)) ?? [])
        .filter((vpc) => !kindsWithoutCalls.has(kind) || !withEndpoint.has(vpc)),
    ),
  );
  const standIns = [...network.subnets.values()].filter((subnet) => {
    const vpc = vpcOf(subnet);
    return vpc !== undefined && !occupied.has(vpc);
  });
  if (standIns.length === 0) return network;
  const workloads = new Map(network.workloads);
  for (const subnet of standIns) {
    const workload = standInFor(subnet);
    workloads.set(workload.id, workload);
  }
  return { ...network, workloads };
}

function vpcOf(subnet: Subnet | undefined): Id<'Vpc'> | undefined {
  return subnet?.vpc.kind === 'known' ? subnet.vpc.value : undefined;
}

function standInFor(subnet: Subnet): Workload {
  return {
    id: idOf('Workload', subnet.id),
    kind: 'subnet',
    name: subnet.name ?? subnet.id,
    subnets: collection([subnet.id]),
    securityGroups: collection([]),
    publicIp: known('by-subnet'),
    ipv6: known('by-subnet'),
    privateIps: [],
    sourceDestCheck: known(true),
    instance: undefined,
    origin: subnet.origin,
    origins: {},
    facts: {},
  };
}
