import type { Facts } from '../../reachability/answer.ts';
import type { ThingOnMap } from '../json/map.ts';
import { workloadWords } from './labels.ts';
import { type Sentence, say } from './sentence.ts';

const words = {
  title: { en: 'naisen: {directory}', ja: 'naisen: {directory}' },
  tagline: { en: 'which AWS calls stay inside', ja: 'AWS の呼び出しは内線のままか' },
  matrix: { en: 'Matrix', ja: 'マトリクス' },
  matrixHint: {
    en: 'Choose a cell to see its path ticket and its way on the map. Arrow keys move between cells.',
    ja: 'セルを選ぶと経路チケットと地図上の経路を表示する。矢印キーでセルを移動できる。',
  },
  workload: { en: 'Workload', ja: 'ワークロード' },
  map: { en: 'Map', ja: '地図' },
  mapText: {
    en: 'Map of the network: {vpcs} VPCs, {subnets} subnets, {things} things in them',
    ja: 'ネットワークの地図: VPC {vpcs} 個、サブネット {subnets} 個、その中の要素 {things} 個',
  },
  ticket: { en: 'Path ticket', ja: '経路チケット' },
  noTicket: { en: 'No cell is chosen.', ja: 'セルが選ばれていない。' },
  mends: { en: 'Must change on this path', ja: 'この経路で直すこと' },
  mend: { en: 'mend', ja: '修正' },
  missing: { en: 'Missing facts', ja: '不足している事実' },
  forward: { en: 'There', ja: '往路' },
  back: { en: 'And back', ja: '復路' },
  pass: { en: 'passes', ja: '通過' },
  block: { en: 'blocks', ja: '遮断' },
  unknown: { en: 'cannot tell', ja: '判定不能' },
  parts: {
    en: 'The answer differs by part; this is the worst of {count}.',
    ja: '部分ごとに異なる。これは {count} 個のうち最も悪いもの。',
  },
  witness: { en: 'proof packet', ja: '証拠パケット' },
  blocked: { en: 'Blocked', ja: '遮断' },
  undetermined: { en: 'Cannot tell', ja: '判定不能' },
  leaving: { en: 'Arrives, but leaves the VPC', ja: '到達するが VPC の外へ出る' },
  diagnostics: { en: 'Diagnostics', ja: '診断' },
  needed: { en: 'needed', ja: '必要' },
  notNeeded: { en: 'not needed', ja: '必要ではない' },
  perhapsNeeded: { en: 'perhaps needed', ja: '必要かもしれない' },
  recommended: { en: 'recommended', ja: '推奨' },
  hiddenRows: {
    en: 'and {count} more workloads, see the JSON',
    ja: 'ほかワークロード {count} 件(JSON を参照)',
  },
  moreThings: { en: '{count} more', ja: 'ほか {count}' },
  noWorkloads: { en: 'No workload was found.', ja: 'ワークロードが見つからない。' },
  unknownRegion: { en: 'Region not known', ja: 'リージョン不明' },
  unknownZone: { en: 'zone not known', ja: 'AZ 不明' },
  aws: { en: 'AWS services', ja: 'AWS サービス' },
  internet: { en: 'Internet', ja: 'インターネット' },
  madeBy: { en: 'Written by naisen {version}', ja: 'naisen {version} が作成' },
  skip: { en: 'Skip to the ticket', ja: 'チケットへ移動' },
} as const;

export type PageWord = keyof typeof words;

/** Words of the HTML page. */
export const pageWords: Readonly<Record<PageWord, Sentence>> = words;

export function pageWord(name: PageWord, language: 'en' | 'ja', facts: Facts = {}): string {
  return say(pageWords[name], language, facts);
}

/** Short names of what stands on the map. */
export const thingWords: Readonly<Record<ThingOnMap['kind'], Sentence>> = {
  ...workloadWords,
  'interface-endpoint': { en: 'endpoint', ja: 'エンドポイント' },
  'gateway-endpoint': { en: 'gateway endpoint', ja: 'ゲートウェイ EP' },
  'nat-gateway': { en: 'NAT', ja: 'NAT' },
  'internet-gateway': { en: 'IGW', ja: 'IGW' },
  'egress-only-internet-gateway': { en: 'egress-only IGW', ja: 'Egress-Only IGW' },
};
