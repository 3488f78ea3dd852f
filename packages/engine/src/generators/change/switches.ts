import type {
  EvaluatedResource,
  ModuleInstance,
} from '../../importers/terraform/evaluation/modules/module.ts';
import type { Expression } from '../../importers/terraform/syntax/ast.ts';
import { compareProjects, type ProjectDifference } from './comparison.ts';
import { type ValuePlace, valuesBehind } from './literals.ts';
import { reread, type UserProject } from './user-project.ts';
import type { FileEdit } from './written-change.ts';

/** One value of the user's that turns things on or off, and its other position. */
export interface Switch {
  readonly place: ValuePlace;
  readonly before: string;
  readonly after: string;
  readonly edits: readonly FileEdit[];
}

/** Tried values that do what is wanted: the project was read with each of them. */
export interface TriedSwitch extends Switch {
  readonly difference: ProjectDifference;
  readonly project: UserProject;
}

/** Values on which the number of a resource's instances hangs, in its own block and in the calls around it. */
export function switchesOf(module: ModuleInstance, resource: EvaluatedResource): readonly Switch[] {
  const places = [
    ...numbersOf(resource.declaration.body.attributes).flatMap((one) => valuesBehind(module, one)),
    ...callsAround(module).flatMap(({ caller, body }) =>
      numbersOf(body.attributes).flatMap((one) => valuesBehind(caller, one)),
    ),
  ];
  return places.flatMap(switchAt);
}

function callsAround(module: ModuleInstance): readonly NonNullable<ModuleInstance['call']>[] {
  return module.call === undefined ? [] : [module.call, ...callsAround(module.call.caller)];
}

function numbersOf(
  attributes: ReadonlyMap<string, { readonly node: { readonly value: Expression } }>,
): readonly Expression[] {
  return ['count', 'for_each'].flatMap((name) => attributes.get(name)?.node.value ?? []);
}

function switchAt(place: ValuePlace): readonly Switch[] {
  const { literal, givenBy } = place;
  const isOpen = literal === undefined || (givenBy !== undefined && literal.kind === 'bool');
  if (isOpen) return ['false', 'true'].map((text) => turned(place, '', text));
  if (literal.kind === 'bool') return [turned(place, String(literal.value), String(!literal.value))];
  if (literal.kind === 'number' && literal.text !== '0') return [turned(place, literal.text, '0')];
  if (literal.kind === 'tuple' && literal.elements.length > 0) {
    const { source } = place;
    return [turned(place, source.text.slice(literal.span.start, literal.span.end), '[]')];
  }
  return [];
}

function turned(place: ValuePlace, before: string, after: string): Switch {
  return { place, before, after, edits: place.set(after) };
}

/** A module that is not on disk gets the value, too: nobody knows what it makes of it. */
function reachesMissing({ modules }: UserProject, { source, literal }: ValuePlace): boolean {
  const isSame = (other: ValuePlace): boolean =>
    other.source.path === source.path && other.literal?.span.start === literal?.span.start;
  return modules.some((module) =>
    [...module.calls].some(([name, pull]) => {
      const attributes = module.declarations.calls.get(name)?.body.attributes.values() ?? [];
      const isMissing = pull().missing().length > 0;
      return isMissing && [...attributes].some(({ node }) => valuesBehind(module, node.value).some(isSame));
    }),
  );
}

/** The project as it would be with the switch turned, in the file or where its value is given. */
export function trySwitch(project: UserProject, turned: Switch): TriedSwitch | undefined {
  const { place, after: value } = turned;
  if (reachesMissing(project, place)) return undefined;
  const after =
    place.givenBy === undefined
      ? reread(project, [], turned.edits)
      : reread(project, [], [], [{ name: place.name.replace(/^var\./, ''), value }]);
  if (after === undefined) return undefined;
  return { ...turned, difference: compareProjects(project, after), project: after };
}
