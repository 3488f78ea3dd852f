import { ec2messagesNotNeeded as kind } from '../../diagnostics/kinds/finding-needs.ts';
import { endpointsOfType, serviceOf } from '../endpoints.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** newer agents do not call ec2messages. */
export const ec2messagesNotNeeded: Rule = { kind, slug: 'ec2messages-not-needed', cites: ['R-05'], find };

function find(context: RuleContext): readonly Finding[] {
  return endpointsOfType(context, 'Interface')
    .filter((endpoint) => serviceOf(context, endpoint) === 'ec2messages')
    .map(({ id, origins, origin }) => ({ component: id, at: origins.serviceName ?? origin }));
}
