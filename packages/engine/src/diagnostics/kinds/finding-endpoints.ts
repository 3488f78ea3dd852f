import { type FindingKind, findingKind, quoted } from './finding.ts';

/** NSN5001 to NSN5029: what rules about endpoints find. Append only; keep by code. */

export const gatewayEndpointWithoutRouteTable: FindingKind = findingKind(
  'NSN5001',
  'warning',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
  {
    en: {
      title: "a gateway endpoint in nobody's route table",
      message: ({ component }) => `\`${component}\` is on no route table: nobody's traffic goes through it`,
      help: ({ other }) =>
        `name the route tables of the subnets that call \`${other}\` in \`route_table_ids\``,
    },
    ja: {
      title: 'どのルートテーブルにもないゲートウェイエンドポイント',
      message: ({ component }) =>
        `\`${component}\` はどのルートテーブルにも関連付けられておらず、誰の通信も通りません`,
      help: ({ other }) =>
        `\`${other}\` を呼び出すサブネットのルートテーブルを \`route_table_ids\` に指定してください`,
    },
  },
);

export const interfaceEndpointWithoutSubnets: FindingKind = findingKind(
  'NSN5002',
  'error',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
  {
    en: {
      title: 'an interface endpoint without subnets',
      message: ({ component }) =>
        `\`${component}\` has no subnet, so it has no network interface: nobody reaches it`,
      help: ({ other }) =>
        'give it one subnet for each Availability Zone, or make it a gateway endpoint if `' +
        `${other}\` has one`,
    },
    ja: {
      title: 'サブネットのないインターフェイスエンドポイント',
      message: ({ component }) =>
        `\`${component}\` にはサブネットがないためネットワークインターフェイスがなく、誰も到達できません`,
      help: ({ other }) =>
        `アベイラビリティーゾーンごとに 1 つのサブネットを指定するか、\`${other}\` で使えるならゲートウェイ型にしてください`,
    },
  },
);

export const endpointGroupClosed: FindingKind = findingKind(
  'NSN5003',
  'error',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html',
  {
    en: {
      title: 'an endpoint whose group lets no caller in',
      message: ({ component, other }) => `no security group of \`${component}\` lets port ${other} in`,
      help: ({ other }) => `allow tcp ${other} from the groups of its callers, or from the VPC's block`,
    },
    ja: {
      title: '呼び出し元を通さないエンドポイントのセキュリティグループ',
      message: ({ component, other }) =>
        `\`${component}\` のセキュリティグループはポート ${other} の受信を一切許可していません`,
      help: ({ other }) =>
        `呼び出し元のセキュリティグループか VPC の CIDR から tcp ${other} を許可してください`,
    },
  },
);

export const privateDnsWithoutVpcAttributes: FindingKind = findingKind(
  'NSN5004',
  'error',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
  {
    en: {
      title: 'private DNS in a VPC whose DNS attributes are off',
      message: ({ component, other }) =>
        `\`${component}\` has private DNS on, but \`${other}\` of its VPC is off`,
      help: ({ other }) => `set \`${other} = true\` on the VPC`,
    },
    ja: {
      title: 'DNS 属性が無効な VPC でのプライベート DNS',
      message: ({ component, other }) =>
        `\`${component}\` はプライベート DNS が有効ですが、VPC の \`${other}\` が無効です`,
      help: ({ other }) => `VPC に \`${other} = true\` を設定してください`,
    },
  },
);

export const s3InboundOnlyWithoutGateway: FindingKind = findingKind(
  'NSN5005',
  'error',
  'https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html',
  {
    en: {
      title: 'S3 private DNS for inbound resolvers only, without a gateway endpoint',
      message: ({ component }) =>
        `\`${component}\` has private DNS for inbound resolver endpoints only, which needs a ` +
        'gateway endpoint for S3 in the VPC',
      help: () =>
        'add a gateway endpoint for S3, or set `' +
        'private_dns_only_for_inbound_resolver_endpoint = false` in `dns_options`',
    },
    ja: {
      title: 'ゲートウェイエンドポイントのない S3 の「インバウンドのみ」プライベート DNS',
      message: ({ component }) =>
        `\`${component}\` のプライベート DNS は「インバウンドリゾルバーエンドポイントのみ」で、VPC に S3 のゲートウェイエンドポイントが必要です`,
      help: () =>
        'S3 のゲートウェイエンドポイントを追加するか、`dns_options` で `private_dns_only_for_inbound_resolver_en' +
        'dpoint = false` にしてください',
    },
  },
);

export const executeApiShadowsPublicApis: FindingKind = findingKind(
  'NSN5006',
  'warning',
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html',
  {
    en: {
      title: 'private DNS of execute-api captures a public API',
      message: ({ component, other }) =>
        `private DNS of \`${component}\` captures the default name of \`${other}\`, a public ` +
        'API: its callers in the VPC get 403',
      help: ({ other }) =>
        `give \`${other}\` a custom domain name, or switch private DNS off and use private ` +
        'names for each private API',
    },
    ja: {
      title: 'execute-api のプライベート DNS が公開 API を覆い隠す',
      message: ({ component, other }) =>
        `\`${component}\` のプライベート DNS が公開 API \`${other}\` の既定のホスト名を覆い、VPC 内からの呼び出しは 403 になりま` +
        'す',
      help: ({ other }) =>
        `\`${other}\` にカスタムドメイン名を付けるか、プライベート DNS を無効にしてプライベート API ごとに名前を用意してください`,
    },
  },
);

export const twoEndpointsOneName: FindingKind = findingKind(
  'NSN5007',
  'error',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html',
  {
    en: {
      title: 'two endpoints claim one private name',
      message: ({ component, other }) =>
        `\`${component}\` and \`${other}\` both claim the private names of one service in one VPC`,
      help: () => 'keep private DNS on one of them',
    },
    ja: {
      title: '同じプライベート名を主張する 2 つのエンドポイント',
      message: ({ component, other }) =>
        `\`${component}\` と \`${other}\` は同じ VPC で同じサービスのプライベート名を主張しています`,
      help: () => 'プライベート DNS はどちらか一方だけで有効にしてください',
    },
  },
);

export const hostedZoneConflict: FindingKind = findingKind(
  'NSN5008',
  'error',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html',
  {
    en: {
      title: 'a private hosted zone with the name that an endpoint claims',
      message: ({ component, other }) =>
        `\`${component}\` claims the name of \`${other}\`, a private hosted zone of the same VPC`,
      help: () => 'switch private DNS off and keep the zone, or remove the zone',
    },
    ja: {
      title: 'エンドポイントの名前と衝突するプライベートホストゾーン',
      message: ({ component, other }) =>
        `\`${component}\` が主張する名前は、同じ VPC のプライベートホストゾーン \`${other}\` と同じです`,
      help: () => 'プライベート DNS を無効にしてゾーンを残すか、ゾーンを削除してください',
    },
  },
);

export const privateDnsOff: FindingKind = findingKind(
  'NSN5009',
  'warning',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html',
  {
    en: {
      title: 'an interface endpoint that no name leads to',
      message: ({ component, other }) =>
        `private DNS of \`${component}\` is off and no zone of its VPC names it: clients ` +
        `keep calling the public address of \`${other}\``,
      help: () => "set `private_dns_enabled = true`, or give clients the endpoint's own name",
    },
    ja: {
      title: 'どの名前からも使われないインターフェイスエンドポイント',
      message: ({ component, other }) =>
        `\`${component}\` はプライベート DNS が無効で、VPC のどのゾーンからも指されていません。クライアントは \`${other}\` の公開アドレス` +
        'を呼び続けます',
      help: () =>
        '`private_dns_enabled = true` にするか、クライアントにエンドポイント固有の名前を使わせてください',
    },
  },
);

export const ownDnsServers: FindingKind = findingKind(
  'NSN5010',
  'warning',
  'https://docs.aws.amazon.com/vpc/latest/userguide/VPC_DHCP_Options.html',
  {
    en: {
      title: 'private DNS in a VPC with DNS servers of its own',
      message: ({ component, names }) =>
        `\`${component}\` relies on private DNS, but clients of its VPC ask ${quoted(names)}`,
      help: () => 'let these servers forward AWS names to the resolver of the VPC',
    },
    ja: {
      title: '独自の DNS サーバーを使う VPC でのプライベート DNS',
      message: ({ component, names }) =>
        `\`${component}\` はプライベート DNS に頼っていますが、VPC のクライアントは ${quoted(names)} に問い合わせます`,
      help: () => 'これらのサーバーから AWS の名前を VPC のリゾルバーへ転送してください',
    },
  },
);

export const gatewayEndpointMissesTable: FindingKind = findingKind(
  'NSN5011',
  'warning',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
  {
    en: {
      title: 'a gateway endpoint leaves out a route table that pays a NAT gateway',
      message: ({ component, other, names }) =>
        `\`${component}\` is not on \`${other}\`, whose subnets send ${quoted(names)} ` +
        'traffic through a NAT gateway',
      help: ({ other }) => `add \`${other}\` to its route tables: a gateway endpoint costs nothing`,
    },
    ja: {
      title: 'NAT ゲートウェイを使うルートテーブルを含まないゲートウェイエンドポイント',
      message: ({ component, other, names }) =>
        `\`${component}\` は \`${other}\` に関連付けられておらず、そのサブネットの ${quoted(names)} 通信は NAT ゲートウェイ` +
        'を通ります',
      help: ({ other }) =>
        `\`${other}\` もエンドポイントのルートテーブルに加えてください。ゲートウェイエンドポイントは無料です`,
    },
  },
);

export const endpointMissesZone: FindingKind = findingKind(
  'NSN5012',
  'note',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
  {
    en: {
      title: 'callers in a zone where the endpoint has no interface',
      message: ({ component, other, names }) =>
        `\`${component}\` has no interface in ${other}, where ${quoted(names)} calls it`,
      help: ({ other }) => `add a subnet of ${other}, if the zone should work without the others`,
    },
    ja: {
      title: 'エンドポイントのインターフェイスがないゾーンからの呼び出し',
      message: ({ component, other, names }) =>
        `\`${component}\` は ${other} にインターフェイスがありませんが、そこに ${quoted(names)} があります`,
      help: ({ other }) => `そのゾーンだけでも動かす必要があるなら ${other} のサブネットを追加してください`,
    },
  },
);

export const gatewayTypeNotOffered: FindingKind = findingKind(
  'NSN5013',
  'error',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
  {
    en: {
      title: 'a gateway endpoint for a service that has none',
      message: ({ component, other }) => `\`${component}\` is a gateway endpoint, and \`${other}\` has none`,
      help: () => 'set `vpc_endpoint_type = "Interface"`',
    },
    ja: {
      title: 'ゲートウェイ型がないサービスのゲートウェイエンドポイント',
      message: ({ component, other }) =>
        `\`${component}\` はゲートウェイ型ですが、\`${other}\` にはゲートウェイエンドポイントがありません`,
      help: () => '`vpc_endpoint_type = "Interface"` を設定してください',
    },
  },
);

export const gatewayWithInterfaceArguments: FindingKind = findingKind(
  'NSN5014',
  'error',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
  {
    en: {
      title: 'subnets or groups on a gateway endpoint',
      message: ({ component, names }) =>
        `\`${component}\` is a gateway endpoint and takes no ${quoted(names)}`,
      help: () => 'remove them, or set `vpc_endpoint_type = "Interface"`',
    },
    ja: {
      title: 'ゲートウェイエンドポイントに指定されたサブネットやセキュリティグループ',
      message: ({ component, names }) =>
        `\`${component}\` はゲートウェイ型で、${quoted(names)} を受け付けません`,
      help: () => '削除するか、`vpc_endpoint_type = "Interface"` を設定してください',
    },
  },
);

export const privateDnsNotOffered: FindingKind = findingKind(
  'NSN5015',
  'error',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html',
  {
    en: {
      title: 'private DNS for a service that has no private name',
      message: ({ component, other }) =>
        `\`${component}\` has private DNS on, and \`${other}\` has no private name`,
      help: () => "set `private_dns_enabled = false` and give clients the endpoint's own name",
    },
    ja: {
      title: 'プライベート名のないサービスのプライベート DNS',
      message: ({ component, other }) =>
        `\`${component}\` はプライベート DNS が有効ですが、\`${other}\` にはプライベート名がありません`,
      help: () =>
        '`private_dns_enabled = false` にし、クライアントにはエンドポイント固有の名前を使わせてください',
    },
  },
);

export const serviceOfOtherRegion: FindingKind = findingKind(
  'NSN5016',
  'error',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html',
  {
    en: {
      title: 'an endpoint for a service of another Region',
      message: ({ component, other, names }) =>
        `\`${component}\` is in ${other}, and its service is of ${quoted(names)}`,
      help: () =>
        'write the service name with the Region of the VPC, or set `service_region` if the ' +
        'service can be reached across Regions',
    },
    ja: {
      title: '別リージョンのサービスのエンドポイント',
      message: ({ component, other, names }) =>
        `\`${component}\` は ${other} にありますが、サービスは ${quoted(names)} のものです`,
      help: () =>
        'サービス名を VPC のリージョンで書くか、リージョン間アクセスに対応するサービスなら `service_region` を設定してください',
    },
  },
);

export const thirdPartyZones: FindingKind = findingKind(
  'NSN5017',
  'note',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html',
  {
    en: {
      title: "zones of a third party's service",
      message: ({ other, names }) =>
        `whether the provider of \`${other}\` serves ${quoted(names)} is not known`,
      help: () => 'compare the zone ids with `aws ec2 describe-vpc-endpoint-services` before you ' + 'apply',
    },
    ja: {
      title: 'サードパーティサービスのゾーン',
      message: ({ other, names }) =>
        `\`${other}\` の提供元が ${quoted(names)} に対応しているかは分かりません`,
      help: () => '適用前に `aws ec2 describe-vpc-endpoint-services` のゾーン ID と照らし合わせてください',
    },
  },
);

export const superfluousEgress: FindingKind = findingKind(
  'NSN5018',
  'note',
  'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html',
  {
    en: {
      title: 'egress rules on a group that only endpoints have',
      message: ({ component }) =>
        `\`${component}\` belongs to endpoints only, and they start no connection: its ` +
        'egress rules do nothing',
      help: () => 'remove the egress rules: replies need no rule',
    },
    ja: {
      title: 'エンドポイント専用グループの余分な送信ルール',
      message: ({ component }) =>
        `\`${component}\` はエンドポイント専用で、エンドポイントは接続を始めないため送信ルールは不要です`,
      help: () => '送信ルールを削除してください。応答にルールは要りません',
    },
  },
);

export const endpointGroupOpenToAll: FindingKind = findingKind(
  'NSN5019',
  'note',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html',
  {
    en: {
      title: 'an endpoint open to every address',
      message: ({ component, other }) =>
        `\`${component}\` lets every address reach its endpoint \`${other}\``,
      help: () => "name the VPC's block, or the groups of the callers",
    },
    ja: {
      title: 'すべてのアドレスに開いたエンドポイント',
      message: ({ component, other }) =>
        `\`${component}\` はすべてのアドレスからエンドポイント \`${other}\` への到達を許可しています`,
      help: () => 'VPC の CIDR か呼び出し元のセキュリティグループを指定してください',
    },
  },
);
