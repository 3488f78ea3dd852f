import { walkExpression } from '../../importers/terraform/evaluation/expressions/walk.ts';
import type { Source } from '../../importers/terraform/evaluation/source.ts';
import type { Expression } from '../../importers/terraform/syntax/ast.ts';
import type { ProposedEndpoint } from '../../model/change.ts';
import { addElements, removeElement } from './block-text.ts';
import { compareProjects, type ProjectDifference } from './comparison.ts';
import type { Draft } from './draft.ts';
import { quoted } from './hcl-text.ts';
import { valuesBehind } from './literals.ts';
import { isProposed } from './satisfied.ts';
import { isUsersOwn, type Placed, reread, type UserProject } from './user-project.ts';
import type { FileEdit } from './written-change.ts';

/** A list that is written out and over which a block of endpoints goes: `toset(["ecr.api", "logs"])`. */
interface ServiceList {
  readonly source: Source;
  readonly tuple: Extract<Expression, { kind: 'tuple' }>;
}

/**
 * Adds services to the user's own list of endpoints, when that makes exactly what is proposed.
 *
 * @returns what is still to be written
 */
export function writeListedServices(
  draft: Draft,
  endpoints: readonly ProposedEndpoint[],
): readonly ProposedEndpoint[] {
  let left = endpoints;
  for (const placed of endpointBlocks(draft.project)) {
    for (const list of listsOf(placed)) {
      const plain = left.filter(({ type, policy }) => type === 'Interface' && policy === undefined);
      const made = grow(draft, list, plain);
      left = left.filter((endpoint) => !made.includes(endpoint));
    }
  }
  return left;
}

type Block = Pick<Placed, 'module' | 'resource'>;

function endpointBlocks(project: UserProject): readonly Block[] {
  return project.modules.flatMap((module) =>
    [...module.resources]
      .filter(([key]) => key.startsWith('aws_vpc_endpoint.'))
      .map(([, pull]) => ({ module, resource: pull() }))
      .filter(({ resource }) => resource.declaration.body.attributes.has('for_each')),
  );
}

function listsOf({ module, resource }: Block): readonly ServiceList[] {
  const written = resource.declaration.body.attributes.get('for_each');
  if (written === undefined) return [];
  const found: ServiceList[] = [];
  const take = (source: Source, expression: Expression | undefined): void => {
    const isWords =
      expression?.kind === 'tuple' && expression.elements.every(({ kind }) => kind === 'string');
    if (isWords) found.push({ source, tuple: expression });
  };
  if (isUsersOwn(module.directory)) {
    walkExpression(written.node.value, (inner) => take(written.source, inner));
  }
  for (const { source, literal } of valuesBehind(module, written.node.value)) take(source, literal);
  return found;
}

function grow(
  draft: Draft,
  { source, tuple }: ServiceList,
  endpoints: readonly ProposedEndpoint[],
): readonly ProposedEndpoint[] {
  if (endpoints.length === 0) return [];
  const edits = addElements(
    source,
    tuple,
    endpoints.map(({ service }) => quoted(service)),
  );
  const after = reread(draft.project, [], edits);
  if (after === undefined) return [];
  const { gone, altered, added, isBroken } = compareProjects(draft.project, after);
  const made = endpoints.filter((endpoint) => isMade(after, added, endpoint));
  if (isBroken || gone.length + altered.length > 0 || made.length === 0) return [];
  if (added.length > made.length)
    return made.length < endpoints.length ? grow(draft, { source, tuple }, made) : [];
  draft.edit(edits);
  return made;
}

function isMade(after: UserProject, added: readonly string[], endpoint: ProposedEndpoint): boolean {
  return [...after.network().vpcEndpoints.values()].some(
    (one) => added.includes(one.id) && isProposed(one, endpoint),
  );
}

/** Takes one word out of the list of a block, when exactly the instance goes. @returns what goes by it */
export function shrunkList(draft: Draft, placed: Placed): ShrunkList | undefined {
  const { instance } = placed.evaluated;
  for (const { source, tuple } of listsOf(placed)) {
    const index = tuple.elements.findIndex((one) => one.kind === 'string' && one.value === instance.key);
    if (index < 0) continue;
    const edit = removeElement(source, tuple, index);
    const after = reread(draft.project, [], [edit]);
    if (after !== undefined) return { edit, difference: compareProjects(draft.project, after) };
  }
  return undefined;
}

export interface ShrunkList {
  readonly edit: FileEdit;
  readonly difference: ProjectDifference;
}
