import type { DiagnosticKind } from '../diagnostic.ts';

const functionsPage = 'https://developer.hashicorp.com/terraform/language/functions';
const typesPage = 'https://developer.hashicorp.com/terraform/language/expressions/types';
const operatorsPage = 'https://developer.hashicorp.com/terraform/language/expressions/operators';
const conditionalsPage = 'https://developer.hashicorp.com/terraform/language/expressions/conditionals';
const stringsPage = 'https://developer.hashicorp.com/terraform/language/expressions/strings';
const re2Page = 'https://github.com/google/re2/wiki/Syntax';

/** NSN2001 to NSN2099: function calls, operators, conversions. Append only; keep by code. */

export const unknownFunction: DiagnosticKind<{
  readonly name: string;
  readonly suggestions: readonly string[];
}> = {
  code: 'NSN2001',
  severity: 'error',
  source: functionsPage,
  words: {
    en: {
      message: ({ name }) => `there is no function named \`${name}\``,
      help: ({ suggestions }) =>
        suggestions.length > 0
          ? `did you mean ${suggestions.map((name) => `\`${name}\``).join(' or ')}?`
          : 'Terraform has no user-defined functions; see the list of built-in functions',
    },
    ja: {
      message: ({ name }) => `関数 \`${name}\` はありません`,
      help: ({ suggestions }) =>
        suggestions.length > 0
          ? `${suggestions.map((name) => `\`${name}\``).join(' または ')} ではありませんか`
          : 'Terraform には利用者が定義する関数はありません。組み込み関数の一覧を見てください',
    },
  },
};

export const wrongArgumentCount: DiagnosticKind<{
  readonly function: string;
  readonly minimum: number;
  /** Absent when any number may follow. */
  readonly maximum?: number;
  readonly given: number;
}> = {
  code: 'NSN2002',
  severity: 'error',
  source: functionsPage,
  words: {
    en: {
      message: ({ function: name, minimum, maximum, given }) =>
        `\`${name}\` takes ${maximum === minimum ? minimum : `at least ${minimum}`} ` +
        `${minimum === 1 ? 'argument' : 'arguments'}, not ${given}`,
    },
    ja: {
      message: ({ function: name, minimum, maximum, given }) =>
        `\`${name}\` の引数は${maximum === minimum ? '' : '少なくとも'} ${minimum} 個ですが、${given} 個あります`,
    },
  },
};

/** Why a value could not be converted. */
export type ConversionReason =
  | 'wrong-type'
  | 'not-a-number'
  | 'not-a-bool'
  | 'missing-attribute'
  | 'mixed-elements'
  | 'wrong-length';

export interface ConversionFacts {
  readonly because: ConversionReason;
  /** Where in the value; empty at the top. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  readonly attribute?: string;
}

export function conversionWordsEn({ because, path, expected, found, attribute }: ConversionFacts): string {
  const where = path === '' ? '' : ` at \`${path}\``;
  switch (because) {
    case 'wrong-type':
      return `${expected} is required${where}, found ${found}`;
    case 'not-a-number':
      return `a number is required${where}, and this text is not one`;
    case 'not-a-bool':
      return `a bool is required${where}: \`true\` or \`false\``;
    case 'missing-attribute':
      return `attribute \`${attribute ?? ''}\` is required${where}`;
    case 'mixed-elements':
      return `all elements must have one type${where}, and these share none`;
    case 'wrong-length':
      return `the number of elements differs${where}`;
  }
}

export function conversionWordsJa({ because, path, expected, found, attribute }: ConversionFacts): string {
  const where = path === '' ? '' : `\`${path}\` に`;
  switch (because) {
    case 'wrong-type':
      return `${where}${expected} が必要ですが、${found} です`;
    case 'not-a-number':
      return `${where}数値が必要ですが、この文字列は数値ではありません`;
    case 'not-a-bool':
      return `${where}真偽値 (\`true\` か \`false\`) が必要です`;
    case 'missing-attribute':
      return `${where}属性 \`${attribute ?? ''}\` が必要です`;
    case 'mixed-elements':
      return `${where}要素の型がそろっていません`;
    case 'wrong-length':
      return `${where}要素の数が違います`;
  }
}

export const wrongArgumentType: DiagnosticKind<
  ConversionFacts & { readonly function: string; readonly parameter: string }
> = {
  code: 'NSN2003',
  severity: 'error',
  source: typesPage,
  words: {
    en: {
      message: (facts) =>
        `\`${facts.function}\`, argument \`${facts.parameter}\`: ${conversionWordsEn(facts)}`,
    },
    ja: {
      message: (facts) => `\`${facts.function}\` の引数 \`${facts.parameter}\`: ${conversionWordsJa(facts)}`,
    },
  },
};

export const nullArgument: DiagnosticKind<{ readonly function: string; readonly parameter: string }> = {
  code: 'NSN2004',
  severity: 'error',
  source: functionsPage,
  words: {
    en: { message: (facts) => `\`${facts.function}\`, argument \`${facts.parameter}\` must not be null` },
    ja: { message: (facts) => `\`${facts.function}\` の引数 \`${facts.parameter}\` は null にできません` },
  },
};

/** What can be wrong with an argument of the right type. */
export const argumentReasons = {
  'not-json': { en: 'this text is not JSON', ja: 'この文字列は JSON ではありません' },
  'not-yaml': { en: 'this text is not YAML', ja: 'この文字列は YAML ではありません' },
  'not-csv': {
    en: 'this text is not CSV with a header line',
    ja: 'この文字列は見出し行のある CSV ではありません',
  },
  'not-base64': { en: 'this text is not base64', ja: 'この文字列は base64 ではありません' },
  'not-utf8': { en: 'the bytes are not UTF-8 text', ja: 'このバイト列は UTF-8 の文字列ではありません' },
  'not-cidr': {
    en: 'a CIDR prefix such as `10.0.0.0/16` is required',
    ja: '`10.0.0.0/16` のような CIDR が必要です',
  },
  'not-ipv4': { en: 'only IPv4 has netmasks', ja: 'ネットマスクがあるのは IPv4 だけです' },
  'too-many-bits': {
    en: 'the prefix would be longer than the address',
    ja: 'プレフィックスがアドレスより長くなります',
  },
  'too-many-new-bits': { en: 'at most 32 bits may be added', ja: '足せるのは 32 ビットまでです' },
  'number-does-not-fit': {
    en: 'the number does not fit into the bits that are left',
    ja: '残りのビットに収まらない数です',
  },
  'no-space-left': {
    en: 'no space is left behind the prefixes before',
    ja: '前のプレフィックスの後に空きがありません',
  },
  'not-whole': { en: 'a whole number is required', ja: '整数が必要です' },
  'not-positive': { en: 'a number greater than zero is required', ja: '0 より大きい数が必要です' },
  negative: { en: 'the number must not be negative', ja: '負の数にはできません' },
  'out-of-range': { en: 'the number is out of range', ja: '範囲外の数です' },
  empty: { en: 'it must not be empty', ja: '空にはできません' },
  'more-than-one': { en: 'it must have no or one element', ja: '要素は 0 個か 1 個でなければなりません' },
  'not-found': { en: 'the value is not in the list', ja: 'リストにない値です' },
  'no-such-key': {
    en: 'the map has no such key and there is no default',
    ja: 'そのキーがなく、既定値もありません',
  },
  'all-null-or-empty': { en: 'every argument is null or empty', ja: 'すべての引数が null か空です' },
  'lengths-differ': {
    en: 'the lists must have the same length',
    ja: 'リストの長さが同じでなければなりません',
  },
  'null-element': { en: 'an element is null', ja: 'null の要素があります' },
  'not-a-list': { en: 'a list, set or tuple is required', ja: 'リスト、セット、タプルのどれかが必要です' },
  'not-a-map': { en: 'a map or object is required', ja: 'マップかオブジェクトが必要です' },
  'not-a-collection': {
    en: 'a string, list, set, tuple, map or object is required',
    ja: '文字列、リスト、セット、タプル、マップ、オブジェクトのどれかが必要です',
  },
  'no-common-type': { en: 'the arguments share no type', ja: '引数に共通の型がありません' },
  'bad-base': { en: 'the base must be a whole number from 2 to 62', ja: '基数は 2 から 62 の整数です' },
  'not-in-base': { en: 'this is not a whole number in that base', ja: 'その基数の整数ではありません' },
  'bad-time': {
    en: 'a time such as `2026-01-02T15:04:05Z` is required',
    ja: '`2026-01-02T15:04:05Z` のような時刻が必要です',
  },
  'bad-duration': { en: 'a duration such as `1h30m` is required', ja: '`1h30m` のような長さが必要です' },
  'bad-date-format': { en: 'this is no date format', ja: '日付の書式ではありません' },
  'bad-namespace': {
    en: 'a UUID or one of `dns`, `url`, `oid`, `x500` is required',
    ja: 'UUID か `dns`、`url`、`oid`、`x500` のどれかが必要です',
  },
  'bad-encoding-name': { en: 'this character encoding is not known', ja: '知らない文字コードです' },
  'not-in-encoding': {
    en: 'the text has characters that the encoding lacks',
    ja: '文字コードにない文字があります',
  },
  'bad-arn': {
    en: 'an ARN such as `arn:aws:s3:::name` is required',
    ja: '`arn:aws:s3:::name` のような ARN が必要です',
  },
  'not-a-role': { en: 'the ARN is not one of an IAM role', ja: 'IAM ロールの ARN ではありません' },
  'does-not-match': { en: 'the pattern does not match the text', ja: 'パターンに一致しません' },
  'bad-glob': { en: 'this is no file pattern', ja: 'ファイルのパターンではありません' },
  'bad-template': { en: 'the template has errors', ja: 'テンプレートに誤りがあります' },
  'recursive-template': {
    en: 'a template cannot call templates',
    ja: 'テンプレートの中からテンプレートは呼べません',
  },
  'not-numbers': { en: 'all elements must be numbers', ja: '要素はすべて数値でなければなりません' },
  'step-direction': {
    en: 'the step leads away from the limit, or is zero',
    ja: '増分が終わりから離れる向きか 0 です',
  },
  'end-before-start': { en: 'the end is before the start', ja: '終わりが始まりより前にあります' },
  'duplicate-key': { en: 'two elements have the same key', ja: '同じキーの要素が 2 つあります' },
  'not-key': { en: 'a private key in PEM form is required', ja: 'PEM 形式の秘密鍵が必要です' },
  'not-sensitive': { en: 'the value is not sensitive', ja: '機密の値ではありません' },
} as const satisfies Readonly<Record<string, { readonly en: string; readonly ja: string }>>;

export type ArgumentReason = keyof typeof argumentReasons;

export interface InvalidArgumentFacts {
  readonly function: string;
  readonly parameter: string;
  readonly because: ArgumentReason;
  /** The argument, where it is short and may be shown. */
  readonly value?: string;
}

export const invalidArgument: DiagnosticKind<InvalidArgumentFacts> = {
  code: 'NSN2005',
  severity: 'error',
  source: functionsPage,
  words: {
    en: {
      message: (facts) =>
        `\`${facts.function}\`, argument \`${facts.parameter}\`: ${argumentReasons[facts.because].en}` +
        (facts.value === undefined ? '' : `, found \`${facts.value}\``),
    },
    ja: {
      message: (facts) =>
        `\`${facts.function}\` の引数 \`${facts.parameter}\`: ${argumentReasons[facts.because].ja}` +
        (facts.value === undefined ? '' : ` (\`${facts.value}\`)`),
    },
  },
};

export const wrongOperand: DiagnosticKind<ConversionFacts & { readonly operator: string }> = {
  code: 'NSN2006',
  severity: 'error',
  source: operatorsPage,
  words: {
    en: { message: (facts) => `operator \`${facts.operator}\`: ${conversionWordsEn(facts)}` },
    ja: { message: (facts) => `演算子 \`${facts.operator}\`: ${conversionWordsJa(facts)}` },
  },
};

export const nullOperand: DiagnosticKind<{ readonly operator: string }> = {
  code: 'NSN2007',
  severity: 'error',
  source: operatorsPage,
  words: {
    en: { message: ({ operator }) => `operator \`${operator}\`: the operand must not be null` },
    ja: { message: ({ operator }) => `演算子 \`${operator}\`: null は使えません` },
  },
};

export const inconsistentConditional: DiagnosticKind<{
  readonly whenTrue: string;
  readonly whenFalse: string;
}> = {
  code: 'NSN2008',
  severity: 'error',
  source: conditionalsPage,
  words: {
    en: {
      message: ({ whenTrue, whenFalse }) =>
        `both results of a conditional must have one type: ${whenTrue} and ${whenFalse} share none`,
      help: () => 'convert one of them, for example with `tostring`, `tolist` or `tomap`',
    },
    ja: {
      message: ({ whenTrue, whenFalse }) =>
        `条件式の 2 つの結果は同じ型でなければなりません: ${whenTrue} と ${whenFalse} に共通の型がありません`,
      help: () => '`tostring`、`tolist`、`tomap` などで片方を変換してください',
    },
  },
};

export const divisionByZero: DiagnosticKind<{ readonly operator: string }> = {
  code: 'NSN2009',
  severity: 'error',
  source: operatorsPage,
  words: {
    en: { message: ({ operator }) => `operator \`${operator}\`: division by zero` },
    ja: { message: ({ operator }) => `演算子 \`${operator}\`: 0 で割っています` },
  },
};

export const conversionFailed: DiagnosticKind<ConversionFacts> = {
  code: 'NSN2010',
  severity: 'error',
  source: typesPage,
  words: { en: { message: conversionWordsEn }, ja: { message: conversionWordsJa } },
};

export const notInTemplate: DiagnosticKind<{ readonly found: string }> = {
  code: 'NSN2011',
  severity: 'error',
  source: stringsPage,
  words: {
    en: {
      message: ({ found }) => `a string, number or bool is required in a template, found ${found}`,
      help: ({ found }) =>
        found === 'null'
          ? 'give a value for the case of null, for example with `coalesce`'
          : 'use `join` or `jsonencode`',
    },
    ja: {
      message: ({ found }) => `テンプレートに入れられるのは文字列、数値、真偽値ですが、${found} です`,
      help: ({ found }) =>
        found === 'null'
          ? '`coalesce` などで null の場合の値を与えてください'
          : '`join` か `jsonencode` を使ってください',
    },
  },
};

export type FileReason = 'missing' | 'outside-project' | 'not-utf8' | 'too-large' | 'not-a-file';

const fileWords: Readonly<Record<FileReason, { readonly en: string; readonly ja: string }>> = {
  missing: { en: 'there is no such file', ja: 'そのファイルはありません' },
  'outside-project': {
    en: 'it is outside the project directory',
    ja: 'プロジェクトのディレクトリの外にあります',
  },
  'not-utf8': { en: 'it is not UTF-8 text', ja: 'UTF-8 の文字列ではありません' },
  'too-large': { en: 'it is too large', ja: '大きすぎます' },
  'not-a-file': { en: 'it is not a regular file', ja: '通常のファイルではありません' },
};

export const fileNotReadable: DiagnosticKind<{
  readonly function: string;
  readonly path: string;
  readonly because: FileReason;
}> = {
  code: 'NSN2012',
  severity: 'error',
  source: 'https://developer.hashicorp.com/terraform/language/functions/file',
  words: {
    en: {
      message: (facts) =>
        `\`${facts.function}\` cannot read \`${facts.path}\`: ${fileWords[facts.because].en}`,
      help: ({ because }) =>
        because === 'outside-project'
          ? 'naisen reads nothing outside the directory that it was given; copy the file into the project'
          : 'start the path with `path.module` and check the spelling',
    },
    ja: {
      message: (facts) =>
        `\`${facts.function}\` は \`${facts.path}\` を読めません: ${fileWords[facts.because].ja}`,
      help: ({ because }) =>
        because === 'outside-project'
          ? 'naisen は渡されたディレクトリの外を読みません。ファイルをプロジェクトに入れてください'
          : 'パスを `path.module` で始め、綴りを確かめてください',
    },
  },
};

export const tooLarge: DiagnosticKind<{
  readonly function: string;
  readonly limit: number;
  readonly unit: 'elements' | 'characters' | 'steps';
}> = {
  code: 'NSN2013',
  severity: 'error',
  source: functionsPage,
  words: {
    en: {
      message: (facts) =>
        `the result of \`${facts.function}\` is too large: the limit is ${facts.limit} ${facts.unit}`,
    },
    ja: {
      message: (facts) =>
        `\`${facts.function}\` の結果が大きすぎます (上限 ${facts.limit} ${unitsJa[facts.unit]})`,
    },
  },
};

const unitsJa = { elements: '要素', characters: '文字', steps: 'ステップ' } as const;

export const patternNotRead: DiagnosticKind<{
  readonly function: string;
  readonly pattern: string;
  /** The piece of the pattern that is wrong. */
  readonly construct: string;
}> = {
  code: 'NSN2014',
  severity: 'error',
  source: re2Page,
  words: {
    en: {
      message: (facts) =>
        `\`${facts.function}\`: the pattern \`${facts.pattern}\` is not valid at \`${facts.construct}\``,
      help: () => 'Terraform uses RE2: there are no look-arounds and no back-references',
    },
    ja: {
      message: (facts) =>
        `\`${facts.function}\`: パターン \`${facts.pattern}\` の \`${facts.construct}\` が正しくありません`,
      help: () => 'Terraform の正規表現は RE2 です。先読み、後読み、後方参照はありません',
    },
  },
};

export const badFormat: DiagnosticKind<{
  readonly function: string;
  readonly verb: string;
  readonly because:
    | 'unknown-verb'
    | 'too-few-arguments'
    | 'too-many-arguments'
    | 'wrong-type'
    | 'not-whole'
    | 'null';
}> = {
  code: 'NSN2015',
  severity: 'error',
  source: 'https://developer.hashicorp.com/terraform/language/functions/format',
  words: {
    en: {
      message: (facts) => `\`${facts.function}\`, \`${facts.verb}\`: ${formatReasons[facts.because].en}`,
    },
    ja: {
      message: (facts) => `\`${facts.function}\`、\`${facts.verb}\`: ${formatReasons[facts.because].ja}`,
    },
  },
};

const formatReasons = {
  'unknown-verb': { en: 'there is no such verb', ja: 'そのような書式はありません' },
  'too-few-arguments': { en: 'there is no argument for it', ja: '対応する引数がありません' },
  'too-many-arguments': { en: 'there are more arguments than verbs', ja: '引数が余っています' },
  'wrong-type': { en: 'the argument does not suit the verb', ja: '引数が書式に合いません' },
  'not-whole': { en: 'a whole number is required', ja: '整数が必要です' },
  null: { en: 'the argument must not be null', ja: '引数は null にできません' },
} as const;

export const yamlNotRead: DiagnosticKind<{ readonly construct: string; readonly line: number }> = {
  code: 'NSN2016',
  severity: 'warning',
  source: 'https://developer.hashicorp.com/terraform/language/functions/yamldecode',
  words: {
    en: {
      message: ({ construct, line }) =>
        `\`yamldecode\`: ${construct} on line ${line} is not read, the result is unknown`,
    },
    ja: {
      message: ({ construct, line }) =>
        `\`yamldecode\`: ${line} 行目の ${construct} は読めないため、結果は不明です`,
    },
  },
};

export const notComputed: DiagnosticKind<{ readonly function: string }> = {
  code: 'NSN2017',
  severity: 'note',
  source: functionsPage,
  words: {
    en: { message: (facts) => `the result of \`${facts.function}\` is not computed, it counts as unknown` },
    ja: { message: (facts) => `\`${facts.function}\` の結果は計算せず、不明として扱います` },
  },
};
