import { diagnose } from '../../../../diagnostics/diagnostic.ts';
import { notBoolean, notIterable } from '../../../../diagnostics/kinds/evaluation.ts';
import { concatenateTemplate } from '../../functions/templates.ts';
import type { Expression, Span, TemplatePart } from '../../syntax/ast.ts';
import {
  boolType,
  isSensitive,
  markSensitive,
  stringType,
  stringValue,
  unknownFrom,
} from '../../values/construct.ts';
import { convert } from '../../values/convert.ts';
import { describeType, typeOf } from '../../values/type.ts';
import type { Value } from '../../values/value.ts';
import { bind, type Scope } from '../scope.ts';
import { evaluate, settle } from './evaluating.ts';
import { elementsOf } from './iterate.ts';
import { invalidValue, isInvalid } from './unknown-parts.ts';

type Template = Extract<Expression, { kind: 'template' }>;

/** Pieces in order, each with its place. */
type Pieces = { readonly value: Value; readonly span: Span }[];

/** @see https://developer.hashicorp.com/terraform/language/expressions/strings */
export function evaluateTemplate(expression: Template, scope: Scope): Value {
  const only = expression.parts[0];
  if (expression.wrap && only?.kind === 'interpolation') return evaluate(only.value, scope);
  return joinParts(expression.parts, expression.span, scope);
}

function joinParts(parts: readonly TemplatePart[], span: Span, scope: Scope): Value {
  const pieces: Pieces = [];
  for (const part of parts) addPart(part, pieces, scope);
  const outcome = concatenateTemplate(pieces.map((piece) => piece.value));
  const spans = pieces.map((piece) => piece.span);
  return settle(outcome, spans, span, scope);
}

function addPart(part: TemplatePart, pieces: Pieces, scope: Scope): void {
  switch (part.kind) {
    case 'literal':
      pieces.push({ value: stringValue(part.text), span: part.span });
      return;
    case 'interpolation':
      pieces.push({ value: evaluate(part.value, scope), span: part.value.span });
      return;
    case 'if':
      pieces.push({ value: evaluateIf(part, scope), span: part.span });
      return;
    case 'for':
      addFor(part, pieces, scope);
  }
}

type IfPart = Extract<TemplatePart, { kind: 'if' }>;

function evaluateIf(part: IfPart, scope: Scope): Value {
  const condition = evaluate(part.condition, scope);
  const converted = convert(condition, boolType);
  if (!converted.ok || converted.value.kind === 'null') {
    const found = condition.kind === 'null' ? 'null' : describeType(typeOf(condition));
    scope.report(diagnose(notBoolean, { found }, scope.source.locate(part.condition.span)));
    return invalidValue();
  }
  if (converted.value.kind !== 'bool') {
    return unknownFrom(stringType, [condition, joinParts(part.then, part.span, scope)]);
  }
  const text = joinParts(converted.value.value ? part.then : part.else, part.span, scope);
  return isSensitive(condition) ? markSensitive(text) : text;
}

type ForPart = Extract<TemplatePart, { kind: 'for' }>;

function addFor(part: ForPart, pieces: Pieces, scope: Scope): void {
  const collection = evaluate(part.collection, scope);
  const elements = elementsOf(collection);
  if (elements === undefined) {
    pieces.push({ value: unknownPiece(part, collection, scope), span: part.span });
    return;
  }
  for (const element of elements) {
    const withKey = part.keyName === undefined ? scope : bind(scope, part.keyName, element.key);
    const inner = bind(withKey, part.valueName, element.value);
    for (const piece of part.body) addPart(piece, pieces, inner);
  }
  if (isSensitive(collection)) pieces.push({ value: markSensitive(stringValue('')), span: part.span });
}

function unknownPiece(part: ForPart, collection: Value, scope: Scope): Value {
  if (collection.kind !== 'unknown') {
    const found = collection.kind === 'null' ? 'null' : describeType(typeOf(collection));
    scope.report(diagnose(notIterable, { found }, scope.source.locate(part.collection.span)));
    return invalidValue();
  }
  return isInvalid(collection) ? collection : unknownFrom(stringType, [collection]);
}
