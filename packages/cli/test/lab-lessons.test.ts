import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { examineMachine } from '@naisen/lab';
import { afterAll, describe, expect, it } from 'vitest';
import { isInstalled } from '../src/commands/lab/lesson-run.ts';

const root = new URL('../../../', import.meta.url).pathname;
const directory = mkdtempSync(join(tmpdir(), 'naisen-lessons-'));
afterAll(() => rmSync(directory, { recursive: true }));

interface Ran {
  readonly code: number;
  readonly out: string;
}

function naisen(...words: readonly string[]): Promise<Ran> {
  const main = join(root, 'packages/cli/src/main.ts');
  const all = ['--conditions=naisen-source', '--import', 'tsx', main, ...words];
  const env = { ...process.env, NAISEN_LAB_HOME: join(directory, 'labs') };
  return new Promise((done) => {
    execFile(process.execPath, all, { cwd: root, env, maxBuffer: 1 << 24 }, (error, out, err) =>
      done({
        code: typeof error?.code === 'number' ? error.code : error === null ? 0 : 1,
        out: `${out}${err}`,
      }),
    );
  });
}

const { mode } = await examineMachine();
const programs = ['aws', 'curl', 'nslookup', 'tar'];
const missing = programs.filter((program) => !isInstalled(program, process.env));
const cannot = mode !== 'root' || missing.length > 0;
const lessons = readdirSync(join(root, 'examples/lessons')).sort();
/** All of them take minutes: `NAISEN_LESSONS=all`, as in CI. */
const chosen = process.env.NAISEN_LESSONS === 'all' ? lessons : ['execute-api-capture'];

describe('lessons on a machine that runs no lab', () => {
  it('a lesson that does not exist: the names of those that do', async () => {
    const { code, out } = await naisen('lab', 'lesson', 'nothing');
    expect(code).toBe(2);
    for (const name of lessons) expect(out).toContain(name);
  }, 60_000);

  it('lists the lessons', async () => {
    const { code, out } = await naisen('lab', 'lesson', '--lang', 'ja');
    expect(code).toBe(0);
    for (const name of lessons) expect(out).toContain(name);
  }, 60_000);
});

describe.skipIf(cannot)(`lessons with real packets (need root and ${programs.join(', ')})`, () => {
  // Side by side, as labs are meant to run; most of the time each waits for a client to give up.
  it.concurrent.for(chosen)(
    '%s: every step shows what it says, the fault is found and mended',
    { timeout: 300_000 },
    async (name, { expect: hold }) => {
      const { code, out } = await naisen('lab', 'lesson', name, '--solve', '--dir', join(directory, name));
      hold(out).not.toContain('✗');
      hold(code).toBe(0);
    },
  );
});
