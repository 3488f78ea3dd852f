import type { DiagnosticKind } from '../diagnostic.ts';

/** NSN8101 to NSN8119: what the lab does not build. Append only; keep by code. */

/** What of AWS the lab has no packets for. */
export type LabGap =
  | 'transit-gateway'
  | 'vpn-gateway'
  | 'gateway-load-balancer'
  | 'foreign-peering'
  | 'edge-route-table'
  | 'other-route-target'
  | 'other-endpoint-type'
  | 'dhcp-servers'
  | 'foreign-group'
  | 'ambiguous-route'
  | 'full-subnet'
  | 'absent-module'
  | 'not-modelled';

export interface LabGapFacts {
  /** In the source's words: `aws_route_table.private`. */
  readonly construct: string;
  readonly gap: LabGap;
}

const words: Readonly<Record<LabGap, { readonly en: string; readonly ja: string }>> = {
  'transit-gateway': { en: 'a transit gateway', ja: 'トランジットゲートウェイ' },
  'vpn-gateway': { en: 'a VPN gateway', ja: 'VPN ゲートウェイ' },
  'gateway-load-balancer': {
    en: 'a Gateway Load Balancer endpoint',
    ja: 'Gateway Load Balancer エンドポイント',
  },
  'foreign-peering': {
    en: 'a peering connection with a VPC that is not in this source',
    ja: 'このソースにない VPC とのピアリング接続',
  },
  'edge-route-table': { en: 'a route table of a gateway', ja: 'ゲートウェイのルートテーブル' },
  'other-route-target': { en: 'a target of this kind of a route', ja: 'この種類のルートターゲット' },
  'other-endpoint-type': { en: 'an endpoint of this type', ja: 'この種類のエンドポイント' },
  'dhcp-servers': { en: 'DNS servers of your own', ja: '独自の DNS サーバー' },
  'foreign-group': {
    en: 'a security group of another VPC, with which AWS creates no interface',
    ja: '別の VPC のセキュリティグループ (AWS はこの ENI を作成しません)',
  },
  'ambiguous-route': {
    en: 'two routes of equal rank to one destination',
    ja: '同じ宛先への同順位の 2 つのルート',
  },
  'full-subnet': {
    en: 'an interface in a subnet without a free address',
    ja: '空きアドレスのないサブネットの ENI',
  },
  'absent-module': { en: 'a module that is not on disk', ja: 'ディスク上にないモジュール' },
  'not-modelled': { en: 'this', ja: 'この構成要素' },
};

/** The lab would let packets fare otherwise than AWS, so it says so and stops. */
export const labGap: DiagnosticKind<LabGapFacts> = {
  code: 'NSN8101',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/vpc/latest/userguide/what-is-amazon-vpc.html',
  words: {
    en: {
      message: ({ construct, gap }) => `\`${construct}\`: the lab does not build ${words[gap].en}`,
      help: ({ gap }) =>
        gap === 'absent-module'
          ? 'run `terraform init` (or `terraform get`) and try again; `--with-gaps` builds the rest'
          : 'packets that need it would fare otherwise than in AWS; `--with-gaps` builds the rest',
    },
    ja: {
      message: ({ construct, gap }) => `\`${construct}\`: ラボは${words[gap].ja}を構築しません`,
      help: ({ gap }) =>
        gap === 'absent-module'
          ? '`terraform init` (または `terraform get`) の後に再実行してください。`--with-gaps` を付けると残りを構築します'
          : 'これを必要とするパケットの結果は AWS と異なります。`--with-gaps` を付けると残りを構築します',
    },
  },
};

export interface LabUnknownFacts {
  /** `aws_subnet.a.cidr_block`. */
  readonly what: string;
}

/** A value without which no packet can be sent as in AWS. */
export const labUnknownValue: DiagnosticKind<LabUnknownFacts> = {
  code: 'NSN8102',
  severity: 'error',
  source: 'https://developer.hashicorp.com/terraform/language/values/variables',
  words: {
    en: {
      message: ({ what }) => `the lab cannot be built: the value of \`${what}\` is not known`,
      help: () => 'give it with `--var` or `--var-file`; `--with-gaps` leaves out what needs it',
    },
    ja: {
      message: ({ what }) => `\`${what}\` の値が不明なため、ラボを構築できません`,
      help: () =>
        '`--var` または `--var-file` で値を指定してください。`--with-gaps` を付けると、これを必要とするものを除いて構築します',
    },
  },
};
