import type { WorkloadKind } from '../../model/workload.ts';
import type { HopKind, PrivacyLevel, VerdictKind, ViaKind } from '../../reachability/answer.ts';
import type { Sentence } from './sentence.ts';

export const verdictWords: Readonly<Record<VerdictKind, Sentence>> = {
  reachable: { en: 'reachable', ja: '到達可能' },
  blocked: { en: 'blocked', ja: '遮断' },
  undetermined: { en: 'undetermined', ja: '判定不能' },
};

/** One letter per level, the same in every language: it stands in the matrix where there is no colour. */
export const levelLetters: Readonly<Record<PrivacyLevel, string>> = {
  vpc: 'V',
  gateway: 'G',
  aws: 'A',
  internet: 'I',
};

/** PRIV-2. */
export const levelWords: Readonly<Record<PrivacyLevel, Sentence>> = {
  vpc: { en: 'private addresses only', ja: 'プライベートアドレスのみ' },
  gateway: {
    en: 'AWS’s public addresses, no IGW or NAT',
    ja: 'AWS のパブリックアドレス、IGW・NAT を通らない',
  },
  aws: { en: 'by IGW or NAT to an AWS service', ja: 'IGW または NAT 経由で AWS サービスへ' },
  internet: { en: 'leaves AWS', ja: 'AWS の外へ出る' },
};

/**
 * PRIV-5: which property holds, which does not, and whose statement it is.
 *
 * @see https://aws.amazon.com/vpc/faqs/
 */
export const levelSentences: Readonly<Record<PrivacyLevel, Sentence>> = {
  vpc: {
    en: 'the packet only meets private addresses: neither an internet gateway nor a NAT is on the path',
    ja: 'パケットが通るのはプライベートアドレスだけで、経路上にインターネットゲートウェイも NAT もない(プライベート経路)',
  },
  gateway: {
    en: 'the service answers on public addresses, but no internet gateway and no NAT is on the path: the gateway endpoint carries it',
    ja: '宛先は AWS のパブリックアドレスだが、ゲートウェイエンドポイントが運ぶため、経路上にインターネットゲートウェイも NAT もない',
  },
  aws: {
    en: 'the path crosses an internet gateway or a NAT, so it is not a private path; AWS states that traffic to its services stays on its network (Amazon VPC FAQs)',
    ja: '経路はインターネットゲートウェイまたは NAT を通るため、プライベート経路ではない。AWS サービス宛ての通信は AWS のネットワーク内にとどまる、と AWS は表明している(Amazon VPC のよくある質問)',
  },
  internet: {
    en: 'the packet leaves AWS’s network by an internet gateway or a NAT',
    ja: 'パケットはインターネットゲートウェイまたは NAT から AWS のネットワークの外へ出る',
  },
};

/** Short enough for a cell of the matrix. */
export const viaCells: Readonly<Record<ViaKind, Sentence>> = {
  local: { en: 'local', ja: 'local' },
  'interface-endpoint': { en: 'endpoint', ja: 'endpoint' },
  'gateway-endpoint': { en: 'gateway', ja: 'gateway' },
  'internet-gateway': { en: 'igw', ja: 'igw' },
  'egress-only-internet-gateway': { en: 'eigw', ja: 'eigw' },
  'nat-gateway': { en: 'nat', ja: 'nat' },
  'nat-instance': { en: 'nat-inst', ja: 'nat-inst' },
  'vpc-peering-connection': { en: 'peering', ja: 'peering' },
  'transit-gateway': { en: 'tgw', ja: 'tgw' },
  'vpn-gateway': { en: 'vpn', ja: 'vpn' },
  none: { en: '', ja: '' },
};

export const viaWords: Readonly<Record<ViaKind, Sentence>> = {
  local: { en: 'inside the VPC', ja: 'VPC 内' },
  'interface-endpoint': { en: 'interface endpoint', ja: 'インターフェイスエンドポイント' },
  'gateway-endpoint': { en: 'gateway endpoint', ja: 'ゲートウェイエンドポイント' },
  'internet-gateway': { en: 'internet gateway', ja: 'インターネットゲートウェイ' },
  'egress-only-internet-gateway': {
    en: 'egress-only internet gateway',
    ja: 'Egress-Only インターネットゲートウェイ',
  },
  'nat-gateway': { en: 'NAT gateway', ja: 'NAT ゲートウェイ' },
  'nat-instance': { en: 'NAT instance', ja: 'NAT インスタンス' },
  'vpc-peering-connection': { en: 'VPC peering', ja: 'VPC ピアリング' },
  'transit-gateway': { en: 'transit gateway', ja: 'Transit Gateway' },
  'vpn-gateway': { en: 'virtual private gateway', ja: '仮想プライベートゲートウェイ' },
  none: { en: 'no way', ja: '経路なし' },
};

export const hopWords: Readonly<Record<HopKind, Sentence>> = {
  dns: { en: 'DNS', ja: 'DNS' },
  'security-group': { en: 'security group', ja: 'セキュリティグループ' },
  'network-acl': { en: 'network ACL', ja: 'ネットワーク ACL' },
  route: { en: 'route', ja: 'ルート' },
  'interface-endpoint': { en: 'interface endpoint', ja: 'インターフェイスエンドポイント' },
  'gateway-endpoint': { en: 'gateway endpoint', ja: 'ゲートウェイエンドポイント' },
  'nat-gateway': { en: 'NAT gateway', ja: 'NAT ゲートウェイ' },
  'nat-instance': { en: 'NAT instance', ja: 'NAT インスタンス' },
  'internet-gateway': { en: 'internet gateway', ja: 'インターネットゲートウェイ' },
  'egress-only-internet-gateway': { en: 'egress-only IGW', ja: 'Egress-Only IGW' },
  'vpc-peering-connection': { en: 'VPC peering', ja: 'VPC ピアリング' },
  'transit-gateway': { en: 'transit gateway', ja: 'Transit Gateway' },
  'vpn-gateway': { en: 'VPN gateway', ja: 'VPN ゲートウェイ' },
  service: { en: 'service', ja: 'サービス' },
  destination: { en: 'destination', ja: '宛先' },
  'endpoint-policy': { en: 'endpoint policy', ja: 'エンドポイントポリシー' },
  'identity-policy': { en: 'identity policy', ja: 'アイデンティティポリシー' },
  'resource-policy': { en: 'resource policy', ja: 'リソースポリシー' },
  'service-control-policy': { en: 'SCP', ja: 'SCP' },
  'resource-control-policy': { en: 'RCP', ja: 'RCP' },
  'permissions-boundary': { en: 'permissions boundary', ja: 'アクセス許可の境界' },
};

export const workloadWords: Readonly<Record<WorkloadKind, Sentence>> = {
  'ec2-instance': { en: 'EC2', ja: 'EC2' },
  'ec2-session-manager': { en: 'EC2 (SSM)', ja: 'EC2 (SSM)' },
  'auto-scaling-group': { en: 'Auto Scaling', ja: 'Auto Scaling' },
  'ecs-fargate': { en: 'Fargate', ja: 'Fargate' },
  'ecs-ec2': { en: 'ECS on EC2', ja: 'ECS (EC2)' },
  'ecs-ec2-task': { en: 'task on EC2', ja: 'タスク (EC2)' },
  'lambda-vpc': { en: 'Lambda', ja: 'Lambda' },
  'eks-private': { en: 'EKS', ja: 'EKS' },
  'codebuild-vpc': { en: 'CodeBuild', ja: 'CodeBuild' },
  database: { en: 'Database', ja: 'データベース' },
  'load-balancer': { en: 'ELB', ja: 'ELB' },
  'network-interface': { en: 'ENI', ja: 'ENI' },
  subnet: { en: 'any client', ja: '任意' },
};

const words = {
  workload: { en: 'WORKLOAD', ja: 'ワークロード' },
  kind: { en: 'KIND', ja: '種別' },
  andMore: { en: 'and {count} more like it', ja: 'ほか {count} 件(同じ結果)' },
  legendVerdict: {
    en: 'Sign: ✓ needed and arrives · ✗ needed and blocked · ? needed, cannot tell · no sign: not needed · + differs by part',
    ja: '記号: ✓ 必要で到達する · ✗ 必要だが遮断 · ? 必要だが判定不能 · 記号なし: 必要ではない · + 部分ごとに異なる',
  },
  legendLevel: {
    en: 'Letter: V private addresses only · G AWS’s public addresses by gateway endpoint · A by IGW or NAT to AWS · I leaves AWS · X blocked · ? undetermined',
    ja: '文字: V プライベートアドレスのみ · G ゲートウェイエンドポイント経由の AWS パブリックアドレス · A IGW/NAT 経由で AWS へ · I AWS の外へ · X 遮断 · ? 判定不能',
  },
  blockedTitle: { en: 'Blocked', ja: '遮断されている呼び出し' },
  undeterminedTitle: { en: 'Cannot tell', ja: '判定できない呼び出し' },
  publicTitle: {
    en: 'Arrives, but leaves the VPC by IGW or NAT',
    ja: '到達するが、IGW または NAT で VPC の外へ出る',
  },
  splitTitle: {
    en: 'Differs by subnet, family or address',
    ja: 'サブネット・アドレスファミリー・アドレスごとに異なる',
  },
  diagnosticsTitle: { en: 'Diagnostics', ja: '診断' },
  notNeeded: { en: 'not needed', ja: '必要ではない' },
  perhapsNeeded: { en: 'perhaps needed', ja: '必要かもしれない' },
  recommended: { en: 'recommended', ja: '推奨' },
  mend: { en: 'mend', ja: '修正' },
  missing: { en: 'missing', ja: '不足' },
  note: { en: 'note', ja: '補足' },
  assumption: { en: 'assumed', ja: '前提' },
  help: { en: 'help', ja: '対処' },
  why: { en: 'why', ja: '根拠' },
  error: { en: 'error', ja: 'エラー' },
  warning: { en: 'warning', ja: '警告' },
  noteSeverity: { en: 'note', ja: '情報' },
  others: { en: '{first} and {count} more', ja: '{first} ほか {count} 件' },
  moreChanges: { en: '{count} changes are needed', ja: '{count} 件の修正が必要' },
  summary: {
    en: 'workloads {workloads}, calls {calls}: needed {needed} ({reachable} arrive, {blocked} blocked, {undetermined} undetermined)',
    ja: 'ワークロード {workloads} 件、呼び出し {calls} 件: 必要 {needed} 件(到達可能 {reachable}、遮断 {blocked}、判定不能 {undetermined})',
  },
  summaryLevels: {
    en: 'arriving calls by level: {vpc} V, {gateway} G, {aws} A, {internet} I',
    ja: '到達する呼び出しのレベル: V {vpc}、G {gateway}、A {aws}、I {internet}',
  },
  summaryDiagnostics: {
    en: 'diagnostics: errors {errors}, warnings {warnings}, notes {notes}',
    ja: '診断: エラー {errors}、警告 {warnings}、情報 {notes}',
  },
  summaryAccepted: {
    en: 'accepted by an ignore or the baseline: {count}',
    ja: 'ignores またはベースラインで受容済み: {count} 件',
  },
  noWorkloads: {
    en: 'No workload was found: nothing in this directory has a place in a subnet.',
    ja: 'ワークロードが見つからない: このディレクトリにはサブネットに置かれるものがない。',
  },
  withoutCalls: {
    en: 'no call to prove (ask with --service): {names}',
    ja: '証明する呼び出しがないもの(--service で指定できる): {names}',
  },
  noCalls: {
    en: 'No call to prove: no workload needs a service and no VPC has an endpoint. Ask for one with `--service s3`.',
    ja: '証明する呼び出しがない: サービスを必要とするワークロードも、エンドポイントを持つ VPC もない。`--service s3` のように指定できる。',
  },
  next: { en: 'Next', ja: '次の手順' },
  nextTrace: { en: 'see the whole path', ja: '経路全体を見る' },
  nextInspect: { en: 'see what was read', ja: '読み取った内容を見る' },
  from: { en: 'from', ja: '送信元' },
  to: { en: 'to', ja: '宛先' },
  because: { en: 'because', ja: '理由' },
  action: { en: 'action', ja: 'アクション' },
  actionOn: { en: '{action} on {resource}', ja: '{resource} に対する {action}' },
  enforced: {
    en: 'enforced: the policies refuse every other way, and the network has none',
    ja: '強制: 他の経路はポリシーが拒否し、ネットワーク上にもない',
  },
  access: { en: 'Who may', ja: '認可' },
  reasonNeeded: { en: 'needed: {why}', ja: '必要: {why}' },
  reasonRecommended: { en: 'recommended: {why}', ja: '推奨: {why}' },
  reasonConditional: { en: 'perhaps needed: {why}', ja: '条件により必要: {why}' },
  reasonEndpoint: { en: 'its VPC has the endpoint {endpoint}', ja: 'VPC にエンドポイント {endpoint} がある' },
  reasonAsked: { en: 'you asked', ja: '指定された' },
  path: { en: 'Path', ja: '経路' },
  part: { en: 'Part {number} of {count}', ja: '部分 {number}/{count}' },
  positions: { en: 'from', ja: '送信元' },
  destinations: { en: 'to', ja: '宛先' },
  noAddress: { en: 'no address', ja: 'アドレスなし' },
  addresses: { en: '{count} addresses', ja: '{count} アドレス' },
  forward: { en: 'There', ja: '往路' },
  return: { en: 'And back', ja: '復路' },
  won: { en: 'won', ja: '採用' },
  lost: { en: 'lost', ja: '不採用' },
  implicit: { en: 'implicit in AWS', ja: 'AWS の暗黙の規則' },
  verdict: { en: 'Verdict', ja: '判定' },
  level: { en: 'level {letter} ({name})', ja: 'レベル {letter}({name})' },
  by: { en: 'by {via}', ja: '{via}経由' },
  towards: { en: 'on the way by {via}', ja: '{via}を通る経路上' },
  witness: { en: 'proof packet', ja: '証拠パケット' },
  mends: { en: 'Must change on this path', ja: 'この経路で直すこと' },
  unknowns: { en: 'Missing facts', ja: '不足している事実' },
  remarks: { en: 'Remarks', ja: '補足' },
  resources: { en: 'Resources ({count})', ja: 'リソース({count})' },
  dataSources: { en: 'Data sources ({count})', ja: 'データソース({count})' },
  missingModules: { en: 'Modules not on disk', ja: 'ディスク上にないモジュール' },
  sensitive: { en: '(sensitive)', ja: '(機密)' },
  afterApply: { en: '(known after apply: {reference})', ja: '(適用後に確定: {reference})' },
  notKnown: { en: '(known after apply)', ja: '(適用後に確定)' },
  relatedFirst: { en: 'the first one is here', ja: '最初の宣言はここ' },
  relatedCycle: { en: 'part of the circle', ja: '循環の一部' },
  relatedCondition: { en: 'the condition is here', ja: '条件はここ' },
  relatedOther: { en: 'see also', ja: '関連箇所' },
  zeroOrMore: { en: '(zero or more: count is not known)', ja: '(0 個以上: 個数は不明)' },
} as const;

export type LabelName = keyof typeof words;

/** Headings and small words of the text reports. */
export const labels: Readonly<Record<LabelName, Sentence>> = words;

/** What a related place of a diagnostic is, by the label that readers give it. */
export function relatedLabel(label: string): LabelName {
  switch (label) {
    case 'first':
    case 'first-declared':
    case 'first-one':
      return 'relatedFirst';
    case 'cycle-member':
      return 'relatedCycle';
    case 'condition':
      return 'relatedCondition';
    default:
      return 'relatedOther';
  }
}
