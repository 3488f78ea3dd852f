/** Words that several diagnostics of functions and conversions share, in every language. */

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
  'starts-at-zero': {
    en: 'Terraform cannot divide a prefix that begins at address zero',
    ja: 'Terraform はアドレス 0 から始まるプレフィックスを分けられません',
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
} as const;

export type ArgumentReason = keyof typeof argumentReasons;

export type FileReason = 'missing' | 'outside-project' | 'not-utf8' | 'too-large' | 'not-a-file';

export const fileWords: Readonly<Record<FileReason, { readonly en: string; readonly ja: string }>> = {
  missing: { en: 'there is no such file', ja: 'そのファイルはありません' },
  'outside-project': {
    en: 'it is outside the project directory',
    ja: 'プロジェクトのディレクトリの外にあります',
  },
  'not-utf8': { en: 'it is not UTF-8 text', ja: 'UTF-8 の文字列ではありません' },
  'too-large': { en: 'it is too large', ja: '大きすぎます' },
  'not-a-file': { en: 'it is not a regular file', ja: '通常のファイルではありません' },
};
