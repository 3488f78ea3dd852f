import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../src/run.ts';
import { isolated, withForeignGroup } from './networks.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'naisen-configuration-'));

beforeAll(() => {
  execFileSync(process.execPath, [join(repository, 'tools/build.mjs')], { cwd: repository });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs naisen on a directory with these files; the day is always the same. */
async function naisen(
  files: Readonly<Record<string, string>>,
  words: (directory: string) => readonly string[],
): Promise<Ran> {
  const directory = mkdtempSync(join(folder, 'd-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(words(directory), {
    environment: {},
    stream: { isTerminal: false, columns: undefined },
    output: { result: (text) => void out.push(text), remark: (text) => void err.push(text) },
    today: '2026-11-28',
  });
  return { code, out: out.join(''), err: err.join('') };
}

const check = (directory: string): readonly string[] => ['check', directory];
const checkS3 = (directory: string): readonly string[] => ['check', directory, '--service', 's3'];

describe('a TypeScript configuration', () => {
  const typed = `
import { defineConfig, type NaisenConfig } from 'naisen';
const reason: string = 'moves in December' as const;
const ignores = [{ from: 'aws_instance.*', to: 's3', reason, until: '2026-12-31' }];
export default defineConfig({ ignores } satisfies NaisenConfig);
`;

  it('loads on Node 20, types and all, and what it ignores decides nothing', async () => {
    expect((await naisen({ 'main.tf': isolated }, checkS3)).code).toBe(1);
    const ran = await naisen({ 'main.tf': isolated, 'naisen.config.ts': typed }, checkS3);
    expect(ran.err).toBe('');
    expect(ran.out).toContain('accepted by an ignore or the baseline: 1');
    expect(ran.code).toBe(0);
  });

  it('is not loaded from a module that the network calls', async () => {
    const main = `${isolated}\nmodule "m" { source = "./m" }\n`;
    const evil = "throw new Error('loaded');";
    const ran = await naisen(
      { 'main.tf': main, 'm/main.tf': 'locals { a = 1 }', 'm/naisen.config.ts': evil },
      check,
    );
    expect([ran.code, ran.err]).toEqual([0, '']);
  });

  it.each([
    ['throw new Error("no database")', 'no database', 'a program that fails'],
    ['export default {', 'cannot be loaded', 'a program that is none'],
  ])('%j ends with 2 and says %j: %s', async (text, sentence) => {
    const ran = await naisen({ 'main.tf': isolated, 'naisen.config.ts': text }, check);
    expect(ran.err).toContain(sentence);
    expect(ran.err).not.toMatch(/\n\s+at /);
    expect(ran.code).toBe(2);
  });

  it('what it gives is checked, too', async () => {
    const ran = await naisen(
      { 'main.tf': isolated, 'naisen.config.ts': 'export default { expects: [] };' },
      check,
    );
    expect(ran.out).toContain('error[NSN1201]: there is no setting `expects`');
    expect(ran.out).toContain('did you mean `expect`?');
    expect(ran.code).toBe(1);
  });
});

describe('finding the configuration', () => {
  it('two of them are not guessed between', async () => {
    const ran = await naisen(
      { 'main.tf': isolated, 'naisen.config.ts': 'export default {}', 'naisen.config.json': '{}' },
      check,
    );
    expect(ran.err).toContain('more than one configuration');
    expect(ran.code).toBe(2);
  });

  it.each([
    ['inspect', []],
    ['trace', ['--from', 'aws_instance.web', '--to', 's3']],
  ])('%s tells what is wrong with it, too', async (command, words) => {
    const ran = await naisen(
      { 'main.tf': isolated, 'naisen.config.json': '{ "severitys": {} }' },
      (directory) => [command, directory, ...words],
    );
    expect(ran.out).toContain('error[NSN1201]');
    expect(ran.code).toBe(1);
  });

  it('--config names one that lies elsewhere', async () => {
    const other = join(folder, 'other.json');
    writeFileSync(other, '{ "severitys": {} }');
    const ran = await naisen({ 'main.tf': isolated }, (directory) => ['check', directory, '--config', other]);
    expect(ran.out).toContain('there is no setting `severitys`');
    const missing = await naisen({ 'main.tf': isolated }, (directory) => [
      'check',
      directory,
      '--config',
      join(folder, 'none.json'),
    ]);
    expect(missing.err).toContain('there is no configuration');
    expect(missing.code).toBe(2);
  });

  it('a JSON one has places', async () => {
    const text = '{\n  "expect": [\n    { "from": "*", "to": "s3", "is": "open" }\n  ]\n}\n';
    const ran = await naisen({ 'main.tf': isolated, 'naisen.config.json': text }, check);
    expect(ran.out).toContain('error[NSN1204]');
    expect(ran.out).toContain('naisen.config.json:3:38');
    expect(ran.out).toContain('^^^^^^');
  });
});

describe('what the configuration says about the network', () => {
  it('a workload that the source does not declare is proved like the others', async () => {
    const configuration = {
      workloads: [
        {
          name: 'batch',
          kind: 'ec2-instance',
          subnets: ['aws_subnet.a'],
          securityGroups: ['aws_security_group.web'],
        },
      ],
      needs: [{ from: 'batch', to: 's3', why: 'reads its input' }],
    };
    const ran = await naisen(
      { 'main.tf': isolated, 'naisen.config.json': JSON.stringify(configuration) },
      check,
    );
    expect(ran.out).toContain('✗ batch -> s3');
    expect(ran.code).toBe(1);
  });

  it('a subnet that is not there is told with its nearest name', async () => {
    const configuration = { workloads: [{ name: 'batch', subnets: ['aws_subnet.b'] }] };
    const ran = await naisen(
      { 'main.tf': isolated, 'naisen.config.json': JSON.stringify(configuration) },
      check,
    );
    expect(ran.out).toContain('error[NSN1212]');
    expect(ran.out).toContain('`aws_subnet.b` is not in the configuration that was read');
    expect(ran.out).toContain('did you mean `aws_subnet.a`?');
  });

  it('a workload is not declared twice', async () => {
    const configuration = { workloads: [{ name: 'aws_instance.web', subnets: ['aws_subnet.a'] }] };
    const ran = await naisen(
      { 'main.tf': isolated, 'naisen.config.json': JSON.stringify(configuration) },
      check,
    );
    expect(ran.out).toContain('error[NSN1213]');
    expect(ran.code).toBe(1);
  });

  it('variables stand behind those of the command line', async () => {
    const main = `variable "cidr" {}\nresource "aws_vpc" "main" { cidr_block = var.cidr }\n`;
    const files = {
      'main.tf': main,
      'naisen.config.json': '{ "facts": { "variables": { "cidr": "10.1.0.0/16" } } }',
    };
    const inspect = (directory: string): readonly string[] => ['inspect', directory];
    expect((await naisen(files, inspect)).out).toContain('10.1.0.0/16');
    const asked = await naisen(files, (directory) => [...inspect(directory), '--var', 'cidr=10.2.0.0/16']);
    expect(asked.out).toContain('10.2.0.0/16');
  });

  it('an ignore that has ended ignores nothing, and says so', async () => {
    const configuration = { ignores: [{ to: 's3', reason: 'moves', until: '2026-11-27' }] };
    const ran = await naisen(
      { 'main.tf': isolated, 'naisen.config.json': JSON.stringify(configuration) },
      checkS3,
    );
    expect(ran.out).toContain('warning[NSN1206]');
    expect(ran.code).toBe(1);
  });
});

describe('the baseline', () => {
  it('what it holds is known; what is new is not', async () => {
    const baseline = join(folder, 'known.json');
    const update = (directory: string): readonly string[] => [
      ...checkS3(directory),
      '--baseline',
      baseline,
      '--update-baseline',
    ];
    const written = await naisen({ 'main.tf': isolated }, update);
    expect([written.code, written.out]).toEqual([0, '']);
    expect(written.err).toContain('1 finding is accepted in');
    expect(JSON.parse(readFileSync(baseline, 'utf8'))).toMatchObject({
      schema: 'naisen/baseline/1',
      calls: [{ from: 'aws_instance.web', to: 's3', verdict: 'blocked' }],
    });
    const known = await naisen({ 'main.tf': isolated }, (directory) => [
      ...checkS3(directory),
      '--baseline',
      baseline,
    ]);
    expect(known.code).toBe(0);
    const news = await naisen({ 'main.tf': isolated }, (directory) => [
      ...checkS3(directory),
      '--service',
      'dynamodb',
      '--baseline',
      baseline,
    ]);
    expect(news.code).toBe(1);
  });

  it.each([
    ['{', 'is no baseline of naisen'],
    ['{"schema":"naisen/check/1"}', 'is no baseline of naisen'],
    ['{"schema":"naisen/baseline/1","calls":[{"from":1}],"diagnostics":[]}', 'is no baseline of naisen'],
  ])('%s ends with 2', async (text, sentence) => {
    const baseline = join(folder, 'broken.json');
    writeFileSync(baseline, text);
    const ran = await naisen({ 'main.tf': withForeignGroup }, (directory) => [
      'check',
      directory,
      '--baseline',
      baseline,
    ]);
    expect(ran.err).toContain(sentence);
    expect(ran.code).toBe(2);
  });
});
