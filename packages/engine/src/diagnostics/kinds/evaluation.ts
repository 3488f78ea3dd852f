import type { DiagnosticKind, Language } from '../diagnostic.ts';

/** NSN3001 to NSN3099: references, cycles, variables, instances, modules. Append only; keep by code. */

const language = 'https://developer.hashicorp.com/terraform/language';

const pages = {
  ref: `${language}/expressions/references`,
  vars: `${language}/values/variables`,
  count: `${language}/meta-arguments/count`,
  foreach: `${language}/meta-arguments/for_each`,
  cond: `${language}/expressions/custom-conditions`,
  for: `${language}/expressions/for`,
  types: `${language}/expressions/type-constraints`,
  mods: `${language}/modules/syntax`,
  res: `${language}/resources/syntax`,
  dyn: `${language}/expressions/dynamic-blocks`,
  prov: `${language}/providers/configuration`,
} as const;

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

export type ForEachReason = keyof typeof forEachWords;

const forEachWords = {
  null: { en: 'it is null', ja: 'null です' },
  sensitive: { en: 'it is sensitive, and its keys would be shown', ja: '機密値のキーは表示できません' },
  'not-a-map': {
    en: 'it is neither a map nor a set of strings',
    ja: 'マップでも文字列の set でもありません',
  },
  'null-element': { en: 'the set holds a null', ja: 'set に null が含まれています' },
} as const;

export type CountReason = keyof typeof countWords;

const countWords = {
  null: { en: 'it is null', ja: 'null です' },
  sensitive: { en: 'it is sensitive', ja: '機密値です' },
  'not-a-number': { en: 'it is not a number', ja: '数値ではありません' },
  'not-whole': { en: 'it is not a whole number', ja: '整数ではありません' },
  negative: { en: 'it is negative', ja: '負の数です' },
} as const;

export type IndexReason = keyof typeof indexWords;

const indexWords = {
  'out-of-range': { en: 'there is no element `%`', ja: '要素 `%` はありません' },
  'no-such-key': { en: 'there is no key `%`', ja: 'キー `%` はありません' },
  'not-a-whole-number': { en: '`%` is not a whole number from 0', ja: '`%` は 0 以上の整数ではありません' },
  'wrong-key-type': { en: 'this key is of the wrong type', ja: 'キーの型が違います' },
  'null-key': { en: 'the key is null', ja: 'キーが null です' },
  'null-collection': { en: 'the value is null and has no elements', ja: '値が null のため要素がありません' },
  'set-has-no-index': { en: 'a set has no order to index by', ja: 'set には順序がなく、添字で読めません' },
  'not-a-collection': { en: 'this value has no elements', ja: 'この値に要素はありません' },
} as const;

const indexHelps = {
  workspace: {
    en: 'if this is `terraform.workspace`, give it with `--workspace`',
    ja: '`terraform.workspace` であれば `--workspace` で渡してください',
  },
  absent: {
    en: 'look at the value that is indexed, or at the default of the variable that it comes from: it may be empty',
    ja: '添字の対象の値、またはその元の変数の既定値を確認してください（空かもしれません）',
  },
  kind: {
    en: 'index a list by a whole number, a map or an object by a key',
    ja: 'リストには整数、マップとオブジェクトにはキーを使ってください',
  },
} as const;

export type DynamicReason = keyof typeof dynamicWords;

const dynamicWords = {
  'no-for-each': { en: '`for_each` is missing', ja: '`for_each` がありません' },
  'no-content': { en: '`content` is missing', ja: '`content` がありません' },
  null: { en: '`for_each` is null', ja: '`for_each` が null です' },
  'not-iterable': { en: '`for_each` cannot be gone over', ja: '`for_each` を繰り返せません' },
  'no-label': { en: 'its label is missing', ja: 'ラベルがありません' },
  sensitive: { en: '`for_each` is sensitive', ja: '`for_each` が機密値です' },
} as const;

const lackWords = {
  attribute: {
    en: (name: string): string => `but attribute \`${name}\` is missing`,
    ja: (name: string): string => `属性 \`${name}\` がありません`,
  },
  found: {
    en: (found: string): string => `not ${found}`,
    ja: (found: string): string => `実際は ${found} です`,
  },
} as const;

function lacking(found: string, attribute: string | undefined, language: Language): string {
  return attribute === undefined
    ? lackWords.found[language](found)
    : lackWords.attribute[language](attribute);
}

function quote(text: string): string {
  return `\`${text}\``;
}

/** Empty when nothing is near: then there is nothing to say. */
function didYouMean(suggestions: readonly string[], language: Language): string {
  const names = suggestions.map(quote);
  if (language === 'ja') {
    return names.length === 0
      ? '宣言を追加するか、名前を確認してください'
      : `もしかして: ${names.join('、')}`;
  }
  return names.length === 0 ? 'declare it, or check the name' : `did you mean ${names.join(' or ')}`;
}

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

export const missingVariable: DiagnosticKind<{
  readonly name: string;
}> = {
  code: 'NSN3004',
  severity: 'error',
  source: pages.vars,
  words: {
    en: {
      message: ({ name }) => `variable \`${name}\` has no default and no value was given`,
      help: ({ name }) => `give it with \`--var '${name}=…'\`, \`TF_VAR_${name}\` or a \`.tfvars\` file`,
    },
    ja: {
      message: ({ name }) => `変数 \`${name}\` に既定値がなく、値も渡されていません`,
      help: ({ name }) =>
        `\`--var '${name}=…'\`、\`TF_VAR_${name}\`、または \`.tfvars\` で値を渡してください`,
    },
  },
};

export const wrongVariableType: DiagnosticKind<{
  readonly name: string;
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  readonly attribute?: string;
}> = {
  code: 'NSN3005',
  severity: 'error',
  source: pages.vars,
  words: {
    en: {
      message: ({ name, path, expected, found, attribute }) =>
        `variable \`${name}${path}\` needs ${expected}, ${lacking(found, attribute, 'en')}`,
    },
    ja: {
      message: ({ name, path, expected, found, attribute }) =>
        `変数 \`${name}${path}\` には ${expected} が必要ですが、${lacking(found, attribute, 'ja')}`,
    },
  },
};

export const validationFailed: DiagnosticKind<{
  readonly name: string;
  readonly text: string;
}> = {
  code: 'NSN3006',
  severity: 'error',
  source: pages.vars,
  words: {
    en: {
      message: ({ name, text }) => `the value of variable \`${name}\` is refused: ${text}`,
    },
    ja: {
      message: ({ name, text }) => `変数 \`${name}\` の値は検証を通りません: ${text}`,
    },
  },
};

export const undeclaredVariableInFile: DiagnosticKind<{
  readonly name: string;
  readonly suggestions: readonly string[];
}> = {
  code: 'NSN3007',
  severity: 'warning',
  source: pages.vars,
  words: {
    en: {
      message: ({ name }) => `a value is given for variable \`${name}\`, which is not declared`,
      help: ({ suggestions }) => didYouMean(suggestions, 'en'),
    },
    ja: {
      message: ({ name }) => `宣言されていない変数 \`${name}\` に値が渡されています`,
      help: ({ suggestions }) => didYouMean(suggestions, 'ja'),
    },
  },
};

export const undeclaredVariableOption: DiagnosticKind<{
  readonly name: string;
  readonly suggestions: readonly string[];
}> = {
  code: 'NSN3008',
  severity: 'error',
  source: pages.vars,
  words: {
    en: {
      message: ({ name }) => `the command line gives a value for variable \`${name}\`, which is not declared`,
      help: ({ suggestions }) => didYouMean(suggestions, 'en'),
    },
    ja: {
      message: ({ name }) => `コマンドラインで、宣言されていない変数 \`${name}\` に値が渡されています`,
      help: ({ suggestions }) => didYouMean(suggestions, 'ja'),
    },
  },
};

export const invalidForEach: DiagnosticKind<{
  readonly because: ForEachReason;
  readonly found: string;
}> = {
  code: 'NSN3009',
  severity: 'error',
  source: pages.foreach,
  words: {
    en: {
      message: ({ because, found }) =>
        `\`for_each\` cannot use this value: ${forEachWords[because].en} (found ${found})`,
      help: () => 'give a map, an object or a set of strings; `toset([…])` makes a set of a list',
    },
    ja: {
      message: ({ because, found }) =>
        `\`for_each\` にこの値は使えません: ${forEachWords[because].ja}（実際は ${found}）`,
      help: () =>
        'マップ、オブジェクト、文字列の set を渡してください。リストは `toset([…])` で set になります',
    },
  },
};

export const invalidCount: DiagnosticKind<{
  readonly because: CountReason;
  readonly found: string;
}> = {
  code: 'NSN3010',
  severity: 'error',
  source: pages.count,
  words: {
    en: {
      message: ({ because, found }) =>
        `\`count\` cannot use this value: ${countWords[because].en} (found ${found})`,
    },
    ja: {
      message: ({ because, found }) =>
        `\`count\` にこの値は使えません: ${countWords[because].ja}（実際は ${found}）`,
    },
  },
};

export const unknownInstanceCount: DiagnosticKind<{
  readonly address: string;
  readonly argument: 'count' | 'for_each';
  readonly hangsOn: readonly string[];
}> = {
  code: 'NSN3011',
  severity: 'warning',
  source: pages.count,
  words: {
    en: {
      message: ({ address, argument, hangsOn }) =>
        `how many \`${address}\` there are is not known: its \`${argument}\` hangs on ${hangsOn.length === 0 ? 'a value that is not known here' : hangsOn.map(quote).join(', ')}`,
      help: () => 'one stands for any number of them (0…n); give the plan JSON as well to settle it',
    },
    ja: {
      message: ({ address, argument, hangsOn }) =>
        `\`${address}\` の個数が分かりません: \`${argument}\` が${hangsOn.length === 0 ? 'ここでは分からない値' : ` ${hangsOn.map(quote).join(', ')} `}に依存しています`,
      help: () => '1 つを任意の個数（0…n）の代表として扱います。plan の JSON も渡すと確定します',
    },
  },
};

export const tooManyInstances: DiagnosticKind<{
  readonly address: string;
  readonly count: number;
  readonly limit: number;
}> = {
  code: 'NSN3012',
  severity: 'error',
  source: pages.count,
  words: {
    en: {
      message: ({ address, count, limit }) =>
        `\`${address}\` asks for ${count} instances; at most ${limit} are read in one project`,
      help: () => 'one stands for all of them, so answers about it are undetermined',
    },
    ja: {
      message: ({ address, count, limit }) =>
        `\`${address}\` は ${count} 個のインスタンスを要求しています。1 プロジェクトで読むのは ${limit} 個までです`,
      help: () => '1 つを全体の代表として扱うため、関係する答えは未確定になります',
    },
  },
};

/** `default` is the workspace of whoever gave none. */
function indexHelpOf({
  because,
  key,
}: {
  readonly because: IndexReason;
  readonly key?: string;
}): keyof typeof indexHelps {
  if (because === 'no-such-key' && key === 'default') return 'workspace';
  return because === 'out-of-range' || because === 'no-such-key' ? 'absent' : 'kind';
}

export const invalidIndex: DiagnosticKind<{
  readonly because: IndexReason;
  readonly key?: string;
  readonly found: string;
}> = {
  code: 'NSN3013',
  severity: 'error',
  source: pages.ref,
  words: {
    en: {
      message: ({ because, key, found }) => `${indexWords[because].en.replace('%', key ?? '')} (in ${found})`,
      help: (facts) => indexHelps[indexHelpOf(facts)].en,
    },
    ja: {
      message: ({ because, key, found }) =>
        `${indexWords[because].ja.replace('%', key ?? '')}（対象は ${found}）`,
      help: (facts) => indexHelps[indexHelpOf(facts)].ja,
    },
  },
};

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

export const invalidTypeConstraint: DiagnosticKind<{
  readonly written: string;
}> = {
  code: 'NSN3019',
  severity: 'error',
  source: pages.types,
  words: {
    en: {
      message: ({ written }) => `\`${written}\` is not a type`,
      help: () =>
        'a type is `string`, `number`, `bool`, `any`, `list(…)`, `set(…)`, `map(…)`, `object({…})` or `tuple([…])`',
    },
    ja: {
      message: ({ written }) => `\`${written}\` は型ではありません`,
      help: () =>
        '型は `string`、`number`、`bool`、`any`、`list(…)`、`set(…)`、`map(…)`、`object({…})`、`tuple([…])` のいずれかです',
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

export const unknownModuleArgument: DiagnosticKind<{
  readonly module: string;
  readonly name: string;
  readonly suggestions: readonly string[];
}> = {
  code: 'NSN3027',
  severity: 'error',
  source: pages.mods,
  words: {
    en: {
      message: ({ module, name }) => `\`${module}\` has no variable \`${name}\``,
      help: ({ suggestions }) => didYouMean(suggestions, 'en'),
    },
    ja: {
      message: ({ module, name }) => `\`${module}\` に変数 \`${name}\` はありません`,
      help: ({ suggestions }) => didYouMean(suggestions, 'ja'),
    },
  },
};

export const missingModuleArgument: DiagnosticKind<{
  readonly module: string;
  readonly name: string;
}> = {
  code: 'NSN3028',
  severity: 'error',
  source: pages.mods,
  words: {
    en: {
      message: ({ module, name }) => `\`${module}\` needs a value for its variable \`${name}\``,
    },
    ja: {
      message: ({ module, name }) => `\`${module}\` の変数 \`${name}\` に値が必要です`,
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

export const attributeNeedsIndex: DiagnosticKind<{
  readonly name: string;
  readonly found: string;
}> = {
  code: 'NSN3030',
  severity: 'error',
  source: pages.ref,
  words: {
    en: {
      message: ({ name, found }) => `\`${name}\` is read from ${found}, which has no attributes of its own`,
      help: () => 'say which element: `[0]`, `["key"]`, or all of them: `[*]`',
    },
    ja: {
      message: ({ name, found }) => `${found} から \`${name}\` を読んでいますが、要素を選んでいません`,
      help: () => '`[0]` や `["key"]` で要素を選ぶか、`[*]` で全要素を指してください',
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

export const invalidDynamicBlock: DiagnosticKind<{
  readonly name: string;
  readonly because: DynamicReason;
  readonly found: string;
}> = {
  code: 'NSN3033',
  severity: 'error',
  source: pages.dyn,
  words: {
    en: {
      message: ({ name, because, found }) =>
        `dynamic block \`${name}\`: ${dynamicWords[because].en}${found === '' ? '' : ` (found ${found})`}`,
    },
    ja: {
      message: ({ name, because, found }) =>
        `dynamic ブロック \`${name}\`: ${dynamicWords[because].ja}${found === '' ? '' : `（実際は ${found}）`}`,
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

/** Of a rehearsal: `--set module.vpc.enable_nat_gateway=false`. */
export const triedArgumentOfNothing: DiagnosticKind<{
  readonly module: string;
  readonly name: string;
  readonly missing: 'module' | 'variable';
  readonly suggestions: readonly string[];
}> = {
  code: 'NSN3040',
  severity: 'error',
  source: pages.vars,
  words: {
    en: {
      message: ({ module, name, missing }) =>
        missing === 'module'
          ? `\`--set\` gives \`${module}.${name}\`, but no module \`${module}\` is read here`
          : `\`--set\` gives \`${module}.${name}\`, but \`${module}\` has no variable \`${name}\``,
      help: ({ suggestions, missing }) =>
        suggestions.length === 0 && missing === 'module'
          ? 'a module that is not on disk cannot be evaluated: run `terraform init`'
          : didYouMean(suggestions, 'en'),
    },
    ja: {
      message: ({ module, name, missing }) =>
        missing === 'module'
          ? `\`--set\` で \`${module}.${name}\` が指定されていますが、モジュール \`${module}\` は読み取られていません`
          : `\`--set\` で \`${module}.${name}\` が指定されていますが、\`${module}\` に変数 \`${name}\` はありません`,
      help: ({ suggestions, missing }) =>
        suggestions.length === 0 && missing === 'module'
          ? 'ディスク上にないモジュールは評価できません。`terraform init` を実行してください'
          : didYouMean(suggestions, 'ja'),
    },
  },
};
