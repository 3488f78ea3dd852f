import {
  type AskedGoal,
  type Diagnostic,
  defaultHoursPerMonth,
  type Plan,
  readBudget,
  readHoursPerMonth,
  readStatedCurrency,
  renderPlan,
} from '@naisen/engine';
import { CannotRun } from '../failure.ts';
import type { PlanOptions } from '../run-options.ts';
import { openUsage } from '../usage.ts';
import { type CommandContext, type ExitCode, readProject } from './context.ts';
import { refuse } from './refuse.ts';
import { writeAnswer } from './write-answer.ts';
import { asksToWrite, type PromisedBill, type PromisedChange, writePlanned } from './write-plan.ts';

/** `naisen plan DIR --goal private`: 0 a proven plan, 1 the goal cannot be met, 2 could not run. */
export async function plan(
  directory: string,
  options: PlanOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const hours = readHoursPerMonth(options.hours ?? String(defaultHoursPerMonth));
  const currency = readStatedCurrency(options.currency, options.rate);
  const budget = readBudget(options.budget);
  if ('diagnostic' in hours || 'diagnostic' in currency || 'diagnostic' in budget) {
    const refused = [hours, currency, budget].flatMap((read): readonly Diagnostic[] =>
      'diagnostic' in read ? [read.diagnostic] : [],
    );
    return refuse(refused, options, context);
  }
  const opened = await readProject(directory, options, context);
  const { project, session, configuration } = opened;
  const usage = openUsage(options.usage, configuration);
  const sourceLine = usage.sourceLine(project.sourceLine);
  if (usage.errors.length > 0) return refuse(usage.errors, options, context, sourceLine);
  const goal: AskedGoal = {
    kind: options.goal,
    budgetUsd: budget.value,
    availability: options.availability,
    counts: options.perhaps ? 'perhaps' : 'needed',
  };
  const answer = session.plan(
    {
      goal,
      services: options.service ?? [],
      usage: usage.value,
      hoursPerMonth: hours.value,
      currency: currency.value,
      diagnostics: [...configuration.diagnostics, ...session.diagnostics(), ...usage.diagnostics],
    },
    context.language,
  );
  if (answer === undefined) throw new CannotRun({ kind: 'no-prices' });
  if ('kind' in answer)
    throw new CannotRun({ kind: 'no-such-service', asked: answer.asked, nearest: answer.nearest });
  writeAnswer(answer.json, renderPlan, { ...project, sourceLine }, options, context);
  const hasErrors = answer.json.diagnostics.some(({ severity }) => severity === 'error');
  if (answer.plan === undefined || hasErrors) return 1;
  if (!asksToWrite(options, context)) return 0;
  const { totalAfterUsd, charges } = answer.json;
  const asked = {
    usage: usage.value,
    book: undefined,
    hoursPerMonth: hours.value,
    currency: currency.value,
    diagnostics: [],
  };
  const bill: PromisedBill = {
    totalUsd: totalAfterUsd ?? 0,
    gone: charges.flatMap(({ resource, afterUsd }) => (afterUsd === null ? [resource] : [])),
    of: (after) => (totalAfterUsd === null ? undefined : after.cost(asked, context.language)),
  };
  return writePlanned({ ...promiseOf(answer.plan), bill }, opened, options, context);
}

/** What the plan says of each call that can be read back from the files. */
function promiseOf({ changes, calls }: Plan): PromisedChange {
  return {
    changes,
    calls: calls.flatMap(({ before, after }) =>
      after === undefined || before.service === 'internet'
        ? []
        : [
            {
              workload: before.workload,
              service: before.service,
              verdict: after.verdict,
              level: after.privacy,
            },
          ],
    ),
  };
}
