import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const program = join(repository, 'packages/cli/bin/naisen.js');
const empty = mkdtempSync(join(tmpdir(), 'naisen-empty-'));
const file = join(empty, 'notes.txt');

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function naisen(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Ran {
  const ran = spawnSync(process.execPath, [program, ...words], {
    cwd: repository,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', ...environment },
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

beforeAll(() => {
  execFileSync(process.execPath, [join(repository, 'tools/build.mjs')], { cwd: repository });
  writeFileSync(file, 'no Terraform here');
});

afterAll(() => rmSync(empty, { recursive: true, force: true }));

describe('what could not run ends with 2, a sentence and no stack trace', () => {
  it.each([
    [['check', '/no/such/place'], 'there is no directory `/no/such/place`', 'no such directory'],
    [['check', file], 'is a file', 'a file instead of a directory'],
    [['check', empty], 'no .tf or .tf.json file', 'a directory without Terraform'],
    [['check'], "missing required argument 'directory'", 'no directory'],
    [['chek', '.'], 'did you mean check?', 'a slip in the command'],
    [['check', '.', '--formt', 'json'], 'did you mean --format?', 'a slip in an option'],
    [
      ['check', '.', '--format', 'xml'],
      'Allowed choices are text, json, svg',
      'a format that we do not write',
    ],
    [['check', 'examples/shop', '--var', 'region'], '--var NAME=VALUE', 'a variable without a value'],
    [['check', '.', '--width', 'wide'], 'not a number of columns', 'a width that is none'],
    [['check', '.', 'more'], 'too many arguments', 'one directory too many'],
    [['trace', 'examples/shop', '--to', 's3'], '--from <workload>', 'a trace from nowhere'],
    [['trace', 'examples/shop', '--from', 'x', '--to'], 'argument missing', 'an option without its value'],
    [['explain', 'NSN9999'], 'there is no diagnostic `NSN9999`', 'a code that was never issued'],
    [['--lang', 'fr', 'check', '.'], 'Allowed choices are en, ja', 'a language that we do not speak'],
  ])('naisen %j says %j: %s', (words, sentence) => {
    const ran = naisen(words);
    expect(ran.err).toContain(sentence);
    expect(ran.err).not.toMatch(/\n\s+at /);
    expect(ran.out).toBe('');
    expect(ran.code).toBe(2);
  });

  it('says so in Japanese', () => {
    const ran = naisen(['check', '/no/such/place'], { LC_ALL: 'ja_JP.UTF-8' });
    expect(ran.err).toContain('エラー: ディレクトリ `/no/such/place` がありません');
    expect(naisen(['check', '--lang', 'ja', '--formt']).err).toContain("不明なオプション '--formt'");
  });
});

describe('help and version', () => {
  it.each([
    [['--help'], 'Usage: naisen', 'Exit codes:'],
    [['check', '--help'], '--var-file', 'naisen check ./infra --format json'],
    [['trace', '--help', '--lang', 'ja'], '使い方:', '呼び出し元ワークロードのアドレス'],
    [['inspect', '-h'], 'Arguments:', 'Examples:'],
  ])('naisen %j', (words, first, second) => {
    const ran = naisen(words);
    expect(ran.out).toContain(first);
    expect(ran.out).toContain(second);
    expect(ran.err).toBe('');
    expect(ran.code).toBe(0);
  });

  it('prints the version alone', () => {
    expect(naisen(['--version'])).toEqual({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      err: '',
    });
  });

  it('shows help and ends with 2 when no command is given', () => {
    const ran = naisen([]);
    expect(ran.code).toBe(2);
    expect(ran.out + ran.err).toContain('Usage: naisen');
  });

  it('is not disturbed by a reader that goes away', () => {
    const ran = spawnSync('/bin/sh', ['-c', `"${process.execPath}" "${program}" --help | head -1`], {
      encoding: 'utf8',
    });
    expect(ran.stdout).toBe('Usage: naisen [options] [command]\n');
    expect(ran.stderr).toBe('');
  });
});
