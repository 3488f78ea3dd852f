import type { AlternativeName, Assumption } from '../../pricing/alternatives.ts';
import type { BillNote, Charge } from '../../pricing/bill.ts';
import type { UnpricedReason } from '../../pricing/design.ts';
import type { Sentence } from './sentence.ts';

export const chargeWords: Readonly<Record<Charge, Sentence>> = {
  'nat-gateway-hours': { en: 'NAT gateway, hours', ja: 'NAT ゲートウェイ(時間)' },
  'nat-gateway-gb': { en: 'NAT gateway, data', ja: 'NAT ゲートウェイ(データ)' },
  'public-ipv4-hours': { en: 'public IPv4 addresses', ja: 'パブリック IPv4 アドレス' },
  'gateway-endpoint': { en: 'gateway endpoints', ja: 'ゲートウェイエンドポイント' },
  'interface-endpoint-hours': {
    en: 'interface endpoints, hours',
    ja: 'インターフェイスエンドポイント(時間)',
  },
  'interface-endpoint-gb': { en: 'interface endpoints, data', ja: 'インターフェイスエンドポイント(データ)' },
  'gwlb-endpoint-hours': { en: 'Gateway Load Balancer endpoints, hours', ja: 'GWLB エンドポイント(時間)' },
  'gwlb-endpoint-gb': { en: 'Gateway Load Balancer endpoints, data', ja: 'GWLB エンドポイント(データ)' },
  'resource-endpoint-hours': { en: 'resource endpoints, hours', ja: 'リソースエンドポイント(時間)' },
  'resource-endpoint-gb': { en: 'resource endpoints, data', ja: 'リソースエンドポイント(データ)' },
  'other-endpoint': { en: 'other endpoints', ja: 'その他のエンドポイント' },
  'transit-gateway-attachment-hours': {
    en: 'transit gateway attachments, hours',
    ja: 'Transit Gateway アタッチメント(時間)',
  },
  'transit-gateway-gb': { en: 'transit gateway, data', ja: 'Transit Gateway(データ)' },
  'cross-az-gb': { en: 'data across Availability Zones', ja: 'AZ 間のデータ転送' },
  'internet-egress-gb': { en: 'data out to the internet', ja: 'インターネットへのデータ転送' },
  'flow-log-ingestion-gb': { en: 'flow logs, ingestion', ja: 'フローログ(取り込み)' },
  'flow-log-storage-gb-month': { en: 'flow logs, storage', ja: 'フローログ(保存)' },
  'resolver-endpoint-hours': { en: 'Resolver endpoints, hours', ja: 'Resolver エンドポイント(時間)' },
  'resolver-million-queries': { en: 'Resolver endpoints, queries', ja: 'Resolver エンドポイント(クエリ)' },
  'not-modelled': { en: 'costs money, not counted', ja: '料金がかかるが数えられないもの' },
};

export const unpricedWords: Readonly<Record<UnpricedReason | 'no-usage-of-calls', Sentence>> = {
  'no-usage': {
    en: '{charge} of {resource}: nobody said how much it moves',
    ja: '{resource} の{charge}: 使用量がわかりません',
  },
  'no-usage-of-calls': {
    en: '{charge} of {resource}: no usage was given for {missing}',
    ja: '{resource} の{charge}: {missing} の使用量がありません',
  },
  'no-price': {
    en: '{charge} of {resource}: the price book has no {usageType|price} in {region|this Region}',
    ja: '{resource} の{charge}: 価格表に {region|このリージョン} の {usageType|価格} がありません',
  },
  'past-last-tier': {
    en: '{charge} of {resource}: the price book ends below this amount ({usageType}, {region})',
    ja: '{resource} の{charge}: この量の価格は価格表にありません ({usageType}、{region})',
  },
  'unknown-region': {
    en: '{charge} of {resource}: its Region is not known',
    ja: '{resource} の{charge}: リージョンがわかりません',
  },
  'unknown-subnets': {
    en: '{charge} of {resource}: the number of its subnets is not known',
    ja: '{resource} の{charge}: サブネットの数がわかりません',
  },
  'no-subnets': {
    en: '{charge} of {resource}: it names no subnet, so nothing says in how many AZs it stands',
    ja: '{resource} の{charge}: サブネットの指定がないため、いくつの AZ にあるかわかりません',
  },
  'unknown-type': {
    en: '{charge} of {resource}: its type is not known',
    ja: '{resource} の{charge}: 種類がわかりません',
  },
  'unknown-zones': {
    en: '{charge} of {resource}: the number of its Availability Zones is not known',
    ja: '{resource} の{charge}: アベイラビリティーゾーンの数がわかりません',
  },
  'unknown-count': {
    en: '{charge} of {resource}: how many there are is not in the source',
    ja: '{resource} の{charge}: 数がコードからわかりません',
  },
  'unknown-attachments': {
    en: '{charge} of {resource}: the number of its attachments is not known',
    ja: '{resource} の{charge}: アタッチメントの数がわかりません',
  },
  'unknown-destination': {
    en: '{charge} of {resource}: where it is delivered is not known',
    ja: '{resource} の{charge}: 配信先がわかりません',
  },
  'not-modelled': {
    en: '{resource} costs money and is not modelled',
    ja: '{resource} は料金がかかりますが、モデル化していません',
  },
};

export const alternativeWords: Readonly<Record<AlternativeName, Sentence>> = {
  'as-is': { en: 'as it is', ja: '現状' },
  'all-nat': { en: 'all through NAT gateways', ja: 'すべて NAT ゲートウェイ経由' },
  'all-endpoints': { en: 'endpoints for all, no NAT', ja: 'すべてエンドポイント経由(NAT なし)' },
  cheapest: { en: 'cheapest mix', ja: '最も安い組み合わせ' },
  central: { en: 'one central endpoint VPC', ja: 'エンドポイント用 VPC に集約' },
};

export const assumptionWords: Readonly<Record<Assumption, Sentence>> = {
  'nat-for-each-zone': {
    en: 'where a VPC has no NAT gateway, one for each Availability Zone of the callers is reckoned with',
    ja: 'NAT ゲートウェイがない VPC には、呼び出し元の AZ ごとに 1 つ置くものとする',
  },
  'gateway-endpoints-stay': {
    en: 'gateway endpoints cost nothing and stay',
    ja: 'ゲートウェイエンドポイントは無料なので残す',
  },
  'uncalled-endpoints-stay': {
    en: 'endpoints that no known call uses stay',
    ja: '使う呼び出しが見つからないエンドポイントも残す',
  },
  'uncalled-endpoints-dropped': {
    en: 'endpoints that do not pay for themselves, or that no known call uses, are dropped',
    ja: '割に合わないエンドポイントと、使う呼び出しが見つからないエンドポイントは除く',
  },
  'usage-missing': {
    en: 'some usage is missing: with it the choice may turn out otherwise',
    ja: '使用量の一部がないため、選択が変わることがある',
  },
  'transit-gateway-for-all': {
    en: 'every VPC and the central one are attached to one transit gateway for each Region',
    ja: 'すべての VPC と集約 VPC を、リージョンごとに 1 つの Transit Gateway に接続する',
  },
  'nat-gateways-go': {
    en: 'the NAT gateways go: calls that are not in the matrix (the internet, other services) would stop',
    ja: 'NAT ゲートウェイをなくすため、表にない呼び出し(インターネットやほかのサービス)は届かなくなる',
  },
};

export const noteWords: Readonly<Record<BillNote, Sentence>> = {
  'price-unconfirmed': { en: 'price not confirmed', ja: '価格は未確認' },
  'usage-shared': { en: 'usage shared between the ways by subnets', ja: '使用量は経路のサブネット数で按分' },
  'region-wide-tiers': {
    en: 'tiers count all resources of the Region',
    ja: '段階料金はリージョン全体の合計で決まる',
  },
  'active-zones-assumed': {
    en: 'AZs with workloads are counted',
    ja: 'ワークロードのある AZ の数で計算',
  },
  'both-sides': { en: 'both sides pay', ja: '双方に課金' },
  'free-egress-not-counted': {
    en: 'the first 100 GB of an account may be free: not counted',
    ja: 'アカウントごとの最初の 100 GB が無料になる場合は考慮していない',
  },
  proposed: { en: 'not in the source', ja: 'コードにはない' },
};

export type CostLabel =
  | 'title'
  | 'total'
  | 'totalOpen'
  | 'unpriced'
  | 'eachUnit'
  | 'alternatives'
  | 'saves'
  | 'costsMore'
  | 'same'
  | 'open'
  | 'stops'
  | 'breakEven'
  | 'natStays'
  | 'natGoes'
  | 'fromStart'
  | 'perAz'
  | 'measured'
  | 'endpointCheaper'
  | 'natCheaper'
  | 'prices'
  | 'rate'
  | 'leftOut'
  | 'nothing'
  | 'more'
  | 'noBreakEven'
  | 'chartTitle'
  | 'chartNat'
  | 'chartEndpoint'
  | 'chartBreakEven'
  | 'chartNow'
  | 'chartGb';

export const costLabels: Readonly<Record<CostLabel, Sentence>> = {
  title: { en: 'the bill of a month', ja: '1 か月の料金' },
  total: { en: 'total', ja: '合計' },
  totalOpen: { en: 'total of what has a price', ja: '価格がわかるものの合計' },
  unpriced: { en: 'unpriced, and in no total', ja: '金額が出せず、合計に入っていないもの' },
  eachUnit: { en: '${usd} for each {unit}', ja: '{unit} あたり ${usd}' },
  alternatives: { en: 'other designs for the same work', ja: '同じことをする別の構成' },
  saves: { en: 'saves {amount}', ja: '{amount} の節約' },
  costsMore: { en: 'costs {amount} more', ja: '{amount} の増加' },
  same: { en: 'the same', ja: '同額' },
  open: { en: 'without {count} unpriced', ja: '金額不明 {count} 件を除く' },
  stops: { en: 'would stop: {calls}', ja: '届かなくなる呼び出し: {calls}' },
  breakEven: {
    en: 'from how many GB a month an interface endpoint is the cheaper way',
    ja: 'インターフェイスエンドポイントの方が安くなる月間 GB',
  },
  natStays: { en: 'NAT stays', ja: 'NAT を残す' },
  natGoes: { en: 'NAT goes', ja: 'NAT をなくす' },
  fromStart: { en: 'always', ja: '常に' },
  perAz: { en: '{gb} GB per AZ', ja: 'AZ あたり {gb} GB' },
  measured: { en: 'moves {gb} GB', ja: '実績 {gb} GB' },
  endpointCheaper: { en: 'endpoint is cheaper', ja: 'エンドポイントの方が安い' },
  natCheaper: { en: 'NAT is cheaper', ja: 'NAT の方が安い' },
  prices: {
    en: 'list prices of {date}, on demand, without tax; a month of {hours} hours',
    ja: '価格表 {date}、オンデマンド、税抜き。1 か月を {hours} 時間として計算',
  },
  rate: { en: '1 USD = {rate} {code}, as stated', ja: '1 USD = {rate} {code}(指定のレート)' },
  leftOut: { en: 'left out on request: {charges}', ja: '指定により除いたもの: {charges}' },
  nothing: { en: 'nothing here costs money', ja: '料金のかかるものはありません' },
  more: { en: 'and {count} more', ja: 'ほか {count} 件' },
  noBreakEven: {
    en: 'no call needs an interface endpoint',
    ja: 'インターフェイスエンドポイントを必要とする呼び出しはありません',
  },
  chartTitle: {
    en: '{service} in {zones} AZ: a month by GB',
    ja: '{service}({zones} AZ): GB ごとの月額',
  },
  chartNat: { en: 'NAT data', ja: 'NAT のデータ料金' },
  chartEndpoint: { en: 'endpoint', ja: 'エンドポイント' },
  chartBreakEven: { en: 'break-even', ja: '損益分岐' },
  chartNow: { en: 'now', ja: '現在' },
  chartGb: { en: 'GB a month', ja: 'GB/月' },
};
