import { formatReference } from '../../../../base/known.ts';
import { stringType, stringValue, unknownOf } from '../../values/construct.ts';
import { decodeJson, quoteJson } from '../../values/json.ts';
import { joinPieces, mergeIntoTemplate, type TextPiece } from '../../values/unknowns.ts';
import type { Reference, Unknown, Value } from '../../values/value.ts';

/** A JSON document whose texts may be unknown; names stay in the order they are written. */
export type PolicyJson =
  | { readonly kind: 'text'; readonly value: Value }
  | { readonly kind: 'list'; readonly items: readonly PolicyJson[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, PolicyJson])[] };

/** The document's text; with unknown parts an unknown that keeps the text around the references. */
export function formatPolicy(document: PolicyJson, layout: 'indented' | 'minified'): Value {
  const writer: Writer = { pieces: [], unknowns: [], isReadable: true, layout };
  write(document, '', writer);
  const pieces = joinPieces(writer.pieces);
  if (writer.unknowns.length === 0) return stringValue(pieces.join(''));
  const unknown = mergeIntoTemplate(writer.unknowns, writer.isReadable ? pieces : undefined);
  const first = pieces[0];
  const prefix = writer.isReadable && typeof first === 'string' ? { prefix: first } : { prefix: '{' };
  return unknownOf(stringType, unknown, { notNull: true, ...prefix });
}

interface Writer {
  readonly pieces: TextPiece[];
  readonly unknowns: Unknown[];
  isReadable: boolean;
  readonly layout: 'indented' | 'minified';
}

function write(json: PolicyJson, indent: string, writer: Writer): void {
  if (json.kind === 'text') writeText(json.value, writer);
  else if (json.kind === 'list') {
    writeAll('[]', json.items, indent, writer, (item, inner) => write(item, inner, writer));
  } else {
    writeAll('{}', json.entries, indent, writer, ([name, item], inner) => {
      writer.pieces.push(`${quoteJson(name)}:${writer.layout === 'indented' ? ' ' : ''}`);
      write(item, inner, writer);
    });
  }
}

function writeAll<Item>(
  brackets: '[]' | '{}',
  items: readonly Item[],
  indent: string,
  writer: Writer,
  writeItem: (item: Item, indent: string) => void,
): void {
  const isIndented = writer.layout === 'indented' && items.length > 0;
  const inner = `${indent}  `;
  writer.pieces.push(brackets.charAt(0));
  for (const [i, item] of items.entries()) {
    if (i > 0) writer.pieces.push(',');
    if (isIndented) writer.pieces.push(`\n${inner}`);
    writeItem(item, inner);
  }
  writer.pieces.push(`${isIndented ? `\n${indent}` : ''}${brackets.charAt(1)}`);
}

function writeText(value: Value, writer: Writer): void {
  if (value.kind === 'string') {
    writer.pieces.push(quoteJson(value.value));
    return;
  }
  if (value.kind !== 'unknown') {
    writer.pieces.push('""');
    return;
  }
  writer.unknowns.push(value.unknown);
  if (value.unknown.template === undefined) writer.isReadable = false;
  const inside = value.unknown.template ?? [];
  writer.pieces.push(
    '"',
    ...inside.map((piece) => (typeof piece === 'string' ? escaped(piece) : piece)),
    '"',
  );
}

function escaped(text: string): string {
  return quoteJson(text).slice(1, -1);
}

/** Private-use characters stand for references while a document is read. */
const opening = '\ue000';
const closing = '\ue001';

/**
 * Reads policy text in which references may stand: texts with references become unknowns again.
 *
 * @returns `undefined` when it is no JSON, or not known enough to be read
 */
export function readPolicyText(value: Value): Value | undefined {
  if (value.kind === 'string') return decoded(value.value);
  if (value.kind !== 'unknown' || value.unknown.template === undefined) return undefined;
  const references: Reference[] = [];
  const text = value.unknown.template.map((piece) => {
    if (typeof piece === 'string') return piece;
    references.push(piece);
    return `${opening}${references.length - 1}${closing}`;
  });
  const document = decoded(text.join(''));
  return document === undefined ? undefined : restore(document, references, value.unknown.reason);
}

function decoded(text: string): Value | undefined {
  const read = decodeJson(text);
  return read.ok ? read.value : undefined;
}

function restore(value: Value, references: readonly Reference[], reason: Unknown['reason']): Value {
  switch (value.kind) {
    case 'string':
      return restoreText(value.value, references, reason);
    case 'tuple':
      return { ...value, items: value.items.map((item) => restore(item, references, reason)) };
    case 'object':
      return {
        ...value,
        entries: new Map([...value.entries].map(([name, item]) => [name, restore(item, references, reason)])),
      };
    default:
      return value;
  }
}

function restoreText(text: string, references: readonly Reference[], reason: Unknown['reason']): Value {
  if (!text.includes(opening)) return stringValue(text);
  const pieces = text.split(/\ue000(\d+)\ue001/).map((part, i): TextPiece => {
    return i % 2 === 0 ? part : (references[Number(part)] ?? '');
  });
  const used = new Map<string, Reference>();
  for (const piece of pieces) if (typeof piece !== 'string') used.set(formatReference(piece), piece);
  return unknownOf(stringType, { reason, references: [...used.values()], template: joinPieces(pieces) });
}
