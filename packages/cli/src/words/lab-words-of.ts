import type { Language } from '@naisen/engine';
import { labEnglish } from './lab-en.ts';
import { labJapanese } from './lab-ja.ts';
import type { LabWords } from './lab-words.ts';

/** The catalogue of one language. */
export function labWordsOf(language: Language): LabWords {
  return language === 'ja' ? labJapanese : labEnglish;
}
