import { collection, known } from '../../base/known.ts';
import { suggestNames } from '../../base/nearest-names.ts';
import { type Diagnostic, diagnose, type Read } from '../../diagnostics/diagnostic.ts';
import * as kinds from '../../diagnostics/kinds/configuration.ts';
import { type Id, idOf } from '../../model/identity.ts';
import type { Network } from '../../model/network.ts';
import type { ConfiguredWorkload } from '../../model/settings.ts';
import type { Workload } from '../../model/workload.ts';

/** Adds the clients that the user's configuration names; one that stands nowhere is told and left out. */
export function addConfiguredWorkloads(
  network: Network,
  configured: readonly ConfiguredWorkload[],
): Read<Network> {
  if (configured.length === 0) return { value: network, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const workloads = new Map(network.workloads);
  for (const workload of configured) {
    const id = idOf('Workload', workload.name);
    const problems = [
      ...problemsOf(workload.subnets, network.subnets, `${workload.path}.subnets`, workload),
      ...problemsOf(
        workload.securityGroups,
        network.securityGroups,
        `${workload.path}.securityGroups`,
        workload,
      ),
      ...(workloads.has(id)
        ? [diagnose(kinds.sameWorkloadTwice, { path: workload.path, name: workload.name }, workload.range)]
        : []),
    ];
    diagnostics.push(...problems);
    if (problems.length === 0) workloads.set(id, workloadOf(id, workload));
  }
  return { value: { ...network, workloads }, diagnostics };
}

function problemsOf(
  names: readonly string[],
  things: ReadonlyMap<string, unknown>,
  path: string,
  { range }: ConfiguredWorkload,
): readonly Diagnostic[] {
  return names
    .filter((name) => !things.has(name))
    .map((name) =>
      diagnose(kinds.unknownComponent, { path, name, nearest: suggestNames(name, things.keys()) }, range),
    );
}

function workloadOf(id: Id<'Workload'>, configured: ConfiguredWorkload): Workload {
  const { name, kind, subnets, securityGroups, publicIp, range, path } = configured;
  return {
    id,
    kind,
    name,
    subnets: collection(subnets.map((subnet) => idOf('Subnet', subnet))),
    securityGroups: collection(securityGroups.map((group) => idOf('SecurityGroup', group))),
    publicIp: known(publicIp === undefined ? 'by-subnet' : publicIp ? 'yes' : 'no'),
    ipv6: known('by-subnet'),
    privateIps: [],
    sourceDestCheck: known(true),
    instance: undefined,
    origin: { kind: 'terraform', address: path, range },
    origins: {},
    facts: {},
  };
}
