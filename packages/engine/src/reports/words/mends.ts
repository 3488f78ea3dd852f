import type { Sentences } from './sentence.ts';

/** The smallest change that removes a blocker: says what to write, in the user's resource names. */
export const mends: Sentences = {
  ADD_GATEWAY_ENDPOINT: {
    en: 'add a gateway endpoint for {destination|the service} and associate it with {routeTable|the route table} of {subnet|the subnet}: it costs nothing',
    ja: '{destination|サービス}用のゲートウェイエンドポイントを追加し、{subnet|サブネット}の{routeTable|ルートテーブル}に関連付ける(料金はかからない)',
  },
  ADD_INTERFACE_ENDPOINT: {
    en: 'add an interface endpoint for {destination|the service} with private DNS in {vpc|the VPC}, or route {subnet|the subnet} to a NAT gateway',
    ja: '{vpc|VPC}に{destination|サービス}用のインターフェイスエンドポイント(プライベート DNS 有効)を追加するか、{subnet|サブネット}を NAT ゲートウェイにルーティングする',
  },
  ADD_NAT_ROUTE: {
    en: 'add to {routeTable|the route table} a route 0.0.0.0/0 to a NAT gateway in a public subnet of {vpc|the VPC}',
    ja: '{routeTable|ルートテーブル}に、{vpc|VPC}のパブリックサブネットにある NAT ゲートウェイへの 0.0.0.0/0 ルートを追加する',
  },
  ALLOW_PRIVATE_DNS_IN_VPC: {
    en: 'set `private_dns_only_for_inbound_resolver_endpoint = false` in `dns_options` of {vpcEndpoint|the endpoint}, or add a gateway endpoint for S3',
    ja: '{vpcEndpoint|エンドポイント}の `dns_options` で `private_dns_only_for_inbound_resolver_endpoint = false` にするか、S3 のゲートウェイエンドポイントを追加する',
  },
  USE_ADDRESS_IN_SUBNET: {
    en: 'use an address that lies in a subnet of {component|the VPC}: {destination|this one} belongs to none',
    ja: '{component|VPC}のいずれかのサブネットに含まれるアドレスを使う。{destination|このアドレス}はどのサブネットにも属さない',
  },
  ALLOW_SECURITY_GROUP_INGRESS: {
    en: 'add to {component|the security group} an ingress rule: tcp {ports|443} from {peer|the caller}',
    ja: '{component|セキュリティグループ}に tcp {ports|443}、送信元 {peer|呼び出し元}のインバウンドルールを追加する',
  },
  ALLOW_SECURITY_GROUP_EGRESS: {
    en: 'add to {component|the security group} an egress rule: tcp {ports|443} to {peer|the destination}',
    ja: '{component|セキュリティグループ}に tcp {ports|443}、送信先 {peer|宛先}のアウトバウンドルールを追加する',
  },
  ALLOW_NETWORK_ACL_INGRESS: {
    en: 'add to the network ACL {component|} an ingress allow entry: tcp {ports|443} from {peer|the other side}, numbered below {decided|the deny}',
    ja: 'ネットワーク ACL {component|}に tcp {ports|443}、送信元 {peer|相手側}のインバウンド許可エントリーを、{decided|拒否}より小さい番号で追加する',
  },
  'ALLOW_NETWORK_ACL_INGRESS.implicit-deny': {
    en: 'add to the network ACL {component|} an ingress allow entry: tcp {ports|443} from {peer|the other side}',
    ja: 'ネットワーク ACL {component|}に tcp {ports|443}、送信元 {peer|相手側}のインバウンド許可エントリーを追加する',
  },
  ALLOW_NETWORK_ACL_EGRESS: {
    en: 'add to the network ACL {component|} an egress allow entry: tcp {ports|443} to {peer|the other side}, numbered below {decided|the deny}',
    ja: 'ネットワーク ACL {component|}に tcp {ports|443}、送信先 {peer|相手側}のアウトバウンド許可エントリーを、{decided|拒否}より小さい番号で追加する',
  },
  'ALLOW_NETWORK_ACL_EGRESS.implicit-deny': {
    en: 'add to the network ACL {component|} an egress allow entry: tcp {ports|443} to {peer|the other side}',
    ja: 'ネットワーク ACL {component|}に tcp {ports|443}、送信先 {peer|相手側}のアウトバウンド許可エントリーを追加する',
  },
  GIVE_PUBLIC_IP: {
    en: 'give {component|the source} a public IPv4 address, or route {subnet|its subnet} to a NAT gateway or an endpoint',
    ja: '{component|送信元}にパブリック IPv4 アドレスを付けるか、{subnet|サブネット}を NAT ゲートウェイまたはエンドポイントにルーティングする',
  },
  'GIVE_PUBLIC_IP.lambda-vpc': {
    en: 'route {subnet|the subnet} to a NAT gateway or an endpoint: a function in a VPC ({component|this one}) never has a public IP address',
    ja: '{subnet|サブネット}を NAT ゲートウェイまたはエンドポイントにルーティングする。VPC 内の Lambda 関数({component|この関数})はパブリック IP アドレスを持てない',
  },
  'GIVE_PUBLIC_IP.ecs-ec2-task': {
    en: 'route {subnet|the subnet} to a NAT gateway or an endpoint: a task with a network interface of its own on EC2 ({component|this one}) never has a public IP address',
    ja: '{subnet|サブネット}を NAT ゲートウェイまたはエンドポイントにルーティングする。EC2 上で awsvpc モードのタスク({component|このタスク})はパブリック IP アドレスを持てない',
  },
  'GIVE_PUBLIC_IP.codebuild-vpc': {
    en: 'route {subnet|the subnet} to a NAT gateway or an endpoint: a build in a VPC ({component|this one}) never has a public IP address',
    ja: '{subnet|サブネット}を NAT ゲートウェイまたはエンドポイントにルーティングする。VPC 内の CodeBuild({component|このプロジェクト})はパブリック IP アドレスを持てない',
  },
  'GIVE_PUBLIC_IP.ecs-fargate': {
    en: 'set `assign_public_ip = true` on {component|the service}, or route {subnet|its subnet} to a NAT gateway or an endpoint',
    ja: '{component|サービス}に `assign_public_ip = true` を設定するか、{subnet|サブネット}を NAT ゲートウェイまたはエンドポイントにルーティングする',
  },
  GIVE_IPV6_ADDRESS: {
    en: 'give {component|the source} an IPv6 address (`assign_ipv6_address_on_creation` on {subnet|its subnet})',
    ja: '{component|送信元}に IPv6 アドレスを付ける({subnet|サブネット}の `assign_ipv6_address_on_creation`)',
  },
  USE_OWN_GATEWAY: {
    en: 'give {subnet|the VPC} a gateway, NAT or endpoint of its own: {component|the peering connection} carries only addresses of the peer VPC',
    ja: '{subnet|VPC}に専用のゲートウェイ・NAT・エンドポイントを用意する。{component|ピアリング接続}はピア VPC のアドレスしか運ばない',
  },
  USE_ANOTHER_CONNECTION: {
    en: 'join the two VPCs directly: {component|this connection} does not end at {destination|the destination}',
    ja: '2 つの VPC を直接つなぐ。{component|この接続}は{destination|宛先}に通じていない',
  },
  USE_EGRESS_ONLY_GATEWAY: {
    en: 'route IPv6 to an egress-only internet gateway instead of {component|the NAT gateway}',
    ja: 'IPv6 は {component|NAT ゲートウェイ}ではなく Egress-Only インターネットゲートウェイにルーティングする',
  },
  USE_PUBLIC_NAT: {
    en: 'set `connectivity_type = "public"` on {component|the NAT gateway} and give it an Elastic IP address',
    ja: '{component|NAT ゲートウェイ}を `connectivity_type = "public"` にし、Elastic IP アドレスを割り当てる',
  },
  USE_NAT_IN_VPC: {
    en: 'use a NAT gateway in {vpc|this VPC} instead of {component|that one}',
    ja: '{component|その NAT ゲートウェイ}ではなく {vpc|この VPC}の NAT ゲートウェイを使う',
  },
  MOVE_NAT_TO_PUBLIC_SUBNET: {
    en: 'put {component|the NAT gateway} into another subnet than {subnet|this one}, one that routes to an internet gateway',
    ja: '{component|NAT ゲートウェイ}を {subnet|このサブネット}ではなく、インターネットゲートウェイへのルートを持つ別のサブネットに置く',
  },
  ROUTE_NAT_SUBNET_TO_GATEWAY: {
    en: 'route {subnet|the subnet of the NAT gateway} to an internet gateway',
    ja: '{subnet|NAT ゲートウェイのサブネット}からインターネットゲートウェイへのルートを追加する',
  },
  REPLACE_BLACKHOLE_ROUTE: {
    en: 'point the route {route|} in {routeTable|the table} at something that exists, or remove it',
    ja: '{routeTable|ルートテーブル}のルート {route|}のターゲットを実在するものに変えるか、ルートを削除する',
  },
  ADD_RETURN_ROUTE: {
    en: 'add to {routeTable|the table of the other side} a route back to {destinations|the source}',
    ja: '{routeTable|相手側のルートテーブル}に、{destinations|送信元}への戻りルートを追加する',
  },
  GIVE_ENDPOINT_SUBNETS: {
    en: 'give {vpcEndpoint|the endpoint} one subnet per Availability Zone in `subnet_ids`',
    ja: '{vpcEndpoint|エンドポイント}の `subnet_ids` にアベイラビリティーゾーンごとに 1 つのサブネットを指定する',
  },
  ADD_ROUTE: {
    en: 'add to {routeTable|the route table} a route for {destination|the destination} to {target|a gateway, NAT or endpoint}',
    ja: '{routeTable|ルートテーブル}に、{destination|宛先}から {target|ゲートウェイ・NAT・エンドポイント}へのルートを追加する',
  },
  ASSOCIATE_ROUTE_TABLE: {
    en: 'add {routeTable|the table of this subnet} to `route_table_ids` of {vpcEndpoint|the gateway endpoint}',
    ja: '{vpcEndpoint|ゲートウェイエンドポイント}の `route_table_ids` に {routeTable|このサブネットのルートテーブル}を追加する',
  },
  CREATE_INTERFACE_ENDPOINT: {
    en: 'create an interface endpoint for {serviceName|this service} in {vpc|the VPC}, with private DNS and a group that admits the caller on 443',
    ja: '{vpc|VPC}に {serviceName|このサービス}のインターフェイスエンドポイントを作る(プライベート DNS 有効、呼び出し元から 443 を許可するセキュリティグループ付き)',
  },
  CREATE_GATEWAY_ENDPOINT: {
    en: 'create a gateway endpoint for {serviceName|this service} in {vpc|the VPC} and associate {routeTable|the table of this subnet}',
    ja: '{vpc|VPC}に {serviceName|このサービス}のゲートウェイエンドポイントを作り、{routeTable|このサブネットのルートテーブル}に関連付ける',
  },
  REMOVE_ENDPOINT_SUBNET: {
    en: 'leave {subnet|that subnet} out of `subnet_ids` of {vpcEndpoint|the endpoint}',
    ja: '{vpcEndpoint|エンドポイント}の `subnet_ids` から {subnet|そのサブネット}を除く',
  },
  ENABLE_DNS_SUPPORT: {
    en: 'set `enable_dns_support = true` on {vpc|the VPC}',
    ja: '{vpc|VPC}に `enable_dns_support = true` を設定する',
  },
  ENABLE_DNS_HOSTNAMES: {
    en: 'set `enable_dns_hostnames = true` on {vpc|the VPC}',
    ja: '{vpc|VPC}に `enable_dns_hostnames = true` を設定する',
  },
  ENABLE_PRIVATE_DNS: {
    en: 'set `private_dns_enabled = true` on {vpcEndpoint|the endpoint}, or use the endpoint’s own name',
    ja: '{vpcEndpoint|エンドポイント}に `private_dns_enabled = true` を設定するか、エンドポイント固有の名前を使う',
  },
  SERVE_ALL_RESOLVERS: {
    en: 'set `private_dns_only_for_inbound_resolver_endpoint = false` in `dns_options` of {vpcEndpoint|the S3 endpoint}',
    ja: '{vpcEndpoint|S3 エンドポイント}の `dns_options` に `private_dns_only_for_inbound_resolver_endpoint = false` を設定する',
  },
  USE_ENDPOINT_ADDRESS_TYPE: {
    en: 'set `ip_address_type = "dualstack"` on {vpcEndpoint|the endpoint}, or let the client use the family that it has',
    ja: '{vpcEndpoint|エンドポイント}に `ip_address_type = "dualstack"` を設定するか、エンドポイントが持つアドレスファミリーをクライアントに使わせる',
  },
  USE_ENDPOINT_NAME: {
    en: 'configure the client with the endpoint’s own name of {vpcEndpoint|the endpoint}',
    ja: 'クライアントに {vpcEndpoint|エンドポイント}の固有の名前を設定する',
  },
  USE_REGIONAL_NAME: {
    en: 'configure the client with the regional name {regionalName|of the service}',
    ja: 'クライアントにリージョナルな名前 {regionalName|}を設定する',
  },
  USE_CUSTOM_DOMAIN: {
    en: 'give the public API a custom domain name, or turn private DNS off on {vpcEndpoint|the endpoint}',
    ja: '公開 API にカスタムドメイン名を付けるか、{vpcEndpoint|エンドポイント}のプライベート DNS を無効にする',
  },
  ADD_ZONE_RECORD: {
    en: 'add the record {name|} to {hostedZone|the private zone}, or narrow or disassociate the zone',
    ja: '{hostedZone|プライベートホストゾーン}にレコード {name|}を追加するか、ゾーンの範囲を狭める(または関連付けを外す)',
  },
  USE_GROUP_OF_VPC: {
    en: 'give {vpcEndpoint|the endpoint} a security group of {vpc|its VPC}',
    ja: '{vpcEndpoint|エンドポイント}に {vpc|その VPC}のセキュリティグループを指定する',
  },
  CREATE_INTERNET_GATEWAY: {
    en: 'create an internet gateway and attach it to {vpc|the VPC}',
    ja: 'インターネットゲートウェイを作り、{vpc|VPC}にアタッチする',
  },
  ATTACH_INTERNET_GATEWAY: {
    en: 'attach {component|the internet gateway} to {vpc|the VPC}',
    ja: '{component|インターネットゲートウェイ}を {vpc|VPC}にアタッチする',
  },
  GIVE_ELASTIC_IP: {
    en: 'give {component|the NAT gateway} an Elastic IP address',
    ja: '{component|NAT ゲートウェイ}に Elastic IP アドレスを割り当てる',
  },
  DISABLE_SOURCE_DEST_CHECK: {
    en: 'set `source_dest_check = false` on {component|the instance}',
    ja: '{component|インスタンス}に `source_dest_check = false` を設定する',
  },
  ACCEPT_PEERING: {
    en: 'accept the peering connection {component|}',
    ja: 'ピアリング接続 {component|}を承認する',
  },
  EXCLUDE_FROM_BLOCK_PUBLIC_ACCESS: {
    en: 'add an exclusion for {subnet|the subnet} to VPC Block Public Access',
    ja: 'VPC ブロックパブリックアクセスに {subnet|サブネット}の除外を追加する',
  },
};

/** Why a call is in question, where the proof says it by a code. */
export const callReasons: Sentences = {
  ENVIRONMENT_VALUE: {
    en: 'an environment value of the workload holds this name',
    ja: 'ワークロードの環境変数にこの名前がある',
  },
  IMAGE_IN_REGISTRY: {
    en: 'its image is pulled from there before it starts',
    ja: '起動前にここからイメージをプルする',
  },
  IMAGE_REGISTRY_UNKNOWN: {
    en: 'the registry of its image is not known: it may be ECR',
    ja: 'イメージのレジストリが分からない: ECR かもしれない',
  },
  ROLE_MAY: {
    en: 'its role {role|} allows {actions|the call}: {policy|}, {statement|}',
    ja: 'ロール {role|} が {actions|この呼び出し} を許可している: {policy|}、{statement|}',
  },
  ROLE_HAS_POLICY: {
    en: 'its role {role|} has the policy {policy|}',
    ja: 'ロール {role|} にポリシー {policy|} が付いている',
  },
  REST_API_IN_SOURCE: { en: 'the source declares this API', ja: 'この API がソースで宣言されている' },
};

/** Why a route that matched won or lost. */
export const candidateReasons: Sentences = {
  ROUTE_SELECTED: { en: 'the best match', ja: '最も優先される一致' },
  LONGEST_PREFIX: { en: 'the longest prefix that matches', ja: '最長一致' },
  ONLY_MATCH: { en: 'the only route that matches', ja: '一致する唯一のルート' },
  LOCAL_FIRST: { en: 'the local route beats propagated routes', ja: 'ローカルルートは伝播ルートに優先する' },
  LOCAL_BEFORE_PROPAGATED: {
    en: 'the local route beats propagated routes',
    ja: 'ローカルルートは伝播ルートに優先する',
  },
  STATIC_BEFORE_PREFIX_LIST: {
    en: 'a static route beats a prefix list of the same length',
    ja: '同じ長さなら、静的ルートはプレフィックスリストに優先する',
  },
  STATIC_BEFORE_PROPAGATED: {
    en: 'a static route beats a propagated one of the same length',
    ja: '同じ長さなら、静的ルートは伝播ルートに優先する',
  },
  PREFIX_LIST_BEFORE_PROPAGATED: {
    en: 'a prefix list beats a propagated route of the same length',
    ja: '同じ長さなら、プレフィックスリストは伝播ルートに優先する',
  },
  CANNOT_ROUTE: { en: 'does not contain the destination', ja: '宛先を含まない' },
  SHORTER_PREFIX: { en: 'its prefix is shorter', ja: 'プレフィックスが短い' },
  AMBIGUOUS: { en: 'AWS does not say which one wins', ja: 'どちらが選ばれるか AWS は定めていない' },
};
