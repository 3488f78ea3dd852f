import type { Id, InternetGateway, Ipv6Prefix, Network, NetworkAcl, SecurityGroup } from '@naisen/engine';
import { describe, expect, it } from 'vitest';
import { modeOfMachine } from '../doctor/examine-machine.ts';
import type { LabPlan } from '../plan/lab-plan.ts';
import { generateNetwork } from './generate-network.ts';
import { describeDifference, judgeMany, shrinkDifference } from './judge-many.ts';
import type { EngineFault } from './judge-network.ts';
import { readNetworkText } from './read-network.ts';
import { terraformText } from './terraform-text.ts';

const mode = await modeOfMachine();
if (mode !== 'root') process.stderr.write('judge: skipped, because it needs Linux, root, ip and nft\n');

describe('the generator of networks', () => {
  it('gives the same network for a seed, and another for the next', () => {
    expect(terraformText(generateNetwork(7))).toBe(terraformText(generateNetwork(7)));
    expect(terraformText(generateNetwork(7))).not.toBe(terraformText(generateNetwork(8)));
  });

  it('writes Terraform that the engine reads without an error', () => {
    const errors = Array.from(
      { length: 60 },
      (_, seed) => readNetworkText(terraformText(generateNetwork(seed))).errors,
    );
    expect(errors.flat()).toEqual([]);
  });
});

/** Every rule of every group, seen otherwise. */
function withGroups(network: Network, change: (group: SecurityGroup) => SecurityGroup): Network {
  const groups = new Map<Id<'SecurityGroup'>, SecurityGroup>();
  for (const [id, group] of network.securityGroups) groups.set(id, change(group));
  return { ...network, securityGroups: groups };
}

function withAcls(network: Network, change: (acl: NetworkAcl) => NetworkAcl): Network {
  const acls = new Map<Id<'NetworkAcl'>, NetworkAcl>();
  for (const [id, acl] of network.networkAcls) acls.set(id, change(acl));
  return { ...network, networkAcls: acls };
}

/** Each with a network on which it shows. */
const engineFaults: readonly (readonly [string, number, EngineFault])[] = [
  [
    'a reference to a group admits nobody (SG-4)',
    8,
    (network) =>
      withGroups(network, (group) => ({
        ...group,
        ingress: {
          ...group.ingress,
          items: group.ingress.items.filter(({ peer }) => peer.kind !== 'security-group'),
        },
      })),
  ],
  [
    'rules of egress are not read (SG-1)',
    1,
    (network) => withGroups(network, (group) => ({ ...group, egress: { items: [], unknowns: [] } })),
  ],
  [
    'entries of an ACL go by the highest number (NACL-1)',
    27,
    (network) =>
      withAcls(network, (acl) => ({
        ...acl,
        entries: {
          ...acl.entries,
          items: acl.entries.items.map((entry) =>
            entry.ruleNumber.kind === 'known'
              ? { ...entry, ruleNumber: { kind: 'known', value: 32_000 - entry.ruleNumber.value } }
              : entry,
          ),
        },
      })),
  ],
  [
    'only the default route of a table counts (RT-4)',
    9,
    (network) => {
      const tables = [...network.routeTables].map(([id, table]) => {
        const items = table.routes.items.filter(
          ({ destination }) => destination.kind !== 'prefix' || destination.prefix.length === 0,
        );
        return [id, { ...table, routes: { ...table.routes, items } }] as const;
      });
      return { ...network, routeTables: new Map(tables) };
    },
  ],
  ['a gateway endpoint adds no route (GW-2)', 1, (network) => ({ ...network, vpcEndpoints: new Map() })],
  [
    'every interface has a public address (IGW-1)',
    3,
    (network) => {
      const workloads = [...network.workloads].map(
        ([id, workload]) => [id, { ...workload, publicIp: { kind: 'known', value: 'yes' } }] as const,
      );
      return { ...network, workloads: new Map(workloads) };
    },
  ],
];

/** Each is about IPv6 alone, and shows on a network. */
const ipv6Faults: readonly (readonly [string, number, EngineFault])[] = [
  [
    'a rule of a group for 0.0.0.0/0 admits IPv6 (V6-1)',
    29,
    (network) =>
      withGroups(network, (group) => ({
        ...group,
        ingress: withAnyIpv6(group.ingress),
        egress: withAnyIpv6(group.egress),
      })),
  ],
  [
    'rules of groups for IPv6 are not read (V6-1)',
    3,
    (network) =>
      withGroups(network, (group) => ({
        ...group,
        ingress: withoutIpv6(group.ingress),
        egress: withoutIpv6(group.egress),
      })),
  ],
  [
    'entries of an ACL for IPv6 are not read (NACL-5)',
    3,
    (network) =>
      withAcls(network, (acl) => ({
        ...acl,
        entries: { ...acl.entries, items: acl.entries.items.filter(({ family }) => family === 'ipv4') },
      })),
  ],
  [
    'a table has no route of IPv6 but the local one (RT-2)',
    3,
    (network) => {
      const tables = [...network.routeTables].map(([id, table]) => {
        const items = table.routes.items.filter(
          ({ destination }) => destination.kind !== 'prefix' || destination.prefix.family === 'ipv4',
        );
        return [id, { ...table, routes: { ...table.routes, items } }] as const;
      });
      return { ...network, routeTables: new Map(tables) };
    },
  ],
  [
    'everything in a subnet with a block has an address of IPv6 (IGW-3)',
    7,
    (network) => {
      const workloads = [...network.workloads].map(
        ([id, workload]) => [id, { ...workload, ipv6: { kind: 'known', value: 'yes' } }] as const,
      );
      return { ...network, workloads: new Map(workloads) };
    },
  ],
  [
    'an endpoint of IPv4 takes IPv6 as well (GW-15)',
    12,
    (network) => {
      const endpoints = [...network.vpcEndpoints].map(
        ([id, endpoint]) =>
          [id, { ...endpoint, ipAddressType: { kind: 'known', value: 'dualstack' } }] as const,
      );
      return { ...network, vpcEndpoints: new Map(endpoints) };
    },
  ],
];

/** What few networks have. */
const rareFaults: readonly (readonly [string, number, EngineFault])[] = [
  [
    'lists of the user have no entries (SG-5)',
    4,
    (network) => {
      const lists = [...network.prefixLists].map(
        ([id, list]) =>
          [id, id.startsWith('aws_ec2') ? { ...list, entries: { items: [], unknowns: [] } } : list] as const,
      );
      return { ...network, prefixLists: new Map(lists) };
    },
  ],
  [
    'a gateway is attached to the VPC whose table names it (IGW-1)',
    8,
    (network) => {
      const [vpc] = network.vpcs.keys();
      const gateways = [...network.internetGateways].map(
        ([id, gateway]) => [id, vpc === undefined ? gateway : attached(gateway, vpc)] as const,
      );
      return { ...network, internetGateways: new Map(gateways) };
    },
  ],
  [
    'the local route is that of the first block (RT-3)',
    35,
    (network) => {
      const vpcs = [...network.vpcs].map(
        ([id, vpc]) =>
          [id, { ...vpc, ipv4Cidrs: { items: vpc.ipv4Cidrs.items.slice(0, 1), unknowns: [] } }] as const,
      );
      return { ...network, vpcs: new Map(vpcs) };
    },
  ],
];

function attached(gateway: InternetGateway, vpc: Id<'Vpc'>): InternetGateway {
  return { ...gateway, vpc: { kind: 'known', value: vpc } };
}

function withAnyIpv6(rules: SecurityGroup['ingress']): SecurityGroup['ingress'] {
  const anywhere = { family: 'ipv6', address: 0n as Ipv6Prefix['address'], length: 0 } as const;
  const twins = rules.items.flatMap((rule) =>
    rule.peer.kind === 'prefix' && rule.peer.prefix.length === 0
      ? [{ ...rule, peer: { kind: 'prefix', prefix: anywhere } } as const]
      : [],
  );
  return { ...rules, items: [...rules.items, ...twins] };
}

function withoutIpv6(rules: SecurityGroup['ingress']): SecurityGroup['ingress'] {
  const items = rules.items.filter(({ peer }) => peer.kind !== 'prefix' || peer.prefix.family === 'ipv4');
  return { ...rules, items };
}

/** Takes all elements out of one map of every router. */
function emptyMap(plan: LabPlan, name: string): LabPlan {
  const pattern = new RegExp(`^(map ${name} \\{ type [^;]*;).*$`, 'gm');
  return {
    ...plan,
    namespaces: plan.namespaces.map((namespace) => ({
      ...namespace,
      nft: namespace.nft.replace(pattern, '$1 }'),
    })),
  };
}

describe.runIf(mode === 'root')('the engine against real packets', { timeout: 280_000 }, () => {
  it('agrees about every probe of 40 networks', async () => {
    const { probes, differences, refused } = await judgeMany({ firstSeed: 1, networks: 40 });
    expect(refused).toEqual([]);
    expect(differences.map(describeDifference)).toEqual([]);
    expect(probes).toBeGreaterThan(2000);
  });

  it.each([...engineFaults, ...ipv6Faults, ...rareFaults])(
    'catches an engine for which %s',
    async (_, firstSeed, engineFault) => {
      const { differences } = await judgeMany({ firstSeed, networks: 1, secondWaitMs: 0, engineFault });
      expect(differences.length).toBeGreaterThan(0);
    },
  );

  it.each([
    ['sg_in', 3],
    ['sg_out', 5],
    ['nacl_in', 2],
    ['nacl_out', 11],
    ['from_own', 1],
  ])('catches a lab whose map %s is empty (LAB-81)', async (name, firstSeed) => {
    const planFault = (plan: LabPlan): LabPlan => emptyMap(plan, name);
    const { differences } = await judgeMany({ firstSeed, networks: 1, secondWaitMs: 0, planFault });
    expect(differences.length).toBeGreaterThan(0);
  });

  it('shrinks the network of a difference', async () => {
    const [, firstSeed = 1, engineFault] = engineFaults[1] ?? [];
    if (engineFault === undefined) throw new Error('no fault');
    const { differences } = await judgeMany({ firstSeed, networks: 1, secondWaitMs: 0, engineFault });
    const [first] = differences;
    if (first === undefined) throw new Error('no difference');
    const text = terraformText(await shrinkDifference(first, { engineFault }, 20));
    expect(text.length).toBeLessThan(terraformText(generateNetwork(first.seed)).length * 0.8);
  });
});
