import {
  type Call,
  type Diagnostic,
  defaultHoursPerMonth,
  isNeeded,
  readHoursPerMonth,
  readStatedCurrency,
  renderRehearsal,
} from '@naisen/engine';
import { CannotRun } from '../failure.ts';
import type { Rehearsed } from '../rehearsing.ts';
import type { RehearseOptions } from '../run-options.ts';
import { openUsage } from '../usage.ts';
import { writeWordsOf } from '../words/write.ts';
import { type CommandContext, type ExitCode, exitCodeOf, type ReadProject, readProject } from './context.ts';
import { openPrices } from './prices.ts';
import { refuse } from './refuse.ts';
import { writeAnswer } from './write-answer.ts';
import { asksToWrite, type PromisedChange, writePlanned } from './write-plan.ts';

/** `naisen rehearse DIR --remove ADDRESS`: 1 when a needed call would stop; nothing is written then. */
export async function rehearse(
  directory: string,
  options: RehearseOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const hours = readHoursPerMonth(options.hours ?? String(defaultHoursPerMonth));
  const currency = readStatedCurrency(options.currency, options.rate);
  if ('diagnostic' in hours || 'diagnostic' in currency) {
    const refused = [hours, currency].flatMap((read): readonly Diagnostic[] =>
      'diagnostic' in read ? [read.diagnostic] : [],
    );
    return refuse(refused, options, context);
  }
  const opened = await readProject(directory, options, context);
  const { project, session, configuration } = opened;
  const usage = openUsage(options.usage, configuration);
  const sourceLine = usage.sourceLine(project.sourceLine);
  if (usage.errors.length > 0) return refuse(usage.errors, options, context, sourceLine);
  const answer = session.rehearse(
    {
      remove: options.remove ?? [],
      add: options.add ?? [],
      set: options.set ?? [],
      services: options.service ?? [],
      usage: usage.value,
      hoursPerMonth: hours.value,
      currency: currency.value,
      book: openPrices(options.prices),
      diagnostics: [...configuration.diagnostics, ...session.diagnostics(), ...usage.diagnostics],
    },
    context.language,
  );
  if (answer.kind === 'refused') return refuse(answer.diagnostics, options, context);
  if (answer.kind !== 'rehearsed') {
    throw new CannotRun({ kind: 'no-such-service', asked: answer.asked, nearest: answer.nearest });
  }
  writeAnswer(answer.json, renderRehearsal, { ...project, sourceLine }, options, context);
  const { stops, unsure, newBlocked } = answer.json.summary;
  const code = exitCodeOf({ blocked: stops + newBlocked, undetermined: unsure, errors: 0 }, options, context);
  return asksToWrite(options, context) ? writeRehearsed(answer, code, opened, options, context) : code;
}

/** Writes what was rehearsed, unless a needed call would stop or could no longer be told. */
function writeRehearsed(
  { json, changes, calls }: Rehearsed,
  code: ExitCode,
  opened: ReadProject,
  options: RehearseOptions,
  context: CommandContext,
): ExitCode {
  const words = writeWordsOf(context.language);
  const { stops, unsure, newBlocked } = json.summary;
  if (stops + unsure + newBlocked > 0) {
    context.output.remark(`${words.stops}\n`);
    return code === 0 ? 1 : code;
  }
  if ((options.set ?? []).length > 0) {
    context.output.remark(`${words.valuesAreYours}\n`);
    return 1;
  }
  return writePlanned({ changes, calls: calls.flatMap(promisedCall) }, opened, options, context);
}

/** What is needed arrives as it was rehearsed; the user's own groups may let in more than a new one would. */
function promisedCall(call: Call): PromisedChange['calls'] {
  const { workload, service, verdict, privacy } = call;
  return isNeeded(call) && verdict === 'reachable' ? [{ workload, service, verdict, level: privacy }] : [];
}
