import type { DiagnosticKind } from '../diagnostic.ts';

/** NSN7201 to NSN7299: networks that are built from an intent. Append only; keep by code. */

const page = 'https://developer.hashicorp.com/terraform/language/files';

export const builtCallDiffers: DiagnosticKind<{
  readonly workload: string;
  readonly to: string;
  readonly promised: string;
  readonly found: string;
}> = {
  code: 'NSN7201',
  severity: 'error',
  source: page,
  words: {
    en: {
      message: ({ workload, to, promised, found }) =>
        `\`${workload}\` → \`${to}\` was to be ${promised}; read again, it is ${found}`,
      help: () =>
        'look for other files in the directory that change the network; if there are none, this is a mistake of naisen: please report it with the intent',
    },
    ja: {
      message: ({ workload, to, promised, found }) =>
        `\`${workload}\` → \`${to}\` は ${promised} のはずですが、読み直すと ${found} です`,
      help: () =>
        'ディレクトリに、ネットワークを変えるほかのファイルがないか確認してください。なければ naisen の誤りです。構成ファイルを添えて報告してください',
    },
  },
};

export const foreignFile: DiagnosticKind<{ readonly file: string; readonly isOurs: boolean }> = {
  code: 'NSN7202',
  severity: 'error',
  source: page,
  words: {
    en: {
      message: ({ file, isOurs }) =>
        isOurs
          ? `\`${file}\` was changed since naisen wrote it`
          : `\`${file}\` is there already, and naisen did not write it`,
      help: ({ isOurs }) =>
        isOurs
          ? 'put the change into the intent, or overwrite it with --force'
          : 'write into another directory, or overwrite it with --force',
    },
    ja: {
      message: ({ file, isOurs }) =>
        isOurs
          ? `\`${file}\` は naisen が書いたあとに変更されています`
          : `\`${file}\` は既にあり、naisen が書いたものではありません`,
      help: ({ isOurs }) =>
        isOurs
          ? '変更は構成ファイルに書くか、--force で上書きしてください'
          : '別のディレクトリを指定するか、--force で上書きしてください',
    },
  },
};

export const foreignTerraform: DiagnosticKind<{ readonly file: string }> = {
  code: 'NSN7203',
  severity: 'warning',
  source: page,
  words: {
    en: {
      message: ({ file }) =>
        `\`${file}\` is not of this build, and Terraform reads it with the files that are`,
      help: () => 'the proof below includes it',
    },
    ja: {
      message: ({ file }) =>
        `\`${file}\` はこのビルドのファイルではありませんが、Terraform は一緒に読み込みます`,
      help: () => '下の証明にも含まれています',
    },
  },
};
