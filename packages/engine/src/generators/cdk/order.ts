import type { Json, Template, TemplateResource } from '../cloudformation/template.ts';

/** Resources so that each stands after those that it names; otherwise in the order given. */
export function inOrderOfUse(resources: readonly TemplateResource[]): readonly TemplateResource[] {
  const byId = new Map(resources.map((resource) => [resource.logicalId, resource]));
  const ordered = new Set<TemplateResource>();
  const open = new Set<TemplateResource>();
  const visit = (resource: TemplateResource): void => {
    // A ring cannot be deployed; the program then says so when it is compiled.
    if (ordered.has(resource) || open.has(resource)) return;
    open.add(resource);
    for (const id of [...resource.dependsOn, ...referencesOf(resource.properties)]) {
      const before = byId.get(id);
      if (before !== undefined) visit(before);
    }
    ordered.add(resource);
  };
  for (const resource of resources) visit(resource);
  return [...ordered];
}

/** Logical ids that something else in the template names by `Ref`, `Fn::GetAtt` or `DependsOn`. */
export function namesUsedIn({ resources, outputs }: Template): ReadonlySet<string> {
  return new Set([
    ...resources.flatMap(({ dependsOn, properties }) => [...dependsOn, ...referencesOf(properties)]),
    ...outputs.flatMap(({ value }) => referencesOf(value)),
  ]);
}

/** Those in `Fn::Sub` are text in the program as well, so they need no variable. */
function referencesOf(value: Json): readonly string[] {
  if (typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap((item: Json) => referencesOf(item));
  return Object.entries(value).flatMap(([name, item]) => {
    if (name === 'Ref' && typeof item === 'string') return [item];
    if (name === 'Fn::GetAtt' && Array.isArray(item)) return [String(item[0])];
    return referencesOf(item);
  });
}
