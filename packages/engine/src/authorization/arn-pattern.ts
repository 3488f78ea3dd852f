import { both, type Certainty } from './certainty.ts';
import { compilePattern, matches, type Pattern, type Token } from './pattern.ts';
import { isAccountNumber, piecesOf, type Text, type TextPiece, textOf } from './text.ts';

/** A pattern of an ARN: each of its six parts is compared by itself, so a wildcard does not cross a colon. */
export interface ArnPattern {
  readonly whole: Pattern;
  /** `undefined` = it has no six parts, or references or variables hide where they end. */
  readonly parts: readonly Pattern[] | undefined;
}

const partCount = 6;

export function compileArn(whole: Pattern): ArnPattern {
  return { whole, parts: whole.form === 'open' ? undefined : splitTokens(whole.tokens) };
}

/**
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function matchesArn(pattern: ArnPattern, value: Text): Certainty {
  if (typeof value === 'string' && pattern.whole.form !== 'open') return matchPlain(pattern, value);
  const byParts = pattern.parts === undefined ? undefined : matchParts(pattern.parts, value);
  if (byParts !== undefined) return byParts;
  const whole = matches(pattern.whole, value);
  return whole === 'yes' && hasEarlyWildcard(pattern.whole.tokens) ? 'maybe' : whole;
}

/** @returns `undefined` when it is not known where the parts of the value end */
function matchParts(patterns: readonly Pattern[], value: Text): Certainty | undefined {
  const parts = splitText(value);
  if (parts === undefined) return undefined;
  return patterns.reduce<Certainty>((answer, part, i) => both(answer, matches(part, parts[i] ?? '')), 'yes');
}

/** A number of an account holds no colon; any other reference may stand only in the last part. */
function splitText(value: Text): readonly Text[] | undefined {
  const parts: TextPiece[][] = [[]];
  for (const piece of piecesOf(value)) {
    if (typeof piece !== 'string') {
      if (parts.length < partCount && !isAccountNumber(piece)) return undefined;
      parts.at(-1)?.push(piece);
      continue;
    }
    const [first = '', ...rest] = piece.split(':');
    const own = rest.slice(0, Math.max(0, partCount - parts.length));
    const last = rest.slice(own.length);
    parts.at(-1)?.push(first);
    for (const part of own) parts.push([part]);
    for (const part of last) parts.at(-1)?.push(`:${part}`);
  }
  return parts.length === partCount ? parts.map(textOf) : undefined;
}

function matchPlain(pattern: ArnPattern, value: string): Certainty {
  const parts = splitArn(value);
  if (parts === undefined) return 'no';
  if (pattern.whole.form === 'any') return 'yes';
  if (pattern.parts === undefined) return 'no';
  return pattern.parts.every((part, i) => matches(part, parts[i] ?? '') === 'yes') ? 'yes' : 'no';
}

/** @returns `undefined` for what is no ARN */
function splitArn(value: string): readonly string[] | undefined {
  const parts = value.split(':');
  if (parts.length < partCount || parts[0] !== 'arn') return undefined;
  return [...parts.slice(0, partCount - 1), parts.slice(partCount - 1).join(':')];
}

function splitTokens(tokens: readonly Token[]): readonly Pattern[] | undefined {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind !== 'text') {
      parts.at(-1)?.push(token);
      continue;
    }
    let rest = token.text;
    while (parts.length < partCount && rest.includes(':')) {
      const colon = rest.indexOf(':');
      if (colon > 0) parts.at(-1)?.push({ kind: 'text', text: rest.slice(0, colon) });
      parts.push([]);
      rest = rest.slice(colon + 1);
    }
    if (rest !== '') parts.at(-1)?.push({ kind: 'text', text: rest });
  }
  if (parts.length !== partCount) return undefined;
  return parts.map((part) => compilePattern('', part, false));
}

/** A star before the last literal colon could take a colon, which AWS does not let it. */
function hasEarlyWildcard(tokens: readonly Token[]): boolean {
  const firstWildcard = tokens.findIndex(({ kind }) => kind === 'any' || kind === 'one');
  if (firstWildcard < 0) return false;
  return tokens.slice(firstWildcard).some((token) => token.kind === 'text' && token.text.includes(':'));
}
