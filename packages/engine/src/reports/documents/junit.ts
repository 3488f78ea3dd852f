import type { CallJson, CheckJson, DiagnosticJson } from '../json/contract.ts';
import { documentWord } from '../words/documents.ts';
import { verdictWords } from '../words/labels.ts';
import { decidingPlace, openDiagnostics, type Places, workloadPlaces } from './findings.ts';
import { type DocumentSettings, pathFrom, placeText } from './place.ts';
import { causesOf } from './sarif.ts';

/** One case of a JUnit file; a case without outcome has passed. */
export interface JunitCase {
  readonly name: string;
  /** Path and line, when a line decides. */
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly outcome?: {
    readonly kind: 'failure' | 'error' | 'skipped';
    readonly type: string;
    readonly message: string;
    readonly text: string;
  };
}

export interface JunitSuite {
  readonly name: string;
  readonly cases: readonly JunitCase[];
}

/**
 * Needed calls as tests of their workloads, diagnostics as tests of their own. What cannot be told is an
 * `error`, as a test that could not run.
 *
 * @see https://github.com/testmoapp/junitxml the format as the readers of CI systems take it
 */
export function toJunit(check: CheckJson, settings: DocumentSettings): string {
  const places = workloadPlaces(check);
  const byWorkload = new Map<string, JunitCase[]>();
  for (const call of check.calls) {
    if (!call.needed) continue;
    const cases = byWorkload.get(call.workload) ?? [];
    byWorkload.set(call.workload, cases);
    cases.push(callCase(call, places, settings));
  }
  const suites = [...byWorkload].map(([name, cases]) => ({ name, cases }));
  const diagnostics = openDiagnostics(check).filter(({ severity }) => severity === 'error');
  return writeJunit([
    ...suites,
    ...(diagnostics.length === 0
      ? []
      : [
          {
            name: documentWord('diagnostics', settings.language),
            cases: diagnostics.map((diagnostic) => diagnosticCase(diagnostic, settings)),
          },
        ]),
  ]);
}

function callCase(call: CallJson, places: Places, settings: DocumentSettings): JunitCase {
  const place = decidingPlace(call, places);
  const file = place === null ? undefined : pathFrom(settings.directory, place.file);
  const name = `${call.workload} -> ${call.service}`;
  const base = { name, file, line: place?.line };
  if (call.verdict === 'reachable') return base;
  const facts = { workload: call.workload, service: call.service };
  if (call.accepted !== undefined) {
    const message = call.accepted.reason || call.accepted.by;
    return { ...base, outcome: { kind: 'skipped', type: call.accepted.by, message, text: '' } };
  }
  const word = call.verdict === 'blocked' ? 'callBlocked' : 'callUndetermined';
  return {
    ...base,
    outcome: {
      kind: call.verdict === 'blocked' ? 'failure' : 'error',
      type: verdictWords[call.verdict].en,
      message: documentWord(word, settings.language, facts),
      text: [...causesOf(call, settings), ...(place === null ? [] : [placeText(settings, place)])].join('\n'),
    },
  };
}

function diagnosticCase(diagnostic: DiagnosticJson, settings: DocumentSettings): JunitCase {
  const { code, message, help, origin } = diagnostic;
  const place = origin === null ? [] : [placeText(settings, origin)];
  return {
    name: [code, ...place].join(' '),
    file: origin === null ? undefined : pathFrom(settings.directory, origin.file),
    line: origin?.line,
    outcome: {
      kind: 'failure',
      type: code,
      message,
      text: [...place, ...(help === null ? [] : [help])].join('\n'),
    },
  };
}

export function writeJunit(suites: readonly JunitSuite[]): string {
  const all = suites.flatMap(({ cases }) => cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="naisen" ${countsOf(all)}>`,
    ...suites.flatMap(({ name, cases }) => [
      `  <testsuite name="${escapeXml(name)}" ${countsOf(cases)}>`,
      ...cases.flatMap((junitCase) => writeCase(name, junitCase)),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function countsOf(cases: readonly JunitCase[]): string {
  const count = (kind: string): number => cases.filter(({ outcome }) => outcome?.kind === kind).length;
  return `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
}

function writeCase(suite: string, { name, file, line, outcome }: JunitCase): readonly string[] {
  const at =
    file === undefined ? '' : ` file="${escapeXml(file)}"${line === undefined ? '' : ` line="${line}"`}`;
  const head = `    <testcase classname="${escapeXml(suite)}" name="${escapeXml(name)}"${at}`;
  if (outcome === undefined) return [`${head}/>`];
  const { kind, type, message, text } = outcome;
  const said = `message="${escapeXml(message)}"`;
  const body =
    kind === 'skipped'
      ? `      <skipped ${said}/>`
      : `      <${kind} type="${escapeXml(type)}" ${said}>${escapeText(text)}</${kind}>`;
  return [`${head}>`, body, '    </testcase>'];
}

/** XML 1.0 knows no control characters and no half surrogates, not even escaped. */
const unsafe = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

export function escapeXml(text: string): string {
  return escapeText(text).replaceAll(/\r?\n/g, '&#10;');
}

function escapeText(text: string): string {
  return text
    .replaceAll(unsafe, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
