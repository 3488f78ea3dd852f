import { type FindingKind, findingKind, quoted } from './finding.ts';

/** NSN5040 to NSN5059: what rules about routes find. Append only; keep by code. */

export const natGatewayWithoutInternet: FindingKind = findingKind(
  'NSN5040',
  'error',
  'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html',
  {
    en: {
      title: 'a public NAT gateway in a subnet without an Internet gateway',
      message: ({ component, other }) =>
        `\`${component}\` is public, but the route table of \`${other}\` has no route to an ` +
        'Internet gateway',
      help: () => 'move it to a public subnet',
    },
    ja: {
      title: 'インターネットゲートウェイのないサブネットのパブリック NAT ゲートウェイ',
      message: ({ component, other }) =>
        `\`${component}\` はパブリックですが、\`${other}\` のルートテーブルにインターネットゲートウェイへのルートがありません`,
      help: () => 'パブリックサブネットに移してください',
    },
  },
);

export const natGatewayNobodyUses: FindingKind = findingKind(
  'NSN5041',
  'warning',
  'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html',
  {
    en: {
      title: 'a NAT gateway in no route',
      message: ({ component }) => `no route leads to \`${component}\`: it is paid by the hour for nothing`,
      help: () => 'remove it, or route the private subnets through it',
    },
    ja: {
      title: 'どのルートからも使われない NAT ゲートウェイ',
      message: ({ component }) => `\`${component}\` へのルートがなく、時間料金だけがかかります`,
      help: () => '削除するか、プライベートサブネットのルートを追加してください',
    },
  },
);

export const natInAnotherZone: FindingKind = findingKind(
  'NSN5042',
  'note',
  'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html',
  {
    en: {
      title: 'a NAT gateway of another zone',
      message: ({ component, other, names }) =>
        `subnets in ${quoted(names)} leave through \`${component}\` in ${other}: they stop ` +
        'with that zone and pay transfer between zones',
      help: () =>
        'use one NAT gateway for each zone, or a regional one, where the zones must not ' +
        'depend on each other',
    },
    ja: {
      title: '別のゾーンの NAT ゲートウェイ',
      message: ({ component, other, names }) =>
        `${quoted(names)} のサブネットは ${other} にある \`${component}\` を通るため、そのゾーンの障害で止まり、ゾーン間転送料金もか` +
        'かります',
      help: () =>
        'ゾーンを独立させたい場合はゾーンごとに NAT ゲートウェイを置くか、リージョナル NAT ゲートウェイを使ってください',
    },
  },
);

export const natGatewayForEachZone: FindingKind = findingKind(
  'NSN5043',
  'note',
  'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html',
  {
    en: {
      title: 'one NAT gateway for each zone',
      message: ({ component, names }) =>
        `\`${component}\` and ${quoted(names)} are zonal NAT gateways of one VPC`,
      help: () =>
        'consider one regional NAT gateway: it spreads over the zones by itself and needs no ' +
        'public subnet',
    },
    ja: {
      title: 'ゾーンごとの NAT ゲートウェイ',
      message: ({ component, names }) =>
        `\`${component}\` と ${quoted(names)} は同じ VPC のゾーン型 NAT ゲートウェイです`,
      help: () =>
        'リージョナル NAT ゲートウェイ 1 つを検討してください。ゾーンに自動で広がり、パブリックサブネットも不要です',
    },
  },
);

export const internetGatewayNobodyUses: FindingKind = findingKind(
  'NSN5044',
  'note',
  'https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html',
  {
    en: {
      title: 'an Internet gateway in no route',
      message: ({ component }) => `no route of its VPC leads to \`${component}\``,
      help: () => 'remove it if the VPC is to stay closed, or add the route',
    },
    ja: {
      title: 'どのルートからも使われないインターネットゲートウェイ',
      message: ({ component }) => `\`${component}\` へのルートが VPC のどこにもありません`,
      help: () => 'VPC を閉じておくなら削除し、そうでなければルートを追加してください',
    },
  },
);

export const lambdaInPublicSubnet: FindingKind = findingKind(
  'NSN5045',
  'warning',
  'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html',
  {
    en: {
      title: 'a Lambda function in a public subnet',
      message: ({ component, other }) =>
        `\`${component}\` is in \`${other}\`, whose default route is an Internet gateway: a ` +
        'function never has a public address',
      help: () => 'put it into a private subnet with a NAT gateway or endpoints',
    },
    ja: {
      title: 'パブリックサブネットの Lambda 関数',
      message: ({ component, other }) =>
        `\`${component}\` はデフォルトルートがインターネットゲートウェイの \`${other}\` にありますが、Lambda 関数は公開アドレスを持てません`,
      help: () => 'NAT ゲートウェイかエンドポイントのあるプライベートサブネットに置いてください',
    },
  },
);

export const noPublicAddress: FindingKind = findingKind(
  'NSN5046',
  'warning',
  'https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html',
  {
    en: {
      title: 'a client in a public subnet without a public address',
      message: ({ component, names }) =>
        `\`${component}\` cannot reach ${quoted(names)}: its subnet leads to an Internet ` +
        'gateway, and it has no public address',
      help: () => 'give it a public address, or put it into a private subnet',
    },
    ja: {
      title: '公開アドレスのないパブリックサブネットのクライアント',
      message: ({ component, names }) =>
        `\`${component}\` は ${quoted(names)} に到達できません。サブネットはインターネットゲートウェイに向かいますが、公開アドレスがありません`,
      help: () => '公開アドレスを割り当てるか、プライベートサブネットに置いてください',
    },
  },
);

export const privateNamePublicRoute: FindingKind = findingKind(
  'NSN5047',
  'warning',
  'https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html',
  {
    en: {
      title: 'a subnet called private with a route to the Internet',
      message: ({ component, other }) =>
        `\`${component}\` is called \`${other}\`, and its default route is an Internet gateway`,
      help: () => 'associate it with a private route table, or give it another name',
    },
    ja: {
      title: 'インターネットへのルートを持つ「private」という名前のサブネット',
      message: ({ component, other }) =>
        `\`${component}\` は \`${other}\` という名前ですが、デフォルトルートはインターネットゲートウェイです`,
      help: () => 'プライベートなルートテーブルに関連付けるか、名前を変えてください',
    },
  },
);

export const isolatedVpcWithWayOut: FindingKind = findingKind(
  'NSN5048',
  'note',
  'https://docs.aws.amazon.com/vpc/latest/userguide/configure-your-vpc.html',
  {
    en: {
      title: 'a VPC called isolated with a way to the Internet',
      message: ({ component, other, names }) =>
        `\`${component}\` is called \`${other}\`, and ${quoted(names)} leads out of it`,
      help: () => 'remove the way out, or give the VPC another name',
    },
    ja: {
      title: 'インターネットへの経路を持つ「isolated」という名前の VPC',
      message: ({ component, other, names }) =>
        `\`${component}\` は \`${other}\` という名前ですが、${quoted(names)} で外に出られます`,
      help: () => '経路を取り除くか、VPC の名前を変えてください',
    },
  },
);

export const prefixListEgressMissing: FindingKind = findingKind(
  'NSN5049',
  'warning',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html',
  {
    en: {
      title: 'egress that leaves out the prefix list of a gateway endpoint',
      message: ({ component, other, names }) =>
        `no security group of \`${component}\` lets it reach \`${other}\` through ` + `${quoted(names)}`,
      help: () =>
        "allow tcp 443 to the endpoint's prefix list (`prefix_list_ids = [… .prefix_list_id]" + '`)',
    },
    ja: {
      title: 'ゲートウェイエンドポイントのプレフィックスリストを許可しない送信ルール',
      message: ({ component, other, names }) =>
        `\`${component}\` のセキュリティグループは ${quoted(names)} を通る \`${other}\` への送信を許可していません`,
      help: () =>
        'エンドポイントのプレフィックスリスト (`prefix_list_ids = [… .prefix_list_id]`) への tcp 443 を許可してください',
    },
  },
);

export const ephemeralPortsClosed: FindingKind = findingKind(
  'NSN5050',
  'warning',
  'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html',
  {
    en: {
      title: 'a network ACL that drops replies',
      message: ({ component, other, names }) =>
        `\`${component}\` drops the replies that ${quoted(names)} gets from \`${other}\``,
      help: () => 'allow tcp 1024–65535 back in, for the whole range of addresses that may answer',
    },
    ja: {
      title: '応答を捨てるネットワーク ACL',
      message: ({ component, other, names }) =>
        `\`${component}\` は \`${other}\` から ${quoted(names)} への応答を捨てます`,
      help: () => '応答し得るアドレス全体から tcp 1024–65535 の受信を許可してください',
    },
  },
);

export const dockerAddressRange: FindingKind = findingKind(
  'NSN5051',
  'note',
  'https://docs.docker.com/engine/daemon/',
  {
    en: {
      title: "a VPC in the range of Docker's bridge networks",
      message: ({ component, other }) =>
        `\`${component}\` uses ${other}, which Docker hands out to its bridge networks by default`,
      help: () => 'choose another block, or set `default-address-pools` on the hosts',
    },
    ja: {
      title: 'Docker のブリッジネットワークと重なる VPC',
      message: ({ component, other }) =>
        `\`${component}\` の ${other} は Docker が既定でブリッジネットワークに割り当てる範囲です`,
      help: () => '別のブロックを選ぶか、ホストで `default-address-pools` を設定してください',
    },
  },
);

export const ipv6BypassesEndpoint: FindingKind = findingKind(
  'NSN5052',
  'warning',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
  {
    en: {
      title: 'IPv6 that goes past an IPv4 endpoint',
      message: ({ component, other }) =>
        `clients of \`${other}\` have IPv6 with a route out, and \`${component}\` only carries IPv4`,
      help: () => 'set `ip_address_type = "dualstack"` on the endpoint',
    },
    ja: {
      title: 'IPv4 専用エンドポイントを迂回する IPv6',
      message: ({ component, other }) =>
        `\`${other}\` のクライアントは外へのルートを持つ IPv6 を使えますが、\`${component}\` は IPv4 しか運びません`,
      help: () => 'エンドポイントに `ip_address_type = "dualstack"` を設定してください',
    },
  },
);

export const ipv6WithoutWay: FindingKind = findingKind(
  'NSN5053',
  'note',
  'https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html',
  {
    en: {
      title: 'IPv6 addresses without a route',
      message: ({ component, other }) =>
        `clients of \`${component}\` get IPv6 addresses, and \`${other}\` has no route for them`,
      help: () =>
        'add a route for `::/0` to an egress-only Internet gateway, or do not assign IPv6 ' + 'addresses',
    },
    ja: {
      title: 'ルートのない IPv6 アドレス',
      message: ({ component, other }) =>
        `\`${component}\` のクライアントには IPv6 アドレスが付きますが、\`${other}\` に IPv6 のルートがありません`,
      help: () =>
        '`::/0` を Egress-only インターネットゲートウェイへ向けるか、IPv6 アドレスを割り当てないでください',
    },
  },
);
