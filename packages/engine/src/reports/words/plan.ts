import type { DoubtCode, Goal, PlannedWay, RefusalReason } from '../../planning/plan.ts';
import type { Sentence } from './sentence.ts';

export const goalWords: Readonly<Record<Goal['kind'], Sentence>> = {
  private: {
    en: 'every needed call stays private',
    ja: '必要な呼び出しをすべてプライベートにする',
  },
  'no-nat': {
    en: 'no NAT gateway, and nothing needed stops',
    ja: '必要な呼び出しを止めずに NAT ゲートウェイをなくす',
  },
  cheapest: {
    en: 'the least money, and nothing needed stops',
    ja: '必要な呼び出しを止めずに費用を最小にする',
  },
};

export const plannedWayWords: Readonly<Record<PlannedWay, Sentence>> = {
  'gateway-endpoint': { en: 'gateway endpoint', ja: 'ゲートウェイエンドポイント' },
  'interface-endpoint': { en: 'interface endpoint', ja: 'インターフェイスエンドポイント' },
  'nat-gateway': { en: 'NAT gateway', ja: 'NAT ゲートウェイ' },
  'as-it-is': { en: 'as it goes now', ja: '今の経路のまま' },
  nothing: { en: 'removed', ja: '削除' },
  central: { en: 'shared endpoints in one VPC', ja: '集約 VPC のエンドポイント' },
};

/** By what is changed. */
const changes = {
  addGateway: {
    en: 'add a gateway endpoint of {service} to {routeTables}',
    ja: '{service} のゲートウェイエンドポイントを追加: {routeTables}',
  },
  addInterface: {
    en: 'add an interface endpoint of {service} in {subnets}, with private DNS',
    ja: '{service} のインターフェイスエンドポイントを追加(プライベート DNS 有効): {subnets}',
  },
  addInGroup: {
    en: 'add an interface endpoint of {service} in {subnets}, with private DNS and {securityGroup}',
    ja: '{service} のインターフェイスエンドポイントを追加(プライベート DNS 有効、{securityGroup}): {subnets}',
  },
  widenGateway: {
    en: 'give {component} the route tables {routeTables}',
    ja: '{component} にルートテーブルを関連付け: {routeTables}',
  },
  widenInterface: {
    en: 'give {component} the subnets {subnets}',
    ja: '{component} にサブネットを追加: {subnets}',
  },
  privateDns: {
    en: 'turn on private DNS of {component}',
    ja: '{component} のプライベート DNS を有効化',
  },
  vpcDns: {
    en: 'turn on DNS support and DNS hostnames of {component}',
    ja: '{component} の DNS サポートと DNS ホスト名を有効化',
  },
  ingress: {
    en: 'let {peer} in on tcp {port} at {component}',
    ja: '{component} で {peer} からの tcp {port} を許可(インバウンド)',
  },
  egress: {
    en: 'let {component} out on tcp {port} to {peer}',
    ja: '{component} から {peer} への tcp {port} を許可(アウトバウンド)',
  },
  addNat: {
    en: 'add a NAT gateway in {component}, as the default route of {routeTables}',
    ja: '{component} に NAT ゲートウェイを追加し、{routeTables} のデフォルトルートにする',
  },
  remove: {
    en: 'remove {component}, with the routes and addresses that only it uses',
    ja: '{component} を削除(それだけが使うルートとアドレスも含む)',
  },
  newEndpoints: { en: 'the new endpoints of {vpc}', ja: '{vpc} の新しいエンドポイント' },
} as const;

export const changeWords: Readonly<Record<keyof typeof changes, Sentence>> = changes;

/** What was decided and against what. Known: with the usage; open: it is not known. */
const decisions = {
  alreadyMet: {
    en: '{service}: stays as it is ({way}); it does what was asked',
    ja: '{service}: 今のまま({way})。目標を満たしている',
  },
  notMended: {
    en: '{service}: does not arrive today or cannot be told; the goal leaves that as it is',
    ja: '{service}: 今は届かないか判定できない。この目標では変わらない',
  },
  freeInsteadOfNat: {
    en: '{service}: a gateway endpoint costs nothing; through the NAT gateway {gb} GB a month cost {amount}',
    ja: '{service}: ゲートウェイエンドポイントは無料。NAT ゲートウェイでは月 {gb} GB に {amount} かかる',
  },
  free: {
    en: '{service}: a gateway endpoint costs nothing',
    ja: '{service}: ゲートウェイエンドポイントは無料',
  },
  privateKnown: {
    en: '{service}: {gb} GB a month; the NAT gateway would be {amount} cheaper, but you asked for private',
    ja: '{service}: 月 {gb} GB。NAT ゲートウェイのほうが {amount} 安いが、プライベートにする目標のため',
  },
  privateOpen: {
    en: '{service}: usage not known; below {breakEven} GB a month the NAT gateway is cheaper, but you asked for private',
    ja: '{service}: 使用量不明。月 {breakEven} GB 未満なら NAT ゲートウェイのほうが安いが、プライベートにする目標のため',
  },
  privateOnly: {
    en: '{service}: an interface endpoint is its only private way',
    ja: '{service}: プライベートな経路はインターフェイスエンドポイントだけ',
  },
  noNatKnown: {
    en: '{service}: {gb} GB a month; by itself the NAT gateway would be {amount} cheaper, but it is to go',
    ja: '{service}: 月 {gb} GB。単独では NAT ゲートウェイのほうが {amount} 安いが、なくす目標のため',
  },
  noNatOpen: {
    en: '{service}: usage not known; below {breakEven} GB a month the NAT gateway is cheaper by itself, but it is to go',
    ja: '{service}: 使用量不明。月 {breakEven} GB 未満なら単独では NAT ゲートウェイのほうが安いが、なくす目標のため',
  },
  noNatOnly: {
    en: '{service}: an interface endpoint takes over',
    ja: '{service}: インターフェイスエンドポイントが引き継ぐ',
  },
  freeWayKnown: {
    en: '{service}: {gb} GB a month; stays as it goes now, which costs nothing by the GB; an endpoint would cost {amount}',
    ja: '{service}: 月 {gb} GB。データ料金のかからない今の経路のまま。エンドポイントなら {amount} かかる',
  },
  freeWay: {
    en: '{service}: stays as it goes now, which costs nothing by the GB',
    ja: '{service}: データ料金のかからない今の経路のまま',
  },
  endpointCheaper: {
    en: '{service}: {gb} GB a month; the endpoint is {amount} cheaper than the NAT gateway',
    ja: '{service}: 月 {gb} GB。エンドポイントのほうが NAT ゲートウェイより {amount} 安い',
  },
  natCheaper: {
    en: '{service}: {gb} GB a month; the NAT gateway is {amount} cheaper than an endpoint (from {breakEven} GB on the endpoint is)',
    ja: '{service}: 月 {gb} GB。NAT ゲートウェイのほうがエンドポイントより {amount} 安い({breakEven} GB 以上ならエンドポイントが安い)',
  },
  togetherKnown: {
    en: '{service}: {gb} GB a month; by itself the endpoint costs {amount} more than its data through a NAT gateway, but all endpoints together cost less than the gateway',
    ja: '{service}: 月 {gb} GB。単独では NAT ゲートウェイのデータ料金より {amount} 高いが、エンドポイント全体では NAT ゲートウェイより安い',
  },
  togetherOpen: {
    en: '{service}: usage not known; all endpoints together cost less than the hours of the NAT gateway, whatever the usage',
    ja: '{service}: 使用量不明。使用量にかかわらず、エンドポイント全体は NAT ゲートウェイの時間料金より安い',
  },
  endpointStaysOpen: {
    en: '{service}: the endpoint stays, because its usage is not known',
    ja: '{service}: 使用量不明のため、エンドポイントを残す',
  },
  natStaysOpen: {
    en: '{service}: stays on the NAT gateway; its usage is not known, and from {breakEven} GB a month on an endpoint is cheaper',
    ja: '{service}: NAT ゲートウェイのまま。使用量不明で、月 {breakEven} GB 以上ならエンドポイントのほうが安い',
  },
  uncalled: {
    en: '{address}: stays ({amount} a month) without a known caller: what code calls is not in the source',
    ja: '{address}: 呼び出し元は見つからないが残す(月額 {amount})。プログラムの呼び出しはコードに現れない',
  },
  uncalledOpen: {
    en: '{address}: stays without a known caller: what code calls is not in the source',
    ja: '{address}: 呼び出し元は見つからないが残す。プログラムの呼び出しはコードに現れない',
  },
  natGoes: {
    en: '{address}: goes; {amount} less a month by the hour',
    ja: '{address}: なくす。時間料金が月額 {amount} 減る',
  },
  natInstanceGoes: {
    en: '{address}: goes; what the instance itself costs is not counted here',
    ja: '{address}: なくす。インスタンスの料金はここに含まれない',
  },
  natNeeded: {
    en: '{address}: stays ({amount} a month) for {about}',
    ja: '{address}: 残す(月額 {amount})。理由: {about}',
  },
  natUnseen: {
    en: '{address}: stays; no known needed call is left on it, but what the source does not show may use it; --goal no-nat takes it away and saves {amount} a month',
    ja: '{address}: 残す。必要と分かっている呼び出しは通らないが、コードに現れない通信が使うかもしれない。--goal no-nat でなくせば月額 {amount} 減る',
  },
  natKept: {
    en: '{address}: stays; its hours ({amount} a month) cost less than the endpoints that would replace it',
    ja: '{address}: 残す。時間料金(月額 {amount})は、代わりのエンドポイントより安い',
  },
  natAdded: {
    en: '{address}: a new NAT gateway costs less than the endpoints that it replaces',
    ja: '{address}: 新しい NAT ゲートウェイは、それが置き換えるエンドポイントより安い',
  },
  centralDearer: {
    en: 'endpoints in each VPC: {amount} cheaper a month than shared ones in one VPC over a transit gateway',
    ja: 'VPC ごとのエンドポイント: トランジットゲートウェイ経由の集約 VPC より月額 {amount} 安い',
  },
  centralCheaper: {
    en: 'shared endpoints in one VPC over a transit gateway would cost {amount} less a month; a plan does not build that',
    ja: 'トランジットゲートウェイ経由の集約 VPC のほうが月額 {amount} 安いが、plan は集約 VPC を作らない',
  },
} as const;

export type DecisionLabel = keyof typeof decisions;

export const decisionWords: Readonly<Record<DecisionLabel, Sentence>> = decisions;

export const doubtWords: Readonly<Record<DoubtCode, Sentence>> = {
  'nat-goes': {
    en: 'what is in no column of the matrix and leaves by {about} stops: package updates, third parties, calls that code makes',
    ja: '{about} を通り、表に現れない通信は止まる(パッケージ更新、サードパーティ、プログラムの呼び出しなど)',
  },
  'conditional-stops': {
    en: 'calls that are perhaps needed would stop: {about}; count them as needed with --perhaps, or name what is needed in naisen.config.json',
    ja: '必要かもしれない次の呼び出しは届かなくなる: {about}。--perhaps で必要なものとして数えるか、必要なものを naisen.config.json で指定する',
  },
  'level-falls': {
    en: 'these leave a private way for a cheaper one: {about}',
    ja: '次の呼び出しは、安い代わりにプライベートでない経路になる: {about}',
  },
  'one-zone': {
    en: 'one network interface serves several AZs: when its AZ fails, so do the calls of the others ({about}); AWS bills data across AZs to some endpoints, which is not confirmed here',
    ja: '1 つのネットワークインターフェイスを複数の AZ で使う。その AZ の障害で他の AZ の呼び出しも止まる({about})。AZ 間のデータ料金の有無は未確認',
  },
  'budget-open': {
    en: 'the budget counts hours and the usage that is given; data of {about} comes on top (give it with --usage)',
    ja: '予算と比べたのは時間料金と指定された使用量だけ。{about} のデータ料金が加わる(--usage で指定できる)',
  },
  'still-blocked': {
    en: 'these do not arrive today, and the goal does not mend them: {about}; --goal private does',
    ja: '次の呼び出しは今も届かず、この目標では直らない: {about}。--goal private で直せる',
  },
  'still-undetermined': {
    en: 'whether these arrive cannot be told, before and after: {about}',
    ja: '次の呼び出しは、変更の前後とも判定できない: {about}',
  },
  'pulls-from-internet': {
    en: 'images come from registries on the internet, whatever the calls to AWS do: {about}',
    ja: '次のイメージは、AWS への呼び出しとは別にインターネット上のレジストリから取得される: {about}',
  },
};

export const refusalWords: Readonly<Record<RefusalReason['kind'], Sentence>> = {
  'no-endpoint': {
    en: '{calls}: AWS offers no endpoint for {service}; the call needs a way to the internet',
    ja: '{calls}: {service} にはエンドポイントがなく、インターネットへの経路が必要',
  },
  'name-not-covered': {
    en: '{calls}: no endpoint of {service} answers to {hostname}; use the Regional name, or leave the call a way to the internet',
    ja: '{calls}: {service} のエンドポイントは {hostname} という名前に答えない。リージョンの名前を使うか、インターネットへの経路を残す',
  },
  'other-region': {
    en: '{calls}: {hostname} is {service} of another Region, where an endpoint of this Region does not lead',
    ja: '{calls}: {hostname} は別リージョンの {service} で、このリージョンのエンドポイントでは届かない',
  },
  internet: {
    en: '{calls}: outside AWS, where no endpoint leads',
    ja: '{calls}: AWS の外にあり、エンドポイントでは届かない',
  },
  'hosted-ui': {
    en: '{calls}: Cognito serves its managed login at {hostname} on the internet only, by no endpoint',
    ja: '{calls}: Cognito のマネージドログイン({hostname})はインターネットからだけ使え、エンドポイントがない',
  },
  image: {
    en: '{workload}: image {image} comes from a registry on the internet; copy it to a private ECR repository',
    ja: '{workload}: イメージ {image} はインターネット上のレジストリにある。プライベート ECR リポジトリにコピーする',
  },
  'not-proven': {
    en: '{calls}: {why}',
    ja: '{calls}: {why}',
  },
  undetermined: {
    en: '{calls}: cannot be told; missing: {why}',
    ja: '{calls}: 判定できない。不足: {why}',
  },
  'region-unknown': {
    en: '{calls}: the Region is not known, so the name of the endpoint is not; set `region` of the provider',
    ja: '{calls}: リージョンが分からないため、エンドポイントの名前も分からない。プロバイダーの `region` を指定する',
  },
  'over-budget': {
    en: 'the cheapest plan that does it costs {least} a month, which is more than {budget}{oneZone}',
    ja: '目標を満たす最も安い計画は月額 {least} で、予算 {budget} を超える{oneZone}',
  },
  'nat-remains': {
    en: '{address} cannot be taken away: something that is needed has no other way',
    ja: '{address} はなくせない。必要な呼び出しに他の経路がない',
  },
  'no-prices': {
    en: 'the price book has no prices of {region}, so what is cheapest cannot be told',
    ja: '価格表に {region} の価格がないため、最も安い構成は判定できない',
  },
};

const words = {
  title: { en: 'Plan: {goal}', ja: '計画: {goal}' },
  refusedTitle: { en: 'No plan: {goal}', ja: '計画なし: {goal}' },
  met: {
    en: 'Nothing is to be changed: the network does that already.',
    ja: '変更は不要。すでに目標を満たしている。',
  },
  metAsFar: {
    en: 'Nothing is to be changed, as far as it can be told: {open} needed calls are not determined.',
    ja: '判定できる範囲では変更は不要。必要な呼び出しのうち {open} 件は判定できない。',
  },
  tried: { en: 'Tried on the model', ja: 'モデルで試した変更' },
  proof: { en: 'Proven on the changed network', ja: '変更後のネットワークでの証明' },
  decisions: { en: 'Decided, by month', ja: '判断(月額)' },
  doubts: { en: 'Mind', ja: '留意点' },
  dangers: { en: 'Before you apply', ja: '適用前の注意' },
  admits: {
    en: 'a new security group in {vpc} lets in {callers} on tcp 443',
    ja: '{vpc} の新しいセキュリティグループで {callers} からの tcp 443 を許可',
  },
  same: { en: '{count} needed calls stay as they are', ja: '必要な呼び出し {count} 件は変わらない' },
  each: { en: 'each', ja: 'それぞれ' },
  noNeeds: {
    en: 'no needed call is known: count those that are perhaps made with --perhaps, or name services with --service or in naisen.config.json',
    ja: '必要な呼び出しが分からない。--perhaps で必要かもしれないものを数えるか、--service か naisen.config.json で指定する',
  },
  total: { en: '{before} => {after} a month', ja: '月額 {before} => {after}' },
  orOneZone: {
    en: '; with one network interface for each service (--availability single-az): {amount}',
    ja: '。サービスごとにネットワークインターフェイスを 1 つにすれば(--availability single-az){amount}',
  },
  others: { en: '{first} and {count} more', ja: '{first} ほか {count} 件' },
  more: { en: 'and {count} more', ja: 'ほか {count} 件' },
  summary: {
    en: '{needed} needed calls: {arrive} arrive, {private} of them by a private way (before: {arriveBefore}, {privateBefore})',
    ja: '必要な呼び出し {needed} 件: 到達 {arrive} 件、うちプライベートな経路 {private} 件(変更前: {arriveBefore} 件、{privateBefore} 件)',
  },
} as const;

export type PlanLabel = keyof typeof words;

export const planLabels: Readonly<Record<PlanLabel, Sentence>> = words;
