import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isDone } from '../src/generators/change/satisfied.ts';
import type { Id } from '../src/model/identity.ts';
import { changeCases } from './change-cases/all-cases.ts';
import { applyPatch, inFolder, terraformMissing, unformatted, validationErrors } from './real-terraform.ts';
import { changed, noInputs, projectOf, readFiles, write } from './written-changes.ts';

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

const written = changeCases.map((one) => {
  const project = projectOf(one.files);
  const options = Object.entries(one.given ?? {}).map(
    ([name, value]) => ({ kind: 'var', name, value }) as const,
  );
  const inputs = { ...noInputs, options };
  const before = readFiles(project, inputs);
  const change = write(project, one.changes(before.network), inputs, one.policies);
  return { ...one, before, change, after: changed(one.files, change) };
});

describe('a change in the user’s own Terraform', () => {
  it.each(written)('$name', async ({ name, change, told }) => {
    expect(change.diagnostics.map(({ code }) => code)).toEqual(told ?? []);
    await expect(change.patch).toMatchFileSnapshot(`golden/change/${slug(name)}.patch`);
  });

  it.each(written)('git applies the patch to the same bytes: $name', ({ files, change, after }) => {
    const inRepository = Object.fromEntries(
      Object.entries(files).map(([path, text]) => [`infra/prod/${path}`, text]),
    );
    const [said, read] = inFolder(inRepository, (folder) => {
      execFileSync('git', ['init', '-q'], { cwd: folder });
      const project = join(folder, 'infra/prod');
      const answer = applyPatch(project, change.patch);
      return [answer, Object.fromEntries(Object.keys(after).map((path) => [path, textAt(project, path)]))];
    });
    expect(said).toBe('');
    expect(read).toEqual(after);
  });

  it.each(written)('what is read afterwards has no new mistake: $name', ({ before, after }) => {
    expect(readFiles(projectOf(after)).codes.filter((code) => !before.codes.includes(code))).toEqual([]);
  });

  it.each(written)('provider 6 takes it as well: $name', ({ files, after }) => {
    const before = readFiles(projectOf(files), noInputs, 6).codes;
    const now = readFiles(projectOf(after), noInputs, 6).codes;
    expect(now.filter((code) => !before.includes(code))).toEqual([]);
  });
});

it('cases show every word about what is not, or not only, written', () => {
  const told = new Set(changeCases.flatMap((one) => one.told ?? []));
  expect([...told].toSorted()).toEqual([
    'NSN7101',
    'NSN7102',
    'NSN7103',
    'NSN7104',
    'NSN7105',
    'NSN7106',
    'NSN7109',
  ]);
});

it('a value of the command line is left to its user; the change is read with what it is to be', () => {
  const left = written.find(({ given }) => given !== undefined);
  expect(left?.change.given).toEqual([{ name: 'nat', value: 'false' }]);
  expect(left?.change.diagnostics.map(({ severity }) => severity)).toEqual(['warning']);
});

it('NSN7108: a change that is not in what was read again is missed', () => {
  const asked = written.flatMap(({ name, files, change, before, changes, told, given }) => {
    const isWhole = told === undefined && given === undefined && change.patch !== '';
    return isWhole ? changes(before.network).map((one) => ({ name, files, one, before })) : [];
  });
  const done = asked.filter(({ one, before }) => isDone(before.network, one)).map(({ name }) => name);
  expect(asked.length).toBeGreaterThan(40);
  expect(done).toEqual([]);
});

it('a module beside the directory is edited in one patch from above, with a word about its other users', () => {
  const files = {
    'main.tf': 'module "network" {\n  source = "../../modules/network"\n}\n',
    '../../modules/network/main.tf':
      'resource "aws_vpc" "main" {\n  cidr_block           = "10.0.0.0/16"\n  enable_dns_hostnames = false\n}\n',
  };
  const project = { ...projectOf(files), workingDirectory: '/repository/envs/prod' };
  const vpc = 'module.network.aws_vpc.main' as Id<'Vpc'>;
  const change = write(project, [{ kind: 'enable-vpc-dns', vpc }]);
  expect(change.diagnostics.map(({ code }) => code)).toEqual(['NSN7107']);
  expect(change.appliesIn).toBe('../..');
  expect(change.diff).toContain('--- a/modules/network/main.tf\n+++ b/modules/network/main.tf\n');
  expect(change.diff).toContain('+  enable_dns_hostnames = true\n');
});

function textAt(folder: string, path: string): string {
  const file = join(folder, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : 'is not there';
}

const missing = terraformMissing();
if (missing !== undefined) console.info(`Real Terraform is not asked about written changes: ${missing}.`);

const complete = written.filter(({ isDownloaded }) => isDownloaded !== true);

describe.skipIf(missing !== undefined)('what real Terraform says of written changes', () => {
  it('the format is its own, wherever the user’s was', () => {
    const wrong = inFolder(
      inFolders((one) => one.files),
      unformatted,
    );
    expect(
      inFolder(
        inFolders((one) => one.after),
        unformatted,
      ),
    ).toEqual(wrong);
  });

  it('every changed project is valid', { timeout: 120_000 }, () => {
    const calls = complete.map(({ name }) => `module "${slug(name)}" {\n  source = "./${slug(name)}"\n}\n`);
    const texts = { ...inFolders((one) => one.after), 'main.tf': calls.join('\n') };
    // One provider for all of them: each configuration is a process of its own.
    const shared = Object.entries(texts).map(([path, text]) => [path, text.replace(plainProvider, '')]);
    expect(inFolder(Object.fromEntries(shared), validationErrors)).toEqual([]);
  });
});

const plainProvider = /^provider "aws" \{\r?\n {2}region = "ap-northeast-1"\r?\n\}\r?\n(?!\nprovider)/m;

/** Each project in a folder of its own. */
function inFolders(
  filesOf: (one: (typeof written)[number]) => Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    complete.flatMap((one) =>
      Object.entries(filesOf(one)).map(([path, text]): [string, string] => [
        `${slug(one.name)}/${path}`,
        text,
      ]),
    ),
  );
}
