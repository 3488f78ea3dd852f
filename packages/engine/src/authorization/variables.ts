import { compilePattern, type Pattern, type Token } from './pattern.ts';
import { keyOf, type RequestContext } from './request.ts';
import { piecesOf } from './text.ts';

/**
 * The pattern with the request's values in place of its variables; wildcards inside a value are literal
 * there.
 *
 * A variable without a value takes its default. One whose value is not known stays, and matches anything
 * perhaps.
 *
 * @returns `absent` when a variable has neither value nor default
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function fillIn(pattern: Pattern, request: RequestContext): Pattern | 'absent' {
  const tokens: Token[] = [];
  for (const token of pattern.tokens) {
    if (token.kind !== 'variable') {
      tokens.push(token);
      continue;
    }
    const filled = valueInRequest(token, request);
    if (filled === undefined) return 'absent';
    tokens.push(...filled);
  }
  return compilePattern(pattern.written, tokens, pattern.folds);
}

function valueInRequest(
  token: Extract<Token, { readonly kind: 'variable' }>,
  request: RequestContext,
): readonly Token[] | undefined {
  const value = keyOf(request, token.key);
  if (value.state === 'unknown') return [token];
  const [only] = value.state === 'present' ? value.values : [];
  // A key with several values has no single text to put in.
  if (only === undefined || (value.state === 'present' && value.values.length > 1)) {
    return token.fallback === undefined ? undefined : [{ kind: 'text', text: token.fallback }];
  }
  return piecesOf(only).map((piece) =>
    typeof piece === 'string' ? { kind: 'text', text: piece } : { kind: 'reference', reference: piece },
  );
}

/** The variables of a pattern that the request does not settle. */
export function openVariables(pattern: Pattern, request: RequestContext): readonly string[] {
  return pattern.tokens.flatMap((token) =>
    token.kind === 'variable' && keyOf(request, token.key).state === 'unknown' ? [token.key] : [],
  );
}
