import { formatText, piecesOf, type Text } from '../../authorization/text.ts';
import { flowLogGroupArn as kind } from '../../diagnostics/kinds/finding-flowlogs.ts';
import { deliveryRoles, identityStatements } from '../flow-logs.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** UR-FL-1: streams have ARNs of their own. */
export const flowLogGroupArn: Rule = { kind, slug: 'flow-log-group-arn', cites: ['UR-FL-1'], find };

function find(context: RuleContext): readonly Finding[] {
  return deliveryRoles(context).flatMap(({ role }): Finding[] => {
    const writing = identityStatements(context, role).filter(({ statement }) =>
      statement.actions.patterns.some(
        ({ written }) => written === 'logs:PutLogEvents' || written === 'logs:*',
      ),
    );
    const bare = writing.flatMap(({ statement, origin }) => {
      const patterns = statement.resources?.patterns ?? [];
      const groups = patterns.map(({ written }) => bareGroup(context, written));
      const [first] = groups;
      return first === undefined || groups.includes(undefined)
        ? []
        : [{ component: role, other: first, at: origin }];
    });
    return bare.length === writing.length ? bare.slice(0, 1) : [];
  });
}

/** The log group whose ARN is written with nothing behind it. */
function bareGroup({ network }: RuleContext, written: Text): string | undefined {
  const pieces = piecesOf(written);
  const [only, second] = pieces;
  // A group whose Region is not known stands as it is written.
  if (typeof only === 'object' && second === undefined) {
    const isGroup = /(^|\.)aws_cloudwatch_log_group\./.test(only.address) && only.path === 'arn';
    return isGroup ? only.address : undefined;
  }
  const text = formatText(written);
  if (!/^arn:[\w-]+:logs:[^:]*:[^:]*:log-group:[^:*]+$/.test(text)) return undefined;
  const declared = [...(network.access?.texts ?? [])].find(([, made]) => formatText(made) === text);
  return declared?.[0].replace(/\.arn$/, '') ?? text;
}
