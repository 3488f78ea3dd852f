import type { Certainty } from './certainty.ts';
import type { Condition } from './condition-operators.ts';
import { conditionHolds, holdsWithoutKey } from './conditions.ts';
import { noDoubts } from './doubts.ts';
import type { PolicyDocument, Statement, StatementPlace } from './policy.ts';
import { anyOf, isCallerOfEndpoint, nameCaller } from './principals.ts';
import { keyOf, type RequestContext } from './request.ts';
import { actionsHold, resourcesHold } from './statements.ts';
import { formatText } from './text.ts';

type EndpointType = 'Gateway' | 'Interface';

/** One element of a statement that does not fit the call. */
export interface Miss {
  readonly element: 'Action' | 'Resource' | 'Principal' | 'Condition';
  /** For a condition its key, else what the statement lists. */
  readonly written: string;
  /** For a condition: operator and values. */
  readonly wanted: string;
  /** What the request has; empty when it has nothing. */
  readonly actual: string;
  /** A condition on a key that the request does not have (KEY-6). */
  readonly isAbsent: boolean;
}

export interface NearMiss {
  readonly place: StatementPlace;
  readonly misses: readonly Miss[];
  /** Does its Principal name an account? GW-17. */
  readonly namesAccount: boolean;
}

/** The Allow statement that misses the fewest elements; the first of equals. */
export function nearestAllow(
  policies: readonly PolicyDocument[],
  request: RequestContext,
  endpointType?: EndpointType,
): NearMiss | undefined {
  let nearest: NearMiss | undefined;
  for (const policy of policies) {
    for (const statement of policy.statements) {
      if (statement.effect === 'Deny') continue;
      const misses = missesOf(statement, request, endpointType);
      if (nearest === undefined || weigh(misses) < weigh(nearest.misses)) {
        nearest = { place: statement.place, misses, namesAccount: namesAccount(statement) };
      }
    }
  }
  return nearest;
}

/** Another action or resource is another statement's matter; a condition is nearer. */
function weigh(misses: readonly Miss[]): number {
  return misses.reduce((sum, { element }) => sum + (element === 'Condition' ? 1 : 2), 0);
}

function namesAccount({ principals }: Statement): boolean {
  return principals?.entries.some(({ kind }) => kind === 'account') ?? false;
}

function missesOf(
  statement: Statement,
  request: RequestContext,
  endpointType: EndpointType | undefined,
): readonly Miss[] {
  const doubts = noDoubts();
  const misses: Miss[] = [];
  if (actionsHold(statement, request, doubts) === 'no') {
    misses.push(missOf('Action', listOf(statement.actions.patterns), request.action));
  }
  if (resourcesHold(statement, request, doubts) === 'no') {
    misses.push(
      missOf('Resource', listOf(statement.resources?.patterns ?? []), formatText(request.resource)),
    );
  }
  if (namesCaller(statement, request, endpointType) !== 'yes') misses.push(missOf('Principal', '', ''));
  for (const condition of statement.conditions) {
    if (conditionHolds(condition, request, doubts) === 'no') misses.push(conditionMiss(condition, request));
  }
  return misses;
}

function namesCaller(
  { principals, effect }: Statement,
  { caller }: RequestContext,
  endpointType: EndpointType | undefined,
): Certainty {
  if (principals === undefined) return 'yes';
  if (endpointType !== undefined) return isCallerOfEndpoint(principals, effect, caller, endpointType);
  return anyOf(nameCaller(principals, effect, caller, false));
}

function missOf(element: Miss['element'], written: string, actual: string): Miss {
  return { element, written, wanted: '', actual, isAbsent: false };
}

function listOf(patterns: readonly { readonly written: Parameters<typeof formatText>[0] }[]): string {
  return patterns.map(({ written }) => formatText(written)).join(', ');
}

function conditionMiss(condition: Condition, request: RequestContext): Miss {
  const value = keyOf(request, condition.key);
  return {
    element: 'Condition',
    written: condition.writtenKey,
    wanted: `${condition.written} ${condition.values.map(formatText).join(', ')}`,
    actual: value.state === 'present' ? value.values.map(formatText).join(', ') : '',
    isAbsent: value.state === 'absent',
  };
}

/** Keys by whose absence the denying statements apply: `StringNotEquals aws:SourceVpce` without an endpoint. */
export function absentKeysOf(
  policies: readonly PolicyDocument[],
  places: readonly StatementPlace[],
  request: RequestContext,
): readonly string[] {
  const keys = new Set<string>();
  for (const policy of policies) {
    for (const statement of policy.statements) {
      if (!places.some((place) => place.policy === policy.name && place.statement === statement.index))
        continue;
      for (const condition of statement.conditions) {
        const isAbsent = keyOf(request, condition.key).state === 'absent';
        if (isAbsent && condition.isNegated && holdsWithoutKey(condition) === 'yes')
          keys.add(condition.writtenKey);
      }
    }
  }
  return [...keys];
}
