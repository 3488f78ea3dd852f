import type { DeclaredBlock } from './declared.ts';
import { dummyCandidates, handWritten } from './dummies.ts';

/** A block of a probe while we look for values that pass. */
export interface Draft {
  readonly schema: DeclaredBlock;
  readonly slots: Map<string, Slot>;
  readonly blocks: Map<string, { readonly draft: Draft; count: number }>;
}

/** One argument and the values still to try, the present one first. */
export interface Slot {
  candidates: string[];
}

/** A minimal resource of one type, with one optional block written (`focus`; empty = none). */
export interface Probe {
  readonly name: string;
  readonly type: string;
  readonly focus: string;
  readonly root: Draft;
  /** Why it was given up. */
  dropped?: string;
}

export function draftProbe(type: string, schema: DeclaredBlock, focus: string, name: string): Probe {
  const probe: Probe = { name, type, focus, root: draftBlock(schema) };
  for (const [path, text] of Object.entries(handWritten[type] ?? {})) writePath(probe.root, path, text);
  if (focus !== '') addPath(probe.root, focus);
  return probe;
}

function writePath(draft: Draft, path: string, text: string): void {
  addPath(draft, path);
  const steps = path.split('.');
  const name = steps.pop() ?? '';
  const at = steps.reduce<Draft | undefined>((block, step) => block?.blocks.get(step)?.draft, draft);
  at?.slots.set(name, { candidates: [text] });
}

function draftBlock(schema: DeclaredBlock): Draft {
  const draft: Draft = { schema, slots: new Map(), blocks: new Map() };
  for (const [name, attribute] of Object.entries(schema.attributes ?? {})) {
    if (attribute.required) addStep(draft, name);
  }
  for (const [name, nesting] of Object.entries(schema.block_types ?? {})) {
    if ((nesting.min_items ?? 0) > 0) addStep(draft, name);
  }
  return draft;
}

/** Writes `a.b.c` (or `a.0.b`, with list indexes) and what it needs; true when it was not there. */
export function addPath(draft: Draft, path: string): boolean {
  const [step, ...rest] = path.split('.').filter((part) => !/^\d+$/.test(part));
  if (step === undefined) return false;
  const added = addStep(draft, step);
  const child = draft.blocks.get(step)?.draft;
  return child !== undefined && rest.length > 0 ? addPath(child, rest.join('.')) || added : added;
}

function addStep(draft: Draft, name: string): boolean {
  if (draft.slots.has(name) || draft.blocks.has(name)) return false;
  const attribute = draft.schema.attributes?.[name];
  const nesting = draft.schema.block_types?.[name];
  if (attribute !== undefined && (attribute.required || attribute.optional)) {
    draft.slots.set(name, { candidates: [...dummyCandidates(name, attribute.type)] });
    return true;
  }
  if (nesting === undefined) return false;
  draft.blocks.set(name, { draft: draftBlock(nesting.block), count: Math.max(1, nesting.min_items ?? 0) });
  return true;
}

export function removePath(draft: Draft, path: string): boolean {
  const [step, ...rest] = path.split('.').filter((part) => !/^\d+$/.test(part));
  if (step === undefined) return false;
  const child = draft.blocks.get(step)?.draft;
  if (child !== undefined && rest.length > 0) return removePath(child, rest.join('.'));
  if (draft.schema.attributes?.[step]?.required) return false;
  return draft.slots.delete(step) || draft.blocks.delete(step);
}

/** Which probe, draft and argument a line of the written file belongs to. */
export interface LineOwner {
  readonly probe: Probe;
  readonly draft: Draft;
  /** Block names from the root; empty for the root. */
  readonly path: string;
  readonly slot?: string;
}

/** HCL of all probes and the owner of each line, the first line at index 1. */
export function writeProbes(probes: readonly Probe[]): {
  readonly text: string;
  readonly owners: readonly LineOwner[];
} {
  const lines: string[] = [];
  const owners: LineOwner[] = [];
  const put = (text: string, owner: LineOwner): void => {
    lines.push(text);
    owners[lines.length] = owner;
  };
  for (const probe of probes) {
    put(`resource "${probe.type}" "${probe.name}" {`, { probe, draft: probe.root, path: '' });
    writeBody(probe, probe.root, '', 0, put);
    put('}', { probe, draft: probe.root, path: '' });
  }
  return { text: `${lines.join('\n')}\n`, owners };
}

type Put = (text: string, owner: LineOwner) => void;

/** @param twin number of the block among its like; twins differ, or a set would hold only one of them */
function writeBody(probe: Probe, draft: Draft, path: string, twin: number, put: Put): void {
  for (const [name, slot] of draft.slots) {
    const value = slot.candidates[0] ?? '';
    const text = twin === 0 ? value : value.replace(/\w"$/, `${twin}"`);
    put(`${name} = ${text}`, { probe, draft, path, slot: name });
  }
  for (const [name, { draft: child, count }] of draft.blocks) {
    const below = path === '' ? name : `${path}.${name}`;
    for (let i = 0; i < count; i++) {
      put(`${name} {`, { probe, draft: child, path: below });
      writeBody(probe, child, below, i, put);
      put('}', { probe, draft: child, path: below });
    }
  }
}
