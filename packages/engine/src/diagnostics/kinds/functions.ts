import type { DiagnosticKind } from '../diagnostic.ts';
import {
  type ArgumentReason,
  argumentReasons,
  type ConversionFacts,
  conversionWordsEn,
  conversionWordsJa,
  type FileReason,
  fileWords,
} from '../function-words.ts';

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
  retired: true,
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
      help: () => 'start the path with `path.module` and check the spelling',
    },
    ja: {
      message: (facts) =>
        `\`${facts.function}\` は \`${facts.path}\` を読めません: ${fileWords[facts.because].ja}`,
      help: () => 'パスを `path.module` で始め、綴りを確かめてください',
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

export const fileLeftUnread: DiagnosticKind<{
  readonly function: string;
  readonly path: string;
  readonly because: Extract<FileReason, 'missing' | 'outside-project'>;
}> = {
  code: 'NSN2018',
  severity: 'warning',
  source: 'https://developer.hashicorp.com/terraform/language/functions/file',
  words: {
    en: {
      message: (facts) =>
        `\`${facts.function}\` does not read \`${facts.path}\`: ${fileWords[facts.because].en}; its value is not known`,
      help: ({ because }) =>
        because === 'outside-project'
          ? 'nothing outside the project is read; copy the file into it if it decides anything about the network'
          : 'if a build makes this file, build first, as for `terraform plan`; else check the spelling',
    },
    ja: {
      message: (facts) =>
        `\`${facts.function}\` は \`${facts.path}\` を読みません: ${fileWords[facts.because].ja}。値は不明です`,
      help: ({ because }) =>
        because === 'outside-project'
          ? 'プロジェクトの外は読みません。ネットワークに関わるファイルならプロジェクトの中に置いてください'
          : 'ビルドで作るファイルなら、`terraform plan` と同じく先にビルドしてください。そうでなければ綴りを確かめてください',
    },
  },
};
