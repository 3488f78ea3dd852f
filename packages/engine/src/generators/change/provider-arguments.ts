import type { ModuleInstance } from '../../importers/terraform/evaluation/modules/module.ts';
import { readProviderKey } from '../../importers/terraform/evaluation/modules/providers.ts';
import { argument, type HclItem, quoted } from './hcl-text.ts';
import type { UserProject } from './user-project.ts';

/**
 * The provider configuration of a thing by its name in a module (TF-10): `aws`, `aws.tokyo`.
 *
 * @returns `undefined` when the module does not have it: an inner module keeps a configuration of its own
 */
export function providerKeyIn(
  project: UserProject,
  module: ModuleInstance,
  owner: string,
): string | undefined {
  const placed = project.instances.get(owner);
  if (placed === undefined) return 'aws';
  const written = placed.resource.declaration.body.attributes.get('provider');
  let key: string | undefined = written === undefined ? 'aws' : readProviderKey(written.node.value);
  let at = placed.module;
  while (at !== module && key !== undefined) {
    if (at.call === undefined || at.declarations.providers.has(key)) return undefined;
    key = handedOver(at.call, key);
    at = at.call.caller;
  }
  return key;
}

function handedOver({ body }: NonNullable<ModuleInstance['call']>, key: string): string | undefined {
  const providers = body.attributes.get('providers')?.node.value;
  const items = providers?.kind === 'object' ? providers.items : [];
  const mapped = items.find((item) => readProviderKey(item.key) === key);
  if (mapped !== undefined) return readProviderKey(mapped.value);
  return key.includes('.') ? undefined : key;
}

/** `provider` and `region` as a new thing beside the owner needs them; none where the default is right. */
export function providerArguments(
  project: UserProject,
  module: ModuleInstance,
  owner: string,
): readonly HclItem[] {
  const key = providerKeyIn(project, module, owner) ?? 'aws';
  const placed = project.instances.get(owner);
  const region = placed?.resource.declaration.body.attributes.get('region');
  const value = placed?.evaluated.instance.region;
  return [
    ...(key === 'aws' ? [] : [argument('provider', key)]),
    ...(region !== undefined && value?.kind === 'string' ? [argument('region', quoted(value.value))] : []),
  ];
}
