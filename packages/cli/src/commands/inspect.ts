import { renderInspect, toInspectJson } from '@naisen/engine';
import type { ReadingOptions } from '../run-options.ts';
import { render, textSettings } from '../terminal.ts';
import { writeJson } from '../write-json.ts';
import { appearanceOf, type CommandContext, type ExitCode, readProject } from './context.ts';

/** `naisen inspect DIR`. */
export async function inspect(
  directory: string,
  options: ReadingOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { project, session } = await readProject(directory, options, context);
  const answer = toInspectJson({ ...session.inspected, diagnostics: session.diagnostics }, context.language);
  if (options.format === 'json') writeJson(answer, context.output);
  else {
    const appearance = appearanceOf(options, context);
    const settings = textSettings(appearance, directory, project.sourceLine);
    context.output.result(render(renderInspect(answer, settings), appearance));
  }
  return answer.diagnostics.some((diagnostic) => diagnostic.severity === 'error') ? 1 : 0;
}
