import type { Unwritable } from '../../diagnostics/kinds/writing.ts';
import type { EvaluatedInstance } from '../../importers/terraform/evaluation/modules/module.ts';
import type { Source } from '../../importers/terraform/evaluation/source.ts';
import type { Block } from '../../importers/terraform/syntax/ast.ts';
import { blockAt, isOfOneFile } from './block-text.ts';
import { isUsersOwn, type Placed, type UserProject } from './user-project.ts';

/** The block of a resource, when it may be edited as text. */
export interface EditableBlock {
  readonly placed: Placed;
  readonly source: Source;
  readonly block: Block;
  /** All that the block makes, in every instance of its module. */
  readonly instances: readonly EvaluatedInstance[];
}

export type FoundBlock =
  | { readonly kind: 'found'; readonly found: EditableBlock }
  | { readonly kind: 'refused'; readonly because: Unwritable };

/** The block that declares an instance, or why it may not be edited. */
export function editableBlock(project: UserProject, address: string): FoundBlock {
  const placed = project.instances.get(address);
  if (placed === undefined || placed.evaluated.instance.mode === 'data') return refused('not-declared');
  const { declaration } = placed.resource;
  const { source } = declaration;
  if (!isUsersOwn(placed.module.directory)) return refused('downloaded-module');
  if (source.syntax === 'json') return refused('json-syntax');
  if (!isOfOneFile(declaration.body, source)) return refused('override-file');
  const block = blockAt(source, declaration.range.start.offset);
  if (block === undefined) return refused('not-declared');
  return { kind: 'found', found: { placed, source, block, instances: allInstances(project, placed) } };
}

function refused(because: Unwritable): FoundBlock {
  return { kind: 'refused', because };
}

function allInstances(project: UserProject, { module, resource }: Placed): readonly EvaluatedInstance[] {
  const { type, name } = resource.declaration;
  return project.modules
    .filter(({ directory }) => directory === module.directory)
    .flatMap((one) => one.resources.get(`${type}.${name}`)?.().instances ?? []);
}
