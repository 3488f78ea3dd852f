import { type CheckJson, renderCheck, toCheckJson } from '@naisen/engine';
import type { EngineSession } from '../engine-session.ts';
import { CannotRun } from '../failure.ts';
import type { CheckOptions } from '../run-options.ts';
import { type CommandContext, type ExitCode, exitCodeOf, readProject } from './context.ts';
import { writeAnswer } from './write-answer.ts';
import { isDocument, writeDocument } from './write-document.ts';

/** `naisen check DIR`. */
export async function check(
  directory: string,
  options: CheckOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { project, session } = await readProject(directory, options, context);
  const answer = checkJson(session, options.service ?? [], context);
  if (isDocument(options.format)) {
    writeDocument(answer, session.map, options.format, project.directory, context);
  } else {
    writeAnswer(answer, renderCheck, project, options, context);
  }
  const { needed, diagnostics } = answer.summary;
  return exitCodeOf({ ...needed, errors: diagnostics.errors }, options, context);
}

export function checkJson(
  session: EngineSession,
  services: readonly string[],
  context: CommandContext,
): CheckJson {
  const calls = session.check(services);
  if ('kind' in calls)
    throw new CannotRun({ kind: 'no-such-service', asked: calls.asked, nearest: calls.nearest });
  return toCheckJson(
    { workloads: session.workloads(), calls, diagnostics: session.diagnostics() },
    context.language,
  );
}
