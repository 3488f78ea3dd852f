import type { Sentences } from './sentence.ts';

/**
 * Words of the codes that we share with Reachability Analyzer: where it has a code for a fact, we use its.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html
 * @see https://docs.aws.amazon.com/vpc/latest/reachability/additional-detail-codes.html
 */
export const analyzerExplanations: Sentences = {
  BAD_STATE: {
    en: '{component|the component} is not functional (state {state|unknown})',
    ja: '{component|コンポーネント}が機能していない(状態 {state|不明})',
  },
  BAD_STATE_ATTACHMENT: {
    en: 'the attachment of {component|the component} is missing or not functional',
    ja: '{component|コンポーネント}のアタッチメントがないか、機能していない',
  },
  BAD_STATE_ROUTE: {
    en: 'the route {route|that wins} is a blackhole: packets are dropped',
    ja: '選ばれたルート {route|}はブラックホールで、パケットは破棄される',
  },
  BAD_STATE_VPN: {
    en: 'the VPN connection {component|} is not functional',
    ja: 'VPN 接続 {component|}が機能していない',
  },
  CANNOT_ROUTE: {
    en: '{decided|the route} does not contain the destination',
    ja: '{decided|このルート}は宛先を含まない',
  },
  MORE_SPECIFIC_ROUTE: {
    en: 'a more specific route takes the traffic',
    ja: 'より詳細なルートが選ばれる',
  },
  HIGHER_PRIORITY_ROUTE: {
    en: 'another route with the same destination has priority',
    ja: '同じ宛先の別のルートが優先される',
  },
  NO_ROUTE_TO_DESTINATION: {
    en: '{component|the route table} has no route to {destination|the destination}',
    ja: '{component|ルートテーブル}に{destination|宛先}へのルートがない',
  },
  NO_POSSIBLE_DESTINATION: {
    en: '{component|the component} can deliver to no known destination',
    ja: '{component|コンポーネント}から届く宛先がない',
  },
  VPC_LOCAL_ROUTE_CIDR_RESTRICTION: {
    en: 'the local route only carries destinations inside the VPC’s CIDR blocks, in a subnet',
    ja: 'ローカルルートが運ぶのは、VPC の CIDR ブロック内(サブネット内)の宛先だけである',
  },
  ENI_SG_RULES_MISMATCH: {
    en: 'no rule of {component|the security group} admits this traffic',
    ja: '{component|セキュリティグループ}に、この通信を許可するルールがない',
  },
  'ENI_SG_RULES_MISMATCH.ingress': {
    en: 'no ingress rule of {component} admits tcp {ports} from {peer}',
    ja: '{component}に、{peer}からの tcp {ports} を許可するインバウンドルールがない',
  },
  'ENI_SG_RULES_MISMATCH.egress': {
    en: 'no egress rule of {component} admits tcp {ports} to {peer}',
    ja: '{component}に、{peer}への tcp {ports} を許可するアウトバウンドルールがない',
  },
  SG_HAS_NO_RULES: {
    en: '{component|the security group} has no such rule at all',
    ja: '{component|セキュリティグループ}に該当する方向のルールが 1 つもない',
  },
  SG_REFERENCES_NOT_PRESERVED: {
    en: '{component|a component on the path} does not carry security group identity: references do not match',
    ja: '{component|経路上のコンポーネント}はセキュリティグループの識別を引き継がず、参照は一致しない',
  },
  SG_REFERENCING_SUPPORT: {
    en: 'security group referencing is off on the attachment {component|}',
    ja: 'アタッチメント {component|}でセキュリティグループ参照が無効である',
  },
  SUBNET_ACL_RESTRICTION: {
    en: 'the network ACL {component} denies this traffic ({decided|implicit deny})',
    ja: 'ネットワーク ACL {component}がこの通信を拒否する({decided|暗黙の拒否})',
  },
  'SUBNET_ACL_RESTRICTION.ingress': {
    en: 'the network ACL {component} denies tcp {ports} from {peer} into {subnet|the subnet} ({decided|implicit deny})',
    ja: 'ネットワーク ACL {component}が、{peer}から{subnet|サブネット}への tcp {ports} を拒否する({decided|暗黙の拒否})',
  },
  'SUBNET_ACL_RESTRICTION.egress': {
    en: 'the network ACL {component} denies tcp {ports} from {subnet|the subnet} to {peer} ({decided|implicit deny})',
    ja: 'ネットワーク ACL {component}が、{subnet|サブネット}から{peer}への tcp {ports} を拒否する({decided|暗黙の拒否})',
  },
  ENI_ADDRESS_RESTRICTION: {
    en: 'a network interface only handles its own private addresses',
    ja: 'ENI は自分のプライベートアドレスだけを扱う',
  },
  ENI_SOURCE_DEST_CHECK_RESTRICTION: {
    en: 'the source/destination check of {component|the instance} rejects forwarded traffic',
    ja: '{component|インスタンス}の送信元/送信先チェックが転送トラフィックを拒否する',
  },
  PROTOCOL_RESTRICTION: {
    en: '{component|the component} accepts only certain protocols',
    ja: '{component|コンポーネント}は一部のプロトコルしか受け付けない',
  },
  IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS: {
    en: '{component|the source} has no public IPv4 address: the internet gateway drops its packets',
    ja: '{component|送信元}にパブリック IPv4 アドレスがないため、インターネットゲートウェイはパケットを破棄する',
  },
  IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS: {
    en: 'the destination is not the public IP address of a network interface in this VPC',
    ja: '宛先はこの VPC 内の ENI のパブリック IP アドレスではない',
  },
  IGW_DESTINATION_ADDRESS_IN_VPC_CIDRS: {
    en: '{component|the internet gateway} only accepts destinations in the VPC’s CIDR blocks',
    ja: '{component|インターネットゲートウェイ}は VPC の CIDR ブロック内の宛先だけを受け付ける',
  },
  IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS: {
    en: '{component|the internet gateway} does not carry packets to private addresses (RFC 1918)',
    ja: '{component|インターネットゲートウェイ}はプライベートアドレス(RFC 1918)宛てのパケットを運ばない',
  },
  IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS: {
    en: '{component|the internet gateway} does not carry packets to shared addresses (RFC 6598)',
    ja: '{component|インターネットゲートウェイ}は共有アドレス(RFC 6598)宛てのパケットを運ばない',
  },
  IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS: {
    en: '{component|the internet gateway} rejects packets from private addresses (RFC 1918)',
    ja: '{component|インターネットゲートウェイ}はプライベートアドレス(RFC 1918)からのパケットを拒否する',
  },
  IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS: {
    en: '{component|the internet gateway} rejects packets from shared addresses (RFC 6598)',
    ja: '{component|インターネットゲートウェイ}は共有アドレス(RFC 6598)からのパケットを拒否する',
  },
  IGW_NAT_REFLECTION: {
    en: '{component|the internet gateway} would be an intermediate hop, which is not supported',
    ja: '{component|インターネットゲートウェイ}が中間ホップになるが、これは対応されていない',
  },
  INGRESS_RTB_NO_PUBLIC_IP: {
    en: 'an appliance behind an edge route table needs a public IP address',
    ja: 'エッジルートテーブルの背後のアプライアンスにはパブリック IP アドレスが必要である',
  },
  INGRESS_RTB_TRAFFIC_REDIRECTION: {
    en: 'an edge route table redirects this subnet: its direct route to the internet gateway may not be used',
    ja: 'エッジルートテーブルがこのサブネットを迂回させるため、インターネットゲートウェイへの直接ルートは使えない',
  },
  GATEWAY_REJECTS_SPOOFED_TRAFFIC: {
    en: '{component|the gateway} drops packets whose source address is not the sender’s',
    ja: '{component|ゲートウェイ}は送信元アドレスを偽ったパケットを破棄する',
  },
  NGW_REQUIRES_SOURCE_IN_VPC: {
    en: '{component|the NAT gateway} serves only sources in its own VPC',
    ja: '{component|NAT ゲートウェイ}は自分の VPC 内の送信元だけを扱う',
  },
  NGW_SOURCE_ADDRESS_REASSIGN: {
    en: '{component|the NAT gateway} replaces the source address by its own',
    ja: '{component|NAT ゲートウェイ}が送信元アドレスを自分のアドレスに書き換える',
  },
  NGW_DEST_ADDRESS_PRESERVATION: {
    en: '{component|the NAT gateway} keeps the destination address',
    ja: '{component|NAT ゲートウェイ}は宛先アドレスを変えない',
  },
  REGIONAL_NGW_ROUTE_AZ_RESTRICTION: {
    en: 'the regional NAT gateway {component|} is not present in the zone of the source',
    ja: 'リージョナル NAT ゲートウェイ {component|}は送信元のゾーンに存在しない',
  },
  REMAP_EPHEMERAL_PORT: {
    en: '{component|the gateway} rewrites the source port into 1024-65535',
    ja: '{component|ゲートウェイ}が送信元ポートを 1024-65535 に書き換える',
  },
  PCX_REQUIRES_ADDRESS_IN_VPC_CIDR: {
    en: '{component|the peering connection} carries only addresses of the peer VPC: no transit',
    ja: '{component|ピアリング接続}が運ぶのはピア VPC のアドレスだけで、通過はできない',
  },
  VPCE_GATEWAY_PROTOCOL_RESTRICTION: {
    en: '{component|the gateway endpoint} takes only TCP and ICMP echo',
    ja: '{component|ゲートウェイエンドポイント}は TCP と ICMP エコーだけを受け付ける',
  },
  VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION: {
    en: '{component|the gateway endpoint} only answers from addresses of its prefix list',
    ja: '{component|ゲートウェイエンドポイント}の応答元は自分のプレフィックスリスト内のアドレスに限られる',
  },
  VPCE_INTRA_VPC_TRAFFIC: {
    en: 'an endpoint cannot start connections into its VPC',
    ja: 'エンドポイントから自分の VPC へ接続を始めることはできない',
  },
  VPCE_SERVICE_NOT_INSTALLED_IN_AZ: {
    en: 'the endpoint service does not exist in this zone',
    ja: 'エンドポイントサービスはこのゾーンに存在しない',
  },
  VPC_BLOCK_PUBLIC_ACCESS_ENABLED: {
    en: 'VPC Block Public Access blocks this traffic',
    ja: 'VPC ブロックパブリックアクセスがこの通信を遮断する',
  },
  VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS: {
    en: '{component|the virtual private gateway} takes only packets from network interfaces of its VPC',
    ja: '{component|仮想プライベートゲートウェイ}は VPC 内の ENI からのパケットだけを受け付ける',
  },
  VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS: {
    en: '{component|the virtual private gateway} delivers only to network interfaces of its VPC',
    ja: '{component|仮想プライベートゲートウェイ}は VPC 内の ENI にだけ配送する',
  },
  TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION: {
    en: 'the attachment {component|} has no transit gateway route table',
    ja: 'アタッチメント {component|}に Transit Gateway ルートテーブルが関連付けられていない',
  },
  TGW_ROUTE_AZ_RESTRICTION: {
    en: 'the VPC attachment {component|} has no subnet in the zone of the source',
    ja: 'VPC アタッチメント {component|}には送信元のゾーンのサブネットがない',
  },
  TGW_ATTACH_VPC_AZ_RESTRICTION: {
    en: 'the transit gateway must use the network interface of the right zone',
    ja: 'Transit Gateway は所定のゾーンの ENI を使う必要がある',
  },
  TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT: {
    en: 'the transit gateway route table {component|} has no route to the attachment',
    ja: 'Transit Gateway ルートテーブル {component|}にアタッチメントへのルートがない',
  },
  TGW_RTB_CANNOT_ROUTE: {
    en: 'the transit gateway route {decided|} does not contain the destination',
    ja: 'Transit Gateway のルート {decided|}は宛先を含まない',
  },
  TGW_RTB_MORE_SPECIFIC_ROUTE: {
    en: 'a more specific transit gateway route takes the traffic',
    ja: 'Transit Gateway のより詳細なルートが選ばれる',
  },
  TGW_RTB_HIGHER_PRIORITY_ROUTE: {
    en: 'another transit gateway route with the same CIDR has priority',
    ja: 'Transit Gateway の同じ CIDR の別のルートが優先される',
  },
  TGW_RTB_BAD_STATE_ROUTE: {
    en: 'the transit gateway route {decided|} is a blackhole',
    ja: 'Transit Gateway のルート {decided|}はブラックホールである',
  },
  TGW_RTB_ROUTES_ARE_UNKNOWN: {
    en: 'the routes of the transit gateway route table {component|} are not known',
    ja: 'Transit Gateway ルートテーブル {component|}のルートが分からない',
  },
  TGW_BAD_STATE_VPN: {
    en: 'the VPN attachment {component|} is not functional',
    ja: 'VPN アタッチメント {component|}が機能していない',
  },
  FIREWALL_RULES_RESTRICTION: {
    en: 'a rule of the network firewall {component|} blocks this traffic',
    ja: 'Network Firewall {component|}のルールがこの通信を遮断する',
  },
  DISCONNECTED_VPCS: {
    en: 'no resource that we know joins the two VPCs',
    ja: '2 つの VPC をつなぐリソースがない',
  },
  NO_PATH: {
    en: 'there is no path',
    ja: '経路がない',
  },
  UNASSOCIATED_COMPONENT: {
    en: '{component|the component} belongs to no VPC or has no IPv4 address',
    ja: '{component|コンポーネント}はどの VPC にも属さないか、IPv4 アドレスを持たない',
  },
  UNSUPPORTED_COMPONENT: {
    en: '{component|the component} is not supported',
    ja: '{component|コンポーネント}は未対応である',
  },
  AVAILABILITY_ZONE_CROSSED: {
    en: 'the path crosses an Availability Zone',
    ja: '経路はアベイラビリティーゾーンをまたぐ',
  },
  UNIDIRECTIONAL_PATH_ANALYSIS_ONLY: {
    en: 'only the forward path was analysed',
    ja: '往路だけを解析した',
  },
  RESPONSE_RTB_HAS_NO_ROUTE_TO_TRANSIT_GATEWAY: {
    en: 'the endpoint’s side has no route back to the transit gateway: replies may be dropped',
    ja: 'エンドポイント側に Transit Gateway への戻りルートがなく、応答が破棄される可能性がある',
  },
};
