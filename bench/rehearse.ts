// The estate without a NAT gateway and with an endpoint more: `npx tsx --conditions=naisen-source bench/rehearse.ts`
import { readFileSync } from 'node:fs';
import { applyChanges } from '../packages/engine/src/planning/apply-change.ts';
import { parseEndpointRequest, proposeEndpoints } from '../packages/engine/src/planning/propose-endpoint.ts';
import { rehearse } from '../packages/engine/src/planning/rehearse.ts';
import { openPriceBook } from '../packages/engine/src/pricing/price-book.ts';
import { noUsage } from '../packages/engine/src/pricing/usage.ts';
import { answerRehearsal } from '../packages/engine/src/reports/rehearse-answer.ts';
import { estateServices, fullSize, makeEstate } from './estate.ts';
import { catalog, seed } from './prove-estate.ts';

const network = makeEstate({ ...fullSize, workloads: Number(process.argv[2] ?? fullSize.workloads) }, seed);
const calls = estateServices.map((service) => ({ service, reason: { kind: 'asked' as const } }));
const needs = () => calls;
const folder = new URL('../catalog/', import.meta.url);
const book = openPriceBook({ read: (name) => readFileSync(new URL(name, folder), 'utf8') });

/** Processor time: other work on the machine does not count into it. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function measure(): void {
  const start = cpuMs();
  const removal = { kind: 'remove' as const, address: [...network.natGateways.keys()][0] ?? '' };
  const without = applyChanges(network, [removal], catalog);
  const request = parseEndpointRequest(`endpoint:sts@${[...network.vpcs.keys()][0]}`);
  const proposed = request.ok ? proposeEndpoints(request.value, without.network, catalog, needs) : request;
  const additions = proposed.ok
    ? proposed.value.map((endpoint) => ({ kind: 'add-endpoint' as const, endpoint }))
    : [];
  const { network: after } = applyChanges(without.network, additions, catalog);
  const applied = cpuMs();
  const { routes } = without;
  const rehearsal = rehearse({ before: network, after, routes, catalog, needs, services: [] });
  const proven = cpuMs();
  const side = (of: typeof network) => ({ network: of, resources: [], findings: [] });
  const answer = answerRehearsal(
    {
      rehearsal,
      before: side(network),
      after: side(after),
      changes: [removal, ...additions],
      removed: without.removed,
      settings: [],
      switchedOff: [],
      endpointTypes: () => ['Interface'],
      isBilled: ({ service }) => service !== 'internet',
      book,
      usage: noUsage,
      diagnostics: [],
    },
    'en',
  );
  const done = cpuMs();
  console.log(
    `${network.workloads.size} workloads, ${answer.changes.length} calls change, ${answer.dangers.length} dangers`,
  );
  console.log(
    `  applied ${(applied - start).toFixed(0)} ms, proven twice ${(proven - applied).toFixed(0)} ms, ` +
      `priced and told ${(done - proven).toFixed(0)} ms`,
  );
}

for (let i = 0; i < 3; i++) measure();
