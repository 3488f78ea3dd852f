import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Network } from '../packages/engine/src/model/network.ts';
import type { Call } from '../packages/engine/src/reachability/answer.ts';
import { joinOutlines } from '../packages/engine/src/reachability/call.ts';
import { checkNetwork } from '../packages/engine/src/reachability/check.ts';
import { readDirectory } from '../packages/engine/test/terraform-network.ts';
import { estateServices, makeEstate } from './estate.ts';
import { catalog, seed } from './prove-estate.ts';

/** The matrix is proved in short, a path is shown in full: both must come to the same. */
function differing(network: Network): readonly string[] {
  const needs = () => [{ service: 'internet', reason: { kind: 'asked' as const } }];
  const { calls } = checkNetwork(network, catalog, { needs, services: estateServices });
  expect(calls.length).toBeGreaterThan(0);
  return calls.flatMap((call) => {
    const { verdict, privacy, split, via, service, workload, paths } = call;
    const short = shown({ verdict, privacy, split, via });
    const full = shown(joinOutlines(paths));
    return short === full ? [] : [`${workload} -> ${service}: ${short} in short, ${full} in full`];
  });
}

function shown({
  verdict,
  privacy,
  split,
  via,
}: Pick<Call, 'verdict' | 'privacy' | 'split' | 'via'>): string {
  return `${verdict} ${privacy} ${split ? 'split' : 'whole'} ${via.kind} ${via.component}`;
}

const root = new URL('../', import.meta.url);
const folders = ['cases', 'examples'].flatMap((top) =>
  readdirSync(new URL(`${top}/`, root)).flatMap((name) =>
    ['', 'terraform/', 'network/'].map((below) => new URL(`${top}/${name}/${below}`, root)),
  ),
);
const stacks = folders.filter(
  (folder) => existsSync(folder) && readdirSync(folder).some((name) => name.endsWith('.tf')),
);

describe('what is proved in short is what the paths in full say (ENG-7)', () => {
  it('of an estate', () => {
    const estate = makeEstate({ workloads: 240, subnets: 60, securityGroups: 60, endpoints: 40 }, seed);
    expect(differing(estate)).toEqual([]);
  });

  it('of an estate whose gateways are gone: every kind of refusal', () => {
    const estate = makeEstate({ workloads: 120, subnets: 60, securityGroups: 60, endpoints: 40 }, seed + 1);
    const without = { ...estate, natGateways: new Map(), vpcEndpoints: new Map() };
    expect(differing(without)).toEqual([]);
  });

  it.each(stacks.map((folder) => ({ name: folder.pathname.slice(root.pathname.length), folder })))(
    'of $name',
    ({ folder }) => {
      expect(differing(readDirectory(folder).network)).toEqual([]);
    },
  );
});
