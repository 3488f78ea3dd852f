import type { Diagnostic, Language } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import { builtCallDiffers } from '../diagnostics/kinds/building.ts';
import type { Expectation } from '../model/settings.ts';
import type { Call } from '../reachability/answer.ts';
import type { JudgedExpectation, Outcome } from '../reachability/expectations.ts';
import type { BuildJson, BuiltCallJson } from './json/build-contract.ts';
import { diagnosticsJson } from './json/convert-diagnostic.ts';
import type { CostJson } from './json/cost-contract.ts';

/** What was built, read again and priced. */
export interface Built extends Pick<BuildJson, 'name' | 'region' | 'target' | 'directory' | 'files'> {
  readonly judged: readonly JudgedExpectation[];
  /** `undefined` = no price book came with this version. */
  readonly cost: CostJson | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export function answerBuild(built: Built, language: Language): BuildJson {
  const { name, region, target, directory, files, judged, cost, diagnostics } = built;
  const calls = judged.flatMap(builtCalls);
  const count = (outcome: Outcome): number => calls.filter((call) => call.outcome === outcome).length;
  return {
    schema: 'naisen/build/1',
    name,
    region,
    target,
    directory,
    files,
    calls,
    summary: {
      calls: calls.length,
      held: count('held'),
      failed: count('failed'),
      undetermined: count('undetermined'),
    },
    bill: cost === undefined ? null : billOf(cost),
    diagnostics: diagnosticsJson([...diagnostics, ...differences(judged)], language),
  };
}

function billOf(cost: CostJson): NonNullable<BuildJson['bill']> {
  const { hoursPerMonth, priceBook, currency, lines, totalUsd, total, unpriced } = cost;
  const base = { hoursPerMonth, priceBook, currency, lines, totalUsd, unpriced };
  return total === undefined ? base : { ...base, total };
}

/** A promise of which nothing is left in what was read is broken, too. */
function builtCalls({ expectation, calls, outcome }: JudgedExpectation): readonly BuiltCallJson[] {
  const { from, to, is, privacy, via } = expectation;
  const action = expectation.action ?? null;
  const promised = { is, privacy: privacy ?? null, via: via ?? null };
  if (calls.length === 0) {
    return [
      { workload: from, to, action, promised, verdict: 'undetermined', privacy: null, via: null, outcome },
    ];
  }
  return calls.map(({ call, outcome: each }) => ({
    workload: call.workload,
    to,
    action,
    promised,
    verdict: call.verdict,
    privacy: call.privacy ?? null,
    via: viaOf(call),
    outcome: each,
  }));
}

/** The one way that all positions take; several ways are no way to name. */
function viaOf({ paths }: Call): string | null {
  const ways = [...new Set(paths.map(({ via }) => via.kind))].filter((way) => way !== 'none');
  const [only, second] = ways;
  return second === undefined ? (only ?? null) : ways.toSorted().join('+');
}

function differences(judged: readonly JudgedExpectation[]): readonly Diagnostic[] {
  return judged.flatMap(({ expectation, outcome, calls }) => {
    if (outcome === 'held') return [];
    const wrong = calls.find((call) => call.outcome !== 'held');
    const facts = {
      workload: expectation.from,
      to: expectation.to,
      promised: promisedText(expectation),
      found: wrong === undefined ? 'not there' : foundText(wrong.call),
    };
    return [diagnose(builtCallDiffers, facts, undefined)];
  });
}

function promisedText({ is, privacy, via }: Expectation): string {
  return [is, privacy, via].filter((part) => part !== undefined).join(', ');
}

function foundText(call: Call): string {
  return [call.verdict, call.privacy, viaOf(call)]
    .filter((part) => part !== undefined && part !== null)
    .join(', ');
}
