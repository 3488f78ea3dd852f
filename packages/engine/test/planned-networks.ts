import { createCatalog } from '../src/catalog/create-catalog.ts';
import { addStandIns } from '../src/importers/stand-ins.ts';
import type { NetworkChange } from '../src/model/change.ts';
import { needsOf } from '../src/needs/needs.ts';
import { makePlan } from '../src/planning/make-plan.ts';
import type { Goal, Plan, PlanAnswer, PlanDecision, PlanRefusal } from '../src/planning/plan.ts';
import { decimal, formatDecimal, roundTo } from '../src/pricing/decimal.ts';
import { noExtras } from '../src/pricing/design.ts';
import { readUsage } from '../src/pricing/read-usage.ts';
import { catalogFiles, shippedPriceBook } from './price-books.ts';
import { readText } from './terraform-network.ts';

const catalog = createCatalog(catalogFiles);
const book = shippedPriceBook();

export interface AskedPlan {
  readonly goal: Goal['kind'];
  readonly budget?: number;
  readonly availability?: Goal['availability'];
  readonly usage?: object;
  readonly hoursPerMonth?: number;
  readonly services?: readonly string[];
  /** Names that every workload calls besides. */
  readonly hostnames?: readonly string[];
}

/** Plans for a network that is written as Terraform. */
export function planOf(terraform: string, asked: AskedPlan): PlanAnswer {
  const usage = readUsage(JSON.stringify(asked.usage ?? {}), 'usage.json').value;
  return makePlan({
    goal: {
      kind: asked.goal,
      budgetUsd: asked.budget === undefined ? undefined : decimal(asked.budget),
      availability: asked.availability,
    },
    network: addStandIns(readText(terraform).network),
    catalog,
    needs: (workload) => [
      ...needsOf(workload, catalog.workloadNeeds(workload.kind)).map(
        ({ service, need, why, source }) =>
          ({
            service,
            reason:
              need === 'conditional' ? { kind: need, why, source } : { kind: 'needed', need, why, source },
          }) as const,
      ),
      ...(asked.hostnames ?? []).map(
        (hostname) =>
          ({
            service: hostname,
            hostname,
            reason: { kind: 'needed', need: 'required', why: '', source: [] },
          }) as const,
      ),
    ],
    services: asked.services ?? [],
    callsInternet: ({ id, name }) =>
      usage.entries.some(({ of, service }) => service === 'internet' && [id, name, '*'].includes(of)),
    usage,
    book,
    hoursPerMonth: asked.hoursPerMonth ?? 730,
    extras: noExtras,
  });
}

export function plannedOf(terraform: string, asked: AskedPlan): Plan {
  const answer = planOf(terraform, asked);
  if (answer.kind === 'planned') return answer.plan;
  throw new Error(`refused: ${answer.refusal.reasons.map(({ kind }) => kind).join()}`);
}

export function refusalFor(terraform: string, asked: AskedPlan): PlanRefusal {
  const answer = planOf(terraform, asked);
  if (answer.kind === 'refused') return answer.refusal;
  throw new Error(`planned: ${answer.plan.changes.map(showChange).join()}`);
}

/** `+ ecr.api in aws_subnet.private[0], aws_subnet.private[1]`. */
export function showChange(change: NetworkChange): string {
  switch (change.kind) {
    case 'add-endpoint': {
      const { service, subnets, routeTables } = change.endpoint;
      return `+ ${service} in ${[...subnets, ...routeTables].join(', ')}`;
    }
    case 'widen-endpoint':
      return `~ ${change.endpoint} in ${[...change.subnets, ...change.routeTables].join(', ')}`;
    case 'remove':
      return `- ${change.address}`;
    case 'enable-private-dns':
      return `private DNS of ${change.endpoint}`;
    case 'enable-vpc-dns':
      return `DNS of ${change.vpc}`;
    case 'add-security-group-rule': {
      const { peer } = change;
      const other =
        peer.kind === 'security-group'
          ? peer.securityGroup
          : peer.kind === 'prefix-list'
            ? peer.prefixList
            : `${peer.kind} ${peer.vpc}`;
      return `${change.securityGroup} ${change.direction} ${change.port} ${other}`;
    }
    case 'add-nat-gateway':
      return `+ NAT in ${change.subnet} for ${change.routeTables.join(', ')}`;
  }
}

/** `logs: interface-endpoint, not nat-gateway 18.41 (goal-private)`. */
export function showDecision({ subject, chosen, rejected, differenceUsd, why }: PlanDecision): string {
  const what =
    subject.kind === 'service' ? subject.service : subject.kind === 'design' ? 'design' : subject.address;
  const usd = differenceUsd === undefined ? '' : ` ${formatDecimal(roundTo(differenceUsd, 2), 2)}`;
  return `${what}: ${chosen}${rejected === undefined ? '' : `, not ${rejected}`}${usd} (${why})`;
}
