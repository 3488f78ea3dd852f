import { diagnose } from '../../../../diagnostics/diagnostic.ts';
import {
  duplicateKey,
  invalidKey,
  notBoolean,
  notIterable,
} from '../../../../diagnostics/kinds/evaluation.ts';
import type { Expression } from '../../syntax/ast.ts';
import {
  boolType,
  dynamicType,
  isSensitive,
  markSensitive,
  objectOf,
  stringType,
  tupleOf,
  unknownFrom,
  withoutMark,
} from '../../values/construct.ts';
import { convert } from '../../values/convert.ts';
import { describeType, typeOf } from '../../values/type.ts';
import type { UnknownValue, Value } from '../../values/value.ts';
import { bind, type Scope } from '../scope.ts';
import { evaluate } from './evaluating.ts';
import { type Element, elementsOf, mayBeIterated, symbolicElement } from './iterate.ts';
import { invalidValue, isInvalid } from './unknown-parts.ts';

type ForExpression = Extract<Expression, { kind: 'for' }>;

/** @see https://developer.hashicorp.com/terraform/language/expressions/for */
export function evaluateFor(expression: ForExpression, scope: Scope): Value {
  const collection = evaluate(expression.collection, scope);
  const result = evaluateOver(expression, withoutMark(collection), scope);
  return isSensitive(collection) ? markSensitive(result) : result;
}

function evaluateOver(expression: ForExpression, collection: Value, scope: Scope): Value {
  if (isInvalid(collection)) return collection;
  if (collection.kind === 'unknown' && mayBeIterated(collection.type)) {
    return evaluateSymbolically(expression, collection, scope);
  }
  const elements = elementsOf(collection);
  if (elements === undefined) {
    const found = collection.kind === 'null' ? 'null' : describeType(typeOf(collection));
    scope.report(diagnose(notIterable, { found }, scope.source.locate(expression.collection.span)));
    return invalidValue();
  }
  return expression.result === 'tuple'
    ? evaluateTuple(expression, elements, scope)
    : evaluateObjectFor(expression, elements, scope);
}

/** The result of one element that stands for all: so the result still says what it hangs on. */
function evaluateSymbolically(expression: ForExpression, collection: UnknownValue, scope: Scope): Value {
  const inner = bindElement(expression, symbolicElement(collection), { ...scope, report: ignore });
  const value = evaluate(expression.value, inner);
  return unknownFrom(dynamicType, value.kind === 'unknown' && !isInvalid(value) ? [value] : [collection]);
}

function ignore(): void {}

function bindElement(expression: ForExpression, element: Element, scope: Scope): Scope {
  const withKey = expression.keyName === undefined ? scope : bind(scope, expression.keyName, element.key);
  return bind(withKey, expression.valueName, element.value);
}

function evaluateTuple(expression: ForExpression, elements: readonly Element[], scope: Scope): Value {
  const items: Value[] = [];
  const marks: Value[] = [];
  for (const element of elements) {
    const inner = bindElement(expression, element, scope);
    const condition = evaluateCondition(expression, inner);
    if (isSensitive(condition)) marks.push(condition);
    if (condition.kind === 'unknown') return undecided(expression, condition, inner);
    if (condition.kind === 'bool' && condition.value) items.push(evaluate(expression.value, inner));
  }
  return marks.length > 0 ? markSensitive(tupleOf(items)) : tupleOf(items);
}

function undecided(expression: ForExpression, condition: UnknownValue, scope: Scope): Value {
  return unknownFrom(dynamicType, [condition, evaluate(expression.value, scope)]);
}

const always: Value = { kind: 'bool', value: true };

/** @returns a bool or an unknown one */
function evaluateCondition(expression: ForExpression, scope: Scope): Value {
  if (expression.condition === undefined) return always;
  const condition = evaluate(expression.condition, scope);
  const converted = convert(condition, boolType);
  if (converted.ok && converted.value.kind !== 'null') return converted.value;
  const found = condition.kind === 'null' ? 'null' : describeType(typeOf(condition));
  scope.report(diagnose(notBoolean, { found }, scope.source.locate(expression.condition.span)));
  return invalidValue();
}

function evaluateObjectFor(expression: ForExpression, elements: readonly Element[], scope: Scope): Value {
  const groups = new Map<string, Value[]>();
  const marks: Value[] = [];
  for (const element of elements) {
    const inner = bindElement(expression, element, scope);
    const condition = evaluateCondition(expression, inner);
    if (condition.kind === 'unknown') return undecided(expression, condition, inner);
    if (condition.kind !== 'bool' || !condition.value) continue;
    const key = evaluateForKey(expression, inner);
    if (key.kind !== 'string') return unknownFrom(dynamicType, [key, evaluate(expression.value, inner)]);
    if (isSensitive(key) || isSensitive(condition)) marks.push(key);
    if (!addToGroup(groups, key.value, expression, inner)) return invalidValue();
  }
  const object = expression.grouping ? groupedObject(groups) : plainObject(groups);
  return marks.length > 0 ? markSensitive(object) : object;
}

function groupedObject(groups: ReadonlyMap<string, readonly Value[]>): Value {
  return objectOf([...groups].map(([key, items]) => [key, tupleOf(items)]));
}

function plainObject(groups: ReadonlyMap<string, readonly Value[]>): Value {
  return objectOf([...groups].flatMap(([key, items]) => items.map((item): [string, Value] => [key, item])));
}

/** @returns false when the key is there already and the values are not grouped */
function addToGroup(
  groups: Map<string, Value[]>,
  key: string,
  expression: ForExpression,
  scope: Scope,
): boolean {
  const value = evaluate(expression.value, scope);
  const group = groups.get(key);
  if (group === undefined) {
    groups.set(key, [value]);
    return true;
  }
  group.push(value);
  if (expression.grouping) return true;
  const span = expression.key?.span ?? expression.span;
  scope.report(diagnose(duplicateKey, { key }, scope.source.locate(span)));
  return false;
}

/** @returns text or an unknown */
function evaluateForKey(expression: ForExpression, scope: Scope): Value {
  if (expression.key === undefined) return invalidValue();
  const key = evaluate(expression.key, scope);
  const converted = convert(key, stringType);
  if (converted.ok && converted.value.kind !== 'null') return converted.value;
  const found = key.kind === 'null' ? 'null' : describeType(typeOf(key));
  scope.report(diagnose(invalidKey, { found }, scope.source.locate(expression.key.span)));
  return invalidValue();
}
