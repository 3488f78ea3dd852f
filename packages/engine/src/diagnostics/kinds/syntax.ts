import type { DiagnosticKind } from '../diagnostic.ts';

/** NSN1001 to NSN1099: the text of `.tf` and `.tf.json` files. Append only; keep by code. */

const hclSpecification = 'https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md';
const jsonSpecification = 'https://github.com/hashicorp/hcl/blob/main/json/spec.md';

/** Things that a reader of text may miss or meet, in words. */
export type SyntaxThing = keyof typeof things;

const things = {
  argument: { en: 'an argument or block', ja: '引数またはブロック' },
  'argument-or-label': { en: '`=` or a block (`{`)', ja: '`=` またはブロック (`{`)' },
  bracket: { en: '`]`', ja: '`]`' },
  brace: { en: '`}`', ja: '`}`' },
  'open-brace': { en: '`{`', ja: '`{`' },
  'open-bracket': { en: '`[`', ja: '`[`' },
  'open-parenthesis': { en: '`(`', ja: '`(`' },
  'block-brace': { en: '`{`', ja: '`{`' },
  colon: { en: '`:`', ja: '`:`' },
  comma: { en: '`,`', ja: '`,`' },
  'comma-or-bracket': { en: '`,` or `]`', ja: '`,` または `]`' },
  'comma-or-parenthesis': { en: '`,` or `)`', ja: '`,` または `)`' },
  'end-of-item': { en: '`,`, a new line or `}`', ja: '`,`、改行、または `}`' },
  'end-of-file': { en: 'the end of the file', ja: 'ファイルの終わり' },
  'end-of-line': { en: 'the end of the line', ja: '行末' },
  equals: { en: '`=` or `:`', ja: '`=` または `:`' },
  expression: { en: 'an expression', ja: '式' },
  'attribute-name': { en: 'an attribute name', ja: '属性名' },
  identifier: { en: 'a name', ja: '名前' },
  in: { en: '`in`', ja: '`in`' },
  parenthesis: { en: '`)`', ja: '`)`' },
  arrow: { en: '`=>`', ja: '`=>`' },
  'template-end': { en: '`}`', ja: '`}`' },
  'whole-index': { en: 'a whole number', ja: '整数' },
  string: { en: 'a string', ja: '文字列' },
  heredoc: { en: 'a heredoc', ja: 'ヒアドキュメント' },
  comment: { en: 'a comment', ja: 'コメント' },
  template: { en: 'a template sequence', ja: 'テンプレート' },
  block: { en: 'a block', ja: 'ブロック' },
  'json-name': { en: 'a name in double quotes', ja: '二重引用符で囲んだ名前' },
  'json-object': { en: 'a JSON object', ja: 'JSON オブジェクト' },
  'json-value': { en: 'a JSON value', ja: 'JSON の値' },
} as const;

function nameOf(thing: SyntaxThing, language: 'en' | 'ja'): string {
  return things[thing][language];
}

/** `found` is the user's own text; empty = the end of the file; a newline = the end of the line. */
function foundIn(found: string, language: 'en' | 'ja'): string {
  if (found === '') return nameOf('end-of-file', language);
  return found === '\n' ? nameOf('end-of-line', language) : `\`${found}\``;
}

export const unexpectedToken: DiagnosticKind<{ readonly expected: SyntaxThing; readonly found: string }> = {
  code: 'NSN1001',
  severity: 'error',
  source: hclSpecification,
  words: {
    en: {
      message: ({ expected, found }) => `expected ${nameOf(expected, 'en')}, found ${foundIn(found, 'en')}`,
    },
    ja: {
      message: ({ expected, found }) =>
        `${nameOf(expected, 'ja')}が必要な位置に ${foundIn(found, 'ja')} があります`,
    },
  },
};

export const duplicateArgument: DiagnosticKind<{ readonly name: string }> = {
  code: 'NSN1002',
  severity: 'error',
  source: hclSpecification,
  words: {
    en: {
      message: ({ name }) => `argument \`${name}\` is set twice in this block`,
      help: () => 'keep one of the two',
    },
    ja: {
      message: ({ name }) => `引数 \`${name}\` が同じブロックで 2 回指定されています`,
      help: () => 'どちらか一方だけを残してください',
    },
  },
};

export const missingNewline: DiagnosticKind<{ readonly found: string }> = {
  code: 'NSN1003',
  severity: 'error',
  source: hclSpecification,
  words: {
    en: {
      message: ({ found }) => `a new line must follow here, found ${foundIn(found, 'en')}`,
      help: () => 'arguments and blocks stand on lines of their own',
    },
    ja: {
      message: ({ found }) => `ここで改行が必要ですが、${foundIn(found, 'ja')} があります`,
      help: () => '引数とブロックはそれぞれ別の行に書きます',
    },
  },
};

export const invalidNumber: DiagnosticKind<{ readonly text: string }> = {
  code: 'NSN1004',
  severity: 'error',
  source: hclSpecification,
  words: {
    en: {
      message: ({ text }) => `\`${text}\` is not a number`,
      help: () => 'put it in quotes if it is text',
    },
    ja: {
      message: ({ text }) => `\`${text}\` は数値ではありません`,
      help: () => '文字列なら引用符で囲んでください',
    },
  },
};

export const unterminated: DiagnosticKind<{ readonly what: SyntaxThing; readonly close: string }> = {
  code: 'NSN1005',
  severity: 'error',
  source: hclSpecification,
  words: {
    en: {
      message: ({ what }) => `${nameOf(what, 'en')} begins here and does not end`,
      help: ({ close }) => `close it with \`${close}\``,
    },
    ja: {
      message: ({ what }) => `${nameOf(what, 'ja')}がここで始まり、閉じられていません`,
      help: ({ close }) => `\`${close}\` で閉じてください`,
    },
  },
};

export const invalidEscape: DiagnosticKind<{ readonly text: string }> = {
  code: 'NSN1006',
  severity: 'error',
  source: hclSpecification,
  words: {
    en: {
      message: ({ text }) => `\`${text}\` is not an escape sequence`,
      help: () => 'known are \\n \\r \\t \\" \\\\ \\uNNNN \\UNNNNNNNN; write \\\\ for a backslash',
    },
    ja: {
      message: ({ text }) => `\`${text}\` はエスケープシーケンスではありません`,
      help: () =>
        '使えるのは \\n \\r \\t \\" \\\\ \\uNNNN \\UNNNNNNNN です。バックスラッシュ自体は \\\\ と書きます',
    },
  },
};

export const nestedTooDeep: DiagnosticKind<{ readonly limit: number }> = {
  code: 'NSN1007',
  severity: 'error',
  source: hclSpecification,
  words: {
    en: {
      message: ({ limit }) => `nested deeper than ${limit} levels: the file is not read from here`,
      help: () => 'use locals for the inner parts',
    },
    ja: {
      message: ({ limit }) => `入れ子が ${limit} 段を超えているため、ここから先は読み取りません`,
      help: () => '内側を locals に分けてください',
    },
  },
};

export const tooManyProblems: DiagnosticKind<{ readonly limit: number }> = {
  code: 'NSN1008',
  severity: 'error',
  source: hclSpecification,
  words: {
    en: { message: ({ limit }) => `more than ${limit} problems in this file: the rest is not read` },
    ja: { message: ({ limit }) => `このファイルの問題が ${limit} 件を超えたため、残りは読み取りません` },
  },
};

export const singleQuotes: DiagnosticKind<object> = {
  code: 'NSN1009',
  severity: 'error',
  source: hclSpecification,
  words: {
    en: { message: () => 'single quotes do not make a string', help: () => 'use double quotes: "…"' },
    ja: { message: () => '一重引用符では文字列になりません', help: () => '二重引用符 "…" を使ってください' },
  },
};

export const invalidCharacter: DiagnosticKind<{ readonly character: string }> = {
  code: 'NSN1010',
  severity: 'error',
  source: hclSpecification,
  words: {
    en: { message: ({ character }) => `\`${character}\` has no meaning here` },
    ja: { message: ({ character }) => `\`${character}\` はここでは使えません` },
  },
};

export const invalidDirective: DiagnosticKind<{ readonly text: string }> = {
  code: 'NSN1011',
  severity: 'error',
  source: hclSpecification,
  words: {
    en: {
      message: ({ text }) => `template directive \`${text}\` does not fit here`,
      help: () => 'the directives are if, else, endif, for, endfor; write %%{ for a literal %{',
    },
    ja: {
      message: ({ text }) => `テンプレートディレクティブ \`${text}\` はここでは使えません`,
      help: () => '使えるのは if, else, endif, for, endfor です。文字としての %{ は %%{ と書きます',
    },
  },
};

export const invalidJson: DiagnosticKind<{ readonly expected: SyntaxThing; readonly found: string }> = {
  code: 'NSN1012',
  severity: 'error',
  source: jsonSpecification,
  words: {
    en: {
      message: ({ expected, found }) =>
        `not JSON: expected ${nameOf(expected, 'en')}, found ${foundIn(found, 'en')}`,
    },
    ja: {
      message: ({ expected, found }) =>
        `JSON として読めません: ${nameOf(expected, 'ja')}が必要な位置に ${foundIn(found, 'ja')} があります`,
    },
  },
};

export const blockInVariableFile: DiagnosticKind<{ readonly type: string }> = {
  code: 'NSN1013',
  severity: 'error',
  source:
    'https://developer.hashicorp.com/terraform/language/values/variables#variable-definitions-tfvars-files',
  words: {
    en: {
      message: ({ type }) => `a variable file holds values only, found a block \`${type}\``,
      help: () => 'write `name = value`; declare variables in a .tf file',
    },
    ja: {
      message: ({ type }) => `変数ファイルには値だけを書きます。ブロック \`${type}\` があります`,
      help: () => '`名前 = 値` の形で書き、変数の宣言は .tf ファイルに置いてください',
    },
  },
};

export const braceOnNextLine: DiagnosticKind<object> = {
  code: 'NSN1014',
  severity: 'error',
  source: hclSpecification,
  words: {
    en: {
      message: () => 'the `{` of a block stands on a line of its own',
      help: () => "put it at the end of the line with the block's type and labels",
    },
    ja: {
      message: () => 'ブロックの `{` が別の行にあります',
      help: () => 'ブロックの種類とラベルと同じ行の末尾に置いてください',
    },
  },
};

export const oneLineBlock: DiagnosticKind<object> = {
  code: 'NSN1015',
  severity: 'error',
  source: hclSpecification,
  words: {
    en: {
      message: () =>
        'a block that begins on the line of its `{` holds one argument and ends on the same line',
      help: () => 'begin a new line after `{`, and put each argument and the `}` on lines of their own',
    },
    ja: {
      message: () => '`{` と同じ行に書き始めたブロックには引数を 1 つだけ書け、同じ行で閉じる必要があります',
      help: () => '`{` の後で改行し、各引数と `}` をそれぞれ別の行に置いてください',
    },
  },
};

export const templateInLabel: DiagnosticKind<object> = {
  code: 'NSN1016',
  severity: 'error',
  source: hclSpecification,
  words: {
    en: {
      message: () => 'a block label is plain text, without `${…}` or `%{…}`',
      help: () => 'write `$${` for a literal `${`; use for_each to make several blocks from values',
    },
    ja: {
      message: () => 'ブロックのラベルには `${…}` や `%{…}` を使えません',
      help: () => '文字としての `${` は `$${` と書きます。値から複数作るには for_each を使ってください',
    },
  },
};

export const invalidJsonEscape: DiagnosticKind<{ readonly text: string }> = {
  code: 'NSN1017',
  severity: 'error',
  source: 'https://www.rfc-editor.org/rfc/rfc8259#section-7',
  words: {
    en: {
      message: ({ text }) => `\`${text}\` is not an escape sequence of JSON`,
      help: () => 'known are \\n \\r \\t \\b \\f \\/ \\" \\\\ \\uNNNN; write \\\\ for a backslash',
    },
    ja: {
      message: ({ text }) => `\`${text}\` は JSON のエスケープシーケンスではありません`,
      help: () =>
        '使えるのは \\n \\r \\t \\b \\f \\/ \\" \\\\ \\uNNNN です。バックスラッシュ自体は \\\\ と書きます',
    },
  },
};

export const fileTooLarge: DiagnosticKind<{ readonly limit: number }> = {
  code: 'NSN1018',
  severity: 'error',
  source: hclSpecification,
  words: {
    en: {
      message: ({ limit }) => `this file holds more than ${limit} values: it is not read from here`,
      help: () => 'split it into several files, or read large data with jsondecode(file(…))',
    },
    ja: {
      message: ({ limit }) => `このファイルの値が ${limit} 個を超えたため、ここから先は読み取りません`,
      help: () => 'ファイルを分けるか、大きなデータは jsondecode(file(…)) で読み込んでください',
    },
  },
};
