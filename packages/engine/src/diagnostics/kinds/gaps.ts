import type { DiagnosticKind } from '../diagnostic.ts';

/** NSN8001 to NSN8999: what we do not model. Append only; keep by code. */

export interface GapFacts {
  /** The resource in the source's words: `aws_networkfirewall_firewall.main`. */
  readonly construct: string;
}

/** Words of a gap whose effect is in `touches`: answers there stay undetermined. */
function gap(
  code: `NSN${number}`,
  source: string,
  what: { readonly en: string; readonly ja: string },
): DiagnosticKind<GapFacts> {
  return {
    code,
    severity: 'warning',
    source,
    words: {
      en: {
        message: ({ construct }) => `\`${construct}\`: ${what.en} is not modelled`,
        help: () => 'answers that it could change stay undetermined',
      },
      ja: {
        message: ({ construct }) => `\`${construct}\`: ${what.ja}はモデル化していません`,
        help: () => '結果が変わりうる判定は「判定不能」になります',
      },
    },
  };
}

/** Words of a gap that changes no answer about other things, but hides calls of its own. */
function unreadWorkload(
  code: `NSN${number}`,
  source: string,
  what: { readonly en: string; readonly ja: string },
): DiagnosticKind<GapFacts> {
  return {
    code,
    severity: 'note',
    source,
    words: {
      en: {
        message: ({ construct }) => `\`${construct}\`: the calls of ${what.en} are not checked`,
        help: () => 'ask for its network position by another workload in the same subnets',
      },
      ja: {
        message: ({ construct }) => `\`${construct}\`: ${what.ja}の呼び出しは検査しません`,
        help: () => '同じサブネットの別のワークロードで経路を確認してください',
      },
    },
  };
}

const userGuide = 'https://docs.aws.amazon.com/vpc/latest/userguide/';

export const uncertainInstances: DiagnosticKind<GapFacts> = {
  code: 'NSN8001',
  severity: 'warning',
  source: 'https://developer.hashicorp.com/terraform/language/meta-arguments/for_each',
  words: {
    en: {
      message: ({ construct }) => `how many of \`${construct}\` there are is not known`,
      help: () => 'give the values that its count or for_each needs, for example with --var',
    },
    ja: {
      message: ({ construct }) => `\`${construct}\` がいくつ作られるか分かりません`,
      help: () => 'count や for_each に必要な値を --var などで与えてください',
    },
  },
};

export const networkFirewall: DiagnosticKind<GapFacts> = gap(
  'NSN8002',
  'https://docs.aws.amazon.com/network-firewall/latest/developerguide/what-is-aws-network-firewall.html',
  { en: 'Network Firewall', ja: 'Network Firewall ' },
);

export const dnsFirewall: DiagnosticKind<GapFacts> = gap(
  'NSN8003',
  'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall.html',
  { en: 'DNS Firewall', ja: 'DNS Firewall ' },
);

export const route53Profile: DiagnosticKind<GapFacts> = gap(
  'NSN8004',
  'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profiles.html',
  { en: 'a Route 53 Profile', ja: 'Route 53 Profiles ' },
);

export const vpcLattice: DiagnosticKind<GapFacts> = gap(
  'NSN8005',
  'https://docs.aws.amazon.com/vpc-lattice/latest/ug/what-is-vpc-lattice.html',
  { en: 'VPC Lattice', ja: 'VPC Lattice ' },
);

export const vpnConnection: DiagnosticKind<GapFacts> = gap(
  'NSN8006',
  'https://docs.aws.amazon.com/vpn/latest/s2svpn/VPC_VPN.html',
  { en: 'a path over a VPN gateway or Direct Connect', ja: 'VPN ゲートウェイや Direct Connect を通る経路' },
);

export const transitGatewayRouting: DiagnosticKind<GapFacts> = gap(
  'NSN8007',
  'https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html',
  { en: 'routing inside a transit gateway', ja: 'Transit Gateway 内のルーティング' },
);

export const edgeOfOutpost: DiagnosticKind<GapFacts> = gap(
  'NSN8008',
  `${userGuide}route-table-options.html`,
  {
    en: 'a local or carrier gateway',
    ja: 'ローカルゲートウェイやキャリアゲートウェイ',
  },
);

export const cloudWan: DiagnosticKind<GapFacts> = gap(
  'NSN8009',
  'https://docs.aws.amazon.com/network-manager/latest/cloudwan/what-is-cloudwan.html',
  { en: 'a Cloud WAN core network', ja: 'Cloud WAN コアネットワーク' },
);

export const gatewayLoadBalancer: DiagnosticKind<GapFacts> = gap('NSN8010', `${userGuide}gwlb-route.html`, {
  en: 'an appliance behind a Gateway Load Balancer',
  ja: 'Gateway Load Balancer の背後のアプライアンス',
});

export const routeServer: DiagnosticKind<GapFacts> = gap(
  'NSN8011',
  `${userGuide}dynamic-routing-route-server.html`,
  {
    en: 'routes that a route server advertises',
    ja: 'ルートサーバーが広告するルート',
  },
);

export const encryptionControl: DiagnosticKind<GapFacts> = gap(
  'NSN8012',
  `${userGuide}vpc-encryption-controls.html`,
  {
    en: 'VPC encryption control',
    ja: 'VPC 暗号化コントロール',
  },
);

export const uncertainVpc: DiagnosticKind<GapFacts> = {
  code: 'NSN8013',
  severity: 'warning',
  source: 'https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html',
  words: {
    en: {
      message: ({ construct }) => `in which VPC \`${construct}\` is cannot be told`,
      help: () => 'give the values that its `vpc_id` needs, for example with --var',
    },
    ja: {
      message: ({ construct }) => `\`${construct}\` がどの VPC にあるか分かりません`,
      help: () => '`vpc_id` に必要な値を --var などで与えてください',
    },
  },
};

export const odbNetwork: DiagnosticKind<GapFacts> = gap(
  'NSN8014',
  'https://docs.aws.amazon.com/odb/latest/UserGuide/what-is-odb.html',
  { en: 'an Oracle Database@AWS network', ja: 'Oracle Database@AWS のネットワーク' },
);

export const nat64: DiagnosticKind<GapFacts> = gap('NSN8015', `${userGuide}nat-gateway-nat64-dns64.html`, {
  en: 'DNS64 and NAT64 for a client without an IPv4 address',
  ja: 'IPv4 アドレスのないクライアントの DNS64 と NAT64',
});

export const containerInstanceCalls: DiagnosticKind<GapFacts> = gap(
  'NSN8016',
  'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html',
  {
    en: 'where the container instances stand from which the agent of these tasks calls (awsvpc on EC2)',
    ja: 'このタスクのエージェントが呼び出しを行うコンテナインスタンスの場所(EC2 上の awsvpc)',
  },
);

/** Told and no more: it changes no answer about the network, and calls to its resource say what was asked. */
export const policyNotAsked: DiagnosticKind<GapFacts> = {
  code: 'NSN8017',
  severity: 'note',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html',
  words: {
    en: {
      message: ({ construct }) => `\`${construct}\`: this kind of resource policy is not asked`,
      help: () => 'what it denies is not part of any answer; check calls to its resource by hand',
    },
    ja: {
      message: ({ construct }) => `\`${construct}\`: この種類のリソースポリシーは判定に使いません`,
      help: () =>
        'このポリシーによる拒否は結果に含まれません。対象リソースへの呼び出しは別途確認してください',
    },
  },
};

export const unreadComputeJob: DiagnosticKind<GapFacts> = unreadWorkload(
  'NSN8050',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html',
  { en: 'this kind of workload', ja: 'この種類のワークロード' },
);
