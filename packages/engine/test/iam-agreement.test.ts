import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../src/authorization/evaluate.ts';
import { policySetOf, type RecordedDecision, requestOf } from './recorded-decisions.ts';

const golden = new URL('golden/iam-agreement.json', import.meta.url);
const recorded: readonly RecordedDecision[] = JSON.parse(readFileSync(golden, 'utf8'));

/** See tools/iam-oracle: generated calls on which two evaluators gave the same answer. */
describe('agreement with a second evaluator', () => {
  it(`${recorded.length} recorded calls are answered as both answered`, () => {
    const wrong = recorded.filter(
      (one) => evaluate(requestOf(one), policySetOf(one)).outcome !== one.outcome,
    );
    expect(wrong).toEqual([]);
  });

  it('about a third of them are allowed, so that an evaluator that always denies fails', () => {
    const allowed = recorded.filter(({ outcome }) => outcome === 'allowed').length;
    expect(allowed / recorded.length).toBeGreaterThan(0.3);
  });
});
