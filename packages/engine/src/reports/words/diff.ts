import type { Facts } from '../../reachability/answer.ts';
import { type Sentence, say } from './sentence.ts';

const words = {
  worse: { en: 'Worse', ja: '悪化' },
  better: { en: 'Better', ja: '改善' },
  other: { en: 'Otherwise different', ja: 'その他の変化' },
  appeared: { en: 'New findings', ja: '新しい指摘' },
  gone: { en: 'Gone findings', ja: '消えた指摘' },
  before: { en: 'before', ja: '以前' },
  now: { en: 'now', ja: '現在' },
  notThere: { en: 'not there', ja: 'なし' },
  noHop: { en: 'the path ends', ja: '経路はここで終わる' },
  oldLine: { en: 'old', ja: '旧' },
  by: { en: 'by', ja: '変更箇所' },
  nothing: {
    en: 'Nothing changed: every cell and every finding is as before.',
    ja: '変化なし: 全セルと全指摘が以前と同じ。',
  },
  summary: {
    en: 'calls: {worse} worse, {better} better, {other} otherwise different; findings: {appeared} new, {gone} gone',
    ja: '呼び出し: 悪化 {worse}、改善 {better}、その他の変化 {other}。指摘: 新規 {appeared}、解消 {gone}',
  },
  call: { en: 'Call', ja: '呼び出し' },
  line: { en: 'Line', ja: '行' },
} as const;

export type DiffWord = keyof typeof words;

/** Words of `naisen diff`. */
export const diffWords: Readonly<Record<DiffWord, Sentence>> = words;

export function diffWord(name: DiffWord, language: 'en' | 'ja', facts: Facts = {}): string {
  return say(diffWords[name], language, facts);
}
