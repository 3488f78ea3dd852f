import type { DiagnosticKind, Language } from '../../packages/engine/src/diagnostics/diagnostic.ts';

/** Headings of a page, in order, in each language. Everything between them is written by hand. */
export const sectionsOf: Readonly<Record<Language, readonly string[]>> = {
  en: ['What it means', 'Avoid', 'Prefer', 'Why', 'Source'],
  ja: ['意味', '避ける書き方', '望ましい書き方', '理由', '出典'],
};

/** The part of a page that follows from the registry; a page is stale when it begins differently. */
export function headOf(code: string, kind: DiagnosticKind<object>, language: Language): string {
  const severity = severityWords[kind.severity][language];
  const retired = kind.retired === true ? retiredWords[language] : '';
  return `${familyOf(code)[language]} · ${severity}${retired}`;
}

const severityWords = {
  error: { en: 'error', ja: 'エラー' },
  warning: { en: 'warning', ja: '警告' },
  note: { en: 'note', ja: '注記' },
} as const;

const retiredWords = { en: ' · retired, never issued any more', ja: ' · 廃止(今後は出力されない)' } as const;

interface Family {
  readonly digit: string;
  readonly en: string;
  readonly ja: string;
}

/** The ranges of codes; the first digit says what a code is about. */
export const families: readonly Family[] = [
  { digit: '1', en: 'Reading files', ja: 'ファイルの読み取り' },
  { digit: '2', en: 'Values', ja: '値' },
  { digit: '3', en: 'References and shape', ja: '参照と形' },
  { digit: '4', en: 'AWS rules', ja: 'AWS の規則' },
  { digit: '5', en: 'Findings', ja: '検出事項' },
  { digit: '6', en: 'Cost', ja: '料金' },
  { digit: '7', en: 'Planning and generation', ja: '計画と生成' },
  { digit: '8', en: 'Gaps: what we do not model', ja: '未対応: モデル化していないもの' },
  { digit: '9', en: 'Internal', ja: '内部' },
];

function familyOf(code: string): Family {
  const family = families.find(({ digit }) => digit === code[3]);
  if (family === undefined) throw new Error(`${code} is in no family of codes`);
  return family;
}

/** A new page, with its sections to be written. */
export function skeletonOf(code: string, kind: DiagnosticKind<object>, language: Language): string {
  const [means, avoid, prefer, why, source] = sectionsOf[language];
  return [
    `# ${code}: …`,
    headOf(code, kind, language),
    `## ${means}`,
    '…',
    `## ${avoid}`,
    '…',
    `## ${prefer}`,
    '…',
    `## ${why}`,
    '…',
    `## ${source}`,
    `<${kind.source}>`,
    '',
  ].join('\n\n');
}

/** The page with its generated parts (head and source) as the registry has them now. */
export function refreshed(
  page: string,
  code: string,
  kind: DiagnosticKind<object>,
  language: Language,
): string {
  const source = sectionsOf[language][4];
  return page
    .replace(/^(# [^\n]*\n\n)[^\n]*/, `$1${headOf(code, kind, language)}`)
    .replace(new RegExp(`(## ${source}\n\n)[^\n]*`), `$1<${kind.source}>`);
}

/** What is wrong with a page, in words. */
export function faultsOf(
  page: string,
  code: string,
  kind: DiagnosticKind<object>,
  language: Language,
): readonly string[] {
  const faults: string[] = [];
  const headings = [...page.matchAll(/^## (.*)$/gm)].map((match) => match[1]);
  const wanted = sectionsOf[language];
  if (!page.startsWith(`# ${code}: `)) faults.push(`does not begin with "# ${code}: …"`);
  if (wanted.some((heading) => !headings.includes(heading)))
    faults.push(`lacks one of its sections: ${wanted.join(' · ')}`);
  if (refreshed(page, code, kind, language) !== page) faults.push('is stale: run `npm run docs`');
  if (/^(# NSN\d{4}: )?…$/m.test(page)) faults.push('is still a skeleton: write its sections');
  return faults;
}

/** The words after the code in the first line. */
export function titleOf(page: string): string {
  return /^# NSN\d{4}: (.*)$/m.exec(page)?.[1] ?? '';
}
