import type { Effect } from '../../planning/compare-calls.ts';
import type { Danger } from '../../planning/danger.ts';
import type { RehearseJson } from '../json/rehearse-contract.ts';
import type { Sentence } from './sentence.ts';

/** Headings of what a change does to calls. */
export const effectTitles: Readonly<Record<Effect, Sentence>> = {
  stops: { en: 'Would stop', ja: '届かなくなる呼び出し' },
  unsure: { en: 'Could no longer be told', ja: '判定できなくなる呼び出し' },
  further: { en: 'Would leave by a more public way', ja: 'より公開された経路になる呼び出し' },
  starts: { en: 'Would arrive now', ja: '届くようになる呼び出し' },
  closer: { en: 'Would take a more private way', ja: 'よりプライベートな経路になる呼び出し' },
  way: { en: 'Would take another way of the same level', ja: '同じレベルの別の経路になる呼び出し' },
  'blocked-anew': {
    en: 'Does not arrive today, and would be stopped by something else',
    ja: '今も届かず、別の理由で遮断される呼び出し',
  },
  gone: { en: 'Goes with its workload', ja: 'ワークロードとともになくなる呼び出し' },
};

export const weightWords: Readonly<Record<Danger['weight'], Sentence>> = {
  refused: { en: 'AWS refuses', ja: 'AWS が拒否' },
  breaks: { en: 'breaks', ja: '影響あり' },
  check: { en: 'check', ja: '要確認' },
};

export const savingWords: Readonly<Record<RehearseJson['savingIs'], Sentence>> = {
  exact: { en: 'saves {amount} a month', ja: '月額 {amount} 安くなる' },
  'at-least': {
    en: 'saves at least {amount} a month, and the data that is not counted below',
    ja: '月額 {amount} 以上安くなる(下の使用量不明のデータ料金の分が加わる)',
  },
  'at-most': {
    en: 'saves at most {amount} a month, less the data that is not counted below',
    ja: '安くなるのは最大で月額 {amount}(下の使用量不明のデータ料金の分だけ減る)',
  },
  open: {
    en: 'saves {amount} a month by the hour; by the GB it hangs on the usage (give it with --usage)',
    ja: '時間料金では月額 {amount} 安くなる。データ料金は使用量による(--usage で指定できる)',
  },
  unknown: { en: 'what it saves cannot be told: {reason}', ja: '節約額は判定できない: {reason}' },
};

export const extraCostWords: Readonly<Record<RehearseJson['savingIs'], Sentence>> = {
  exact: { en: 'costs {amount} more a month', ja: '月額 {amount} 高くなる' },
  'at-least': {
    en: 'costs {amount} more a month by the hour; the data below makes that less',
    ja: '時間料金では月額 {amount} 高くなる(下の使用量不明のデータ料金の分だけ減る)',
  },
  'at-most': {
    en: 'costs at least {amount} more a month, and the data that is not counted below',
    ja: '月額 {amount} 以上高くなる(下の使用量不明のデータ料金の分が加わる)',
  },
  open: {
    en: 'costs {amount} more a month by the hour; by the GB it hangs on the usage (give it with --usage)',
    ja: '時間料金では月額 {amount} 高くなる。データ料金は使用量による(--usage で指定できる)',
  },
  unknown: { en: 'what it costs cannot be told: {reason}', ja: '費用は判定できない: {reason}' },
};

const words = {
  title: { en: 'Rehearsal: nothing was changed', ja: 'リハーサル(実際の変更はしていない)' },
  without: { en: 'without {address}', ja: '削除 {address}' },
  switchedOff: {
    en: '{address} is switched off already: as the values stand, it has no instance',
    ja: '{address} はすでに無効(現在の値ではインスタンスがない)',
  },
  with: { en: 'with {component} ({serviceName})', ja: '追加 {component} ({serviceName})' },
  set: { en: 'with {name} = {value}', ja: '設定 {name} = {value}' },
  alsoGone: { en: 'goes with it: {addresses}', ja: 'ともに削除されるもの: {addresses}' },
  inSubnets: { en: 'in {subnets}', ja: '配置先: {subnets}' },
  inTables: { en: 'in {tables}', ja: '関連付け先: {tables}' },
  newGroup: {
    en: 'with a new security group that admits the callers on its port',
    ja: '呼び出し元からのポートを許可する新しいセキュリティグループ付き',
  },
  notNeeded: { en: 'not known to be needed', ja: '必要かどうか不明' },
  others: { en: '{first} and {count} more', ja: '{first} ほか {count} 件' },
  alike: { en: 'and {count} more alike', ja: 'ほか {count} 件も同様' },
  removedLine: { en: 'by what goes', ja: 'なくなるもの' },
  nothing: {
    en: 'No call changes: neither whether it arrives, nor its level, nor its way.',
    ja: '変わる呼び出しはない(到達・レベル・経路のいずれも同じ)。',
  },
  newTitle: { en: 'Calls of what is new', ja: '新しいワークロードの呼び出し' },
  nothingTold: {
    en: 'No call is known to change: what arrives stays as it is, and what cannot be told stays so (see `naisen check`).',
    ja: '変わるとわかっている呼び出しはない。届くものはそのままで、判定できないものは判定できないまま(`naisen check` を参照)。',
  },
  more: { en: 'and {count} more', ja: 'ほか {count} 件' },
  moneyTitle: { en: 'Money', ja: '費用' },
  sameMoneyOpen: {
    en: 'costs the same by the hour; by the GB it hangs on the usage (give it with --usage)',
    ja: '時間料金は変わらない。データ料金は使用量による(--usage で指定できる)',
  },
  breakEvenFromStart: {
    en: 'when the NAT gateway goes: cheaper from the first GB ({formula})',
    ja: 'NAT ゲートウェイをなくす場合: 最初の 1 GB から安い({formula})',
  },
  sameMoney: { en: 'costs the same by the hour', ja: '時間料金は変わらない' },
  falls: {
    en: '{charge} of {resource}: falls by {unitPrice} for each {unit}',
    ja: '{resource} の{charge}: {unit} あたり {unitPrice} 減る',
  },
  grows: {
    en: '{charge} of {resource}: grows by {unitPrice} for each {unit}',
    ja: '{resource} の{charge}: {unit} あたり {unitPrice} 増える',
  },
  breakEven: {
    en: 'break-even of {service} while the NAT gateway stays: {gb} GB a month for each AZ ({formula})',
    ja: 'NAT ゲートウェイを残す場合の {service} の損益分岐: AZ ごとに月 {gb} GB({formula})',
  },
  breakEvenGoes: {
    en: 'when the NAT gateway goes: {gb} GB a month for each AZ ({formula})',
    ja: 'NAT ゲートウェイをなくす場合: AZ ごとに月 {gb} GB({formula})',
  },
  prices: { en: 'prices of {date}, {hours} hours a month', ja: '価格は {date} 時点、月 {hours} 時間' },
  dangerTitle: { en: 'Dangers', ja: '注意点' },
  findingsTitle: { en: 'Findings', ja: '検出' },
  summary: {
    en: 'needed calls that would stop: {stops}, that could not be told: {unsure}; other calls that change: {others}; dangers: {dangers}',
    ja: '必要な呼び出しのうち届かなくなるもの {stops} 件、判定できなくなるもの {unsure} 件、その他の変化 {others} 件、注意点 {dangers} 件',
  },
  noPriceBook: { en: 'no price book came with this version', ja: 'このバージョンには価格表がない' },
  noRegion: { en: 'the Region is not known', ja: 'リージョンがわからない' },
  noCount: { en: 'how many there are is not known', ja: '数がわからない' },
  fallsWithoutPrice: {
    en: '{charge} of {resource}: falls; its price is not known',
    ja: '{resource} の{charge}: 減る(価格は不明)',
  },
  growsWithoutPrice: {
    en: '{charge} of {resource}: grows; its price is not known',
    ja: '{resource} の{charge}: 増える(価格は不明)',
  },
  noPrice: { en: 'the price book lacks a price', ja: '価格表に価格がない' },
} as const;

export type RehearseLabel = keyof typeof words;

export const rehearseLabels: Readonly<Record<RehearseLabel, Sentence>> = words;
