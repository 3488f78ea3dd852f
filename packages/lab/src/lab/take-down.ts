import { readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { type TornDown, tearDown } from '../kernel/tear-down.ts';
import { isAlive, type LabDirectory, type LabRecord, startTimeOf } from './lab-record.ts';

/** How long the lab's process may take to end by itself. */
const patienceMs = 3000;

/** Ends a lab, or what a killed one has left, and forgets it (LAB-33). */
export async function takeDown(labs: LabDirectory, record: LabRecord): Promise<TornDown> {
  await endProcess(record);
  const torn =
    record.mode === 'root'
      ? await tearDown(record.prefix)
      : { namespaces: 0, programs: endUserNamespace(record) };
  labs.remove(record.name);
  return torn;
}

async function endProcess({ process: { pid }, process: own }: LabRecord): Promise<void> {
  if (!isAlive(own)) return;
  process.kill(pid, 'SIGTERM');
  for (let waited = 0; waited < patienceMs && isAlive(own); waited += 20) await wait(20);
  if (isAlive(own)) process.kill(pid, 'SIGKILL');
}

/** A rootless lab is what runs in its user namespace: the networks go with the last program. */
function endUserNamespace({ process: { userNamespace } }: LabRecord): number {
  if (userNamespace === '' || userNamespace === readlinkSync('/proc/self/ns/user')) return 0;
  const inside = readdirSync('/proc').filter(
    // What has ended and waits for its parent still has its namespace.
    (name) => /^\d+$/.test(name) && userOf(name) === userNamespace && startTimeOf(Number(name)) !== undefined,
  );
  for (const pid of inside) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
  return inside.length;
}

function userOf(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/ns/user`);
  } catch {
    return '';
  }
}
