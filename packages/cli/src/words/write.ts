import type { Language } from '@naisen/engine';

/** What the command line says of a change that it wrote. */
export interface WriteWords {
  readonly write: string;
  readonly apply: string;
  readonly out: string;
  readonly policies: string;
  readonly to: string;
  readonly parameters: string;
  readonly title: string;
  readonly newFile: (path: string) => string;
  readonly patchFile: (path: string) => string;
  readonly edited: (path: string) => string;
  readonly wholePatch: (path: string) => string;
  readonly applyBy: (command: string) => string;
  /** The new file first, the patch when its endpoints are there. */
  readonly inTwoSteps: readonly string[];
  readonly onlyWithWrite: string;
  readonly nothing: string;
  readonly refused: string;
  /** Of a rehearsal after which needed calls would not arrive, or could not be told. */
  readonly stops: string;
  readonly valuesAreYours: string;
  readonly proven: (calls: number) => string;
}

const english: WriteWords = {
  write: 'write the change: new files beside yours, edits as a patch',
  apply: 'write the change, the edits of your files included',
  out: 'write the whole change as one patch into this file; nothing else is touched',
  policies: 'with --write: new endpoints allow only what their callers are known to do',
  to: 'with --write: terraform, or a template of its own with what the change adds',
  parameters: 'Its parameters are the ids of what is there; their descriptions name it.',
  title: 'The change',
  newFile: (path) => `new      ${path}`,
  patchFile: (path) => `patch    ${path}`,
  edited: (path) => `edited   ${path}`,
  wholePatch: (path) => `patch    ${path} (new files and edits)`,
  applyBy: (command) => `apply the patch: ${command}`,
  inTwoSteps: [
    'To keep calls alive, `terraform apply` the new files first; apply the patch when the endpoints are there.',
  ],
  onlyWithWrite: '`--policies` and `--to` say how a change is written: add `--write`.',
  nothing: 'There is nothing to write.',
  refused: 'Nothing was written: see the errors above.',
  stops:
    'Nothing was written: needed calls would stop, or nobody could tell. `naisen plan --goal no-nat --write` writes what takes their place, too.',
  valuesAreYours: 'What `--set` tries is not written: set the value where you give it now.',
  proven: (calls) =>
    `Read again with the change, ${calls} ${calls === 1 ? 'call goes' : 'calls go'} as planned.`,
};

const japanese: WriteWords = {
  write: '変更を書き出す: 新しいファイルと、既存ファイルへのパッチ',
  apply: '変更を書き出し、既存ファイルの編集も行う',
  out: '変更全体を 1 つのパッチとしてこのファイルに書く。ほかは変更しない',
  policies: '--write とともに: 新しいエンドポイントに、呼び出し元の既知の操作だけを許可するポリシーを付ける',
  to: '--write とともに: terraform、または変更で加わるものだけの独立したテンプレート',
  parameters: 'パラメータは既存のものの ID です。説明にその名前があります。',
  title: '変更',
  newFile: (path) => `新規     ${path}`,
  patchFile: (path) => `パッチ   ${path}`,
  edited: (path) => `編集     ${path}`,
  wholePatch: (path) => `パッチ   ${path} (新しいファイルと編集)`,
  applyBy: (command) => `パッチの適用: ${command}`,
  inTwoSteps: [
    '呼び出しを止めないために、先に新しいファイルだけで `terraform apply` し、エンドポイントができてからパッチを適用してください。',
  ],
  onlyWithWrite: '`--policies` と `--to` は書き出し方の指定です。`--write` を付けてください。',
  nothing: '書き出すものはありません。',
  refused: '何も書き出していません。上のエラーを確認してください。',
  stops:
    '何も書き出していません。必要な呼び出しが止まるか、判定できなくなります。`naisen plan --goal no-nat --write` は、代わりになるものも書き出します。',
  valuesAreYours: '`--set` で試した値は書き出しません。値を指定している場所で変えてください。',
  proven: (calls) => `変更後の設定を読み直して確認: ${calls} 件の呼び出しが計画どおりです。`,
};

export function writeWordsOf(language: Language): WriteWords {
  return language === 'ja' ? japanese : english;
}
