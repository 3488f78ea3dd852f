import type { Language } from '@naisen/engine';

/** Reads `--lang` before the program is built: help and errors speak it too. */
export function languageOf(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  return askedLanguage(words) ?? localeLanguage(environment);
}

function askedLanguage(words: readonly string[]): Language | undefined {
  for (const [index, word] of words.entries()) {
    if (word === '--') return undefined;
    const value =
      word === '--lang' ? words[index + 1] : word.startsWith('--lang=') ? word.slice(7) : undefined;
    if (value === 'en' || value === 'ja') return value;
  }
  return undefined;
}

/** POSIX order: the first of LC_ALL, LC_MESSAGES and LANG that is set and not empty. */
function localeLanguage(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return /^ja([_.@-]|$)/i.test(locale) ? 'ja' : 'en';
}
