import { compareText } from '../../base/ordered.ts';
import type { Stack } from '../../model/stack.ts';
import { sortedIds } from '../address.ts';
import { textData } from '../data.ts';
import { logicalIdOf } from './logical-ids.ts';
import { idRef, json } from './references.ts';
import type { Json, TemplateResource } from './template.ts';

/** A property that is `undefined` is left out. */
export function resource(
  id: string,
  type: string,
  properties: Readonly<Record<string, Json | undefined>>,
  dependsOn: readonly string[] = [],
): TemplateResource {
  const given = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return {
    logicalId: logicalIdOf(id),
    type,
    properties: Object.fromEntries(given),
    dependsOn: dependsOn.map(logicalIdOf),
  };
}

export function idRefs(ids: readonly string[]): Json {
  return sortedIds(ids).map(idRef);
}

/** The stack's tags, and the name that the console shows. */
export function tags({ name: project, tags: given }: Stack, name?: string): Json {
  const all = Object.entries({ ...(name === undefined ? {} : { Name: name }), Project: project, ...given });
  return all.toSorted(([a], [b]) => compareText(a, b)).map(([Key, Value]) => ({ Key, Value }));
}

/** Text that holds the stack's Region takes it from the place of deployment. */
export function withRegion(written: string, { region }: Stack): Json {
  const i = written.indexOf(region);
  if (i < 0) return written;
  const pieces = [written.slice(0, i), { deployment: 'region' as const }, written.slice(i + region.length)];
  return json(textData(pieces.filter((piece) => piece !== '')));
}
