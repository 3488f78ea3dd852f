import {
  type AskedGoal,
  answerPlan,
  billedExtras,
  type CallsOf,
  type Catalog,
  type CostQuestion,
  type Diagnostic,
  defaultHoursPerMonth,
  type InspectedResource,
  type Language,
  makePlan,
  type Network,
  type Plan,
  type PlanJson,
  type PriceBook,
  type Usage,
  usDollar,
  type Workload,
} from '@naisen/engine';

/** What of a session a plan starts from. */
export interface PlanSource {
  readonly catalog: Catalog;
  /** With its stand-ins. */
  readonly model: Network;
  readonly resources: readonly InspectedResource[];
  readonly book: PriceBook;
  /** What each workload is known to call; with the calls that the usage names. */
  readonly callsOf: CallsOf;
  /** Does the usage count what the workload sends to the internet? */
  readonly callsInternet: (workload: Workload) => boolean;
}

export interface AskedPlan extends Pick<CostQuestion, 'currency' | 'hoursPerMonth'> {
  readonly goal: AskedGoal;
  readonly services: readonly string[];
  readonly usage: Usage;
  readonly diagnostics: readonly Diagnostic[];
}

export interface AnsweredPlan {
  readonly json: PlanJson;
  /** For whoever writes it; `undefined` = refused. */
  readonly plan: Plan | undefined;
}

export function planProject(source: PlanSource, asked: AskedPlan, language: Language): AnsweredPlan {
  const { catalog, model, callsOf, callsInternet, book } = source;
  const hoursPerMonth = asked.hoursPerMonth ?? defaultHoursPerMonth;
  const answer = makePlan({
    goal: asked.goal,
    network: model,
    catalog,
    needs: callsOf,
    services: asked.services,
    callsInternet,
    usage: asked.usage,
    book,
    hoursPerMonth,
    extras: billedExtras(source.resources),
  });
  const { currency = usDollar, diagnostics } = asked;
  return {
    json: answerPlan({ answer, book, hoursPerMonth, currency, diagnostics }, language),
    plan: answer.kind === 'planned' ? answer.plan : undefined,
  };
}
