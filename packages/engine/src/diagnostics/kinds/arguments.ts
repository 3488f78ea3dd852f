import type { DiagnosticKind } from '../diagnostic.ts';
import { didYouMean, lacking, pages } from './terraform-words.ts';

/** Of NSN3001 to NSN3099: arguments of resources, and their providers. Append only; keep by code. */

export const wrongArgumentValue: DiagnosticKind<{
  readonly name: string;
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  readonly attribute?: string;
}> = {
  code: 'NSN3014',
  severity: 'error',
  source: pages.res,
  words: {
    en: {
      message: ({ name, path, expected, found, attribute }) =>
        `argument \`${name}${path}\` needs ${expected}, ${lacking(found, attribute, 'en')}`,
    },
    ja: {
      message: ({ name, path, expected, found, attribute }) =>
        `引数 \`${name}${path}\` には ${expected} が必要ですが、${lacking(found, attribute, 'ja')}`,
    },
  },
};

export const unknownArgument: DiagnosticKind<{
  readonly of: string;
  readonly name: string;
  readonly suggestions: readonly string[];
}> = {
  code: 'NSN3015',
  severity: 'error',
  source: pages.res,
  words: {
    en: {
      message: ({ of, name }) => `\`${of}\` has no argument or block \`${name}\``,
      help: ({ suggestions }) => didYouMean(suggestions, 'en'),
    },
    ja: {
      message: ({ of, name }) => `\`${of}\` に引数・ブロック \`${name}\` はありません`,
      help: ({ suggestions }) => didYouMean(suggestions, 'ja'),
    },
  },
};

export const missingArgument: DiagnosticKind<{
  readonly of: string;
  readonly name: string;
}> = {
  code: 'NSN3016',
  severity: 'error',
  source: pages.res,
  words: {
    en: {
      message: ({ of, name }) => `\`${of}\` lacks its required argument \`${name}\``,
    },
    ja: {
      message: ({ of, name }) => `\`${of}\` に必須の引数 \`${name}\` がありません`,
    },
  },
};

export const unknownRegion: DiagnosticKind<{
  readonly provider: string;
}> = {
  code: 'NSN3031',
  severity: 'note',
  source: pages.prov,
  words: {
    en: {
      message: ({ provider }) => `provider \`${provider}\` does not say its Region, or it is not known`,
      help: () =>
        'write `region`, or give it with `--region`; the environment and profiles of a machine are not read',
    },
    ja: {
      message: ({ provider }) => `プロバイダー \`${provider}\` のリージョンが書かれていないか、分かりません`,
      help: () => '`region` を書くか、`--region` で渡してください。環境変数やプロファイルは読みません',
    },
  },
};

export const unknownProvider: DiagnosticKind<{
  readonly provider: string;
}> = {
  code: 'NSN3032',
  severity: 'error',
  source: pages.prov,
  words: {
    en: {
      message: ({ provider }) => `provider configuration \`${provider}\` is not declared`,
    },
    ja: {
      message: ({ provider }) => `プロバイダー設定 \`${provider}\` は宣言されていません`,
    },
  },
};

export const newerProvider: DiagnosticKind<{
  readonly of: string;
  readonly name: string;
}> = {
  code: 'NSN3036',
  severity: 'note',
  source: pages.res,
  words: {
    en: {
      message: ({ of, name }) =>
        `\`${name}\` of \`${of}\` is not among the provider facts of this version: newer, or gone since`,
      help: () => 'it is read as it is written',
    },
    ja: {
      message: ({ of, name }) =>
        `\`${of}\` の \`${name}\` は、この版が持つプロバイダー情報にありません (より新しいか、廃止されています)`,
      help: () => '書かれたままに読みます',
    },
  },
};

export const unknownBlockType: DiagnosticKind<{
  readonly type: string;
  readonly suggestions: readonly string[];
}> = {
  code: 'NSN3038',
  severity: 'error',
  source: pages.ref,
  words: {
    en: {
      message: ({ type }) => `\`${type}\` is not a block that Terraform knows`,
      help: ({ suggestions }) => didYouMean(suggestions, 'en'),
    },
    ja: {
      message: ({ type }) => `\`${type}\` は Terraform のブロックではありません`,
      help: ({ suggestions }) => didYouMean(suggestions, 'ja'),
    },
  },
};
