import { dockerAddressRange as kind } from '../../diagnostics/kinds/finding-routes.ts';
import { formatPrefix, parsePrefix } from '../../ip/address.ts';
import { overlaps, setOfPrefix } from '../../ip/ip-set.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** addresses that a host may have taken for itself. */
export const dockerAddressRange: Rule = { kind, slug: 'docker-address-range', cites: ['R-44'], find };

function find(context: RuleContext): readonly Finding[] {
  const taken = ['172.17.0.0/16', '172.18.0.0/16', '172.19.0.0/16'].flatMap((text) => {
    const prefix = parsePrefix(text);
    return prefix.ok ? [setOfPrefix(prefix.value)] : [];
  });
  return [...context.network.vpcs.values()].flatMap((vpc) =>
    vpc.ipv4Cidrs.items
      .filter((prefix) => taken.some((set) => overlaps(set, setOfPrefix(prefix))))
      .map((prefix) => ({
        component: vpc.id,
        other: formatPrefix(prefix),
        at: vpc.origins.ipv4Cidrs ?? vpc.origin,
      })),
  );
}
