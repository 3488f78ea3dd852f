import { assertNever } from '../base/invariant.ts';
import { fail, type Result, succeed } from '../base/result.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import * as kinds from '../diagnostics/kinds/rehearsal.ts';
import type { ChangeProblem } from '../planning/apply-change.ts';
import type { RequestProblem } from '../planning/propose-endpoint.ts';

/** What is wrong with a change that was asked for. */
export function changeDiagnostic(problem: ChangeProblem | RequestProblem): Diagnostic {
  switch (problem.kind) {
    case 'not-in-network': {
      const { asked, nearest } = problem;
      return diagnose(kinds.removalOfNothing, { asked, nearest }, undefined);
    }
    case 'unknown-thing':
      return diagnose(kinds.removalOfNothing, { asked: problem.asked, nearest: [] }, undefined);
    case 'kept-by-aws':
      return diagnose(kinds.removalKeptByAws, { asked: problem.asked }, undefined);
    case 'not-a-request':
      return diagnose(kinds.notAnAddition, { asked: problem.asked }, undefined);
    case 'no-such-service': {
      const { asked, nearest } = problem;
      return diagnose(kinds.additionOfNoService, { asked, nearest }, undefined);
    }
    case 'type-not-offered': {
      const { asked, offered } = problem;
      return diagnose(kinds.additionOfOtherType, { asked, offered }, undefined);
    }
    case 'no-such-vpc':
    case 'which-vpc': {
      const { asked, kind, vpcs } = problem;
      return diagnose(kinds.additionNeedsVpc, { asked, why: kind, vpcs }, undefined);
    }
    case 'nowhere-to-put': {
      const { asked, vpc } = problem;
      return diagnose(kinds.additionNowhere, { asked, vpc }, undefined);
    }
    case 'already-there': {
      const { asked, endpoint } = problem;
      return diagnose(kinds.additionThereAlready, { asked, endpoint }, undefined);
    }
    default:
      return assertNever(problem);
  }
}

/** A question without any change. */
export function nothingToRehearse(): Diagnostic {
  return diagnose(kinds.nothingToRehearse, {}, undefined);
}

/** One `--set`: a variable of the root module, or an argument of a module call. */
export interface TriedSetting {
  /** `module.vpc`; empty for a variable of the root module. */
  readonly module: string;
  readonly name: string;
  readonly value: string;
}

/** Reads `enable_nat_gateway=false` and `module.vpc.enable_nat_gateway=false`. */
export function readTriedSetting(asked: string): Result<TriedSetting, Diagnostic> {
  const found =
    /^\s*(?:((?:module\.[\w-]+(?:\[[^\]]*\])?\.)+))?(?:var\.)?([A-Za-z_][\w-]*)\s*=([\s\S]*)$/.exec(asked);
  const name = found?.[2];
  if (found === null || name === undefined) {
    return fail(diagnose(kinds.notASetting, { asked }, undefined));
  }
  return succeed({ module: (found[1] ?? '').replace(/\.$/, ''), name, value: (found[3] ?? '').trim() });
}
