import { acceptKnown, type CheckJson, renderCheck, toCheckJson } from '@naisen/engine';
import { baselinePath, defaultBaselinePath, readBaseline, writeBaseline } from '../baseline.ts';
import type { OpenedConfiguration } from '../configuration.ts';
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
  const { project, session, configuration } = await readProject(directory, options, context);
  const found = checkJson(session, options.service ?? [], context);
  if (options.updateBaseline)
    return updateBaseline(found, options, configuration, project.directory, context);
  const answer = acceptedOf(found, options, configuration, context);
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
  const diagnostics = [...session.diagnostics(), ...session.findings()];
  return toCheckJson({ workloads: session.workloads(), calls, diagnostics }, context.language);
}

/** What the user has accepted, by an ignore or by the baseline, decides nothing any more. */
export function acceptedOf(
  found: CheckJson,
  options: Pick<CheckOptions, 'baseline'>,
  configuration: OpenedConfiguration,
  context: CommandContext,
): CheckJson {
  const path = baselinePath(options.baseline, configuration);
  const baseline = path === undefined ? undefined : readBaseline(path);
  const { ignores } = configuration.settings;
  return acceptKnown(found, { ignores, baseline }, context.language);
}

/** Ignores have reasons and ends of their own, and stay out of the baseline. */
function updateBaseline(
  found: CheckJson,
  options: CheckOptions,
  configuration: OpenedConfiguration,
  directory: string,
  context: CommandContext,
): ExitCode {
  const { ignores } = configuration.settings;
  const answer = acceptKnown(found, { ignores, baseline: undefined }, context.language);
  const path = baselinePath(options.baseline, configuration) ?? defaultBaselinePath(directory);
  const count = writeBaseline(path, answer);
  context.output.remark(`${context.words.baselineWritten(path, count)}\n`);
  return 0;
}
