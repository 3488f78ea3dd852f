import { relative } from 'node:path';
import { type CheckJson, renderCheck, renderTicket } from '@naisen/engine';
import { CannotRun } from '../failure.ts';
import type { CommonOptions } from '../run-options.ts';
import { demoDirectory } from '../shipped-files.ts';
import { render, textSettings } from '../terminal.ts';
import { checkJson } from './check.ts';
import { appearanceOf, type CommandContext, type ExitCode, readProject } from './context.ts';
import { traceJson } from './trace.ts';

/** `naisen demo`: the matrix of a network of ours, then the ticket of a call that is blocked. */
export async function demo(options: CommonOptions, context: CommandContext): Promise<ExitCode> {
  const directory = demoDirectory();
  if (directory === undefined) throw new CannotRun({ kind: 'no-such-directory', directory: 'examples/shop' });
  const shown = relative(process.cwd(), directory) || '.';
  const { project, session } = await readProject(directory, {}, context);
  const answer = checkJson(session, [], context);
  const appearance = appearanceOf(options, context);
  const settings = textSettings(appearance, shown.startsWith('..') ? directory : shown, project.sourceLine);
  const { words, output } = context;
  output.result(`${words.demo.intro.join('\n')}\n\n`);
  output.result(render(renderCheck(answer, settings), appearance));
  const call = blockedCall(answer);
  if (call !== undefined) {
    const ticket = traceJson(session, call.workload, call.service, context);
    output.result(`\n${words.demo.ticket}\n\n${render(renderTicket(ticket, settings), appearance)}`);
  }
  output.result(`\n${words.demo.next.join('\n')}\n  npx naisen check DIR  # ${words.demo.tryOwn}\n`);
  return 0;
}

function blockedCall(answer: CheckJson): CheckJson['calls'][number] | undefined {
  const ofVerdict = (verdict: string): CheckJson['calls'][number] | undefined =>
    answer.calls.find((call) => call.needed && call.verdict === verdict);
  return ofVerdict('blocked') ?? ofVerdict('undetermined') ?? answer.calls[0];
}
