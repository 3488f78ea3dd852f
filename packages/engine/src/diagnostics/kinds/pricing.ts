import type { DiagnosticKind } from '../diagnostic.ts';

/** NSN6001 to NSN6099: usage files, prices, currencies. Append only; keep by code. */

const rfc8259 = 'https://www.rfc-editor.org/rfc/rfc8259';
const vpcPricing = 'https://aws.amazon.com/vpc/pricing/';
const privateLinkPricing = 'https://aws.amazon.com/privatelink/pricing/';
const priceList = 'https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/price-changes.html';

const example = '{ "aws_ecs_service.app": { "ecr.dkr": { "gbPerMonth": 40 } } }';

export const usageNotJson: DiagnosticKind<{ readonly expected: string }> = {
  code: 'NSN6001',
  severity: 'error',
  source: rfc8259,
  words: {
    en: {
      message: ({ expected }) => `the usage file is no JSON: \`${expected}\` should stand here`,
      help: () => `a usage file looks like \`${example}\``,
    },
    ja: {
      message: ({ expected }) => `使用量ファイルが JSON ではありません: ここには \`${expected}\` が必要です`,
      help: () => `使用量ファイルの例: \`${example}\``,
    },
  },
};

export const usageShape: DiagnosticKind<{
  /** `aws_ecs_service.app › ecr.dkr`; empty for the whole file. */
  readonly path: string;
  readonly expected: 'object' | 'number' | 'amount';
  readonly found: string;
}> = {
  code: 'NSN6002',
  severity: 'error',
  source: privateLinkPricing,
  words: {
    en: {
      message: ({ path, expected, found }) => {
        const place = path === '' ? 'the usage file' : `\`${path}\``;
        const wanted = { object: 'an object', number: 'a number', amount: 'an amount such as `gbPerMonth`' };
        return `${place} must be ${wanted[expected]}, not \`${found}\``;
      },
      help: () => `workload, then service, then amounts: \`${example}\``,
    },
    ja: {
      message: ({ path, expected, found }) => {
        const place = path === '' ? '使用量ファイル' : `\`${path}\``;
        const wanted = { object: 'オブジェクト', number: '数値', amount: '`gbPerMonth` などの量' };
        return `${place} には${wanted[expected]}が必要ですが、\`${found}\` があります`;
      },
      help: () => `ワークロード、サービス、量の順に書きます: \`${example}\``,
    },
  },
};

export const usageNumber: DiagnosticKind<{
  readonly path: string;
  readonly written: string;
  readonly why: 'negative' | 'absurd' | 'digits';
}> = {
  code: 'NSN6003',
  severity: 'error',
  source: vpcPricing,
  words: {
    en: {
      message: ({ path, written, why }) => {
        const reasons = {
          negative: 'is negative',
          absurd: 'is more than an exabyte a month',
          digits: 'has more than 40 digits',
        };
        return `\`${path}\`: ${written} ${reasons[why]}`;
      },
      help: ({ why }) =>
        why === 'absurd' ? 'amounts are in GB a month, not in bytes' : 'write GB a month, 0 or more',
    },
    ja: {
      message: ({ path, written, why }) => {
        const reasons = {
          negative: '負の数です',
          absurd: '1 か月あたり 1 エクサバイトを超えています',
          digits: '40 桁を超えています',
        };
        return `\`${path}\`: ${written} は${reasons[why]}`;
      },
      help: ({ why }) =>
        why === 'absurd' ? '単位はバイトではなく GB/月です' : 'GB/月を 0 以上の数で書いてください',
    },
  },
};

export const usageUnknownAmount: DiagnosticKind<{ readonly path: string }> = {
  code: 'NSN6004',
  severity: 'error',
  source: vpcPricing,
  words: {
    en: {
      message: ({ path }) => `\`${path}\` is no amount that a bill knows`,
      help: () => 'amounts are `gbPerMonth`, `outGbPerMonth` and `millionQueriesPerMonth`',
    },
    ja: {
      message: ({ path }) => `\`${path}\` は料金計算に使う量ではありません`,
      help: () => '使える量は `gbPerMonth`、`outGbPerMonth`、`millionQueriesPerMonth` です',
    },
  },
};

export const usageTwice: DiagnosticKind<{ readonly path: string }> = {
  code: 'NSN6005',
  severity: 'error',
  source: rfc8259,
  words: {
    en: {
      message: ({ path }) => `\`${path}\` stands twice in the usage file`,
      help: () => 'keep one: JSON readers do not agree which of the two counts',
    },
    ja: {
      message: ({ path }) => `\`${path}\` が使用量ファイルに 2 回あります`,
      help: () => 'どちらが有効かは JSON リーダーによって異なるため、1 つだけ残してください',
    },
  },
};

export const usageOutAboveAll: DiagnosticKind<{ readonly path: string }> = {
  code: 'NSN6006',
  severity: 'error',
  source: 'https://aws.amazon.com/ec2/pricing/on-demand/',
  words: {
    en: {
      message: ({ path }) => `\`${path}\`: more GB go out than are moved`,
      help: () => '`outGbPerMonth` is the part of `gbPerMonth` that leaves AWS',
    },
    ja: {
      message: ({ path }) => `\`${path}\`: 外へ出る GB が全体の GB を超えています`,
      help: () => '`outGbPerMonth` は `gbPerMonth` のうち AWS の外へ出る分です',
    },
  },
};

export const usageOfNothing: DiagnosticKind<{
  readonly of: string;
  readonly service: string;
  readonly why: 'no-such-resource' | 'no-such-call';
}> = {
  code: 'NSN6007',
  severity: 'warning',
  source: privateLinkPricing,
  words: {
    en: {
      message: ({ of, service, why }) =>
        why === 'no-such-resource'
          ? `\`${of}\` is no workload or billed resource of this network: no line counts its usage`
          : `\`${of}\` does not call \`${service}\`: no line counts this usage`,
      help: ({ why }) =>
        why === 'no-such-resource'
          ? 'name it as `naisen check` does, or write `"*"`'
          : 'use the short name of a service that stands in the matrix, or `"*"`',
    },
    ja: {
      message: ({ of, service, why }) =>
        why === 'no-such-resource'
          ? `\`${of}\` はこのネットワークのワークロードでも課金対象でもないため、この使用量はどの行にも入りません`
          : `\`${of}\` は \`${service}\` を呼び出さないため、この使用量はどの行にも入りません`,
      help: ({ why }) =>
        why === 'no-such-resource'
          ? '`naisen check` の表示どおりの名前か `"*"` を書いてください'
          : 'マトリックスにあるサービスの短い名前か `"*"` を書いてください',
    },
  },
};

export const regionWithoutPrices: DiagnosticKind<{ readonly region: string; readonly bookDate: string }> = {
  code: 'NSN6008',
  severity: 'error',
  source: priceList,
  words: {
    en: {
      message: ({ region, bookDate }) => `the price book of ${bookDate} has no prices of \`${region}\``,
      help: () => 'check the name of the Region; a newer price book may have it',
    },
    ja: {
      message: ({ region, bookDate }) => `${bookDate} の価格表に \`${region}\` の価格がありません`,
      help: () => 'リージョン名を確認してください。新しい価格表にはあるかもしれません',
    },
  },
};

export const hoursOutOfMonth: DiagnosticKind<{ readonly written: string }> = {
  code: 'NSN6009',
  severity: 'error',
  source: vpcPricing,
  words: {
    en: {
      message: ({ written }) => `\`${written}\` is no number of hours of a month`,
      help: () => 'write a whole number from 1 to 744; 730 is the mean of a year, the articles use 720',
    },
    ja: {
      message: ({ written }) => `\`${written}\` は 1 か月の時間数ではありません`,
      help: () => '1 から 744 までの整数を書いてください。730 は年平均、記事では 720 を使っています',
    },
  },
};

export const currencyNotStated: DiagnosticKind<{ readonly currency: string; readonly rate: string }> = {
  code: 'NSN6010',
  severity: 'error',
  source: 'https://www.iso.org/iso-4217-currency-codes.html',
  words: {
    en: {
      message: ({ currency, rate }) =>
        rate === ''
          ? `\`${currency}\` needs a rate: naisen looks up none`
          : currency === ''
            ? `\`--rate ${rate}\` names no currency`
            : `\`${rate}\` is no rate for \`${currency}\``,
      help: () => 'give a code of three letters and what one dollar costs: `--currency JPY --rate 150`',
    },
    ja: {
      message: ({ currency, rate }) =>
        rate === ''
          ? `\`${currency}\` には換算レートが必要です。naisen はレートを調べません`
          : currency === ''
            ? `\`--rate ${rate}\` の通貨が指定されていません`
            : `\`${rate}\` は \`${currency}\` の換算レートではありません`,
      help: () => '3 文字の通貨コードと 1 ドルあたりの額を指定してください: `--currency JPY --rate 150`',
    },
  },
};

export const budgetNoAmount: DiagnosticKind<{ readonly written: string }> = {
  code: 'NSN6011',
  severity: 'error',
  source: vpcPricing,
  words: {
    en: {
      message: ({ written }) => `\`${written}\` is no budget`,
      help: () => 'give US dollars a month, nothing or more: `--budget 100`',
    },
    ja: {
      message: ({ written }) => `\`${written}\` は予算ではありません`,
      help: () => '1 か月の額を 0 以上の US ドルで指定してください: `--budget 100`',
    },
  },
};
