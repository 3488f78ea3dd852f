import type { Language } from '@naisen/engine';

/** What the lab itself has to say to a client: where it cannot answer as AWS would, it never guesses. */
export type LabProblem =
  | { readonly kind: 'unknown-operation'; readonly what: string }
  | { readonly kind: 'unknown-service'; readonly what: string }
  | { readonly kind: 'unknown-resource'; readonly what: string }
  | { readonly kind: 'unreadable-body'; readonly what: string }
  | { readonly kind: 'foreign-name'; readonly what: string }
  | { readonly kind: 'undetermined'; readonly action: string; readonly missing: readonly string[] }
  | {
      readonly kind: 'other-service';
      readonly endpoint: string;
      readonly serves: string;
      readonly called: string;
    }
  | { readonly kind: 'nobody-serves'; readonly service: string; readonly action: string }
  | { readonly kind: 'upstream-down'; readonly url: string; readonly reason: string }
  | { readonly kind: 'body-too-large'; readonly bytesMax: number }
  | { readonly kind: 'several-deletions' };

type Words = { readonly [Kind in LabProblem['kind']]: (problem: LabProblem & { kind: Kind }) => string };

const english: Words = {
  'unknown-operation': ({ what }) =>
    `the lab cannot tell which operation this is: ${what}; it does not guess what AWS would answer`,
  'unknown-service': ({ what }) =>
    `the lab does not know which resource ${what} is about, so its policies cannot be judged`,
  'unknown-resource': ({ what }) =>
    `the lab cannot tell from the request which resource ${what} is about, so its policies cannot be judged`,
  'unreadable-body': ({ what }) => `the lab cannot read the body of ${what}`,
  'foreign-name': ({ what }) => `nobody answers for ${what}: the lab is not connected to the Internet`,
  undetermined: ({ action, missing }) =>
    `the source does not say whether ${action} is allowed: it depends on ${list(missing)}`,
  'other-service': ({ endpoint, serves, called }) => `${endpoint} serves ${serves}, not ${called}`,
  'nobody-serves': ({ service, action }) =>
    `${action} is allowed, but nothing in the lab answers for ${service}; \`lab up --upstream URL\` names what does`,
  'upstream-down': ({ url, reason }) => `the upstream ${url} does not answer: ${reason}`,
  'body-too-large': ({ bytesMax }) => `the lab reads at most ${bytesMax} bytes of such a request`,
  'several-deletions': () =>
    'some of these objects may be deleted and others not; the lab answers only all or none',
};

const japanese: Words = {
  'unknown-operation': ({ what }) =>
    `ラボはこのリクエストの操作を判別できません: ${what}。AWS の応答を推測しません`,
  'unknown-service': ({ what }) =>
    `ラボは ${what} の対象リソースを判別できないため、ポリシーを評価できません`,
  'unknown-resource': ({ what }) =>
    `リクエストから ${what} の対象リソースを判別できないため、ポリシーを評価できません`,
  'unreadable-body': ({ what }) => `${what} の本文を読み取れません`,
  'foreign-name': ({ what }) =>
    `${what} に応答するものはありません。ラボはインターネットに接続されていません`,
  undetermined: ({ action, missing }) =>
    `${action} が許可されるかどうかは ${list(missing)} に依存し、ソースからは分かりません`,
  'other-service': ({ endpoint, serves, called }) =>
    `${endpoint} は ${serves} のエンドポイントです。${called} には応答しません`,
  'nobody-serves': ({ service, action }) =>
    `${action} は許可されていますが、ラボには ${service} に応答するものがありません。\`lab up --upstream URL\` で指定できます`,
  'upstream-down': ({ url, reason }) => `アップストリーム ${url} が応答しません: ${reason}`,
  'body-too-large': ({ bytesMax }) => `ラボが読み取るリクエスト本文は ${bytesMax} バイトまでです`,
  'several-deletions': () =>
    '削除できるオブジェクトとできないオブジェクトが混在しています。ラボは全部か無しかでのみ応答します',
};

function list(missing: readonly string[]): string {
  return missing.length === 0 ? '?' : missing.join(', ');
}

export function labText(problem: LabProblem, language: Language): string {
  const words = language === 'ja' ? japanese : english;
  const speak = words[problem.kind] as (problem: LabProblem) => string;
  // In front of everything that AWS would not say.
  return `naisen lab: ${speak(problem)}`;
}
