import { readlinkSync, writeSync } from 'node:fs';
import {
  KernelRefused,
  type LabDirectory,
  type LabPlan,
  type LabRecord,
  NamespacesTaken,
  type RunningLab,
  serveControl,
  startAwsSide,
  startLab,
  startTimeOf,
  writeWhole,
} from '@naisen/lab';
import type { EngineSession } from '../../engine-session.ts';
import type { CommandContext, ExitCode } from '../context.ts';
import type { ApplyAnswer } from './apply.ts';
import { LabStopped, labsOf } from './find-lab.ts';
import { planOfProject } from './plan-of-project.ts';
import { isOfTheWorld } from './reported.ts';
import type { LabMessage } from './up.ts';

/** `naisen lab serve NAME`: the process that a lab is; `lab up` starts it and nobody types it. */
export async function serve(name: string, context: CommandContext): Promise<ExitCode> {
  const labs = labsOf(context);
  const claimed = labs.read(name);
  if (claimed === undefined) throw new LabStopped({ kind: 'no-such-lab', name, labs: labs.names() });
  const record: LabRecord = { ...claimed, process: ownProcess() };
  labs.write(record);
  const end = new EndOfLab(labs, record);
  try {
    const { plan, session } = await planOfProject(record.source, name, record.options, context);
    const lab = await startLab(
      plan,
      labs.pathOf(name),
      (sockets, built) => startAwsSide(sockets, built, awsFacts(record, session, context, labs.pathOf(name))),
      (step) => {
        end.stopIfCome();
        tell({ kind: 'step', step });
      },
    );
    const keep = (built: LabPlan): void => writeWhole(labs.pathOf(name, 'plan.json'), JSON.stringify(built));
    keep(plan);
    const control = serveControl(labs.pathOf(name, 'control.sock'), () =>
      applyTo(lab, record, keep, context),
    );
    end.ready();
    await end.come;
    control.close();
    await lab.close();
    end.forget();
    return 0;
  } catch (error) {
    return failed(error, end);
  } finally {
    end.stopLooking();
  }
}

/** What the world refuses is told; what is wrong with the lab itself goes to its log. */
function failed(error: unknown, end: EndOfLab): ExitCode {
  if (error instanceof EndedEarly) {
    end.forget();
    return 0;
  }
  if (error instanceof NamespacesTaken) tell({ kind: 'taken' });
  else if (error instanceof KernelRefused || isOfTheWorld(error))
    tell({ kind: 'refused', reason: error.message });
  else throw error;
  return 2;
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
    onLogProblem: (problem) => note(JSON.stringify(problem)),
  };
}

/** Into the lab's log, if it has room: a disk that is full ends no lab. */
function note(line: string): void {
  try {
    writeSync(2, `${line}\n`);
  } catch {
    // The log lies on the same disk.
  }
}

function ownProcess(): LabRecord['process'] {
  const { pid } = process;
  return { pid, startTime: startTimeOf(pid) ?? '', userNamespace: readlinkSync('/proc/self/ns/user') };
}

function tell(message: LabMessage): void {
  if (process.connected) process.send?.(message);
}

/** The lab's end came while it was brought up. */
class EndedEarly extends Error {}

/** How often the lab looks whether its record is still there. */
const lookMs = 1000;

/**
 * What ends a lab: a signal, the end of `lab up` before it was ready, and the loss of its directory, without
 * which nobody could find it any more. A record that is damaged is written again.
 */
class EndOfLab {
  readonly come: Promise<void>;
  readonly #labs: LabDirectory;
  readonly #look: NodeJS.Timeout;
  #record: LabRecord;
  #hasCome = false;
  #wasReady = false;

  constructor(labs: LabDirectory, record: LabRecord) {
    this.#labs = labs;
    this.#record = record;
    let end = (): void => undefined;
    this.come = new Promise((done) => {
      end = () => {
        this.#hasCome = true;
        done();
      };
    });
    this.#look = setInterval(() => this.#isLost() && end(), lookMs);
    process.once('SIGTERM', end).once('SIGINT', end);
    process.on('SIGHUP', () => undefined);
    // What Node itself has to say, to a log without room.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
    process.once('disconnect', () => this.#wasReady || end());
    // Who listens to the other side waits for it; this process ends when it has nothing to do.
    process.channel?.unref();
  }

  stopLooking(): void {
    clearInterval(this.#look);
  }

  stopIfCome(): void {
    if (this.#hasCome) throw new EndedEarly();
  }

  /** From now on the lab is found by its name. */
  ready(): void {
    if (this.#hasCome) return;
    this.#record = { ...this.#record, state: 'up' };
    this.#labs.write(this.#record);
    this.#wasReady = true;
    tell({ kind: 'ready' });
  }

  /** Of a lab that never was, or is lost, nothing stays; of one that was ended from outside, its logs. */
  forget(): void {
    const { name } = this.#record;
    if (!this.#wasReady || this.#labs.read(name) === undefined) this.#labs.remove(name);
  }

  #isLost(): boolean {
    const { name, process: own } = this.#record;
    if (!this.#labs.has(name)) return true;
    const read = this.#labs.read(name);
    if (read !== undefined) return read.process.pid !== own.pid;
    try {
      this.#labs.write(this.#record);
    } catch {
      // The disk is full: the next look may find room.
    }
    return false;
  }
}
