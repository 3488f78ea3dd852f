import { type StyledLine, type TextSettings, toSvg } from '@naisen/engine';
import type { Project } from '../project.ts';
import type { ReadingOptions } from '../run-options.ts';
import { render, textSettings, textWidth } from '../terminal.ts';
import { writeJson } from '../write-json.ts';
import { appearanceOf, type CommandContext } from './context.ts';

/** Writes one answer in the format that was asked for; text and picture come from the JSON's data. */
export function writeAnswer<Answer extends object>(
  answer: Answer,
  renderLines: (answer: Answer, settings: TextSettings) => readonly StyledLine[],
  project: Project,
  options: ReadingOptions,
  context: CommandContext,
): void {
  if (options.format === 'json') {
    writeJson(answer, context.output);
    return;
  }
  const appearance = appearanceOf(options, context);
  const lines = renderLines(answer, textSettings(appearance, project.directory, project.sourceLine));
  const title = `naisen ${project.directory}`;
  context.output.result(
    options.format === 'svg' ? toSvg(lines, title, textWidth) : render(lines, appearance),
  );
}
