import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { captureCommand, hostProgram, isWithoutRole, operatorProgram } from '@naisen/lab';
import { labWordsOf } from '../../words/lab-words-of.ts';
import type { CommandContext } from '../context.ts';
import { findHost, findRunning, LabStopped } from './find-lab.ts';
import type { LabOptions } from './lab-options.ts';
import { isInstalled } from './lesson-run.ts';

/** `naisen lab exec HOST -- COMMAND`: the exit code is the program's own. */
export async function exec(
  name: string,
  command: readonly string[],
  options: LabOptions,
  context: CommandContext,
): Promise<number> {
  const { labs, record, plan } = findRunning(options.name, context);
  const host = findHost(plan, name);
  const use = options.agent === true ? 'agent' : 'application';
  const directory = labs.pathOf(record.name);
  const program = hostProgram(
    record,
    plan,
    host,
    directory,
    withoutDashes(command),
    context.environment,
    use,
  );
  const [called = ''] = withoutDashes(command);
  if (!called.includes('/') && !isInstalled(called, program.environment))
    throw new LabStopped({ kind: 'not-on-path', program: called });
  const code = await runInForeground(program.words, program.environment);
  if (code !== 0 && signsRequests.test(called) && isWithoutRole(directory, host.name, use))
    context.output.remark(`${labWordsOf(context.language).withoutRole(host.name, use)}\n`);
  return code;
}

/** Programs that look for credentials; others need not hear of a role that is missing. */
const signsRequests = /(?:^|\/)(?:aws|node|npx|python[\d.]*)$/;

/** `naisen lab operate -- COMMAND`. */
export function operate(
  command: readonly string[],
  options: LabOptions,
  context: CommandContext,
): Promise<number> {
  const { labs, record } = findRunning(options.name, context);
  const directory = labs.pathOf(record.name);
  const program = operatorProgram(record, directory, withoutDashes(command), context.environment);
  return runInForeground(program.words, program.environment);
}

/** Options before the host leave the `--` in front of the program. */
function withoutDashes(command: readonly string[]): readonly string[] {
  return command[0] === '--' ? command.slice(1) : command;
}

/** `naisen lab shell HOST`. */
export function shell(name: string, options: LabOptions, context: CommandContext): Promise<number> {
  return exec(
    name,
    ['sh', '-c', 'command -v bash >/dev/null && exec bash --norc -i; exec sh -i'],
    options,
    context,
  );
}

/** `naisen lab capture HOST > packets.pcap`. */
export function capture(name: string, options: LabOptions, context: CommandContext): Promise<number> {
  const command = captureCommand(findRunning(options.name, context).record);
  const [program] = command;
  if (!isInstalled(program, context.environment)) throw new LabStopped({ kind: 'no-program', program });
  return exec(name, command, options, context);
}

/** The terminal is the program's: Ctrl-C goes to it, and this process ends when it does. */
function runInForeground(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const [program = '', ...rest] = words;
  const child = spawn(program, rest, { stdio: 'inherit', env: environment });
  const ignore = (): void => undefined;
  process.on('SIGINT', ignore);
  const pass = (): void => {
    child.kill('SIGTERM');
  };
  process.once('SIGTERM', pass).once('SIGHUP', pass);
  return new Promise((done) => {
    child.on('error', () => done(127));
    child.on('close', (code, signal) => {
      process.off('SIGINT', ignore);
      done(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
