import type { Statement } from '../authorization/policy.ts';
import type { Origin } from '../model/identity.ts';
import type { RuleContext } from './rule.ts';
import { is } from './values.ts';

export interface DeliveryRole {
  readonly role: string;
  /** The flow log names a log group that the source declares. */
  readonly hasOwnGroup: boolean;
}

/** Declared roles with which flow logs are delivered to CloudWatch Logs. */
export function deliveryRoles({ network }: RuleContext): readonly DeliveryRole[] {
  const roles = new Map<string, DeliveryRole>();
  for (const { role, destinationType, logGroup } of network.flowLogs) {
    if (role === undefined || !is(destinationType, 'cloud-watch-logs')) continue;
    roles.set(role, { role, hasOwnGroup: logGroup !== undefined });
  }
  return [...roles.values()];
}

/** the service that delivers to CloudWatch Logs, when the statement trusts it. */
export function trustOfService({ principals }: Statement): string | undefined {
  const trusted = principals?.entries.find(
    (entry) => entry.kind === 'service' && entry.service === 'vpc-flow-logs.amazonaws.com',
  );
  return trusted === undefined || principals?.isNegated === true ? undefined : 'vpc-flow-logs.amazonaws.com';
}

/** What the policies of a role say, each statement with its place. */
export function identityStatements(
  { writtenPolicies }: RuleContext,
  role: string,
): readonly { readonly statement: Statement; readonly origin: Origin }[] {
  return writtenPolicies
    .filter(({ use, of }) => use === 'identity' && of === role)
    .flatMap(({ document, origin }) => document.statements.map((statement) => ({ statement, origin })));
}
