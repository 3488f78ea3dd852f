import { existsSync, readFileSync } from 'node:fs';
import {
  askableResources,
  type Diagnostic,
  diagnose,
  type JudgedExpectation,
  noWorkloadMatches,
  type PreviousPaths,
  parsePreviousPaths,
  renderTests,
  type TestJson,
  testsToJunit,
  toTestJson,
  unknownResource,
  unknownTarget,
} from '@naisen/engine';
import type { EngineSession } from '../engine-session.ts';
import { CannotRun } from '../failure.ts';
import { nearestNames } from '../nearest.ts';
import type { TestOptions } from '../run-options.ts';
import { type CommandContext, type ExitCode, readProject } from './context.ts';
import { writeAnswer } from './write-answer.ts';
import { documentSettings } from './write-document.ts';

/** `naisen test DIR`: 0 all hold, 1 one fails, 2 one cannot be told. */
export async function test(
  directory: string,
  options: TestOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { project, session, configuration } = await readProject(directory, options, context);
  const isEmpty = configuration.settings.expectations.length === 0;
  // Expectations that could not be read are told; none at all is a mistake of the call.
  if (isEmpty && configuration.diagnostics.length === 0) {
    throw new CannotRun({ kind: 'no-expectations', directory });
  }
  const judged = session.test();
  const diagnostics = [
    ...session.diagnostics(),
    ...judged.flatMap((expectation) => problemOf(expectation, session)),
  ].filter(({ severity }) => severity === 'error');
  const previous = options.previous === undefined ? undefined : readPrevious(options.previous);
  const answer = toTestJson({ expectations: judged, diagnostics, previous }, context.language);
  if (options.format === 'junit') {
    context.output.result(testsToJunit(answer, documentSettings(project.directory, context)));
  } else {
    writeAnswer(answer, renderTests, project, options, context);
  }
  return exitCodeOfTests(answer, context);
}

function exitCodeOfTests({ summary, diagnostics }: TestJson, context: CommandContext): ExitCode {
  if (summary.failed > 0 || diagnostics.length > 0) return 1;
  if (summary.undetermined === 0) return 0;
  context.output.remark(`${context.words.undeterminedExpectations(summary.undetermined)}\n`);
  return 2;
}

/** An expectation that speaks of nothing holds nothing. */
function problemOf(
  { expectation, problem }: JudgedExpectation,
  session: EngineSession,
): readonly Diagnostic[] {
  const { path, from, to, range } = expectation;
  if (problem === 'no-workload') {
    const nearest = session.nearest('workload', from);
    return [diagnose(noWorkloadMatches, { path: `${path}.from`, from, nearest }, range)];
  }
  if (problem === 'no-target') {
    const nearest = session.nearest('target', to);
    return [diagnose(unknownTarget, { path: `${path}.to`, to, nearest }, range)];
  }
  if (problem === 'no-resource') {
    const resource = expectation.resource ?? '';
    const nearest = nearestNames(resource, askableResources(session.network()));
    return [diagnose(unknownResource, { path: `${path}.resource`, resource, nearest }, range)];
  }
  return [];
}

function readPrevious(file: string): PreviousPaths {
  const paths = existsSync(file) ? parsePreviousPaths(readFileSync(file, 'utf8')) : undefined;
  if (paths === undefined) throw new CannotRun({ kind: 'no-previous', file });
  return paths;
}
