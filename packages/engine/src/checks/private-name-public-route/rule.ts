import { privateNamePublicRoute as kind } from '../../diagnostics/kinds/finding-routes.ts';
import { defaultRouteTo, tableOf } from '../routes.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** a name that the routes contradict. */
export const privateNamePublicRoute: Rule = {
  kind,
  slug: 'private-name-public-route',
  cites: ['R-46', 'IGW-2'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  const { network } = context;
  return [...network.subnets.values()].flatMap((subnet): Finding[] => {
    const route = defaultRouteTo(tableOf(network, subnet), 'internet-gateway');
    const names = [subnet.name ?? '', subnet.id.split('.').at(-1) ?? ''];
    const named = names.find(isPrivateName);
    if (route === undefined || named === undefined || names.some(isPublicName)) return [];
    return [{ component: subnet.id, other: named, at: subnet.routeTable?.origin ?? subnet.origin }];
  });
}

/** `private-a`, `app_private[0]`, `isolated`. */
function isPrivateName(name: string): boolean {
  return wordsOf(name).some((word) => word === 'private' || word === 'isolated');
}

/** `public-private`, `no-private-subnets`. */
function isPublicName(name: string): boolean {
  return wordsOf(name).some((word) => word === 'public' || word === 'no');
}

function wordsOf(name: string): readonly string[] {
  return name.toLowerCase().split(/[^a-z]+/);
}
