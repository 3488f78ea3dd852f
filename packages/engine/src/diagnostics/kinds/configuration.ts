import type { DiagnosticKind, Severity } from '../diagnostic.ts';

/** NSN1201 to NSN1299: reading the user's `naisen.config`. Append only; keep by code. */

const page = 'https://www.rfc-editor.org/rfc/rfc8259';

function quoted(names: readonly string[], separator: string): string {
  return names.map((name) => `\`${name}\``).join(separator);
}

function at(path: string): string {
  return path === '' ? '' : `\`${path}\`: `;
}

export const unknownSetting: DiagnosticKind<{
  readonly path: string;
  readonly name: string;
  readonly nearest: readonly string[];
}> = {
  code: 'NSN1201',
  severity: 'error',
  source: page,
  words: {
    en: {
      message: ({ path, name }) => `${at(path)}there is no setting \`${name}\``,
      help: ({ nearest }) =>
        nearest.length === 0 ? 'remove it' : `did you mean ${quoted(nearest, ' or ')}?`,
    },
    ja: {
      message: ({ path, name }) => `${at(path)}設定 \`${name}\` はありません`,
      help: ({ nearest }) =>
        nearest.length === 0 ? '削除してください' : `${quoted(nearest, ' または ')} ではありませんか`,
    },
  },
};

export type ConfigurationType = 'object' | 'list' | 'text' | 'boolean' | 'null' | 'number' | 'function';

const typeWords: Readonly<Record<ConfigurationType, { readonly en: string; readonly ja: string }>> = {
  object: { en: 'an object', ja: 'オブジェクト' },
  list: { en: 'a list', ja: 'リスト' },
  text: { en: 'text', ja: '文字列' },
  boolean: { en: 'true or false', ja: '真偽値' },
  null: { en: 'null', ja: 'null' },
  number: { en: 'a number', ja: '数値' },
  function: { en: 'something that is no data', ja: 'データではない値' },
};

export const wrongSettingType: DiagnosticKind<{
  readonly path: string;
  readonly expected: ConfigurationType;
  readonly found: ConfigurationType;
}> = {
  code: 'NSN1202',
  severity: 'error',
  source: page,
  words: {
    en: {
      message: ({ path, expected, found }) =>
        `${at(path)}${typeWords[expected].en} is required, found ${typeWords[found].en}`,
    },
    ja: {
      message: ({ path, expected, found }) =>
        `${at(path)}${typeWords[expected].ja}が必要ですが、${typeWords[found].ja}です`,
    },
  },
};

export const missingSetting: DiagnosticKind<{ readonly path: string; readonly names: readonly string[] }> = {
  code: 'NSN1203',
  severity: 'error',
  source: page,
  words: {
    en: {
      message: ({ path, names }) => `${at(path)}${quoted(names, ' or ')} is missing`,
    },
    ja: {
      message: ({ path, names }) => `${at(path)}${quoted(names, ' または ')} がありません`,
    },
  },
};

export const notAllowedSetting: DiagnosticKind<{
  readonly path: string;
  readonly found: string;
  readonly allowed: readonly string[];
}> = {
  code: 'NSN1204',
  severity: 'error',
  source: page,
  words: {
    en: {
      message: ({ path, found }) => `${at(path)}\`${found}\` is not allowed here`,
      help: ({ allowed }) => `write ${quoted(allowed, ', ')}`,
    },
    ja: {
      message: ({ path, found }) => `${at(path)}\`${found}\` はここでは使えません`,
      help: ({ allowed }) => `${quoted(allowed, '、')} のいずれかを書いてください`,
    },
  },
};

export const notADate: DiagnosticKind<{ readonly path: string; readonly found: string }> = {
  code: 'NSN1205',
  severity: 'error',
  source: 'https://www.rfc-editor.org/rfc/rfc3339',
  words: {
    en: {
      message: ({ path, found }) => `${at(path)}\`${found}\` is no day`,
      help: () => 'write it as `2026-12-31`',
    },
    ja: {
      message: ({ path, found }) => `${at(path)}\`${found}\` は日付ではありません`,
      help: () => '`2026-12-31` のように書いてください',
    },
  },
};

export const expiredIgnore: DiagnosticKind<{
  readonly path: string;
  readonly until: string;
  readonly reason: string;
}> = {
  code: 'NSN1206',
  severity: 'warning',
  source: page,
  words: {
    en: {
      message: ({ path, until }) => `${at(path)}it ended on ${until}, so it ignores nothing any more`,
      help: ({ reason }) => `mend what it ignored (\`${reason}\`), or give a later day`,
    },
    ja: {
      message: ({ path, until }) => `${at(path)}期限 ${until} を過ぎたため、もう何も無視しません`,
      help: ({ reason }) => `無視していたもの(\`${reason}\`)を直すか、期限を延ばしてください`,
    },
  },
};

export const unusedIgnore: DiagnosticKind<{ readonly path: string; readonly reason: string }> = {
  code: 'NSN1207',
  severity: 'note',
  source: page,
  words: {
    en: {
      message: ({ path, reason }) => `${at(path)}nothing is there to ignore (\`${reason}\`)`,
      help: () => 'remove it',
    },
    ja: {
      message: ({ path, reason }) => `${at(path)}無視する対象がありません(\`${reason}\`)`,
      help: () => '削除してください',
    },
  },
};

export const unknownCode: DiagnosticKind<{
  readonly path: string;
  readonly code: string;
  readonly nearest: readonly string[];
}> = {
  code: 'NSN1208',
  severity: 'error',
  source: page,
  words: {
    en: {
      message: ({ path, code }) => `${at(path)}\`${code}\` is no code of a diagnostic`,
      help: ({ nearest }) =>
        nearest.length === 0 ? 'take the code from a report' : `did you mean ${quoted(nearest, ' or ')}?`,
    },
    ja: {
      message: ({ path, code }) => `${at(path)}\`${code}\` という診断コードはありません`,
      help: ({ nearest }) =>
        nearest.length === 0
          ? 'レポートにあるコードを書いてください'
          : `${quoted(nearest, ' または ')} ではありませんか`,
    },
  },
};

export const errorNotSilenced: DiagnosticKind<{
  readonly path: string;
  readonly code: string;
  readonly severity: Severity | 'off';
}> = {
  code: 'NSN1209',
  severity: 'error',
  source: page,
  words: {
    en: {
      message: ({ path, code }) => `${at(path)}\`${code}\` is an error and stays one`,
      help: () =>
        'warnings and notes can be silenced by code; for one finding, write `ignores` with a reason',
    },
    ja: {
      message: ({ path, code }) => `${at(path)}\`${code}\` はエラーであり、下げられません`,
      help: () =>
        'コード単位で消せるのは警告と情報だけです。個別の指摘には理由付きの `ignores` を書いてください',
    },
  },
};

export const noWorkloadMatches: DiagnosticKind<{
  readonly path: string;
  readonly from: string;
  readonly nearest: readonly string[];
}> = {
  code: 'NSN1210',
  severity: 'error',
  source: page,
  words: {
    en: {
      message: ({ path, from }) => `${at(path)}no workload is called \`${from}\``,
      help: ({ nearest }) =>
        nearest.length === 0
          ? '`naisen check` lists the workloads; `*` stands for any letters'
          : `did you mean ${quoted(nearest, ' or ')}?`,
    },
    ja: {
      message: ({ path, from }) => `${at(path)}\`${from}\` というワークロードはありません`,
      help: ({ nearest }) =>
        nearest.length === 0
          ? 'ワークロードは `naisen check` で一覧できます。`*` は任意の文字列を表します'
          : `${quoted(nearest, ' または ')} ではありませんか`,
    },
  },
};

export const unknownResource: DiagnosticKind<{
  readonly path: string;
  readonly resource: string;
  readonly nearest: readonly string[];
}> = {
  code: 'NSN1217',
  severity: 'error',
  source: page,
  words: {
    en: {
      message: ({ path, resource }) =>
        `${at(path)}\`${resource}\` is no ARN, and the source declares no such resource with a policy`,
      help: ({ nearest }) =>
        nearest.length === 0
          ? 'write an ARN, or the address of a bucket, queue, key… with what follows it'
          : `did you mean ${quoted(nearest, ' or ')}?`,
    },
    ja: {
      message: ({ path, resource }) =>
        `${at(path)}\`${resource}\` は ARN ではなく、ポリシーを持つリソースとしてソースに宣言されてもいません`,
      help: ({ nearest }) =>
        nearest.length === 0
          ? 'ARN か、バケット、キュー、キーなどのアドレス(とその続き)を書いてください'
          : `${quoted(nearest, ' または ')} ではありませんか`,
    },
  },
};

export const unknownTarget: DiagnosticKind<{
  readonly path: string;
  readonly to: string;
  readonly nearest: readonly string[];
}> = {
  code: 'NSN1211',
  severity: 'error',
  source: page,
  words: {
    en: {
      message: ({ path, to }) =>
        `${at(path)}\`${to}\` is no service that we know, no host name and no address`,
      help: ({ nearest }) =>
        nearest.length === 0
          ? 'write a service (`s3`), a name (`https://name/`), an address (`10.0.1.5:443`) or `internet`'
          : `did you mean ${quoted(nearest, ' or ')}?`,
    },
    ja: {
      message: ({ path, to }) =>
        `${at(path)}\`${to}\` は既知のサービスでも、ホスト名でも、アドレスでもありません`,
      help: ({ nearest }) =>
        nearest.length === 0
          ? 'サービス(`s3`)、名前(`https://name/`)、アドレス(`10.0.1.5:443`)、`internet` のいずれかを書いてください'
          : `${quoted(nearest, ' または ')} ではありませんか`,
    },
  },
};

export const unknownComponent: DiagnosticKind<{
  readonly path: string;
  readonly name: string;
  readonly nearest: readonly string[];
}> = {
  code: 'NSN1212',
  severity: 'error',
  source: page,
  words: {
    en: {
      message: ({ path, name }) => `${at(path)}\`${name}\` is not in the configuration that was read`,
      help: ({ nearest }) =>
        nearest.length === 0
          ? '`naisen inspect` lists the addresses'
          : `did you mean ${quoted(nearest, ' or ')}?`,
    },
    ja: {
      message: ({ path, name }) => `${at(path)}\`${name}\` は読み取った構成にありません`,
      help: ({ nearest }) =>
        nearest.length === 0
          ? 'アドレスは `naisen inspect` で一覧できます'
          : `${quoted(nearest, ' または ')} ではありませんか`,
    },
  },
};

export const sameWorkloadTwice: DiagnosticKind<{ readonly path: string; readonly name: string }> = {
  code: 'NSN1213',
  severity: 'error',
  source: page,
  words: {
    en: {
      message: ({ path, name }) => `${at(path)}a workload \`${name}\` is there already`,
      help: () => 'give it another name',
    },
    ja: {
      message: ({ path, name }) => `${at(path)}ワークロード \`${name}\` は既にあります`,
      help: () => '別の名前を付けてください',
    },
  },
};

export const privacyWithoutArrival: DiagnosticKind<{ readonly path: string; readonly is: string }> = {
  code: 'NSN1214',
  severity: 'error',
  source: page,
  words: {
    en: {
      message: ({ path, is }) =>
        `${at(path)}only a call that arrives has a level or a way, and this one is to be ${is}`,
      help: () => 'remove `privacy` and `via`, or expect `reachable`',
    },
    ja: {
      message: ({ path, is }) =>
        `${at(path)}レベルと経路があるのは到達する呼び出しだけですが、期待は ${is} です`,
      help: () => '`privacy` と `via` を消すか、`reachable` を期待してください',
    },
  },
};

export const wrongForm: DiagnosticKind<{
  readonly path: string;
  readonly found: string;
  readonly example: string;
}> = {
  code: 'NSN1215',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html',
  words: {
    en: {
      message: ({ path, found, example }) =>
        `${at(path)}\`${found}\` does not have the form of \`${example}\``,
      help: () => 'write it as AWS shows it, in quotes: a number would lose its leading zeros',
    },
    ja: {
      message: ({ path, found, example }) => `${at(path)}\`${found}\` は \`${example}\` の形式ではありません`,
      help: () => 'AWS の表示どおりに、引用符で囲んで書いてください。数値では先頭の 0 が失われます',
    },
  },
};

export const noPolicyFile: DiagnosticKind<{ readonly path: string; readonly file: string }> = {
  code: 'NSN1216',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html',
  words: {
    en: {
      message: ({ path, file }) => `${at(path)}there is no file \`${file}\` that can be read`,
      help: () => 'its path counts from the configuration; until it is read, what it allows is not known',
    },
    ja: {
      message: ({ path, file }) => `${at(path)}ファイル \`${file}\` を読めません`,
      help: () => 'パスは設定ファイルから数えます。読めるまで、許可される内容は不明として扱います',
    },
  },
};
