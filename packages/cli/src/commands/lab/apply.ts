import { watch } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { type Applied, askLab } from '@naisen/lab';
import { CannotRun } from '../../failure.ts';
import { labWordsOf } from '../../words/lab-words.ts';
import type { CommandContext, ExitCode } from '../context.ts';
import { type FoundLab, findRunning, LabStopped } from './find-lab.ts';
import { planOfProject, refuseGaps } from './plan-of-project.ts';
import type { LabOptions } from './program.ts';
import { reported } from './reported.ts';

/** What the lab's process answers. */
export type ApplyAnswer = Applied | { readonly kind: 'refused'; readonly reason: string };

/** `naisen lab apply [--watch]`. */
export async function apply(options: LabOptions, context: CommandContext): Promise<ExitCode> {
  const lab = findRunning(options.name, context);
  const code = await applyOnce(lab, context);
  if (options.watch !== true) return code;
  await watchAndApply(lab, context);
  return 0;
}

/** What the lab cannot build is told here, before anything is touched. */
async function applyOnce({ labs, record }: FoundLab, context: CommandContext): Promise<ExitCode> {
  const planned = await planOfProject(record.source, record.name, record.options, context);
  if (!record.options.withGaps) refuseGaps(planned, context);
  const answer = await askLab(labs.pathOf(record.name, 'control.sock'));
  if (!isAnswer(answer)) throw new LabStopped({ kind: 'not-running', name: record.name });
  const words = labWordsOf(context.language);
  switch (answer.kind) {
    case 'refused':
      throw new LabStopped(answer);
    case 'rebuilt':
      context.output.result(`${words.rebuilt}\n`);
      return 0;
    case 'changed':
      context.output.result(
        `${answer.changes === 0 ? words.appliedNothing : words.applied(answer.changes, answer.namespaces)}\n`,
      );
      return 0;
  }
}

function isAnswer(value: unknown): value is ApplyAnswer {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** Saves come in bursts: the last one of each is applied. What cannot be applied is told, and watched on. */
async function watchAndApply(lab: FoundLab, context: CommandContext): Promise<void> {
  const { source } = lab.record;
  context.output.remark(`${labWordsOf(context.language).watching(source)}\n`);
  let saves = 0;
  const watcher = watch(source, { recursive: true }, () => {
    saves++;
  });
  const ended = new Promise<void>((done) => {
    process.once('SIGINT', () => done()).once('SIGTERM', () => done());
  });
  let isWatching = true;
  const loop = async (): Promise<void> => {
    for (let seen = 0; isWatching; await wait(150)) {
      if (saves === seen) continue;
      seen = saves;
      await reported(() => applyOnce(lab, context), context).catch((error: unknown) => {
        if (!(error instanceof CannotRun)) throw error;
        context.output.remark(`${context.words.failure(error.failure).join('\n')}\n`);
      });
    }
  };
  const looping = loop();
  await ended;
  isWatching = false;
  watcher.close();
  await looping;
}
