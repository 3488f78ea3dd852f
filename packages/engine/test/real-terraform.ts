import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Folders that Terraform itself searches for mirrors, and those under which people put their own. */
const mirrorFolders = [
  process.env.TF_PLUGIN_CACHE_DIR ?? '',
  join(homedir(), '.terraform.d/plugins'),
  '/usr/local/share/terraform/plugins',
  '/usr/share/terraform/plugins',
  ...(existsSync('/opt') ? readdirSync('/opt').map((name) => `/opt/${name}`) : []),
];

/** Where a copy of the provider lies for `terraform init -plugin-dir`; empty = nowhere. */
export const mirror: string =
  mirrorFolders.find((folder) => existsSync(join(folder, 'registry.terraform.io/hashicorp/aws'))) ?? '';

/** Why real Terraform cannot be asked; `undefined` = it can. */
export function terraformMissing(): string | undefined {
  if (spawnSync('terraform', ['version']).status !== 0) return 'no terraform on this machine';
  return mirror === '' ? 'no mirror of the AWS provider' : undefined;
}

export function inFolder<Answer>(
  texts: Readonly<Record<string, string>>,
  use: (folder: string) => Answer,
): Answer {
  const folder = mkdtempSync(join(tmpdir(), 'naisen-written-'));
  try {
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Files that `terraform fmt` would write another way. */
export function unformatted(folder: string): readonly string[] {
  const { stdout } = spawnSync('terraform', ['fmt', '-check', '-recursive', '-list=true'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return stdout.split('\n').filter((line) => line !== '');
}

/** What `terraform validate` says of errors in a folder; empty = it is valid. */
export function validationErrors(folder: string): readonly string[] {
  const environment = { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null' };
  const options = { cwd: folder, encoding: 'utf8', env: environment } as const;
  execFileSync('terraform', ['init', '-input=false', '-no-color', `-plugin-dir=${mirror}`], options);
  const { stdout } = spawnSync('terraform', ['validate', '-json'], options);
  const answer = JSON.parse(stdout) as {
    diagnostics: {
      severity: string;
      summary: string;
      detail: string;
      range?: { filename: string; start: { line: number } };
    }[];
  };
  return answer.diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(
      ({ summary, detail, range }) =>
        `${range?.filename ?? ''}:${range?.start.line ?? ''} ${summary}: ${detail}`,
    );
}

/**
 * `git apply --check`, then `git apply`, in a folder below the top of a repository, as most Terraform lies.
 * @returns what git said; empty = it applied
 */
export function applyPatch(folder: string, patch: string): string {
  if (patch === '') return '';
  writeFileSync(join(folder, '..patch'), patch);
  for (const check of [['--check'], []]) {
    const { status, stderr } = spawnSync('git', ['apply', ...check, '--whitespace=nowarn', '..patch'], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (status !== 0) return stderr;
  }
  return '';
}
