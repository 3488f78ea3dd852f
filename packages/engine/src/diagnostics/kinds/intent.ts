import type { DiagnosticKind } from '../diagnostic.ts';

/** NSN1301 to NSN1399: the user's intent (`network.ts`, `network.json`). Append only; keep by code. */

function quoted(names: readonly string[], separator: string): string {
  return names.map((name) => `\`${name}\``).join(separator);
}

function at(path: string): string {
  return path === '' ? '' : `\`${path}\`: `;
}

export const intentRegionUnknown: DiagnosticKind<{
  readonly path: string;
  readonly region: string;
  readonly nearest: readonly string[];
}> = {
  code: 'NSN1301',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html',
  words: {
    en: {
      message: ({ path, region }) => `${at(path)}\`${region}\` is no Region of AWS whose zones we know`,
      help: ({ nearest }) =>
        nearest.length === 0
          ? 'write its code, for example `ap-northeast-1`'
          : `did you mean ${quoted(nearest, ' or ')}?`,
    },
    ja: {
      message: ({ path, region }) =>
        `${at(path)}\`${region}\` は、ゾーンのわかる AWS リージョンではありません`,
      help: ({ nearest }) =>
        nearest.length === 0
          ? '`ap-northeast-1` のようなコードで書いてください'
          : `${quoted(nearest, ' または ')} ではありませんか`,
    },
  },
};

export type CidrProblem =
  | 'not-a-cidr'
  | 'host-bits'
  | 'not-ipv4'
  | 'not-private'
  | 'too-large'
  | 'too-small'
  | 'no-room-for-isolated';

const cidrWords: Readonly<Record<CidrProblem, { readonly en: string; readonly ja: string }>> = {
  'not-a-cidr': { en: 'is no range of addresses', ja: 'はアドレス範囲ではありません' },
  'host-bits': {
    en: 'has bits after its length',
    ja: 'はプレフィックス長より後ろのビットが 0 ではありません',
  },
  'not-ipv4': {
    en: 'is IPv6: a VPC gets that from AWS, and needs a range of IPv4 here',
    ja: 'は IPv6 です。IPv6 は AWS が割り当てるので、ここには IPv4 の範囲が必要です',
  },
  'not-private': {
    en: 'is not private: answers of the real owners of these addresses would never come back',
    ja: 'はプライベートアドレスではありません。本来の持ち主と通信できなくなります',
  },
  'too-large': { en: 'is larger than AWS allows a VPC to be', ja: 'は AWS の VPC の上限より大きい範囲です' },
  'too-small': {
    en: 'has no room for a subnet in each zone that may come later',
    ja: 'には、あとで増えるゾーンのぶんまでサブネットを置く余地がありません',
  },
  'no-room-for-isolated': {
    en: 'has no room for isolated subnets beside private and public ones',
    ja: 'には、プライベートとパブリックに加えて隔離サブネットを置く余地がありません',
  },
};

export const intentCidrRefused: DiagnosticKind<{
  readonly path: string;
  readonly cidr: string;
  readonly problem: CidrProblem;
  readonly write: string;
}> = {
  code: 'NSN1302',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html',
  words: {
    en: {
      message: ({ path, cidr, problem }) => `${at(path)}\`${cidr}\` ${cidrWords[problem].en}`,
      help: ({ write }) => `write ${write}`,
    },
    ja: {
      message: ({ path, cidr, problem }) => `${at(path)}\`${cidr}\` ${cidrWords[problem].ja}`,
      help: ({ write }) => `${write} のように書いてください`,
    },
  },
};

export const intentCidrsOverlap: DiagnosticKind<{
  readonly path: string;
  readonly cidr: string;
  readonly other: string;
}> = {
  code: 'NSN1303',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html',
  words: {
    en: {
      message: ({ path, cidr, other }) =>
        `${at(path)}\`${cidr}\` overlaps \`${other}\`: answers would stay in the VPC and never reach on-premises`,
      help: () => 'give the VPC a range that nobody else uses',
    },
    ja: {
      message: ({ path, cidr, other }) =>
        `${at(path)}\`${cidr}\` は \`${other}\` と重なっています。応答が VPC 内に留まり、オンプレミスに届きません`,
      help: () => 'VPC には、ほかで使われていない範囲を割り当ててください',
    },
  },
};

export const intentZonesNotThere: DiagnosticKind<{
  readonly path: string;
  readonly asked: string;
  readonly region: string;
  readonly zones: readonly string[];
}> = {
  code: 'NSN1304',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html',
  words: {
    en: {
      message: ({ path, asked, region, zones }) =>
        `${at(path)}\`${asked}\` does not fit: \`${region}\` has the zones ${quoted(zones, ', ')}`,
      help: ({ zones }) => `write a number from 1 to ${zones.length}, or some of these letters, each once`,
    },
    ja: {
      message: ({ path, asked, region, zones }) =>
        `${at(path)}\`${asked}\` は使えません。\`${region}\` にあるゾーンは ${quoted(zones, '、')} です`,
      help: ({ zones }) => `1 から ${zones.length} までの数か、この中の文字を重複なく書いてください`,
    },
  },
};

export type NamedThing =
  | 'network'
  | 'workload'
  | 'bucket'
  | 'table'
  | 'queue'
  | 'secret'
  | 'repository'
  | 'other';

export const intentNameRefused: DiagnosticKind<{
  readonly path: string;
  readonly name: string;
  readonly of: NamedThing;
  readonly example: string;
}> = {
  code: 'NSN1305',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
  words: {
    en: {
      message: ({ path, name }) => `${at(path)}AWS refuses the name \`${name}\``,
      help: ({ of, example }) => `${nameRules[of].en}: \`${example}\``,
    },
    ja: {
      message: ({ path, name }) => `${at(path)}\`${name}\` という名前は AWS で使えません`,
      help: ({ of, example }) => `${nameRules[of].ja}(例: \`${example}\`)`,
    },
  },
};

const nameRules: Readonly<Record<NamedThing, { readonly en: string; readonly ja: string }>> = {
  network: {
    en: 'lower-case letters, digits and single hyphens, 24 at most, a letter first, neither `aws` nor `sg-` in front',
    ja: '英小文字・数字・単独のハイフンで 24 文字まで。先頭は英字で、`aws` や `sg-` で始めないでください',
  },
  workload: {
    en: 'lower-case letters, digits and single hyphens, 24 at most, a letter first; `endpoints`, `flow-logs`, `nat`, `private-link` and `resolver` are ours',
    ja: '英小文字・数字・単独のハイフンで 24 文字まで。先頭は英字です。`endpoints`、`flow-logs`、`nat`、`private-link`、`resolver` は naisen が使います',
  },
  bucket: {
    en: '3 to 63 lower-case letters, digits, dots and hyphens, a letter or digit at both ends, no address',
    ja: '英小文字・数字・ドット・ハイフンで 3 から 63 文字。両端は英数字で、IP アドレスの形は使えません',
  },
  table: { en: '3 to 255 letters, digits, `_`, `.` and `-`', ja: '英数字と `_` `.` `-` で 3 から 255 文字' },
  queue: {
    en: '80 letters, digits, `_` and `-` at most, with `.fifo` behind it for an ordered queue',
    ja: '英数字と `_` `-` で 80 文字まで。順序付きキューは末尾に `.fifo` を付けます',
  },
  secret: { en: 'letters, digits and `/_+=.@-`, 512 at most', ja: '英数字と `/_+=.@-` で 512 文字まで' },
  repository: {
    en: '2 to 256 lower-case letters and digits, with `.`, `_`, `-` and `/` between them',
    ja: '英小文字と数字で 2 から 256 文字。間に `.` `_` `-` `/` を使えます',
  },
  other: { en: 'letters, digits, `_` and `-`, 128 at most', ja: '英数字と `_` `-` で 128 文字まで' },
};

export type NoWayReason = 'no-internet' | 'no-public-address' | 'ipv4-only' | 'isolated';

const noWayWords: Readonly<Record<NoWayReason, { readonly en: string; readonly ja: string }>> = {
  'no-internet': {
    en: 'the intent wants no internet',
    ja: 'この構成にはインターネットへの経路がありません',
  },
  'no-public-address': {
    en: 'functions get no public address, so the internet gateway does not serve them',
    ja: '関数にはパブリック IP が付かず、インターネットゲートウェイを使えません',
  },
  'ipv4-only': {
    en: 'the only way out is for IPv6, and it answers by IPv4',
    ja: '外への経路は IPv6 だけですが、応答は IPv4 です',
  },
  isolated: {
    en: 'its subnets are isolated',
    ja: 'このワークロードは隔離サブネットに置かれます',
  },
};

export const intentNoWayTo: DiagnosticKind<{
  readonly path: string;
  readonly workload: string;
  readonly to: string;
  readonly hasEndpoint: boolean;
  readonly reason: NoWayReason;
}> = {
  code: 'NSN1306',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html',
  words: {
    en: {
      message: ({ path, workload, to, hasEndpoint, reason }) =>
        `${at(path)}\`${workload}\` cannot reach \`${to}\`: ${hasEndpoint ? 'its endpoint is not wanted' : 'it has no VPC endpoint'}, and ${noWayWords[reason].en}`,
      help: ({ hasEndpoint }) =>
        hasEndpoint
          ? "write `endpoints: { services: 'needs' }`, or `internet: 'nat-gateway'`"
          : "write `internet: 'nat-gateway'`, or take the need away",
    },
    ja: {
      message: ({ path, workload, to, hasEndpoint, reason }) =>
        `${at(path)}\`${workload}\` は \`${to}\` に到達できません。${hasEndpoint ? 'エンドポイントを作らない指定' : 'VPC エンドポイントがないサービス'}であり、${noWayWords[reason].ja}`,
      help: ({ hasEndpoint }) =>
        hasEndpoint
          ? "`endpoints: { services: 'needs' }` か `internet: 'nat-gateway'` を書いてください"
          : "`internet: 'nat-gateway'` を書くか、この呼び出しを外してください",
    },
  },
};

export const intentImageElsewhere: DiagnosticKind<{
  readonly path: string;
  readonly image: string;
  readonly imageRegion: string;
  readonly region: string;
}> = {
  code: 'NSN1307',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',
  words: {
    en: {
      message: ({ path, image, imageRegion, region }) =>
        `${at(path)}the image \`${image}\` lies in \`${imageRegion}\`, and endpoints of \`${region}\` reach only their own Region`,
      help: ({ region }) => `replicate the repository to \`${region}\` and take the image from there`,
    },
    ja: {
      message: ({ path, image, imageRegion, region }) =>
        `${at(path)}イメージ \`${image}\` は \`${imageRegion}\` にありますが、\`${region}\` のエンドポイントは同じリージョンにしか届きません`,
      help: ({ region }) => `リポジトリを \`${region}\` に複製し、そのイメージを使ってください`,
    },
  },
};

export type Contradiction =
  | 'egress-only-without-ipv6'
  | 'public-without-gateway'
  | 'public-function'
  | 'one-zone-resolver'
  | 'empty-list'
  | 'no-endpoints-for-on-premises';

const contradictionWords: Readonly<
  Record<Contradiction, Readonly<Record<'en' | 'ja', { readonly message: string; readonly help: string }>>>
> = {
  'egress-only-without-ipv6': {
    en: {
      message: 'an egress-only internet gateway carries IPv6 alone, and the network has none',
      help: 'write `ipv6: true`',
    },
    ja: {
      message:
        'Egress-only インターネットゲートウェイは IPv6 専用ですが、このネットワークに IPv6 がありません',
      help: '`ipv6: true` を書いてください',
    },
  },
  'public-without-gateway': {
    en: {
      message: 'public subnets need an internet gateway, and the intent wants none',
      help: "write `internet: 'internet-gateway'`, or leave `subnets` out",
    },
    ja: {
      message: 'パブリックサブネットにはインターネットゲートウェイが必要ですが、この構成にはありません',
      help: "`internet: 'internet-gateway'` を書くか、`subnets` を外してください",
    },
  },
  'public-function': {
    en: {
      message: 'a function gets no public address, so a public subnet gives it no way out',
      help: "write `subnets: 'private'`, and `internet: 'nat-gateway'` if it calls the internet",
    },
    ja: {
      message: '関数にはパブリック IP が付かないため、パブリックサブネットに置いても外に出られません',
      help: "`subnets: 'private'` にし、インターネットを呼び出すなら `internet: 'nat-gateway'` を書いてください",
    },
  },
  'one-zone-resolver': {
    en: {
      message:
        'names for on-premises need an inbound Resolver endpoint, and that needs addresses in two zones',
      help: 'write `azs: 2`',
    },
    ja: {
      message:
        'オンプレミスからの名前解決にはインバウンドの Resolver エンドポイントが必要で、2 つのゾーンのアドレスが要ります',
      help: '`azs: 2` を書いてください',
    },
  },
  'empty-list': {
    en: {
      message: 'the list is empty',
      help: 'leave it out, or name what is meant',
    },
    ja: { message: 'リストが空です', help: '省くか、対象の名前を書いてください' },
  },
  'no-endpoints-for-on-premises': {
    en: {
      message: 'on-premises reaches services by interface endpoints, and the intent wants none',
      help: "write `endpoints: { services: 'needs' }`",
    },
    ja: {
      message:
        'オンプレミスからはインターフェイスエンドポイントで接続しますが、エンドポイントを作らない指定です',
      help: "`endpoints: { services: 'needs' }` を書いてください",
    },
  },
};

export const intentContradicts: DiagnosticKind<{
  readonly path: string;
  readonly contradiction: Contradiction;
}> = {
  code: 'NSN1308',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/how-it-works.html',
  words: {
    en: {
      message: ({ path, contradiction }) => `${at(path)}${contradictionWords[contradiction].en.message}`,
      help: ({ contradiction }) => contradictionWords[contradiction].en.help,
    },
    ja: {
      message: ({ path, contradiction }) => `${at(path)}${contradictionWords[contradiction].ja.message}`,
      help: ({ contradiction }) => contradictionWords[contradiction].ja.help,
    },
  },
};

export const intentServiceUnknown: DiagnosticKind<{
  readonly path: string;
  readonly service: string;
  readonly nearest: readonly string[];
}> = {
  code: 'NSN1309',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html',
  words: {
    en: {
      message: ({ path, service }) => `${at(path)}\`${service}\` is no service that we know`,
      help: ({ nearest }) =>
        nearest.length === 0
          ? "write the end of its endpoint's name: `ecr.dkr` of `com.amazonaws.ap-northeast-1.ecr.dkr`"
          : `did you mean ${quoted(nearest, ' or ')}?`,
    },
    ja: {
      message: ({ path, service }) => `${at(path)}\`${service}\` は既知のサービスではありません`,
      help: ({ nearest }) =>
        nearest.length === 0
          ? 'エンドポイント名の末尾(`com.amazonaws.ap-northeast-1.ecr.dkr` なら `ecr.dkr`)を書いてください'
          : `${quoted(nearest, ' または ')} ではありませんか`,
    },
  },
};

export const intentNumberRefused: DiagnosticKind<{
  readonly path: string;
  readonly found: string;
  readonly allowed: string;
}> = {
  code: 'NSN1310',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html',
  words: {
    en: {
      message: ({ path, found }) => `${at(path)}AWS does not take \`${found}\``,
      help: ({ allowed }) => `write one of ${allowed}`,
    },
    ja: {
      message: ({ path, found }) => `${at(path)}\`${found}\` は AWS で使えない値です`,
      help: ({ allowed }) => `${allowed} のいずれかを書いてください`,
    },
  },
};

export const intentNamesMeet: DiagnosticKind<{
  readonly path: string;
  readonly name: string;
  readonly other: string;
}> = {
  code: 'NSN1311',
  severity: 'error',
  source: 'https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers',
  words: {
    en: {
      message: ({ path, name, other }) =>
        `${at(path)}\`${name}\` and \`${other}\` would have one name in Terraform`,
      help: () => 'rename one of them: letters and digits alone make the difference',
    },
    ja: {
      message: ({ path, name, other }) =>
        `${at(path)}\`${name}\` と \`${other}\` は Terraform で同じ名前になります`,
      help: () => 'どちらかの名前を変えてください。区別されるのは英数字だけです',
    },
  },
};

export const intentPolicyTooLong: DiagnosticKind<{ readonly endpoint: string; readonly characters: number }> =
  {
    code: 'NSN1312',
    severity: 'warning',
    source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
    words: {
      en: {
        message: ({ endpoint, characters }) =>
          `the policy of \`${endpoint}\` would have ${characters} characters, and AWS takes 20480; it allows every action of the own account instead`,
        help: () => 'give names with `*`, or fewer of them',
      },
      ja: {
        message: ({ endpoint, characters }) =>
          `\`${endpoint}\` のポリシーは ${characters} 文字になり、AWS の上限 20480 を超えます。代わりに自アカウントの全操作を許可しました`,
        help: () => '`*` を使うか、対象を減らしてください',
      },
    },
  };

export const intentNothingExported: DiagnosticKind<{ readonly file: string }> = {
  code: 'NSN1313',
  severity: 'error',
  source: 'https://tc39.es/ecma262/#sec-exports',
  words: {
    en: {
      message: ({ file }) => `\`${file}\` exports no network`,
      help: () => 'write `export default defineNetwork({ … })`',
    },
    ja: {
      message: ({ file }) => `\`${file}\` はネットワークをエクスポートしていません`,
      help: () => '`export default defineNetwork({ … })` を書いてください',
    },
  },
};
