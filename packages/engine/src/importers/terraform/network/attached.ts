import { type Collection, collection, type Unknown } from '../../../base/known.ts';
import { type Id, type IdKind, idOf } from '../../../model/identity.ts';
import { argumentOf, type Declared, originOf, uncertainNumber } from './declared.ts';
import { isCertain, withoutKeys } from './links.ts';
import type { Reading } from './reading.ts';

/** The things that one declaration may concern. */
export interface Targets<Kind extends IdKind> {
  readonly ids: readonly Id<Kind>[];
  /** Why it is not certain that each of `ids` is concerned; `undefined` = certain. */
  readonly doubt: Unknown | undefined;
}

/**
 * The thing that an argument names. When it cannot be told, every candidate may be the one; references to
 * instances of the wanted kind narrow them down (`element(aws_subnet.private[*].id, var.i)`).
 */
export function targetsAt<Kind extends IdKind>(
  reading: Reading,
  kind: Kind,
  declared: Declared,
  name: string,
  candidates: Iterable<Id<Kind>>,
): Targets<Kind> {
  const value = argumentOf(declared, name);
  const origin = originOf(declared, name);
  const link = reading.links.link(kind, value, origin);
  if (link === undefined) return { ids: [], doubt: undefined };
  const isCounted = isCertain(declared.instance);
  if (link.kind === 'known') {
    return { ids: [link.value], doubt: isCounted ? undefined : uncertainNumber(declared.instance) };
  }
  return { ids: narrowed(reading, kind, candidates, link.unknown), doubt: link.unknown };
}

/** The candidates that an unknown link may mean: those it names, else all. */
export function narrowed<Kind extends IdKind>(
  reading: Reading,
  kind: Kind,
  candidates: Iterable<Id<Kind>>,
  doubt: Unknown,
): readonly Id<Kind>[] {
  const all = [...candidates];
  const named = new Set(doubt.references.map(({ address }) => withoutKeys(address)));
  const ofKind = [...named].filter((address) => reading.kindsByName.get(address) === kind);
  return ofKind.length === 0 ? all : all.filter((id) => named.has(withoutKeys(id)));
}

/** Members of things that are declared apart from them: routes, rules, associations. */
export class Attached<Kind extends IdKind, Item> {
  private readonly byId = new Map<Id<Kind>, { readonly items: Item[]; readonly unknowns: Unknown[] }>();

  add(targets: Targets<Kind>, members: Collection<Item>): void {
    for (const id of targets.ids) {
      const attached = this.at(id);
      if (targets.doubt !== undefined) attached.unknowns.push(targets.doubt);
      else {
        attached.items.push(...members.items);
        attached.unknowns.push(...members.unknowns);
      }
    }
  }

  addOne(targets: Targets<Kind>, member: Item): void {
    this.add(targets, collection([member]));
  }

  of(id: Id<Kind>): Collection<Item> {
    return this.byId.get(id) ?? collection<Item>([]);
  }

  private at(id: Id<Kind>): { readonly items: Item[]; readonly unknowns: Unknown[] } {
    const found = this.byId.get(id);
    if (found !== undefined) return found;
    const made = { items: [], unknowns: [] };
    this.byId.set(id, made);
    return made;
  }
}

/** Ids of the certain instances of these types: the candidates of links that cannot be told. */
export function idsOf<Kind extends IdKind>(
  kind: Kind,
  instances: readonly { readonly address: string; readonly multiplicity: string }[],
): readonly Id<Kind>[] {
  return instances
    .filter(({ multiplicity }) => multiplicity === 'one')
    .map(({ address }) => idOf(kind, address));
}
