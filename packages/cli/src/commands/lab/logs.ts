import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { flowLogFormatter, isAlive, readLogFormat } from '@naisen/lab';
import { labWordsOf } from '../../words/lab-words-of.ts';
import type { CommandContext, ExitCode } from '../context.ts';
import { type FoundLab, findLab, LabStopped, labsOf, readPlan } from './find-lab.ts';
import type { LogsOptions } from './lab-options.ts';
import { planOfProject } from './plan-of-project.ts';
import { requestLine } from './request-line.ts';

/** `naisen lab logs [--follow] [--format FORMAT] [--requests]`. */
export async function logs(options: LogsOptions, context: CommandContext): Promise<ExitCode> {
  const lab = findWritten(options.name, context);
  const { file, format, note } =
    options.requests === true ? requests(lab, context) : await flows(lab, options, context);
  let count = 0;
  const show = (lines: readonly string[]): void => {
    const shown = lines.flatMap((line) => format(line) ?? []);
    count += shown.length;
    if (shown.length > 0) context.output.result(`${shown.join('\n')}\n`);
  };
  const reader = new LineReader(file);
  show(reader.lines());
  if (options.follow === true) return follow(lab, reader, show, context);
  const words = labWordsOf(context.language);
  const remark = note() === '' && count === 0 && options.requests !== true ? words.noRecords : note();
  if (remark !== '') context.output.remark(`${remark}\n`);
  return 0;
}

/** What a lab has written stays readable when its process was killed. */
function findWritten(asked: string | undefined, context: CommandContext): FoundLab {
  const labs = labsOf(context);
  const record = findLab(labs, asked);
  if (record.state === 'starting') throw new LabStopped({ kind: 'starting', name: record.name });
  return { labs, record, plan: readPlan(labs, record.name) };
}

interface Shown {
  readonly file: string;
  /** `undefined` = nothing is shown of the line. */
  readonly format: (line: string) => string | undefined;
  /** Said at the end; empty = nothing. */
  readonly note: () => string;
}

async function flows(lab: FoundLab, options: LogsOptions, context: CommandContext): Promise<Shown> {
  const { record, plan, labs } = lab;
  const read = readLogFormat(options.format ?? 'v2');
  if (!read.ok) throw new LabStopped({ kind: 'no-such-field', fields: read.unknown });
  const { session } = await planOfProject(record.source, record.name, record.options, context);
  const formatter = flowLogFormatter(session.network(), session.catalog, plan, read.format);
  context.output.result(`${formatter.header}\n`);
  return {
    file: labs.pathOf(record.name, 'flow-records.jsonl'),
    format: formatter.line,
    note: () => {
      const words = labWordsOf(context.language);
      const { unrouted, lost } = formatter.counts();
      const told = [
        ...(unrouted === 0 ? [] : [words.unrouted(unrouted)]),
        ...(lost === 0 ? [] : [words.recordsLost(lost)]),
      ];
      return told.join('\n');
    },
  };
}

function requests({ record, labs }: FoundLab, context: CommandContext): Shown {
  return {
    file: labs.pathOf(record.name, 'edge.jsonl'),
    format: (line) => requestLine(line, context.language),
    note: () => '',
  };
}

/** A file that grows, read by whole lines. */
class LineReader {
  readonly #file: string;
  #offset = 0;
  #rest = '';

  constructor(file: string) {
    this.#file = file;
  }

  /** What has come since the last time. */
  lines(): readonly string[] {
    const size = sizeOf(this.#file);
    if (size <= this.#offset) return [];
    const bytes = Buffer.alloc(size - this.#offset);
    const descriptor = openSync(this.#file, 'r');
    const read = readSync(descriptor, bytes, 0, bytes.length, this.#offset);
    closeSync(descriptor);
    this.#offset += read;
    const lines = (this.#rest + bytes.subarray(0, read).toString('utf8')).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.filter((line) => line !== '');
  }
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}

/** Until somebody ends it (Ctrl-C is how this command is meant to end), or the lab ends. */
async function follow(
  lab: FoundLab,
  reader: LineReader,
  show: (lines: readonly string[]) => void,
  { language, output }: CommandContext,
): Promise<ExitCode> {
  const { record } = lab;
  const end = await new Promise<'asked' | 'lab'>((done) => {
    const timer = setInterval(() => {
      const hasEnded = !isAlive(record.process);
      show(reader.lines());
      if (hasEnded) finish('lab');
    }, 250);
    const finish = (why: 'asked' | 'lab'): void => {
      clearInterval(timer);
      done(why);
    };
    const asked = (): void => finish('asked');
    process.once('SIGINT', asked).once('SIGTERM', asked);
  });
  if (end === 'asked') return 0;
  if (!(await isTakenDown(lab))) throw new LabStopped({ kind: 'not-running', name: record.name });
  output.remark(`${labWordsOf(language).followedLabDown(record.name)}\n`);
  return 0;
}

/** `lab down` ends the process first, and what was written goes last. */
async function isTakenDown({ labs, record }: FoundLab): Promise<boolean> {
  for (let tries = 0; tries < 20 && labs.read(record.name) !== undefined; tries++) await wait(100);
  return labs.read(record.name) === undefined;
}
