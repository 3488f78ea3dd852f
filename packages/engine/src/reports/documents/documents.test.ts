import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { sampleCalls, sampleDiagnostics, sampleWorkloads } from '../../../test/sample-answers.ts';
import type { CheckJson, DiagnosticJson } from '../json/contract.ts';
import { toCheckJson } from '../json/reports.ts';
import { toJunit } from './junit.ts';
import { toMarkdown } from './markdown.ts';
import { type DocumentSettings, pathFrom } from './place.ts';
import { toSarif } from './sarif.ts';

function settings(language: 'en' | 'ja'): DocumentSettings {
  return { language, directory: 'infra', version: '1.2.3' };
}

function checkOf(language: 'en' | 'ja'): CheckJson {
  return toCheckJson(
    { workloads: sampleWorkloads, calls: sampleCalls, diagnostics: sampleDiagnostics },
    language,
  );
}

function diagnosticAt(part: Partial<DiagnosticJson>): DiagnosticJson {
  return {
    code: 'NSN2003',
    severity: 'warning',
    message: 'prefix `10.0.1.5/24` has host bits set',
    help: null,
    source: 'https://docs.aws.amazon.com/',
    origin: { file: 'main.tf', line: 14, column: 18, endLine: 14, endColumn: 31 },
    related: [],
    facts: {},
    ...part,
  };
}

/** The schema is of draft 4, whose only difference for us is the name of `id`. */
function sarifProblems(document: unknown): readonly string[] {
  const path = new URL('../../../test/schemas/sarif-2.1.0-rtm.5.json', import.meta.url);
  const { id: _, $schema: __, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
  const uri = (text: string): boolean => /^[\w.~:/?#[\]@!$&'()*+,;=%-]*$/.test(text);
  const check = new Ajv({
    allErrors: true,
    strict: false,
    unicodeRegExp: false,
    formats: { uri, 'uri-reference': uri, 'date-time': true },
  }).compile(schema);
  check(JSON.parse(JSON.stringify(document)));
  return (check.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

describe('SARIF', () => {
  it.each(['en', 'ja'] as const)('holds the schema of SARIF 2.1.0 (%s)', (language) => {
    const sarif = toSarif(checkOf(language), settings(language));
    expect(sarifProblems(sarif)).toEqual([]);
    expect(sarif.runs[0]?.results.length).toBeGreaterThan(3);
  });

  it('the schema finds what is wrong: the validation validates', () => {
    const sarif = toSarif(checkOf('en'), settings('en'));
    expect(sarifProblems({ ...sarif, version: '2.2' })).not.toEqual([]);
  });

  it('counts from 1, and the end column is the one after the last letter (section 3.30)', () => {
    const check = { ...checkOf('en'), calls: [], diagnostics: [diagnosticAt({})] };
    const [result] = toSarif(check, settings('en')).runs[0]?.results ?? [];
    expect(result?.locations[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'infra/main.tf', uriBaseId: '%SRCROOT%' },
      region: { startLine: 14, startColumn: 18, endLine: 14, endColumn: 31 },
    });
  });

  it('names every rule once, and each result points at its own', () => {
    const [run] = toSarif(checkOf('en'), settings('en')).runs;
    const ids = run?.tool.driver.rules.map(({ id }) => id) ?? [];
    expect(ids).toEqual([...new Set(ids)].sort());
    for (const { ruleId, ruleIndex } of run?.results ?? []) expect(ids[ruleIndex]).toBe(ruleId);
  });

  it('fingerprints do not move with the line', () => {
    const at = (line: number): unknown => {
      const origin = { file: 'main.tf', line, column: 1, endLine: line, endColumn: 2 };
      const check = { ...checkOf('en'), calls: [], diagnostics: [diagnosticAt({ origin })] };
      return toSarif(check, settings('en')).runs[0]?.results[0]?.partialFingerprints;
    };
    expect(at(3)).toEqual(at(30));
  });

  it('writes names of files as URIs', () => {
    const origin = { file: 'a b/é#1.tf', line: 1, column: 1, endLine: 1, endColumn: 2 };
    const check = { ...checkOf('en'), calls: [], diagnostics: [diagnosticAt({ origin })] };
    const sarif = toSarif(check, settings('en'));
    expect(sarifProblems(sarif)).toEqual([]);
    const uri = sarif.runs[0]?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri;
    expect(uri).toBe('infra/a%20b/%C3%A9%231.tf');
  });
});

describe('JUnit', () => {
  it('shows needed calls as tests of their workloads', async () => {
    await expect(toJunit(checkOf('en'), settings('en'))).toMatchFileSnapshot(
      '../../../test/golden/check.xml',
    );
  });

  it('text of the user stays text', () => {
    const diagnostics = [diagnosticAt({ severity: 'error', message: 'a<b & "c" \u0007\ud800 ]]>' })];
    const xml = toJunit({ ...checkOf('en'), calls: [], diagnostics }, settings('en'));
    expect(xml).toContain('message="a&lt;b &amp; &quot;c&quot; \ufffd\ufffd ]]&gt;"');
  });
});

describe('Markdown', () => {
  it.each(['en', 'ja'] as const)('a short table, the rest folded (%s)', async (language) => {
    const text = toMarkdown(checkOf(language), settings(language));
    await expect(text).toMatchFileSnapshot(`../../../test/golden/check-${language}.md`);
  });

  it('fits into a comment of GitHub, whose bodies hold 65,536 letters', () => {
    const calls = Array.from({ length: 500 }, () => checkOf('en').calls).flat();
    const diagnostics = Array.from({ length: 500 }, (_, index) =>
      diagnosticAt({ message: `${index} ${'x'.repeat(60)}` }),
    );
    expect(toMarkdown({ ...checkOf('en'), calls, diagnostics }, settings('en')).length).toBeLessThan(60_000);
  });

  it.each([
    ['a | b', 'a \\| b', 'a bar would end the cell'],
    ['<img src=x>', '&lt;img src=x&gt;', 'HTML is not obeyed'],
    ['`a|b`', '`a\\|b`', 'code stays code'],
    ['[x](http://y) *b*', '\\[x\\](http://y) \\*b\\*', 'links and stress are not obeyed'],
    ['ask @team', 'ask &#64;team', 'nobody is called'],
    ['two\nlines', 'two lines', 'a row is one line'],
  ])('%j is written %j: %s', (message, expected) => {
    const text = toMarkdown(
      { ...checkOf('en'), calls: [], diagnostics: [diagnosticAt({ message })] },
      settings('en'),
    );
    expect(text).toContain(`| ${expected} |`);
  });
});

describe('paths of documents', () => {
  it.each([
    ['infra', 'main.tf', 'infra/main.tf', 'below the project'],
    ['.', 'main.tf', 'main.tf', 'the project is where the user stands'],
    ['infra/prod', '../modules/net/main.tf', 'infra/modules/net/main.tf', 'a module beside the project'],
    ['../other', 'main.tf', '../other/main.tf', 'a project beside the user'],
    ['/srv/infra', '../x.tf', '/srv/x.tf', 'an absolute directory'],
    ['infra', '/etc/prod.tfvars', '/etc/prod.tfvars', 'an absolute file'],
  ])('%s and %s give %s: %s', (directory, file, expected) => {
    expect(pathFrom(directory, file)).toBe(expected);
  });
});
