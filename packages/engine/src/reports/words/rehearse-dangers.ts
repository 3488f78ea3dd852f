import type { Sentences } from './sentence.ts';

/** What a change does beside what was meant, by the code of the danger. */
export const dangerSentences: Sentences = {
  OPEN_CONNECTIONS_CUT: {
    en: 'connections to {service} that are open when the endpoint appears are cut: {workloads}',
    ja: 'エンドポイントができた時点で開いている {service} への接続は切れる: {workloads}',
  },
  TABLE_LEFT_OUT: {
    en: 'these call {service} from subnets whose route table is not given to the endpoint, and go on as today: {workloads}',
    ja: '次の呼び出し元のルートテーブルにはエンドポイントが関連付けられないため、{service} への経路は今のまま: {workloads}',
  },
  IPV6_GOES_PAST: {
    en: 'the endpoint carries IPv4 only: dual-stack names of {service} answer IPv6 too, and these may go past it: {workloads}',
    ja: 'エンドポイントは IPv4 のみを運ぶ。{service} のデュアルスタック名は IPv6 も答えるため、次の呼び出しはエンドポイントを通らないことがある: {workloads}',
  },
  SOURCE_IP_ENDS: {
    en: '{policy} asks for aws:SourceIp; a call by the endpoint does not carry it: an Allow no longer matches, a Deny with NotIpAddress does',
    ja: '{policy} は aws:SourceIp を条件にしている。エンドポイント経由の呼び出しにこのキーはないため、Allow は一致しなくなり、NotIpAddress の Deny は一致する',
  },
  DEFAULT_POLICY: {
    en: 'without a policy of its own the endpoint lets every action on every {service} resource through, of other accounts too',
    ja: 'ポリシーを指定しないエンドポイントは、他アカウントのものも含め {service} のすべてのリソースへのすべての操作を通す',
  },
  NAME_CAPTURED: {
    en: 'private DNS takes {service} for the whole VPC, and these do not get through to the endpoint: {workloads}',
    ja: 'プライベート DNS は VPC 全体で {service} の名前を引き受けるが、次の呼び出し元はエンドポイントに届かない: {workloads}',
  },
  NAME_CAPTURED_FOR_ALL: {
    en: 'private DNS takes {service} for every client in {vpc}, those that are not in this source too: its group must admit them all on 443',
    ja: 'プライベート DNS は、このコードにないものも含め {vpc} のすべてのクライアントの {service} を引き受ける。エンドポイントのグループがすべてを 443 で許可する必要がある',
  },
  VPC_DNS_OFF: {
    en: 'private DNS needs both DNS attributes of the VPC, and {attributes} of {vpc} is off',
    ja: 'プライベート DNS には VPC の DNS 属性が両方必要だが、{vpc} の {attributes} が無効になっている',
  },
  PRIVATE_ZONE_CONFLICT: {
    en: 'private hosted zone {zone} ({name}) is associated with {vpc}: AWS refuses an endpoint with private DNS of the same name',
    ja: 'プライベートホストゾーン {zone} ({name}) が {vpc} に関連付けられている。同じ名前のプライベート DNS を持つエンドポイントは AWS が拒否する',
  },
  NAME_TAKEN: {
    en: '{other} has the private name of {service} in this VPC already: AWS refuses a second one',
    ja: 'この VPC では {other} がすでに {service} のプライベート名を持っている。2 つ目は AWS が拒否する',
  },
  WILDCARD_NAMES: {
    en: 'private DNS takes every name below {names}, also of other accounts’ {service}',
    ja: 'プライベート DNS は {names} 以下のすべての名前を引き受ける(他アカウントの {service} も含む)',
  },
  PUBLIC_APIS_SHADOWED: {
    en: 'private DNS takes {names}: from {vpc}, the default names of public APIs, of partners too, lead to the endpoint and answer 403',
    ja: 'プライベート DNS は {names} を引き受ける。{vpc} からは、他社のものも含め公開 API の既定の名前がエンドポイントに向かい、403 になる',
  },
  PUBLIC_APIS_OF_SOURCE_SHADOWED: {
    en: 'private DNS takes {names}: from {vpc}, the public APIs {apis} lead to the endpoint and answer 403, and so do those of partners',
    ja: 'プライベート DNS は {names} を引き受ける。{vpc} からは公開 API {apis} がエンドポイントに向かい 403 になる。他社の公開 API も同様',
  },
  S3_INBOUND_ONLY: {
    en: 'private DNS of S3 is for inbound resolver endpoints only, unless it says otherwise: clients in {vpc} keep the gateway endpoint, which can no longer be deleted',
    ja: 'S3 のプライベート DNS は、指定しなければインバウンドリゾルバーエンドポイント専用になる。{vpc} 内のクライアントは引き続きゲートウェイエンドポイントを使い、それは削除できなくなる',
  },
  S3_NEEDS_GATEWAY: {
    en: 'private DNS of S3 for inbound resolver endpoints (the default) needs a gateway endpoint for S3 in {vpc}, and there is none',
    ja: 'S3 のプライベート DNS(既定のインバウンドリゾルバー専用)には {vpc} に S3 のゲートウェイエンドポイントが必要だが、存在しない',
  },
  NAMES_NOT_COVERED: {
    en: 'clients that use a global or legacy name of {service} go past the endpoint: {names}',
    ja: '{service} のグローバル名や旧形式の名前を使うクライアントはエンドポイントを通らない: {names}',
  },
  USER_POOL_DOMAIN: {
    en: 'requests to a user pool with a domain cannot be completed through the endpoint, and managed login never goes over it',
    ja: 'ドメインを設定したユーザープールへのリクエストはエンドポイント経由では完了できない。マネージドログインは常にエンドポイントを通らない',
  },
  NO_PRIVATE_DNS: {
    en: '{service} has no private DNS: clients go on as today unless they are given the endpoint’s own vpce-… name',
    ja: '{service} にはプライベート DNS がない。クライアントにエンドポイント固有の vpce-… 名を指定しない限り、経路は今のまま',
  },
  ZONE_WITHOUT_INTERFACE: {
    en: 'the endpoint has no interface in {zones}, where there are {workloads}: their calls cross zones, and fail with the other zone',
    ja: 'エンドポイントは {zones} にインターフェイスを持たないが、そこに {workloads} がある。呼び出しは AZ をまたぎ、相手の AZ の障害の影響を受ける',
  },
  ZONE_OFFER_NOT_KNOWN: {
    en: 'whether AWS offers {service} in {zones|these zones} is not in the source: where it does not, creation fails',
    ja: '{zones|これらの AZ}で {service} が提供されているかはコードからはわからない。提供されていない AZ では作成に失敗する',
  },
  INTERNET_LOST: {
    en: 'these lose their way to the internet; what they call there stands in no declaration (packages, partners, licence servers): {workloads}',
    ja: '次のものはインターネットへの経路を失う。そこで何を呼び出しているか(パッケージ、他社 API、ライセンスサーバーなど)はコードに現れない: {workloads}',
  },
  INBOUND_LOST: {
    en: 'these have public addresses and can no longer be reached from the internet: {workloads}',
    ja: '次のものはパブリックアドレスを持つが、インターネットから到達できなくなる: {workloads}',
  },
  PUBLIC_ADDRESSES_LEFT: {
    en: 'AWS does not detach {gateway} while something in its VPC has a public address: {holders}',
    ja: 'VPC 内にパブリックアドレスを持つものがある間、AWS は {gateway} をデタッチしない: {holders}',
  },
  GATEWAY_HELD: {
    en: 'AWS does not delete {gateway} while {holder} has private DNS for inbound resolver endpoints only',
    ja: '{holder} のプライベート DNS がインバウンドリゾルバー専用である間、AWS は {gateway} を削除しない',
  },
  BLACK_HOLE: {
    en: 'routes to {target} must go as well ({tables}): left behind, they become black holes that still win by their prefix',
    ja: '{target} へのルートも削除する必要がある({tables})。残すとブラックホールになり、プレフィックスの一致では引き続き選ばれる',
  },
  ADDRESS_RELEASED: {
    en: 'the public addresses of {addresses} are given back: whoever admits them by number refuses you then, and may admit a stranger',
    ja: '{addresses} のパブリックアドレスは返却される。アドレスで許可している相手からは拒否され、別の利用者が許可されることもある',
  },
  GROUP_IN_USE: {
    en: '{group} is in use by {workloads}: AWS does not delete it before they have another group; with none they get the VPC’s default group',
    ja: '{group} は {workloads} が使っているため、別のグループに替えるまで AWS は削除しない。指定がなくなると VPC の既定のグループになる',
  },
  RULE_NAMED_BY_ENDPOINT: {
    en: 'a rule of {group} names the addresses by {endpoint}.prefix_list_id: it cannot stay, and without it every other way to them is closed as well',
    ja: '{group} のルールは {endpoint}.prefix_list_id でアドレスを指している。そのままでは残せず、なくなれば他の経路も閉じる',
  },
  ENDPOINT_KEYS_END: {
    en: '{policy} asks for {keys}; without {endpoint} calls no longer carry it: an Allow no longer matches, a negated Deny does',
    ja: '{policy} は {keys} を条件にしている。{endpoint} がなくなるとこのキーはなくなり、Allow は一致しなくなり、否定条件の Deny は一致する',
  },
  WAY_CHANGES: {
    en: 'open connections to {services} are cut when their way changes: {workloads}',
    ja: '経路が変わるとき、{services} への開いている接続は切れる: {workloads}',
  },
};

/** What to do about it. */
export const dangerAdvice: Sentences = {
  OPEN_CONNECTIONS_CUT: {
    en: 'apply it in a quiet hour; clients must open their connections again',
    ja: '影響の少ない時間帯に適用し、クライアントが再接続できることを確認する',
  },
  TABLE_LEFT_OUT: {
    en: 'add their route tables to route_table_ids',
    ja: 'そのルートテーブルを route_table_ids に加える',
  },
  IPV6_GOES_PAST: {
    en: 'use IPv4 names, or ip_address_type = "dualstack" where the service offers it',
    ja: 'IPv4 の名前を使うか、対応していれば ip_address_type = "dualstack" にする',
  },
  SOURCE_IP_ENDS: {
    en: 'add aws:SourceVpce or aws:VpcSourceIp beside it before the endpoint is there',
    ja: 'エンドポイントを作る前に aws:SourceVpce または aws:VpcSourceIp の条件を加える',
  },
  DEFAULT_POLICY: {
    en: 'give it a policy that names your principals or your resources',
    ja: '自組織のプリンシパルまたはリソースを指定したポリシーを付ける',
  },
  NAME_CAPTURED: {
    en: 'admit their groups on 443 in the endpoint’s group, and let them out to it',
    ja: 'エンドポイントのグループで 443 を許可し、呼び出し元のアウトバウンドも許可する',
  },
  NAME_CAPTURED_FOR_ALL: {
    en: 'admit the VPC’s CIDR, or list its clients (lambda, containers, people) first',
    ja: 'VPC の CIDR を許可するか、先にクライアント(Lambda、コンテナ、利用者)を洗い出す',
  },
  VPC_DNS_OFF: {
    en: 'set enable_dns_support and enable_dns_hostnames first',
    ja: '先に enable_dns_support と enable_dns_hostnames を有効にする',
  },
  PRIVATE_ZONE_CONFLICT: {
    en: 'remove the zone’s association first, or turn private DNS off and point the zone at the endpoint',
    ja: '先にゾーンの関連付けを外すか、プライベート DNS を無効にしてゾーンをエンドポイントに向ける',
  },
  NAME_TAKEN: {
    en: 'widen the endpoint that is there, or turn private DNS off on one of them',
    ja: '既存のエンドポイントを広げるか、どちらかのプライベート DNS を無効にする',
  },
  WILDCARD_NAMES: {
    en: 'its policy must allow what you use there',
    ja: '利用しているものをエンドポイントポリシーで許可する',
  },
  PUBLIC_APIS_SHADOWED: {
    en: 'call public APIs by a custom domain, or turn private DNS off and use the vpce-… name',
    ja: '公開 API はカスタムドメインで呼ぶか、プライベート DNS を無効にして vpce-… 名を使う',
  },
  PUBLIC_APIS_OF_SOURCE_SHADOWED: {
    en: 'give those APIs a custom domain, or turn private DNS off and use the vpce-… name',
    ja: 'それらの API にカスタムドメインを設定するか、プライベート DNS を無効にして vpce-… 名を使う',
  },
  S3_INBOUND_ONLY: {
    en: 'decide private_dns_only_for_inbound_resolver_endpoint in dns_options yourself',
    ja: 'dns_options の private_dns_only_for_inbound_resolver_endpoint を明示する',
  },
  S3_NEEDS_GATEWAY: {
    en: 'add the gateway endpoint as well (it is free), or set private_dns_only_for_inbound_resolver_endpoint = false',
    ja: 'ゲートウェイエンドポイント(無料)も追加するか、private_dns_only_for_inbound_resolver_endpoint = false にする',
  },
  NAMES_NOT_COVERED: {
    en: 'let clients use the regional name (AWS_STS_REGIONAL_ENDPOINTS=regional and the like)',
    ja: 'クライアントにリージョンの名前を使わせる(AWS_STS_REGIONAL_ENDPOINTS=regional など)',
  },
  USER_POOL_DOMAIN: {
    en: 'keep another way for user pools with a domain',
    ja: 'ドメインを設定したユーザープールには別の経路を残す',
  },
  NO_PRIVATE_DNS: {
    en: 'configure the clients with the vpce-… URL',
    ja: 'クライアントに vpce-… の URL を設定する',
  },
  ZONE_WITHOUT_INTERFACE: {
    en: 'add a subnet of each zone (each costs by the hour)',
    ja: '各 AZ のサブネットを追加する(AZ ごとに時間料金がかかる)',
  },
  ZONE_OFFER_NOT_KNOWN: {
    en: 'ask the account: aws ec2 describe-vpc-endpoint-services --service-names {serviceName}',
    ja: 'アカウントで確認する: aws ec2 describe-vpc-endpoint-services --service-names {serviceName}',
  },
  INTERNET_LOST: {
    en: 'look at their flow logs before: destinations that are no AWS addresses would stop',
    ja: '事前にフローログを確認する。AWS のアドレスでない宛先は届かなくなる',
  },
  INBOUND_LOST: {
    en: 'give what the public reaches another front: CloudFront VPC origins, a load balancer elsewhere',
    ja: '公開しているものには別の入口を用意する(CloudFront の VPC オリジン、別の VPC のロードバランサーなど)',
  },
  PUBLIC_ADDRESSES_LEFT: {
    en: 'take these out, or their addresses, in the same change',
    ja: '同じ変更で、それらまたはそのアドレスを取り除く',
  },
  GATEWAY_HELD: {
    en: 'turn private DNS off there first, or set private_dns_only_for_inbound_resolver_endpoint = false',
    ja: '先にそのプライベート DNS を無効にするか、private_dns_only_for_inbound_resolver_endpoint = false にする',
  },
  BLACK_HOLE: {
    en: 'take the routes out in the same change',
    ja: '同じ変更でルートも取り除く',
  },
  ADDRESS_RELEASED: {
    en: 'ask who has the address in an allow list; keep the aws_eip to keep the address (it costs by the hour)',
    ja: 'アドレスを許可リストに入れている相手を確認する。アドレスを保つには aws_eip を残す(時間料金がかかる)',
  },
  GROUP_IN_USE: {
    en: 'give them another group first',
    ja: '先に別のグループを割り当てる',
  },
  RULE_NAMED_BY_ENDPOINT: {
    en: 'name the list by data "aws_prefix_list" instead',
    ja: '代わりに data "aws_prefix_list" でリストを指す',
  },
  ENDPOINT_KEYS_END: {
    en: 'change the policy first',
    ja: '先にポリシーを変更する',
  },
  WAY_CHANGES: {
    en: 'apply it in a quiet hour; clients must open their connections again',
    ja: '影響の少ない時間帯に適用し、クライアントが再接続できることを確認する',
  },
};

const privateLink = 'https://docs.aws.amazon.com/vpc/latest/privatelink';
const userGuide = 'https://docs.aws.amazon.com/vpc/latest/userguide';
const conditionKeys =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html';
const createInterface = `${privateLink}/create-interface-endpoint.html`;
const apiGateway =
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html';

/** The page that each statement comes from. */
export const dangerSources: Readonly<Record<string, string>> = {
  OPEN_CONNECTIONS_CUT: `${privateLink}/vpc-endpoints-s3.html`,
  TABLE_LEFT_OUT: `${privateLink}/gateway-endpoints.html`,
  IPV6_GOES_PAST: `${privateLink}/gateway-endpoints.html`,
  SOURCE_IP_ENDS: conditionKeys,
  DEFAULT_POLICY: `${privateLink}/vpc-endpoints-access.html`,
  NAME_CAPTURED: createInterface,
  NAME_CAPTURED_FOR_ALL: createInterface,
  VPC_DNS_OFF: `${userGuide}/vpc-dns.html`,
  PRIVATE_ZONE_CONFLICT: 'https://github.com/hashicorp/terraform-provider-aws/issues/17535',
  NAME_TAKEN: 'https://github.com/hashicorp/terraform-provider-aws/issues/37783',
  WILDCARD_NAMES: `${privateLink}/aws-services-privatelink-support.html`,
  PUBLIC_APIS_SHADOWED: apiGateway,
  PUBLIC_APIS_OF_SOURCE_SHADOWED: apiGateway,
  S3_INBOUND_ONLY: `${privateLink}/vpc-endpoints-s3.html`,
  S3_NEEDS_GATEWAY: `${privateLink}/vpc-endpoints-s3.html`,
  NAMES_NOT_COVERED: 'https://github.com/boto/boto3/issues/4333',
  USER_POOL_DOMAIN: 'https://docs.aws.amazon.com/cognito/latest/developerguide/vpc-interface-endpoints.html',
  NO_PRIVATE_DNS: createInterface,
  ZONE_WITHOUT_INTERFACE: `${privateLink}/privatelink-access-aws-services.html`,
  ZONE_OFFER_NOT_KNOWN: createInterface,
  INTERNET_LOST: `${userGuide}/vpc-nat-gateway.html`,
  INBOUND_LOST: `${userGuide}/VPC_Internet_Gateway.html`,
  PUBLIC_ADDRESSES_LEFT:
    'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachInternetGateway.html',
  GATEWAY_HELD: `${privateLink}/vpc-endpoints-s3.html`,
  BLACK_HOLE: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html',
  ADDRESS_RELEASED: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html',
  GROUP_IN_USE: `${userGuide}/deleting-security-groups.html`,
  RULE_NAMED_BY_ENDPOINT: `${privateLink}/vpc-endpoints-s3.html`,
  ENDPOINT_KEYS_END: conditionKeys,
  WAY_CHANGES: `${userGuide}/WorkWithRouteTables.html`,
};
