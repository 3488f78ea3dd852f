import type { Facts } from '../../reachability/answer.ts';
import type { Sentence } from './sentence.ts';
import { say } from './sentence.ts';

const words = {
  callBlocked: { en: '{workload} cannot reach {service}', ja: '{workload} から {service} へ到達できない' },
  callUndetermined: {
    en: 'whether {workload} reaches {service} cannot be told',
    ja: '{workload} から {service} へ到達できるか判定できない',
  },
  callLeaving: {
    en: '{workload} reaches {service} by {via}, which is not a private path',
    ja: '{workload} から {service} へは {via} を通って到達し、プライベート経路ではない',
  },
  ruleBlocked: {
    en: 'A call that a workload needs is blocked',
    ja: 'ワークロードに必要な呼び出しが遮断されている',
  },
  ruleUndetermined: {
    en: 'Whether a call that a workload needs arrives cannot be told',
    ja: 'ワークロードに必要な呼び出しが届くか判定できない',
  },
  ruleLeaving: {
    en: 'A call that a workload needs leaves the VPC by an internet gateway or a NAT',
    ja: 'ワークロードに必要な呼び出しがインターネットゲートウェイまたは NAT から VPC の外へ出る',
  },
  mendIs: { en: 'mend: {mend}', ja: '修正: {mend}' },
  missingIs: { en: 'missing: {missing}', ja: '不足: {missing}' },
  helpIs: { en: 'help: {help}', ja: '対処: {help}' },
  declaredHere: { en: '{workload} is declared here', ja: '{workload} の宣言' },
  diagnostics: { en: 'Diagnostics', ja: '診断' },
  headline: {
    en: '{needed} needed calls: {reachable} arrive, {blocked} blocked, {undetermined} undetermined',
    ja: '必要な呼び出し {needed} 件: 到達 {reachable}、遮断 {blocked}、判定不能 {undetermined}',
  },
  allHold: { en: 'every needed call arrives', ja: '必要な呼び出しは全て到達する' },
  matrix: { en: 'Matrix', ja: 'マトリクス' },
  workload: { en: 'Workload', ja: 'ワークロード' },
  call: { en: 'Call', ja: '呼び出し' },
  why: { en: 'Why', ja: '理由' },
  place: { en: 'Place', ja: '場所' },
  leavingTitle: {
    en: 'Arrives, but leaves the VPC by IGW or NAT ({count})',
    ja: '到達するが、IGW または NAT で VPC の外へ出る({count})',
  },
  undeterminedTitle: { en: 'Cannot tell ({count})', ja: '判定できない({count})' },
  diagnosticsTitle: { en: 'Diagnostics ({count})', ja: '診断({count})' },
  moreRows: { en: 'and {count} more', ja: 'ほか {count} 件' },
  moreColumns: { en: '{count} more services', ja: 'ほか {count} サービス' },
} as const;

export type DocumentWord = keyof typeof words;

/** Words of SARIF, JUnit and Markdown. */
export const documentWords: Readonly<Record<DocumentWord, Sentence>> = words;

export function documentWord(name: DocumentWord, language: 'en' | 'ja', facts: Facts = {}): string {
  return say(documentWords[name], language, facts);
}
