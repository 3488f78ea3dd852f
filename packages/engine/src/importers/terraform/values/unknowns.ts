import { formatReference } from '../../../base/known.ts';
import type { Reference, Unknown } from './value.ts';

/** Piece of a text: literal characters, or the value of an attribute that is not known yet. */
export type TextPiece = string | Reference;

/** How bad a reason is: a merged unknown tells the worst one. */
const severityOfReason: Readonly<Record<Unknown['reason'], number>> = {
  invalid: 5,
  'not-modelled': 4,
  'not-readable': 3,
  'not-given': 2,
  'known-after-apply': 1,
  impure: 0,
};

/** One unknown that hangs on several: all references, nearest first; its text is no longer known. */
export function mergeUnknowns(unknowns: readonly Unknown[]): Unknown {
  const first = unknowns[0];
  if (first === undefined) return { reason: 'not-modelled', references: [] };
  const references = new Map<string, Reference>();
  let reason = first.reason;
  for (const unknown of unknowns) {
    if (severityOfReason[unknown.reason] > severityOfReason[reason]) reason = unknown.reason;
    for (const reference of unknown.references) {
      const name = formatReference(reference);
      if (!references.has(name)) references.set(name, reference);
    }
  }
  const merged = { reason, references: [...references.values()] };
  return first.range === undefined ? merged : { ...merged, range: first.range };
}

/** The unknown of a text made of pieces of which at least one is not known. */
export function mergeIntoTemplate(
  unknowns: readonly Unknown[],
  pieces: readonly TextPiece[] | undefined,
): Unknown {
  const merged = mergeUnknowns(unknowns);
  return pieces === undefined ? merged : { ...merged, template: joinPieces(pieces) };
}

/** Joins neighbouring literals and drops empty ones, so that equal texts have equal templates. */
export function joinPieces(pieces: readonly TextPiece[]): readonly TextPiece[] {
  const joined: TextPiece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece === '') continue;
    if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece;
    else joined.push(piece);
  }
  return joined;
}
