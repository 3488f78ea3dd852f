import { spawn } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type Edit,
  filledIn,
  flowLogFormatter,
  type HostProgram,
  hostProgram,
  type LessonStep,
  missesOf,
  operatorProgram,
  readLogFormat,
} from '@naisen/lab';
import type { EngineSession } from '../../engine-session.ts';
import { labWordsOf } from '../../words/lab-words-of.ts';
import type { CommandContext } from '../context.ts';
import { type FoundLab, findHost } from './find-lab.ts';
import { requestLine } from './request-line.ts';

export interface LessonRunFacts {
  readonly lab: FoundLab;
  readonly session: EngineSession;
  /** What `{{…}}` stands for. */
  readonly values: Readonly<Record<string, string>>;
  readonly change: (edit: Edit) => Promise<void>;
  readonly context: CommandContext;
}

interface Shown {
  readonly output: string;
  readonly code: number;
}

const programMs = 300_000;
/** Flow logs come every ten seconds: what is absent after two intervals is absent. */
const recordsMs = 24_000;
const outputLinesMax = 12;

/** The steps of a lesson in a lab that is up: each is told, done, shown and held against what it expects. */
export class LessonRun {
  hasMissed = false;
  readonly #facts: LessonRunFacts;
  #number = 0;
  #recordsRead = 0;
  #requestsRead = 0;

  constructor(facts: LessonRunFacts) {
    this.#facts = facts;
  }

  async steps(steps: readonly LessonStep[]): Promise<void> {
    for (const step of steps) await this.#step(step);
  }

  async #step(step: LessonStep): Promise<void> {
    const { context, change } = this.#facts;
    const words = labWordsOf(context.language).lesson;
    const say = (text: string): void => context.output.result(`${text}\n`);
    this.#number += 1;
    say(`\n${this.#number}. ${step.told[context.language]}`);
    if (step.kind === 'edit') return change(step.edit);
    const command = this.#typed(step);
    if (command !== '') say(`   ${command}`);
    const { output, code } = await this.#shown(step);
    for (const line of shortened(output)) say(`   ${line}`);
    const misses = missesOf(this.#filled(step.expect), output, code);
    this.hasMissed ||= misses.length > 0;
    say(
      misses.length === 0
        ? `   ✓ ${words.asExpected}`
        : misses.map((miss) => `   ✗ ${words.miss(miss)}`).join('\n'),
    );
  }

  #fill(text: string): string {
    return filledIn(text, this.#facts.values);
  }

  #filled<Expected extends { readonly shows?: readonly string[]; readonly hides?: readonly string[] }>(
    expected: Expected,
  ): Expected {
    const fill = (patterns: readonly string[] = []): readonly string[] =>
      patterns.map((one) => this.#fill(one));
    return { ...expected, shows: fill(expected.shows), hides: fill(expected.hides) };
  }

  /** What a user would type for it. */
  #typed(step: LessonStep): string {
    const shell = (words: readonly string[]): string =>
      words
        .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
        .join(' ');
    switch (step.kind) {
      case 'run':
        return `$ naisen lab exec ${step.agent === true ? '--agent ' : ''}${step.host} -- ${shell(step.command.map((word) => this.#fill(word)))}`;
      case 'operate':
        return `$ naisen lab operate -- ${shell(step.command.map((word) => this.#fill(word)))}`;
      case 'flow-logs':
        return `$ naisen lab logs --format '${step.format}'`;
      case 'requests':
        return '$ naisen lab logs --requests';
      case 'edit':
        return '';
    }
  }

  #shown(step: Exclude<LessonStep, { kind: 'edit' }>): Promise<Shown> {
    const { lab, context } = this.#facts;
    const directory = lab.labs.pathOf(lab.record.name);
    switch (step.kind) {
      case 'run': {
        const host = findHost(lab.plan, step.host);
        const words = step.command.map((word) => this.#fill(word));
        const use = step.agent === true ? 'agent' : 'application';
        return runToEnd(
          hostProgram(lab.record, lab.plan, host, directory, words, context.environment, use),
          join(directory, 'home', host.name),
        );
      }
      case 'operate': {
        const words = step.command.map((word) => this.#fill(word));
        return runToEnd(
          operatorProgram(lab.record, directory, words, context.environment),
          join(directory, 'home', 'operator'),
        );
      }
      case 'flow-logs':
        return this.#records(step);
      case 'requests':
        return this.#requests(step);
    }
  }

  /** Waits until everything that is expected is there, and whatever is not has had its time. */
  async #records(step: Extract<LessonStep, { kind: 'flow-logs' }>): Promise<Shown> {
    const { lab, session } = this.#facts;
    const read = readLogFormat(step.format);
    if (!read.ok) return { output: read.unknown.join(' '), code: 1 };
    const formatter = flowLogFormatter(session.network(), session.catalog, lab.plan, read.format);
    const file = lab.labs.pathOf(lab.record.name, 'flow-records.jsonl');
    const since = this.#recordsRead;
    const isAwaited = (step.expect.hides ?? []).length > 0;
    const shown = (): Shown => {
      const lines = linesOf(file);
      this.#recordsRead = lines.length;
      // What is told of idle interfaces is no record.
      const records = lines.slice(since).filter((line) => line.startsWith('{"kind":"record"'));
      return { output: records.flatMap((line) => formatter.line(line) ?? []).join('\n'), code: 0 };
    };
    return this.#until(step, shown, recordsMs, isAwaited);
  }

  async #requests(step: Extract<LessonStep, { kind: 'requests' }>): Promise<Shown> {
    const { lab, context } = this.#facts;
    const file = lab.labs.pathOf(lab.record.name, 'edge.jsonl');
    const since = this.#requestsRead;
    const shown = (): Shown => {
      const lines = linesOf(file);
      this.#requestsRead = lines.length;
      return {
        output: lines
          .slice(since)
          .map((line) => requestLine(line, context.language))
          .join('\n'),
        code: 0,
      };
    };
    return this.#until(step, shown, 3000, false);
  }

  async #until(
    { expect }: Extract<LessonStep, { kind: 'flow-logs' | 'requests' }>,
    shown: () => Shown,
    limitMs: number,
    isAwaited: boolean,
  ): Promise<Shown> {
    const started = Date.now();
    for (;;) {
      const { output } = shown();
      const elapsed = Date.now() - started;
      const isThere = missesOf(this.#filled({ shows: expect.shows ?? [] }), output, 0).length === 0;
      if (elapsed >= limitMs || (isThere && !isAwaited)) return { output, code: 0 };
      await wait(500);
    }
  }
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(0, -1);
  } catch {
    return [];
  }
}

/** Both streams together, as a terminal shows them. */
function runToEnd({ words, environment }: HostProgram, directory: string): Promise<Shown> {
  const [program = '', ...rest] = words;
  const child = spawn(program, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment,
    cwd: directory,
    timeout: programMs,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  return new Promise((done) => {
    child.on('error', (error) => done({ output: error.message, code: 127 }));
    child.on('close', (code) => done({ output: output.trim(), code: code ?? 128 }));
  });
}

function shortened(output: string): readonly string[] {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.length <= outputLinesMax
    ? lines
    : [...lines.slice(0, outputLinesMax - 1), `… (${lines.length - outputLinesMax + 1})`];
}

export function isInstalled(
  program: string,
  { PATH = '' }: Readonly<Record<string, string | undefined>>,
): boolean {
  return PATH.split(':').some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
