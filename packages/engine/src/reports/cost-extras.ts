import type { BilledExtras, Count } from '../pricing/design.ts';
import type { JsonValue } from './json/contract.ts';
import type { InspectedResource } from './json/reports.ts';

/** Types of Terraform whose instances cost by being there and that no line prices. */
const unmodelledTypes: ReadonlySet<string> = new Set([
  'aws_networkfirewall_firewall',
  'aws_vpn_connection',
  'aws_ec2_client_vpn_endpoint',
  'aws_ec2_transit_gateway_connect',
  'aws_ec2_transit_gateway_peering_attachment',
  'aws_networkmanager_core_network',
  'aws_dx_connection',
  'aws_globalaccelerator_accelerator',
]);

/** Types that have lines of their own: when their number is not known, that is told. */
const countedTypes: ReadonlySet<string> = new Set([
  'aws_nat_gateway',
  'aws_eip',
  'aws_vpc_endpoint',
  'aws_ec2_transit_gateway_vpc_attachment',
  'aws_flow_log',
  'aws_route53_resolver_endpoint',
]);

/** What the declarations say about costs beside the network. */
export function billedExtras(resources: readonly InspectedResource[]): BilledExtras {
  const isCounted = ({ multiplicity }: InspectedResource) => multiplicity === 'one';
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  return {
    resolverEndpoints: ofType('aws_route53_resolver_endpoint')
      .filter(isCounted)
      .map((endpoint) => ({ address: endpoint.address, networkInterfaces: interfacesOf(endpoint) })),
    unmodelled: resources.filter(({ type }) => unmodelledTypes.has(type)).map(({ address }) => address),
    uncounted: resources
      .filter((resource) => countedTypes.has(resource.type) && !isCounted(resource))
      .map(({ address }) => address),
  };
}

/** One network interface for each `ip_address` block. */
function interfacesOf({ values, unknowns }: InspectedResource): Count {
  const blocks: JsonValue = values.ip_address ?? null;
  if ('ip_address' in unknowns || !Array.isArray(blocks)) return { ok: false, error: 'unknown-count' };
  return { ok: true, value: blocks.length };
}
