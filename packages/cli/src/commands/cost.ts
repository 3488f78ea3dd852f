import {
  breakEvenSvg,
  type CostJson,
  defaultHoursPerMonth,
  readHoursPerMonth,
  readStatedCurrency,
  renderCost,
} from '@naisen/engine';
import { CannotRun } from '../failure.ts';
import type { CostOptions } from '../run-options.ts';
import { openUsage } from '../usage.ts';
import { type CommandContext, type ExitCode, readProject } from './context.ts';
import { openPrices } from './prices.ts';
import { refuse } from './refuse.ts';
import { writeAnswer } from './write-answer.ts';

/** `naisen cost DIR`: the bill, other designs beside it, and break-even. */
export async function cost(
  directory: string,
  options: CostOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const hours = readHoursPerMonth(options.hours ?? String(defaultHoursPerMonth));
  const currency = readStatedCurrency(options.currency, options.rate);
  if ('diagnostic' in hours || 'diagnostic' in currency) {
    const refused = [hours, currency].flatMap((read) => ('diagnostic' in read ? [read.diagnostic] : []));
    return refuse(refused, options, context);
  }
  const { project, session, configuration } = await readProject(directory, options, context);
  const usage = openUsage(options.usage, configuration);
  const sourceLine = usage.sourceLine(project.sourceLine);
  if (usage.errors.length > 0) return refuse(usage.errors, options, context, sourceLine);
  const asked = {
    usage: usage.value,
    hoursPerMonth: hours.value,
    currency: currency.value,
    book: openPrices(options.prices),
    diagnostics: [...configuration.diagnostics, ...session.diagnostics(), ...usage.diagnostics],
  };
  const found = session.cost(asked, context.language);
  if (found === undefined) throw new CannotRun({ kind: 'no-prices' });
  if (options.chart === undefined)
    writeAnswer(found, renderCost, { ...project, sourceLine }, options, context);
  else context.output.result(chartOf(found, options.chart, context));
  return found.diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0;
}

function chartOf(found: CostJson, service: string, context: CommandContext): string {
  const drawn = found.breakEven.flatMap((row) => {
    const picture = breakEvenSvg(found, row, context.language);
    return picture === undefined ? [] : [{ service: row.service, picture }];
  });
  const picture = drawn.find((one) => one.service === service)?.picture;
  if (picture !== undefined) return picture;
  throw new CannotRun({ kind: 'no-chart', service, services: [...new Set(drawn.map((one) => one.service))] });
}
