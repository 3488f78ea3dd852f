import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  sampleCalls,
  sampleDiagnostics,
  sampleInspected,
  sampleSourceLine,
  sampleWorkloads,
  simpleWidth,
} from '../../test/sample-answers.ts';
import type { Language } from '../diagnostics/diagnostic.ts';
import type { CallReason } from '../reachability/answer.ts';
import { toCheckJson, toInspectJson, toTraceJson } from './json/reports.ts';
import { toSvg } from './svg.ts';
import { renderCheck } from './text/check.ts';
import { renderInspect } from './text/inspect.ts';
import type { TextSettings } from './text/settings.ts';
import { type StyledLine, toPlain } from './text/styled.ts';
import { renderTicket } from './text/ticket.ts';

function settings(language: Language, columns: number): TextSettings {
  return { language, columns, textWidth: simpleWidth, sourceLine: sampleSourceLine, directory: './infra' };
}

function checkOf(language: Language): ReturnType<typeof toCheckJson> {
  const answer = { workloads: sampleWorkloads, calls: sampleCalls, diagnostics: sampleDiagnostics };
  return toCheckJson(answer, language);
}

function traceOf(service: string, language: Language): ReturnType<typeof toTraceJson> {
  const call = sampleCalls.find((candidate) => candidate.service === service);
  const workload = sampleWorkloads.find((candidate) => candidate.id === call?.workload);
  if (call === undefined || workload === undefined) throw new Error(`no sample of ${service}`);
  return toTraceJson({ workload, call, diagnostics: [] }, language);
}

function golden(name: string): string {
  return `../../test/golden/${name}`;
}

function validate(schema: string, document: unknown): readonly string[] {
  const text = readFileSync(new URL(`../../../../schemas/${schema}.json`, import.meta.url), 'utf8');
  const check = new Ajv2020({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
  }).compile(JSON.parse(text));
  check(JSON.parse(JSON.stringify(document)));
  return (check.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

describe('the matrix in words', () => {
  it.each([
    ['en', 200],
    ['en', 80],
    ['en', 50],
    ['ja', 200],
    ['ja', 80],
  ] as const)('%s at %i columns', async (language, columns) => {
    const text = toPlain(renderCheck(checkOf(language), settings(language, columns)));
    await expect(text).toMatchFileSnapshot(golden(`check-${language}-${columns}.txt`));
  });

  it.each([200, 80, 60])('fits %i columns, but for addresses and commands to copy', (columns) => {
    for (const language of ['en', 'ja'] as const) {
      const lines = toPlain(renderCheck(checkOf(language), settings(language, columns))).split('\n');
      const long = lines.filter(
        (line) => simpleWidth(line) > columns && !/naisen (trace|inspect)|why:|根拠:/.test(line),
      );
      expect(long).toEqual([]);
    }
  });

  it('says every fact of colour by a sign or a letter too', () => {
    const text = toPlain(renderCheck(checkOf('en'), settings('en', 200)));
    for (const cell of [
      '✓ V endpoint',
      '✓ G gateway',
      '✓ A nat',
      '✓ I nat',
      '✗ X endpoint',
      '? ? endpoint',
      '  G gateway',
    ]) {
      expect(text).toContain(cell);
    }
  });

  it('joins rows that say the same when there are hundreds', () => {
    const [workload] = sampleWorkloads;
    const call = sampleCalls.find((candidate) => candidate.workload === workload?.id);
    if (workload === undefined || call === undefined) throw new Error('no sample');
    const names = Array.from(
      { length: 300 },
      (_, index) => `aws_instance.web[${index}]` as typeof workload.id,
    );
    const json = toCheckJson(
      {
        workloads: names.map((id) => ({ ...workload, id })),
        calls: names.map((id) => ({ ...call, workload: id })),
        diagnostics: [],
      },
      'en',
    );
    const lines = toPlain(renderCheck(json, settings('en', 120))).split('\n');
    expect(lines.length).toBeLessThan(20);
    expect(lines[1]).toContain('aws_instance.web[0] +299');
  });
});

describe('paragraphs of calls that do not arrive', () => {
  const [workload] = sampleWorkloads;
  const blocked = sampleCalls.find((candidate) => candidate.verdict === 'blocked');
  const present: CallReason = { kind: 'endpoint-present', endpoint: 'aws_vpc_endpoint.e' };
  const asked: CallReason = { kind: 'asked' };

  function titlesOf(reason: CallReason): readonly string[] {
    if (workload === undefined || blocked === undefined) throw new Error('no sample');
    const calls = ['logs', 'kms'].map((service) => ({ ...blocked, workload: workload.id, service, reason }));
    const json = toCheckJson({ workloads: [workload], calls, diagnostics: [] }, 'en');
    const lines = toPlain(renderCheck(json, settings('en', 200))).split('\n');
    return lines.filter((line) => line.startsWith('  ✗ ')).map((line) => line.replace(/:.*$/, ''));
  }

  it.each([
    [present, ['kms, logs (not needed)'], 'one paragraph for what nobody needs and one thing stops'],
    [asked, ['kms', 'logs'], 'a needed call always has its own'],
  ])('%#: %j %j: %s', (reason, expected, _because) => {
    expect(titlesOf(reason)).toEqual(expected.map((what) => `  ✗ ${workload?.id} -> ${what}`));
  });
});

describe('the path ticket in words', () => {
  it.each([
    ['ssmmessages', 'en', 100],
    ['ssmmessages', 'ja', 80],
    ['dynamodb', 'en', 100],
    ['secretsmanager', 'en', 80],
    ['kms', 'ja', 80],
    ['logs', 'en', 80],
  ] as const)('%s %s at %i columns', async (service, language, columns) => {
    const text = toPlain(renderTicket(traceOf(service, language), settings(language, columns)));
    await expect(text).toMatchFileSnapshot(golden(`trace-${service}-${language}-${columns}.txt`));
  });
});

describe('what was read, in words', () => {
  it.each(['en', 'ja'] as const)('%s', async (language) => {
    const text = toPlain(renderInspect(toInspectJson(sampleInspected, language), settings(language, 80)));
    await expect(text).toMatchFileSnapshot(golden(`inspect-${language}.txt`));
  });

  it('never shows a sensitive value', () => {
    const json = toInspectJson(sampleInspected, 'en');
    expect(toPlain(renderInspect(json, settings('en', 80)))).toContain('password = (sensitive)');
  });
});

describe('the JSON contracts', () => {
  it.each(['en', 'ja'] as const)('check holds its schema (%s)', (language) => {
    expect(validate('check-1', checkOf(language))).toEqual([]);
  });

  it.each(sampleCalls.map((call) => call.service))('trace to %s holds its schema', (service) => {
    expect(validate('trace-1', traceOf(service, 'en'))).toEqual([]);
  });

  it('inspect holds its schema', () => {
    expect(validate('inspect-1', toInspectJson(sampleInspected, 'en'))).toEqual([]);
  });

  it('refuses a blocked call without a blocker and a level without a proof', () => {
    const check = checkOf('en');
    const bad = check.calls.map((call) => ({ ...call, blockers: [], privacy: 'vpc' }));
    expect(validate('check-1', { ...check, calls: bad }).length).toBeGreaterThan(0);
  });

  it('names the fields of the contract first and in its order', () => {
    const [call] = checkOf('en').calls;
    expect(Object.keys(call ?? {}).slice(0, 9)).toEqual([
      'workload',
      'service',
      'hostname',
      'verdict',
      'privacy',
      'via',
      'hops',
      'blockers',
      'unknowns',
    ]);
  });

  const reasons: readonly (readonly [CallReason, boolean, string])[] = [
    [{ kind: 'needed', need: 'required', why: '', source: [] }, true, 'its kind or declaration requires it'],
    [{ kind: 'needed', need: 'recommended', why: '', source: [] }, false, 'advice is no need'],
    [{ kind: 'conditional', why: '', source: [] }, false, 'perhaps is no need'],
    [{ kind: 'endpoint-present', endpoint: 'aws_vpc_endpoint.s3' }, false, 'an endpoint is no need'],
    [{ kind: 'asked' }, true, 'the user asked'],
  ];

  it.each(reasons)('%j is needed: %s, because %s', (reason, expected) => {
    const calls = sampleCalls.slice(0, 1).map((call) => ({ ...call, reason }));
    const check = toCheckJson({ workloads: sampleWorkloads, calls, diagnostics: [] }, 'en');
    expect(check.calls[0]?.needed).toBe(expected);
    expect(check.summary.needed.calls).toBe(expected ? 1 : 0);
  });

  it('does not depend on the order in which answers came', () => {
    const answer = { workloads: sampleWorkloads, calls: sampleCalls, diagnostics: sampleDiagnostics };
    const turned = {
      workloads: sampleWorkloads.toReversed(),
      calls: sampleCalls.toReversed(),
      diagnostics: sampleDiagnostics.toReversed(),
    };
    expect(toCheckJson(turned, 'en')).toEqual(toCheckJson(answer, 'en'));
  });
});

describe('text of the user cannot harm the reader', () => {
  it('lets no control character and no turned writing through, and never throws', () => {
    const nasty = fc.string({
      unit: fc.constantFrom('\u001b[31m', '\u202e', '\0', '\n', '\t', 'a', ' ', '界', '`', '"'),
    });
    fc.assert(
      fc.property(nasty, nasty, fc.integer({ min: 40, max: 200 }), (id, fact, columns) => {
        const [workload] = sampleWorkloads;
        const call = sampleCalls.find((candidate) => candidate.verdict === 'blocked');
        if (workload === undefined || call === undefined) throw new Error('no sample');
        const named = { ...workload, id: id as typeof workload.id };
        const paths = call.paths.map((path) => ({
          ...path,
          blockers: path.blockers.map((blocker) => ({
            ...blocker,
            component: fact,
            facts: { side: 'ingress', peer: fact },
          })),
        }));
        const [first, ...rest] = paths;
        if (first === undefined) return;
        const said = { ...call, workload: named.id, service: fact, paths: [first, ...rest] as const };
        const answer = { workloads: [named], calls: [said], diagnostics: sampleDiagnostics };
        const text =
          toPlain(renderCheck(toCheckJson(answer, 'ja'), settings('ja', columns))) +
          toPlain(
            renderTicket(
              toTraceJson({ ...answer, workload: named, call: said }, 'en'),
              settings('en', columns),
            ),
          );
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});

describe('pictures', () => {
  it('holds the text of every line, with its marks made safe for XML', () => {
    const lines: readonly StyledLine[] = [
      [{ text: '<a> & "b"', style: 'strong' }],
      [],
      [{ text: '  到達', style: 'vpc' }],
    ];
    const svg = toSvg(lines, 'a < b', simpleWidth);
    expect(svg).toContain('&lt;a&gt; &amp; &quot;b&quot;');
    expect(svg).toContain('<title>a &lt; b</title>');
    expect(svg).toContain(`x="${16 + 2 * 7.8}"`);
  });
});
