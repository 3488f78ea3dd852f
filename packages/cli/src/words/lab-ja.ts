import type { LabFault, LabProblem, LabWords } from './lab-words.ts';

export const labJapanese: LabWords = {
  lab: 'ネットワークをこのマシン上に実際のパケット・DNS・TLS で構築する',
  commands: {
    up: 'ディレクトリのネットワークを起動する',
    down: 'ラボを停止する (強制終了されたラボの残りも片付ける)',
    list: 'このユーザーのラボを一覧表示する',
    exec: 'ホストでプログラムを実行する: `naisen lab exec app -- aws s3 ls`',
    shell: 'ホストでシェルを開く',
    doctor: 'ラボに必要な機能がこのマシンにあるか試す',
    print: '構築する内容 (名前空間、ルート、フィルター) を表示する',
    apply: 'ディレクトリの現在の内容にラボを合わせる (変わった部分だけ変更)',
    explain: 'パケットを 1 つ送り、決め手となった AWS のルールやルートを証明と並べて示す',
    probe: '表のすべてのセルを実際のパケットで試す (違いがあれば終了コード 1)',
    capture: 'ホストのパケットを pcap として標準出力に書き出す',
    lesson: '実際のパケットで段階的に学ぶ実験と、見つけて直す障害',
    operate:
      'VPC の外で、アカウントの管理者としてプログラムを実行する: `naisen lab operate -- aws logs tail GROUP`',
    logs: 'ラボのフローログ、または AWS 側が応答したリクエストを表示する',
  },
  arguments: {
    directory: 'Terraform ファイルのあるディレクトリ',
    name: 'ラボの名前',
    host: 'ラボのホスト (`naisen lab list` で確認)',
    command: '`--` の後にプログラムと引数',
    target: '呼び出し先: `s3`、`https://…`、`10.0.1.5:443`、別のホスト `db:5432`',
    lesson: 'レッスンの名前 (省略すると一覧を表示)',
  },
  options: {
    name: 'ラボの名前 (既定: ディレクトリ名、または唯一のラボ)',
    withGaps: '構築できない部分を除いて構築する',
    upstream: 'AWS 側の実体 (127.0.0.1 のみ、既定: 組み込み)',
    all: 'このユーザーのすべてのラボを停止する',
    watch: 'ファイルを保存するたびに適用する',
    format: 'text または json',
    seconds: '応答を待つ秒数',
    dir: 'レッスンの Terraform を置く場所 (既定: `naisen-lesson-NAME`)',
    check: '障害が直ったかどうかを確かめる',
    solve: '最後まで進めて障害を直し、ラボを片付ける',
    set: 'レッスンの規模: `files=50`',
    agent: 'アプリケーションではなく、タスクのエージェント (タスク実行ロール) の認証情報を使う',
    follow: '新しい記録を表示し続ける (Ctrl-C で終了)',
    fields: 'レコードのフィールド: `v2` から `v11`、または `${version} ${pkt-srcaddr} …`',
    requests: 'AWS 側が応答したリクエストを、経路、アクション、判定とともに表示する',
  },
  examples: [
    ['naisen lab doctor', 'このマシンで使えるか調べる'],
    ['naisen lab up ./infra', '起動する'],
    ['naisen lab exec app -- curl -v https://logs.ap-northeast-1.amazonaws.com', 'ホストから呼び出す'],
    ['naisen lab probe', 'すべてのセルを実際のパケットで試す'],
    ['naisen lab down', '停止する'],
  ],
  exitCodes: [
    '終了コード: 0 完了、1 パケットと証明が異なる、2 実行できない (exec と shell はプログラム自身の終了コード)',
  ],
  problem,
  step: {
    reading: '読み取り',
    namespaces: '名前空間',
    routers: 'ルーター',
    hosts: 'ホスト',
    filters: 'フィルター',
    sockets: 'ソケット',
    services: 'サービス',
  },
  up: ({ name, seconds, hosts, vpcs, endpointInterfaces, natGateways }) =>
    `ラボ \`${name}\` を ${seconds} 秒で起動しました: ホスト ${hosts}、VPC ${vpcs}、` +
    `エンドポイント ENI ${endpointInterfaces}、NAT ゲートウェイ ${natGateways}`,
  hosts: 'ホスト',
  next: '次の操作',
  down: (name, namespaces, programs) =>
    `ラボ \`${name}\` を停止しました: 名前空間 ${namespaces} 個を削除、プログラム ${programs} 個を終了`,
  nothingUp: '起動中のラボはありません',
  state: {
    up: '起動中',
    starting: '起動処理中',
    'left-behind': 'プロセスが終了し、残ったもの',
    damaged: '破損',
  },
  feature: {
    linux: { is: 'Linux', mend: 'macOS: Linux VM (Lima、OrbStack、Colima)、Windows: WSL2' },
    root: { is: 'root (CAP_SYS_ADMIN、CAP_NET_ADMIN)', mend: 'sudo naisen lab …' },
    'user-namespaces': {
      is: 'ユーザー名前空間 (root なしのラボ用)',
      mend: 'sudo sysctl kernel.unprivileged_userns_clone=1 kernel.apparmor_restrict_unprivileged_userns=0',
    },
    ip: { is: '`ip` (iproute2)', mend: 'sudo apt-get install iproute2' },
    nft: { is: '`nft` (nftables)', mend: 'sudo apt-get install nftables' },
    'util-linux': {
      is: '`nsenter`・`unshare`・`mount` (util-linux)',
      mend: 'sudo apt-get install util-linux',
    },
    'named-namespaces': { is: '名前付きネットワーク名前空間', mend: 'コンテナーでは `--privileged` が必要' },
    veth: { is: 'リンクグループ付き veth', mend: 'sudo modprobe veth' },
    'proxy-delay': { is: '近隣テーブルの設定', mend: 'CONFIG_INET を含むカーネルと iproute2 5 以降' },
    settings: { is: '/proc/sys/net の設定', mend: 'コンテナーでは `--privileged` が必要' },
    'nft-filter': { is: '接続状態と判定マップによるフィルター', mend: 'sudo modprobe nf_tables nft_ct' },
    'nft-nat': { is: 'アドレス変換、マップによるポート変換', mend: 'sudo modprobe nft_chain_nat nft_nat' },
    'nft-counters': { is: 'カウンター付きセット (フローログ用)', mend: 'nft 1.0.2 以降、カーネル 5.10 以降' },
    'nft-log': { is: 'グループへのログ出力', mend: 'sudo modprobe nft_log nfnetlink_log' },
    'nft-ipv6': { is: 'IPv6 のフィルター', mend: 'CONFIG_NF_TABLES_IPV6 を含むカーネル' },
    tcpdump: { is: '`tcpdump` (`lab capture` 用)', mend: 'sudo apt-get install tcpdump' },
    aws: { is: 'AWS CLI (ご自身の呼び出し用)', mend: 'docs.aws.amazon.com/cli を参照' },
  },
  featureState: { present: 'あり', missing: 'なし' },
  useful: '任意',
  doctor: {
    root: ['ラボは root で動作します。'],
    rootless: ['ラボは root なしで、ユーザー名前空間の中で動作します。'],
    none: ['ラボは動作しません。上の不足を確認してください。'],
  },
  verdicts: { reachable: '到達可能', blocked: '遮断', undetermined: '判定不能' },
  probe: {
    heading: ['ホスト', '呼び出し', 'パケット', '証明', ''],
    arrived: '到達',
    refused: '到達 (ポートは閉)',
    silent: '応答なし',
    noName: 'アドレスなし',
    notAsked: '名前は apply 後に判明',
    noCells: [
      '試す呼び出しがありません (このネットワークのワークロードの呼び出し先が分かりません)',
      '`naisen lab explain ホスト 呼び出し先` で接続を 1 つ試せます',
    ],
    agree: '一致',
    differ: '不一致',
    open: '比較なし',
    summary: (cells, compared, differences) =>
      `${cells} 個のセルを試行、${compared} 個を比較: ${compared === 0 ? '比較できるものはありません' : differences === 0 ? 'パケットと証明は一致' : `不一致 ${differences} 個`}`,
  },
  explain: {
    packet: (host, address, port) => `${host} から ${address} のポート ${port} に接続`,
    kernel: 'カーネルが適用したもの',
    engine: '証明の結果',
    arrived: '到達し、応答がありました',
    dropped: (rule) => `破棄: ${rule}`,
    noAnswer: '応答なし',
    ownRules: {
      'no route or blackhole': 'ルートがない、または行き先のないルート',
      'no public address': 'インターネットゲートウェイ: ENI にパブリックアドレスがない',
      'IGW-2: private destination': 'インターネットゲートウェイ: プライベートな宛先は外に出ない',
      'egress-only': 'Egress-Only インターネットゲートウェイ: 外からは開始できない',
      'source check': '送信元/送信先チェック: 送信元が別のアドレス',
      'destination check': '送信元/送信先チェック: 宛先が別のアドレス',
      'link-local is never routed': 'リンクローカルアドレスはルーティングされない',
      'BPA-1: block public access': 'VPC ブロックパブリックアクセス',
      'connection tracking: invalid': 'このパケットが属する接続がない',
    },
    noRule: (group, direction) =>
      `${group}: 一致する${direction === 'ingress' ? 'インバウンド' : 'アウトバウンド'}ルールがない`,
  },
  lesson: {
    asExpected: '期待どおり',
    miss: (miss) => {
      if (miss.kind === 'exit')
        return `${miss.expected === 'success' ? '成功' : '失敗'}するはずが、終了コード ${miss.code} でした`;
      return miss.kind === 'shown' ? `表示されないはず: ${miss.pattern}` : `表示されるはず: ${miss.pattern}`;
    },
    fault: 'ここで障害を仕込みました',
    hint: 'ヒント',
    why: '理由',
    yourTurn: (directory, name) => [
      '',
      '原因を見つけて直してください:',
      `  naisen check ${directory}`,
      '  naisen lab explain HOST SERVICE',
      `  ${directory} の Terraform を編集して: naisen lab apply`,
      `  naisen lab lesson ${name} --check`,
      `  naisen lab down ${name}`,
    ],
    mended: '直りました。',
    notYet: 'まだ直っていません。',
    done: 'すべて期待どおりでした。',
    differed: '期待と異なる結果がありました。上の ✗ を参照してください。',
  },
  unrouted: (packets) =>
    `ルートがないパケットが ${packets} 個ありました。AWS がこれをどう記録するかは不明なため、一覧には含めていません`,
  recordsLost: (records) =>
    `レコード ${records} 件は書き込めず失われました (ラボのディレクトリのディスクに空きがありませんでした)`,
  noRecords: 'レコードはまだありません。通信は 10 秒ごとに書き込まれます。`--follow` を付けると待ちます',
  followedLabDown: (name) => `ラボ \`${name}\` は終了しました`,
  withoutRole: (host, use) =>
    use === 'agent'
      ? `\`${host}\` にはタスク実行ロールがなく、エージェントは認証情報を受け取れません。ロールを付けて \`naisen lab apply\` してください`
      : `\`${host}\` にはロールがないため、AWS と同じくプログラムは認証情報を受け取れません。ロール (タスクロール、` +
        'インスタンスプロファイル) を付けて `naisen lab apply` するか、`--agent` でタスク実行ロールを使ってください',
  requestVerdict: {
    allowed: '許可',
    denied: '拒否',
    undetermined: '判定不能',
    unclassified: 'ラボでは解釈できません',
    unauthenticated: '認証情報を拒否',
  },
  refusedBy: (layer, statement) =>
    `(${layers[layer] ?? layer}ポリシー${statement === '' ? '' : `、${statement.replace(`${layer}: `, '')}`})`,
  unsigned: '(署名なし: 誰にでも許可するポリシーがありません)',
  applied: (changes, namespaces) => `${changes} 件の変更: ${namespaces.join('、')}`,
  appliedNothing: 'ルートとフィルターの変更はありません。名前とポリシーはディレクトリの内容に合わせました',
  rebuilt: '変更が多いため、ラボを作り直しました',
  watching: (source) => `${source} を監視しています (Ctrl-C で終了)`,
};

const layers: Readonly<Record<string, string>> = {
  endpoint: 'エンドポイント',
  identity: 'アイデンティティベース',
  boundary: 'アクセス許可の境界',
  resource: 'リソースベース',
};

function problem(found: LabProblem): readonly string[] {
  switch (found.kind) {
    case 'not-a-name':
      return [`\`${found.name}\` はラボの名前にできません (英小文字、数字、ハイフン、31 文字以内)`];
    case 'already-up':
      return [
        `ラボ \`${found.name}\` はすでに起動しています (${found.source})`,
        `\`naisen lab down ${found.name}\` で停止、\`--name 別名\` で並べて起動できます`,
      ];
    case 'no-lab':
      return ['起動中のラボはありません', '`naisen lab up DIR` で起動できます'];
    case 'no-such-lab':
      return [`ラボ \`${found.name}\` はありません`, `ラボ: ${found.labs.join('、') || 'なし'}`];
    case 'several-labs':
      return [`複数のラボが起動しています: ${found.labs.join('、')}`, '`--name` で指定してください'];
    case 'no-such-host':
      return [`ホスト \`${found.host}\` はありません`, `ホスト: ${found.hosts.join('、')}`];
    case 'no-hosts':
      return [
        '構築するものがありません (ワークロードも、CIDR の分かるサブネットもありません)',
        '読み取れなかったものは `naisen check DIR` でわかります。値は `--var NAME=VALUE` や `--var-file` で指定できます',
      ];
    case 'gaps':
      return [
        `このネットワークをそのまま構築できません (上記 ${found.count} 件の理由)`,
        '`--with-gaps` を付けると残りを構築します',
      ];
    case 'no-program':
      return [
        `\`${found.program}\` がインストールされていません`,
        '`naisen lab doctor` でこのマシンに足りないものがわかります',
      ];
    case 'not-on-path':
      return [
        `\`${found.program}\` がインストールされていません`,
        'ラボのホストはこのマシンのプログラムを実行します。インストールするか、パスを指定してください',
      ];
    case 'no-such-target':
      return [`\`${found.target}\` のアドレスがありません`];
    case 'no-such-lesson':
      return [`レッスン \`${found.name}\` はありません`, `レッスン: ${found.lessons.join('、')}`];
    case 'lesson-directory':
      return [
        `${found.directory} はすでに存在します`,
        '削除するか、`--dir` で別の場所を指定してください。`--check` は障害が直ったかどうかを確かめます',
      ];
    case 'lesson-edit':
      return [`${found.file} がレッスンの内容と異なるため、この手順で変更できません`];
    case 'no-such-field':
      return [
        `フローログのフィールドではありません: ${found.fields.join('、')}`,
        '`v2` から `v11` (v6 を除く)、または `${version} ${srcaddr} …` の形式で指定します',
      ];
    default:
      return fault(found);
  }
}

function fault(found: LabFault): readonly string[] {
  switch (found.kind) {
    case 'no-machine':
      return [
        'このマシンではラボを実行できません',
        'Linux、`ip`、`nft`、root またはユーザー名前空間が必要です。`naisen lab doctor` で不足を確認できます',
      ];
    case 'starting':
      return [`ラボ \`${found.name}\` は別のプロセスが起動処理中です`];
    case 'unknown-namespaces':
      return [
        `ラボ \`${found.name}\` のネットワーク名前空間がありますが、記録がありません (別のユーザーのもの、または残骸です)`,
        `\`--name 別名\` で並べて起動、\`naisen lab down ${found.name}\` で削除できます`,
      ];
    case 'not-running':
      return [
        `ラボ \`${found.name}\` のプロセスは終了しています`,
        `\`naisen lab down ${found.name}\` で残りを片付けます`,
      ];
    case 'refused':
      return ['カーネルがラボの一部を拒否しました。何も残っていません', found.reason];
    case 'ended':
      return ['起動が終わる前にラボのプロセスが終了しました', found.log];
    case 'interrupted':
      return [`中断しました: ラボ \`${found.name}\` は起動せず、何も残っていません`];
    case 'not-an-upstream':
      return [
        `\`${found.upstream}\` はこのマシンのアップストリームではありません`,
        '`http://127.0.0.1:ポート` の形式で指定してください。ラボはほかのマシンに何も送りません',
      ];
    case 'silent-upstream':
      return [
        `${found.upstream} から応答がありません`,
        '先にアップストリームを起動してから、ラボを起動してください',
      ];
    case 'upstream-needs-root':
      return [
        '`--upstream` には root が必要です。root なしのラボはループバックが独立しているため、マシンの 127.0.0.1 に届きません',
        '`--upstream` を付けなければ、ラボ自身が応答します',
      ];
    case 'namespaces-lost':
      return [
        `ラボ \`${found.name}\` のネットワーク名前空間がなくなっています`,
        `\`naisen lab apply\` で作り直すか、\`naisen lab down ${found.name}\` で残りを片付けてください`,
      ];
    case 'damaged':
      return [
        `ラボ \`${found.name}\` のファイルを読み取れません (破損、または別のバージョンの naisen のもの)`,
        `\`naisen lab down ${found.name}\` で終了し、残りを片付けてください`,
      ];
    case 'world':
      return [found.reason];
  }
}
