import type { DiagnosticKind } from '../diagnostic.ts';

/** NSN2201 to NSN2299: policy documents. Append only; keep by code. */

/** Where in which policy, what is written, and what may stand there. The same facts for every code. */
export interface PolicyFacts {
  readonly policy: string;
  /** `Statement[0].Condition.StringEquals`; empty for the whole document. */
  readonly element: string;
  readonly written: string;
  readonly expected: readonly string[];
  readonly sid: string;
  /** In the document's own text, from 1. */
  readonly line: number;
  readonly column: number;
}

function code(text: string): string {
  return `\`${text}\``;
}

function list(texts: readonly string[]): string {
  return texts.map(code).join(', ');
}

function place(element: string): string {
  return element === '' ? 'the policy document' : code(element);
}

function placeJa(element: string): string {
  return element === '' ? 'ポリシードキュメント' : code(element);
}

function unexpected(written: string): string {
  return written === '' ? ': it ends too early' : `: ${code(written)} cannot stand there`;
}

function unexpectedJa(written: string): string {
  return written === '' ? ' (途中で終わっています)' : ` (${code(written)} は書けません)`;
}

export const notJson: DiagnosticKind<PolicyFacts> = {
  code: 'NSN2201',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
  words: {
    en: {
      message: ({ policy, written, line, column }) =>
        `the policy of \`${policy}\` is not JSON at line ${line}, column ${column}${unexpected(written)}`,
      help: () => 'AWS refuses the document; `jsonencode` or `aws_iam_policy_document` write valid JSON',
    },
    ja: {
      message: ({ policy, written, line, column }) =>
        `\`${policy}\` のポリシーは ${line} 行 ${column} 列で JSON として読めません${unexpectedJa(written)}`,
      help: () =>
        'AWS はこのドキュメントを受け付けません。`jsonencode` や `aws_iam_policy_document` を使うと正しい JSON になります',
    },
  },
};

export const nameTwice: DiagnosticKind<PolicyFacts> = {
  code: 'NSN2202',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
  words: {
    en: {
      message: ({ policy, written }) => `the policy of \`${policy}\` has \`${written}\` twice in one object`,
      help: () => 'keep one: readers differ on which of the two counts',
    },
    ja: {
      message: ({ policy, written }) =>
        `\`${policy}\` のポリシーの 1 つのオブジェクトに \`${written}\` が 2 回あります`,
      help: () => '1 つだけ残してください。どちらが有効になるかは読み手によって異なります',
    },
  },
};

export const tooDeep: DiagnosticKind<PolicyFacts> = {
  code: 'NSN2203',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
  words: {
    en: {
      message: ({ policy }) => `the policy of \`${policy}\` is nested too deeply to be a policy`,
    },
    ja: {
      message: ({ policy }) => `\`${policy}\` のポリシーは入れ子が深すぎます`,
    },
  },
};

export const tooLong: DiagnosticKind<PolicyFacts> = {
  code: 'NSN2204',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
  words: {
    en: {
      message: ({ policy, written, expected }) =>
        `the policy of \`${policy}\` has ${written} characters; at most ${list(expected)} are allowed`,
      help: () => 'white space counts: minify it, or allow by condition instead of listing',
    },
    ja: {
      message: ({ policy, written, expected }) =>
        `\`${policy}\` のポリシーは ${written} 文字です。上限は ${list(expected)} 文字です`,
      help: () => '空白も数えられます。空白を除くか、列挙の代わりに条件で許可してください',
    },
  },
};

export const wrongType: DiagnosticKind<PolicyFacts> = {
  code: 'NSN2205',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
  words: {
    en: {
      message: ({ element, written, expected }) =>
        `${place(element)} is ${code(written)}, but takes ${list(expected)}`,
    },
    ja: {
      message: ({ element, written, expected }) =>
        `${placeJa(element)} は ${code(written)} ですが、${list(expected)} が必要です`,
    },
  },
};

export const unknownElement: DiagnosticKind<PolicyFacts> = {
  code: 'NSN2206',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html',
  words: {
    en: {
      message: ({ element }) => `the policy language has no element ${code(element)}`,
      help: ({ expected }) => `elements are ${list(expected)}, in these letters`,
    },
    ja: {
      message: ({ element }) => `ポリシー言語に要素 ${code(element)} はありません`,
      help: ({ expected }) => `要素は ${list(expected)} です (大文字と小文字もこのとおり)`,
    },
  },
};

export const missingElement: DiagnosticKind<PolicyFacts> = {
  code: 'NSN2207',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html',
  words: {
    en: {
      message: ({ element, expected }) => `${place(element)} has no ${list(expected)}`,
      help: () => 'AWS refuses the document without it',
    },
    ja: {
      message: ({ element, expected }) => `${placeJa(element)} に ${list(expected)} がありません`,
      help: () => 'この要素がないと AWS はドキュメントを受け付けません',
    },
  },
};

export const excludingElements: DiagnosticKind<PolicyFacts> = {
  code: 'NSN2208',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html',
  words: {
    en: {
      message: ({ element, written, expected }) =>
        `${place(element)} has both ${list(expected)} and ${code(written)}`,
      help: () => 'keep one of the two',
    },
    ja: {
      message: ({ element, written, expected }) =>
        `${placeJa(element)} に ${list(expected)} と ${code(written)} の両方があります`,
      help: () => 'どちらか一方だけにしてください',
    },
  },
};

export const wrongValue: DiagnosticKind<PolicyFacts> = {
  code: 'NSN2209',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html',
  words: {
    en: {
      message: ({ element, written }) => `${code(written)} is not a value of ${place(element)}`,
      help: ({ expected }) => (expected.length === 0 ? 'give it a value' : `for example ${list(expected)}`),
    },
    ja: {
      message: ({ element, written }) => `${code(written)} は ${placeJa(element)} の値として正しくありません`,
      help: ({ expected }) => (expected.length === 0 ? '値を指定してください' : `例: ${list(expected)}`),
    },
  },
};

export const unknownOperator: DiagnosticKind<PolicyFacts> = {
  code: 'NSN2210',
  severity: 'error',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
  words: {
    en: {
      message: ({ written, element }) => `${code(written)} is no condition operator (in ${place(element)})`,
      help: ({ expected }) => `did you mean ${list(expected)}?`,
    },
    ja: {
      message: ({ written, element }) => `${code(written)} は条件演算子ではありません (${placeJa(element)})`,
      help: ({ expected }) => `${list(expected)} ではありませんか`,
    },
  },
};

export const unreadableValue: DiagnosticKind<PolicyFacts> = {
  code: 'NSN2211',
  severity: 'error',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
  words: {
    en: {
      message: ({ element, written }) => `${place(element)} cannot compare with ${code(written)}`,
      help: ({ expected }) => `it takes values such as ${list(expected)}`,
    },
    ja: {
      message: ({ element, written }) => `${placeJa(element)} は ${code(written)} と比較できません`,
      help: ({ expected }) => `${list(expected)} のような値が必要です`,
    },
  },
};

export const elementOfOtherKind: DiagnosticKind<PolicyFacts> = {
  code: 'NSN2212',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  words: {
    en: {
      message: ({ element, policy }) => `${place(element)} cannot stand in the policy of \`${policy}\``,
      help: () =>
        'policies of identities, boundaries and organisations name no principal: it is whom they are attached to',
    },
    ja: {
      message: ({ element, policy }) => `\`${policy}\` のポリシーに ${placeJa(element)} は書けません`,
      help: () => 'アイデンティティ、境界、組織のポリシーではアタッチ先がプリンシパルになります',
    },
  },
};

export const notAPrincipal: DiagnosticKind<PolicyFacts> = {
  code: 'NSN2213',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  words: {
    en: {
      message: ({ element, written }) => `${code(written)} is no principal (in ${place(element)})`,
      help: () =>
        'write an account, a whole ARN or `*`; a wildcard may not stand for a part of a principal: use `aws:PrincipalArn`',
    },
    ja: {
      message: ({ element, written }) =>
        `${code(written)} はプリンシパルではありません (${placeJa(element)})`,
      help: () =>
        'アカウント、完全な ARN、または `*` を書いてください。一部だけのワイルドカードは使えません。`aws:PrincipalArn` 条件を使ってください',
    },
  },
};

export const notAVariable: DiagnosticKind<PolicyFacts> = {
  code: 'NSN2214',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html',
  words: {
    en: {
      message: ({ element, written }) => `${code(written)} is no policy variable (in ${place(element)})`,
      help: () => "write `${aws:username}` or `${aws:PrincipalTag/team, 'none'}`",
    },
    ja: {
      message: ({ element, written }) =>
        `${code(written)} はポリシー変数ではありません (${placeJa(element)})`,
      help: () => "`${aws:username}` や `${aws:PrincipalTag/team, 'none'}` のように書いてください",
    },
  },
};

export const wildcardOfId: DiagnosticKind<PolicyFacts> = {
  code: 'NSN2215',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
  words: {
    en: {
      message: ({ element, written }) =>
        `${place(element)} holds ids: an endpoint policy does not take ${code(written)} there`,
      help: () => 'compare with the whole id',
    },
    ja: {
      message: ({ element, written }) =>
        `${placeJa(element)} は ID のキーです。エンドポイントポリシーでは ${code(written)} を使えません`,
      help: () => 'ID 全体と比較してください',
    },
  },
};

export const sidTwice: DiagnosticKind<PolicyFacts> = {
  code: 'NSN2216',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html',
  words: {
    en: {
      message: ({ policy, written }) => `the policy of \`${policy}\` has the Sid ${code(written)} twice`,
      help: () => 'give each statement its own Sid',
    },
    ja: {
      message: ({ policy, written }) => `\`${policy}\` のポリシーに Sid ${code(written)} が 2 回あります`,
      help: () => 'ステートメントごとに別の Sid を付けてください',
    },
  },
};

export const shortWildcard: DiagnosticKind<PolicyFacts> = {
  code: 'NSN2217',
  severity: 'warning',
  source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
  words: {
    en: {
      message: ({ element, written }) =>
        `${code(written)} has fewer than six letters beside its wildcard (in ${place(element)})`,
      help: () => 'endpoint policies want at least six consecutive characters before or after a wildcard',
    },
    ja: {
      message: ({ element, written }) =>
        `${code(written)} はワイルドカードの前後が 6 文字未満です (${placeJa(element)})`,
      help: () => 'エンドポイントポリシーではワイルドカードの前または後に 6 文字以上の連続した文字が必要です',
    },
  },
};

export const operatorLetters: DiagnosticKind<PolicyFacts> = {
  code: 'NSN2218',
  severity: 'note',
  source:
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
  words: {
    en: {
      message: ({ written, expected }) => `${code(written)} is usually written ${list(expected)}`,
    },
    ja: {
      message: ({ written, expected }) => `${code(written)} は通常 ${list(expected)} と書きます`,
    },
  },
};
