import { compareText } from '../../base/ordered.ts';
import type {
  StackCondition,
  StackPolicy,
  StackPrincipal,
  StackStatement,
  StackText,
} from '../../model/stack.ts';
import type { Grant } from './calls.ts';

/** POL-5: AWS takes no longer endpoint policy. */
export const endpointPolicyCharactersMax = 20_480;

const ownAccount: StackCondition = {
  operator: 'StringEquals',
  key: 'aws:PrincipalAccount',
  values: [[{ deployment: 'account' }]],
};

/**
 * What may pass an endpoint: what its callers do, by principals of the own account; and what AWS's own
 * principals, or none at all, fetch from AWS's own buckets (POL-7, POL-9, POL-10).
 *
 * @param grants one list for each caller; an empty one = nothing is known of it, so it may do anything
 */
export function endpointPolicy(grants: readonly (readonly Grant[])[]): StackPolicy {
  const all = grants.flat();
  const isOpen = grants.length === 0 || grants.some((one) => one.length === 0);
  const own = isOpen
    ? [open]
    : statementsOf(
        all.filter(({ by }) => by !== 'aws-owned'),
        'Callers',
        anyone,
        [ownAccount],
      );
  const owned = statementsOf(
    all.filter(({ by }) => by === 'aws-owned'),
    'AwsOwned',
    anyone,
    [],
  );
  return { statements: [...own, ...owned] };
}

/** The policy when the exact one is too long: every action, but of the own account only. */
export function openEndpointPolicy(grants: readonly (readonly Grant[])[]): StackPolicy {
  const owned = endpointPolicy(grants).statements.filter(({ sid }) => sid.startsWith('AwsOwned'));
  return { statements: [open, ...owned] };
}

const anyone: StackPrincipal = { kind: 'anyone' };

const open: StackStatement = {
  sid: 'Callers',
  effect: 'Allow',
  principal: anyone,
  actions: ['*'],
  resources: ['*'],
  conditions: [ownAccount],
};

/** The same as a role's own policy. @returns `undefined` = there is nothing to allow */
export function identityPolicy(grants: readonly Grant[], sid: string): StackPolicy | undefined {
  const statements = statementsOf(grants, sid, undefined, []);
  return statements.length === 0 ? undefined : { statements };
}

/** One statement for each set of actions, so that nothing is said twice. */
function statementsOf(
  grants: readonly Grant[],
  sid: string,
  principal: StackPrincipal | undefined,
  conditions: readonly StackCondition[],
): readonly StackStatement[] {
  const resourcesByActions = new Map<string, Map<string, StackText>>();
  for (const { actions, resources } of grants) {
    const key = [...new Set(actions)].toSorted(compareText).join(' ');
    const known = resourcesByActions.get(key) ?? new Map<string, StackText>();
    for (const resource of resources) known.set(JSON.stringify(resource), resource);
    resourcesByActions.set(key, known);
  }
  return [...resourcesByActions]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([actions, resources], i) => ({
      sid: i === 0 ? sid : `${sid}${i + 1}`,
      effect: 'Allow',
      principal,
      actions: actions.split(' '),
      resources: [...resources].toSorted(([a], [b]) => compareText(a, b)).map(([, text]) => text),
      conditions,
    }));
}

/** How long a policy gets; each reference is counted as 80 characters, more than an account or most names. */
export function charactersOf({ statements }: StackPolicy): number {
  const text = JSON.stringify(statements, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && ('of' in value || 'deployment' in value)
      ? 'x'.repeat(80)
      : value,
  );
  return text.length;
}

/** Who may take a role. */
export function trustOf(service: string, conditions: readonly StackCondition[] = []): StackPolicy {
  return {
    statements: [
      {
        sid: 'Assume',
        effect: 'Allow',
        principal: { kind: 'service', services: [service] },
        actions: ['sts:AssumeRole'],
        resources: [],
        conditions,
      },
    ],
  };
}
