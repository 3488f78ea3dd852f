import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { CannotRun } from './failure.ts';

/** A directory as it was at a revision; `remove` when it is no longer needed. */
export interface CheckedOut {
  readonly directory: string;
  readonly remove: () => void;
}

/**
 * Writes the whole tree of a revision into a temporary folder, because the directory may call modules beside
 * it. The user's repository, index and working tree stay as they are.
 */
export function checkOut(directory: string, revision: string): CheckedOut {
  const project = realpathSync(directory);
  const top = realpathSync(ask(project, ['rev-parse', '--show-toplevel'], revision, directory));
  const commit = ask(
    project,
    ['rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`],
    revision,
    directory,
  );
  const folder = mkdtempSync(join(tmpdir(), 'naisen-diff-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const tree = join(folder, 'tree');
    // An empty folder of that name marks the top: modules beside the project may be read, nothing outside.
    mkdirSync(join(tree, '.git'), { recursive: true });
    const environment = { GIT_INDEX_FILE: join(folder, 'index') };
    ask(top, ['read-tree', commit], revision, directory, environment);
    ask(top, ['checkout-index', '--all', '--force', `--prefix=${tree}/`], revision, directory, environment);
    const old = join(tree, relative(top, project));
    if (!existsSync(old)) throw new CannotRun({ kind: 'not-at-revision', directory, revision });
    copyUntracked(project, old);
    return { directory: old, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Installed modules and ignored values are in no revision: both sides are read with those of today. */
function copyUntracked(project: string, old: string): void {
  const modules = join('.terraform', 'modules');
  if (existsSync(join(project, modules)) && !existsSync(join(old, modules))) {
    cpSync(join(project, modules), join(old, modules), { recursive: true });
  }
  for (const name of readdirSync(project)) {
    const isValues = /^terraform\.tfvars(\.json)?$|\.auto\.tfvars(\.json)?$/.test(name);
    if (!isValues || existsSync(join(old, name)) || !isIgnored(project, name)) continue;
    cpSync(join(project, name), join(old, name));
  }
}

function isIgnored(project: string, name: string): boolean {
  return spawnSync('git', ['check-ignore', '--quiet', '--', name], { cwd: project }).status === 0;
}

function ask(
  folder: string,
  words: readonly string[],
  revision: string,
  directory: string,
  environment: Readonly<Record<string, string>> = {},
): string {
  const ran = spawnSync('git', words, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (ran.error !== undefined) throw new CannotRun({ kind: 'no-git', reason: ran.error.message });
  if (ran.status === 0) return ran.stdout.trim();
  const reason = (ran.stderr.trim().split('\n')[0] ?? '').replace(/^fatal: /, '');
  throw new CannotRun({ kind: 'no-revision', revision, directory, reason });
}
