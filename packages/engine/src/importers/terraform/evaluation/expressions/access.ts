import { suggestNames } from '../../../../base/nearest-names.ts';
import { diagnose } from '../../../../diagnostics/diagnostic.ts';
import { attributeOfNull, unsupportedAttribute } from '../../../../diagnostics/kinds/evaluation.ts';
import {
  attributeNeedsIndex,
  type IndexReason,
  invalidIndex,
} from '../../../../diagnostics/kinds/instances.ts';
import type { Span } from '../../syntax/ast.ts';
import {
  dynamicType,
  isSensitive,
  markSensitive,
  numberType,
  stringType,
  unknownFrom,
} from '../../values/construct.ts';
import { convert } from '../../values/convert.ts';
import { formatNumber, toSafeInteger } from '../../values/number.ts';
import { describeType, typeOf } from '../../values/type.ts';
import type { Type, UnknownValue, Value } from '../../values/value.ts';
import type { Scope } from '../scope.ts';
import { invalidValue, unknownStep } from './unknown-parts.ts';

/** `of.name` */
export function readAttribute(of: Value, name: string, span: Span, scope: Scope): Value {
  return carryMark(of, readBareAttribute(of, name, span, scope));
}

function carryMark(from: Value, value: Value): Value {
  return isSensitive(from) ? markSensitive(value) : value;
}

function readBareAttribute(of: Value, name: string, span: Span, scope: Scope): Value {
  switch (of.kind) {
    case 'object':
    case 'map':
      return of.entries.get(name) ?? refuseAttribute(of, name, span, scope);
    case 'null':
      scope.report(diagnose(attributeOfNull, { name }, scope.source.locate(span)));
      return invalidValue();
    case 'unknown':
      return readUnknownAttribute(of, name, span, scope);
    default:
      return refuseAttribute(of, name, span, scope);
  }
}

function refuseAttribute(of: Value, name: string, span: Span, scope: Scope): Value {
  const range = scope.source.locate(span);
  const found = describeType(typeOf(of));
  if (of.kind === 'object' || of.kind === 'map') {
    const suggestions = suggestNames(name, of.entries.keys());
    scope.report(
      diagnose(unsupportedAttribute, { of: writtenOwner(span, name, scope), name, suggestions }, range),
    );
  } else if (of.kind === 'list' || of.kind === 'tuple' || of.kind === 'set') {
    scope.report(diagnose(attributeNeedsIndex, { name, found }, range));
  } else {
    scope.report(diagnose(unsupportedAttribute, { of: found, name, suggestions: [] }, range));
  }
  return invalidValue();
}

/** What stands before `.name`, in backticks when it is short. */
function writtenOwner(span: Span, name: string, scope: Scope): string {
  const written = scope.source.text.slice(span.start, span.end);
  const end = written.lastIndexOf(`.${name}`);
  const owner = end > 0 ? written.slice(0, end) : written;
  return owner.length <= 80 && !owner.includes('\n') ? `\`${owner}\`` : 'this object';
}

function readUnknownAttribute(of: UnknownValue, name: string, span: Span, scope: Scope): Value {
  const type = attributeType(of.type, name);
  if (type !== undefined) return unknownStep(of, type, `.${name}`);
  const range = scope.source.locate(span);
  if (of.type.kind === 'object') {
    const suggestions = suggestNames(name, of.type.attributes.keys());
    scope.report(
      diagnose(unsupportedAttribute, { of: writtenOwner(span, name, scope), name, suggestions }, range),
    );
  } else {
    scope.report(diagnose(attributeNeedsIndex, { name, found: describeType(of.type) }, range));
  }
  return invalidValue();
}

function attributeType(type: Type, name: string): Type | undefined {
  if (type.kind === 'dynamic') return dynamicType;
  if (type.kind === 'map') return type.element;
  return type.kind === 'object' ? type.attributes.get(name) : undefined;
}

/** `of[key]` */
export function readIndex(of: Value, key: Value, span: Span, scope: Scope): Value {
  const element = readBareIndex(of, key, span, scope);
  return isSensitive(of) || isSensitive(key) ? markSensitive(element) : element;
}

function readBareIndex(of: Value, key: Value, span: Span, scope: Scope): Value {
  if (of.kind === 'unknown') return readUnknownIndex(of, key, span, scope);
  if (key.kind === 'null' && of.kind !== 'null') return refuseIndex('null-key', of, key, span, scope);
  switch (of.kind) {
    case 'list':
    case 'tuple':
      return readItem(of, of.items, key, span, scope);
    case 'map':
    case 'object':
      return readEntry(of, of.entries, key, span, scope);
    case 'set':
      return refuseIndex('set-has-no-index', of, key, span, scope);
    case 'null':
      return refuseIndex('null-collection', of, key, span, scope);
    default:
      return refuseIndex('not-a-collection', of, key, span, scope);
  }
}

function refuseIndex(because: IndexReason, of: Value, key: Value, span: Span, scope: Scope): Value {
  const found = describeType(typeOf(of));
  const written = isSensitive(key) ? undefined : textOfKey(key);
  const facts = written === undefined ? { because, found } : { because, key: written, found };
  scope.report(diagnose(invalidIndex, facts, scope.source.locate(span)));
  return invalidValue();
}

function textOfKey(key: Value): string | undefined {
  if (key.kind === 'string') return key.value;
  return key.kind === 'number' ? formatNumber(key.value) : undefined;
}

function readItem(of: Value, items: readonly Value[], key: Value, span: Span, scope: Scope): Value {
  const converted = convert(key, numberType);
  if (!converted.ok) return refuseIndex('wrong-key-type', of, key, span, scope);
  if (converted.value.kind !== 'number') return anyOf(of, items, key);
  const index = toSafeInteger(converted.value.value);
  if (index === undefined || index < 0) return refuseIndex('not-a-whole-number', of, key, span, scope);
  return items[index] ?? refuseIndex('out-of-range', of, key, span, scope);
}

function readEntry(
  of: Value,
  entries: ReadonlyMap<string, Value>,
  key: Value,
  span: Span,
  scope: Scope,
): Value {
  const converted = convert(key, stringType);
  if (!converted.ok) return refuseIndex('wrong-key-type', of, key, span, scope);
  if (converted.value.kind !== 'string') return anyOf(of, [...entries.values()], key);
  return entries.get(converted.value.value) ?? refuseIndex('no-such-key', of, key, span, scope);
}

/** An element by a key that is not known: any of them, so it refers to all. */
function anyOf(of: Value, items: readonly Value[], key: Value): Value {
  const only = items[0];
  if (only !== undefined && items.length === 1) return only;
  const type = 'element' in of ? of.element : dynamicType;
  return unknownFrom(type, [key, ...items]);
}

function readUnknownIndex(of: UnknownValue, key: Value, span: Span, scope: Scope): Value {
  const type = elementType(of.type, key);
  if (type === undefined) return refuseIndex('not-a-collection', of, key, span, scope);
  if (of.type.kind === 'set') return refuseIndex('set-has-no-index', of, key, span, scope);
  const written = textOfKey(key);
  if (written === undefined) {
    return isSymbolic(of) ? unknownStep(of, type, '[?]') : unknownFrom(type, [of, key]);
  }
  return unknownStep(of, type, key.kind === 'number' ? `[${written}]` : `[${JSON.stringify(written)}]`);
}

/** All instances of a resource whose number is not known. */
function isSymbolic(of: UnknownValue): boolean {
  const reference = of.unknown.references[0];
  return reference?.path === '' && reference.address.endsWith('[*]');
}

function elementType(type: Type, key: Value): Type | undefined {
  if (type.kind === 'dynamic') return dynamicType;
  if ('element' in type) return type.element;
  if (type.kind === 'tuple') {
    const index = key.kind === 'number' ? toSafeInteger(key.value) : undefined;
    return index === undefined ? dynamicType : (type.elements[index] ?? dynamicType);
  }
  if (type.kind !== 'object') return undefined;
  return key.kind === 'string' ? (type.attributes.get(key.value) ?? dynamicType) : dynamicType;
}
