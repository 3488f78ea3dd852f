import type { GeneratedWords } from './words.ts';

export const ja: GeneratedWords = {
  header: 'naisen が書いたファイルです。直接編集せず、インテントを変えて build し直してください。',
  changeHeader: 'naisen が書き出したネットワークの変更。既存のものの ID はパラメータで渡してください。',
  usedBy: (workloads) => `${workloads} が使います。`,
  inOrder: (sentences) => sentences.join(''),
  and: '、',
  privateDnsNeedsBoth: 'インターフェイスエンドポイントのプライベート DNS には両方が必要です。',
  gatewayEndpointIsFree: '時間料金もデータ料金もかかりません。',
  interfaceEndpointBills: 'サブネットごとの時間料金と、GB 単位のデータ料金がかかります。',
  inboundResolverOnly:
    'オンプレミスからの名前解決だけがこのアドレスになります。VPC 内はゲートウェイエンドポイントを使います。',
  privateDnsOff: 'プライベート DNS なし: クライアントはエンドポイント固有の名前を使う必要があります。',
  endpointPolicy: 'この経路で呼び出せるもの。それ以外はここで拒否されます。',
  answersNeedNoRule: '戻りの通信にルールは不要です(セキュリティグループはステートフル)。',
  ruleWithoutPackets: 'No packet meets this rule; without it everything would be allowed',
  natGatewayBills: '時間料金とデータ料金に加え、パブリック IPv4 アドレスの時間料金がかかります。',
  natInstanceForwards: '自分宛てでも自分発でもないパケットを転送します。',
  egressOnly: 'IPv6 の外向き接続だけを通し、内向きは通しません。',
  vpnRoutes: 'オンプレミスへの経路はゲートウェイから伝播します。',
  flowLogFields: '既定の形式では、経路も AWS サービス名も記録されません。',
  imageStays: '新しい AMI が出てもインスタンスは置き換えません。',
  zipOf: (name) => `${name} のコード: 最初の apply の前にこのファイルを置いてください。`,
  prefixListOf: (service) =>
    `このリージョンの ${service} のプレフィックスリスト (aws ec2 describe-managed-prefix-lists)`,
  codeBucketOf: (name) => `${name} のコードを置いたバケット`,
  codeKeyOf: (name) => `${name} のコード (zip) のキー`,
};
