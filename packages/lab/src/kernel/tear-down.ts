import { readdirSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { eachOf, runProgram } from './run-program.ts';

/** Namespaces of a lab, whoever made them (LAB-33). */
export function namespacesOf(prefix: string, folder = '/run/netns'): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.startsWith(prefix))
      .sort();
  } catch {
    return [];
  }
}

/** Where a program sees named namespaces; those of a lab without root are seen by its own programs alone. */
export function namespacesFolderOf(pid: number): string {
  return join('/proc', String(pid), 'root', 'run', 'netns');
}

/** Programs that run inside the namespaces: by the namespace, never by their name. */
export function programsInside(namespaces: readonly string[]): readonly number[] {
  const inodes = new Set(
    namespaces.flatMap((name) => {
      try {
        return [`net:[${statSync(`/run/netns/${name}`).ino}]`];
      } catch {
        return [];
      }
    }),
  );
  if (inodes.size === 0) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && inodes.has(networkOf(name)))
    .map(Number);
}

function networkOf(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    return '';
  }
}

export interface TornDown {
  readonly namespaces: number;
  readonly programs: number;
}

/** Ends what runs inside and removes the namespaces; their links and rules go with them. */
export async function tearDown(prefix: string): Promise<TornDown> {
  const namespaces = namespacesOf(prefix);
  const programs = programsInside(namespaces);
  for (const pid of programs) end(pid);
  const batch = namespaces.map((name) => `netns delete ${name}\n`).join('');
  const all = await runProgram(['ip', '-force', '-batch', '-'], batch);
  // A name that was made but never mounted, by an `up` that was killed in between; or no `ip` any more.
  if (all.code !== 0)
    await eachOf(namespacesOf(prefix), async (name) => {
      await runProgram(['umount', '-l', `/run/netns/${name}`]);
      await runProgram(['rm', '-f', `/run/netns/${name}`]);
    });
  return { namespaces: namespaces.length, programs: programs.length };
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
