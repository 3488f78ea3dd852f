import type {
  AskFailure,
  CompareFailure,
  ConfigurationFailure,
  CostFailure,
  DirectoryFailure,
  EarlierFailure,
  Failure,
  PriceFailure,
} from '../failure.ts';
import type { CliWords } from './words.ts';

export const japanese: CliWords = {
  program:
    'ネットワーク内の AWS 呼び出しが届くか、どの経路を通るか、プライベートのままかを証明する。Terraform を読むだけで、アカウントもネットワークも Terraform 本体も不要。',
  headings: {
    'Usage:': '使い方:',
    'Arguments:': '引数:',
    'Options:': 'オプション:',
    'Global Options:': '共通オプション:',
    'Commands:': 'コマンド:',
  },
  commands: {
    check: '全ワークロードの必要な呼び出しを証明し、マトリクスで示す',
    test: 'naisen.config の期待を証明と突き合わせる',
    diff: 'どのセルと指摘が、どの行によって変わったかを示す',
    trace: '1 つの呼び出しの経路を、各ホップで何が決めたかとともに示す',
    cost: '月額の料金を、ほかの構成の料金とエンドポイントの損益分岐点とともに示す',
    rehearse: '変更をモデル上で試し、届かなくなるもの・レベルの変化・節約額を示す',
    plan: '目標を満たす最も安い変更を求め、変更後のネットワークで証明する',
    build: '望む構成からネットワーク一式を書き出し、証明と料金を示す',
    prices: '価格表を管理する',
    update: 'AWS の公開価格表を取得し、日付付きの価格表を書き出す(ネットワークを使う)',
    inspect: '読み取った内容(全リソースインスタンスと値)を示す',
    demo: '付属の小さな店のネットワークを証明する',
    explain: '診断コードの説明を表示する',
    rules: '誤りを探す規則の一覧を表示する',
  },
  examples: '例:',
  examplesOf: {
    check: [
      ['naisen check ./infra', 'マトリクスを表示'],
      ['naisen check ./infra --service s3 --service dynamodb', '届くべきサービスを 2 列追加'],
      ['naisen check ./infra --var-file prod.tfvars --strict', 'CI で使う'],
      ['naisen check ./infra --format json', 'ツール向けの出力'],
    ],
    test: [
      ['naisen test ./infra', 'infra/naisen.config.ts の期待を検証'],
      ['naisen test ./infra --previous before.json', '変わったホップも表示'],
      ['naisen test ./infra --format junit', 'CI で使う'],
    ],
    diff: [
      ['naisen diff ./old ./new', '2 つのディレクトリ'],
      ['naisen diff ./infra --git main', 'リビジョンと作業ツリー'],
      ['naisen diff ./infra --git main --format markdown', 'プルリクエスト用'],
    ],
    trace: [
      ['naisen trace ./infra --from aws_ecs_service.app --to s3', 'サービス'],
      ['naisen trace ./infra --from aws_instance.web --to https://example.com/', 'ホスト名'],
      ['naisen trace ./infra --from aws_instance.web --to 10.0.1.5:443', 'アドレスとポート'],
      ['naisen trace ./infra --from aws_instance.web --to internet', '任意のパブリックアドレス'],
    ],
    cost: [
      ['naisen cost ./infra', '時間単位の料金'],
      ['naisen cost ./infra --usage usage.json', 'GB 単位の料金も'],
      ['naisen cost ./infra --hours 720 --currency JPY --rate 150', '30 日の月、円で'],
      ['naisen cost ./infra --chart ecr.dkr > chart.svg', '1 サービスの損益分岐点'],
    ],
    rehearse: [
      [
        'naisen rehearse ./infra --remove aws_nat_gateway.main',
        'NAT ゲートウェイをなくすと何が届かなくなるか',
      ],
      ['naisen rehearse ./infra --add endpoint:logs --usage usage.json', 'エンドポイントで何が変わるか'],
      ['naisen rehearse ./infra --set enable_nat_gateway=false', '変数の値を変えて試す'],
      ['naisen rehearse ./infra --remove module.vpc.aws_nat_gateway.this --add endpoint:sts', '同時に両方'],
    ],
    plan: [
      ['naisen plan ./infra --goal private', '必要な呼び出しをすべてプライベートにする変更'],
      ['naisen plan ./infra --goal no-nat --usage usage.json', 'NAT ゲートウェイの代わり'],
      ['naisen plan ./infra --goal cheapest --availability single-az --budget 100', '予算内で'],
      ['naisen plan ./infra --goal no-nat --write', 'Terraform とパッチとして'],
    ],
    build: [
      ['naisen build network.ts --to terraform --out infra', 'Terraform モジュールとして'],
      ['naisen build network.ts --to cloudformation --out infra', 'テンプレートとして'],
      ['naisen build network.ts --to terraform', '証明と料金の表示だけ'],
    ],
    prices: [['naisen prices update ./prices', '新しい価格表を作る']],
    update: [
      ['naisen prices update ./prices --region ap-northeast-1', '1 つのリージョンだけ'],
      ['naisen cost ./infra --prices ./prices/prices-2026-11-28.json', 'その価格で計算する'],
    ],
    inspect: [
      ['naisen inspect ./infra', '値・未確定の値・位置'],
      ['naisen inspect ./infra --format json', 'ツール向けの出力'],
    ],
    demo: [['naisen demo', 'ディレクトリもアカウントも不要']],
    explain: [['naisen explain NSN1001', '意味と対処']],
    rules: [
      ['naisen rules', 'コード、重大度、題名'],
      ['naisen rules --format json', 'ツール向け'],
    ],
  },
  exitCodes: [
    '終了コード:',
    '  0  必要な呼び出しが全て届き、エラーの診断がない',
    '  1  必要な呼び出しが遮断されている、またはエラーの診断がある',
    '  2  実行できなかった(--strict では、必要な呼び出しが判定不能の場合も)',
  ],
  exitCodesOf: {
    rehearse: [
      '終了コード:',
      '  0  必要な呼び出しで届かなくなるものはない',
      '  1  必要な呼び出しのうち届かなくなるもの、または新しいワークロードで届かないものがある',
      '  2  問いとして成り立たない。--strict では、必要な呼び出しが判定できなくなるときも',
    ],
    update: ['終了コード:', '  0  価格表を書き出した', '  2  書き出さなかった(何も書いていない)'],
  },
  argument: {
    directory: '.tf ファイルのあるディレクトリ',
    code: '診断コード(例: NSN1001)',
    old: '以前のディレクトリ(--git では現在のディレクトリ)',
    new: '現在のディレクトリ',
    written: '価格表を書き出すディレクトリ',
  },
  options: {
    var: '入力変数の値を NAME=VALUE で指定(複数可)',
    varFile: '入力変数の値のファイル(複数可)',
    providerRegion: 'リージョンを書いていないプロバイダーのリージョン',
    workspace: 'Terraform のワークスペース(既定: TF_WORKSPACE、なければ default)',
    service: '全ワークロードから届くべきサービスを追加(複数可)',
    config: '設定ファイル(既定: ディレクトリ内の naisen.config.ts または .json)',
    action: '呼び出しの IAM アクション(s3:ListBucket など)。経路上のポリシーも判定する',
    resource:
      'アクションの対象: ARN、またはソースにあるバケット・キュー・キーなどのアドレス。省略時はすべて(*)',
    baseline: 'このファイルにある指摘は既知とし、判定に使わない',
    git: 'ディレクトリをこのリビジョンと比較する',
    usage: '月間の GB(JSON): { "aws_ecs_service.app": { "ecr.dkr": { "gbPerMonth": 40 } } }。"*" はそれぞれ',
    hours: '1 か月の時間数(既定: 730)',
    currency: 'USD と並べて示す通貨(--rate が必要)',
    rate: '1 USD に当たる額',
    chart: 'このサービスの損益分岐点を SVG で描く',
    goal: 'private = 必要な呼び出しをすべてエンドポイント経由に、no-nat = NAT ゲートウェイなし、cheapest = 最小の費用',
    perhaps: '必要かもしれない(ロールが許可している)呼び出しも必要なものとして数える',
    budget: '全体の費用の上限(月額、USD)',
    availability:
      '呼び出し元の AZ ごとにネットワークインターフェイスを置くか、1 つだけか(既定: 新しいエンドポイントは AZ ごと)',
    remove: '取り除くもの: リソース、その 1 インスタンス、またはモジュールのアドレス(繰り返し可)',
    add: '加えるもの: endpoint:サービス名。種類を選ぶには gateway: か interface:、VPC を選ぶには @VPC(繰り返し可)',
    set: '変数、またはモジュール呼び出しの引数 (module.vpc.名前=値) の別の値(繰り返し可)',
    prices: '`naisen prices update` が書いた価格表(既定: このバージョンに付属のもの)',
    region: '価格を読むリージョン(既定: 付属の価格表のすべて、繰り返し可)',
    fromUrl: 'AWS の価格表のミラー(既定: https://pricing.us-east-1.amazonaws.com)',
    products: '`aws pricing get-products` の出力。NAT ゲートウェイ用(繰り返し可)',
    previous: '以前の結果(--format json)。変わったホップを示す',
    updateBaseline: '今回の指摘をすべてベースラインに書き込む',
    strict: '必要な呼び出しが判定不能なら終了コード 2 とする',
    from: '呼び出し元ワークロードのアドレス',
    to: 'サービス、ホスト名、URL、アドレスとポート、または "internet"',
    color: 'パイプへも色付きで出力する',
    noColor: '色を付けない',
    width: '出力の桁数(既定: 端末の幅)',
    lang: '言語: en または ja(既定: LC_ALL、LC_MESSAGES、LANG から)',
    help: 'このヘルプを表示',
    version: 'バージョンを表示',
  },
  format: (formats) => `次のいずれか: ${formats.join('、')}(既定: text。svg はテキストの画像)`,
  failure,
  usage,
  didYouMean: (names) => `${names.join('、')} ではありませんか`,
  seeHelp: '`naisen --help` を参照',
  undeterminedWarning: (count) => `警告: 必要な呼び出し ${count} 件が判定不能(--strict では終了コード 2)`,
  undeterminedStrict: (count) => `エラー: 必要な呼び出し ${count} 件が判定不能(--strict)`,
  undeterminedExpectations: (count) => `エラー: 期待 ${count} 件が判定不能`,
  baselineWritten: (file, count) => `${file} に指摘 ${count} 件を受容済みとして記録した`,
  pricesWritten: ({ file, regions, read, changed }) => [
    `${file} を書き出しました: ${regions} リージョンの ${read} 件の価格を読み、うち ${changed} 件が付属の価格表と異なります`,
    `使うには --prices ${file} を指定します`,
  ],
  pricesWithoutNat: [
    'NAT ゲートウェイの価格表はリージョンごとに 400 MB を超えるため取得せず、これまでの価格を残しました。',
    '読み取るには: aws pricing get-products --region us-east-1 --service-code AmazonEC2 \\',
    '  --filters "Type=TERM_MATCH,Field=productFamily,Value=NAT Gateway" > nat.json',
    '続けて: naisen prices update … --products nat.json',
  ],
  internalError: (summary) => [
    `エラー[NSN9001]: naisen の誤り: ${summary}`,
    '対処: Terraform ではなく naisen の不具合です。この行と `naisen --version` の出力、再現する最小の',
    '      ディレクトリを添えて報告してください。NAISEN_DEBUG=1 で発生箇所を表示します。',
  ],
  demo: {
    intro: [
      '東京リージョンの小さな店: Fargate のサービス、Session Manager で入る管理用インスタンス、Lambda 関数を',
      'Terraform で書いたもの。デプロイもアカウントへの問い合わせもせず、テキストだけから証明する。',
    ],
    ticket: 'なぜ遮断なのか。その呼び出しの経路チケット:',
    next: ['次に試すこと:'],
    tryOwn: '自分の Terraform で',
  },
};

function failure(what: Failure): readonly string[] {
  switch (what.kind) {
    case 'no-such-directory':
    case 'not-a-directory':
    case 'not-readable':
    case 'no-terraform-files':
      return directoryFailure(what);
    case 'not-a-variable':
      return [`\`--var ${what.text}\` に \`=\` がありません。--var NAME=VALUE と書いてください`];
    case 'not-a-width':
      return [`\`--width ${what.text}\` は 40 から 1000 までの桁数ではありません`];
    case 'no-such-workload':
      return [
        `ワークロード \`${what.asked}\` がありません`,
        ...suggest(what.nearest),
        ...list('このディレクトリのワークロード:', what.workloads),
      ];
    case 'several-workloads':
      return [
        `\`${what.asked}\` に当たるワークロードが複数あります。1 つを指定してください`,
        ...list('候補:', what.workloads),
      ];
    case 'no-workloads':
      return ['このディレクトリにはワークロード(サブネットに置かれるもの)がありません'];
    case 'no-such-target':
      return [
        `\`${what.asked}\` は既知のサービスでも、ホスト名でも、アドレスでもありません`,
        ...suggest(what.nearest),
        'サービス(s3、ecr.dkr)、名前(https://name/)、アドレス(10.0.1.5:443)、internet のいずれかを指定してください',
      ];
    case 'no-such-service':
      return [`サービス \`${what.asked}\` はカタログにありません`, ...suggest(what.nearest)];
    case 'no-such-code':
      return [`診断コード \`${what.asked}\` はありません`, ...suggest(what.nearest)];
    case 'no-such-intent':
      return [`ファイル \`${what.file}\` がありません`];
    case 'no-such-configuration':
    case 'several-configurations':
    case 'configuration-not-loaded':
      return configurationFailure(what);
    case 'no-such-baseline':
    case 'not-a-baseline':
    case 'no-previous':
      return earlierFailure(what);
    case 'not-an-action':
    case 'no-such-resource':
    case 'resource-without-action':
      return askFailure(what);
    case 'no-expectations':
      return [
        `\`${what.directory}\` に期待が設定されていません`,
        'naisen.config.ts に `expect: [{ from: "*", to: "internet", is: "blocked" }]` のように書いてください',
      ];
    case 'no-usage-file':
    case 'no-prices':
    case 'no-chart':
      return costFailure(what);
    case 'no-price-file':
    case 'not-a-price-book':
    case 'not-a-price-list':
    case 'prices-not-fetched':
    case 'not-writable':
      return priceFailure(what);
    case 'nothing-to-compare':
    case 'too-much-to-compare':
    case 'no-git':
    case 'no-revision':
    case 'not-at-revision':
      return compareFailure(what);
    case 'no-page':
      return [`\`${what.asked}\` の説明はこの版に含まれていません`];
  }
}

/** Commander speaks English only; its codes are stable. */
function usage(code: string, quoted: readonly string[], english: string): string {
  const [first = '', second = ''] = quoted;
  switch (code) {
    case 'commander.unknownOption':
      return `不明なオプション '${first}'`;
    case 'commander.unknownCommand':
      return `不明なコマンド '${first}'`;
    case 'commander.missingArgument':
      return `引数 '${first}' が必要です`;
    case 'commander.optionMissingArgument':
      return `オプション '${first}' には値が必要です`;
    case 'commander.missingMandatoryOptionValue':
      return `オプション '${first}' が必要です`;
    case 'commander.excessArguments':
      return '引数が多すぎます';
    case 'commander.invalidArgument':
      return `オプション '${first}' の値 '${second}' は使えません`;
    default:
      return english;
  }
}

function directoryFailure(what: DirectoryFailure): readonly string[] {
  switch (what.kind) {
    case 'no-such-directory':
      return [`ディレクトリ \`${what.directory}\` がありません`];
    case 'not-a-directory':
      return [`\`${what.directory}\` はファイルです。それを含むディレクトリを指定してください`];
    case 'not-readable':
      return [`\`${what.directory}\` を読み取れません(${what.reason})`];
    case 'no-terraform-files':
      return [
        `\`${what.directory}\` に .tf も .tf.json もありません。Terraform のディレクトリではありません`,
        ...(what.below.length === 0 ? [] : list('Terraform があるのは:', what.below)),
      ];
  }
}

function configurationFailure(what: ConfigurationFailure): readonly string[] {
  switch (what.kind) {
    case 'no-such-configuration':
      return [`設定 \`${what.file}\` がありません`];
    case 'several-configurations':
      return ['設定が複数あります。1 つにするか、--config で指定してください', ...list('候補:', what.files)];
    case 'configuration-not-loaded':
      return [`設定 \`${what.file}\` を読み込めません: ${what.reason}`];
  }
}

function earlierFailure(what: EarlierFailure): readonly string[] {
  switch (what.kind) {
    case 'no-such-baseline':
      return [`ベースライン \`${what.file}\` がありません`, '--update-baseline で作成してください'];
    case 'not-a-baseline':
      return [
        `\`${what.file}\` は naisen のベースラインではありません`,
        '--update-baseline で書き直してください',
      ];
    case 'no-previous':
      return [`\`${what.file}\` は \`naisen test\` または \`naisen check\` の JSON ではありません`];
  }
}

function askFailure(what: AskFailure): readonly string[] {
  switch (what.kind) {
    case 'not-an-action':
      return [
        `\`--action ${what.text}\` は IAM アクションではありません`,
        's3:ListBucket のように SERVICE:Action の形で書いてください',
      ];
    case 'no-such-resource':
      return [
        `\`${what.asked}\` は ARN ではなく、ポリシーを持つリソースとしてソースに宣言されてもいません`,
        what.nearest.length > 0
          ? `${what.nearest.join('、')} ではありませんか`
          : 'ARN か、バケット、キュー、キーなどのアドレスを書いてください',
      ];
    case 'resource-without-action':
      return [
        '--resource だけでは判定できません',
        '--action s3:ListBucket のようにアクションも指定してください',
      ];
  }
}

function compareFailure(what: CompareFailure): readonly string[] {
  switch (what.kind) {
    case 'nothing-to-compare':
      return ['2 つ目のディレクトリ、または --git でリビジョンを指定してください'];
    case 'too-much-to-compare':
      return ['ディレクトリ 2 つ、またはディレクトリ 1 つと --git のどちらかにしてください'];
    case 'no-git':
      return [`git を実行できません: ${what.reason}`];
    case 'no-revision':
      return [`\`${what.directory}\` のリビジョン \`${what.revision}\` を読めません: ${what.reason}`];
    case 'not-at-revision':
      return [`リビジョン \`${what.revision}\` に \`${what.directory}\` はありません`];
  }
}

function priceFailure(what: PriceFailure): readonly string[] {
  switch (what.kind) {
    case 'no-price-file':
      return [`ファイル \`${what.file}\` がありません`];
    case 'not-a-price-book':
      return [
        `\`${what.file}\` は naisen の価格表ではありません`,
        '`naisen prices update ディレクトリ` で書き出してください',
      ];
    case 'not-a-price-list':
      return [`\`${what.place}\` は AWS の価格表ではありません`];
    case 'prices-not-fetched':
      return [
        `\`${what.url}\` を取得できません: ${what.reason}`,
        'ネットワークがない場合は、別のマシンで取得したファイルを --from http://… で指定してください',
        'ほかのコマンドはネットワークなしで、このバージョンに付属の価格を使って動きます',
      ];
    case 'not-writable':
      return [`\`${what.file}\` に書き込めません (${what.reason})`];
  }
}

function costFailure(what: CostFailure): readonly string[] {
  switch (what.kind) {
    case 'no-usage-file':
      return [`使用量ファイル \`${what.file}\` がありません`];
    case 'no-prices':
      return ['このバージョンに価格表が付いていません'];
    case 'no-chart':
      return [
        `\`${what.service}\` の損益分岐点はありません`,
        ...list('次のサービスのものを描けます:', what.services),
      ];
  }
}

function suggest(names: readonly string[]): readonly string[] {
  return names.length === 0
    ? []
    : [`${names.map((name) => `\`${name}\``).join(' または ')} ではありませんか`];
}

function list(title: string, names: readonly string[]): readonly string[] {
  const shown = names.slice(0, 20).map((name) => `  ${name}`);
  return names.length > 20 ? [title, ...shown, `  ほか ${names.length - 20} 件`] : [title, ...shown];
}
