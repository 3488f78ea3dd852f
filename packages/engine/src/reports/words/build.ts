import type { Language } from '../../diagnostics/diagnostic.ts';
import type { Facts } from '../../reachability/answer.ts';
import type { BuildTarget, BuiltFileJson } from '../json/build-contract.ts';
import { type Sentence, say } from './sentence.ts';

export const targetWords: Readonly<Record<BuildTarget, string>> = {
  terraform: 'Terraform',
  cloudformation: 'CloudFormation',
  cdk: 'AWS CDK',
};

export const fileStateWords: Readonly<Record<BuiltFileJson['state'], Sentence>> = {
  new: { en: 'new', ja: '新規' },
  changed: { en: 'changed', ja: '変更' },
  unchanged: { en: 'unchanged', ja: '変更なし' },
  removed: { en: 'removed', ja: '削除' },
};

export type BuildWord =
  | 'title'
  | 'files'
  | 'notWritten'
  | 'proof'
  | 'proofOfTerraform'
  | 'mustBe'
  | 'summary'
  | 'openBill'
  | 'next'
  | 'nextTest'
  | 'nextTerraform'
  | 'nextImage'
  | 'nextSecret'
  | 'nextZip';

const words: Readonly<Record<BuildWord, Sentence>> = {
  title: { en: '{name} in {region}, as {target}', ja: '{name}({region})を {target} で構築' },
  files: { en: 'Written to {directory}', ja: '{directory} に書き出したファイル' },
  notWritten: {
    en: 'Nothing was written: name a directory with --out.',
    ja: '何も書き出していません。--out でディレクトリを指定してください。',
  },
  proof: { en: 'Proof of what was written', ja: '書き出した構成の証明' },
  proofOfTerraform: {
    en: 'Proof of the same network, read as Terraform',
    ja: '同じネットワークを Terraform として読んだ証明',
  },
  mustBe: { en: 'promised: {promised}', ja: '期待: {promised}' },
  summary: {
    en: '{held} of {calls} promises hold.',
    ja: '{calls} 件の約束のうち {held} 件が成り立ちます。',
  },
  openBill: {
    en: 'What has a ? is billed by the GB, and nothing says how much there is: give it with --usage.',
    ja: '? の項目は GB 単位の料金ですが、使用量がわかりません。--usage で指定できます。',
  },
  next: { en: 'Next', ja: '次にすること' },
  nextTest: { en: 'hold the promises again, for example in CI', ja: '約束をもう一度確かめる(CI など)' },
  nextTerraform: { en: 'create it', ja: '作成する' },
  nextImage: {
    en: 'push the image to {repository} before the tasks start',
    ja: 'タスクの起動前に {repository} へイメージをプッシュする',
  },
  nextSecret: { en: 'give {secret} a value', ja: '{secret} に値を設定する' },
  nextZip: { en: 'put {zip} beside the files', ja: '{zip} をファイルと同じ場所に置く' },
};

export function buildWord(name: BuildWord, language: Language, facts: Facts = {}): string {
  return say(words[name], language, facts);
}
