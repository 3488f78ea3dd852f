import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll } from 'vitest';

export const root: string = fileURLToPath(new URL('../../../', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly output: string;
  readonly remarks: string;
}

/**
 * The command line as one file, for tests that start it often: read from source, each command would begin
 * with a second of compiling. It goes when the tests of the file have ended.
 */
export async function bundleProgram(name: string): Promise<string> {
  const bundle = join(root, `packages/cli/dist/${name}-${process.pid}.mjs`);
  await build({
    entryPoints: [join(root, 'packages/cli/src/main.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['naisen-source'],
    external: ['jiti', 'dynalite', 'fauxqs'],
    banner: {
      js: "import { createRequire as naisenRequire } from 'node:module'; const require = naisenRequire(import.meta.url);",
    },
    logLevel: 'silent',
  });
  afterAll(() => rmSync(bundle, { force: true }));
  return bundle;
}

/** Runs a program to its end. */
export function ranProgram(words: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Ran {
  const [program = '', ...rest] = words;
  const ran = spawnSync(program, rest, { cwd, env, encoding: 'utf8', timeout: 60_000 });
  return { code: ran.status, output: ran.stdout, remarks: ran.stderr };
}
