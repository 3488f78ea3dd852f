import { diagnose } from '../../../../diagnostics/diagnostic.ts';
import { incompleteReference, notInPlace } from '../../../../diagnostics/kinds/evaluation.ts';
import type { Expression } from '../../syntax/ast.ts';
import type { Value } from '../../values/value.ts';
import { lookUpName, type Scope } from '../scope.ts';
import { invalidValue } from './unknown-parts.ts';

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

/** A bare first name that no for-variable or iterator has. */
export function evaluateRoot(expression: Of<'variable'>, scope: Scope): Value {
  const range = scope.source.locate(expression.span);
  const isContextual = contextualNames.has(expression.name);
  const diagnostic = isContextual
    ? diagnose(notInPlace, { name: expression.name }, range)
    : diagnose(incompleteReference, { written: expression.name }, range);
  scope.report(diagnostic);
  return invalidValue();
}

/** Names that exist only inside some blocks. */
const contextualNames: ReadonlySet<string> = new Set(['each', 'count', 'self']);

/**
 * `var.x`, `aws_vpc.main`, `data.aws_region.current`: the part of a traversal that names a declaration.
 *
 * @returns `undefined` when the expression is no such name but a step into a value
 */
export function evaluateTraversal(expression: Of<'attribute'>, scope: Scope): Value | undefined {
  const names = namesOf(expression, namesMax);
  const root = names?.[0];
  if (names === undefined || root === undefined || lookUpName(scope, root) !== undefined) return undefined;
  if (contextualNames.has(root)) return undefined;
  const needed = namesNeeded(root);
  if (names.length > needed) return undefined;
  if (names.length === needed) return scope.globals.resolve({ names, span: expression.span }, scope);
  const written = names.join('.');
  scope.report(diagnose(incompleteReference, { written }, scope.source.locate(expression.span)));
  return invalidValue();
}

const namesMax = 3;

/** Names from the root on; `undefined` when it is longer than any declaration's name or not only names. */
function namesOf(expression: Expression, max: number): readonly string[] | undefined {
  if (expression.kind === 'variable') return [expression.name];
  if (expression.kind !== 'attribute' || max <= 1) return undefined;
  const outer = namesOf(expression.of, max - 1);
  return outer === undefined ? undefined : [...outer, expression.name];
}

export function namesNeeded(root: string): number {
  return root === 'data' || root === 'resource' || root === 'ephemeral' ? 3 : 2;
}
