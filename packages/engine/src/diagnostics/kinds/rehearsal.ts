import type { DiagnosticKind, Language } from '../diagnostic.ts';

/** NSN7001 to NSN7049: changes that are proposed on the command line. Append only; keep by code. */

const addresses = 'https://developer.hashicorp.com/terraform/cli/state/resource-addressing';
const services = 'https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html';
const createInterface = 'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html';
const gatewayEndpoints = 'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html';
const defaults =
  'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_route_table';
const variables = 'https://developer.hashicorp.com/terraform/language/values/variables';

const shownMax = 8;

function listed(names: readonly string[], language: Language): string {
  const shown = names.slice(0, shownMax).map((name) => `\`${name}\``);
  const rest = names.length - shownMax;
  if (language === 'ja') return `${shown.join('、')}${rest > 0 ? ` ほか ${rest} 件` : ''}`;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function didYouMean(names: readonly string[], otherwise: string, language: Language): string {
  if (names.length === 0) return otherwise;
  return language === 'ja'
    ? `${listed(names, 'ja')} ではありませんか`
    : `did you mean ${names.map((name) => `\`${name}\``).join(' or ')}?`;
}

export const removalOfNothing: DiagnosticKind<{
  readonly asked: string;
  readonly nearest: readonly string[];
}> = {
  code: 'NSN7001',
  severity: 'error',
  source: addresses,
  words: {
    en: {
      message: ({ asked }) => `there is no \`${asked}\` to remove`,
      help: ({ nearest }) =>
        didYouMean(
          nearest,
          'give an address as `terraform state list` prints it; `naisen inspect` lists them',
          'en',
        ),
    },
    ja: {
      message: ({ asked }) => `削除する \`${asked}\` がありません`,
      help: ({ nearest }) =>
        didYouMean(
          nearest,
          '`terraform state list` と同じアドレスを指定してください。`naisen inspect` で一覧できます',
          'ja',
        ),
    },
  },
};

export const removalKeptByAws: DiagnosticKind<{ readonly asked: string }> = {
  code: 'NSN7002',
  severity: 'error',
  source: defaults,
  words: {
    en: {
      message: ({ asked }) =>
        `taking \`${asked}\` out of the configuration changes nothing: AWS made it with the VPC and keeps it`,
      help: () => 'rehearse its rules, routes or associations instead, or the VPC',
    },
    ja: {
      message: ({ asked }) =>
        `\`${asked}\` を構成から取り除いても何も変わりません。VPC とともに AWS が作ったもので、残ります`,
      help: () => '代わりに、そのルール・ルート・関連付け、または VPC を指定してください',
    },
  },
};

export const notAnAddition: DiagnosticKind<{ readonly asked: string }> = {
  code: 'NSN7003',
  severity: 'error',
  source: services,
  words: {
    en: {
      message: ({ asked }) => `\`--add ${asked}\` names nothing that can be added`,
      help: () =>
        'write `endpoint:SERVICE`, or `gateway:` or `interface:` to choose the type, with `@VPC` for one VPC: `endpoint:ecr.api@aws_vpc.main`',
    },
    ja: {
      message: ({ asked }) => `\`--add ${asked}\` は追加できるものを指していません`,
      help: () =>
        '`endpoint:サービス名` の形で指定してください。種類を選ぶには `gateway:` か `interface:`、VPC を選ぶには `@VPC` を使います: `endpoint:ecr.api@aws_vpc.main`',
    },
  },
};

export const additionOfNoService: DiagnosticKind<{
  readonly asked: string;
  readonly nearest: readonly string[];
}> = {
  code: 'NSN7004',
  severity: 'error',
  source: services,
  words: {
    en: {
      message: ({ asked }) => `the catalogue has no endpoint for \`--add ${asked}\``,
      help: ({ nearest }) =>
        didYouMean(nearest, 'AWS lists the services with `aws ec2 describe-vpc-endpoint-services`', 'en'),
    },
    ja: {
      message: ({ asked }) => `\`--add ${asked}\` に当たるエンドポイントはカタログにありません`,
      help: ({ nearest }) =>
        didYouMean(nearest, 'サービスの一覧は `aws ec2 describe-vpc-endpoint-services` で確認できます', 'ja'),
    },
  },
};

export const additionOfOtherType: DiagnosticKind<{
  readonly asked: string;
  readonly offered: readonly string[];
}> = {
  code: 'NSN7005',
  severity: 'error',
  source: gatewayEndpoints,
  words: {
    en: {
      message: ({ asked, offered }) =>
        `AWS offers no such endpoint as \`--add ${asked}\`: there is ${listed(offered, 'en')}`,
    },
    ja: {
      message: ({ asked, offered }) =>
        `\`--add ${asked}\` の種類のエンドポイントは提供されていません。あるのは ${listed(offered, 'ja')} です`,
    },
  },
};

export const additionNeedsVpc: DiagnosticKind<{
  readonly asked: string;
  readonly why: 'no-such-vpc' | 'which-vpc';
  readonly vpcs: readonly string[];
}> = {
  code: 'NSN7006',
  severity: 'error',
  source: createInterface,
  words: {
    en: {
      message: ({ asked, why }) =>
        why === 'no-such-vpc'
          ? `\`--add ${asked}\` names a VPC that is not here`
          : `\`--add ${asked}\` does not say in which VPC, and nobody is known to call it`,
      help: ({ vpcs }) =>
        vpcs.length === 0 ? 'this directory declares no VPC' : `add \`@\` and one of ${listed(vpcs, 'en')}`,
    },
    ja: {
      message: ({ asked, why }) =>
        why === 'no-such-vpc'
          ? `\`--add ${asked}\` が指す VPC はありません`
          : `\`--add ${asked}\` にはどの VPC かの指定がなく、呼び出し元も見つかりません`,
      help: ({ vpcs }) =>
        vpcs.length === 0
          ? 'このディレクトリには VPC がありません'
          : `\`@\` に続けて次のいずれかを指定してください: ${listed(vpcs, 'ja')}`,
    },
  },
};

export const additionNowhere: DiagnosticKind<{ readonly asked: string; readonly vpc: string }> = {
  code: 'NSN7007',
  severity: 'error',
  source: createInterface,
  words: {
    en: {
      message: ({ asked, vpc }) =>
        `\`--add ${asked}\` has no place: no workload of \`${vpc}\` has a known subnet or route table`,
    },
    ja: {
      message: ({ asked, vpc }) =>
        `\`--add ${asked}\` の置き場所がありません。\`${vpc}\` には、サブネットやルートテーブルがわかるワークロードがありません`,
    },
  },
};

export const additionThereAlready: DiagnosticKind<{ readonly asked: string; readonly endpoint: string }> = {
  code: 'NSN7008',
  severity: 'error',
  source: createInterface,
  words: {
    en: {
      message: ({ asked, endpoint }) => `\`--add ${asked}\` is there already: \`${endpoint}\``,
      help: () => 'rehearse it without the endpoint by `--remove`',
    },
    ja: {
      message: ({ asked, endpoint }) => `\`--add ${asked}\` はすでにあります: \`${endpoint}\``,
      help: () => '`--remove` で、そのエンドポイントがない場合を試せます',
    },
  },
};

export const notASetting: DiagnosticKind<{ readonly asked: string }> = {
  code: 'NSN7009',
  severity: 'error',
  source: variables,
  words: {
    en: {
      message: ({ asked }) => `\`--set ${asked}\` is no \`NAME=VALUE\``,
      help: () =>
        'write `--set enable_nat_gateway=false`, or `--set module.vpc.enable_nat_gateway=false` for an argument of a module call',
    },
    ja: {
      message: ({ asked }) => `\`--set ${asked}\` が \`名前=値\` の形ではありません`,
      help: () =>
        '`--set enable_nat_gateway=false`、モジュール呼び出しの引数は `--set module.vpc.enable_nat_gateway=false` のように書きます',
    },
  },
};

export const nothingToRehearse: DiagnosticKind<Record<string, never>> = {
  code: 'NSN7010',
  severity: 'error',
  source: addresses,
  words: {
    en: {
      message: () => 'no change is given to rehearse',
      help: () =>
        'give `--remove ADDRESS`, `--add endpoint:SERVICE` or `--set NAME=VALUE`; each may be repeated',
    },
    ja: {
      message: () => '試す変更が指定されていません',
      help: () =>
        '`--remove アドレス`、`--add endpoint:サービス名`、`--set 名前=値` のいずれかを指定してください(繰り返し可)',
    },
  },
};
