import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Network } from '@naisen/engine';
import { type BuildStep, buildNetwork, inNamespace } from '../kernel/build-network.ts';
import { tearDown } from '../kernel/tear-down.ts';
import type { LabPlan } from '../plan/lab-plan.ts';
import { type TakenSocket, takeSockets } from '../sockets/take-sockets.ts';
import { filesOf } from './host-command.ts';

/** What answers on the lab's sockets; the network does not care what it is. */
export interface LabServices {
  readonly attach: (socket: TakenSocket) => Promise<void>;
  /** From now on everything is answered from this network. */
  readonly replace: (network: Network, plan: LabPlan) => Promise<void>;
  readonly close: () => Promise<void>;
}

export type StartServices = (sockets: readonly TakenSocket[], plan: LabPlan) => Promise<LabServices>;

/** A lab that is up in this process. */
export interface RunningLab {
  readonly plan: () => LabPlan;
  readonly close: () => Promise<void>;
}

/** Builds the plan, takes its sockets and serves them; a lab that cannot come up leaves nothing behind. */
export async function startLab(
  plan: LabPlan,
  stateDirectory: string,
  startServices: StartServices,
  progress: (step: BuildStep) => void,
): Promise<RunningLab> {
  try {
    writeFiles(plan, stateDirectory);
    await buildNetwork(plan, progress);
    progress('sockets');
    const sockets = await takeAllSockets(plan);
    progress('services');
    const services = await startServices(sockets, plan);
    return {
      plan: () => plan,
      close: async () => {
        await services.close();
        for (const socket of sockets) closeSocket(socket);
        await tearDown(plan.prefix);
      },
    };
  } catch (error) {
    await tearDown(plan.prefix);
    throw error;
  }
}

/** One child for each namespace, two at a time: each is a Node of its own. */
async function takeAllSockets({ listeners }: LabPlan): Promise<readonly TakenSocket[]> {
  const namespaces = [...new Set(listeners.map(({ namespace }) => namespace))];
  const taken: TakenSocket[] = [];
  const queue = [...namespaces];
  const worker = async (): Promise<void> => {
    for (let namespace = queue.shift(); namespace !== undefined; namespace = queue.shift()) {
      const own = listeners.filter((listener) => listener.namespace === namespace);
      taken.push(...(await takeSockets(namespace, own, inNamespace)));
    }
  };
  await Promise.all([worker(), worker(), worker()]);
  return taken;
}

function closeSocket(socket: TakenSocket): void {
  if (socket.protocol === 'tcp') socket.server.close();
  else socket.socket.close();
}

export function writeFiles({ namespaces }: LabPlan, stateDirectory: string): void {
  for (const namespace of namespaces)
    for (const { path, text } of namespace.files) {
      const target = join(filesOf(stateDirectory, namespace), path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
}
