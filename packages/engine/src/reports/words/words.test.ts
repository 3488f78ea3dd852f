import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyzerExplanations } from './analyzer.ts';
import { diffWords } from './diff.ts';
import { documentWords } from './documents.ts';
import { explanations, sayMissing } from './explain.ts';
import { missingFacts, ownExplanations } from './explanations.ts';
import { labels } from './labels.ts';
import { callReasons, candidateReasons, mends } from './mends.ts';
import { pageWords, thingWords } from './page.ts';
import { passing } from './passing.ts';
import { factNames, type Sentences, say, sayCode } from './sentence.ts';
import { testWords } from './tests.ts';

const families: readonly (readonly [string, Sentences])[] = [
  ['shared with Reachability Analyzer', analyzerExplanations],
  ['our own', ownExplanations],
  ['missing facts', missingFacts],
  ['passing', passing],
  ['mends', mends],
  ['route candidates', candidateReasons],
  ['call reasons', callReasons],
  ['labels', labels],
  ['labels of documents', documentWords],
  ['labels of the page', pageWords],
  ['labels of the map', thingWords],
  ['labels of tests', testWords],
  ['labels of differences', diffWords],
];

const all = families.flatMap(([family, sentences]) =>
  Object.entries(sentences).map(([code, sentence]) => ({ name: `${family}: ${code}`, sentence })),
);

describe('every code has words in both languages', () => {
  it.each(all)('$name uses the same facts in English and Japanese', ({ sentence }) => {
    expect(factNames(sentence.ja)).toEqual(factNames(sentence.en));
  });

  it.each(all)('$name has no full stop, and Japanese letters in Japanese', ({ name, sentence }) => {
    if (/^labels/.test(name)) return;
    expect(sentence.en).not.toMatch(/\.$/);
    expect(sentence.ja).not.toMatch(/。$/);
    expect(sentence.ja).toMatch(/[ぁ-んァ-ヶ一-龠]/);
  });

  it('EX-7: our own codes and those of Reachability Analyzer are disjoint', () => {
    const ours = Object.keys(ownExplanations);
    expect(ours.filter((code) => Object.hasOwn(analyzerExplanations, code))).toEqual([]);
  });
});

describe('a fact that is empty takes its other words', () => {
  it.each([
    [{ zones: ['a', 'b'] }, 'in a, b'],
    [{ zones: [] }, 'in these zones'],
    [{ zones: '' }, 'in these zones'],
    [{}, 'in these zones'],
  ])('%j: %s', (facts, expected) => {
    expect(say({ en: 'in {zones|these zones}', ja: '' }, 'en', facts)).toBe(expected);
  });
});

describe('a missing fact that an option can give', () => {
  it.each([
    ['provider.aws.region', true, 'the Region of a provider'],
    ['module.m.provider.aws.west.region', true, 'of another configuration in a module'],
    ['var.region', false, 'a variable has its own diagnostic'],
    ['provider.google.region', false, 'another cloud'],
  ])('%s: %s: %s', (what, isGivenByOption, _because) => {
    const missing = { code: 'UNKNOWN_NOT_GIVEN', what, facts: {}, origin: undefined } as const;
    expect(sayMissing(missing, 'en').includes('--region')).toBe(isGivenByOption);
    expect(sayMissing(missing, 'ja').includes('--region')).toBe(isGivenByOption);
  });
});

describe('the proof says nothing without words', () => {
  const known = new Set(
    [explanations, mends, candidateReasons, callReasons].flatMap((sentences) => Object.keys(sentences)),
  );
  const source = fileURLToPath(new URL('../../', import.meta.url));
  const files = ['reachability', 'forwarding', 'resolution'].flatMap((folder) =>
    readdirSync(`${source}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => `${folder}/${name}`),
  );

  it.each(files)('%s', (file) => {
    const text = readFileSync(`${source}${file}`, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    const codes = [...text.matchAll(/'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g)].map((match) => match[1] ?? '');
    expect([...new Set(codes)].filter((code) => !known.has(code))).toEqual([]);
  });
});

describe('what can never have a public address is not told to take one', () => {
  it.each(['lambda-vpc', 'codebuild-vpc', 'ecs-ec2-task'])('%s', (kind) => {
    for (const language of ['en', 'ja'] as const) {
      const said = sayCode(mends, 'GIVE_PUBLIC_IP', language, { kind, component: 'x', subnet: 'y' });
      expect(said).toMatch(/never has a public IP|持てない/);
    }
  });

  it('an instance is', () => {
    const said = sayCode(mends, 'GIVE_PUBLIC_IP', 'en', { kind: 'ec2-instance', component: 'x' });
    expect(said).toContain('give x a public IPv4 address');
  });
});

describe('sentences', () => {
  it.each([
    ['a fact stands in its place', '{name} answers', { name: 's3' }, 's3 answers'],
    ['words stand in for a fact that is missing', '{name|the name} answers', {}, 'the name answers'],
    ['lists are shortened', '{routes}', { routes: ['a', 'b', 'c', 'd', 'e', 'f'] }, 'a, b, c, d and 2 more'],
    ['an empty fact leaves no double space', 'zone {zone|} of it', {}, 'zone of it'],
  ])('%s', (_reason, en, facts, expected) => {
    expect(say({ en, ja: '' }, 'en', facts)).toBe(expected);
  });

  it.each([
    [
      'Latin words stand apart from Japanese letters',
      '{vpc|VPC}の DNS',
      { vpc: 'aws_vpc.main' },
      'aws_vpc.main の DNS',
    ],
    ['Japanese stands without gaps', '{vpc|このVPC}の DNS', { vpc: 'ネットワーク' }, 'ネットワークの DNS'],
  ])('%s', (_reason, ja, facts, expected) => {
    expect(say({ en: '', ja }, 'ja', facts)).toBe(expected);
  });

  it('shows a code without words as it is, with its facts', () => {
    expect(sayCode({}, 'SOMETHING_NEW', 'en', { subnet: 'a', ports: ['443'] })).toBe(
      'SOMETHING_NEW (subnet = a, ports = 443)',
    );
  });

  it('never throws, whatever the facts are', () => {
    const fact = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string()));
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.dictionary(fc.string(), fact), ({ sentence }, facts) => {
        expect(typeof say(sentence, 'ja', facts)).toBe('string');
        expect(typeof say(sentence, 'en', facts)).toBe('string');
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
