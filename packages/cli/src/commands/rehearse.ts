import {
  type Diagnostic,
  defaultHoursPerMonth,
  readHoursPerMonth,
  readStatedCurrency,
  renderRehearsal,
} from '@naisen/engine';
import { CannotRun } from '../failure.ts';
import type { RehearseOptions } from '../run-options.ts';
import { openUsage } from '../usage.ts';
import { type CommandContext, type ExitCode, exitCodeOf, readProject } from './context.ts';
import { openPrices } from './prices.ts';
import { refuse } from './refuse.ts';
import { writeAnswer } from './write-answer.ts';

/** `naisen rehearse DIR --remove ADDRESS`: 1 when a needed call would stop. Nothing is written. */
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
  const { project, session, configuration } = await readProject(directory, options, context);
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
  if ('kind' in answer) {
    if (answer.kind === 'refused') return refuse(answer.diagnostics, options, context);
    throw new CannotRun({ kind: 'no-such-service', asked: answer.asked, nearest: answer.nearest });
  }
  writeAnswer(answer, renderRehearsal, { ...project, sourceLine }, options, context);
  const { stops, unsure, newBlocked } = answer.summary;
  return exitCodeOf({ blocked: stops + newBlocked, undetermined: unsure, errors: 0 }, options, context);
}
