import { isWhollyKnown, mapOf, mapType, stringType, unknownFrom } from '../../values/construct.ts';
import type { Value } from '../../values/value.ts';
import type { ProviderConfiguration } from '../modules/module.ts';
import type { Session } from '../session.ts';

export interface InstanceContext {
  readonly type: string;
  readonly address: string;
  readonly configured: ReadonlySet<string>;
  readonly region: Value;
  readonly provider: ProviderConfiguration;
  readonly session: Session;
}

/** What the AWS provider plans beyond defaults and what is written. */
export function applyProviderRules(
  values: ReadonlyMap<string, Value>,
  context: InstanceContext,
): ReadonlyMap<string, Value> {
  const tagsAll = values.has('tags_all') ? planTagsAll(values, context) : undefined;
  return tagsAll === undefined ? values : new Map([...values, ['tags_all', tagsAll]]);
}

/**
 * `tags_all` holds the provider's `default_tags` with the resource's `tags` over them.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/resource-tagging
 */
function planTagsAll(values: ReadonlyMap<string, Value>, context: InstanceContext): Value | undefined {
  const tags = values.get('tags');
  const layers = [context.provider.defaultTags, ...(tags === undefined ? [] : [tags])];
  const open = layers.filter((layer) => layer.kind === 'unknown');
  if (open.length > 0) return unknownFrom(mapType(stringType), open);
  const merged = new Map<string, Value>();
  for (const layer of layers) {
    if (layer.kind === 'map') for (const [key, value] of layer.entries) merged.set(key, value);
  }
  // Newer resources plan an empty map here, older ones an unknown: the schema's default says which.
  if (merged.size === 0) return values.get('tags_all');
  const all = mapOf(
    stringType,
    [...merged].filter(([, value]) => value.kind !== 'null'),
  );
  return isWhollyKnown(all) ? all : unknownFrom(mapType(stringType), [all]);
}
