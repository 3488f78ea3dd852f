import { describe, expect, it } from 'vitest';
import type { RehearsedCallJson, RehearseJson } from '../json/rehearse-contract.ts';
import { effectTitles, extraCostWords, rehearseLabels, savingWords, weightWords } from '../words/rehearse.ts';
import { factNames } from '../words/sentence.ts';
import { renderRehearsal } from './rehearse.ts';
import { toPlain } from './styled.ts';

const catalogues = { effectTitles, extraCostWords, rehearseLabels, savingWords, weightWords };

describe.each(Object.entries(catalogues))('%s', (_name, words) => {
  it.each(Object.entries(words))('%s names the same facts in both languages', (_key, sentence) => {
    expect(factNames(sentence.ja)).toEqual(factNames(sentence.en));
  });
});

function change(
  workload: string,
  service: string,
  extra: Partial<RehearsedCallJson> = {},
): RehearsedCallJson {
  return {
    workload,
    service,
    hostname: `${service}.eu-west-1.amazonaws.com`,
    needed: true,
    reason: 'needed',
    effect: 'stops',
    before: {
      verdict: 'reachable',
      privacy: 'vpc',
      via: 'interface-endpoint',
      viaComponent: `ep.${service}`,
    },
    after: { verdict: 'blocked', privacy: null, via: 'none', viaComponent: '' },
    decidedBy: {
      kind: 'blocker',
      component: 'aws_route_table.a',
      code: 'NO_ROUTE_TO_DESTINATION',
      detail: `aws_route_table.a has no route to ${service}`,
      rules: ['RT-1'],
      side: 'after',
      origin: null,
    },
    ...extra,
  };
}

function textOf(answer: Partial<RehearseJson>): string {
  const none = { stops: 0, unsure: 0, further: 0, starts: 0, closer: 0, way: 0, 'blocked-anew': 0, gone: 0 };
  const whole: RehearseJson = {
    schema: 'naisen/rehearse/1',
    proposal: { remove: ['a'], add: [], set: [], switchedOff: [] },
    removed: ['a'],
    changes: [],
    newCalls: [],
    dangers: [],
    savingUsd: 0,
    savingIs: 'exact',
    savingReason: null,
    charges: [],
    unpriced: [],
    breakEven: [],
    hoursPerMonth: 730,
    priceBook: '2026-11-21',
    currency: { code: 'USD', rate: 1 },
    findings: { appeared: [], gone: [] },
    diagnostics: [],
    summary: {
      stops: 0,
      unsure: 0,
      newBlocked: 0,
      changes: none,
      dangers: { refused: 0, breaks: 0, check: 0 },
    },
    ...answer,
  };
  const settings = {
    language: 'en',
    columns: 200,
    textWidth: (text: string) => text.length,
    sourceLine: () => undefined,
    directory: '.',
  } as const;
  return toPlain(renderRehearsal(whole, settings));
}

describe('what is alike is told once', () => {
  it('two services of two workloads by the same route are one paragraph', () => {
    const changes = ['x', 'y'].flatMap((workload) => [change(workload, 'logs'), change(workload, 'kms')]);
    const text = textOf({ changes });
    expect(text).toContain('✗ x and 1 more -> logs, kms: reachable V, interface endpoint => blocked');
    expect(text).toContain('aws_route_table.a has no route to logs and 1 more alike');
    expect(text.match(/✗/g)).toHaveLength(1);
  });

  it.each([
    ['another verdict', { after: { verdict: 'undetermined', privacy: null, via: 'none', viaComponent: '' } }],
    ['nobody needs it', { needed: false }],
    ['another fact decides', { decidedBy: null }],
  ] as const)('not alike: %s', (_what, extra) => {
    const text = textOf({ changes: [change('x', 'logs'), change('x', 'kms', extra)] });
    expect(text.match(/✗/g)).toHaveLength(2);
  });

  it('endpoints that cost the same are one line with their sum', () => {
    const of = (resource: string) => ({
      resource,
      charge: 'interface-endpoint-hours' as const,
      beforeUsd: 20.44,
      afterUsd: null,
      formula: '2 AZ × 730 h × $0.014',
    });
    const text = textOf({ savingUsd: 40.88, charges: [of('a'), of('b')] });
    expect(text).toContain(
      'interface endpoints, hours, a and 1 more: $40.88 => $0.00 (2 × 2 AZ × 730 h × $0.014)',
    );
  });

  it('a way that cannot be told is no change; nor is a loss what nobody calls and never arrived', () => {
    const cell = { verdict: 'undetermined', privacy: null, via: 'none', viaComponent: '' } as const;
    const text = textOf({
      changes: [
        change('x', 'logs', { effect: 'way', before: cell, after: cell }),
        change('x', 'kms', { effect: 'blocked-anew', reason: 'endpoint-present', needed: false }),
      ],
    });
    expect(text).toContain('No call is known to change');
  });
});
