import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endpoint, hostedZone, networkOf, openCatalog, record, rule, vpc } from '../../test/name-networks.ts';
import type { Resolution } from './resolution.ts';
import { resolveName } from './resolve-name.ts';

const catalog = openCatalog();
const region = 'ap-northeast-1.amazonaws.com';

/** What the endpoints claim, written down here once more. `*` = every name below. */
const claims: Readonly<Record<string, readonly string[]>> = {
  logs: [`logs.${region}`],
  kms: [`kms.${region}`],
  'ecr.dkr': [`*.dkr.ecr.${region}`],
  'ecr.api': [`api.ecr.${region}`],
  s3: [`s3.${region}`, `*.s3.${region}`],
};
const names = [
  `logs.${region}`,
  `kms.${region}`,
  `1.dkr.ecr.${region}`,
  `api.ecr.${region}`,
  `b.s3.${region}`,
  `s3.${region}`,
  'a.corp.test',
  'corp.test',
];
const domains = ['.', 'com', 'amazonaws.com', region, `ecr.${region}`, 'corp.test', ...names];

type Sure = true | false | 'unknown';

interface WrittenNetwork {
  readonly hostnames: boolean;
  readonly endpoints: readonly {
    readonly service: string;
    readonly here: boolean;
    readonly privateDns: Sure;
  }[];
  readonly zones: readonly {
    readonly domain: string;
    readonly here: Sure;
    readonly records: readonly string[];
  }[];
  readonly rules: readonly { readonly domain: string; readonly here: boolean; readonly forward: boolean }[];
}

const sure = fc.constantFrom<Sure>(true, true, false, 'unknown');
const written: fc.Arbitrary<WrittenNetwork> = fc.record({
  hostnames: fc.constantFrom(true, true, true, false),
  endpoints: fc.array(
    fc.record({
      service: fc.constantFrom(...Object.keys(claims)),
      here: fc.constantFrom(true, true, false),
      privateDns: sure,
    }),
    { maxLength: 4 },
  ),
  zones: fc.array(
    fc.record({
      domain: fc.constantFrom(...domains.filter((domain) => domain !== '.')),
      here: sure,
      records: fc.subarray(names),
    }),
    { maxLength: 3 },
  ),
  rules: fc.array(
    fc.record({ domain: fc.constantFrom(...domains), here: fc.boolean(), forward: fc.boolean() }),
    { maxLength: 2 },
  ),
});

function resolve(network: WrittenNetwork, name: string): string {
  const main = vpc('main', { hostnames: network.hostnames });
  const built = networkOf({
    vpcs: [main],
    endpoints: network.endpoints.map(({ service, here, privateDns }, i) =>
      endpoint(`e${i}`, {
        service,
        vpc: here ? 'main' : 'other',
        privateDns,
        privateDnsOnlyForInboundResolverEndpoint: { kind: 'known', value: false },
      }),
    ),
    zones: network.zones.map(({ domain, here, records }, i) => {
      const inside = records.filter((owner) => owner === domain || owner.endsWith(`.${domain}`));
      const vpcs = here === 'unknown' ? 'unknown' : [here ? 'main' : 'other'];
      return hostedZone(
        `z${i}`,
        domain,
        inside.map((owner) => record(owner, 'A', ['10.0.0.9'])),
        { vpcs },
      );
    }),
    rules: network.rules.map(({ domain, here, forward }, i) =>
      rule(`r${i}`, domain, { type: forward ? 'FORWARD' : 'SYSTEM', vpcs: [here ? 'main' : 'other'] }),
    ),
  });
  return brief(resolveName(built, catalog, main, name, ['ipv4']));
}

function brief(resolution: Resolution): string {
  if (resolution.kind === 'no-answer') return `nothing ${resolution.blocker.component}`;
  if (resolution.kind === 'undetermined') {
    const code = resolution.missing[0]?.code;
    if (code === 'DNS_ZONE_CONFLICT') return 'conflict';
    return code === 'UNKNOWN_DNS_SERVER' ? `forward ${resolution.missing[0]?.what}` : 'open';
  }
  const [answer] = resolution.answers;
  if (answer?.kind === 'endpoint') return `endpoint ${answer.endpoint}`;
  return answer?.kind === 'addresses' ? `zone ${resolution.steps[0]?.component}` : 'public';
}

/** The AWS page read slowly: go up from the name to the root, and take the first owner that stands there. */
function slowly(network: WrittenNetwork, name: string): string {
  let isLocal = false;
  const labels = name.split('.');
  for (let i = 0; i <= labels.length; i++) {
    const domain = i === labels.length ? '.' : labels.slice(i).join('.');
    const rules = network.rules.flatMap((one, at) =>
      one.here && one.domain === domain ? [{ ...one, at }] : [],
    );
    if (rules.some(({ forward }) => !forward)) isLocal = true;
    else if (!isLocal && rules[0] !== undefined) return `forward r${rules[0].at}`;
    const owners: string[] = [];
    network.endpoints.forEach(({ service, here, privateDns }, at) => {
      if (!here || privateDns !== true || !network.hostnames) return;
      const mine = (claims[service] ?? []).filter(
        (claimed) => claimed === name || (claimed.startsWith('*') && name.endsWith(claimed.slice(1))),
      );
      if (mine.some((claimed) => claimed.replace('*.', '') === domain)) owners.push(`endpoint e${at}`);
    });
    network.zones.forEach((zone, at) => {
      if (zone.here !== true || zone.domain !== domain) return;
      owners.push(zone.records.includes(name) ? `zone z${at}` : `nothing z${at}`);
    });
    if (owners.length > 1) return 'conflict';
    if (owners[0] !== undefined) return owners[0];
  }
  return 'public';
}

/** Every network that the written one may turn out to be. */
function worlds(network: WrittenNetwork): readonly WrittenNetwork[] {
  const open = network.endpoints.findIndex(({ privateDns }) => privateDns === 'unknown');
  if (open >= 0) {
    return [true, false].flatMap((privateDns) =>
      worlds({
        ...network,
        endpoints: network.endpoints.map((one, i) => (i === open ? { ...one, privateDns } : one)),
      }),
    );
  }
  const away = network.zones.findIndex(({ here }) => here === 'unknown');
  if (away < 0) return [network];
  return [true, false].flatMap((here) =>
    worlds({ ...network, zones: network.zones.map((one, i) => (i === away ? { ...one, here } : one)) }),
  );
}

const settings = { seed: 20261128, numRuns: 3000 };

describe('a slow second reading of the resolver', () => {
  it('agrees where everything is known', () => {
    fc.assert(
      fc.property(written, fc.constantFrom(...names), (network, name) => {
        fc.pre(worlds(network).length === 1 && (network.hostnames || network.zones.length === 0));
        expect(resolve(network, name)).toBe(slowly(network, name));
      }),
      settings,
    );
  });

  it('an answer holds in every world that the unknown values leave open', () => {
    fc.assert(
      fc.property(written, fc.constantFrom(...names), (network, name) => {
        fc.pre(network.hostnames || network.zones.length === 0);
        const answer = resolve(network, name);
        const possible = new Set(worlds(network).map((world) => slowly(world, name)));
        if (answer !== 'open') expect([...possible]).toEqual([answer]);
      }),
      settings,
    );
  });

  it('is open only where an unknown value could matter', () => {
    fc.assert(
      fc.property(written, fc.constantFrom(...names), (network, name) => {
        fc.pre(network.hostnames || network.zones.length === 0);
        if (resolve(network, name) === 'open') expect(worlds(network).length).toBeGreaterThan(1);
      }),
      settings,
    );
  });

  it('does not depend on the order in which things are declared', () => {
    fc.assert(
      fc.property(written, fc.constantFrom(...names), (network, name) => {
        const kindOf = (answer: string) => answer.split(' ')[0];
        const turned = {
          ...network,
          endpoints: network.endpoints.toReversed(),
          zones: network.zones.toReversed(),
          rules: network.rules.toReversed(),
        };
        expect(kindOf(resolve(turned, name))).toBe(kindOf(resolve(network, name)));
      }),
      settings,
    );
  });
});
