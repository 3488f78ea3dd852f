import type { Facts } from '../../reachability/answer.ts';
import { type Sentence, say } from './sentence.ts';

const words = {
  held: { en: 'holds', ja: '成立' },
  failed: { en: 'fails', ja: '不成立' },
  undetermined: { en: 'cannot tell', ja: '判定不能' },
  expected: {
    en: '{from} -> {to} is {is}',
    ja: '{from} -> {to} は{is}',
  },
  withAction: { en: ' for {action}', ja: '({action})' },
  withLevel: { en: ', level {level} or better', ja: '、レベル {level} 以上' },
  withVia: { en: ', by {via}', ja: '、{via} 経由' },
  found: { en: '{workload}: {verdict}', ja: '{workload}: {verdict}' },
  decided: { en: 'decided', ja: '決め手' },
  changed: { en: 'changed', ja: '変化' },
  before: { en: 'before', ja: '以前' },
  now: { en: 'now', ja: '現在' },
  noHop: { en: 'the path ended here', ja: '経路はここで終わっていた' },
  becauseVerdict: { en: 'it is {verdict}', ja: '判定は {verdict}' },
  becausePrivacy: { en: 'its level is {level}', ja: 'レベルは {level}' },
  becauseVia: { en: 'it goes by {via}', ja: '経路は {via}' },
  noWorkload: { en: 'no workload is called {from}', ja: '{from} というワークロードがない' },
  noTarget: { en: '{to} is not known', ja: '{to} は未知の宛先' },
  noResource: {
    en: '{resource} is no ARN and not in the source',
    ja: '{resource} は ARN でもソースのリソースでもない',
  },
  summary: {
    en: 'expectations {expectations}: {held} hold, {failed} fail, {undetermined} undetermined',
    ja: '期待 {expectations} 件: 成立 {held}、不成立 {failed}、判定不能 {undetermined}',
  },
  suite: { en: 'Expectations', ja: '期待' },
} as const;

export type TestWord = keyof typeof words;

/** Words of `naisen test`. */
export const testWords: Readonly<Record<TestWord, Sentence>> = words;

/** What an expectation speaks of that is not there. */
export const problemWords: Readonly<Record<'no-workload' | 'no-target' | 'no-resource', TestWord>> = {
  'no-workload': 'noWorkload',
  'no-target': 'noTarget',
  'no-resource': 'noResource',
};

export function testWord(name: TestWord, language: 'en' | 'ja', facts: Facts = {}): string {
  return say(testWords[name], language, facts);
}
