import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleCalls, sampleDiagnostics, sampleWorkloads } from '../../../test/sample-answers.ts';
import type { Ignore } from '../../model/settings.ts';
import { acceptKnown, parseBaseline, toBaseline } from './accept.ts';
import { changedHop } from './changed-hop.ts';
import type { CallJson, CheckJson } from './contract.ts';
import { toDiffJson } from './diff.ts';
import { summaryOf, toCheckJson } from './reports.ts';

const whole = toCheckJson(
  { workloads: sampleWorkloads, calls: sampleCalls, diagnostics: sampleDiagnostics },
  'en',
);

function checkWith(part: Partial<Pick<CheckJson, 'calls' | 'diagnostics'>>): CheckJson {
  const check = { ...whole, ...part };
  return { ...check, summary: summaryOf(check.workloads, check.calls, check.diagnostics) };
}

/** Some calls and diagnostics of the sample. */
const someCheck = fc
  .record({ calls: fc.subarray([...whole.calls]), diagnostics: fc.subarray([...whole.diagnostics]) })
  .map(checkWith);

const known = { ignores: [], baseline: undefined };

function ignoreOf(part: Partial<Ignore>): Ignore {
  const start = { line: 1, column: 1, offset: 0 };
  return {
    code: undefined,
    at: undefined,
    from: undefined,
    to: undefined,
    reason: 'known',
    until: undefined,
    path: 'ignores[0]',
    range: { file: 'naisen.config.json', start, end: start },
    ...part,
  };
}

describe('the baseline', () => {
  it('of an answer accepts all of it, and what it accepts decides nothing', () => {
    fc.assert(
      fc.property(someCheck, (check) => {
        const baseline = parseBaseline(JSON.stringify(toBaseline(check)));
        if (typeof baseline === 'string') throw new Error(baseline);
        const { needed, diagnostics } = acceptKnown(check, { ignores: [], baseline }, 'en').summary;
        expect([needed.blocked, needed.undetermined, diagnostics.errors, diagnostics.warnings]).toEqual([
          0, 0, 0, 0,
        ]);
      }),
      { seed: 21, numRuns: 100 },
    );
  });

  it('of less never hides more', () => {
    fc.assert(
      fc.property(someCheck, (part) => {
        const accepted = acceptKnown(whole, { ignores: [], baseline: toBaseline(part) }, 'en');
        const isKnown = (call: CallJson): boolean => part.calls.includes(call);
        for (const [index, call] of accepted.calls.entries()) {
          const before = whole.calls[index];
          if (call.accepted !== undefined) expect(before !== undefined && isKnown(before)).toBe(true);
        }
      }),
      { seed: 22, numRuns: 100 },
    );
  });

  it('one cause more of the same call is news', () => {
    const blocked = whole.calls.find((call) => call.needed && call.verdict === 'blocked');
    const blocker = blocked?.paths[0]?.blockers[0];
    if (blocked === undefined || blocker === undefined) throw new Error('no blocked sample');
    const added = { ...blocker, code: 'NEW', detail: 'new' };
    const paths = blocked.paths.map((path) => ({ ...path, blockers: [...path.blockers, added] }));
    const now = checkWith({ calls: [{ ...blocked, paths }] });
    const [call] = acceptKnown(now, { ignores: [], baseline: toBaseline(whole) }, 'en').calls;
    expect(call?.accepted).toBeUndefined();
  });

  it('another cause of the same call is news', () => {
    const blocked = whole.calls.find((call) => call.needed && call.verdict === 'blocked');
    const baseline = toBaseline(whole);
    if (blocked === undefined) throw new Error('no blocked sample');
    const paths = blocked.paths.map((path) => ({
      ...path,
      blockers: path.blockers.map((blocker) => ({ ...blocker, code: 'NEW', detail: 'new' })),
    }));
    const [call] = acceptKnown(
      checkWith({ calls: [{ ...blocked, paths }] }),
      { ignores: [], baseline },
      'en',
    ).calls;
    expect(call?.accepted).toBeUndefined();
  });
});

describe('where two paths part', () => {
  const hops = whole.calls.find((call) => call.hops.some(({ origin }) => origin !== null))?.hops ?? [];

  it('lines that only moved are no step', () => {
    const moved = hops.map((hop) => ({
      ...hop,
      origin: hop.origin === null ? null : { ...hop.origin, line: hop.origin.line + 7 },
    }));
    expect(hops.length).toBeGreaterThan(1);
    expect(changedHop(hops, moved)).toBeUndefined();
  });

  it('the first other step counts, and so does one that is missing', () => {
    const [first, ...rest] = hops;
    const last = hops.at(-1);
    if (first === undefined || last === undefined) throw new Error('no hops');
    const other = { ...first, decided: '10.9.0.0/16 -> nowhere' };
    expect(changedHop(hops, [other, ...rest])).toEqual({ before: first, after: other });
    expect(changedHop(hops, hops.slice(0, -1))).toEqual({ before: last, after: null });
    expect(changedHop(hops.slice(0, -1), hops)).toEqual({ before: null, after: last });
  });
});

describe('ignores', () => {
  const blocked = whole.calls.filter((call) => call.needed && call.verdict === 'blocked');
  const [first] = blocked;

  it.each([
    [{ from: '*', to: '*' }, blocked.length, 'by both ends'],
    [{ from: first?.workload ?? '' }, 1, 'by the workload'],
    [{ to: first?.service ?? '', code: 'NOT_ITS_CODE' }, 0, 'not by another code'],
    [{ to: 'a-service-that-nobody-calls' }, 0, 'not by another service'],
  ] as const)('%j meets %i blocked needed calls: %s', (part, count, _because) => {
    const answer = acceptKnown(whole, { ...known, ignores: [ignoreOf(part)] }, 'en');
    const met = answer.calls.filter(
      (call) => call.accepted !== undefined && call.needed && call.verdict === 'blocked',
    );
    expect(met.length).toBe(count);
  });

  it('one that meets nothing is told', () => {
    const answer = acceptKnown(whole, { ...known, ignores: [ignoreOf({ to: 'nobody' })] }, 'en');
    expect(answer.diagnostics.at(-1)).toMatchObject({ code: 'NSN1207', severity: 'note' });
  });

  it('a call that arrives is nothing to ignore', () => {
    const answer = acceptKnown(whole, { ...known, ignores: [ignoreOf({ from: '*' })] }, 'en');
    for (const call of answer.calls) {
      if (call.verdict === 'reachable') expect(call.accepted).toBeUndefined();
    }
  });
});

describe('differences', () => {
  it('an answer does not differ from itself', () => {
    fc.assert(
      fc.property(someCheck, (check) => {
        const { calls, diagnostics } = toDiffJson(check, check);
        expect([calls, diagnostics.appeared, diagnostics.gone]).toEqual([[], [], []]);
      }),
      { seed: 23, numRuns: 50 },
    );
  });

  it('what is new one way is gone the other way', () => {
    fc.assert(
      fc.property(someCheck, someCheck, (one, other) => {
        const there = toDiffJson(one, other);
        const back = toDiffJson(other, one);
        expect(back.diagnostics.appeared).toEqual(there.diagnostics.gone);
        expect(back.calls.length).toBe(there.calls.length);
      }),
      { seed: 24, numRuns: 50 },
    );
  });

  it('a worse level of a needed call is worse, and better the other way round (PRIV-2)', () => {
    const call = whole.calls.find((candidate) => candidate.needed && candidate.privacy === 'gateway');
    if (call === undefined) throw new Error('no sample by gateway endpoint');
    const before = checkWith({ calls: [call], diagnostics: [] });
    const after = checkWith({ calls: [{ ...call, privacy: 'aws' }], diagnostics: [] });
    expect(toDiffJson(before, after).summary).toMatchObject({ worse: 1, better: 0 });
    expect(toDiffJson(after, before).summary).toMatchObject({ worse: 0, better: 1 });
  });
});
