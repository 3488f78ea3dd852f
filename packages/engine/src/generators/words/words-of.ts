import type { Language } from '../../diagnostics/diagnostic.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';
import type { GeneratedWords } from './words.ts';

const catalogues: Readonly<Record<Language, GeneratedWords>> = { en, ja };

export function wordsOf(language: Language): GeneratedWords {
  return catalogues[language];
}

export type { Language };
