import { assertNever } from '../../base/invariant.ts';
import type { Language } from '../../diagnostics/diagnostic.ts';
import {
  type ChangedCall,
  type Decision,
  Decisions,
  decisionOfNew,
  type Effect,
  isNeeded,
} from '../../planning/compare-calls.ts';
import type { Danger } from '../../planning/danger.ts';
import type { Rehearsal } from '../../planning/rehearse.ts';
import { toNumber } from '../../pricing/decimal.ts';
import type { Saving } from '../../pricing/saving.ts';
import type { Call } from '../../reachability/answer.ts';
import { sayBlocker, sayHop, sayMissing } from '../words/explain.ts';
import { dangerAdvice, dangerSentences, dangerSources } from '../words/rehearse-dangers.ts';
import { sayCode } from '../words/sentence.ts';
import { originJson } from './convert-call.ts';
import type {
  ChangedChargeJson,
  DangerJson,
  DecidedByJson,
  NewCallJson,
  OpenChargeJson,
  RehearsedCallJson,
  RehearsedCellJson,
  RehearseJson,
} from './rehearse-contract.ts';

/** The part of `naisen/rehearse/1` that is proven. */
export function rehearsalJson(
  rehearsal: Rehearsal,
  language: Language,
): Pick<RehearseJson, 'changes' | 'newCalls' | 'dangers' | 'summary'> {
  const { changes, newCalls, dangers, stops, unsure } = rehearsal;
  const decisions = new Decisions();
  const ofEffect = (effect: Effect): number => changes.filter((change) => change.effect === effect).length;
  const ofWeight = (weight: Danger['weight']): number =>
    dangers.filter((danger) => danger.weight === weight).length;
  return {
    changes: changes.map((change) => changeJson(change, decisions.of(change), language)),
    newCalls: newCalls.map((call) => newCallJson(call, language)),
    dangers: dangers.map((danger) => dangerJson(danger, language)),
    summary: {
      stops,
      unsure,
      newBlocked: newCalls.filter((call) => isNeeded(call) && call.verdict === 'blocked').length,
      changes: {
        stops: ofEffect('stops'),
        unsure: ofEffect('unsure'),
        further: ofEffect('further'),
        starts: ofEffect('starts'),
        closer: ofEffect('closer'),
        way: ofEffect('way'),
        'blocked-anew': ofEffect('blocked-anew'),
        gone: ofEffect('gone'),
      },
      dangers: { refused: ofWeight('refused'), breaks: ofWeight('breaks'), check: ofWeight('check') },
    },
  };
}

function changeJson(
  { before, after, effect }: ChangedCall,
  decision: Decision | undefined,
  language: Language,
): RehearsedCallJson {
  return {
    workload: before.workload,
    service: before.service,
    hostname: before.hostname,
    needed: isNeeded(before),
    reason: before.reason.kind,
    effect,
    before: cellJson(before),
    after: after === undefined ? null : cellJson(after),
    decidedBy: decision === undefined ? null : decidedByJson(decision, language),
  };
}

function newCallJson(call: Call, language: Language): NewCallJson {
  const decision = decisionOfNew(call);
  return {
    workload: call.workload,
    service: call.service,
    hostname: call.hostname,
    needed: isNeeded(call),
    reason: call.reason.kind,
    after: cellJson(call),
    decidedBy: decision === undefined ? null : decidedByJson(decision, language),
  };
}

export function cellJson({ verdict, privacy, via }: Call): RehearsedCellJson {
  return { verdict, privacy: privacy ?? null, via: via.kind, viaComponent: via.component };
}

function decidedByJson(decision: Decision, language: Language): DecidedByJson {
  switch (decision.kind) {
    case 'blocker': {
      const { component, code, rules, origin } = decision.blocker;
      const detail = sayBlocker(decision.blocker, language);
      return { kind: 'blocker', component, code, detail, rules, side: 'after', origin: originJson(origin) };
    }
    case 'missing': {
      const { what, code, origin } = decision.missing;
      const detail = sayMissing(decision.missing, language);
      const base = { kind: 'missing', component: what, code, detail, rules: [] } as const;
      return { ...base, side: 'after', origin: originJson(origin) };
    }
    case 'hop': {
      const { component, code, rules, origin } = decision.hop;
      const detail = sayHop(decision.hop, language);
      return { kind: 'hop', component, code, detail, rules, side: decision.side, origin: originJson(origin) };
    }
    default:
      return assertNever(decision);
  }
}

export function dangerJson(danger: Danger, language: Language): DangerJson {
  const { code, weight, component, facts, rules, origin } = danger;
  return {
    code,
    weight,
    component,
    detail: sayCode(dangerSentences, code, language, facts),
    advice: sayCode(dangerAdvice, code, language, facts),
    rules,
    source: dangerSources[code] ?? '',
    facts,
    origin: originJson(origin),
  };
}

/** Amounts that changed, and those that are open. */
export function savingJson(saving: Saving): {
  readonly charges: readonly ChangedChargeJson[];
  readonly unpriced: readonly OpenChargeJson[];
} {
  return {
    charges: saving.charges.map(({ resource, charge, beforeUsd, afterUsd, formula }) => ({
      resource,
      charge,
      beforeUsd: beforeUsd === undefined ? null : toNumber(beforeUsd),
      afterUsd: afterUsd === undefined ? null : toNumber(afterUsd),
      formula,
    })),
    unpriced: saving.open.map(({ item, change }) => ({
      resource: item.resource,
      charge: item.charge,
      change,
      reason: item.reason,
      unit: item.unit,
      unitPriceUsd: item.unitPriceUsd === undefined ? null : toNumber(item.unitPriceUsd),
      missing: item.missing,
    })),
  };
}
