import type { NamespaceChange, PlanChange } from '../plan/diff-plans.ts';
import type { LabPlan } from '../plan/lab-plan.ts';
import { buildNetwork, inNamespace } from './build-network.ts';
import { eachOf, mustRun, runProgram } from './run-program.ts';
import { programsInside } from './tear-down.ts';

/**
 * Turns the network that is up into another, step by step: what goes, what is new, what changes.
 *
 * Open connections fare as in AWS: those that a security group tracks go on (LAB-17), an ACL acts at once
 * (LAB-19).
 */
export async function changeNetwork(plan: LabPlan, change: PlanChange): Promise<void> {
  for (const pid of programsInside(change.removed)) kill(pid);
  const batch = change.removed.map((name) => `netns delete ${name}\n`).join('');
  if (batch !== '') await mustRun(['ip', '-batch', '-'], batch);
  for (const each of change.changed) await undo(each);
  await buildNetwork(
    { ...plan, namespaces: change.added },
    () => undefined,
    () => eachOf(change.changed, redo, 1),
  );
  await eachOf(
    change.changed.filter(({ nft }) => nft !== ''),
    ({ name, nft }) => mustRun(inNamespace(name, ['nft', '-f', '-']), nft),
  );
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** Forced: what went with a device is gone already. */
async function undo({ name, undo: four, undo6: six }: NamespaceChange): Promise<void> {
  if (four.length > 0) await runProgram(['ip', '-force', '-n', name, '-batch', '-'], text(four));
  if (six.length > 0) await runProgram(['ip', '-6', '-force', '-n', name, '-batch', '-'], text(six));
}

async function redo({ name, sysctls, ip, ip6 }: NamespaceChange): Promise<void> {
  for (const setting of sysctls) {
    const [key = '', value = ''] = setting.split('=');
    const path = `/proc/sys/${key.replaceAll('.', '/')}`;
    await mustRun(inNamespace(name, ['sh', '-c', `echo ${value} > ${path}`]));
  }
  if (ip.length > 0) await mustRun(['ip', '-n', name, '-batch', '-'], text(ip));
  if (ip6.length > 0) await mustRun(['ip', '-6', '-n', name, '-batch', '-'], text(ip6));
}
