import { type FindingKind, findingKind, quoted } from './finding.ts';

/** NSN5060 to NSN5074: what rules about policies find. Append only; keep by code. */

export const endpointPolicyDenyOnly: FindingKind = findingKind(
  'NSN5060',
  'error',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
  {
    en: {
      title: 'an endpoint policy that only denies',
      message: ({ component }) => `the policy of \`${component}\` has no Allow: it denies every call`,
      help: () => 'add a statement that allows what may pass',
    },
    ja: {
      title: '拒否だけのエンドポイントポリシー',
      message: ({ component }) =>
        `\`${component}\` のポリシーには Allow がなく、すべての呼び出しを拒否します`,
      help: () => '通してよいものを許可するステートメントを追加してください',
    },
  },
);

export const endpointPolicyBreaksEcr: FindingKind = findingKind(
  'NSN5061',
  'error',
  'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',
  {
    en: {
      title: 'an S3 endpoint policy that forbids the layers of ECR',
      message: ({ component, other, names }) =>
        `the policy of \`${component}\` does not allow ${quoted(names)}, from which \`` +
        `${other}\` pulls the layers of its image`,
      help: () => 'allow s3:GetObject on that bucket, which belongs to AWS',
    },
    ja: {
      title: 'ECR のレイヤーを許可しない S3 エンドポイントポリシー',
      message: ({ component, other, names }) =>
        `\`${component}\` のポリシーは ${quoted(names)} を許可していませんが、\`${other}\` はそこからイメージのレイヤーを取得しま` +
        'す',
      help: () => 'AWS が所有するこのバケットに対する s3:GetObject を許可してください',
    },
  },
);

export const principalConditionBreaksEcr: FindingKind = findingKind(
  'NSN5062',
  'error',
  'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',
  {
    en: {
      title: 'a condition on the caller that forbids the layers of ECR',
      message: ({ component, other }) =>
        `the policy of \`${component}\` asks who calls, and the layers that \`${other}\` ` +
        'pulls are fetched with a URL that AWS signed',
      help: ({ names }) =>
        `add an Allow for s3:GetObject on ${quoted(names)} without a condition on the principal`,
    },
    ja: {
      title: 'ECR のレイヤーを拒む呼び出し元の条件',
      message: ({ component, other }) =>
        `\`${component}\` のポリシーは呼び出し元を条件にしていますが、\`${other}\` が取得するレイヤーの URL は AWS が署名したものです`,
      help: ({ names }) => `${quoted(names)} の s3:GetObject を、プリンシパルの条件なしで許可してください`,
    },
  },
);

export const endpointPolicyMissing: FindingKind = findingKind(
  'NSN5063',
  'note',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
  {
    en: {
      title: 'an S3 endpoint that leads to every bucket',
      message: ({ component }) =>
        `\`${component}\` has no policy: through it data can go to any bucket of any account`,
      help: () => 'give it a policy that names your buckets and those of AWS that the workloads need',
    },
    ja: {
      title: 'すべてのバケットに通じる S3 エンドポイント',
      message: ({ component }) =>
        `\`${component}\` にはポリシーがなく、どのアカウントのどのバケットにもデータを送れます`,
      help: () =>
        '自分のバケットと、ワークロードに必要な AWS のバケットだけを許可するポリシーを設定してください',
    },
  },
);

export const policyNotSupported: FindingKind = findingKind(
  'NSN5064',
  'warning',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html',
  {
    en: {
      title: 'a policy on an endpoint that takes none',
      message: ({ component, other }) =>
        `\`${component}\` has a policy, and endpoints of \`${other}\` take none`,
      help: () => 'remove it, and limit access by security groups and by the policies of the callers',
    },
    ja: {
      title: 'ポリシーに対応しないエンドポイントのポリシー',
      message: ({ component, other }) =>
        `\`${component}\` にはポリシーがありますが、\`${other}\` のエンドポイントはポリシーに対応していません`,
      help: () => '削除し、セキュリティグループと呼び出し元のポリシーで制限してください',
    },
  },
);

export const gatewayPolicyPrincipal: FindingKind = findingKind(
  'NSN5065',
  'error',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
  {
    en: {
      title: 'a role as principal in the policy of a gateway endpoint',
      message: ({ component }) =>
        `the policy of \`${component}\` names a principal other than \`*\`, which a gateway ` +
        'endpoint does not match',
      help: () => 'write `Principal = "*"` and a condition on `aws:PrincipalArn`',
    },
    ja: {
      title: 'ゲートウェイエンドポイントのポリシーのプリンシパルに書かれたロール',
      message: ({ component }) =>
        `\`${component}\` のポリシーは \`*\` 以外のプリンシパルを指定していますが、ゲートウェイエンドポイントでは一致しません`,
      help: () => '`Principal = "*"` とし、`aws:PrincipalArn` の条件で絞ってください',
    },
  },
);

export const sourceIpBehindEndpoint: FindingKind = findingKind(
  'NSN5066',
  'warning',
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  {
    en: {
      title: 'a condition on the public address behind an endpoint',
      message: ({ component, other }) =>
        `\`${component}\` asks for \`aws:SourceIp\`, which calls through \`${other}\` do not have`,
      help: () =>
        'also name the endpoint or the VPC: `aws:SourceVpce`, `aws:SourceVpc`, `' + 'aws:VpcSourceIp`',
    },
    ja: {
      title: 'エンドポイント経由では一致しない送信元アドレスの条件',
      message: ({ component, other }) =>
        `\`${component}\` は \`aws:SourceIp\` を条件にしていますが、\`${other}\` を通る呼び出しにはこのキーがありません`,
      help: () =>
        '`aws:SourceVpce`、`aws:SourceVpc`、`aws:VpcSourceIp` でエンドポイントや VPC も指定してください',
    },
  },
);

export const sourceVpcWithoutEndpoint: FindingKind = findingKind(
  'NSN5067',
  'warning',
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  {
    en: {
      title: 'a condition on an endpoint that is not there',
      message: ({ component, names }) =>
        `\`${component}\` asks for ${quoted(names)}, and no VPC of this source has an endpoint for S3`,
      help: () => 'add an endpoint for S3, or remove the condition',
    },
    ja: {
      title: '存在しないエンドポイントを求める条件',
      message: ({ component, names }) =>
        `\`${component}\` は ${quoted(names)} を条件にしていますが、このソースのどの VPC にも S3 のエンドポイントがありません`,
      help: () => 'S3 のエンドポイントを追加するか、条件を削除してください',
    },
  },
);

export const endpointPolicyForgetsAwsBuckets: FindingKind = findingKind(
  'NSN5068',
  'note',
  'https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html',
  {
    en: {
      title: 'an S3 endpoint policy without the buckets of AWS',
      message: ({ component, other, names }) =>
        `the policy of \`${component}\` allows no bucket of AWS, for example ${quoted(names)}` +
        `, which instances such as \`${other}\` use`,
      help: () =>
        'allow s3:GetObject on those that you use: updates of SSM Agent, patch baselines, ' +
        'repositories of Amazon Linux',
    },
    ja: {
      title: 'AWS のバケットを含まない S3 エンドポイントポリシー',
      message: ({ component, other, names }) =>
        `\`${component}\` のポリシーは ${quoted(names)} など AWS のバケットを許可していませんが、\`${other}\` のようなインス` +
        'タンスはそれらを使います',
      help: () =>
        '利用するものに s3:GetObject を許可してください: SSM Agent の更新、パッチベースライン、Amazon Linux のリポジトリ',
    },
  },
);

export const roleMayDoAnything: FindingKind = findingKind(
  'NSN5069',
  'note',
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  {
    en: {
      title: 'a role that says nothing of its workload',
      message: ({ component, other }) =>
        `\`${component}\` may do everything, so what \`${other}\` calls cannot be read from it`,
      help: () => 'allow what it calls, or say it in `needs` of naisen.config: then endpoints can be checked',
    },
    ja: {
      title: 'ワークロードの呼び出しが分からないロール',
      message: ({ component, other }) =>
        `\`${component}\` はすべてを許可しているため、\`${other}\` が何を呼び出すか分かりません`,
      help: () =>
        '呼び出すものだけを許可するか、naisen.config の `needs` に書いてください。エンドポイントを検査できます',
    },
  },
);
