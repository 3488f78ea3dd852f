import type { SourceRange } from '../../../../base/source-range.ts';
import { diagnose } from '../../../../diagnostics/diagnostic.ts';
import { validationFailed, wrongVariableType } from '../../../../diagnostics/kinds/variables.ts';
import { isSensitive, markSensitive, nullValue, stringType } from '../../values/construct.ts';
import { conformType, convert } from '../../values/convert.ts';
import type { Value } from '../../values/value.ts';
import { evaluate } from '../expressions/evaluate.ts';
import { invalidValue, isInvalid, keepExactness } from '../expressions/unknown-parts.ts';
import type { Declaration } from '../loading/declarations.ts';
import { type Scope, within } from '../scope.ts';
import { placeBody, rangeOf } from '../source.ts';
import { anyConstraint, readTypeConstraint, type TypeConstraint } from './type-constraint.ts';

/** A `variable` block with its constant arguments read. */
export interface Variable {
  readonly name: string;
  readonly declaration: Declaration;
  readonly constraint: TypeConstraint;
  readonly isNullable: boolean;
  readonly isSensitive: boolean;
  readonly isRequired: boolean;
}

export function readVariable(declaration: Declaration, scope: Scope): Variable {
  const type = declaration.body.attributes.get('type');
  return {
    name: declaration.name,
    declaration,
    constraint:
      type === undefined ? anyConstraint : readTypeConstraint(type.node.value, within(scope, type.source)),
    isNullable: !isLiteral(declaration, 'nullable', false),
    isSensitive: isLiteral(declaration, 'sensitive', true),
    isRequired: !declaration.body.attributes.has('default'),
  };
}

function isLiteral(declaration: Declaration, name: string, wanted: boolean): boolean {
  const value = declaration.body.attributes.get(name)?.node.value;
  return value?.kind === 'bool' && value.value === wanted;
}

/** The default, brought to the variable's type. */
export function defaultOf(variable: Variable, scope: Scope): Value {
  const written = variable.declaration.body.attributes.get('default');
  if (written === undefined) return invalidValue();
  const value = evaluate(written.node.value, within(scope, written.source));
  return conform(variable, value, rangeOf(written), scope);
}

/**
 * A given value brought to the variable's type. Null takes the default when the variable is not nullable.
 *
 * @see https://developer.hashicorp.com/terraform/language/values/variables#disallowing-null-input-values
 */
export function acceptValue(
  variable: Variable,
  value: Value,
  range: SourceRange | undefined,
  scope: Scope,
): Value {
  if (value.kind === 'null' && !variable.isNullable && !variable.isRequired)
    return defaultOf(variable, scope);
  return conform(variable, value, range, scope);
}

function conform(variable: Variable, value: Value, range: SourceRange | undefined, scope: Scope): Value {
  if (isInvalid(value)) return value;
  const { type, defaults } = variable.constraint;
  if (value.kind === 'null') return nullValue(type);
  const conformed = conformType(value, type, defaults);
  if (!conformed.ok) {
    const { because: _because, ...problem } = conformed.error;
    scope.report(diagnose(wrongVariableType, { name: variable.name, ...problem }, range));
    return invalidValue(range);
  }
  const kept = keepExactness(value, conformed.value);
  return variable.isSensitive ? markSensitive(kept) : kept;
}

/** Tells validation rules that are known not to hold, in the author's own words. */
export function checkValidations(variable: Variable, scope: Scope): void {
  for (const block of variable.declaration.body.blocks) {
    if (block.node.type !== 'validation') continue;
    const inner = within(scope, block.source);
    const text = failedCondition(placeBody(block.node.body, block.source), inner);
    if (text === undefined) continue;
    const range = block.source.locate(block.node.headerSpan);
    scope.report(diagnose(validationFailed, { name: variable.name, text }, range));
  }
}

/** @returns the `error_message` when the `condition` is known to be false */
export function failedCondition(body: ReturnType<typeof placeBody>, scope: Scope): string | undefined {
  const written = body.attributes.get('condition');
  if (written === undefined) return undefined;
  const condition = convert(evaluate(written.node.value, within(scope, written.source)), { kind: 'bool' });
  if (!condition.ok || condition.value.kind !== 'bool' || condition.value.value) return undefined;
  const message = body.attributes.get('error_message');
  if (message === undefined) return '';
  const text = convert(evaluate(message.node.value, within(scope, message.source)), stringType);
  return text.ok && text.value.kind === 'string' && !isSensitive(text.value) ? text.value.value : '';
}
