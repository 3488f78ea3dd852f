import type { DiagnosticKind } from '../diagnostic.ts';
import { pages, quote } from './terraform-words.ts';

/** Of NSN3001 to NSN3099: `count`, `for_each`, dynamic blocks, indexes. Append only; keep by code. */

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
