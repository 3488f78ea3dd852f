import type { Token } from './pattern.ts';
import { piecesOf, type Text } from './text.ts';

interface Tokenized {
  readonly tokens: readonly Token[];
  /** The first `${…}` that is not a variable, as written. */
  readonly badVariable: string | undefined;
}

interface TokenRules {
  /** Are `*` and `?` wildcards? Not in `StringEquals` and its kin. */
  readonly wildcards: boolean;
  /** Version 2008-10-17 has no variables: `${aws:username}` is literal text there. */
  readonly variables: boolean;
}

/**
 * Splits written text into literals, wildcards, variables and references.
 *
 * `${*}`, `${?}` and `${$}` are the characters themselves; `${key, 'text'}` has a default.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function tokenize(written: Text, rules: TokenRules): Tokenized {
  const tokens: Token[] = [];
  let badVariable: string | undefined;
  for (const piece of piecesOf(written)) {
    if (typeof piece !== 'string') tokens.push({ kind: 'reference', reference: piece });
    else badVariable = tokenizeLiteral(piece, rules, tokens) ?? badVariable;
  }
  return { tokens, badVariable };
}

function tokenizeLiteral(text: string, rules: TokenRules, tokens: Token[]): string | undefined {
  let badVariable: string | undefined;
  let at = 0;
  while (at < text.length) {
    if (rules.variables && text.startsWith('${', at)) {
      const close = text.indexOf('}', at);
      const end = close < 0 ? text.length : close + 1;
      const token = close < 0 ? undefined : readVariable(text.slice(at + 2, close));
      if (token === undefined) badVariable ??= text.slice(at, end);
      tokens.push(token ?? { kind: 'text', text: text.slice(at, end) });
      at = end;
      continue;
    }
    const end = nextSpecial(text, at, rules);
    const wildcard = rules.wildcards ? text[at] : undefined;
    if (wildcard === '*' || wildcard === '?') tokens.push({ kind: wildcard === '*' ? 'any' : 'one' });
    else tokens.push({ kind: 'text', text: text.slice(at, end) });
    at = wildcard === '*' || wildcard === '?' ? at + 1 : end;
  }
  return badVariable;
}

function nextSpecial(text: string, from: number, rules: TokenRules): number {
  for (let at = from + 1; at < text.length; at++) {
    const character = text[at];
    if (rules.wildcards && (character === '*' || character === '?')) return at;
    if (rules.variables && character === '$' && text[at + 1] === '{') return at;
  }
  return text.length;
}

/** @returns `undefined` for what is no variable */
function readVariable(inside: string): Token | undefined {
  if (inside === '*' || inside === '?' || inside === '$') return { kind: 'text', text: inside };
  const match = /^\s*([A-Za-z0-9_.:/@=+-]+)\s*(?:,\s*'([^']*)'\s*)?$/.exec(inside);
  const key = match?.[1];
  return key === undefined ? undefined : { kind: 'variable', key: key.toLowerCase(), fallback: match?.[2] };
}
