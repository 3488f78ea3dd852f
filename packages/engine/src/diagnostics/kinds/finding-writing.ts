import { type FindingKind, findingKind, quoted } from './finding.ts';

/** NSN5085 to NSN5099: what rules about writing find. Append only; keep by code. */

export const instanceSecurityGroups: FindingKind = findingKind(
  'NSN5085',
  'warning',
  'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/instance',
  {
    en: {
      title: '`security_groups` on an instance of a VPC',
      message: ({ component }) =>
        `\`${component}\` sets \`security_groups\` in a VPC: it is replaced at each later apply`,
      help: () => 'use `vpc_security_group_ids`',
    },
    ja: {
      title: 'VPC のインスタンスの `security_groups`',
      message: ({ component }) =>
        `\`${component}\` は VPC で \`security_groups\` を使っており、以後の適用のたびに作り直されます`,
      help: () => '`vpc_security_group_ids` を使ってください',
    },
  },
);

export const moduleWithoutVersion: FindingKind = findingKind(
  'NSN5086',
  'note',
  'https://developer.hashicorp.com/terraform/language/modules/syntax',
  {
    en: {
      title: 'a registry module without a version',
      message: ({ component, other }) =>
        `\`${component}\` takes whatever version of \`${other}\` is the newest`,
      help: () => 'add `version`',
    },
    ja: {
      title: 'バージョン指定のないレジストリモジュール',
      message: ({ component, other }) => `\`${component}\` は \`${other}\` の最新版をそのまま使います`,
      help: () => '`version` を指定してください',
    },
  },
);

export const deprecatedArgument: FindingKind = findingKind(
  'NSN5087',
  'note',
  'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-6-upgrade',
  {
    en: {
      title: 'an argument that the provider will drop',
      message: ({ component, other }) => `\`${component}\` sets \`${other}\`, which is deprecated`,
      help: ({ other }) => deprecated(other).en,
    },
    ja: {
      title: 'プロバイダーが廃止する引数',
      message: ({ component, other }) => `\`${component}\` は非推奨の \`${other}\` を使っています`,
      help: ({ other }) => deprecated(other).ja,
    },
  },
);

interface Replacement {
  readonly en: string;
  readonly ja: string;
}

const replacements: Readonly<Record<string, Replacement>> = {
  vpc: { en: 'write `domain = "vpc"` instead', ja: '代わりに `domain = "vpc"` と書いてください' },
  log_group_name: {
    en: 'write the ARN of the group as `log_destination` instead',
    ja: '代わりにロググループの ARN を `log_destination` に書いてください',
  },
  managed_policy_arns: {
    en: 'declare each as an `aws_iam_role_policy_attachment` instead',
    ja: '代わりに `aws_iam_role_policy_attachment` を宣言してください',
  },
  inline_policy: {
    en: 'declare each as an `aws_iam_role_policy` instead',
    ja: '代わりに `aws_iam_role_policy` を宣言してください',
  },
};

function deprecated(argument: string): Replacement {
  return (
    replacements[argument] ?? {
      en: 'see the page for what takes its place',
      ja: '代わりになるものは出典のページを参照してください',
    }
  );
}

export const globalNameInEnvironment: FindingKind = findingKind(
  'NSN5088',
  'warning',
  'https://docs.aws.amazon.com/sdkref/latest/guide/feature-sts-regionalized-endpoints.html',
  {
    en: {
      title: 'a client that calls the global name of STS',
      message: ({ component, names }) =>
        `\`${component}\` calls ${quoted(names)}, a global name that the private DNS of an ` +
        'endpoint for STS does not answer',
      help: () => 'call the name of the Region: set `AWS_STS_REGIONAL_ENDPOINTS` to `regional`',
    },
    ja: {
      title: 'STS のグローバル名を呼ぶクライアント',
      message: ({ component, names }) =>
        `\`${component}\` はグローバル名の ${quoted(names)} を呼びますが、STS のエンドポイントのプライベート DNS はこの名前に応答しま` +
        'せん',
      help: () => 'リージョンの名前を使ってください: `AWS_STS_REGIONAL_ENDPOINTS` を `regional` に設定します',
    },
  },
);

export const serviceNotListed: FindingKind = findingKind(
  'NSN5089',
  'warning',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html',
  {
    en: {
      title: 'an endpoint for a service that AWS does not list',
      message: ({ component, other }) =>
        `\`${component}\` asks for \`${other}\`, which is not in the list of AWS services that this version knows`,
      help: ({ names }) =>
        names.length === 0
          ? 'look it up with `aws ec2 describe-vpc-endpoint-services`'
          : `did you mean ${quoted(names)}?`,
    },
    ja: {
      title: 'AWS の一覧にないサービスのエンドポイント',
      message: ({ component, other }) =>
        `\`${component}\` の \`${other}\` は、このバージョンが知る AWS サービスの一覧にありません`,
      help: ({ names }) =>
        names.length === 0
          ? '`aws ec2 describe-vpc-endpoint-services` で確認してください'
          : `${quoted(names)} の間違いではありませんか?`,
    },
  },
);

export const deprecatedAttribute: FindingKind = findingKind(
  'NSN5090',
  'note',
  'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/region',
  {
    en: {
      title: 'an attribute that the provider will drop',
      message: ({ component, other }) =>
        `\`${component}.${other}\` is deprecated in version 6 of the provider`,
      help: ({ component, names }) =>
        `use \`${component}.region\`${names.length === 0 ? '' : `, also at ${quoted(names)}`}`,
    },
    ja: {
      title: 'プロバイダーが廃止する属性',
      message: ({ component, other }) =>
        `\`${component}.${other}\` はプロバイダーのバージョン 6 で非推奨になりました`,
      help: ({ component, names }) =>
        `\`${component}.region\` を使ってください${names.length === 0 ? '' : `(ほかに ${quoted(names)})`}`,
    },
  },
);

export const ignoredName: FindingKind = findingKind(
  'NSN5091',
  'note',
  'https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle',
  {
    en: {
      title: 'a changed name that is ignored',
      message: ({ component }) =>
        `\`${component}\` ignores changes of its \`name\`, by which it is known: a new name is never applied`,
      help: () => 'remove `name` from `ignore_changes`',
    },
    ja: {
      title: '無視される名前の変更',
      message: ({ component }) =>
        `\`${component}\` は識別名である \`name\` の変更を無視します。名前を変えても適用されません`,
      help: () => '`ignore_changes` から `name` を外してください',
    },
  },
);
