import { gatewayWithInterfaceArguments as kind } from '../../diagnostics/kinds/finding-endpoints.ts';
import { endpointsOfType } from '../endpoints.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { is } from '../values.ts';

/** GW-1: a gateway endpoint has no network interface. */
export const gatewayWithInterfaceArguments: Rule = {
  kind,
  slug: 'gateway-with-interface-arguments',
  cites: ['GW-1', 'R-29'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return endpointsOfType(context, 'Gateway').flatMap((endpoint): Finding[] => {
    const { subnets, securityGroups, privateDnsEnabled } = endpoint;
    const names = [
      ...(subnets.items.length > 0 ? ['subnet_ids'] : []),
      ...(securityGroups.items.length > 0 ? ['security_group_ids'] : []),
      ...(is(privateDnsEnabled, true) ? ['private_dns_enabled'] : []),
    ];
    const fields = {
      subnet_ids: 'subnets',
      security_group_ids: 'securityGroups',
      private_dns_enabled: 'privateDnsEnabled',
    };
    const field = Object.entries(fields).find(([name]) => name === names[0])?.[1] ?? '';
    const at = endpoint.origins[field] ?? endpoint.origin;
    return names.length === 0 ? [] : [{ component: endpoint.id, names, at }];
  });
}
