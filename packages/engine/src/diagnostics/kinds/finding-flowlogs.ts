import { type FindingKind, findingKind, quoted } from './finding.ts';

/** NSN5075 to NSN5084: what rules about flowlogs find. Append only; keep by code. */

export const flowLogRoleWithoutSource: FindingKind = findingKind(
  'NSN5075',
  'warning',
  'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html',
  {
    en: {
      title: 'a flow-log role without a condition on the account',
      message: ({ component, other }) =>
        `\`${component}\` trusts \`${other}\` without a condition: the service may use it ` +
        'for flow logs of any account',
      help: () => 'add conditions on `aws:SourceAccount` and `aws:SourceArn`',
    },
    ja: {
      title: 'アカウントの条件がないフローログのロール',
      message: ({ component, other }) =>
        `\`${component}\` は条件なしで \`${other}\` を信頼しており、どのアカウントのフローログにも使われ得ます`,
      help: () => '`aws:SourceAccount` と `aws:SourceArn` の条件を追加してください',
    },
  },
);

export const flowLogRoleTooWide: FindingKind = findingKind(
  'NSN5076',
  'note',
  'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html',
  {
    en: {
      title: 'a flow-log role that may write to every log group',
      message: ({ component }) => `the policy of \`${component}\` allows its log actions on every resource`,
      help: () => 'name the log group: its ARN with `:*` behind it',
    },
    ja: {
      title: 'すべてのロググループに書けるフローログのロール',
      message: ({ component }) => `\`${component}\` のポリシーはログの操作をすべてのリソースに許可しています`,
      help: () => 'ロググループを指定してください: ARN の末尾に `:*` を付けます',
    },
  },
);

export const flowLogRoleCreatesGroups: FindingKind = findingKind(
  'NSN5077',
  'note',
  'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html',
  {
    en: {
      title: 'a flow-log role that may create log groups',
      message: ({ component }) =>
        `\`${component}\` may create log groups, although the source declares the group`,
      help: () => 'remove `logs:CreateLogGroup`',
    },
    ja: {
      title: 'ロググループを作成できるフローログのロール',
      message: ({ component }) =>
        `ソースがロググループを宣言しているのに、\`${component}\` はロググループを作成できます`,
      help: () => '`logs:CreateLogGroup` を削除してください',
    },
  },
);

export const flowLogGroupArn: FindingKind = findingKind(
  'NSN5078',
  'error',
  'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html',
  {
    en: {
      title: 'a flow-log role that may not write to its streams',
      message: ({ component, other }) =>
        `\`${component}\` may write to the ARN of \`${other}\` itself, not to the streams ` +
        'below it: delivery ends with an access error',
      help: () => 'add `:*` to the ARN of the log group',
    },
    ja: {
      title: 'ストリームに書き込めないフローログのロール',
      message: ({ component, other }) =>
        `\`${component}\` は \`${other}\` の ARN そのものにしか書けず、その下のストリームに書けないため、配信がアクセスエラーになります`,
      help: () => 'ロググループの ARN の末尾に `:*` を付けてください',
    },
  },
);

export const flowLogRoleOfOtherService: FindingKind = findingKind(
  'NSN5079',
  'error',
  'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html',
  {
    en: {
      title: 'a flow-log role that flow logs may not assume',
      message: ({ component }) =>
        `\`${component}\` does not trust \`vpc-flow-logs.amazonaws.com\`: the flow log cannot deliver`,
      help: () => 'let `vpc-flow-logs.amazonaws.com` assume the role',
    },
    ja: {
      title: 'フローログが引き受けられないロール',
      message: ({ component }) =>
        `\`${component}\` は \`vpc-flow-logs.amazonaws.com\` を信頼しておらず、フローログを配信できません`,
      help: () => '`vpc-flow-logs.amazonaws.com` にロールの引き受けを許可してください',
    },
  },
);

export const flowLogDefaultFormat: FindingKind = findingKind(
  'NSN5080',
  'note',
  'https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html',
  {
    en: {
      title: 'a flow log in the default format',
      message: ({ component }) =>
        `\`${component}\` has the default format, which shows neither the path nor the AWS ` +
        'service nor the direction',
      help: () =>
        'add a `log_format` with `traffic-path`, `flow-direction`, `pkt-dstaddr` and ' +
        '`pkt-dst-aws-service`',
    },
    ja: {
      title: '既定の形式のフローログ',
      message: ({ component }) => `\`${component}\` は既定の形式で、経路も AWS サービスも方向も分かりません`,
      help: () =>
        '`log_format` に `traffic-path`、`flow-direction`、`pkt-dstaddr`、`pkt-dst-aws-s' +
        'ervice` を含めてください',
    },
  },
);

export const flowLogFormatWithoutPath: FindingKind = findingKind(
  'NSN5081',
  'note',
  'https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html',
  {
    en: {
      title: 'a flow-log format that hides the path',
      message: ({ component, names }) => `the format of \`${component}\` leaves out ${quoted(names)}`,
      help: () => 'add them, or an analysis cannot tell endpoints from NAT gateways',
    },
    ja: {
      title: '経路が分からないフローログの形式',
      message: ({ component, names }) => `\`${component}\` の形式には ${quoted(names)} がありません`,
      help: () => '追加してください。ないと分析でエンドポイントと NAT ゲートウェイを区別できません',
    },
  },
);

export const flowLogLongInterval: FindingKind = findingKind(
  'NSN5082',
  'note',
  'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-basics.html',
  {
    en: {
      title: 'a flow log that aggregates ten minutes',
      message: ({ component }) => `\`${component}\` aggregates ten minutes into one record`,
      help: () => 'set `max_aggregation_interval = 60` while you verify a change',
    },
    ja: {
      title: '10 分間を集約するフローログ',
      message: ({ component }) => `\`${component}\` は 10 分間を 1 レコードに集約します`,
      help: () => '変更を確認する間は `max_aggregation_interval = 60` にしてください',
    },
  },
);

export const flowLogPartOfTraffic: FindingKind = findingKind(
  'NSN5083',
  'note',
  'https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-basics.html',
  {
    en: {
      title: 'a flow log of a part of the traffic',
      message: ({ component, other }) => `\`${component}\` records ${other} traffic only`,
      help: () => 'set `traffic_type = "ALL"` to see both what passes and what is refused',
    },
    ja: {
      title: '一部の通信だけのフローログ',
      message: ({ component, other }) => `\`${component}\` は ${other} の通信だけを記録します`,
      help: () => '`traffic_type = "ALL"` にすると許可と拒否の両方が見えます',
    },
  },
);
