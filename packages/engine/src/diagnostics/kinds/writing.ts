import type { DiagnosticKind } from '../diagnostic.ts';

/** NSN7101 to NSN7199: changes that are written into the user's files. Append only; keep by code. */

const modules = 'https://developer.hashicorp.com/terraform/language/modules';
const values = 'https://developer.hashicorp.com/terraform/language/values/variables';
const references = 'https://developer.hashicorp.com/terraform/language/expressions/references';
const outputs = 'https://developer.hashicorp.com/terraform/language/values/outputs';
const gitApply = 'https://git-scm.com/docs/git-apply';

/** Why a change has no text. */
export type Unwritable =
  | 'not-declared'
  | 'downloaded-module'
  | 'module-used-often'
  | 'json-syntax'
  | 'override-file'
  | 'some-instances'
  | 'no-words'
  | 'expression';

const reasons: Readonly<Record<Unwritable, { readonly en: string; readonly ja: string }>> = {
  'not-declared': {
    en: 'nothing in the configuration declares it',
    ja: '設定のどこにも宣言がありません',
  },
  'downloaded-module': {
    en: 'its block is in a downloaded module, and no argument of the call leads to it',
    ja: 'ブロックがダウンロードされたモジュールの中にあり、呼び出しの引数では変えられません',
  },
  'module-used-often': {
    en: 'its module is called more than once, and an edit would change every instance',
    ja: 'モジュールが複数回呼び出されており、編集するとすべてのインスタンスが変わります',
  },
  'json-syntax': {
    en: 'its block is written in JSON syntax',
    ja: 'ブロックが JSON 構文で書かれています',
  },
  'override-file': {
    en: 'its block is put together from several files (override)',
    ja: 'ブロックが複数のファイル (override) から作られています',
  },
  'some-instances': {
    en: 'only some of the instances that its block makes are meant',
    ja: 'ブロックが作るインスタンスの一部だけが対象です',
  },
  'no-words': {
    en: 'no expression of one module names all that it needs',
    ja: '必要なものすべてを 1 つのモジュールの式で表せません',
  },
  expression: {
    en: 'its value is computed in a way that cannot be edited safely',
    ja: '値の計算方法が安全に編集できる形ではありません',
  },
};

export const changeNotWritten: DiagnosticKind<{
  /** `endpoint logs`, `aws_nat_gateway.main`. */
  readonly what: string;
  readonly because: Unwritable;
}> = {
  code: 'NSN7101',
  severity: 'error',
  source: modules,
  words: {
    en: {
      message: ({ what, because }) => `the change of \`${what}\` is not written: ${reasons[because].en}`,
      help: ({ because }) =>
        because === 'no-words'
          ? 'hand the missing ids out by outputs of the module that declares them'
          : 'make this part of the change by hand',
    },
    ja: {
      message: ({ what, because }) => `\`${what}\` の変更は書き出されません: ${reasons[because].ja}`,
      help: ({ because }) =>
        because === 'no-words'
          ? '宣言しているモジュールの output で不足している ID を渡してください'
          : 'この部分は手で変更してください',
    },
  },
};

export const referenceRemains: DiagnosticKind<{ readonly removed: string; readonly by: string }> = {
  code: 'NSN7102',
  severity: 'error',
  source: references,
  words: {
    en: {
      message: ({ removed, by }) => `\`${by}\` refers to \`${removed}\`, which the change takes away`,
      help: () => 'edit this place by hand, then ask for the change again',
    },
    ja: {
      message: ({ removed, by }) => `変更で削除される \`${removed}\` を \`${by}\` が参照しています`,
      help: () => 'この箇所を手で編集してから、もう一度変更を出力してください',
    },
  },
};

export const outputTakenAway: DiagnosticKind<{
  readonly name: string;
  readonly removed: string;
  /** `part`: it holds more, which stays. */
  readonly what: 'whole' | 'part';
}> = {
  code: 'NSN7103',
  severity: 'warning',
  source: outputs,
  words: {
    en: {
      message: ({ name, removed, what }) =>
        what === 'whole'
          ? `output \`${name}\` goes with \`${removed}\``
          : `output \`${name}\` loses what it says of \`${removed}\``,
      help: () => 'see that no other configuration reads this output from the state',
    },
    ja: {
      message: ({ name, removed, what }) =>
        what === 'whole'
          ? `output \`${name}\` は \`${removed}\` とともに削除されます`
          : `output \`${name}\` から \`${removed}\` の値がなくなります`,
      help: () => 'ほかの構成がこの output を state から読んでいないか確かめてください',
    },
  },
};

export const valueSwitched: DiagnosticKind<{
  readonly name: string;
  readonly before: string;
  readonly after: string;
}> = {
  code: 'NSN7104',
  severity: 'note',
  source: values,
  words: {
    en: {
      message: ({ name, before, after }) =>
        before === ''
          ? `\`${name}\` is given the value \`${after}\``
          : `\`${name}\` turns from \`${before}\` to \`${after}\``,
    },
    ja: {
      message: ({ name, before, after }) =>
        before === ''
          ? `\`${name}\` に値 \`${after}\` を与えます`
          : `\`${name}\` を \`${before}\` から \`${after}\` に変えます`,
    },
  },
};

export const valueGivenOutside: DiagnosticKind<{
  readonly name: string;
  readonly place: string;
  readonly after: string;
}> = {
  code: 'NSN7105',
  severity: 'warning',
  source: values,
  words: {
    en: {
      message: ({ name, place, after }) =>
        `the change needs \`${name} = ${after}\`, and the value comes from \`${place}\`, which is no file to edit`,
      help: ({ name, after }) =>
        `once all else is there, give \`${after}\` for \`${name}\` where you give it now`,
    },
    ja: {
      message: ({ name, place, after }) =>
        `変更には \`${name} = ${after}\` が必要ですが、値はファイルではなく \`${place}\` から来ているため編集できません`,
      help: ({ name, after }) =>
        `ほかの変更を適用した後、今の渡し方のまま \`${name}\` に \`${after}\` を渡してください`,
    },
  },
};

export const admittedByAddress: DiagnosticKind<{
  readonly vpc: string;
  readonly callers: readonly string[];
  /** `unnamed`: no word for a group where the endpoints stand; `many`: more than a group takes rules. */
  readonly because: 'unnamed' | 'many';
}> = {
  code: 'NSN7106',
  severity: 'note',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html',
  words: {
    en: {
      message: ({ vpc, callers, because }) =>
        because === 'many'
          ? `the endpoints admit all addresses of \`${vpc}\`: their callers have more groups than a group takes rules`
          : `the endpoints admit all addresses of \`${vpc}\`: the security groups of ${listed(callers)} cannot be named where the endpoints stand`,
      help: ({ because }) =>
        because === 'many'
          ? 'put the callers into one more group that they share, and admit that one'
          : 'admit the groups of the callers instead when you can name them',
    },
    ja: {
      message: ({ vpc, callers, because }) =>
        because === 'many'
          ? `エンドポイントは \`${vpc}\` のすべてのアドレスを許可します: 呼び出し元のセキュリティグループがルール数の上限より多いためです`
          : `エンドポイントは \`${vpc}\` のすべてのアドレスを許可します: ${listed(callers)} のセキュリティグループをエンドポイントの場所から参照できません`,
      help: ({ because }) =>
        because === 'many'
          ? '呼び出し元に共通のセキュリティグループを 1 つ加え、それを許可してください'
          : '参照できる場合は、呼び出し元のセキュリティグループだけを許可してください',
    },
  },
};

function listed(names: readonly string[]): string {
  return names.length > 5
    ? `${listed(names.slice(0, 5))} (+${names.length - 5})`
    : names.map((name) => `\`${name}\``).join(', ');
}

export const sharedFileEdited: DiagnosticKind<{ readonly path: string }> = {
  code: 'NSN7107',
  severity: 'warning',
  source: modules,
  words: {
    en: {
      message: ({ path }) => `\`${path}\` lies outside the directory: other configurations may use it, too`,
      help: () => 'look at what else calls this module before you apply the change',
    },
    ja: {
      message: ({ path }) => `\`${path}\` はディレクトリの外にあり、ほかの構成も使っている可能性があります`,
      help: () => '適用する前に、このモジュールをほかに呼び出している構成を確かめてください',
    },
  },
};

export const readBackDiffers: DiagnosticKind<{ readonly what: string }> = {
  code: 'NSN7108',
  severity: 'error',
  source: gitApply,
  words: {
    en: {
      message: ({ what }) =>
        `read again after the change, the configuration does not do what was planned for \`${what}\``,
      help: () => 'do not apply this change; please report it with the configuration',
    },
    ja: {
      message: ({ what }) => `変更後の設定を読み直すと、\`${what}\` が計画どおりになっていません`,
      help: () => 'この変更は適用しないでください。設定とともに報告してください',
    },
  },
};

export const removalsHeldBack: DiagnosticKind<{ readonly removed: readonly string[] }> = {
  code: 'NSN7109',
  severity: 'error',
  source: gitApply,
  words: {
    en: {
      message: ({ removed }) =>
        `nothing is taken away (${listed(removed)}), because not all that takes its place could be written`,
      help: () => 'make the other parts of the change by hand first, then ask for the change again',
    },
    ja: {
      message: ({ removed }) =>
        `代わりになるもののすべてを書き出せないため、何も削除しません (${listed(removed)})`,
      help: () => '先にほかの部分を手で変更してから、もう一度変更を出力してください',
    },
  },
};

export const writtenCallDiffers: DiagnosticKind<{
  readonly workload: string;
  readonly service: string;
  readonly planned: string;
  readonly written: string;
}> = {
  code: 'NSN7110',
  severity: 'error',
  source: gitApply,
  words: {
    en: {
      message: ({ workload, service, planned, written }) =>
        `with the written change, the call from \`${workload}\` to \`${service}\` is ${written}; planned was ${planned}`,
      help: () => 'look at what the change lacks before you apply it',
    },
    ja: {
      message: ({ workload, service, planned, written }) =>
        `書き出した変更では、\`${workload}\` から \`${service}\` への呼び出しは ${written} です (計画では ${planned})`,
      help: () => '適用する前に、変更に何が足りないかを確かめてください',
    },
  },
};

export const notInFragment: DiagnosticKind<{ readonly what: string }> = {
  code: 'NSN7111',
  severity: 'warning',
  source:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html',
  words: {
    en: {
      message: ({ what }) =>
        `the change of \`${what}\` is not in the template: it changes something that another template declares`,
      help: () => 'make this part of the change where the thing is declared',
    },
    ja: {
      message: ({ what }) =>
        `\`${what}\` の変更はテンプレートに含まれません: 別のテンプレートが宣言しているものの変更です`,
      help: () => '宣言している場所で、この部分を変更してください',
    },
  },
};

export const writtenBillDiffers: DiagnosticKind<{
  readonly planned: string;
  readonly written: string;
  /** What the plan took away and the bill still has. */
  readonly still: readonly string[];
}> = {
  code: 'NSN7112',
  severity: 'warning',
  source: 'https://aws.amazon.com/vpc/pricing/',
  words: {
    en: {
      message: ({ planned, written, still }) =>
        `with the written change, the bill is ${written} a month; planned was ${planned}${
          still.length === 0 ? '' : ` (still billed: ${listed(still)})`
        }`,
      help: () => 'an address that something else refers to or that is protected stays: take it away by hand',
    },
    ja: {
      message: ({ planned, written, still }) =>
        `書き出した変更では料金は月額 ${written} です (計画では ${planned})${
          still.length === 0 ? '' : `。課金が残るもの: ${listed(still)}`
        }`,
      help: () => 'ほかから参照されるアドレスや保護されたアドレスは残ります。手で削除してください',
    },
  },
};
