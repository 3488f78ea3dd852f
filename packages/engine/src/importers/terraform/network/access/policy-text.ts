import type { Known, Reference } from '../../../../base/known.ts';
import { known } from '../../../../base/known.ts';

/** JSON of a policy in pieces: text as it is, values as texts within quotes. */
export type PolicyPiece = string | { readonly value: Known<string> };

/** The document with what is known after apply left open in it. */
export function policyText(pieces: readonly PolicyPiece[]): Known<string> {
  const template = pieces.flatMap((piece) => (typeof piece === 'string' ? [piece] : quoted(piece.value)));
  const references = template.filter((piece) => typeof piece !== 'string');
  if (references.length === 0) return known(template.join(''));
  return { kind: 'unknown', unknown: { reason: 'known-after-apply', references, template } };
}

/** A text of which nothing is known stands as a value of its own: the reader takes it for anything. */
function quoted(value: Known<string>): readonly (string | Reference)[] {
  if (value.kind === 'known') return [JSON.stringify(value.value)];
  const { template, references } = value.unknown;
  if (template === undefined) return references.slice(0, 1);
  return ['"', ...template.map((piece) => (typeof piece === 'string' ? escaped(piece) : piece)), '"'];
}

function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
