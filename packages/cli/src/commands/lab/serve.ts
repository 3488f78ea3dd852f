import { readlinkSync, writeFileSync } from 'node:fs';
import { KernelRefused, type LabRecord, startAwsSide, startLab, startTimeOf } from '@naisen/lab';
import type { EngineSession } from '../../engine-session.ts';
import type { CommandContext, ExitCode } from '../context.ts';
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
    writeFileSync(labs.pathOf(name, 'plan.json'), JSON.stringify(plan), { mode: 0o600 });
    labs.write({ ...record, state: 'up' });
    tell({ kind: 'ready' });
    await ended;
    await lab.close();
    return 0;
  } catch (error) {
    if (!(error instanceof KernelRefused)) throw error;
    tell({ kind: 'refused', reason: error.message });
    return 2;
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
