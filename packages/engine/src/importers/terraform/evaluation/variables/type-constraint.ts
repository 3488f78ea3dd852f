import { diagnose } from '../../../../diagnostics/diagnostic.ts';
import { invalidTypeConstraint } from '../../../../diagnostics/kinds/variables.ts';
import type { Expression } from '../../syntax/ast.ts';
import { parseExpression } from '../../syntax/native.ts';
import {
  boolType,
  dynamicType,
  listType,
  mapType,
  numberType,
  objectType,
  setType,
  stringType,
  tupleType,
} from '../../values/construct.ts';
import { conformType, type TypeDefaults } from '../../values/convert.ts';
import type { Type, Value } from '../../values/value.ts';
import { evaluate } from '../expressions/evaluate.ts';
import type { Scope } from '../scope.ts';

export interface TypeConstraint {
  readonly type: Type;
  readonly defaults: TypeDefaults | undefined;
}

export const anyConstraint: TypeConstraint = { type: dynamicType, defaults: undefined };

const plainTypes: ReadonlyMap<string, Type> = new Map([
  ['string', stringType],
  ['number', numberType],
  ['bool', boolType],
  ['any', dynamicType],
  // Terraform 0.11's spelling: the elements are of any one type.
  ['list', listType(dynamicType)],
  ['map', mapType(dynamicType)],
  ['set', setType(dynamicType)],
]);

/** @see https://developer.hashicorp.com/terraform/language/expressions/type-constraints */
export function readTypeConstraint(expression: Expression, scope: Scope): TypeConstraint {
  switch (expression.kind) {
    case 'variable': {
      const type = plainTypes.get(expression.name);
      return type === undefined ? refuse(expression, scope) : { type, defaults: undefined };
    }
    case 'call':
      return readConstructor(expression, scope);
    case 'parentheses':
      return readTypeConstraint(expression.inner, scope);
    case 'string':
      return readQuotedType(expression, scope);
    default:
      return refuse(expression, scope);
  }
}

function refuse(expression: Expression, scope: Scope): TypeConstraint {
  const written = scope.source.text.slice(expression.span.start, expression.span.end).slice(0, 60);
  scope.report(diagnose(invalidTypeConstraint, { written }, scope.source.locate(expression.span)));
  return anyConstraint;
}

/** `.tf.json` writes types as text; native files of old do too. */
function readQuotedType(expression: Extract<Expression, { kind: 'string' }>, scope: Scope): TypeConstraint {
  const parsed = parseExpression(scope.source.path, expression.value);
  if (parsed.diagnostics.length > 0 || parsed.value.kind === 'string') return refuse(expression, scope);
  const range = scope.source.locate(expression.span);
  const source = { ...scope.source, text: expression.value, locate: (): typeof range => range };
  return readTypeConstraint(parsed.value, { ...scope, source });
}

type Call = Extract<Expression, { kind: 'call' }>;

function readConstructor(call: Call, scope: Scope): TypeConstraint {
  const argument = call.args[0];
  if (argument === undefined || call.args.length !== 1) return refuse(call, scope);
  switch (call.name) {
    case 'list':
      return collectionOf(listType, readTypeConstraint(argument, scope));
    case 'set':
      return collectionOf(setType, readTypeConstraint(argument, scope));
    case 'map':
      return collectionOf(mapType, readTypeConstraint(argument, scope));
    case 'tuple':
      return argument.kind === 'tuple' ? readTuple(argument.elements, scope) : refuse(call, scope);
    case 'object':
      return argument.kind === 'object' ? readObject(argument, scope) : refuse(call, scope);
    default:
      return refuse(call, scope);
  }
}

function collectionOf(make: (element: Type) => Type, element: TypeConstraint): TypeConstraint {
  const defaults = element.defaults;
  return {
    type: make(element.type),
    defaults: defaults === undefined ? undefined : { children: new Map([['*', defaults]]) },
  };
}

function readTuple(elements: readonly Expression[], scope: Scope): TypeConstraint {
  const read = elements.map((element) => readTypeConstraint(element, scope));
  const children = new Map<string, TypeDefaults>();
  for (const [i, { defaults }] of read.entries())
    if (defaults !== undefined) children.set(String(i), defaults);
  return {
    type: tupleType(read.map(({ type }) => type)),
    defaults: children.size === 0 ? undefined : { children },
  };
}

function readObject(object: Extract<Expression, { kind: 'object' }>, scope: Scope): TypeConstraint {
  const attributes = new Map<string, Type>();
  const optional = new Set<string>();
  const fallbacks = new Map<string, Value>();
  const children = new Map<string, TypeDefaults>();
  for (const item of object.items) {
    const name = nameOfKey(item.key);
    if (name === undefined) return refuse(item.key, scope);
    const call = optionalCall(item.value);
    const constraint = readTypeConstraint(call?.args[0] ?? item.value, scope);
    attributes.set(name, constraint.type);
    if (constraint.defaults !== undefined) children.set(name, constraint.defaults);
    if (call === undefined) continue;
    optional.add(name);
    const fallback = call.args[1];
    if (fallback !== undefined) fallbacks.set(name, readFallback(fallback, constraint, scope));
  }
  const type = objectType(attributes);
  const hasDefaults = fallbacks.size > 0 || children.size > 0;
  return {
    type: type.kind === 'object' && optional.size > 0 ? { ...type, optional } : type,
    defaults: hasDefaults ? { attributes: fallbacks, children } : undefined,
  };
}

function nameOfKey(key: Expression): string | undefined {
  if (key.kind === 'string') return key.value;
  return key.kind === 'variable' ? key.name : undefined;
}

function optionalCall(expression: Expression): Call | undefined {
  const isOptional = expression.kind === 'call' && expression.name === 'optional';
  return isOptional && expression.args.length >= 1 && expression.args.length <= 2 ? expression : undefined;
}

function readFallback(expression: Expression, constraint: TypeConstraint, scope: Scope): Value {
  const value = evaluate(expression, scope);
  const conformed = conformType(value, constraint.type, constraint.defaults);
  return conformed.ok ? conformed.value : value;
}
