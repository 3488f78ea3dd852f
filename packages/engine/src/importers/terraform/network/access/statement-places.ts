import type { WrittenPolicy } from '../../../../model/access.ts';
import type { Origin } from '../../../../model/identity.ts';
import { type Declared, originOf } from '../declared.ts';

/** Places of the statements of a document that `jsonencode` makes of an object that stands there. */
export function statementsAt(declared: Declared, argument: string): Pick<WrittenPolicy, 'statements'> {
  const statements = placesOf(declared, argument);
  return statements.length === 0 ? {} : { statements };
}

/** The same as origins of an endpoint: `policy[0]`. */
export function statementOrigins(declared: Declared, argument: string): Readonly<Record<string, Origin>> {
  return Object.fromEntries(placesOf(declared, argument).map((origin, i) => [`${argument}[${i}]`, origin]));
}

function placesOf(declared: Declared, argument: string): readonly Origin[] {
  const { ranges } = declared.instance;
  const start = declared.path === '' ? argument : `${declared.path}.${argument}`;
  const places: Origin[] = [];
  while (ranges.has(`${start}.Statement[${places.length}]`)) {
    places.push(originOf(declared, `${argument}.Statement[${places.length}]`));
  }
  const isSingle = places.length === 0 && ranges.has(`${start}.Statement`);
  return isSingle ? [originOf(declared, `${argument}.Statement`)] : places;
}
