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

/** Drops what came after the given lengths. */
export function cutBack(doubts: Doubts, keys: number, references: number): void {
  if (doubts.keys.length > keys) doubts.keys.length = keys;
  if (doubts.references.length > references) doubts.references.length = references;
}
