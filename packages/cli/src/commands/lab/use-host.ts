import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { hostProgram } from '@naisen/lab';
import type { CommandContext } from '../context.ts';
import { findHost, findRunning } from './find-lab.ts';
import type { LabOptions } from './program.ts';

/** `naisen lab exec HOST -- COMMAND`: the exit code is the program's own. */
export function exec(
  name: string,
  command: readonly string[],
  options: LabOptions,
  context: CommandContext,
): Promise<number> {
  const { labs, record, plan } = findRunning(options.name, context);
  const host = findHost(plan, name);
  const program = hostProgram(record, plan, host, labs.pathOf(record.name), command, context.environment);
  return runInForeground(program.words, program.environment);
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
  return exec(name, ['tcpdump', '-U', '-w', '-', '-i', 'eth0'], options, context);
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
