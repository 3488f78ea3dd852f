import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { flowLogFormatter, readLogFormat } from '@naisen/lab';
import { labWordsOf } from '../../words/lab-words-of.ts';
import type { CommandContext, ExitCode } from '../context.ts';
import { type FoundLab, findRunning, LabStopped } from './find-lab.ts';
import type { LogsOptions } from './lab-options.ts';
import { planOfProject } from './plan-of-project.ts';
import { requestLine } from './request-line.ts';

/** `naisen lab logs [--follow] [--format FORMAT] [--requests]`. */
export async function logs(options: LogsOptions, context: CommandContext): Promise<ExitCode> {
  const lab = findRunning(options.name, context);
  const { file, format, note } =
    options.requests === true ? requests(lab, context) : await flows(lab, options, context);
  const show = (lines: readonly string[]): void => {
    const shown = lines.flatMap((line) => format(line) ?? []);
    if (shown.length > 0) context.output.result(`${shown.join('\n')}\n`);
  };
  const reader = new LineReader(file);
  show(reader.lines());
  if (options.follow === true) await follow(reader, show);
  else if (note() !== '') context.output.remark(`${note()}\n`);
  return 0;
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
      const { unrouted } = formatter.counts();
      return unrouted === 0 ? '' : labWordsOf(context.language).unrouted(unrouted);
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

/** Until somebody ends it: Ctrl-C is how this command is meant to end. */
async function follow(reader: LineReader, show: (lines: readonly string[]) => void): Promise<void> {
  await new Promise<void>((done) => {
    const timer = setInterval(() => show(reader.lines()), 250);
    const end = (): void => {
      clearInterval(timer);
      done();
    };
    process.once('SIGINT', end).once('SIGTERM', end);
  });
}
