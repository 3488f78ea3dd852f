import { describe, expect, it } from 'vitest';
import { applyChanges } from '../packages/engine/src/planning/apply-change.ts';
import { Decisions } from '../packages/engine/src/planning/compare-calls.ts';
import { positionsIn, pricedCalls } from '../packages/engine/src/planning/priced-calls.ts';
import { parseEndpointRequest, proposeEndpoints } from '../packages/engine/src/planning/propose-endpoint.ts';
import { rehearse } from '../packages/engine/src/planning/rehearse.ts';
import { estateServices, makeEstate } from './estate.ts';
import { catalog, seed } from './prove-estate.ts';

const network = makeEstate({ workloads: 160, subnets: 40, securityGroups: 60, endpoints: 40 }, seed);
const calls = estateServices.map((service) => ({ service, reason: { kind: 'asked' as const } }));

function rehearsed() {
  const removal = { kind: 'remove' as const, address: [...network.natGateways.keys()][0] ?? '' };
  const request = parseEndpointRequest(`endpoint:sts@${[...network.vpcs.keys()][0]}`);
  const proposed = request.ok ? proposeEndpoints(request.value, network, catalog, () => calls) : request;
  const added = proposed.ok ? proposed.value : [];
  const changes = [removal, ...added.map((endpoint) => ({ kind: 'add-endpoint' as const, endpoint }))];
  const { network: after, routes } = applyChanges(network, changes, catalog);
  return rehearse({ before: network, after, routes, catalog, needs: () => calls, services: [] });
}

describe('what calls that change alike share', () => {
  const rehearsal = rehearsed();

  it('a shared decision is the one that the call has by itself', () => {
    const shared = new Decisions();
    expect(rehearsal.changes.length).toBeGreaterThan(100);
    const different = rehearsal.changes.filter(
      (change) => JSON.stringify(shared.of(change)) !== JSON.stringify(new Decisions().of(change)),
    );
    expect(different).toEqual([]);
  });

  it('ways told by parts in short are those of the paths in full', () => {
    const facts = { endpointTypes: () => [], workloadName: () => undefined };
    const inShort = pricedCalls(rehearsal.before, { ...facts, positionsOf: positionsIn(network) });
    const inFull = pricedCalls(rehearsal.before, facts);
    const shown = (all: typeof inFull) =>
      all.map(({ ways, ...call }) => ({ ...call, ways: [...ways].sort(byWay) }));
    expect(shown(inShort)).toEqual(shown(inFull));
  });
});

function byWay(a: { readonly component: string }, b: { readonly component: string }): number {
  return a.component < b.component ? -1 : 1;
}
