import { describeRules } from '@naisen/engine';
import type { RulesOptions } from '../run-options.ts';
import { writeJson } from '../write-json.ts';
import type { CommandContext, ExitCode } from './context.ts';

/** `naisen rules`. */
export function rules(options: RulesOptions, context: CommandContext): ExitCode {
  const all = describeRules(context.language);
  if (options.format === 'json') {
    writeJson({ schemaVersion: 1, rules: all }, context.output);
    return 0;
  }
  const lines = all.map(({ code, severity, title }) => `${code}  ${severity.padEnd(7)}  ${title}`);
  context.output.result(`${lines.join('\n')}\n`);
  return 0;
}
