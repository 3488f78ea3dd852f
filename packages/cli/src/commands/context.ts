import type { Language } from '@naisen/engine';
import type { OpenedConfiguration } from '../configuration.ts';
import type { EngineSession } from '../engine-session.ts';
import type { Output } from '../output.ts';
import { openProject, type Project, withVariables } from '../project.ts';
import type { CommonOptions, ReadingOptions } from '../run-options.ts';
import { type Appearance, columnsOf, isColoured, type StreamFacts } from '../terminal.ts';
import type { CliWords } from '../words/words.ts';
import { wordsOf } from '../words/words-of.ts';

/** The world as one run sees it; tests give their own. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stream: StreamFacts;
  readonly output: Output;
  /** The day of the run, `2026-12-31`: accepted findings may end. */
  readonly today: string;
}

/** 0 all holds, 1 something is wrong, 2 could not run or could not tell what was required. */
export type ExitCode = 0 | 1 | 2;

export interface CommandContext extends Surroundings {
  readonly language: Language;
  readonly words: CliWords;
}

export function contextOf(surroundings: Surroundings, language: Language): CommandContext {
  return { ...surroundings, language, words: wordsOf(language) };
}

export function appearanceOf(options: CommonOptions, context: CommandContext): Appearance {
  return {
    language: context.language,
    columns: columnsOf(options.width, context.stream),
    isColoured: isColoured(options.color, context.environment, context.stream),
  };
}

export interface ReadProject {
  readonly project: Project;
  readonly session: EngineSession;
  readonly configuration: OpenedConfiguration;
}

/** Opens and reads the directory. The engine is loaded here and not before: `--help` does not need it. */
export async function readProject(
  directory: string,
  options: Pick<ReadingOptions, 'variables' | 'config' | 'workspace' | 'region'>,
  context: CommandContext,
  given?: OpenedConfiguration,
): Promise<ReadProject> {
  const found = openProject(directory, options.variables ?? [], context.environment, options);
  const { openConfiguration, policyFileReader } = await import('../configuration.ts');
  const configuration = given ?? (await openConfiguration(directory, options.config, context.today));
  const project = withVariables(found, configuration.settings);
  const { openSession } = await import('../engine-session.ts');
  const { openCatalogFiles } = await import('../shipped-files.ts');
  const opened = openSession({
    files: project.files,
    inputs: project.inputs,
    catalog: openCatalogFiles(),
    settings: configuration.settings,
    readPolicyFile: policyFileReader(configuration),
  });
  // What is wrong with the configuration is told by every command, first.
  const session: EngineSession = {
    ...opened,
    diagnostics: () => [...configuration.diagnostics, ...opened.diagnostics()],
    inspect: () => {
      const source = opened.inspect();
      return { ...source, diagnostics: [...configuration.diagnostics, ...source.diagnostics] };
    },
  };
  return { project, session, configuration };
}

/** What a required answer that is missing does to the exit code, and the sentence that says so. */
export function exitCodeOf(
  counts: { readonly blocked: number; readonly undetermined: number; readonly errors: number },
  options: Pick<ReadingOptions, 'strict'>,
  context: CommandContext,
): ExitCode {
  if (counts.blocked > 0 || counts.errors > 0) return 1;
  if (counts.undetermined === 0) return 0;
  const { words, output } = context;
  output.remark(
    `${options.strict ? words.undeterminedStrict(counts.undetermined) : words.undeterminedWarning(counts.undetermined)}\n`,
  );
  return options.strict ? 2 : 0;
}
