import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changeCases } from './change-cases/projects.ts';
import { applyPatch, inFolder, terraformMissing, unformatted, validationErrors } from './real-terraform.ts';
import { changed, projectOf, readFiles, write } from './written-changes.ts';

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

const written = changeCases.map((one) => {
  const project = projectOf(one.files);
  const before = readFiles(project);
  const change = write(project, one.changes(before.network));
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
});

function textAt(folder: string, path: string): string {
  const file = join(folder, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : 'is not there';
}

const missing = terraformMissing();
if (missing !== undefined) console.info(`Real Terraform is not asked about written changes: ${missing}.`);

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
    const calls = written.map(({ name }) => `module "${slug(name)}" {\n  source = "./${slug(name)}"\n}\n`);
    const texts = { ...inFolders((one) => one.after), 'main.tf': calls.join('\n') };
    expect(inFolder(texts, validationErrors)).toEqual([]);
  });
});

/** Each project in a folder of its own. */
function inFolders(
  filesOf: (one: (typeof written)[number]) => Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    written.flatMap((one) =>
      Object.entries(filesOf(one)).map(([path, text]): [string, string] => [
        `${slug(one.name)}/${path}`,
        text,
      ]),
    ),
  );
}
