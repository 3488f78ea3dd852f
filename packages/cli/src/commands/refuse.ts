import { type Diagnostic, diagnosticsJson, renderDiagnostics } from '@naisen/engine';
import type { Project } from '../project.ts';
import type { CommonOptions } from '../run-options.ts';
import { render, textSettings } from '../terminal.ts';
import { appearanceOf, type CommandContext, type ExitCode } from './context.ts';

/** A question that makes no sense has no answer, in whatever format. */
export function refuse(
  refused: readonly Diagnostic[],
  options: CommonOptions,
  context: CommandContext,
  sourceLine: Project['sourceLine'] = () => undefined,
): ExitCode {
  const appearance = appearanceOf(options, context);
  const settings = textSettings(appearance, '.', sourceLine);
  const lines = renderDiagnostics(diagnosticsJson(refused, context.language), settings);
  context.output.remark(render(lines, appearance));
  return 2;
}
