import { describe, expect, it } from 'vitest';
import { sampleCalls, sampleWorkloads } from '../../test/sample-answers.ts';
import type { Expectation } from '../model/settings.ts';
import type { Call, PathAnswer, PrivacyLevel, VerdictKind } from './answer.ts';
import { judgeExpectation } from './expectations.ts';

const position = { line: 1, column: 1, offset: 0 };
const expectation: Expectation = {
  path: 'expect[0]',
  range: { file: 'naisen.config.json', start: position, end: position },
  name: '',
  from: '*',
  to: 's3',
  action: undefined,
  resource: undefined,
  is: 'reachable',
  privacy: undefined,
  via: undefined,
};

/** A call whose parts have these verdicts; only what is judged differs from a sample. */
function callOf(verdicts: readonly VerdictKind[], privacy?: PrivacyLevel): Call {
  const [sample] = sampleCalls;
  if (sample === undefined) throw new Error('no sample');
  const parts = verdicts.map((verdict): PathAnswer => ({ ...sample.paths[0], verdict }));
  const [first, ...others] = parts;
  if (first === undefined) throw new Error('no part');
  const order: readonly VerdictKind[] = ['blocked', 'undetermined', 'reachable'];
  const verdict = order.find((kind) => verdicts.includes(kind)) ?? 'reachable';
  return { ...sample, verdict, privacy, paths: [first, ...others], split: others.length > 0 };
}

describe('an expectation speaks of every part of a call', () => {
  const rows: readonly (readonly [VerdictKind, readonly VerdictKind[], string, string])[] = [
    ['reachable', ['reachable', 'reachable'], 'held', 'all arrive'],
    ['reachable', ['blocked', 'reachable'], 'failed', 'one does not arrive'],
    ['reachable', ['undetermined', 'reachable'], 'undetermined', 'one cannot be told'],
    ['reachable', ['blocked', 'undetermined'], 'failed', 'a certain fault comes first'],
    ['blocked', ['blocked', 'blocked'], 'held', 'all are blocked'],
    [
      'blocked',
      ['blocked', 'reachable'],
      'failed',
      'one open way is a way, though the call as a whole is blocked',
    ],
    ['blocked', ['blocked', 'undetermined'], 'undetermined', 'a way that may be open'],
    ['undetermined', ['undetermined', 'reachable'], 'held', 'as a whole it cannot be told'],
    ['undetermined', ['reachable'], 'failed', 'it can be told'],
  ];

  it.each(rows)('%s with the parts %j is %s: %s', (is, verdicts, expected) => {
    const judged = judgeExpectation({ ...expectation, is }, sampleWorkloads.slice(0, 1), () =>
      callOf(verdicts),
    );
    expect(judged.outcome).toBe(expected);
  });
});

describe('what decides besides the verdict', () => {
  it.each([
    ['vpc', 'vpc', 'held'],
    ['gateway', 'vpc', 'held'],
    ['gateway', 'gateway', 'held'],
    ['gateway', 'aws', 'failed'],
    ['aws', 'internet', 'failed'],
  ] as const)('PRIV-2: %s is asked, %s is found: %s', (privacy, found, expected) => {
    const asked = { ...expectation, privacy };
    const call = callOf(['reachable'], found);
    expect(judgeExpectation(asked, sampleWorkloads, () => call).outcome).toBe(expected);
  });

  it('an expectation that speaks of nothing does not hold', () => {
    const nobody = { ...expectation, from: 'aws_instance.nobody' };
    const judged = judgeExpectation(nobody, sampleWorkloads, () => callOf(['reachable']));
    expect([judged.outcome, judged.problem]).toEqual(['failed', 'no-workload']);
    const unknown = judgeExpectation(expectation, sampleWorkloads, () => undefined);
    expect([unknown.outcome, unknown.problem]).toEqual(['failed', 'no-target']);
  });
});
