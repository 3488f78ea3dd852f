import { suggestNames } from '../../base/nearest-names.ts';
import { serviceNotListed as kind } from '../../diagnostics/kinds/finding-writing.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { knownOf } from '../values.ts';

/** OE-6: the name of a service of AWS is looked up; one that nobody lists cannot be created. */
export const serviceNotListed: Rule = {
  kind,
  slug: 'service-not-listed',
  cites: ['OE-6', 'OE-1'],
  find,
};

const nameOfAws = /^(?:cn\.)?(?:com\.amazonaws|aws\.api|aws\.sagemaker)\.([a-z0-9-]+)\.(.+)$/;

function find({ network, catalog }: RuleContext): readonly Finding[] {
  const listed = catalog.all().map(({ short }) => short);
  return [...network.vpcEndpoints.values()].flatMap((endpoint): Finding[] => {
    const name = knownOf(endpoint.serviceName);
    const [, region, short] = nameOfAws.exec(name ?? '') ?? [];
    if (name === undefined || short === undefined || region === 'vpce' || short.startsWith('vpce-svc-'))
      return [];
    if (catalog.serviceByEndpointName(name) !== undefined) return [];
    const at = endpoint.origins.serviceName ?? endpoint.origin;
    return [{ component: endpoint.id, other: name, names: suggestNames(short, listed), at }];
  });
}
