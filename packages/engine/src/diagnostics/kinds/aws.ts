import type { DiagnosticKind } from '../diagnostic.ts';

/** NSN4001 to NSN4099: AWS rules (quota, overlap, not allowed). Append only; keep by code. */

const userGuide = 'https://docs.aws.amazon.com/vpc/latest/userguide/';
const privateLinkGuide = 'https://docs.aws.amazon.com/vpc/latest/privatelink/';

function quoted(ids: readonly string[], separator: string): string {
  return ids.map((id) => `\`${id}\``).join(separator);
}

export const subnetOutsideVpc: DiagnosticKind<{
  readonly subnet: string;
  readonly cidr: string;
  readonly vpc: string;
  readonly vpcCidrs: readonly string[];
}> = {
  code: 'NSN4001',
  severity: 'error',
  source: `${userGuide}subnet-sizing.html`,
  words: {
    en: {
      message: ({ cidr, vpc, vpcCidrs }) =>
        `\`${cidr}\` lies outside the blocks of \`${vpc}\` (${vpcCidrs.join(', ')})`,
      help: () => 'choose a block within the VPC, or add a secondary block to the VPC',
    },
    ja: {
      message: ({ cidr, vpc, vpcCidrs }) =>
        `\`${cidr}\` は \`${vpc}\` のブロック (${vpcCidrs.join('、')}) の外にあります`,
      help: () => 'VPC の範囲内のブロックを選ぶか、VPC にセカンダリ CIDR を追加してください',
    },
  },
};

export const overlappingSubnets: DiagnosticKind<{
  readonly subnet: string;
  readonly cidr: string;
  readonly other: string;
  readonly otherCidr: string;
}> = {
  code: 'NSN4002',
  severity: 'error',
  source: `${userGuide}subnet-sizing.html`,
  words: {
    en: {
      message: ({ cidr, other, otherCidr }) =>
        `\`${cidr}\` overlaps \`${otherCidr}\` of \`${other}\` in the same VPC`,
      help: () => 'give each subnet a block of its own',
    },
    ja: {
      message: ({ cidr, other, otherCidr }) =>
        `\`${cidr}\` は同じ VPC の \`${other}\` の \`${otherCidr}\` と重なっています`,
      help: () => 'サブネットごとに重ならないブロックを割り当ててください',
    },
  },
};

export const blockSizeNotAllowed: DiagnosticKind<{
  readonly cidr: string;
  readonly of: 'vpc' | 'subnet';
}> = {
  code: 'NSN4003',
  severity: 'error',
  source: `${userGuide}vpc-cidr-blocks.html`,
  words: {
    en: {
      message: ({ cidr, of }) => `\`${cidr}\` is no size for ${of === 'vpc' ? 'a VPC' : 'a subnet'}`,
      help: () => 'IPv4 blocks of VPCs and subnets are from /16 to /28',
    },
    ja: {
      message: ({ cidr, of }) => `\`${cidr}\` は${of === 'vpc' ? ' VPC' : 'サブネット'}に使えない大きさです`,
      help: () => 'VPC とサブネットの IPv4 ブロックは /16 から /28 までです',
    },
  },
};

export const twoSubnetsOfOneZone: DiagnosticKind<{
  readonly endpoint: string;
  readonly zone: string;
  readonly subnets: readonly string[];
}> = {
  code: 'NSN4004',
  severity: 'error',
  source: `${privateLinkGuide}create-interface-endpoint.html`,
  words: {
    en: {
      message: ({ endpoint, zone, subnets }) =>
        `\`${endpoint}\` has ${subnets.length} subnets in ${zone}: ${quoted(subnets, ', ')}`,
      help: () => 'an interface endpoint takes one subnet for each Availability Zone: leave the others out',
    },
    ja: {
      message: ({ endpoint, zone, subnets }) =>
        `\`${endpoint}\` は ${zone} に ${subnets.length} つのサブネットを持っています: ${quoted(subnets, '、')}`,
      help: () =>
        'インターフェイスエンドポイントはアベイラビリティーゾーンごとに 1 つのサブネットだけを指定できます',
    },
  },
};

export const duplicateRuleNumber: DiagnosticKind<{
  readonly acl: string;
  readonly ruleNumber: number;
  readonly direction: 'ingress' | 'egress';
}> = {
  code: 'NSN4005',
  severity: 'error',
  source: `${userGuide}vpc-network-acls.html`,
  words: {
    en: {
      message: ({ acl, ruleNumber, direction }) =>
        `\`${acl}\` has two ${direction} rules with number ${ruleNumber}`,
      help: () => 'give each rule of one direction its own number',
    },
    ja: {
      message: ({ acl, ruleNumber, direction }) =>
        `\`${acl}\` の ${direction === 'ingress' ? 'インバウンド' : 'アウトバウンド'}に番号 ${ruleNumber} のルールが 2 つあります`,
      help: () => '同じ方向のルールには別々の番号を付けてください',
    },
  },
};

export const twoGatewayEndpointsOnTable: DiagnosticKind<{
  readonly routeTable: string;
  readonly service: string;
  readonly endpoints: readonly string[];
}> = {
  code: 'NSN4006',
  severity: 'error',
  source: `${privateLinkGuide}gateway-endpoints.html`,
  words: {
    en: {
      message: ({ routeTable, service, endpoints }) =>
        `\`${routeTable}\` has ${endpoints.length} gateway endpoints for \`${service}\``,
      help: ({ endpoints }) => `keep one of ${quoted(endpoints, ', ')} on this route table`,
    },
    ja: {
      message: ({ routeTable, service, endpoints }) =>
        `\`${routeTable}\` に \`${service}\` のゲートウェイエンドポイントが ${endpoints.length} つあります`,
      help: ({ endpoints }) =>
        `このルートテーブルには ${quoted(endpoints, '、')} のうち 1 つだけを残してください`,
    },
  },
};

export const duplicateRoute: DiagnosticKind<{ readonly routeTable: string; readonly destination: string }> = {
  code: 'NSN4007',
  severity: 'error',
  source: `${userGuide}VPC_Route_Tables.html`,
  words: {
    en: {
      message: ({ routeTable, destination }) => `\`${routeTable}\` has two routes for \`${destination}\``,
      help: () => 'a destination has one static route in a table: remove the other one',
    },
    ja: {
      message: ({ routeTable, destination }) =>
        `\`${routeTable}\` に宛先 \`${destination}\` のルートが 2 つあります`,
      help: () => '1 つのルートテーブルでは宛先ごとに静的ルートは 1 つです。片方を削除してください',
    },
  },
};

export const securityGroupOfOtherVpc: DiagnosticKind<{
  readonly of: string;
  readonly securityGroup: string;
  readonly groupVpc: string;
  readonly vpc: string;
}> = {
  code: 'NSN4008',
  severity: 'error',
  source: `${userGuide}vpc-security-groups.html`,
  words: {
    en: {
      message: ({ of, securityGroup, groupVpc, vpc }) =>
        `\`${securityGroup}\` belongs to \`${groupVpc}\`, but \`${of}\` is in \`${vpc}\``,
      help: () => 'use a security group of the same VPC',
    },
    ja: {
      message: ({ of, securityGroup, groupVpc, vpc }) =>
        `\`${securityGroup}\` は \`${groupVpc}\` のものですが、\`${of}\` は \`${vpc}\` にあります`,
      help: () => '同じ VPC のセキュリティグループを使ってください',
    },
  },
};

export const routeWithoutTarget: DiagnosticKind<Readonly<Record<string, never>>> = {
  code: 'NSN4009',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html',
  words: {
    en: {
      message: () => 'the route names no target',
      help: () => 'give it one, for example `gateway_id`, `nat_gateway_id` or `network_interface_id`',
    },
    ja: {
      message: () => 'ルートにターゲットがありません',
      help: () => '`gateway_id`、`nat_gateway_id`、`network_interface_id` などを指定してください',
    },
  },
};

export const conflictingAssociation: DiagnosticKind<{ readonly subnet: string }> = {
  code: 'NSN4010',
  severity: 'error',
  source: `${userGuide}VPC_Route_Tables.html`,
  words: {
    en: {
      message: ({ subnet }) => `\`${subnet}\` is associated twice`,
      help: () => 'a subnet has one route table and one network ACL at a time: remove one association',
    },
    ja: {
      message: ({ subnet }) => `\`${subnet}\` に関連付けが 2 つあります`,
      help: () =>
        'サブネットに関連付けられるルートテーブルとネットワーク ACL はそれぞれ 1 つです。片方を削除してください',
    },
  },
};

export const mixedRuleStyles: DiagnosticKind<{ readonly of: string; readonly apart: string }> = {
  code: 'NSN4011',
  severity: 'warning',
  source: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group',
  words: {
    en: {
      message: ({ of, apart }) => `\`${of}\` has rules or routes inside it and also apart, in \`${apart}\``,
      help: () => 'each apply may remove what the other style made: write all of them in one style',
    },
    ja: {
      message: ({ of, apart }) =>
        `\`${of}\` はインラインと別リソース (\`${apart}\`) の両方でルールやルートを持っています`,
      help: () => '適用のたびに互いを消し合うことがあります。どちらか一方の書き方に統一してください',
    },
  },
};

export const overlappingPeers: DiagnosticKind<{
  readonly requester: string;
  readonly accepter: string;
  readonly cidr: string;
}> = {
  code: 'NSN4012',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html',
  words: {
    en: {
      message: ({ requester, accepter, cidr }) =>
        `\`${requester}\` and \`${accepter}\` cannot peer: both use addresses of \`${cidr}\``,
    },
    ja: {
      message: ({ requester, accepter, cidr }) =>
        `\`${requester}\` と \`${accepter}\` は \`${cidr}\` のアドレスが重なるためピアリングできません`,
    },
  },
};

export const endpointTypeNotOffered: DiagnosticKind<{
  readonly endpoint: string;
  readonly serviceName: string;
  readonly type: string;
  readonly offered: readonly string[];
  readonly isDefault: boolean;
}> = {
  code: 'NSN4013',
  severity: 'error',
  source: `${privateLinkGuide}aws-services-privatelink-support.html`,
  words: {
    en: {
      message: ({ serviceName, type }) => `\`${serviceName}\` has no endpoint of type ${type}`,
      help: ({ offered, isDefault }) =>
        `${isDefault ? 'without `vpc_endpoint_type` it is Gateway: ' : ''}write \`vpc_endpoint_type = "${offered.join('" or "')}"\``,
    },
    ja: {
      message: ({ serviceName, type }) => `\`${serviceName}\` に ${type} 型のエンドポイントはありません`,
      help: ({ offered, isDefault }) =>
        `${isDefault ? '`vpc_endpoint_type` を省略すると Gateway になります。' : ''}\`vpc_endpoint_type = "${offered.join('" または "')}"\` と書いてください`,
    },
  },
};

export const endpointOfOtherRegion: DiagnosticKind<{
  readonly endpoint: string;
  readonly serviceName: string;
  readonly serviceRegion: string;
  readonly region: string;
  readonly type: string;
}> = {
  code: 'NSN4014',
  severity: 'error',
  source: `${privateLinkGuide}gateway-endpoints.html`,
  words: {
    en: {
      message: ({ endpoint, serviceRegion, region }) =>
        `\`${endpoint}\` stands in ${region} and names a service of ${serviceRegion}`,
      help: ({ type, region }) =>
        type === 'Gateway'
          ? `a gateway endpoint serves its own Region: name the service of ${region}`
          : `name the service of ${region}, or set \`service_region\` where the service allows it`,
    },
    ja: {
      message: ({ endpoint, serviceRegion, region }) =>
        `\`${endpoint}\` は ${region} にありますが、${serviceRegion} のサービスを指定しています`,
      help: ({ type, region }) =>
        type === 'Gateway'
          ? `ゲートウェイエンドポイントは同じリージョン専用です。${region} のサービスを指定してください`
          : `${region} のサービスを指定するか、サービスが対応していれば \`service_region\` を設定してください`,
    },
  },
};

export const natGatewayAsGateway: DiagnosticKind<object> = {
  code: 'NSN4015',
  severity: 'warning',
  source: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route',
  words: {
    en: {
      message: () =>
        '`gateway_id` holds a NAT gateway: AWS accepts it, and every plan of Terraform from then on shows a change',
      help: () => 'write `nat_gateway_id` instead of `gateway_id`',
    },
    ja: {
      message: () =>
        '`gateway_id` に NAT ゲートウェイが指定されています。AWS は受け付けますが、以後の plan には毎回差分が出ます',
      help: () => '`gateway_id` の代わりに `nat_gateway_id` を使ってください',
    },
  },
};
