import { readFileSync } from 'node:fs';
import {
  isAlive,
  LabDirectory,
  type LabHost,
  type LabPlan,
  type LabRecord,
  labsDirectory,
  namespacesFolderOf,
  namespacesOf,
} from '@naisen/lab';
import type { LabProblem } from '../../words/lab-words.ts';
import type { CommandContext } from '../context.ts';

/** Ends a lab command with exit code 2 and its words. */
export class LabStopped extends Error {
  readonly problem: LabProblem;

  constructor(problem: LabProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}

export function labsOf({ environment }: CommandContext): LabDirectory {
  return new LabDirectory(labsDirectory(environment));
}

/** The lab that is meant: by its name, else the only one. */
export function findLab(labs: LabDirectory, asked: string | undefined): LabRecord {
  const names = labs.names();
  const name = asked ?? (names.length === 1 ? names[0] : undefined);
  if (name === undefined)
    throw new LabStopped(names.length === 0 ? { kind: 'no-lab' } : { kind: 'several-labs', labs: names });
  const record = labs.read(name);
  if (record === undefined)
    throw new LabStopped(
      names.includes(name) ? { kind: 'damaged', name } : { kind: 'no-such-lab', name, labs: names },
    );
  return record;
}

export interface FoundLab {
  readonly labs: LabDirectory;
  readonly record: LabRecord;
  readonly plan: LabPlan;
}

/** A lab that is up and has all its namespaces, with its plan. */
export function findRunning(asked: string | undefined, context: CommandContext): FoundLab {
  const found = findServing(asked, context);
  const { record, plan } = found;
  // Those of a lab without root are seen through its process.
  const folder = record.mode === 'root' ? undefined : namespacesFolderOf(record.process.pid);
  const standing = new Set(namespacesOf(record.prefix, folder));
  if (plan.namespaces.some(({ name }) => !standing.has(name)))
    throw new LabStopped({ kind: 'namespaces-lost', name: record.name });
  return found;
}

/** A lab whose process lives, with its plan; whether the kernel still has it all is another question. */
export function findServing(asked: string | undefined, context: CommandContext): FoundLab {
  const labs = labsOf(context);
  const record = findLab(labs, asked);
  if (!isAlive(record.process)) throw new LabStopped({ kind: 'not-running', name: record.name });
  if (record.state === 'starting') throw new LabStopped({ kind: 'starting', name: record.name });
  return { labs, record, plan: readPlan(labs, record.name) };
}

/** What the lab's process wrote when the plan was built. */
export function readPlan(labs: LabDirectory, name: string): LabPlan {
  try {
    const plan: LabPlan = JSON.parse(readFileSync(labs.pathOf(name, 'plan.json'), 'utf8'));
    if (hasShape(plan)) return plan;
  } catch {
    // As one of another shape: the same words.
  }
  throw new LabStopped({ kind: 'damaged', name });
}

/** Another version of naisen may have brought the lab up, whose plans were other than ours. */
function hasShape({ namespaces, interfaces, hosts, vpcs, listeners }: LabPlan): boolean {
  return [namespaces, interfaces, hosts, vpcs, listeners].every((part) => Array.isArray(part));
}

/** By its name in the lab, or by the workload's address or last label: then the first of its positions. */
export function findHost({ hosts }: LabPlan, asked: string): LabHost {
  const found = hosts.find(({ name }) => name === asked);
  if (found !== undefined) return found;
  const ofWorkload = hosts.filter(
    ({ workload }) =>
      workload === asked || workload.endsWith(`.${asked}`) || workload.startsWith(`${asked}[`),
  );
  const [first] = ofWorkload;
  if (first !== undefined && new Set(ofWorkload.map(({ workload }) => workload)).size === 1) return first;
  throw new LabStopped({ kind: 'no-such-host', host: asked, hosts: hosts.map(({ name }) => name) });
}
