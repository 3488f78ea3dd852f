import { diagnose } from '../../../../diagnostics/diagnostic.ts';
import { invalidKey, tooDeeplyNested, tooManyUnfinished } from '../../../../diagnostics/kinds/evaluation.ts';
import { applyBinary, applyUnary, conditionalResult } from '../../functions/operators.ts';
import type { Expression, ObjectItem } from '../../syntax/ast.ts';
import {
  boolValue,
  dynamicType,
  isSensitive,
  markSensitive,
  nullValue,
  numberValue,
  objectOf,
  stringType,
  stringValue,
  tupleOf,
  unknownFrom,
} from '../../values/construct.ts';
import { convert } from '../../values/convert.ts';
import { parseNumber } from '../../values/number.ts';
import { describeType, typeOf } from '../../values/type.ts';
import type { Value } from '../../values/value.ts';
import { lookUpName, type Scope } from '../scope.ts';
import { limits } from '../session.ts';
import { readAttribute, readIndex } from './access.ts';
import { evaluateCall } from './call.ts';
import { type Attempt, evaluateQuietly, settle } from './evaluating.ts';
import { evaluateFor } from './for.ts';
import { evaluateRoot, evaluateTraversal } from './reference.ts';
import { evaluateSplat } from './splat.ts';
import { evaluateTemplate } from './template.ts';
import { invalidValue, isInvalid } from './unknown-parts.ts';

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>;

/**
 * The value of an expression: always one. A mistake is told once and leaves an `invalid` unknown behind.
 *
 * @see https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
export function evaluate(expression: Expression, scope: Scope): Value {
  const { counters } = scope.session;
  if (counters.depth >= limits.expressionDepth) return refuseDepth(expression, scope);
  if (counters.steps >= limits.steps) return refuseSteps(expression, scope);
  counters.depth++;
  counters.steps++;
  const value = evaluateKind(expression, scope);
  counters.depth--;
  return value;
}

function refuseDepth(expression: Expression, scope: Scope): Value {
  const range = scope.source.locate(expression.span);
  scope.session.report(diagnose(tooDeeplyNested, { limit: limits.expressionDepth }, range));
  return invalidValue(range);
}

function refuseSteps(expression: Expression, scope: Scope): Value {
  const { counters } = scope.session;
  if (counters.steps === limits.steps) {
    const range = scope.source.locate(expression.span);
    scope.session.report(diagnose(tooManyUnfinished, { limit: limits.steps }, range));
    counters.steps++;
  }
  return invalidValue();
}

function evaluateKind(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'null':
      return nullValue();
    case 'bool':
      return boolValue(expression.value);
    case 'number':
      return evaluateNumber(expression);
    case 'string':
      return stringValue(expression.value);
    case 'template':
      return evaluateTemplate(expression, scope);
    case 'tuple':
      return tupleOf(expression.elements.map((element) => evaluate(element, scope)));
    case 'object':
      return evaluateObject(expression, scope);
    case 'parentheses':
      return evaluate(expression.inner, scope);
    case 'invalid':
      return invalidValue(scope.source.locate(expression.span));
    default:
      return evaluateOperation(expression, scope);
  }
}

type Operation = Exclude<
  Expression,
  {
    kind: 'null' | 'bool' | 'number' | 'string' | 'template' | 'tuple' | 'object' | 'parentheses' | 'invalid';
  }
>;

function evaluateOperation(expression: Operation, scope: Scope): Value {
  switch (expression.kind) {
    case 'variable':
      return lookUpName(scope, expression.name) ?? evaluateRoot(expression, scope);
    case 'attribute':
      return (
        evaluateTraversal(expression, scope) ??
        readAttribute(evaluate(expression.of, scope), expression.name, expression.span, scope)
      );
    case 'index':
      return readIndex(
        evaluate(expression.of, scope),
        evaluate(expression.index, scope),
        expression.span,
        scope,
      );
    case 'splat':
      return evaluateSplat(evaluate(expression.of, scope), expression.each, scope);
    case 'call':
      return evaluateCall(expression, scope);
    case 'unary':
      return settle(
        applyUnary(expression.operator, evaluate(expression.operand, scope)),
        [expression.operand.span],
        expression.span,
        scope,
      );
    case 'binary':
      return evaluateBinary(expression, scope);
    case 'conditional':
      return evaluateConditional(expression, scope);
    case 'for':
      return evaluateFor(expression, scope);
  }
}

function evaluateNumber(expression: Of<'number'>): Value {
  const parsed = parseNumber(expression.text);
  return parsed === undefined ? invalidValue() : numberValue(parsed);
}

/** Chains such as `a && b && c` lean to the left: they are gone down without recursion. */
function evaluateBinary(expression: Of<'binary'>, scope: Scope): Value {
  const chain: Of<'binary'>[] = [];
  let first: Expression = expression;
  while (first.kind === 'binary') {
    chain.push(first);
    first = first.left;
  }
  let value = evaluate(first, scope);
  for (const link of chain.toReversed()) {
    if (isDecided(link.operator, value)) continue;
    const right = evaluate(link.right, scope);
    const outcome = applyBinary(link.operator, value, right);
    value = settle(outcome, [link.left.span, link.right.span], link.span, scope);
  }
  return value;
}

/** Since Terraform 1.12 the right side is not looked at when the left side decides. */
function isDecided(operator: Of<'binary'>['operator'], left: Value): boolean {
  if (left.kind !== 'bool') return false;
  return (operator === '||' && left.value) || (operator === '&&' && !left.value);
}

/** Both arms give the type; only the chosen one's mistakes count. */
function evaluateConditional(expression: Of<'conditional'>, scope: Scope): Value {
  const condition = evaluate(expression.condition, scope);
  const whenTrue = evaluateQuietly(expression.whenTrue, scope);
  const whenFalse = evaluateQuietly(expression.whenFalse, scope);
  const chosen = chosenArms(condition, whenTrue, whenFalse);
  for (const diagnostic of chosen.flatMap((arm) => arm.diagnostics)) scope.report(diagnostic);
  if (chosen.some((arm) => arm.failed)) return invalidValue();
  const spans = [expression.condition.span, expression.whenTrue.span, expression.whenFalse.span];
  const outcome = conditionalResult(condition, whenTrue.value, whenFalse.value);
  return settle(outcome, spans, expression.span, scope);
}

function chosenArms(condition: Value, whenTrue: Attempt, whenFalse: Attempt): readonly Attempt[] {
  const decided = convert(condition, { kind: 'bool' });
  if (!decided.ok || decided.value.kind !== 'bool') return [whenTrue, whenFalse];
  return [decided.value.value ? whenTrue : whenFalse];
}

function evaluateObject(expression: Of<'object'>, scope: Scope): Value {
  const entries: [string, Value][] = [];
  const marks: Value[] = [];
  for (const item of expression.items) {
    const key = evaluateKey(item, scope);
    const value = evaluate(item.value, scope);
    if (key.kind !== 'string') return unknownFrom(dynamicType, [key, value]);
    if (isSensitive(key)) marks.push(key);
    entries.push([key.value, value]);
  }
  const object = objectOf(new Map(entries));
  return marks.length > 0 ? markSensitive(object) : object;
}

/** @returns text, or an unknown when the key is not known or not allowed */
function evaluateKey(item: ObjectItem, scope: Scope): Value {
  const key = evaluate(item.key, scope);
  const converted = convert(key, stringType);
  if (converted.ok && converted.value.kind !== 'null') return converted.value;
  if (!isInvalid(key)) {
    const found = key.kind === 'null' ? 'null' : describeType(typeOf(key));
    scope.report(diagnose(invalidKey, { found }, scope.source.locate(item.key.span)));
  }
  return invalidValue();
}
