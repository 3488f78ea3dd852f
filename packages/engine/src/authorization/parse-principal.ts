import type { Reference } from '../base/known.ts';
import type { JsonNode } from './json-reader.ts';
import { complain, inside, itemsOf, type Parsing, type Place, readTexts, show } from './parsing.ts';
import type { PrincipalEntry, Principals } from './policy.ts';
import { formatText, piecesOf, type Text, textOf } from './text.ts';

const principalTypes = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;

/**
 * Principal and NotPrincipal in every form.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function parsePrincipals(
  parsing: Parsing,
  place: Place,
  node: JsonNode,
  isNegated: boolean,
): Principals {
  if (node.kind === 'open') return { isNegated, entries: [], unknowns: [node.reference] };
  if (node.kind === 'string') return { isNegated, ...readWholePrincipal(parsing, place, node.text, node.at) };
  if (node.kind !== 'object') {
    complain(parsing, 'NSN2205', place, { at: node.at, written: show(node), expected: ['"*"', 'object'] });
    return { isNegated, entries: [], unknowns: [] };
  }
  const entries: PrincipalEntry[] = [];
  const unknowns: Reference[] = [];
  for (const { name, at, value } of node.members) {
    const inner = inside(place, name);
    if (!principalTypes.some((type) => type === name)) {
      complain(parsing, 'NSN2206', inner, { at, written: name, expected: principalTypes });
    }
    for (const item of itemsOf(value)) if (item.kind === 'open') unknowns.push(item.reference);
    for (const { text, at: textAt } of readTexts(parsing, inner, value)) {
      const entry = entryOf(name, text);
      if (entry === undefined) complain(parsing, 'NSN2213', inner, { at: textAt, written: formatText(text) });
      else entries.push(entry);
    }
  }
  return { isNegated, entries, unknowns };
}

/** Without a type only `"*"` stands. */
function readWholePrincipal(
  parsing: Parsing,
  place: Place,
  text: Text,
  at: number,
): Pick<Principals, 'entries' | 'unknowns'> {
  if (text === '*') return { entries: [{ kind: 'everyone' }], unknowns: [] };
  if (typeof text !== 'string') {
    return { entries: [], unknowns: piecesOf(text).filter((piece) => typeof piece !== 'string') };
  }
  complain(parsing, 'NSN2213', place, { at, written: text });
  return { entries: [], unknowns: [] };
}

/** @returns `undefined` for what is no principal of that type */
function entryOf(type: string, text: Text): PrincipalEntry | undefined {
  if (text === '*') return { kind: 'everyone' };
  switch (type) {
    case 'AWS':
      return awsEntry(text);
    case 'Service':
      return { kind: 'service', service: text };
    case 'Federated':
      return { kind: 'federated', provider: text };
    case 'CanonicalUser':
      return { kind: 'canonical-user', id: text };
    default:
      return undefined;
  }
}

/** A wildcard may not stand for a part of a principal. */
function awsEntry(text: Text): PrincipalEntry | undefined {
  const account = accountOf(text);
  if (account !== undefined) return { kind: 'account', account };
  const written = piecesOf(text);
  if (written.some((piece) => typeof piece === 'string' && /[*?]/.test(piece))) return undefined;
  if (typeof text !== 'string') return { kind: 'principal', text, isUniqueId: false };
  if (/^A[A-Z]{3}[A-Z0-9]{12,}$/.test(text)) return { kind: 'principal', text, isUniqueId: true };
  return /^arn:[\w-]+:(?:iam|sts)::[^:]*:.+$/.test(text)
    ? { kind: 'principal', text, isUniqueId: false }
    : undefined;
}

const rootHead = /^arn:[\w-]+:iam::/;

/** The account of `111122223333`, of `arn:aws:iam::111122223333:root`, and of the data source's `account_id`. */
function accountOf(text: Text): Text | undefined {
  if (typeof text === 'string' && /^\d{12}$/.test(text)) return text;
  const pieces = piecesOf(text);
  const [first] = pieces;
  const last = pieces.at(-1);
  if (typeof first === 'object' && pieces.length === 1) return first.path === 'account_id' ? text : undefined;
  if (typeof first !== 'string' || typeof last !== 'string' || !last.endsWith(':root')) return undefined;
  const head = rootHead.exec(first)?.[0];
  if (head === undefined) return undefined;
  const rest = textOf([first.slice(head.length), ...pieces.slice(1)]);
  return withoutRoot(rest);
}

function withoutRoot(text: Text): Text | undefined {
  const pieces = [...piecesOf(text)];
  const last = pieces.pop();
  if (typeof last !== 'string') return undefined;
  const account = textOf([...pieces, last.slice(0, -':root'.length)]);
  return typeof account === 'string' && !/^\d{12}$/.test(account) ? undefined : account;
}
