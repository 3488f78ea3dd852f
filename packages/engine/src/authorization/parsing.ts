import type { SourceRange } from '../base/source-range.ts';
import type { JsonNode, TextPosition } from './json-reader.ts';
import type { PolicyKind } from './policy.ts';
import type { PolicyProblem, PolicyProblemCode } from './problems.ts';
import { formatText, type Text } from './text.ts';

/** What the readers of one document share. */
export interface Parsing {
  readonly kind: PolicyKind;
  readonly name: string;
  readonly range: SourceRange | undefined;
  readonly hasVariables: boolean;
  readonly positionOf: (at: number) => TextPosition;
  readonly problems: PolicyProblem[];
}

/** Where a reader is, in the words of the document. */
export interface Place {
  readonly element: string;
  readonly sid: string | undefined;
}

interface Complaint {
  readonly at: number;
  readonly written: string;
  readonly expected?: readonly string[];
}

/** What AWS accepts and that hardly says what was meant. */
const accepted: ReadonlySet<PolicyProblemCode> = new Set(['NSN2217', 'NSN2218']);

/** A document of any length gives few problems: the first ones say enough. */
const problemsMax = 50;
const writtenMax = 80;

export function complain(
  parsing: Parsing,
  code: PolicyProblemCode,
  place: Place,
  complaint: Complaint,
): void {
  const isRefused = !accepted.has(code);
  // Beyond the limit only the refusal itself matters.
  if (parsing.problems.length >= problemsMax && (!isRefused || parsing.problems.some((one) => one.isRefused)))
    return;
  const position = parsing.positionOf(complaint.at);
  const { written } = complaint;
  parsing.problems.push({
    code,
    isRefused,
    position,
    facts: {
      policy: parsing.name,
      element: place.element,
      written: written.length > writtenMax ? `${written.slice(0, writtenMax)}…` : written,
      expected: complaint.expected ?? [],
      sid: place.sid ?? '',
      line: position.line,
      column: position.column,
    },
  });
}

export function inside(place: Place, name: string): Place {
  return { ...place, element: place.element === '' ? name : `${place.element}.${name}` };
}

/** The node in few words: for messages. */
export function show(node: JsonNode): string {
  switch (node.kind) {
    case 'string':
      return `"${formatText(node.text)}"`;
    case 'number':
      return node.text;
    case 'boolean':
      return String(node.value);
    case 'null':
      return 'null';
    case 'list':
      return node.items.length === 0 ? '[]' : '[…]';
    case 'object':
      return node.members.length === 0 ? '{}' : '{…}';
    case 'open':
      return formatText([node.reference]);
  }
}

/** A single value stands for a list of one. */
export function itemsOf(node: JsonNode): readonly JsonNode[] {
  return node.kind === 'list' ? node.items : [node];
}

/** Texts of a value or list; a reference where a whole text stands is a text too. */
export function readTexts(
  parsing: Parsing,
  place: Place,
  node: JsonNode,
): readonly { readonly text: Text; readonly at: number }[] {
  const texts: { text: Text; at: number }[] = [];
  for (const item of itemsOf(node)) {
    if (item.kind === 'string') texts.push({ text: item.text, at: item.at });
    else if (item.kind !== 'open') {
      complain(parsing, 'NSN2205', place, { at: item.at, written: show(item), expected: ['text'] });
    }
  }
  return texts;
}
