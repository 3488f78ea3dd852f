import type { Sentences } from './sentence.ts';

/** Words of hops that let the packet pass, of what NAT and IPv6 ask for, and of what was assumed. */
export const passing: Sentences = {
  SECURITY_GROUP_ALLOWS: {
    en: 'allowed by {decided|a rule}',
    ja: '{decided|ルール}により許可',
  },
  STATEFUL_REPLY: {
    en: 'replies pass: security groups keep track of connections',
    ja: '応答は通る: セキュリティグループは接続を追跡する',
  },
  NETWORK_ACL_ALLOWS: {
    en: 'allowed by {decided|an entry}',
    ja: '{decided|エントリー}により許可',
  },
  'NETWORK_ACL_ALLOWS.egress': {
    en: 'out of {subnet|the subnet}: allowed by {decided|an entry}',
    ja: '{subnet|サブネット}から外へ: {decided|エントリー}により許可',
  },
  'NETWORK_ACL_ALLOWS.ingress': {
    en: 'into {subnet|the subnet}: allowed by {decided|an entry}',
    ja: '{subnet|サブネット}へ: {decided|エントリー}により許可',
  },
  ROUTE_SELECTED: {
    en: '{decided|this route} wins',
    ja: '{decided|このルート}が選ばれる',
  },
  SAME_SUBNET: {
    en: 'both ends are in {subnet|one subnet}: no route and no network ACL is asked',
    ja: '両端が同じサブネット({subnet|同一})にあり、ルートもネットワーク ACL も関与しない',
  },
  ENDPOINT_REACHED: {
    en: 'the endpoint has a network interface in {subnet|a subnet} ({addresses|address known after apply})',
    ja: 'エンドポイントは {subnet|サブネット}に ENI を持つ({addresses|アドレスは適用後に確定})',
  },
  DESTINATION_REACHED: {
    en: 'the destination has a network interface in {subnet|a subnet} ({addresses|address known after apply})',
    ja: '宛先は {subnet|サブネット}に ENI を持つ({addresses|アドレスは適用後に確定})',
  },
  INTERNET_GATEWAY_PASSES: {
    en: 'the packet leaves the VPC',
    ja: 'パケットは VPC の外へ出る',
  },
  EGRESS_ONLY_GATEWAY_PASSES: {
    en: 'the packet leaves the VPC; nothing may be started from outside',
    ja: 'パケットは VPC の外へ出る。外から始まる接続は通さない',
  },
  GATEWAY_ENDPOINT_CARRIES: {
    en: 'the gateway endpoint carries packets to {serviceName|its service}',
    ja: 'ゲートウェイエンドポイントが {serviceName|サービス}宛てのパケットを運ぶ',
  },
  GATEWAY_ENDPOINT_BEHIND_NAT: {
    en: 'behind the NAT, the gateway endpoint {component|} carries the packets',
    ja: 'NAT の先で、ゲートウェイエンドポイント {component|}がパケットを運ぶ',
  },
  NAT_TRANSLATES: {
    en: 'the NAT gateway in {subnet|its subnet} replaces the source address by its own',
    ja: '{subnet|サブネット}の NAT ゲートウェイが送信元アドレスを自分のアドレスに書き換える',
  },
  NAT_INSTANCE_FORWARDS: {
    en: 'the NAT instance in {subnet|its subnet} forwards the packet',
    ja: '{subnet|サブネット}の NAT インスタンスがパケットを転送する',
  },
  PEERING_CARRIES: {
    en: 'the peering connection carries the packet to the peer VPC',
    ja: 'ピアリング接続がパケットをピア VPC へ運ぶ',
  },
  SERVICE_REACHED: {
    en: 'the service answers at its public addresses ({addresses|AWS’s})',
    ja: 'サービスはパブリックアドレスで応答する({addresses|AWS のアドレス})',
  },
  IPV6_ADDRESS_MISSING: {
    en: '{component|the source} has no IPv6 address',
    ja: '{component|送信元}に IPv6 アドレスがない',
  },
  NAT_IPV4_ONLY: {
    en: '{component|the NAT gateway} carries IPv4 only',
    ja: '{component|NAT ゲートウェイ}は IPv4 だけを運ぶ',
  },
  NAT_PRIVATE: {
    en: '{component|the NAT gateway} is a private one: it does not lead out of the VPC’s networks',
    ja: '{component|NAT ゲートウェイ}はプライベート NAT で、VPC のネットワークの外へは通じない',
  },
  NAT_WITHOUT_ELASTIC_IP: {
    en: 'the public NAT gateway {component|} has no Elastic IP address',
    ja: 'パブリック NAT ゲートウェイ {component|}に Elastic IP アドレスがない',
  },
  NAT_IN_OWN_SUBNET: {
    en: '{component|the NAT gateway} is in the subnet that it serves ({subnet|the same})',
    ja: '{component|NAT ゲートウェイ}が、利用元と同じサブネット({subnet|同一})にある',
  },
  SECURITY_GROUP_OF_ANOTHER_VPC: {
    en: '{securityGroup|the group} of {component|the interface} belongs to another VPC: AWS does not create it so',
    ja: '{component|インターフェイス}の {securityGroup|セキュリティグループ}は別の VPC のもので、AWS は作成を拒否する',
  },
  NAT_VPC_WITHOUT_GATEWAY: {
    en: 'no internet gateway is attached to {vpc|the VPC} of the regional NAT gateway {component|}',
    ja: 'リージョナル NAT ゲートウェイ {component|}の {vpc|VPC}に、インターネットゲートウェイがアタッチされていない',
  },
  NAT_SUBNET_WITHOUT_GATEWAY: {
    en: '{subnet|the subnet} of the NAT gateway has no route to an internet gateway for {destination|the destination}',
    ja: 'NAT ゲートウェイのあるサブネット {subnet|}に、{destination|宛先}に向けたインターネットゲートウェイへのルートがない',
  },
  PUBLISHED_RANGES: {
    en: 'the addresses of {serviceName|the service} are taken from the ranges that AWS publishes',
    ja: '{serviceName|サービス}のアドレスは AWS が公開している範囲によるものとした',
  },
  ASSUMED_NAT_INSTANCE: {
    en: '{component|the instance} is set up inside to forward packets as a NAT',
    ja: '{component|インスタンス}の内部は NAT として転送するよう設定されているものとした',
  },
  ASSUMED_ACCEPTED: {
    en: 'the owner of {serviceName|the service} has accepted {component|the endpoint}',
    ja: '{serviceName|サービス}の所有者は {component|エンドポイント}を承諾済みとした',
  },
  ASSUMED_CLIENT_GROUP: {
    en: 'a client in {subnet|this subnet} has a security group that lets its calls out',
    ja: '{subnet|このサブネット}のクライアントは、外向きの呼び出しを許すセキュリティグループを持つものとした',
  },
  'availability-zones': {
    en: 'the Availability Zones of the Region are those of the catalogue ({detail|no account was asked})',
    ja: 'リージョンのアベイラビリティーゾーンはカタログによる({detail|アカウントには問い合わせていない})',
  },
};
