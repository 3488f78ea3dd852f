import type { SourceRange } from '../../../../base/source-range.ts';
import type { TemplateText } from '../../functions/definition.ts';
import { locator } from '../../syntax/locate.ts';
import { parseTemplate } from '../../syntax/native.ts';
import type { Value } from '../../values/value.ts';
import type { Names, Scope } from '../scope.ts';
import { evaluate } from './evaluating.ts';

/**
 * A text as a template, in which only the given variables exist.
 *
 * @param standsAt where the text comes from, for what is wrong in a text that is in no file of its own
 * @returns `undefined` = it is no template; what is wrong is reported
 */
export function evaluateTemplateText(
  template: TemplateText,
  standsAt: SourceRange,
  scope: Scope,
): Value | undefined {
  const path = template.path ?? scope.source.path;
  const parsed = parseTemplate(path, template.text);
  const locate = template.path === undefined ? () => standsAt : locator(path, template.text);
  for (const diagnostic of parsed.diagnostics)
    scope.report(template.path === undefined ? { ...diagnostic, subject: standsAt } : diagnostic);
  if (parsed.diagnostics.some(({ severity }) => severity === 'error')) return undefined;
  let names: Names | undefined;
  for (const [name, value] of template.variables) names = { name, value, outer: names };
  const source = { path, text: template.text, syntax: 'native' as const, locate };
  return evaluate(parsed.value, { ...scope, source, names });
}
