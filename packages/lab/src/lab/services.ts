import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Network } from '@naisen/engine';
import { type AwsSide, type AwsSideFacts, openAwsSide } from '../aws/open-aws-side.ts';
import type { SessionUse } from '../aws/sessions.ts';
import { inNamespace } from '../kernel/build-network.ts';
import { mustRun } from '../kernel/run-program.ts';
import type { LabPlan } from '../plan/lab-plan.ts';
import type { TakenSocket } from '../sockets/take-sockets.ts';
import type { LabServices } from './lab-services.ts';

/** AWS aggregates for ten minutes by default; nobody waits that long for a record of a lab (FL-11). */
const flowLogSeconds = 10;

/** The AWS side of a lab, on the sockets of its namespaces. */
export async function startAwsSide(
  sockets: readonly TakenSocket[],
  plan: LabPlan,
  facts: Omit<AwsSideFacts, 'plan'>,
): Promise<LabServices> {
  const side = await openAwsSide({ ...facts, plan });
  for (const socket of sockets) await side.attach(socket);
  writeEnvironments(side, facts.network, plan, facts.stateDirectory);
  const flowLogs = side.collectFlowLogs(
    (router) => mustRun(inNamespace(router, ['nft', '-j', 'list', 'sets'])),
    flowLogSeconds,
  );
  return {
    attach: side.attach,
    replace: async (network, changed) => {
      await side.replace(network, changed);
      writeEnvironments(side, network, changed, facts.stateDirectory);
    },
    close: async () => {
      await flowLogs.stop();
      await side.close();
    },
  };
}

/** Where `lab exec` finds what the credentials of a host are; it runs in another process. */
export function environmentFile(stateDirectory: string, host: string, use: SessionUse): string {
  return join(stateDirectory, 'environment', `${host}.${use}.json`);
}

/** What programs outside the VPC are started with, to operate the account. */
export function operatorFile(stateDirectory: string): string {
  return join(stateDirectory, 'operator.json');
}

function writeEnvironments(side: AwsSide, network: Network, plan: LabPlan, stateDirectory: string): void {
  mkdirSync(join(stateDirectory, 'environment'), { recursive: true, mode: 0o700 });
  writeFileSync(operatorFile(stateDirectory), JSON.stringify(side.operatorEnvironment()), { mode: 0o600 });
  const without: string[] = [];
  for (const { name, workload: id } of plan.hosts) {
    const workload = network.workloads.get(id);
    for (const use of ['application', 'agent'] as const) {
      const environment = workload === undefined ? {} : side.environmentOf(workload, use);
      writeFileSync(environmentFile(stateDirectory, name, use), JSON.stringify(environment), { mode: 0o600 });
      if (workload !== undefined && !side.hasCredentials(workload, use)) without.push(`${name} ${use}`);
    }
  }
  writeFileSync(roleLessFile(stateDirectory), JSON.stringify(without), { mode: 0o600 });
}

function roleLessFile(stateDirectory: string): string {
  return join(stateDirectory, 'environment', 'without-role.json');
}

/** Whether programs on a host are given no credentials, because the source gives its workload no such role. */
export function isWithoutRole(stateDirectory: string, host: string, use: SessionUse): boolean {
  try {
    const without: readonly string[] = JSON.parse(readFileSync(roleLessFile(stateDirectory), 'utf8'));
    return without.includes(`${host} ${use}`);
  } catch {
    return false;
  }
}
