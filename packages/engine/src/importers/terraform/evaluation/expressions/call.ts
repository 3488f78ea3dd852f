import { diagnose } from '../../../../diagnostics/diagnostic.ts';
import { invalidExpansion, nothingSucceeded } from '../../../../diagnostics/kinds/evaluation.ts';
import { callFunction, plainFunctionName } from '../../functions/call.ts';
import type { FunctionContext } from '../../functions/definition.ts';
import { diagnoseProblem } from '../../functions/problem.ts';
import type { Expression, Span } from '../../syntax/ast.ts';
import {
  boolType,
  boolValue,
  childrenOf,
  isSensitive,
  markSensitive,
  unknownFrom,
  unknownOf,
} from '../../values/construct.ts';
import { describeType, hasDynamic, typeOf } from '../../values/type.ts';
import type { Value } from '../../values/value.ts';
import type { Scope } from '../scope.ts';
import { evaluate, evaluateQuietly, settle } from './evaluating.ts';
import { elementsOf } from './iterate.ts';
import { evaluateTemplateText } from './template-text.ts';
import { invalidValue, isInvalid } from './unknown-parts.ts';

type Call = Extract<Expression, { kind: 'call' }>;

/** @see https://developer.hashicorp.com/terraform/language/expressions/function-calls */
export function evaluateCall(expression: Call, scope: Scope): Value {
  const name = plainFunctionName(expression.name);
  if (name === 'try') return evaluateTry(expression, scope);
  if (name === 'can') return evaluateCan(expression, scope);
  const args = evaluateArguments(expression, scope);
  if (args === undefined) return invalidValue();
  if (args.open !== undefined) return args.open;
  if (args.values.some(isInvalid)) return invalidValue();
  const outcome = callFunction(expression.name, args.values, contextOf(expression, scope));
  return settle(
    outcome,
    args.spans,
    callSpan(outcome.ok ? undefined : outcome.error.argument, expression),
    scope,
  );
}

/** A problem with no argument concerns the name. */
function callSpan(argument: number | undefined, expression: Call): Span {
  return argument === undefined ? expression.nameSpan : expression.span;
}

interface Arguments {
  readonly values: readonly Value[];
  readonly spans: readonly Span[];
  /** The whole call's value when the expanded list is not known. */
  readonly open?: Value;
}

function evaluateArguments(expression: Call, scope: Scope): Arguments | undefined {
  const spans = expression.args.map((arg) => arg.span);
  const values = expression.args.map((arg) => evaluate(arg, scope));
  const last = values.at(-1);
  if (!expression.expandFinal || last === undefined) return { values, spans };
  if (last.kind === 'unknown') return { values, spans, open: openCall(values) };
  const elements = elementsOf(last);
  const span = spans.at(-1) ?? expression.span;
  if (elements === undefined || last.kind === 'map' || last.kind === 'object') {
    const found = last.kind === 'null' ? 'null' : describeType(typeOf(last));
    scope.report(diagnose(invalidExpansion, { found }, scope.source.locate(span)));
    return undefined;
  }
  const expanded = elements.map(({ value }) => (isSensitive(last) ? markSensitive(value) : value));
  const kept = values.slice(0, -1);
  return { values: [...kept, ...expanded], spans: [...spans.slice(0, -1), ...expanded.map(() => span)] };
}

function openCall(values: readonly Value[]): Value {
  return values.some(isInvalid) ? invalidValue() : unknownFrom({ kind: 'dynamic' }, values);
}

/**
 * The first argument that can be evaluated. An argument that may still fail, because a step goes into a
 * value of unknown type, leaves the whole open.
 *
 * @see https://developer.hashicorp.com/terraform/language/functions/try
 */
function evaluateTry(expression: Call, scope: Scope): Value {
  for (const arg of expression.args) {
    const attempt = evaluateQuietly(arg, scope);
    if (!attempt.failed) return settledOrOpen(attempt.value);
  }
  const range = scope.source.locate(expression.nameSpan);
  scope.report(diagnose(nothingSucceeded, { function: 'try' }, range));
  return invalidValue();
}

function settledOrOpen(value: Value): Value {
  if (value.kind !== 'unknown' || value.type.kind !== 'dynamic') return value;
  const { template: _text, ...unknown } = value.unknown;
  const open = unknownOf(value.type, unknown);
  return isSensitive(value) ? markSensitive(open) : open;
}

function evaluateCan(expression: Call, scope: Scope): Value {
  const arg = expression.args[0];
  if (arg === undefined) return boolValue(false);
  const attempt = evaluateQuietly(arg, scope);
  if (attempt.failed) return boolValue(false);
  if (mayStillFail(attempt.value)) return unknownFrom(boolType, [attempt.value], { notNull: true });
  return boolValue(true);
}

function mayStillFail(value: Value): boolean {
  if (value.kind === 'unknown') return hasDynamic(value.type);
  return childrenOf(value).some(mayStillFail);
}

function contextOf(expression: Call, scope: Scope): FunctionContext {
  return {
    files: scope.session.files,
    moduleDirectory: scope.globals.directory,
    evaluateTemplate: (template) =>
      evaluateTemplateText(template, scope.source.locate(expression.span), scope),
    note: (problem) => scope.report(diagnoseProblem(problem, scope.source.locate(expression.nameSpan))),
  };
}
