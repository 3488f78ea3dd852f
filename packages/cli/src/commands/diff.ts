import {
  type CheckJson,
  type DiffJson,
  diffToMarkdown,
  isWorse,
  renderDiff,
  toDiffJson,
} from '@naisen/engine';
import type { OpenedConfiguration } from '../configuration.ts';
import { CannotRun } from '../failure.ts';
import { checkOut } from '../git-revision.ts';
import type { Project } from '../project.ts';
import type { DiffOptions } from '../run-options.ts';
import { acceptedOf, checkJson } from './check.ts';
import { type CommandContext, type ExitCode, readProject } from './context.ts';
import { writeAnswer } from './write-answer.ts';
import { documentSettings } from './write-document.ts';

/** `naisen diff OLD NEW`, `naisen diff DIR --git REV`: 1 when something got worse. */
export async function diff(
  first: string,
  second: string | undefined,
  options: DiffOptions,
  context: CommandContext,
): Promise<ExitCode> {
  if (options.git === undefined) {
    if (second === undefined) throw new CannotRun({ kind: 'nothing-to-compare' });
    return compare(first, second, options, context);
  }
  if (second !== undefined) throw new CannotRun({ kind: 'too-much-to-compare' });
  const old = checkOut(first, options.git);
  try {
    return await compare(old.directory, first, options, context);
  } finally {
    old.remove();
  }
}

async function compare(
  oldDirectory: string,
  newDirectory: string,
  options: DiffOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const now = await checkOf(newDirectory, options, undefined, context);
  const old = await checkOf(oldDirectory, options, now.configuration, context);
  const answer = toDiffJson(old.check, now.check);
  writeDiff(answer, now.project, options, context);
  return isWorse(answer) ? 1 : 0;
}

interface Checked {
  readonly check: CheckJson;
  readonly project: Project;
  readonly configuration: OpenedConfiguration;
}

/**
 * The new directory's configuration holds for both sides: what differs is the network alone, and no
 * program of an old revision is run.
 */
async function checkOf(
  directory: string,
  options: DiffOptions,
  given: OpenedConfiguration | undefined,
  context: CommandContext,
): Promise<Checked> {
  const { project, session, configuration } = await readProject(directory, options, context, given);
  const found = checkJson(session, options.service ?? [], context);
  return { check: acceptedOf(found, {}, configuration, context), project, configuration };
}

function writeDiff(answer: DiffJson, project: Project, options: DiffOptions, context: CommandContext): void {
  if (options.format === 'markdown') {
    context.output.result(diffToMarkdown(answer, documentSettings(project.directory, context)));
  } else {
    writeAnswer(answer, renderDiff, project, options, context);
  }
}
