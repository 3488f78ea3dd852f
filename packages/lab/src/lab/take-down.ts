import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { namespacesFolderOf, namespacesOf, type TornDown, tearDown } from '../kernel/tear-down.ts';
import { isAlive, type LabDirectory, type LabRecord, startTimeOf } from './lab-record.ts';

/** How long the lab's process may take to end by itself. */
const patienceMs = 10_000;

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
  // Whoever brings a lab up and gives up on it is no program to be ended.
  if (pid === process.pid) return;
  if (isAlive(own)) process.kill(pid, 'SIGTERM');
  for (let waited = 0; waited < patienceMs && isAlive(own); waited += 20) await wait(20);
  if (isAlive(own)) kill(pid);
  await endSession(own);
}

/**
 * The lab's process leads a session. One that was killed may leave an `ip` behind that still makes
 * namespaces: it is waited for, lest they come back.
 *
 * The kernel gives nobody a number that is still a session's: with members and another leader, it is
 * another's.
 */
async function endSession(own: LabRecord['process']): Promise<void> {
  const leader = startTimeOf(own.pid);
  if (leader !== undefined && leader !== own.startTime) return;
  for (let waited = 0; waited < patienceMs; waited += 20) {
    const members = membersOf(own);
    if (members.length === 0) return;
    for (const member of members) kill(member);
    await wait(20);
  }
}

/** Whoever is older than the leader is in a session of an earlier process of its number. */
function membersOf({ pid, startTime }: LabRecord['process']): readonly number[] {
  return processes().filter((each) => {
    const stat = sessionOf(each);
    return stat !== undefined && stat.session === pid && stat.startTime >= Number(startTime);
  });
}

function processes(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function sessionOf(pid: number): { readonly session: number; readonly startTime: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie waits for its parent and does nothing any more.
    return fields[0] === 'Z' ? undefined : { session: Number(fields[3]), startTime: Number(fields[19]) };
  } catch {
    return undefined;
  }
}

/**
 * A rootless lab is what runs in its user namespace: the networks go with the last program.
 *
 * The kernel gives the number of a namespace that is gone to the next one, of a container or a browser, say:
 * a program is the lab's if it also sees the lab's named namespaces.
 */
function endUserNamespace({ prefix, process: { userNamespace } }: LabRecord): number {
  if (userNamespace === '' || userNamespace === readlinkSync('/proc/self/ns/user')) return 0;
  const inside = processes().filter(
    // What has ended and waits for its parent still has its namespace.
    (pid) =>
      userOf(pid) === userNamespace &&
      startTimeOf(pid) !== undefined &&
      namespacesOf(prefix, namespacesFolderOf(pid)).length > 0,
  );
  for (const pid of inside) kill(pid);
  return inside.length;
}

function userOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/ns/user`);
  } catch {
    return '';
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
