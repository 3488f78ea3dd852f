import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import {
  isAlive,
  type LabDirectory,
  type LabPlan,
  type LabRecord,
  labNamePattern,
  modeOfMachine,
  namespacesOf,
  prefixOf,
  startTimeOf,
  takeDown,
} from '@naisen/lab';
import type { VariableArgument } from '../../project.ts';
import type { LabProblem } from '../../words/lab-words.ts';
import { labWordsOf } from '../../words/lab-words-of.ts';
import type { CommandContext, ExitCode } from '../context.ts';
import { LabStopped, labsOf, readPlan } from './find-lab.ts';
import type { LabOptions } from './lab-options.ts';
import { planOfProject, refuseGaps } from './plan-of-project.ts';

/** What the lab's process tells the one that waits for it. */
export type LabMessage =
  | { readonly kind: 'step'; readonly step: string }
  | { readonly kind: 'ready' }
  /** Somebody else has namespaces of this name on the machine. */
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly reason: string };

/** `naisen lab up DIR`. */
export async function up(source: string, options: LabOptions, context: CommandContext): Promise<ExitCode> {
  const started = process.hrtime.bigint();
  const name = options.name ?? nameOf(source);
  if (!labNamePattern.test(name)) throw new LabStopped({ kind: 'not-a-name', name });
  await tryUpstream(options.upstream);
  const labs = labsOf(context);
  await makeRoom(labs, name);
  const mode = await modeOfMachine();
  if (mode === undefined) throw new LabStopped({ kind: 'no-machine' });
  // The loopback of a user namespace is its own: nothing of the machine is reached from there (LAB-70).
  if (mode === 'rootless' && options.upstream !== undefined)
    throw new LabStopped({ kind: 'upstream-needs-root' });
  // Somebody else's lab of this name must not be mistaken for the beginnings of this one.
  if (mode === 'root' && namespacesOf(prefixOf(name)).length > 0)
    throw labs.read(name) === undefined
      ? new LabStopped({ kind: 'unknown-namespaces', name })
      : taken(labs, name);
  const words = labWordsOf(context.language);
  context.output.remark(`${words.step.reading} ${source}\n`);
  const variables = (options.variables ?? []).map(absolute);
  const { config, region, workspace, upstream } = options;
  const planned = await planOfProject(source, name, { variables, config, region, workspace }, context);
  if (options.withGaps !== true) refuseGaps(planned, context);
  if (planned.plan.hosts.length === 0) throw new LabStopped({ kind: 'no-hosts' });
  const record: LabRecord = {
    name,
    source: resolve(source),
    options: {
      variables,
      config,
      region,
      workspace,
      upstream,
      withGaps: options.withGaps === true,
    },
    prefix: prefixOf(name),
    mode,
    process: { pid: process.pid, startTime: startTimeOf(process.pid) ?? '', userNamespace: '' },
    state: 'starting',
  };
  if (!labs.claim(record)) throw taken(labs, name);
  await bringUp(labs, record, context);
  const seconds = (Number(process.hrtime.bigint() - started) / 1e9).toFixed(1);
  tellReady(readPlan(labs, name), name, seconds, context);
  return 0;
}

/** `shop` of `./infra/shop`; whatever else a directory may be called. */
export function nameOf(source: string): string {
  const slug = basename(resolve(source))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 31);
  return slug === '' ? 'lab' : slug;
}

function absolute(variable: VariableArgument): VariableArgument {
  if (variable.kind === 'var') return variable;
  return existsSync(variable.path) ? { kind: 'var-file', path: resolve(variable.path) } : variable;
}

/** A lab that a killed process left is cleared away; one that lives keeps its name. */
async function makeRoom(labs: LabDirectory, name: string): Promise<void> {
  const isThere = labs.has(name);
  const earlier = labs.read(name);
  // A directory without a record: whoever lived in it has been told by its loss.
  if (earlier === undefined) return isThere ? labs.remove(name) : undefined;
  if (isAlive(earlier.process)) throw taken(labs, name);
  await takeDown(labs, earlier);
}

function taken(labs: LabDirectory, name: string): LabStopped {
  const earlier = labs.read(name);
  return earlier === undefined || earlier.state === 'starting'
    ? new LabStopped({ kind: 'starting', name })
    : new LabStopped({ kind: 'already-up', name, source: earlier.source });
}

/** Covers `/run`, so that named namespaces need no root (LAB-70). */
const rootless = [
  'unshare',
  '-Urnm',
  'sh',
  '-c',
  'mount -t tmpfs tmpfs /run && ip link set lo up && exec "$@"',
  'sh',
];

/** Starts the lab's own process and waits until it is ready; it goes on when this one ends. */
async function bringUp(labs: LabDirectory, record: LabRecord, context: CommandContext): Promise<void> {
  const { name } = record;
  const log = openSync(labs.pathOf(name, 'lab.log'), 'a', 0o600);
  const serving = [process.execPath, ...process.execArgv, process.argv[1] ?? '', 'lab', 'serve', name];
  const [program = '', ...rest] = record.mode === 'root' ? serving : [...rootless, ...serving];
  const child = spawn(program, rest, {
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
    env: { ...process.env, NAISEN_LAB_HOME: labs.root },
  });
  // From here on the lab is that process, whatever becomes of this one.
  const { pid } = child;
  const startTime = pid === undefined ? undefined : startTimeOf(pid);
  const own = { ...record, process: { pid: pid ?? 0, startTime: startTime ?? '', userNamespace: '' } };
  if (startTime !== undefined) labs.write(own);
  const outcome = await outcomeOf(child, context);
  if (child.connected) child.disconnect();
  child.unref();
  if (outcome.kind === 'ready') return;
  const tail = lastLines(join(labs.pathOf(name), 'lab.log'));
  if (outcome.kind === 'taken') labs.remove(name);
  else await takeDown(labs, labs.read(name) ?? own);
  throw new LabStopped(stopOf(outcome, name, tail));
}

type Outcome = LabMessage | { readonly kind: 'ended' | 'interrupted' };

/** Until it is ready, or is not going to be. A signal ends the lab, and only then this process. */
function outcomeOf(child: ChildProcess, context: CommandContext): Promise<Outcome> {
  const words = labWordsOf(context.language);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  let isInterrupted = false;
  const stop = (): void => {
    isInterrupted = true;
    child.kill('SIGTERM');
  };
  for (const signal of signals) process.on(signal, stop);
  return new Promise<Outcome>((done) => {
    child.on('error', () => done({ kind: 'ended' }));
    child.on('exit', () => done({ kind: isInterrupted ? 'interrupted' : 'ended' }));
    child.on('message', (message: LabMessage) => {
      if (message.kind === 'ready' && isInterrupted) return;
      if (message.kind !== 'step') return done(message);
      const step = Object.entries(words.step).find(([id]) => id === message.step);
      if (step !== undefined) context.output.remark(`${step[1]}\n`);
    });
  }).finally(() => {
    for (const signal of signals) process.off(signal, stop);
  });
}

function stopOf(outcome: Exclude<Outcome, { kind: 'ready' }>, name: string, log: string): LabProblem {
  switch (outcome.kind) {
    case 'refused':
      return outcome;
    case 'taken':
      return { kind: 'unknown-namespaces', name };
    case 'interrupted':
      return { kind: 'interrupted', name };
    default:
      return { kind: 'ended', log };
  }
}

/** Of this machine alone, and awake: what the source declares is made there before anybody calls (LAB-49). */
async function tryUpstream(upstream: string | undefined): Promise<void> {
  if (upstream === undefined) return;
  const isOwn = URL.canParse(upstream) && isLoopback(new URL(upstream));
  if (!isOwn) throw new LabStopped({ kind: 'not-an-upstream', upstream });
  const answered = await fetch(upstream, { redirect: 'manual', signal: AbortSignal.timeout(10_000) }).then(
    () => true,
    () => false,
  );
  if (!answered) throw new LabStopped({ kind: 'silent-upstream', upstream });
}

function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname);
}

function lastLines(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim().split('\n').slice(-5).join('\n');
  } catch {
    return '';
  }
}

function tellReady(plan: LabPlan, name: string, seconds: string, context: CommandContext): void {
  const words = labWordsOf(context.language);
  const of = (kind: string): number => plan.interfaces.filter(({ owner }) => owner.kind === kind).length;
  const summary = {
    name,
    seconds,
    hosts: plan.hosts.length,
    vpcs: plan.vpcs.length,
    endpointInterfaces: of('vpc-endpoint'),
    natGateways: plan.namespaces.filter(({ role }) => role === 'nat').length,
  };
  const [host] = plan.hosts;
  const region = plan.vpcs[0]?.region || 'us-east-1';
  const lines = [
    words.up(summary),
    `${words.hosts}: ${plan.hosts.map(({ name: host }) => host).join('  ')}`,
    `${words.next}:`,
    `  naisen lab exec ${host?.name} -- dig +short s3.${region}.amazonaws.com`,
    '  naisen lab probe',
    `  naisen lab down ${name}`,
  ];
  context.output.result(`${lines.join('\n')}\n`);
}
