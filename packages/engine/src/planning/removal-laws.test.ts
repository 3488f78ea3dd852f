import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDirectory } from '../../test/terraform-network.ts';
import { createCatalog } from '../catalog/create-catalog.ts';
import type { Network } from '../model/network.ts';
import { applyChanges } from './apply-change.ts';
import { thingsOf } from './removed-things.ts';

const root = new URL('../../../../', import.meta.url);
const catalog = createCatalog({ read: (name) => readFileSync(new URL(`catalog/${name}`, root), 'utf8') });
const names = [
  'examples/shop',
  'cases/joined/endpoint-of-peer',
  'cases/ipv6/egress-only-gateway',
  'cases/names/own-zone-for-an-endpoint',
];
const networks = new Map(
  names.map((name) => [name, readDirectory(new URL(`${name}/`, root)).network] as const),
);

function remove(network: Network, addresses: readonly string[]): ReturnType<typeof applyChanges> {
  return applyChanges(
    network,
    addresses.map((address) => ({ kind: 'remove', address })),
    catalog,
  );
}

interface Removal {
  readonly name: string;
  readonly addresses: readonly string[];
}

/** Some things of one network, in some order. */
const removals: fc.Arbitrary<Removal> = fc.constantFrom(...networks.keys()).chain((name) => {
  const ids = thingsOf(networkOf(name)).map(({ id }) => id);
  const addresses = fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 4 });
  return fc.record({ name: fc.constant(name), addresses });
});

function networkOf(name: string): Network {
  const network = networks.get(name);
  if (network === undefined) throw new Error(name);
  return network;
}

describe('what holds of every removal', () => {
  it('nothing refers to what went', () => {
    fc.assert(
      fc.property(removals, ({ name, addresses }) => {
        const network = networkOf(name);
        const answer = remove(network, addresses);
        const left = linksIn(answer.network);
        expect(answer.removed.filter((id) => left.has(id))).toEqual([]);
      }),
      { seed: 20_261_128, numRuns: 300 },
    );
  });

  it('the order does not matter, and a second time changes nothing', () => {
    fc.assert(
      fc.property(removals, ({ name, addresses }) => {
        const network = networkOf(name);
        const once = remove(network, addresses).network;
        expect(shown(remove(network, addresses.toReversed()).network)).toEqual(shown(once));
        expect(shown(remove(once, addresses).network)).toEqual(shown(once));
      }),
      { seed: 20_261_129, numRuns: 200 },
    );
  });

  it('what is not told as removed is still there', () => {
    fc.assert(
      fc.property(removals, ({ name, addresses }) => {
        const network = networkOf(name);
        const answer = remove(network, addresses);
        const gone = new Set(answer.removed);
        const kept = thingsOf(network).filter(({ id }) => !gone.has(id));
        expect(thingsOf(answer.network).map(({ id }) => id)).toEqual(
          expect.arrayContaining(kept.map(({ id }) => id)),
        );
      }),
      { seed: 20_261_130, numRuns: 200 },
    );
  });
});

/** Every text of the network that could be a link: not where something was read, not what it says of calls. */
function linksIn(network: Network): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (value: unknown, key: string): void => {
    if (['origin', 'origins', 'facts', 'remarks', 'access', 'flowLogs'].includes(key)) return;
    if (typeof value === 'string') found.add(value);
    else if (value instanceof Map) for (const [id, thing] of value) walk([id, thing], '');
    else if (Array.isArray(value)) for (const item of value) walk(item, '');
    else if (typeof value === 'object' && value !== null)
      for (const [name, item] of Object.entries(value)) walk(item, name);
  };
  walk(network, '');
  return found;
}

function shown(network: Network): unknown {
  return JSON.parse(
    JSON.stringify(network, (_key, value: unknown) =>
      typeof value === 'bigint'
        ? String(value)
        : value instanceof Map
          ? [...value].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
          : value,
    ),
  );
}
