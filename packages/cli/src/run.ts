import { CommanderError } from 'commander';
import { type CommandContext, contextOf, type ExitCode, type Surroundings } from './commands/context.ts';
import { CannotRun } from './failure.ts';
import { languageOf } from './language.ts';
import { buildProgram } from './program.ts';

/** Runs one command line; every way to end is an exit code and words, never a stack trace. */
export async function run(words: readonly string[], surroundings: Surroundings): Promise<number> {
  const context = contextOf(surroundings, languageOf(words, surroundings.environment));
  let code = 0;
  const program = buildProgram(context, (exitCode) => {
    code = exitCode;
  });
  program.configureOutput({ writeOut: context.output.result, writeErr: context.output.remark });
  for (const command of program.commands.flatMap((each) => [each, ...each.commands])) {
    command.configureOutput({ writeOut: context.output.result, writeErr: context.output.remark });
  }
  try {
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    return explainFailure(error, context);
  }
}

function explainFailure(error: unknown, context: CommandContext): ExitCode {
  const { words } = context;
  if (error instanceof CommanderError) return explainUsage(error, context);
  if (error instanceof CannotRun) {
    printError(words.failure(error.failure), context);
    return 2;
  }
  context.output.remark(`${words.internalError(summaryOf(error)).join('\n')}\n`);
  if (context.environment.NAISEN_DEBUG && error instanceof Error) context.output.remark(`${error.stack}\n`);
  return 2;
}

/** Commander ends `--help` and `--version` by an error with exit code 0. */
function explainUsage(error: CommanderError, context: CommandContext): ExitCode {
  if (error.exitCode === 0) return 0;
  // No command at all: commander has printed the help.
  if (error.code === 'commander.help') return 2;
  const { words } = context;
  const text = error.message.replace(/^error: /, '').split('\n')[0] ?? '';
  const quoted = [...text.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');
  const meant = /\(Did you mean (?:one of )?([^)?]+)\?\)/.exec(error.message)?.[1];
  const suggestion = meant === undefined ? [] : [words.didYouMean(meant.split(', ').slice(0, 3))];
  printError([words.usage(error.code, quoted, text), ...suggestion, words.seeHelp], context);
  return 2;
}

function printError(lines: readonly string[], context: CommandContext): void {
  const word = context.language === 'ja' ? 'エラー' : 'error';
  context.output.remark(`${word}: ${lines.join('\n')}\n`);
}

/** One line, without paths of this machine. */
function summaryOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').slice(0, 300);
}
