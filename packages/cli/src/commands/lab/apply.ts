import { setTimeout as wait } from 'node:timers/promises';
import { type Applied, askLab } from '@naisen/lab';
import { CannotRun } from '../../failure.ts';
import { labWordsOf } from '../../words/lab-words-of.ts';
import type { CommandContext, ExitCode } from '../context.ts';
import { type FoundLab, findServing, LabStopped } from './find-lab.ts';
import type { LabOptions } from './lab-options.ts';
import { planOfProject, refuseGaps } from './plan-of-project.ts';
import { reported } from './reported.ts';
import { standOf } from './watched-files.ts';

/** What the lab's process answers. */
export type ApplyAnswer = Applied | { readonly kind: 'refused'; readonly reason: string };

/** `naisen lab apply [--watch]`. */
export async function apply(options: LabOptions, context: CommandContext): Promise<ExitCode> {
  const lab = findServing(options.name, context);
  if (options.watch === true) return watchAndApply(lab, context);
  await applyOnce(lab, context, () => undefined);
  return 0;
}

/** What the lab cannot build is told here, before anything is touched. */
async function applyOnce(
  { labs, record }: FoundLab,
  context: CommandContext,
  hasRead: (paths: readonly string[]) => void,
): Promise<void> {
  const planned = await planOfProject(record.source, record.name, record.options, context);
  hasRead(planned.project.files.asked());
  if (!record.options.withGaps) refuseGaps(planned, context);
  const answer = await askLab(labs.pathOf(record.name, 'control.sock'));
  if (!isAnswer(answer)) throw new LabStopped({ kind: 'not-running', name: record.name });
  const words = labWordsOf(context.language);
  switch (answer.kind) {
    case 'refused':
      throw new LabStopped(answer);
    case 'rebuilt':
      context.output.result(`${words.rebuilt}\n`);
      return;
    case 'changed':
      context.output.result(
        `${answer.changes === 0 ? words.appliedNothing : words.applied(answer.changes, answer.namespaces)}\n`,
      );
      return;
  }
}

function isAnswer(value: unknown): value is ApplyAnswer {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** How often files are looked at, in milliseconds. */
const lookingMs = 200;

/** What cannot be applied is told, and watched on. */
async function watchAndApply(lab: FoundLab, context: CommandContext): Promise<ExitCode> {
  const { source, options } = lab.record;
  const given = options.variables.flatMap((variable) => (variable.kind === 'var-file' ? variable.path : []));
  let paths = [source, ...given];
  let isWatching = true;
  const stop = (): void => {
    isWatching = false;
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const applyWhatStands = (): Promise<unknown> =>
    reported(async () => {
      await applyOnce(lab, context, (asked) => {
        paths = [...new Set([source, ...given, ...asked])].sort();
      });
      return 0;
    }, context).catch((error: unknown) => {
      if (!(error instanceof CannotRun)) throw error;
      context.output.remark(`${context.words.failure(error.failure).join('\n')}\n`);
    });
  let stand = standOf(paths);
  await applyWhatStands();
  // What was written while it was read is applied, too.
  let isNew = standOf([source, ...given]) !== stand;
  stand = standOf(paths);
  context.output.remark(`${labWordsOf(context.language).watching(source)}\n`);
  while (isWatching) {
    await wait(lookingMs);
    const now = standOf(paths);
    isNew ||= now !== stand;
    if (!isNew) continue;
    const read = paths;
    await applyWhatStands();
    isNew = standOf(read) !== now;
    stand = standOf(paths);
  }
  return 0;
}
