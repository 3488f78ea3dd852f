import type { HopJson } from './contract.ts';

/** The first step at which two paths part. */
export interface ChangedHop {
  readonly before: HopJson | null;
  readonly after: HopJson | null;
}

/**
 * Where the new path parts from the old one.
 *
 * Places do not count: a line that only moved has changed nothing.
 *
 * @returns nothing when both paths take the same steps
 */
export function changedHop(before: readonly HopJson[], after: readonly HopJson[]): ChangedHop | undefined {
  for (let index = 0; index < Math.max(before.length, after.length); index++) {
    const old = before[index];
    const now = after[index];
    if (old !== undefined && now !== undefined && stepOf(old) === stepOf(now)) continue;
    return { before: old ?? null, after: now ?? null };
  }
  return undefined;
}

function stepOf(hop: HopJson): string {
  return JSON.stringify([hop.direction, hop.kind, hop.component, hop.outcome, hop.code, hop.decided]);
}
