import type { DiagnosticKind, Language } from '../diagnostic.ts';
import { didYouMean, pages, quote } from './terraform-words.ts';

/** NSN3001 to NSN3099: references, cycles, conditions, expressions. Append only; keep by code. */

/** Kinds of things that a module declares. */
export type DeclaredThing = keyof typeof thingWords;

const thingWords = {
  variable: { en: 'variable', ja: '変数' },
  local: { en: 'local value', ja: 'ローカル値' },
  output: { en: 'output', ja: '出力' },
  resource: { en: 'resource', ja: 'リソース' },
  data: { en: 'data source', ja: 'データソース' },
  ephemeral: { en: 'ephemeral resource', ja: '一時リソース' },
  module: { en: 'module', ja: 'モジュール' },
  provider: { en: 'provider configuration', ja: 'プロバイダー設定' },
} as const;

const places: Readonly<Record<string, { readonly en: string; readonly ja: string }>> = {
  each: { en: 'it exists in blocks that have `for_each`', ja: '`for_each` のあるブロックで使えます' },
  count: { en: 'it exists in blocks that have `count`', ja: '`count` のあるブロックで使えます' },
  self: {
    en: 'it exists in provisioners, connections and postconditions',
    ja: 'provisioner・connection・postcondition で使えます',
  },
};

function placeOf(name: string, language: Language): string {
  return places[name]?.[language] ?? '';
}

export const undeclaredReference: DiagnosticKind<{
  readonly what: DeclaredThing;
  readonly name: string;
  readonly suggestions: readonly string[];
}> = {
  code: 'NSN3001',
  severity: 'error',
  source: pages.ref,
  words: {
    en: {
      message: ({ what, name }) => `${thingWords[what].en} \`${name}\` is not declared in this module`,
      help: ({ suggestions }) => didYouMean(suggestions, 'en'),
    },
    ja: {
      message: ({ what, name }) => `${thingWords[what].ja} \`${name}\` はこのモジュールで宣言されていません`,
      help: ({ suggestions }) => didYouMean(suggestions, 'ja'),
    },
  },
};

export const unsupportedAttribute: DiagnosticKind<{
  readonly of: string;
  readonly name: string;
  readonly suggestions: readonly string[];
}> = {
  code: 'NSN3002',
  severity: 'error',
  source: pages.ref,
  words: {
    en: {
      message: ({ of, name }) => `${of} has no attribute \`${name}\``,
      help: ({ suggestions }) => didYouMean(suggestions, 'en'),
    },
    ja: {
      message: ({ of, name }) => `${of} に属性 \`${name}\` はありません`,
      help: ({ suggestions }) => didYouMean(suggestions, 'ja'),
    },
  },
};

export const dependencyCycle: DiagnosticKind<{
  readonly chain: readonly string[];
}> = {
  code: 'NSN3003',
  severity: 'error',
  source: pages.ref,
  words: {
    en: {
      message: ({ chain }) => `these depend on each other in a circle: ${chain.map(quote).join(' → ')}`,
      help: () => 'take one of the references away: none of them can be computed first',
    },
    ja: {
      message: ({ chain }) => `互いに依存して循環しています: ${chain.map(quote).join(' → ')}`,
      help: () => '参照を 1 つ外してください。どれも先に計算できません',
    },
  },
};

export const duplicateDeclaration: DiagnosticKind<{
  readonly what: DeclaredThing;
  readonly name: string;
}> = {
  code: 'NSN3017',
  severity: 'error',
  source: pages.ref,
  words: {
    en: {
      message: ({ what, name }) => `${thingWords[what].en} \`${name}\` is declared twice in this module`,
      help: () => 'rename or remove one; the first one is used',
    },
    ja: {
      message: ({ what, name }) =>
        `${thingWords[what].ja} \`${name}\` がこのモジュールで 2 回宣言されています`,
      help: () => 'どちらかの名前を変えるか削除してください。先のものを使います',
    },
  },
};

export const conditionFailed: DiagnosticKind<{
  readonly of: string;
  readonly text: string;
}> = {
  code: 'NSN3018',
  severity: 'error',
  source: pages.cond,
  words: {
    en: {
      message: ({ of, text }) => `a condition of \`${of}\` does not hold: ${text}`,
    },
    ja: {
      message: ({ of, text }) => `\`${of}\` の条件が成り立ちません: ${text}`,
    },
  },
};

export const notIterable: DiagnosticKind<{
  readonly found: string;
}> = {
  code: 'NSN3020',
  severity: 'error',
  source: pages.for,
  words: {
    en: {
      message: ({ found }) => `a \`for\` goes over lists, sets, maps and objects, not over ${found}`,
    },
    ja: {
      message: ({ found }) => `\`for\` が扱えるのはリスト・set・マップ・オブジェクトです（実際は ${found}）`,
    },
  },
};

export const duplicateKey: DiagnosticKind<{
  readonly key: string;
}> = {
  code: 'NSN3021',
  severity: 'error',
  source: pages.for,
  words: {
    en: {
      message: ({ key }) => `two elements give the key \`${key}\``,
      help: () => 'make the keys different, or add `...` to group the values',
    },
    ja: {
      message: ({ key }) => `2 つの要素が同じキー \`${key}\` になります`,
      help: () => 'キーを変えるか、`...` を付けて値をまとめてください',
    },
  },
};

export const invalidKey: DiagnosticKind<{
  readonly found: string;
}> = {
  code: 'NSN3022',
  severity: 'error',
  source: pages.types,
  words: {
    en: {
      message: ({ found }) => `an object key must be text, not ${found}`,
    },
    ja: {
      message: ({ found }) => `オブジェクトのキーは文字列でなければなりません（実際は ${found}）`,
    },
  },
};

export const notBoolean: DiagnosticKind<{
  readonly found: string;
}> = {
  code: 'NSN3023',
  severity: 'error',
  source: pages.cond,
  words: {
    en: {
      message: ({ found }) => `a condition must be true or false, not ${found}`,
    },
    ja: {
      message: ({ found }) => `条件は true か false でなければなりません（実際は ${found}）`,
    },
  },
};

export const notInPlace: DiagnosticKind<{
  readonly name: string;
}> = {
  code: 'NSN3024',
  severity: 'error',
  source: pages.ref,
  words: {
    en: {
      message: ({ name }) => `\`${name}\` has no meaning here`,
      help: ({ name }) => placeOf(name, 'en'),
    },
    ja: {
      message: ({ name }) => `\`${name}\` はここでは使えません`,
      help: ({ name }) => placeOf(name, 'ja'),
    },
  },
};

export const incompleteReference: DiagnosticKind<{
  readonly written: string;
}> = {
  code: 'NSN3025',
  severity: 'error',
  source: pages.ref,
  words: {
    en: {
      message: ({ written }) => `\`${written}\` names nothing by itself`,
      help: () =>
        'a reference to a resource has its type and its name; to a data source, `data`, type and name',
    },
    ja: {
      message: ({ written }) => `\`${written}\` だけでは何も指しません`,
      help: () => 'リソースの参照は型と名前、データソースは `data`・型・名前です',
    },
  },
};

export const attributeOfNull: DiagnosticKind<{
  readonly name: string;
}> = {
  code: 'NSN3026',
  severity: 'error',
  source: pages.ref,
  words: {
    en: {
      message: ({ name }) => `\`${name}\` is read from a value that is null`,
    },
    ja: {
      message: ({ name }) => `null の値から \`${name}\` を読んでいます`,
    },
  },
};

export const tooDeeplyNested: DiagnosticKind<{
  readonly limit: number;
}> = {
  code: 'NSN3029',
  severity: 'error',
  source: pages.ref,
  words: {
    en: {
      message: ({ limit }) => `this hangs on a chain of more than ${limit} steps`,
      help: () => 'what hangs on it is unknown; shorten the chain',
    },
    ja: {
      message: ({ limit }) => `${limit} 段を超える参照・式の連なりに依存しています`,
      help: () => '依存する値は不明として扱います。連なりを短くしてください',
    },
  },
};

export const invalidExpansion: DiagnosticKind<{
  readonly found: string;
}> = {
  code: 'NSN3034',
  severity: 'error',
  source: pages.for,
  words: {
    en: {
      message: ({ found }) => `\`...\` expands lists, sets and tuples, not ${found}`,
    },
    ja: {
      message: ({ found }) => `\`...\` で展開できるのはリスト・set・タプルです（実際は ${found}）`,
    },
  },
};

export const nothingSucceeded: DiagnosticKind<{
  readonly function: string;
}> = {
  code: 'NSN3035',
  severity: 'error',
  source: pages.ref,
  words: {
    en: {
      message: ({ function: name }) => `\`${name}\` has no argument that can be evaluated`,
    },
    ja: {
      message: ({ function: name }) => `\`${name}\` の引数はどれも評価できません`,
    },
  },
};

export const invalidDeclaration: DiagnosticKind<{
  readonly type: string;
}> = {
  code: 'NSN3037',
  severity: 'error',
  source: pages.res,
  words: {
    en: {
      message: ({ type }) => `block \`${type}\` does not have the labels it needs`,
    },
    ja: {
      message: ({ type }) => `ブロック \`${type}\` に必要なラベルがありません`,
    },
  },
};

export const tooManyUnfinished: DiagnosticKind<{
  readonly limit: number;
}> = {
  code: 'NSN3039',
  severity: 'error',
  source: pages.ref,
  words: {
    en: {
      message: ({ limit }) => `the configuration needs more than ${limit} steps to evaluate`,
      help: () => 'the rest is unknown; look for loops over very large lists',
    },
    ja: {
      message: ({ limit }) => `評価に ${limit} ステップを超える計算が必要です`,
      help: () => '残りは不明として扱います。非常に大きなリストの繰り返しを確認してください',
    },
  },
};
