import type { Known } from '../../base/known.ts';
import type { NetworkChange, ProposedEndpoint } from '../../model/change.ts';
import type { Network, VpcEndpoint } from '../../model/network.ts';

/**
 * Whether an endpoint that was read is what was proposed. A gateway may serve more tables, which is free; an
 * interface in more subnets costs more hours than the plan promised (PR-13).
 */
export function isProposed(endpoint: VpcEndpoint, proposed: ProposedEndpoint): boolean {
  const tables = endpoint.routeTables.items.map(({ target }) => valueIn(target));
  return (
    valueIn(endpoint.vpc) === proposed.vpc &&
    valueIn(endpoint.type) === proposed.type &&
    valueIn(endpoint.serviceName) === proposed.serviceName &&
    endpoint.subnets.items.length === proposed.subnets.length &&
    proposed.subnets.every((subnet) => endpoint.subnets.items.includes(subnet)) &&
    proposed.routeTables.every((table) => tables.includes(table)) &&
    (proposed.type === 'Gateway' || valueIn(endpoint.privateDnsEnabled) === proposed.privateDnsEnabled)
  );
}

function valueIn<Value>(known: Known<Value>): Value | undefined {
  return known.kind === 'known' ? known.value : undefined;
}

/** What a change is about, as a person would name it. */
export function subjectOf(change: NetworkChange): string {
  switch (change.kind) {
    case 'remove':
      return change.address;
    case 'add-endpoint':
      return `endpoint ${change.endpoint.service}`;
    case 'widen-endpoint':
    case 'enable-private-dns':
      return change.endpoint;
    case 'enable-vpc-dns':
      return change.vpc;
    case 'add-security-group-rule':
      return change.securityGroup;
    case 'add-nat-gateway':
      return change.subnet;
  }
}

/** Whether a network that was read again has what a change asks for. */
export function isDone(network: Network, change: NetworkChange): boolean {
  switch (change.kind) {
    case 'remove':
      return !isThere(network, change.address);
    case 'add-endpoint':
      return [...network.vpcEndpoints.values()].some((endpoint) => isProposed(endpoint, change.endpoint));
    case 'widen-endpoint': {
      const endpoint = network.vpcEndpoints.get(change.endpoint);
      const tables = endpoint?.routeTables.items.map(({ target }) => valueIn(target)) ?? [];
      return (
        change.subnets.every((subnet) => endpoint?.subnets.items.includes(subnet)) &&
        change.routeTables.every((table) => tables.includes(table))
      );
    }
    case 'enable-private-dns': {
      const flag = network.vpcEndpoints.get(change.endpoint)?.privateDnsEnabled;
      return flag !== undefined && valueIn(flag) === true;
    }
    case 'enable-vpc-dns': {
      const vpc = network.vpcs.get(change.vpc);
      return (
        vpc !== undefined &&
        valueIn(vpc.enableDnsHostnames) === true &&
        valueIn(vpc.enableDnsSupport) === true
      );
    }
    case 'add-security-group-rule': {
      const group = network.securityGroups.get(change.securityGroup);
      const rules = group?.[change.direction].items ?? [];
      const isOpen = rules.some(({ fromPort }) => valueIn(fromPort) === change.port);
      return group === undefined || isOpen;
    }
    case 'add-nat-gateway':
      return [...network.natGateways.values()].some(
        ({ subnet }) => subnet !== undefined && valueIn(subnet) === change.subnet,
      );
  }
}

function isThere(network: Network, address: string): boolean {
  const things = [network.natGateways, network.vpcEndpoints, network.workloads, network.internetGateways];
  return things.some((kind) =>
    [...kind.keys()].some(
      (id) => id === address || id.startsWith(`${address}[`) || id.startsWith(`${address}.`),
    ),
  );
}
