import { compareAddresses } from '../base/ordered.ts';
import type { PrivacyLevel } from '../reachability/answer.ts';
import { type CallPair, isNeeded } from './compare-calls.ts';
import { isCarriedByInterface, type PlanFacts } from './decisions.ts';
import { natInstancesOf } from './nat-instances.ts';
import type { DoubtCode, PlanDoubt } from './plan.ts';

/** Named in a doubt; an estate has thousands. */
const namedMax = 10;

/** What a plan takes for granted or does not show; only what there is. */
export function doubtsOf(facts: PlanFacts): readonly PlanDoubt[] {
  const { goal, after, calls, images } = facts;
  const has = goal.budgetUsd !== undefined;
  return [
    doubt('nat-goes', goneNats(facts)),
    doubt('conditional-stops', namesOf(calls.filter(stopsUnneeded))),
    doubt('level-falls', namesOf(calls.filter(levelFalls))),
    doubt('one-zone', oneZone(facts)),
    doubt('budget-open', has ? after.bill.unpriced.map(({ resource }) => resource) : []),
    doubt('still-blocked', namesOf(calls.filter((call) => stays(call, 'blocked')))),
    doubt('still-undetermined', namesOf(calls.filter((call) => stays(call, 'undetermined')))),
    doubt(
      'pulls-from-internet',
      images.map(({ workload, image }) => `${workload} → ${image}`),
    ),
  ].filter(({ count }) => count > 0);
}

function doubt(code: DoubtCode, names: readonly string[]): PlanDoubt {
  const sorted = [...new Set(names)].sort(compareAddresses);
  return { code, about: sorted.slice(0, namedMax), count: sorted.length };
}

function namesOf(calls: readonly CallPair[]): readonly string[] {
  return calls.map(({ before }) => `${before.workload} → ${before.service}`);
}

function goneNats({ before, after }: PlanFacts): readonly string[] {
  const left = new Set(natInstancesOf(after.network));
  return [
    ...[...before.network.natGateways.keys()].filter((id) => !after.network.natGateways.has(id)),
    ...natInstancesOf(before.network).filter((id) => !left.has(id)),
  ];
}

function stopsUnneeded({ before, after }: CallPair): boolean {
  const stops = after !== undefined && after.verdict !== 'reachable';
  return stops && !isNeeded(before) && before.verdict === 'reachable';
}

const levels: readonly (PrivacyLevel | undefined)[] = ['vpc', 'gateway', 'aws', 'internet'];

function levelFalls({ before, after }: CallPair): boolean {
  if (before.verdict !== 'reachable' || after?.verdict !== 'reachable') return false;
  const [old, now] = [levels.indexOf(before.privacy), levels.indexOf(after.privacy)];
  // From an interface to a gateway endpoint both are private ways.
  return now > old && now > levels.indexOf('gateway');
}

function stays({ before, after }: CallPair, verdict: 'blocked' | 'undetermined'): boolean {
  return isNeeded(before) && before.verdict === verdict && after?.verdict === verdict;
}

function oneZone(facts: PlanFacts): readonly string[] {
  if (facts.goal.availability !== 'single-az') return [];
  return facts.choices.services
    .filter((choice) => isCarriedByInterface(choice, facts))
    .filter(({ group, missingZones }) => {
      const added = facts.optimum.endpoints.get(group.key)?.length ?? 0;
      return missingZones.length > added;
    })
    .map(({ group }) => group.key.replace(' ', ' → '));
}
