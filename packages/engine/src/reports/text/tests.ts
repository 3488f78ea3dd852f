import type { HopJson } from '../json/contract.ts';
import type { ExpectationJson, OutcomeJson, TestedCallJson, TestJson } from '../json/test-contract.ts';
import { hopWords, levelLetters, verdictWords, viaWords } from '../words/labels.ts';
import { problemWords, testWord } from '../words/tests.ts';
import { decidingHop } from './deciding-hop.ts';
import { renderDiagnostics } from './diagnostics.ts';
import { wayOf } from './findings.ts';
import { label, paragraph, placeSpans, type TextSettings } from './settings.ts';
import { type StyledLine, type StyleName, span } from './styled.ts';

/** Calls of one expectation that are told; the others are counted. */
const callsMax = 12;

/** Expectations as a test run shows them: one line for what holds, the deciding step for what does not. */
export function renderTests(tests: TestJson, settings: TextSettings): readonly StyledLine[] {
  const { summary } = tests;
  const style = summary.failed > 0 ? 'blocked' : summary.undetermined > 0 ? 'undetermined' : 'vpc';
  return [
    ...tests.expectations.flatMap((expectation) => renderExpectation(expectation, settings)),
    ...renderDiagnostics(tests.diagnostics, settings),
    [],
    ...paragraph([], [span(testWord('summary', settings.language, summary), style)], settings),
  ];
}

const marks: Readonly<Record<OutcomeJson, { readonly sign: string; readonly style: StyleName }>> = {
  held: { sign: '✓', style: 'vpc' },
  failed: { sign: '✗', style: 'blocked' },
  undetermined: { sign: '?', style: 'undetermined' },
};

function renderExpectation(expectation: ExpectationJson, settings: TextSettings): readonly StyledLine[] {
  const { sign, style } = marks[expectation.outcome];
  const place = expectation.outcome === 'held' ? [] : placeSpans(expectation.origin);
  const wrong = expectation.calls.filter((call) => call.outcome !== 'held');
  const rest = wrong.length - callsMax;
  return [
    ...paragraph(
      [span(`${sign} `, style)],
      [span(expectationText(expectation, settings.language), 'strong'), ...place],
      settings,
    ),
    ...renderProblem(expectation, settings),
    ...wrong.slice(0, callsMax).flatMap((call) => renderCall(call, expectation, settings)),
    ...(rest > 0 ? [[span(`    ${label('andMore', settings, { count: rest })}`, 'quiet')]] : []),
    ...expectation.calls
      .filter((call) => call.outcome === 'held' && call.change !== undefined)
      .slice(0, callsMax)
      .flatMap((call) => renderChange(call, settings)),
  ];
}

/** `the app reads its bucket: aws_ecs_service.app -> s3 is reachable, level G or better`. */
export function expectationText(expectation: ExpectationJson, language: 'en' | 'ja'): string {
  const { name, from, to, action, is, privacy, via } = expectation;
  const parts = [
    testWord('expected', language, { from, to, is: verdictWords[is][language] }),
    action === null ? '' : testWord('withAction', language, { action }),
    privacy === null ? '' : testWord('withLevel', language, { level: levelLetters[privacy] }),
    via === null ? '' : testWord('withVia', language, { via }),
  ];
  return `${name === '' ? '' : `${name}: `}${parts.join('')}`;
}

function renderProblem(
  { problem, from, to, resource }: ExpectationJson,
  settings: TextSettings,
): readonly StyledLine[] {
  if (problem === null) return [];
  const facts = { from, to, resource: resource ?? '' };
  const said = testWord(problemWords[problem], settings.language, facts);
  return paragraph([span('    ')], [span(said)], settings);
}

function renderCall(
  call: TestedCallJson,
  expectation: ExpectationJson,
  settings: TextSettings,
): readonly StyledLine[] {
  const { style } = marks[call.outcome];
  const { language } = settings;
  const why = becauseText(call, language);
  const way = wayOf(call, settings);
  const text = `${call.workload} -> ${call.service}: ${why}${way === '' ? '' : `, ${way}`}`;
  return [
    ...paragraph([span('    ')], [span(text, style)], settings),
    ...renderDeciding(call, settings),
    ...call.blockers.flatMap((blocker) =>
      expectation.is === 'reachable'
        ? paragraph(
            [span(`      ${label('mend', settings)}: `, 'mend')],
            [span(blocker.mend.detail)],
            settings,
          )
        : [],
    ),
    ...call.unknowns.flatMap((unknown) =>
      paragraph(
        [span(`      ${label('missing', settings)}: `, 'undetermined')],
        [span(unknown.detail), ...placeSpans(unknown.origin)],
        settings,
      ),
    ),
    ...renderChange(call, settings),
  ];
}

export function becauseText(call: TestedCallJson, language: 'en' | 'ja'): string {
  switch (call.because) {
    case 'privacy':
      return testWord('becausePrivacy', language, {
        level: call.privacy === null ? '?' : levelLetters[call.privacy],
      });
    case 'via':
      return testWord('becauseVia', language, { via: viaWords[call.via][language] });
    default:
      return testWord('becauseVerdict', language, { verdict: verdictWords[call.verdict][language] });
  }
}

function renderDeciding(call: TestedCallJson, settings: TextSettings): readonly StyledLine[] {
  const hop = decidingHop(call);
  if (hop === undefined) return [];
  const lead = `      ${testWord('decided', settings.language)}: `;
  return paragraph(
    [span(lead, 'quiet')],
    [span(hopText(hop, settings.language)), ...placeSpans(hop.origin)],
    settings,
  );
}

function renderChange(call: TestedCallJson, settings: TextSettings): readonly StyledLine[] {
  if (call.change === undefined) return [];
  const { language } = settings;
  const side = (name: 'before' | 'now', hop: HopJson | null): readonly StyledLine[] =>
    paragraph(
      [span(`        ${testWord(name, language)}: `, 'quiet')],
      hop === null
        ? [span(testWord('noHop', language))]
        : [span(hopText(hop, language)), ...placeSpans(hop.origin)],
      settings,
    );
  return [
    [
      span(`      ${testWord('changed', language)}`, 'warning'),
      span(`  ${call.workload} -> ${call.service}`, 'quiet'),
    ],
    ...side('before', call.change.before),
    ...side('now', call.change.after),
  ];
}

export function hopText(hop: HopJson, language: 'en' | 'ja'): string {
  const decided = hop.decided === '' || hop.detail.includes(hop.decided) ? '' : ` [${hop.decided}]`;
  return `${hopWords[hop.kind]?.[language] ?? hop.kind} ${hop.component}: ${hop.detail}${decided}`;
}
