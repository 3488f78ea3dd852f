import { renderInspect, toInspectJson } from '@naisen/engine';
import type { ReadingOptions } from '../run-options.ts';
import { type CommandContext, type ExitCode, readProject } from './context.ts';
import { writeAnswer } from './write-answer.ts';

/** `naisen inspect DIR`. */
export async function inspect(
  directory: string,
  options: ReadingOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { project, session } = await readProject(directory, options, context);
  const answer = toInspectJson(session.inspect(), context.language);
  writeAnswer(answer, renderInspect, project, options, context);
  return answer.diagnostics.some((diagnostic) => diagnostic.severity === 'error') ? 1 : 0;
}
