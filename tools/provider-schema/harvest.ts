import type { DeclaredBlock } from './declared.ts';
import type { Draft, Probe } from './probe.ts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What the provider planned for one path that the probe did not write. */
export interface Observation {
  /** What the probe wrote beyond its required arguments; empty = nothing. */
  readonly focus: string;
  readonly path: string;
  readonly kind: 'attribute' | 'block';
  readonly computed: boolean;
  /** JSON text of the planned value; `unknown` = known after apply; `partly` = known with unknown parts. */
  readonly planned: string;
}

/** What the provider planned differently from what was written. */
export interface Rewriting {
  readonly type: string;
  readonly path: string;
  readonly written: string;
  readonly planned: string;
}

export function observe(probe: Probe, after: Json, afterUnknown: Json): readonly Observation[] {
  const seen = observeBlock(probe.root.schema, probe.root, after, afterUnknown, '');
  return seen.map((one) => ({ focus: probe.focus, ...one }));
}

type Seen = Omit<Observation, 'focus'>;

function observeBlock(
  schema: DeclaredBlock,
  draft: Draft,
  after: Json | undefined,
  unknown: Json | undefined,
  at: string,
): readonly Seen[] {
  const attributes = Object.entries(schema.attributes ?? {}).flatMap(([name, attribute]): readonly Seen[] => {
    if (draft.slots.has(name) || followsTags(draft, name)) return [];
    const planned = describe(member(after, name), member(unknown, name));
    return [{ path: at + name, kind: 'attribute', computed: attribute.computed === true, planned }];
  });
  const blocks = Object.keys(schema.block_types ?? {}).flatMap((name): readonly Seen[] => {
    const written = draft.blocks.get(name);
    const value = member(after, name);
    const hidden = member(unknown, name);
    if (written === undefined) {
      return [{ path: at + name, kind: 'block', computed: false, planned: describe(value, hidden) }];
    }
    const below = written.draft;
    return observeBlock(below.schema, below, first(value), first(hidden), `${at}${name}.`);
  });
  return [...attributes, ...blocks];
}

/** Where tags are written, `tags_all` follows from them and the provider's default tags by a rule. */
function followsTags(draft: Draft, name: string): boolean {
  return name === 'tags_all' && draft.slots.has('tags');
}

function describe(value: Json | undefined, unknown: Json | undefined): string {
  if (unknown === true) return 'unknown';
  if (hasTrue(unknown)) return 'partly';
  return JSON.stringify(value ?? null);
}

function hasTrue(value: Json | undefined): boolean {
  if (value === true) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasTrue);
}

function member(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

function first(value: Json | undefined): Json | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** Arguments whose planned value is not the written one: the provider rewrites them while it plans. */
export function rewritings(probe: Probe, after: Json): readonly Rewriting[] {
  return [...probe.root.slots].flatMap(([name, slot]) => {
    const written = slot.candidates[0] ?? '';
    const planned = JSON.stringify(member(after, name) ?? null);
    const same = !written.startsWith('"') || written === planned;
    return same ? [] : [{ type: probe.type, path: name, written, planned }];
  });
}
