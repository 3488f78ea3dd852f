import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import packageFile from '../package.json' with { type: 'json' };

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'naisen-integrations-'));
const work = join(folder, 'work');

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, string | number>>;
  readonly env?: Readonly<Record<string, string>>;
}

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly args: readonly string[];
  readonly files: string;
}

function read(name: string): string {
  return readFileSync(join(repository, name), 'utf8');
}

const action: ActionFile = parse(read('action.yml'));
const workflow: Workflow = parse(read('docs/guide/examples/github-workflow.yml'));
const hooks: readonly Hook[] = parse(read('.pre-commit-hooks.yaml'));
const steps = workflow.jobs.naisen?.steps ?? [];
const used = steps.find(({ uses }) => uses?.startsWith('naisen/naisen@'));

/** `npx --yes naisen@VERSION …` runs this build; everything else is as on a runner. */
const npx = `#!/bin/sh
[ "$1" = --yes ] && [ "$2" = "naisen@${packageFile.version}" ] || { echo "unexpected: npx $*" >&2; exit 99; }
shift 2
exec "${process.execPath}" "${join(repository, 'packages/cli/bin/naisen.js')}" "$@"
`;

beforeAll(() => {
  execFileSync(process.execPath, [join(repository, 'tools/build.mjs')], { cwd: repository });
  mkdirSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'bin', 'npx'), npx);
  chmodSync(join(folder, 'bin', 'npx'), 0o755);
  cpSync(join(repository, 'examples/shop'), join(work, 'infra'), { recursive: true });
  const git = (...words: readonly string[]): void => {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], { cwd: work });
  };
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'first');
  cpSync(join(repository, 'docs/guide/examples/naisen.config.ts'), join(work, 'infra', 'naisen.config.ts'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function shell(script: string, environment: Readonly<Record<string, string>>): ReturnType<typeof spawnSync> {
  return spawnSync('bash', ['-c', script], {
    cwd: work,
    encoding: 'utf8',
    env: { PATH: `${join(folder, 'bin')}:${process.env.PATH ?? ''}`, HOME: folder, ...environment },
  });
}

interface ActionRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Runs the action's step with these inputs, as a runner would. */
function runAction(inputs: Readonly<Record<string, string>>): ActionRun {
  const [step] = action.runs.steps;
  const values = Object.fromEntries(
    Object.entries(action.inputs).map(([name, input]) => [name, input.default]),
  );
  const given: Readonly<Record<string, string>> = { ...values, ...inputs };
  const environment = Object.entries(step?.env ?? {}).map(([name, expression]): [string, string] => {
    const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)?.[1] ?? '';
    expect(action.inputs).toHaveProperty([input]);
    return [name, String(given[input])];
  });
  const temporary = mkdtempSync(join(folder, 'runner-'));
  const files = {
    RUNNER_TEMP: temporary,
    GITHUB_OUTPUT: join(temporary, 'output'),
    GITHUB_STEP_SUMMARY: join(temporary, 'summary'),
  };
  for (const file of [files.GITHUB_OUTPUT, files.GITHUB_STEP_SUMMARY]) writeFileSync(file, '');
  const ran = shell(step?.run ?? '', { ...Object.fromEntries(environment), ...files });
  const outputs = readFileSync(files.GITHUB_OUTPUT, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): [string, string] => [line.split('=')[0] ?? '', line.slice(line.indexOf('=') + 1)]);
  return {
    code: ran.status,
    out: String(ran.stdout),
    err: String(ran.stderr),
    outputs: Object.fromEntries(outputs),
    summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
  };
}

describe('the GitHub Action', () => {
  it('never puts an input into the text of its script', () => {
    expect(action.runs.using).toBe('composite');
    for (const { run } of action.runs.steps) expect(run).not.toContain('${{');
  });

  it('runs the version that it belongs to', () => {
    expect(action.inputs.version?.default).toBe(packageFile.version);
  });

  it('tells what is wrong by its exit code, a summary, SARIF and a page', () => {
    rmSync(join(work, 'infra', 'naisen.config.ts'), { force: true });
    const ran = runAction({ directory: 'infra' });
    cpSync(join(repository, 'docs/guide/examples/naisen.config.ts'), join(work, 'infra', 'naisen.config.ts'));
    expect([ran.code, ran.outputs['exit-code']]).toEqual([1, '1']);
    expect(ran.summary).toContain('### ❌ naisen `infra`');
    const sarif = JSON.parse(readFileSync(ran.outputs.sarif ?? '', 'utf8'));
    expect(sarif.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toMatch(/^infra\//);
    expect(readFileSync(ran.outputs.html ?? '', 'utf8')).toContain('<!doctype html>');
    expect(ran.out).toContain('aws_instance.ops -> ssmmessages');
  });

  it('reports and does not fail when it is asked so', () => {
    const ran = runAction({ directory: 'none', 'soft-fail': 'true' });
    expect([ran.code, ran.outputs['exit-code']]).toEqual([0, '2']);
  });

  it('a hostile name is a name', () => {
    const ran = runAction({ directory: '$(touch hacked); `touch hacked`' });
    expect(ran.code).toBe(2);
    expect(shell('ls', {}).stdout).not.toContain('hacked');
  });
});

describe('the example of a workflow', () => {
  it('gives the action inputs that it has, and reads outputs that it has', () => {
    expect(used?.id).toBe('naisen');
    for (const name of Object.keys(used?.with ?? {})) expect(action.inputs).toHaveProperty([name]);
    const outputs = [...JSON.stringify(steps).matchAll(/steps\.naisen\.outputs\.([\w-]+)/g)].map(
      ([, name]) => name,
    );
    expect(outputs.length).toBeGreaterThan(3);
    for (const name of outputs) expect(action.outputs).toHaveProperty([name ?? '']);
  });

  it('asks for no right that its steps do not need', () => {
    expect(workflow.permissions).toEqual({
      contents: 'read',
      'pull-requests': 'write',
      'security-events': 'write',
    });
  });

  it('passes on the shop with the configuration of the guide', () => {
    const inputs = Object.fromEntries(
      Object.entries(used?.with ?? {}).map(([name, value]) => [
        name,
        String(value).replace('origin/${{ github.base_ref }}', 'HEAD'),
      ]),
    );
    const ran = runAction(inputs);
    expect(ran.err).toBe('');
    expect(ran.out).toContain('expectations 2: 2 hold');
    expect(ran.summary).toContain('### ✅ naisen `infra`');
    expect(ran.summary).toContain('naisen diff');
    expect([ran.code, ran.outputs['exit-code']]).toEqual([0, '0']);
  });

  it('its own script takes names as variables', () => {
    const comment = steps.find(({ run }) => run !== undefined);
    expect(comment?.run).not.toContain('${{');
    const gh = join(folder, 'bin', 'gh');
    writeFileSync(gh, '#!/bin/sh\nprintf "%s|" "$@"\n');
    chmodSync(gh, 0o755);
    const ran = shell(comment?.run ?? '', { NUMBER: '7', COMMENT: 'a b.markdown' });
    expect(ran.stdout).toBe('pr|comment|7|--body-file|a b.markdown|--edit-last|--create-if-none|');
  });
});

describe('the pre-commit hooks', () => {
  it.each([
    ['naisen-check', 'infra', 0],
    ['naisen-test', 'infra', 0],
    ['naisen-check', '.', 2],
  ])('%s of %s ends with %i', (id, directory, code) => {
    const hook = hooks.find((candidate) => candidate.id === id);
    const ran = shell(`${hook?.entry} "$DIRECTORY"`, { DIRECTORY: directory });
    expect(ran.status).toBe(code);
  });

  it.each([
    ['infra/main.tf', true],
    ['infra/prod.auto.tfvars', true],
    ['infra/net.tf.json', true],
    ['naisen.config.ts', true],
    ['README.md', false],
    ['main.tf.orig', false],
  ])('a change of %s runs them: %s', (file, runs) => {
    for (const { files } of hooks) expect(new RegExp(files).test(file)).toBe(runs);
  });

  it('the example names hooks that there are', () => {
    const example: { readonly repos: readonly { readonly rev: string; readonly hooks: readonly Hook[] }[] } =
      parse(read('docs/guide/examples/pre-commit-config.yaml'));
    const ids = hooks.map(({ id }) => id);
    expect(example.repos[0]?.rev).toBe(`v${packageFile.version}`);
    for (const { id } of example.repos[0]?.hooks ?? []) expect(ids).toContain(id);
  });
});
