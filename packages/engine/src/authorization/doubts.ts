import type { Reference } from '../base/known.ts';
import { referencesOf, type Text } from './text.ts';

/** What an answer hangs on. Grows while a statement is read, and is cut back when the statement is decided. */
export interface Doubts {
  /** Condition keys whose value is not known, as the policy writes them. */
  readonly keys: string[];
  readonly references: Reference[];
}

export function noDoubts(): Doubts {
  return { keys: [], references: [] };
}

export function doubtKey(doubts: Doubts, key: string): void {
  doubts.keys.push(key);
}

export function doubtPattern(
  doubts: Doubts,
  written: readonly Text[],
  value: Text,
  unknowns: readonly Reference[] = [],
): void {
  for (const text of written) doubts.references.push(...referencesOf(text));
  doubts.references.push(...referencesOf(value), ...unknowns);
}

/** Where it stands now, to cut back to. */
export type Mark = readonly [keys: number, references: number];

export function markOf(doubts: Doubts): Mark {
  return [doubts.keys.length, doubts.references.length];
}

export function cutBack(doubts: Doubts, [keys, references]: Mark): void {
  doubts.keys.length = keys;
  doubts.references.length = references;
}
