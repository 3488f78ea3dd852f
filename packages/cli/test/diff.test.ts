import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../src/run.ts';
import { isolated, withGatewayEndpoint } from './networks.ts';

const folder = mkdtempSync(join(tmpdir(), 'naisen-diff-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function naisen(words: readonly string[]): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(words, {
    environment: {},
    stream: { isTerminal: false, columns: undefined },
    output: { result: (text) => void out.push(text), remark: (text) => void err.push(text) },
    today: '2026-11-28',
  });
  return { code, out: out.join(''), err: err.join('') };
}

function directoryWith(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(folder, 'd-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return directory;
}

const closed = directoryWith({ 'main.tf': isolated });
const open = directoryWith({ 'main.tf': withGatewayEndpoint });

describe('naisen diff OLD NEW', () => {
  it('a way that is gone is worse, told with the line that held it', async () => {
    const ran = await naisen(['diff', open, closed, '--service', 's3']);
    expect(ran.out).toContain(
      'aws_instance.web -> s3: reachable G, gateway endpoint aws_vpc_endpoint.s3 => blocked',
    );
    expect(ran.out).toMatch(/before: route .*\(main\.tf:\d+\)/);
    expect(ran.out).toContain('calls: 1 worse, 0 better');
    expect(ran.code).toBe(1);
  });

  it('the other way round it is better', async () => {
    const ran = await naisen(['diff', closed, open, '--service', 's3']);
    expect(ran.out).toContain('calls: 0 worse, 1 better');
    expect(ran.code).toBe(0);
  });

  it('nothing changes when lines only move', async () => {
    const moved = directoryWith({ 'main.tf': `# a new first line\n\n${withGatewayEndpoint}` });
    const ran = await naisen(['diff', open, moved, '--service', 's3']);
    expect(ran.out).toContain('Nothing changed');
    expect(ran.code).toBe(0);
  });

  it('a new error is worse, a new note is not', async () => {
    const broken = directoryWith({
      'main.tf': `${withGatewayEndpoint}\nresource "aws_vpc" "b" {\n  cidr_block = = 1\n}\n`,
    });
    const ran = await naisen(['diff', open, broken]);
    expect(ran.out).toContain('New findings');
    expect(ran.out).toContain('cidr_block = = 1');
    expect(ran.code).toBe(1);
    expect((await naisen(['diff', broken, open])).code).toBe(0);
  });

  it('the new configuration holds for both sides, and the old one is not run', async () => {
    const old = directoryWith({
      'main.tf': withGatewayEndpoint,
      'naisen.config.mjs': 'throw new Error("run");',
    });
    const now = directoryWith({
      'main.tf': isolated,
      'naisen.config.json': JSON.stringify({ ignores: [{ to: 's3', reason: 'moves' }] }),
    });
    const ran = await naisen(['diff', old, now, '--service', 's3']);
    expect(ran.err).toBe('');
    expect(ran.out).toContain('0 worse');
    expect(ran.code).toBe(0);
  });

  it('JSON and Markdown say the same', async () => {
    const json = JSON.parse(
      (await naisen(['diff', open, closed, '--service', 's3', '--format', 'json'])).out,
    );
    expect(json).toMatchObject({
      schema: 'naisen/diff/1',
      calls: [
        {
          workload: 'aws_instance.web',
          service: 's3',
          direction: 'worse',
          before: { verdict: 'reachable', privacy: 'gateway' },
          after: { verdict: 'blocked' },
        },
      ],
      summary: { worse: 1, better: 0 },
    });
    const read = (name: string): object =>
      JSON.parse(readFileSync(new URL(`../../../schemas/${name}.json`, import.meta.url), 'utf8'));
    const holds = new Ajv2020({ strict: false, schemas: [read('check-1')] }).compile(read('diff-1'));
    expect([holds(json), holds.errors]).toEqual([true, null]);
    const markdown = await naisen(['diff', open, closed, '--service', 's3', '--format', 'markdown']);
    expect(markdown.out).toContain('### ❌ naisen diff');
    expect(markdown.out).toContain('| `aws_instance.web` → `s3` |');
    expect(markdown.code).toBe(1);
  });

  it.each([
    [['diff', open], 'give a second directory'],
    [['diff', open, closed, '--git', 'HEAD'], 'not both'],
    [['diff', open, join(folder, 'none')], 'there is no directory'],
  ])('naisen %j ends with 2 and says %j', async (words, sentence) => {
    const ran = await naisen(words);
    expect(ran.err).toContain(sentence);
    expect([ran.code, ran.out]).toEqual([2, '']);
  });
});

describe('naisen diff DIR --git REV', () => {
  const repository = mkdtempSync(join(folder, 'git-'));
  const infra = join(repository, 'stacks', 'infra');
  const git = (...words: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], {
      cwd: repository,
      encoding: 'utf8',
    });
  const caller = (network: string): string => `module "net" { source = "../../modules/net" }\n${network}`;

  mkdirSync(infra, { recursive: true });
  mkdirSync(join(repository, 'modules', 'net'), { recursive: true });
  writeFileSync(join(repository, 'modules', 'net', 'main.tf'), 'locals { a = 1 }\n');
  writeFileSync(join(infra, 'main.tf'), caller(withGatewayEndpoint));
  writeFileSync(join(repository, '.gitignore'), '*.tfvars\n');
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'first');
  writeFileSync(join(infra, 'main.tf'), caller(isolated));
  mkdirSync(join(repository, 'stacks', 'new'));
  cpSync(join(infra, 'main.tf'), join(repository, 'stacks', 'new', 'main.tf'));

  it('compares the working tree with the revision, modules beside the directory included', async () => {
    const before = readdirSync(tmpdir()).filter((name) => /^naisen-diff-\w{6}$/.test(name));
    const ran = await naisen(['diff', infra, '--git', 'HEAD', '--service', 's3']);
    expect(ran.err).toBe('');
    expect(ran.out).toContain('calls: 1 worse, 0 better, 0 otherwise different; findings: 0 new, 1 gone');
    expect(ran.code).toBe(1);
    const after = readdirSync(tmpdir()).filter((name) => /^naisen-diff-\w{6}$/.test(name));
    expect(after).toEqual(before);
  });

  it('leaves the repository as it is', async () => {
    const status = git('status', '--porcelain');
    await naisen(['diff', infra, '--git', 'HEAD']);
    expect(git('status', '--porcelain')).toBe(status);
  });

  it('values that git ignores hold for both sides', async () => {
    writeFileSync(join(infra, 'main.tf'), `variable "a" {}\n${caller(withGatewayEndpoint)}`);
    git('commit', '-q', '-a', '-m', 'second');
    writeFileSync(join(infra, 'terraform.tfvars'), 'a = 1\n');
    const ran = await naisen(['diff', infra, '--git', 'HEAD']);
    expect(ran.out).toContain('Nothing changed');
  });

  it.each([
    [infra, 'no-such-revision', 'cannot be read'],
    [infra, '--help', 'cannot be read'],
    [join(repository, 'stacks', 'new'), 'HEAD', 'was not there at revision'],
    [closed, 'HEAD', 'cannot be read'],
  ])('%s at %s ends with 2 and says %j', async (directory, revision, sentence) => {
    const ran = await naisen(['diff', directory, `--git=${revision}`]);
    expect(ran.err).toContain(sentence);
    expect([ran.code, ran.out]).toEqual([2, '']);
  });
});
