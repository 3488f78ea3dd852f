import { readlinkSync, writeFileSync } from 'node:fs';
import {
  KernelRefused,
  type LabPlan,
  type LabRecord,
  type RunningLab,
  serveControl,
  startAwsSide,
  startLab,
  startTimeOf,
} from '@naisen/lab';
import type { EngineSession } from '../../engine-session.ts';
import type { CommandContext, ExitCode } from '../context.ts';
import type { ApplyAnswer } from './apply.ts';
import { LabStopped, labsOf } from './find-lab.ts';
import { planOfProject } from './plan-of-project.ts';
import type { LabMessage } from './up.ts';

/** `naisen lab serve NAME`: the process that a lab is; `lab up` starts it and nobody types it. */
export async function serve(name: string, context: CommandContext): Promise<ExitCode> {
  const labs = labsOf(context);
  const claimed = labs.read(name);
  if (claimed === undefined) throw new LabStopped({ kind: 'no-such-lab', name, labs: labs.names() });
  const record: LabRecord = { ...claimed, process: ownProcess() };
  labs.write(record);
  const ended = endOfLab();
  try {
    const { plan, session } = await planOfProject(record.source, name, record.options, context);
    const lab = await startLab(
      plan,
      labs.pathOf(name),
      (sockets, built) => startAwsSide(sockets, built, awsFacts(record, session, context, labs.pathOf(name))),
      (step) => tell({ kind: 'step', step }),
    );
    const keep = (built: LabPlan): void =>
      writeFileSync(labs.pathOf(name, 'plan.json'), JSON.stringify(built), { mode: 0o600 });
    keep(plan);
    labs.write({ ...record, state: 'up' });
    const control = serveControl(labs.pathOf(name, 'control.sock'), () =>
      applyTo(lab, record, keep, context),
    );
    tell({ kind: 'ready' });
    await ended;
    control.close();
    await lab.close();
    return 0;
  } catch (error) {
    if (!(error instanceof KernelRefused)) throw error;
    tell({ kind: 'refused', reason: error.message });
    return 2;
  }
}

/** Reads the directory again and becomes what it says. */
async function applyTo(
  lab: RunningLab,
  record: LabRecord,
  keep: (plan: LabPlan) => void,
  context: CommandContext,
): Promise<ApplyAnswer> {
  try {
    const { plan, session } = await planOfProject(record.source, record.name, record.options, context);
    const applied = await lab.apply(session.network(), plan);
    keep(plan);
    return applied;
  } catch (error) {
    return { kind: 'refused', reason: error instanceof Error ? error.message : String(error) };
  }
}

function awsFacts(
  { options }: LabRecord,
  { network, catalog }: EngineSession,
  { language }: CommandContext,
  stateDirectory: string,
): Parameters<typeof startAwsSide>[2] {
  return {
    network: network(),
    catalog,
    stateDirectory,
    upstream: options.upstream === undefined ? undefined : new URL(options.upstream),
    language,
    clock: () => new Date(),
    onLogProblem: (problem) => process.stderr.write(`${JSON.stringify(problem)}\n`),
  };
}

function ownProcess(): LabRecord['process'] {
  const { pid } = process;
  return { pid, startTime: startTimeOf(pid) ?? '', userNamespace: readlinkSync('/proc/self/ns/user') };
}

function tell(message: LabMessage): void {
  if (process.connected) process.send?.(message);
}

/** A signal, or the end of `lab up` before the lab was ready. */
function endOfLab(): Promise<void> {
  // A process without anything to do would end; sockets keep it alive, and so does this.
  const alive = setInterval(() => undefined, 60_000);
  return new Promise((done) => {
    const end = (): void => {
      clearInterval(alive);
      done();
    };
    process.once('SIGTERM', end).once('SIGINT', end);
    process.on('SIGHUP', () => undefined);
  });
}
