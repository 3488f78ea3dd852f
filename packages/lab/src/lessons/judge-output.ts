import type { Edit, Expected } from './lesson.ts';

/** What of an expectation does not hold. */
export type Miss =
  | { readonly kind: 'exit'; readonly expected: 'success' | 'failure'; readonly code: number }
  | { readonly kind: 'not-shown'; readonly pattern: string }
  | { readonly kind: 'shown'; readonly pattern: string };

/** Holds an output against what a step expects; empty = it is as expected. */
export function missesOf(expected: Expected, output: string, code: number): readonly Miss[] {
  const { exit, shows = [], hides = [] } = expected;
  const misses: Miss[] = [];
  if (exit !== undefined && (code === 0) !== (exit === 'success'))
    misses.push({ kind: 'exit', expected: exit, code });
  for (const pattern of shows)
    if (!new RegExp(pattern, 'm').test(output)) misses.push({ kind: 'not-shown', pattern });
  for (const pattern of hides)
    if (new RegExp(pattern, 'm').test(output)) misses.push({ kind: 'shown', pattern });
  return misses;
}

/** @returns `undefined` = the text does not stand there exactly once */
export function editedText(text: string, { from, to }: Edit): string | undefined {
  const at = text.indexOf(from);
  if (at < 0 || text.indexOf(from, at + 1) >= 0) return undefined;
  return `${text.slice(0, at)}${to}${text.slice(at + from.length)}`;
}

/** Sizes and names that are known once the lab is up: `{{files}}`, `{{endpoint:aws_vpc_endpoint.s3}}`. */
export function filledIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{([^}]+)\}\}/g, (whole, name: string) => values[name] ?? whole);
}
