import type { BuiltNetwork, Language } from '@naisen/engine';

/** What the command line says of `naisen build` by itself. */
export interface BuildWords {
  readonly argument: string;
  readonly to: string;
  readonly out: string;
  readonly force: string;
  readonly refused: string;
  readonly notBuilt: string;
  /** Why a finding is wanted so. */
  readonly accepted: Readonly<Record<BuiltNetwork['accepted'][number]['because'], string>>;
}

const english: BuildWords = {
  argument: 'the network as it is wanted: a program (network.ts) or data (network.json)',
  to: 'what is written',
  out: 'directory into which it is written; without it, the network is only proven and priced',
  force: 'overwrite files that naisen did not write, or that were changed since',
  refused: 'Nothing was written: see the errors above.',
  notBuilt: 'Nothing was built: see the errors above.',
  accepted: {
    'private-dns-would-capture': 'private DNS would capture the names of public APIs, too (DNS-18)',
    'is-not-called': 'the intent says nothing of such a call',
  },
};

const japanese: BuildWords = {
  argument: '望むネットワーク: プログラム (network.ts) またはデータ (network.json)',
  to: '出力形式',
  out: '書き出すディレクトリ。省略すると証明と料金の表示だけを行う',
  force: 'naisen が書いていないファイルや、その後変更されたファイルも上書きする',
  refused: '何も書き出していません。上のエラーを確認してください。',
  notBuilt: '何も構築していません。上のエラーを確認してください。',
  accepted: {
    'private-dns-would-capture': 'プライベート DNS を有効にすると、公開 API の名前まで奪うため (DNS-18)',
    'is-not-called': '構成にこの呼び出しがないため',
  },
};

export function buildWordsOf(language: Language): BuildWords {
  return language === 'ja' ? japanese : english;
}
