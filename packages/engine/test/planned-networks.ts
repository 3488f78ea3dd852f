import { createCatalog } from '../src/catalog/create-catalog.ts';
import { addStandIns } from '../src/importers/stand-ins.ts';
import type { NetworkChange } from '../src/model/change.ts';
import { idOf } from '../src/model/identity.ts';
import { needsOf } from '../src/needs/needs.ts';
import { RoleNeeds } from '../src/needs/role-needs.ts';
import { applyChanges } from '../src/planning/apply-change.ts';
import { makePlan } from '../src/planning/make-plan.ts';
import type { Goal, Plan, PlanAnswer, PlanDecision, PlanRefusal } from '../src/planning/plan.ts';
import { PlanMatrices, type PlanQuestion } from '../src/planning/plan-question.ts';
import { compareDecimals, type Decimal, decimal, formatDecimal, roundTo } from '../src/pricing/decimal.ts';
import { noExtras } from '../src/pricing/design.ts';
import { readUsage } from '../src/pricing/read-usage.ts';
import type { NeededCall } from '../src/reachability/check.ts';
import { type RoleGrant, RoleGrants } from '../src/reachability/role-grants.ts';
import { catalogFiles, shippedPriceBook } from './price-books.ts';
import { readText } from './terraform-network.ts';

const catalog = createCatalog(catalogFiles);
const book = shippedPriceBook();

export interface AskedPlan {
  readonly goal: Goal['kind'];
  readonly budget?: number;
  readonly availability?: Goal['availability'];
  readonly counts?: Goal['counts'];
  readonly usage?: object;
  readonly hoursPerMonth?: number;
  readonly services?: readonly string[];
  /** Names that every workload calls besides. */
  readonly hostnames?: readonly string[];
}

/** Plans for a network that is written as Terraform. */
export function planOf(terraform: string, asked: AskedPlan): PlanAnswer {
  return makePlan(questionFor(terraform, asked));
}

function questionFor(terraform: string, asked: AskedPlan): PlanQuestion {
  const usage = readUsage(JSON.stringify(asked.usage ?? {}), 'usage.json').value;
  const network = addStandIns(readText(terraform).network);
  const grants = new RoleGrants(network, catalog);
  const roleNeeds = new RoleNeeds<RoleGrant>(catalog, 'ap-northeast-1');
  return {
    goal: {
      kind: asked.goal,
      budgetUsd: asked.budget === undefined ? undefined : decimal(asked.budget),
      availability: asked.availability,
      counts: asked.counts ?? 'needed',
    },
    network,
    catalog,
    needs: (workload) => [
      ...needsOf(
        workload,
        catalog.workloadNeeds(workload.kind),
        roleNeeds.of(workload, grants.of(workload)),
      ).map(
        ({ service, need, why, source }): NeededCall => ({
          service,
          reason:
            need === 'conditional' ? { kind: need, why, source } : { kind: 'needed', need, why, source },
        }),
      ),
      ...(asked.hostnames ?? []).map(
        (hostname): NeededCall => ({
          service: hostname,
          hostname,
          reason: { kind: 'needed', need: 'required', why: '', source: [] },
        }),
      ),
    ],
    services: asked.services ?? [],
    callsInternet: ({ id, name }) =>
      usage.entries.some(({ of, service }) => service === 'internet' && [id, name, '*'].includes(of)),
    usage,
    book,
    hoursPerMonth: asked.hoursPerMonth ?? 730,
    extras: noExtras,
  };
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

/**
 * The least bill by trying: every subset of endpoints (in both AZs) and of NAT gateways that go, applied and
 * proven. Shares the proof and the prices with the planner, and nothing of how it chooses.
 */
export function leastByEnumeration(terraform: string, usage: object, services: readonly string[]): Decimal {
  const question = questionFor(terraform, { goal: 'cheapest', usage });
  const matrices = new PlanMatrices(question);
  const before = matrices.before();
  const nats = [...question.network.natGateways.keys()];
  const options = [
    ...services.map(endpointIn),
    ...nats.map((address) => ({ kind: 'remove', address }) as const),
  ];
  const always = gatewayEndpoint();
  let least: Decimal | undefined;
  for (let mask = 0; mask < 2 ** options.length; mask++) {
    const chosen = [always, ...options.filter((_, i) => (mask & (1 << i)) !== 0)];
    const { network } = applyChanges(question.network, chosen, catalog);
    const calls = matrices.after(network, before);
    if (calls.some(({ verdict }) => verdict !== 'reachable')) continue;
    const { totalUsd } = matrices.price(network, calls).bill;
    if (least === undefined || compareDecimals(totalUsd, least) < 0) least = totalUsd;
  }
  if (least === undefined) throw new Error('nothing keeps every call');
  return least;
}

const vpc = idOf('Vpc', 'aws_vpc.main');
const caller = idOf('Workload', 'aws_ecs_service.app');

function endpointIn(service: string): NetworkChange {
  const subnets = [0, 1].map((i) => idOf('Subnet', `aws_subnet.private[${i}]`));
  const serviceName = `com.amazonaws.ap-northeast-1.${service}`;
  const place = { vpc, type: 'Interface', service, serviceName, subnets, routeTables: [] } as const;
  const rest = { securityGroup: undefined, privateDnsEnabled: true, callers: [caller], policy: undefined };
  return { kind: 'add-endpoint', endpoint: { ...place, ...rest } };
}

function gatewayEndpoint(): NetworkChange {
  const routeTables = [0, 1].map((i) => idOf('RouteTable', `aws_route_table.private[${i}]`));
  const serviceName = 'com.amazonaws.ap-northeast-1.s3';
  const place = { vpc, type: 'Gateway', service: 's3', serviceName, subnets: [], routeTables } as const;
  const rest = { securityGroup: undefined, privateDnsEnabled: false, callers: [caller], policy: undefined };
  return { kind: 'add-endpoint', endpoint: { ...place, ...rest } };
}
