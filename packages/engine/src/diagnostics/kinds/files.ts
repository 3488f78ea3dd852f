import type { DiagnosticKind } from '../diagnostic.ts';

/** NSN1101 to NSN1199: files, directories, modules, variable files, limits. Append only; keep by code. */

const filesPage = 'https://developer.hashicorp.com/terraform/language/files';
const modulesPage = 'https://developer.hashicorp.com/terraform/language/modules/sources';
const variablesPage = 'https://developer.hashicorp.com/terraform/language/values/variables';

export const noConfiguration: DiagnosticKind<{ readonly directory: string }> = {
  code: 'NSN1101',
  severity: 'error',
  source: filesPage,
  words: {
    en: {
      message: ({ directory }) => `directory \`${directory}\` holds no Terraform files`,
      help: () => 'give a directory that has `.tf` or `.tf.json` files directly in it',
    },
    ja: {
      message: ({ directory }) => `ディレクトリ \`${directory}\` に Terraform のファイルがありません`,
      help: () => '`.tf` または `.tf.json` を直下に含むディレクトリを指定してください',
    },
  },
};

type UnreadableReason = 'missing' | 'outside-project' | 'not-utf8' | 'too-large' | 'not-a-file';

const unreadableWords: Readonly<Record<UnreadableReason, { readonly en: string; readonly ja: string }>> = {
  missing: { en: 'it does not exist', ja: '存在しません' },
  'outside-project': { en: 'it lies outside the project', ja: 'プロジェクトの外にあります' },
  'not-utf8': { en: 'it is not UTF-8 text', ja: 'UTF-8 のテキストではありません' },
  'too-large': { en: 'it is too large', ja: '大きすぎます' },
  'not-a-file': { en: 'it is not a regular file', ja: '通常のファイルではありません' },
};

export const unreadableFile: DiagnosticKind<{ readonly path: string; readonly because: UnreadableReason }> = {
  code: 'NSN1102',
  severity: 'error',
  source: filesPage,
  words: {
    en: {
      message: ({ path, because }) => `file \`${path}\` cannot be read: ${unreadableWords[because].en}`,
      help: ({ because }) =>
        because === 'not-utf8' ? 'save it as UTF-8' : 'everything in it is missing from the answers',
    },
    ja: {
      message: ({ path, because }) => `ファイル \`${path}\` を読めません: ${unreadableWords[because].ja}`,
      help: ({ because }) =>
        because === 'not-utf8' ? 'UTF-8 で保存してください' : 'このファイルの内容は結果に含まれません',
    },
  },
};

export const missingVariableFile: DiagnosticKind<{
  readonly path: string;
  readonly because: UnreadableReason;
}> = {
  code: 'NSN1103',
  severity: 'error',
  source: variablesPage,
  words: {
    en: {
      message: ({ path, because }) =>
        `variable file \`${path}\` cannot be read: ${unreadableWords[because].en}`,
      help: () => 'its values are not used',
    },
    ja: {
      message: ({ path, because }) => `変数ファイル \`${path}\` を読めません: ${unreadableWords[because].ja}`,
      help: () => 'このファイルの値は使われません',
    },
  },
};

export const missingModule: DiagnosticKind<{
  readonly address: string;
  readonly source: string;
  readonly version?: string;
}> = {
  code: 'NSN1104',
  severity: 'warning',
  source: modulesPage,
  words: {
    en: {
      message: ({ address, source, version }) =>
        `\`${address}\` is not on this disk: source \`${source}\`${version === undefined ? '' : `, version \`${version}\``}`,
      help: () =>
        'run `terraform init`, or give the plan as well; until then what hangs on it is undetermined',
    },
    ja: {
      message: ({ address, source, version }) =>
        `\`${address}\` が手元にありません: source \`${source}\`${version === undefined ? '' : `、version \`${version}\``}`,
      help: () =>
        '`terraform init` を実行するか、plan も指定してください。それまで依存する部分は判定できません',
    },
  },
};

export const missingModuleDirectory: DiagnosticKind<{
  readonly address: string;
  readonly directory: string;
}> = {
  code: 'NSN1105',
  severity: 'error',
  source: modulesPage,
  words: {
    en: {
      message: ({ address, directory }) =>
        `\`${address}\` points to \`${directory}\`, which holds no Terraform files that can be read`,
      help: () =>
        'correct its `source`, which is relative to the file that calls it; far above a project only its repository is read',
    },
    ja: {
      message: ({ address, directory }) =>
        `\`${address}\` が指す \`${directory}\` に読める Terraform のファイルがありません`,
      help: () =>
        '呼び出し元のディレクトリからの相対パスである `source` を直してください。遠く上のディレクトリはリポジトリの中だけを読みます',
    },
  },
};

export const moduleSourceNotLiteral: DiagnosticKind<{ readonly address: string }> = {
  code: 'NSN1106',
  severity: 'error',
  source: modulesPage,
  words: {
    en: {
      message: ({ address }) => `\`${address}\` has no literal \`source\``,
      help: () => 'write the source as plain text: Terraform reads it before anything is evaluated',
    },
    ja: {
      message: ({ address }) => `\`${address}\` の \`source\` が文字列リテラルではありません`,
      help: () => '評価の前に読まれるため、source は文字列でそのまま書いてください',
    },
  },
};

export const modulesTooDeep: DiagnosticKind<{ readonly address: string; readonly limit: number }> = {
  code: 'NSN1107',
  severity: 'error',
  source: modulesPage,
  words: {
    en: {
      message: ({ address, limit }) => `\`${address}\` is nested more than ${limit} modules deep`,
      help: () => 'a module that calls itself, even through others, never ends',
    },
    ja: {
      message: ({ address, limit }) => `\`${address}\` はモジュールの入れ子が ${limit} 段を超えています`,
      help: () => '自分自身を（他を経由してでも）呼ぶモジュールは終わりません',
    },
  },
};

export const unreadableModulesManifest: DiagnosticKind<{ readonly path: string }> = {
  code: 'NSN1108',
  severity: 'warning',
  source: modulesPage,
  words: {
    en: {
      message: ({ path }) => `\`${path}\` is not a list of installed modules`,
      help: () => 'run `terraform init` again',
    },
    ja: {
      message: ({ path }) => `\`${path}\` はインストール済みモジュールの一覧として読めません`,
      help: () => '`terraform init` をもう一度実行してください',
    },
  },
};
