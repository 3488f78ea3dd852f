import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isNeeded } from '../src/planning/compare-calls.ts';
import type { Goal } from '../src/planning/plan.ts';
import { compareDecimals } from '../src/pricing/decimal.ts';
import { planOf } from './planned-networks.ts';

const cases = new URL('../../../cases/', import.meta.url);

/** The text of every case that is one file of Terraform. */
function stories(): readonly (readonly [string, string])[] {
  const folders = (at: URL) =>
    readdirSync(at, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders(cases).flatMap(({ name: theme }) =>
    folders(new URL(`${theme}/`, cases)).flatMap(({ name: story }) => {
      const main = new URL(`${theme}/${story}/main.tf`, cases);
      return existsSync(main) ? [[`${theme}/${story}`, readFileSync(main, 'utf8')] as const] : [];
    }),
  );
}

const goals: readonly Goal['kind'][] = ['private', 'no-nat', 'cheapest'];

describe('every case has a plan that does what its goal says, or a reason why not', () => {
  it.each(stories())('%s', (_, terraform) => {
    for (const goal of goals) {
      const answer = planOf(terraform, { goal, services: ['s3', 'logs'] });
      if (answer.kind === 'refused') {
        expect(answer.refusal.reasons.length).toBeGreaterThan(0);
        continue;
      }
      const { calls, network, billBefore, billAfter } = answer.plan;
      const needed = calls.filter(({ before }) => isNeeded(before));
      const stopped = needed.filter(
        ({ before, after }) => before.verdict === 'reachable' && after?.verdict !== 'reachable',
      );
      expect(stopped).toEqual([]);
      if (goal === 'private')
        expect(
          needed.filter(({ after }) => after?.privacy !== 'vpc' && after?.privacy !== 'gateway'),
        ).toEqual([]);
      if (goal === 'no-nat') expect([...network.natGateways.keys()]).toEqual([]);
      if (goal === 'cheapest')
        expect(compareDecimals(billAfter.totalUsd, billBefore.totalUsd)).toBeLessThanOrEqual(0);
    }
  });
});
