import type { Outcome } from '../../functions/definition.ts';
import { diagnoseProblem } from '../../functions/problem.ts';
import type { Expression, Span } from '../../syntax/ast.ts';
import type { Value } from '../../values/value.ts';
import type { Scope } from '../scope.ts';
import { invalidValue } from './unknown-parts.ts';

/**
 * The value of a part of an expression. Kinds of expressions stand in files of their own and hold parts of
 * any kind: they come here, and the session knows the whole evaluator.
 */
export function evaluate(expression: Expression, scope: Scope): Value {
  return scope.session.evaluate(expression, scope);
}

/** @param parts where the operands stand, for problems that name one */
export function settle(outcome: Outcome, parts: readonly Span[], whole: Span, scope: Scope): Value {
  if (outcome.ok) return outcome.value;
  const { argument } = outcome.error;
  const span = (argument === undefined ? undefined : parts[argument]) ?? whole;
  scope.report(diagnoseProblem(outcome.error, scope.source.locate(span)));
  return invalidValue();
}

/** A value with the problems met on the way, which are not reported yet. */
export interface Attempt {
  readonly value: Value;
  readonly failed: boolean;
  readonly diagnostics: readonly Parameters<Scope['report']>[0][];
}

export function evaluateQuietly(expression: Expression, scope: Scope): Attempt {
  const diagnostics: Parameters<Scope['report']>[0][] = [];
  const value = evaluate(expression, { ...scope, report: (diagnostic) => diagnostics.push(diagnostic) });
  return { value, failed: diagnostics.some(({ severity }) => severity === 'error'), diagnostics };
}
