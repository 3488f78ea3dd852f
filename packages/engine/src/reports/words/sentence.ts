import type { Language } from '../../diagnostics/diagnostic.ts';
import type { Facts } from '../../reachability/answer.ts';

/**
 * One sentence in every language we speak, no capital, no full stop. `{name}` stands for a fact and
 * `{name|words}` for a fact or, when the proof did not give it, those words.
 */
export type Sentence = Readonly<Record<Language, string>>;

export type Sentences = Readonly<Record<string, Sentence>>;

const placeholder = /\{(\w+)(?:\|([^}]*))?\}/g;

/** Lists of facts show this many members; the rest is counted. */
const shownMax = 4;

export function say(sentence: Sentence, language: Language, facts: Facts): string {
  const said = sentence[language].replace(placeholder, (_, name: string, otherwise: string | undefined) =>
    isTold(facts, name) ? formatFact(facts[name], language) : (otherwise ?? '?'),
  );
  return language === 'ja' ? spaceJapanese(said) : said.replaceAll(/ {2,}/g, ' ').trimEnd();
}

function isTold(facts: Facts, name: string): boolean {
  const fact = Object.hasOwn(facts, name) ? facts[name] : '';
  return fact !== '' && !(Array.isArray(fact) && fact.length === 0);
}

/** Japanese technical text sets one space between Japanese letters and Latin words, and none between Japanese. */
function spaceJapanese(text: string): string {
  return text
    .replaceAll(/([ぁ-ゖァ-ヺー一-鿿])(?=[A-Za-z0-9`])/g, '$1 ')
    .replaceAll(/([A-Za-z0-9`\]"])(?=[ぁ-ゖァ-ヺー一-鿿])/g, '$1 ')
    .replaceAll(/(?<=[ぁ-ゖァ-ヺー一-鿿]) +(?=[ぁ-ゖァ-ヺー一-鿿、。])/g, '')
    .replaceAll(/ {2,}/g, ' ')
    .trimEnd();
}

/** The names of facts that a sentence uses, sorted: both languages must use the same. */
export function factNames(text: string): readonly string[] {
  return [...new Set([...text.matchAll(placeholder)].map((match) => match[1] ?? ''))].sort();
}

/** `CODE.ingress` or `CODE.lambda-vpc` before `CODE`: some facts change the sentence, not only a word of it. */
function sentenceOf(sentences: Sentences, code: string, facts: Facts): Sentence | undefined {
  const variant = [facts.side, facts.kind].map((fact) => `${code}.${String(fact)}`);
  const found = [...variant, code].find((name) => Object.hasOwn(sentences, name));
  return found === undefined ? undefined : sentences[found];
}

/** A code that has no words yet is shown as it is, with its facts: never a crash, never silence. */
export function sayCode(sentences: Sentences, code: string, language: Language, facts: Facts): string {
  const sentence = sentenceOf(sentences, code, facts);
  if (sentence !== undefined) return say(sentence, language, facts);
  const rest = Object.entries(facts).map(([name, value]) => `${name} = ${formatFact(value, language)}`);
  return rest.length === 0 ? code : `${code} (${rest.join(', ')})`;
}

function formatFact(fact: Facts[string] | undefined, language: Language): string {
  if (typeof fact !== 'object') return String(fact);
  const shown = fact.slice(0, shownMax).join(language === 'ja' ? '、' : ', ');
  const rest = fact.length - shownMax;
  if (rest <= 0) return shown;
  return language === 'ja' ? `${shown} ほか ${rest} 件` : `${shown} and ${rest} more`;
}
