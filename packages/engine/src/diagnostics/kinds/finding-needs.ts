import { type FindingKind, findingKind, quoted } from './finding.ts';

/** NSN5030 to NSN5039: what rules about needs find. Append only; keep by code. */

export const incompleteEcrEndpoints: FindingKind = findingKind(
  'NSN5030',
  'warning',
  'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',
  {
    en: {
      title: 'a part of what pulling from ECR needs',
      message: ({ component, names }) =>
        `\`${component}\` is there, but pulling from ECR also needs ${quoted(names)} in this VPC`,
      help: () => 'add them: ECR needs ecr.api and ecr.dkr, and S3 for the layers',
    },
    ja: {
      title: 'ECR からのプルに必要なエンドポイントの一部',
      message: ({ component, names }) =>
        `\`${component}\` はありますが、ECR からのプルにはこの VPC に ${quoted(names)} も必要です`,
      help: () => '追加してください。ECR には ecr.api と ecr.dkr、レイヤー用に S3 が必要です',
    },
  },
);

export const incompleteSessionManagerEndpoints: FindingKind = findingKind(
  'NSN5031',
  'warning',
  'https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html',
  {
    en: {
      title: 'a part of what Session Manager needs',
      message: ({ component, names }) =>
        `\`${component}\` is there, but Session Manager also needs ${quoted(names)} in this VPC`,
      help: () => 'add the other one: Session Manager needs ssm and ssmmessages',
    },
    ja: {
      title: 'Session Manager に必要なエンドポイントの一部',
      message: ({ component, names }) =>
        `\`${component}\` はありますが、Session Manager にはこの VPC に ${quoted(names)} も必要です`,
      help: () => 'もう一方も追加してください。Session Manager には ssm と ssmmessages が必要です',
    },
  },
);

export const incompleteEcsEndpoints: FindingKind = findingKind(
  'NSN5032',
  'warning',
  'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html',
  {
    en: {
      title: 'a part of what the ECS agent needs',
      message: ({ component, names }) =>
        `\`${component}\` is there, but the ECS agent also needs ${quoted(names)} in this VPC`,
      help: () => 'add all of ecs, ecs-agent and ecs-telemetry',
    },
    ja: {
      title: 'ECS エージェントに必要なエンドポイントの一部',
      message: ({ component, names }) =>
        `\`${component}\` はありますが、ECS エージェントにはこの VPC に ${quoted(names)} も必要です`,
      help: () => 'ecs、ecs-agent、ecs-telemetry をすべて追加してください',
    },
  },
);

export const ec2messagesNotNeeded: FindingKind = findingKind(
  'NSN5033',
  'note',
  'https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html',
  {
    en: {
      title: 'an endpoint for ec2messages',
      message: ({ component }) =>
        `\`${component}\` is for ec2messages, which SSM Agent 3.3.40 and later do not use`,
      help: () => 'remove it if no older agent runs: ssm and ssmmessages suffice',
    },
    ja: {
      title: 'ec2messages のエンドポイント',
      message: ({ component }) =>
        `\`${component}\` は ec2messages 用ですが、SSM Agent 3.3.40 以降は使いません`,
      help: () => '古いエージェントがなければ削除してください。ssm と ssmmessages で足ります',
    },
  },
);

export const endpointNobodyNeeds: FindingKind = findingKind(
  'NSN5034',
  'note',
  'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html',
  {
    en: {
      title: 'an endpoint that no declared workload needs',
      message: ({ component, other }) =>
        `no workload declared in the VPC of \`${component}\` calls \`${other}\``,
      help: () => 'remove it, or declare the workload that needs it in the configuration',
    },
    ja: {
      title: '宣言されたワークロードが必要としないエンドポイント',
      message: ({ component, other }) =>
        `\`${component}\` の VPC に宣言されたワークロードで \`${other}\` を呼ぶものはありません`,
      help: () => '削除するか、必要とするワークロードを設定ファイルに書いてください',
    },
  },
);

export const endpointSprawl: FindingKind = findingKind(
  'NSN5035',
  'note',
  'https://aws.amazon.com/privatelink/pricing/',
  {
    en: {
      title: 'more interface endpoints than a NAT gateway costs',
      message: ({ component, other }) =>
        `\`${component}\` has ${other} interface endpoints in a zone: their hours cost more ` +
        'than a NAT gateway there',
      help: () =>
        'keep those that must be private or carry much, or share them from one VPC; `naisen ' +
        'cost` shows the sums',
    },
    ja: {
      title: 'NAT ゲートウェイより高くつく数のインターフェイスエンドポイント',
      message: ({ component, other }) =>
        `\`${component}\` には 1 つのゾーンに ${other} 個のインターフェイスエンドポイントがあり、時間料金はそのゾーンの NAT ゲートウェイを上回` +
        'ります',
      help: () =>
        '閉域が必須なものや通信量の多いものだけを残すか、1 つの VPC で共有してください。金額は `naisen cost` で確認できます',
    },
  },
);

export const natOnlyForAws: FindingKind = findingKind(
  'NSN5036',
  'note',
  'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html',
  {
    en: {
      title: 'a NAT gateway that only AWS services use',
      message: ({ component, names }) =>
        `all calls that are known to go through \`${component}\` are to AWS services that ` +
        `have endpoints: ${quoted(names)}`,
      help: () => 'endpoints could replace it; flow logs show whether anything else uses it',
    },
    ja: {
      title: 'AWS サービスだけが使う NAT ゲートウェイ',
      message: ({ component, names }) =>
        `\`${component}\` を通ることが分かっている呼び出しは、エンドポイントのある AWS サービスへのものだけです: ${quoted(names)}`,
      help: () => 'エンドポイントで置き換えられます。ほかの利用の有無はフローログで確認してください',
    },
  },
);

export const freeEndpointMissing: FindingKind = findingKind(
  'NSN5037',
  'warning',
  'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
  {
    en: {
      title: 'S3 or DynamoDB through a NAT gateway',
      message: ({ component, other, names }) =>
        `\`${component}\` calls \`${other}\` through ${quoted(names)}, and pays for each GB`,
      help: ({ other }) =>
        `add a gateway endpoint for \`${other}\` to its route table: it costs nothing; ` +
        'bucket policies with `aws:SourceIp` stop matching then',
    },
    ja: {
      title: 'NAT ゲートウェイを通る S3 や DynamoDB',
      message: ({ component, other, names }) =>
        `\`${component}\` は ${quoted(names)} を通って \`${other}\` を呼び、GB ごとに課金されます`,
      help: ({ other }) =>
        `ルートテーブルに \`${other}\` のゲートウェイエンドポイントを追加してください。無料です。ただし \`aws:SourceIp\` を使うバケットポリシーは` +
        '一致しなくなります',
    },
  },
);

export const directoryBucketEndpoint: FindingKind = findingKind(
  'NSN5038',
  'warning',
  'https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-networking.html',
  {
    en: {
      title: 'a directory bucket without an endpoint of S3 Express',
      message: ({ component }) => `\`${component}\` is a directory bucket: endpoints for s3 do not serve it`,
      help: () => 'add a gateway endpoint for s3express',
    },
    ja: {
      title: 'S3 Express のエンドポイントがないディレクトリバケット',
      message: ({ component }) =>
        `\`${component}\` はディレクトリバケットで、s3 のエンドポイントでは届きません`,
      help: () => 's3express のゲートウェイエンドポイントを追加してください',
    },
  },
);

export const imageWithoutWay: FindingKind = findingKind(
  'NSN5039',
  'error',
  'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html',
  {
    en: {
      title: 'an image whose registry cannot be reached',
      message: ({ component, other }) =>
        `\`${component}\` pulls \`${other}\` from a registry on the Internet, and has no way there: it does not start`,
      help: () =>
        'keep the image in a private ECR repository (a pull-through cache can fill it), with endpoints for ecr.api, ecr.dkr and S3; or give the subnets a NAT gateway',
    },
    ja: {
      title: 'レジストリに届かないイメージ',
      message: ({ component, other }) =>
        `\`${component}\` は \`${other}\` をインターネット上のレジストリからプルしますが、そこへの経路がないため起動しません`,
      help: () =>
        'イメージをプライベートな ECR リポジトリに置き (プルスルーキャッシュも使えます)、ecr.api、ecr.dkr、S3 のエンドポイントを用意するか、サブネットに NAT ゲートウェイを用意してください',
    },
  },
);
