import type { DiagnosticKind } from '../diagnostic.ts';

/** NSN2101 to NSN2199: CIDRs, ports, ids, names of services. Append only; keep by code. */

const createSubnetPage = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html';
const ipPermissionPage = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html';
const resourceIdsPage = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html';
const createEndpointPage =
  'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html';

export const prefixWithHostBits: DiagnosticKind<{ readonly written: string; readonly canonical: string }> = {
  code: 'NSN2101',
  severity: 'warning',
  source: createSubnetPage,
  words: {
    en: {
      message: ({ written }) => `prefix \`${written}\` has host bits set`,
      help: ({ canonical }) =>
        `EC2 stores it as \`${canonical}\`; write that, so that code and account agree`,
    },
    ja: {
      message: ({ written }) => `プレフィックス \`${written}\` のホスト部が 0 ではありません`,
      help: ({ canonical }) => `EC2 は \`${canonical}\` として保存します。コードもそう書いてください`,
    },
  },
};

export const notAPrefix: DiagnosticKind<{ readonly written: string }> = {
  code: 'NSN2102',
  severity: 'error',
  source: createSubnetPage,
  words: {
    en: {
      message: ({ written }) => `\`${written}\` is not a CIDR block`,
      help: () => 'write an address and a length, for example `10.0.0.0/16` or `2001:db8::/56`',
    },
    ja: {
      message: ({ written }) => `\`${written}\` は CIDR ブロックではありません`,
      help: () => 'アドレスと長さを書いてください (例: `10.0.0.0/16`、`2001:db8::/56`)',
    },
  },
};

export const wrongAddressFamily: DiagnosticKind<{
  readonly written: string;
  readonly attribute: string;
  readonly expected: 'ipv4' | 'ipv6';
}> = {
  code: 'NSN2103',
  severity: 'error',
  source: createSubnetPage,
  words: {
    en: {
      message: ({ written, attribute, expected }) =>
        `\`${attribute}\` takes an ${familyName(expected)} block, \`${written}\` is of the other family`,
    },
    ja: {
      message: ({ written, attribute, expected }) =>
        `\`${attribute}\` には ${familyName(expected)} のブロックが必要ですが、\`${written}\` は別のファミリーです`,
    },
  },
};

function familyName(family: 'ipv4' | 'ipv6'): string {
  return family === 'ipv4' ? 'IPv4' : 'IPv6';
}

export const unknownProtocol: DiagnosticKind<{ readonly written: string }> = {
  code: 'NSN2104',
  severity: 'error',
  source: ipPermissionPage,
  words: {
    en: {
      message: ({ written }) => `\`${written}\` is not a protocol`,
      help: () => 'write `tcp`, `udp`, `icmp`, `icmpv6`, `-1` for all, or an IANA number from 0 to 255',
    },
    ja: {
      message: ({ written }) => `\`${written}\` はプロトコルではありません`,
      help: () =>
        '`tcp`、`udp`、`icmp`、`icmpv6`、全プロトコルの `-1`、または 0〜255 の IANA 番号を書いてください',
    },
  },
};

export const portOutOfRange: DiagnosticKind<{ readonly from: number; readonly to: number }> = {
  code: 'NSN2105',
  severity: 'error',
  source: ipPermissionPage,
  words: {
    en: {
      message: ({ from, to }) => `ports ${from} to ${to} are not a range within 0 to 65535`,
    },
    ja: {
      message: ({ from, to }) => `ポート ${from}〜${to} は 0〜65535 の範囲として正しくありません`,
    },
  },
};

export const notAnId: DiagnosticKind<{ readonly written: string; readonly expected: string }> = {
  code: 'NSN2106',
  severity: 'warning',
  source: resourceIdsPage,
  words: {
    en: {
      message: ({ written, expected }) => `\`${written}\` does not look like an id (\`${expected}\`)`,
      help: () => 'answers that need this link stay undetermined',
    },
    ja: {
      message: ({ written, expected }) => `\`${written}\` は ID (\`${expected}\`) に見えません`,
      help: () => 'このリンクが必要な判定は「判定不能」になります',
    },
  },
};

export const wrongKindOfThing: DiagnosticKind<{
  readonly reference: string;
  readonly expected: string;
}> = {
  code: 'NSN2107',
  severity: 'warning',
  source: resourceIdsPage,
  words: {
    en: {
      message: ({ reference, expected }) =>
        `\`${reference}\` is not the id of a thing that fits here (${expected})`,
      help: () => 'answers that need this link stay undetermined',
    },
    ja: {
      message: ({ reference, expected }) =>
        `\`${reference}\` はここで必要なもの (${expected}) の ID ではありません`,
      help: () => 'このリンクが必要な判定は「判定不能」になります',
    },
  },
};

export const unknownEndpointType: DiagnosticKind<{ readonly written: string }> = {
  code: 'NSN2108',
  severity: 'warning',
  source: createEndpointPage,
  words: {
    en: {
      message: ({ written }) => `\`${written}\` is not an endpoint type that we know`,
      help: () =>
        'known are `Gateway`, `Interface`, `GatewayLoadBalancer`, `Resource`, `ServiceNetwork` and `Tunnel`',
    },
    ja: {
      message: ({ written }) => `\`${written}\` は既知のエンドポイントタイプではありません`,
      help: () =>
        '`Gateway`、`Interface`、`GatewayLoadBalancer`、`Resource`、`ServiceNetwork`、`Tunnel` を認識します',
    },
  },
};

export const unreadableContainers: DiagnosticKind<{ readonly address: string }> = {
  code: 'NSN2109',
  severity: 'warning',
  source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',
  words: {
    en: {
      message: ({ address }) => `the container definitions of \`${address}\` are not a JSON list`,
      help: () => 'what the containers call is not known from them',
    },
    ja: {
      message: ({ address }) => `\`${address}\` のコンテナ定義は JSON のリストではありません`,
      help: () => 'コンテナが行う呼び出しは読み取れません',
    },
  },
};

export const unknownWord: DiagnosticKind<{
  readonly written: string;
  readonly attribute: string;
  readonly known: readonly string[];
}> = {
  code: 'NSN2110',
  severity: 'warning',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Welcome.html',
  words: {
    en: {
      message: ({ written, attribute }) => `\`${written}\` is not a value of \`${attribute}\` that we know`,
      help: ({ known }) => `known are ${known.map((word) => `\`${word}\``).join(', ')}`,
    },
    ja: {
      message: ({ written, attribute }) => `\`${written}\` は \`${attribute}\` の既知の値ではありません`,
      help: ({ known }) => `既知の値: ${known.map((word) => `\`${word}\``).join('、')}`,
    },
  },
};
