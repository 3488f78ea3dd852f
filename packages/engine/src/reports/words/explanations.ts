import type { Sentences } from './sentence.ts';

/**
 * Words of the explanation codes that we issue ourselves: names, associations, endpoints, privacy,
 * missing facts. `{component}` and `{decided}` are given with every hop, `{what}` with every missing fact.
 */
export const ownExplanations: Sentences = {
  DNS_PRIVATE_ANSWER: {
    en: '{name|the name} answers with private addresses of {vpcEndpoint|the endpoint}',
    ja: '{name|ホスト名}は{vpcEndpoint|エンドポイント}のプライベートアドレスに解決される',
  },
  DNS_PUBLIC_ANSWER: {
    en: '{name|the name} answers with public addresses',
    ja: '{name|ホスト名}はパブリックアドレスに解決される',
  },
  DNS_SUPPORT_DISABLED: {
    en: 'DNS support is off in {vpc|the VPC}: the AWS resolver does not answer {name|the name}',
    ja: '{vpc|VPC}の DNS サポートが無効のため、AWS のリゾルバーは{name|ホスト名}に応答しない',
  },
  DNS_HOSTNAMES_DISABLED: {
    en: 'DNS host names are off in {vpc|the VPC}: private DNS of {vpcEndpoint|the endpoint} has no effect',
    ja: '{vpc|VPC}の DNS ホスト名が無効のため、{vpcEndpoint|エンドポイント}のプライベート DNS は効かない',
  },
  DNS_PRIVATE_DNS_DISABLED: {
    en: 'private DNS of {vpcEndpoint|the endpoint} is off: {name|the name} answers publicly',
    ja: '{vpcEndpoint|エンドポイント}のプライベート DNS が無効のため、{name|ホスト名}はパブリックに解決される',
  },
  DNS_PRIVATE_DNS_NOT_OFFERED: {
    en: '{serviceName|the service} has no private DNS: only the endpoint’s own name leads to {vpcEndpoint|it}',
    ja: '{serviceName|このサービス}にはプライベート DNS がなく、{vpcEndpoint|エンドポイント}へはエンドポイント固有の名前でしか届かない',
  },
  DNS_NAME_NOT_COVERED: {
    en: 'no endpoint claims {name|this name}; private names are {privateNames|others}',
    ja: '{name|この名前}を引き受けるエンドポイントはない(プライベート名は {privateNames|別の名前})',
  },
  DNS_INBOUND_RESOLVER_ONLY: {
    en: 'private DNS of {vpcEndpoint|the S3 endpoint} serves inbound resolver queries only: clients in the VPC get public addresses',
    ja: '{vpcEndpoint|S3 エンドポイント}のプライベート DNS はインバウンドリゾルバー経由の問い合わせ専用で、VPC 内のクライアントはパブリックアドレスを得る',
  },
  DNS_ZONE_SHADOWS_SERVICE: {
    en: 'the private zone {hostedZone|of the VPC} covers {name|the name} and has no {recordType|such} record: no answer',
    ja: 'プライベートホストゾーン {hostedZone|}が{name|この名前}を覆い、{recordType|該当する}レコードがないため、応答がない',
  },
  DNS_ZONE_OVERRIDES_SERVICE: {
    en: 'the private zone {hostedZone|of the VPC} answers {name|the name} with its own record {record|}',
    ja: 'プライベートホストゾーン {hostedZone|}が{name|この名前}に自分のレコード {record|}で応答する',
  },
  DNS_ZONE_CONFLICT: {
    en: 'two owners of {name|one private name} in one VPC ({vpcEndpoints|endpoint}, {hostedZones|zone}): AWS refuses the second on apply',
    ja: '1 つの VPC で {name|同じプライベート名}を 2 つが持とうとしている({vpcEndpoints|エンドポイント}、{hostedZones|ゾーン})。適用時に後の方が拒否される',
  },
  DNS_ZONE_NOT_VISIBLE: {
    en: 'the private names of {vpcEndpoint|the endpoint} are not visible from {clientVpc|the client’s network}',
    ja: '{vpcEndpoint|エンドポイント}のプライベート名は{clientVpc|クライアントのネットワーク}から見えない',
  },
  DNS_WILDCARD_SHADOWS_PUBLIC_API: {
    en: 'private DNS of {vpcEndpoint|the execute-api endpoint} captures every execute-api name: {name|the public API} is not reached by its own name',
    ja: '{vpcEndpoint|execute-api エンドポイント}のプライベート DNS が execute-api の全ての名前を引き受けるため、{name|公開 API}にはその名前では届かない',
  },
  DNS_FORWARD_RULE: {
    en: 'the resolver rule {resolverRule|of the VPC} forwards {name|the name} to {targets|other servers}',
    ja: 'リゾルバールール {resolverRule|}が{name|この名前}を{targets|別のサーバー}へ転送する',
  },
  DNS_FIREWALL_BLOCKED: {
    en: 'DNS Firewall {firewallRuleGroup|} blocks {name|the name}',
    ja: 'DNS Firewall {firewallRuleGroup|}が{name|この名前}を遮断する',
  },
  DNS_IPV6_ANSWER_BYPASSES_GATEWAY: {
    en: '{name|the name} also has IPv6 addresses, which {vpcEndpoint|the gateway endpoint} does not carry',
    ja: '{name|ホスト名}には IPv6 アドレスもあり、{vpcEndpoint|ゲートウェイエンドポイント}はそれを運ばない',
  },
  DNS_LITERAL_ADDRESS: {
    en: 'the target is an address: no name is resolved',
    ja: '宛先はアドレスなので、名前解決は行われない',
  },
  DNS_NO_ANSWER: {
    en: '{name|the name} has no answer',
    ja: '{name|ホスト名}に対する応答がない',
  },
  RTB_ASSOCIATION_MAIN_TABLE: {
    en: '{subnet|the subnet} has no table of its own and uses the main table {routeTable|of its VPC}',
    ja: '{subnet|サブネット}には明示的な関連付けがなく、メインルートテーブル {routeTable|}を使う',
  },
  RTB_ASSOCIATION_MISSING: {
    en: '{vpcEndpoint|the gateway endpoint} is not associated with {routeTable|the table} of {subnet|this subnet}',
    ja: '{vpcEndpoint|ゲートウェイエンドポイント}は{subnet|このサブネット}の{routeTable|ルートテーブル}に関連付けられていない',
  },
  RTB_ASSOCIATION_NO_TABLE: {
    en: '{vpcEndpoint|the gateway endpoint} is associated with no route table at all',
    ja: '{vpcEndpoint|ゲートウェイエンドポイント}はどのルートテーブルにも関連付けられていない',
  },
  VPCE_ENDPOINT_MISSING: {
    en: '{vpc|the VPC} has no endpoint for {serviceName|this service}',
    ja: '{vpc|VPC}には{serviceName|このサービス}のエンドポイントがない',
  },
  VPCE_ENDPOINT_NO_SUBNET: {
    en: '{vpcEndpoint|the endpoint} has no subnet, hence no network interface: it serves nobody',
    ja: '{vpcEndpoint|エンドポイント}にはサブネットがなく、ENI が作られないため、誰も使えない',
  },
  VPCE_ENDPOINT_NOT_AVAILABLE: {
    en: '{vpcEndpoint|the endpoint} is not available (state {state|unknown})',
    ja: '{vpcEndpoint|エンドポイント}は利用可能な状態ではない(状態 {state|不明})',
  },
  VPCE_ENDPOINT_AZ_NOT_OFFERED: {
    en: '{serviceName|the service} is not offered in the zone {zoneId|} of {subnet|this subnet}',
    ja: '{serviceName|このサービス}は{subnet|このサブネット}のゾーン {zoneId|}では提供されていない',
  },
  VPCE_ENDPOINT_CROSS_AZ: {
    en: '{vpcEndpoint|the endpoint} has no network interface in {zoneId|the client’s zone}: calls cross zones',
    ja: '{vpcEndpoint|エンドポイント}は{zoneId|クライアントのゾーン}に ENI を持たないため、ゾーンをまたぐ通信になる',
  },
  VPCE_ENDPOINT_OTHER_REGION: {
    en: 'the destination is in {region|another Region}, which {vpcEndpoint|the endpoint} does not cover',
    ja: '宛先は {region|別のリージョン}にあり、{vpcEndpoint|エンドポイント}の対象外である',
  },
  VPCE_ENDPOINT_OPERATION_NOT_COVERED: {
    en: 'the endpoint of {serviceName|this service} does not cover {operation|this operation}',
    ja: '{serviceName|このサービス}のエンドポイントは{operation|この操作}を扱わない',
  },
  VPCE_ENDPOINT_COMPANION_MISSING: {
    en: '{serviceName|this service} also needs {missing|another endpoint}',
    ja: '{serviceName|このサービス}には{missing|別のエンドポイント}も必要である',
  },
  VPCE_ENDPOINT_NOT_NEEDED: {
    en: 'no declared workload needs {vpcEndpoint|this endpoint}',
    ja: '{vpcEndpoint|このエンドポイント}を必要とするワークロードは宣言されていない',
  },
  VPCE_POLICY_NOT_SUPPORTED: {
    en: '{serviceName|the service} takes no endpoint policy: {vpcEndpoint|the endpoint} is open to every principal',
    ja: '{serviceName|このサービス}はエンドポイントポリシーに対応しておらず、{vpcEndpoint|エンドポイント}は全プリンシパルに開いている',
  },
  VPCE_POLICY_FULL_ACCESS: {
    en: '{vpcEndpoint|the endpoint} has the default policy, which allows everything',
    ja: '{vpcEndpoint|エンドポイント}は既定のポリシーで、全てを許可している',
  },
  PRIVACY_PRIVATE_ADDRESS: {
    en: 'the answer is a private address of a network interface ({addresses|in the VPC})',
    ja: '応答は ENI のプライベートアドレスである({addresses|VPC 内})',
  },
  PRIVACY_NO_PUBLIC_HOP: {
    en: 'no internet gateway and no NAT is on the path',
    ja: '経路上にインターネットゲートウェイも NAT もない',
  },
  PRIVACY_PUBLIC_HOP: {
    en: 'the path crosses {hop|an internet gateway or a NAT}',
    ja: '経路は{hop|インターネットゲートウェイまたは NAT}を通る',
  },
  PRIVACY_AWS_NETWORK: {
    en: 'AWS states that traffic between its instances and its services stays on its network (Amazon VPC FAQs)',
    ja: 'AWS は、インスタンスと AWS サービスの間の通信が AWS のネットワーク内にとどまると表明している(Amazon VPC のよくある質問)',
  },
  PRIVACY_LEAVES_AWS: {
    en: '{destination|the destination} is not an AWS service: the packet leaves AWS',
    ja: '{destination|宛先}は AWS のサービスではなく、パケットは AWS の外へ出る',
  },
  PRIVACY_NOT_CLAIMABLE: {
    en: 'AWS’s statement about its network does not cover {region|this Region}',
    ja: 'AWS のネットワークに関する表明は{region|このリージョン}には及ばない',
  },
  PRIVACY_ENFORCED: {
    en: 'policies refuse every other path, and no other route exists',
    ja: '他の経路はポリシーで拒否され、別のルートも存在しない',
  },
  PRIVACY_NOT_ENFORCED: {
    en: 'another path would also work: {otherPath|not this endpoint alone}',
    ja: '別の経路でも通る: {otherPath|このエンドポイントに限られない}',
  },
  PRIVACY_SPLIT: {
    en: 'parts of the destination have different levels: {parts|see the parts}',
    ja: '宛先の部分ごとにレベルが異なる: {parts|内訳を参照}',
  },
};

/** Why there is no answer, and what would supply it. */
export const missingFacts: Sentences = {
  UNKNOWN_UNTIL_APPLY: {
    en: '{what} is known only after apply',
    ja: '{what}は適用後にしか分からない',
  },
  UNKNOWN_NOT_READABLE: {
    en: '{what} stands in the account, which was not asked',
    ja: '{what}はアカウントにある値で、アカウントには問い合わせていない',
  },
  UNKNOWN_NOT_GIVEN: {
    en: '{what} is not in the source',
    ja: '{what}はソースに書かれていない',
  },
  REGION_NOT_GIVEN: {
    en: '{what} is not in the source: give the Region with `--region`',
    ja: '{what}はソースに書かれていない。リージョンを `--region` で渡すと決まる',
  },
  UNKNOWN_INSTANCE_COUNT: {
    en: 'how many instances of {what} there are is not known',
    ja: '{what}のインスタンス数が分からない',
  },
  UNKNOWN_MODULE_SOURCE: {
    en: '{what} is not on disk; run `terraform init` (or `terraform get`) and try again',
    ja: '{what}がディスク上にない。`terraform init`(または `terraform get`)の後に再実行する',
  },
  UNKNOWN_DNS_SERVER: {
    en: 'the DHCP options name other DNS servers ({servers|not AmazonProvidedDNS}): what they answer is not known',
    ja: 'DHCP オプションが別の DNS サーバー({servers|AmazonProvidedDNS 以外})を指しており、その応答は分からない',
  },
  UNKNOWN_SERVICE_NAMES: {
    en: 'the private names of {serviceName|this service} are not established',
    ja: '{serviceName|このサービス}のプライベート DNS 名が確定していない',
  },
  UNKNOWN_BUCKET_REGION: {
    en: 'in which Region the bucket of {what} lies is not known: its addresses are those of that Region',
    ja: '{what}のバケットがどのリージョンにあるか分からない(応答するアドレスはそのリージョンのもの)',
  },
  UNKNOWN_PREFIX_LIST: {
    en: 'the entries of the prefix list {prefixList|} are not known ({what})',
    ja: 'プレフィックスリスト {prefixList|}のエントリーが分からない({what})',
  },
  UNKNOWN_ROUTE_TARGET: {
    en: 'the target of the route {route|} is not known ({what})',
    ja: 'ルート {route|}のターゲットが分からない({what})',
  },
  UNKNOWN_AMBIGUOUS_ROUTE: {
    en: 'prefix lists with different targets overlap ({routes|several routes}): AWS does not say which one wins',
    ja: 'ターゲットの異なるプレフィックスリストが重なっており({routes|複数のルート})、どれが選ばれるか AWS は定めていない',
  },
  UNKNOWN_APPLIANCE: {
    en: 'the path depends on an appliance that is not in the source ({what})',
    ja: '経路は、ソースにないアプライアンス({what})に依存する',
  },
  UNKNOWN_ACCEPTANCE: {
    en: 'whether {component|the endpoint} is accepted is not in the source: its service wants it (write `auto_accept` or `aws_vpc_endpoint_connection_accepter`)',
    ja: '{component|エンドポイント}が承諾されているかどうかがソースにない。サービス側で承諾が必要(`auto_accept` か `aws_vpc_endpoint_connection_accepter` を書く)',
  },
  UNKNOWN_HOLDER: {
    en: 'no instance of the source has {component|the network interface}: what a route sends there is dropped until one attaches it',
    ja: '{component|ネットワークインターフェイス}を持つインスタンスがソースにない。アタッチされるまで、そこへ送られたパケットは破棄される',
  },
  UNKNOWN_OTHER_INTERFACE: {
    en: 'by which interface the instance behind {component|the network interface} sends is not in the source: this one has no public address',
    ja: '{component|ネットワークインターフェイス}の先のインスタンスがどのインターフェイスから送信するかがソースにない。このインターフェイスにパブリックアドレスはない',
  },
  UNKNOWN_BEHIND_NAT: {
    en: 'AWS does not say whether what {component|the NAT gateway} sends passes {what}',
    ja: '{component|NAT ゲートウェイ}からのパケットが {what} を通るかどうかを、AWS は明記していない',
  },
  UNKNOWN_FOREIGN_NETWORK: {
    en: 'the network behind {component|it} is not in the source ({what})',
    ja: '{component|その先}のネットワークがソースにない({what})',
  },
  UNKNOWN_ZONE: {
    en: 'the zone of {subnet|the subnet} is not known ({what})',
    ja: '{subnet|サブネット}のゾーンが分からない({what})',
  },
  UNKNOWN_POLICY: {
    en: 'a policy that decides is not readable ({what})',
    ja: '判定に必要なポリシーを読み取れない({what})',
  },
  UNKNOWN_NOT_MODELLED: {
    en: '{what} could change the answer and is not modelled ({gap|a gap})',
    ja: '{what}は結果を変え得るが、naisen は未対応である({gap|未対応})',
  },
  UNKNOWN_ADDRESS: {
    en: 'only a part of the addresses that {what} may have is admitted by {component|the filter}: the address is known after apply',
    ja: '{what}が取り得るアドレスのうち、{component|フィルター}が許可するのは一部だけで、実際のアドレスは適用後に決まる',
  },
  UNKNOWN_OPERATING_SYSTEM: {
    en: 'the operating system of {what} decides to which ports replies come (Linux, Windows: {ports|two ranges}); {component|the network ACL} admits one range and not the other',
    ja: '応答が届くポートは{what}の OS で決まる(Linux、Windows: {ports|2 つの範囲})。{component|ネットワーク ACL}は一方の範囲だけを許可する',
  },
  UNKNOWN_DESTINATION: {
    en: 'there is too little information about the destination ({what})',
    ja: '宛先についての情報が足りない({what})',
  },
  UNKNOWN_RESOURCE: {
    en: '{what} is not in the source',
    ja: '{what}はソースにない',
  },
  UNKNOWN_PEERED_SGS: {
    en: 'the peer VPC is not known, so references to its security groups cannot be judged ({what})',
    ja: 'ピア VPC が分からないため、そのセキュリティグループへの参照を判定できない({what})',
  },
};

/** The same codes where a hop carries them: what is missing is listed below the path. */
export const unknownHops: Sentences = {
  UNKNOWN_UNTIL_APPLY: {
    en: 'what decides here is not known: see the missing facts',
    ja: 'ここで決めるものが分からない: 不足している事実を参照',
  },
  UNKNOWN_NOT_GIVEN: {
    en: 'what decides here is not in the source',
    ja: 'ここで決めるものがソースに書かれていない',
  },
  UNKNOWN_ADDRESS: {
    en: 'only a part of the possible addresses is admitted',
    ja: '取り得るアドレスの一部だけが許可される',
  },
  UNKNOWN_OPERATING_SYSTEM: {
    en: 'only the reply ports of one operating system are admitted',
    ja: '一方の OS の応答ポートだけが許可される',
  },
  UNKNOWN_APPLIANCE: {
    en: 'what the appliance behind it does is not in the source',
    ja: 'その先のアプライアンスの動作はソースにない',
  },
  UNKNOWN_AMBIGUOUS_ROUTE: {
    en: 'prefix lists with different targets overlap: AWS does not say which one wins',
    ja: 'ターゲットの異なるプレフィックスリストが重なっており、どれが選ばれるか AWS は定めていない',
  },
};
