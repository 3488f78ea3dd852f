import type { PlanDecision } from '../../planning/plan.ts';
import { type Decimal, formatGrouped, isPositive, roundTo, subtract, zero } from '../../pricing/decimal.ts';
import { type DecisionLabel, decisionWords, plannedWayWords } from '../words/plan.ts';
import { say } from '../words/sentence.ts';
import { moneyOf, type PlanReader } from './plan-reader.ts';

/** What was decided, against what, and why. */
export function sayDecision(decision: PlanDecision, reader: PlanReader): string {
  const { subject, differenceUsd, gbPerMonth, breakEvenGb, chosen, about } = decision;
  return say(decisionWords[labelOf(decision)], reader.language, {
    service: subject.kind === 'service' ? subject.service : '',
    address: 'address' in subject ? subject.address : '',
    amount: differenceUsd === undefined ? '?' : moneyOf(absolute(differenceUsd), reader),
    gb: gbPerMonth === undefined ? '?' : formatGrouped(roundTo(gbPerMonth, 1)),
    breakEven: breakEvenGb === undefined ? '?' : formatGrouped(roundTo(breakEvenGb, 1)),
    way: say(plannedWayWords[chosen], reader.language, {}),
    about,
  });
}

function absolute(value: Decimal): Decimal {
  return isPositive(value) ? value : subtract(zero, value);
}

function labelOf(decision: PlanDecision): DecisionLabel {
  switch (decision.subject.kind) {
    case 'service':
      return serviceLabel(decision);
    case 'nat-gateway':
      return natLabel(decision);
    case 'nat-instance':
      return 'natInstanceGoes';
    case 'endpoint':
      return decision.differenceUsd === undefined ? 'uncalledOpen' : 'uncalled';
    case 'design':
      return decision.why === 'not-built' ? 'centralCheaper' : 'centralDearer';
  }
}

function serviceLabel({ chosen, rejected, differenceUsd, why, breakEvenGb }: PlanDecision): DecisionLabel {
  const isKnown = differenceUsd !== undefined;
  switch (why) {
    case 'free':
      return rejected !== undefined && isKnown ? 'freeInsteadOfNat' : 'free';
    case 'goal-private':
      if (rejected === undefined) return 'privateOnly';
      return isKnown ? 'privateKnown' : breakEvenGb === undefined ? 'privateOnly' : 'privateOpen';
    case 'goal-no-nat':
      if (rejected === undefined) return 'noNatOnly';
      return isKnown ? 'noNatKnown' : 'noNatOpen';
    case 'replaces-nat':
      return isKnown ? 'togetherKnown' : 'togetherOpen';
    case 'usage-unknown':
      return chosen === 'nat-gateway' ? 'natStaysOpen' : 'endpointStaysOpen';
    case 'cheaper':
      if (chosen === 'as-it-is') return isKnown ? 'freeWayKnown' : 'freeWay';
      return chosen === 'nat-gateway' ? 'natCheaper' : 'endpointCheaper';
    case 'not-mended':
      return 'notMended';
    default:
      return 'alreadyMet';
  }
}

function natLabel({ subject, chosen, why }: PlanDecision): DecisionLabel {
  if (chosen === 'nothing') return 'natGoes';
  if (why === 'needed-for') return 'natNeeded';
  if (why === 'unseen-calls') return 'natUnseen';
  return subject.kind === 'nat-gateway' && subject.isNew ? 'natAdded' : 'natKept';
}
