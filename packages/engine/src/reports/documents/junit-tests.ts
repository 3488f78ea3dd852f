import type { ExpectationJson, TestJson } from '../json/test-contract.ts';
import { decidingHop } from '../text/deciding-hop.ts';
import { becauseText, expectationText, hopText } from '../text/tests.ts';
import { problemWords, testWord } from '../words/tests.ts';
import { type JunitCase, writeJunit } from './junit.ts';
import { type DocumentSettings, pathFrom, placeText } from './place.ts';

/** Expectations as JUnit tests; what cannot be told is an `error`. */
export function testsToJunit(tests: TestJson, settings: DocumentSettings): string {
  const cases = tests.expectations.map((expectation) => caseOf(expectation, settings));
  const unreadable = tests.diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(
      ({ code, message, origin }): JunitCase => ({
        name: origin === null ? code : `${code} ${placeText(settings, origin)}`,
        outcome: { kind: 'failure', type: code, message, text: '' },
      }),
    );
  return writeJunit([{ name: testWord('suite', settings.language), cases: [...cases, ...unreadable] }]);
}

function caseOf(expectation: ExpectationJson, settings: DocumentSettings): JunitCase {
  const { language, directory } = settings;
  const { outcome, origin } = expectation;
  const base = {
    name: expectationText(expectation, language),
    file: pathFrom(directory, origin.file),
    line: origin.line,
  };
  if (outcome === 'held') return base;
  const lines = linesOf(expectation, settings);
  return {
    ...base,
    outcome: {
      kind: outcome === 'failed' ? 'failure' : 'error',
      type: outcome,
      message: lines[0] ?? testWord(outcome, language),
      text: lines.join('\n'),
    },
  };
}

function linesOf(expectation: ExpectationJson, settings: DocumentSettings): readonly string[] {
  const { language } = settings;
  const { problem, from, to, resource, calls } = expectation;
  if (problem !== null) {
    return [testWord(problemWords[problem], language, { from, to, resource: resource ?? '' })];
  }
  return calls
    .filter((call) => call.outcome !== 'held')
    .flatMap((call) => {
      const hop = decidingHop(call);
      const place = hop?.origin === null || hop === undefined ? '' : ` (${placeText(settings, hop.origin)})`;
      return [
        `${call.workload} -> ${call.service}: ${becauseText(call, language)}`,
        ...(hop === undefined ? [] : [`${testWord('decided', language)}: ${hopText(hop, language)}${place}`]),
      ];
    });
}
