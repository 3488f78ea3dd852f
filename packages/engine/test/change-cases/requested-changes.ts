import type { NetworkChange } from '../../src/model/change.ts';
import type { Id } from '../../src/model/identity.ts';
import type { Network } from '../../src/model/network.ts';
import { endpoint } from '../written-changes.ts';

/** Endpoints for every workload, in its subnets and their tables. */
export function endpointsFor(...services: readonly string[]): (network: Network) => readonly NetworkChange[] {
  return (network) => {
    const workloads = [...network.workloads.values()].filter(({ subnets }) => subnets.items.length > 0);
    const callers = workloads.map(({ id }) => id).toSorted();
    const subnets = [...new Set(workloads.flatMap((one) => one.subnets.items))].toSorted();
    const routeTables = tablesOf(network, subnets);
    return services.map((service) =>
      service === 's3' || service === 'dynamodb'
        ? endpoint(network, service, { type: 'Gateway', privateDnsEnabled: false, callers, routeTables })
        : endpoint(network, service, { callers, subnets }),
    );
  };
}

function tablesOf(network: Network, subnets: readonly Id<'Subnet'>[]): readonly Id<'RouteTable'>[] {
  const tables = subnets.flatMap((subnet) => {
    const target = network.subnets.get(subnet)?.routeTable?.target;
    return target?.kind === 'known' ? [target.value] : [];
  });
  return [...new Set(tables)].toSorted();
}

export function remove(...addresses: readonly string[]): () => readonly NetworkChange[] {
  return () => addresses.map((address) => ({ kind: 'remove', address }));
}

export const id = <Kind extends 'Subnet' | 'RouteTable' | 'VpcEndpoint' | 'Vpc' | 'SecurityGroup'>(
  address: string,
): Id<Kind> => address as Id<Kind>;

export const widenS3 =
  (...tables: readonly string[]) =>
  (): readonly NetworkChange[] => [
    {
      kind: 'widen-endpoint',
      endpoint: id('aws_vpc_endpoint.s3'),
      subnets: [],
      routeTables: tables.map((table) => id(table)),
    },
  ];
