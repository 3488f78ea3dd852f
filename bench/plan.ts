/**
 * Plans and bills of a large estate, in one process; medians.
 *
 *     npx tsx bench/plan.ts [RUNS [NAME]]
 *
 * Goal: each under 5 s on 10,000 workloads.
 */
import { existsSync, readFileSync } from 'node:fs';
import { makePlan } from '../packages/engine/src/planning/make-plan.ts';
import type { GoalKind } from '../packages/engine/src/planning/plan.ts';
import type { PlanQuestion } from '../packages/engine/src/planning/plan-question.ts';
import { positionsIn, pricedCalls } from '../packages/engine/src/planning/priced-calls.ts';
import { costOf } from '../packages/engine/src/pricing/cost.ts';
import { noExtras } from '../packages/engine/src/pricing/design.ts';
import { openPriceBook } from '../packages/engine/src/pricing/price-book.ts';
import { readUsage } from '../packages/engine/src/pricing/read-usage.ts';
import { checkNetwork } from '../packages/engine/src/reachability/check.ts';
import { estateServices, fullSize, makeEstate } from './estate.ts';
import { catalog, median, seed } from './prove-estate.ts';

const runs = Number(process.argv[2] ?? 3);
/** `plan private` alone, for example. */
const only = process.argv[3];
const folder = new URL('../catalog/', import.meta.url);
const book = openPriceBook({
  read: (name) => {
    const file = new URL(name, folder);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  },
});
if (book === undefined) throw new Error('no price book in catalog/');
const usage = readUsage('{ "*": { "*": { "gbPerMonth": 2 } } }', 'usage.json').value;

function questionOf(goal: GoalKind): PlanQuestion {
  return {
    goal: { kind: goal, budgetUsd: undefined, availability: undefined, counts: 'needed' },
    network: makeEstate(fullSize, seed),
    catalog,
    needs: () => [],
    services: estateServices,
    callsInternet: () => false,
    usage,
    book: book as NonNullable<typeof book>,
    hoursPerMonth: 730,
    extras: noExtras,
  };
}

function timed(name: string, work: () => string): void {
  if (only !== undefined && only !== name) return;
  let said = '';
  const times = Array.from({ length: runs }, () => {
    const start = process.cpuUsage();
    const begun = performance.now();
    said = work();
    const { user, system } = process.cpuUsage(start);
    return { wall: performance.now() - begun, processor: (user + system) / 1000 };
  });
  const wall = median(times.map((time) => time.wall)).toFixed(0);
  const processor = median(times.map((time) => time.processor)).toFixed(0);
  console.log(`${name}: ${wall} ms, ${processor} ms of processor time (${said})`);
}

// Both grow with other work on the machine; one proof tells by how much.
timed('proof', () => {
  const { network } = questionOf('private');
  const { calls } = checkNetwork(network, catalog, { needs: () => [], services: estateServices });
  return `${calls.length} calls`;
});
timed('cost', () => {
  const { network } = questionOf('private');
  const { calls } = checkNetwork(network, catalog, { needs: () => [], services: estateServices });
  const endpointTypes = (service: string) => catalog.service(service, 'ap-northeast-1')?.service.types ?? [];
  const workloadName = (id: Parameters<typeof network.workloads.get>[0]) => network.workloads.get(id)?.name;
  const priced = pricedCalls(calls, { endpointTypes, workloadName, positionsOf: positionsIn(network) });
  const answer = costOf({
    network,
    calls: priced,
    book: book as NonNullable<typeof book>,
    usage,
    settings: { hoursPerMonth: 730 },
  });
  return `${answer.bill.lines.length} lines`;
});
for (const goal of ['private', 'no-nat', 'cheapest'] as const) {
  timed(`plan ${goal}`, () => {
    const answer = makePlan(questionOf(goal));
    return answer.kind === 'planned'
      ? `${answer.plan.changes.length} changes, ${answer.plan.decisions.length} decisions`
      : `refused: ${answer.refusal.reasons.length} reasons`;
  });
}
console.log(`at most ${Math.round(process.resourceUsage().maxRSS / 1000)} MB`);
