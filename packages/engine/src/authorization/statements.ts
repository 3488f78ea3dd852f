import { both, type Certainty, either, not } from './certainty.ts';
import { conditionHolds } from './conditions.ts';
import { cutBack, type Doubts, doubtKey, doubtPattern } from './doubts.ts';
import { matches, matchesReady } from './pattern.ts';
import type { Patterns, Statement } from './policy.ts';
import type { RequestContext } from './request.ts';
import type { Text } from './text.ts';
import { fillIn, openVariables } from './variables.ts';

/** Is the statement about this call, whoever makes it? Doubts of a statement that is not are dropped. */
export function statementApplies(statement: Statement, request: RequestContext, doubts: Doubts): Certainty {
  const keys = doubts.keys.length;
  const references = doubts.references.length;
  const action = actionsHold(statement, request, doubts);
  if (action === 'no') return 'no';
  const resource = resourcesHold(statement, request, doubts);
  const answer =
    resource === 'no' ? 'no' : both(both(action, resource), conditionsHold(statement, request, doubts));
  if (answer !== 'maybe') cutBack(doubts, keys, references);
  return answer;
}

export function actionsHold({ actions }: Statement, request: RequestContext, doubts: Doubts): Certainty {
  const { patterns, isNegated, unknowns } = actions;
  if (unknowns.length > 0) return patternsHold(actions, request.action, request, doubts);
  for (const pattern of patterns) {
    if (pattern.form === 'open') return patternsHold(actions, request.action, request, doubts);
    if (matchesReady(pattern, request.foldedAction)) return isNegated ? 'no' : 'yes';
  }
  return isNegated ? 'yes' : 'no';
}

/** A statement without the element is about its own resource. */
export function resourcesHold(statement: Statement, request: RequestContext, doubts: Doubts): Certainty {
  return statement.resources === undefined
    ? 'yes'
    : patternsHold(statement.resources, request.resource, request, doubts);
}

function patternsHold(
  { patterns, isNegated, unknowns }: Patterns,
  value: Text,
  request: RequestContext,
  doubts: Doubts,
): Certainty {
  let met: Certainty = unknowns.length > 0 ? 'maybe' : 'no';
  for (const pattern of patterns) {
    if (!pattern.hasVariables) met = either(met, matches(pattern, value));
    else {
      const filled = fillIn(pattern, request);
      // The statement "might be invalid" then: it allows nothing, and what its negation means is open.
      const one = filled === 'absent' ? (isNegated ? 'maybe' : 'no') : matches(filled, value);
      if (one === 'maybe') for (const key of openVariables(pattern, request)) doubtKey(doubts, key);
      met = either(met, one);
    }
    if (met === 'yes') break;
  }
  if (met === 'maybe')
    doubtPattern(
      doubts,
      patterns.map(({ written }) => written),
      value,
      unknowns,
    );
  return isNegated ? not(met) : met;
}

/** All must hold. */
function conditionsHold(statement: Statement, request: RequestContext, doubts: Doubts): Certainty {
  let answer: Certainty = statement.openConditions.length > 0 ? 'maybe' : 'yes';
  if (answer === 'maybe') doubts.references.push(...statement.openConditions);
  for (const condition of statement.conditions) {
    answer = both(answer, conditionHolds(condition, request, doubts));
    if (answer === 'no') return 'no';
  }
  return answer;
}
