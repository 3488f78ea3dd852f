import { globalNameInEnvironment as kind } from '../../diagnostics/kinds/finding-writing.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';
import { is, knownOf } from '../values.ts';

/** DNS-19: an endpoint answers for its Region only. */
export const globalNameInEnvironment: Rule = {
  kind,
  slug: 'global-name-in-environment',
  cites: ['R-23', 'DNS-19', 'UR-NAME-1'],
  find,
};

function find(context: RuleContext): readonly Finding[] {
  return [...context.network.workloads.values()].flatMap((workload): Finding[] => {
    const entry = (workload.facts.environment ?? []).find(({ name, value }) => {
      const text = knownOf(value) ?? '';
      return (
        (name === 'AWS_STS_REGIONAL_ENDPOINTS' && is(value, 'legacy')) ||
        /(^|\/\/)sts\.amazonaws\.com(?=$|[:/])/.test(text)
      );
    });
    return entry === undefined
      ? []
      : [{ component: workload.id, names: ['sts.amazonaws.com'], at: entry.origin }];
  });
}
