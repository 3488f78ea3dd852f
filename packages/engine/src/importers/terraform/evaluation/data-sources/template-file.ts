import { stringType } from '../../values/construct.ts';
import { convert } from '../../values/convert.ts';
import type { Value } from '../../values/value.ts';
import { evaluateTemplateText } from '../expressions/template-text.ts';
import type { InstanceContext } from '../resources/provider-rules.ts';
import { textOf } from './read-values.ts';

/**
 * `data "template_file"` of the archived provider `template`: container definitions of many older stacks.
 *
 * Its variables are strings.
 *
 * @see https://registry.terraform.io/providers/hashicorp/template/latest/docs/data-sources/file
 */
export function computeTemplateFile(
  values: ReadonlyMap<string, Value>,
  { scope, placeOf }: InstanceContext,
): Record<string, Value> {
  const text = textOf(values.get('template'));
  const given = values.get('vars') ?? { kind: 'null' as const };
  if (text === undefined) return {};
  const variables = new Map<string, Value>();
  if (given.kind === 'object' || given.kind === 'map')
    for (const [name, value] of given.entries) {
      const converted = convert(value, stringType);
      variables.set(name, converted.ok ? converted.value : value);
    }
  else if (given.kind !== 'null') return {};
  const rendered = evaluateTemplateText({ text, path: undefined, variables }, placeOf('template'), scope);
  if (rendered === undefined) return {};
  const whole = convert(rendered, stringType);
  return whole.ok ? { rendered: whole.value } : {};
}
