import type { Language } from '@naisen/engine';
import { english } from './en.ts';
import { japanese } from './ja.ts';
import type { CliWords } from './words.ts';

/** The catalogue of one language. */
export function wordsOf(language: Language): CliWords {
  return language === 'ja' ? japanese : english;
}
