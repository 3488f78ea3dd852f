import type { GeneratedWords } from './words.ts';

/** `a, b and c`; in Japanese `a、b、c`. */
export function andList(names: readonly string[], { and }: Pick<GeneratedWords, 'and'>): string {
  const between = and === '、' ? and : ', ';
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(between)}${and}${names.at(-1)}`;
}
