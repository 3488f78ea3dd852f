import type { Catalog, Network } from '@naisen/engine';
import { answerQuestion } from '../aws/dns/answer-question.ts';
import { serveDnsByTcp, serveDnsByUdp } from '../aws/dns/serve-dns.ts';
import { createLabWorld, type LabWorld } from '../aws/lab-world.ts';
import type { LabPlan } from '../plan/lab-plan.ts';
import type { TakenSocket } from '../sockets/take-sockets.ts';
import type { LabServices } from './lab-process.ts';

/** The resolver, and something that takes every other connection: enough to see whether a call arrives. */
export async function startResolver(
  network: Network,
  catalog: Catalog,
  plan: LabPlan,
  sockets: readonly TakenSocket[],
): Promise<LabServices> {
  const world = createLabWorld(network, catalog, plan);
  for (const socket of sockets) serve(socket, world);
  return { close: async () => undefined };
}

function serve(taken: TakenSocket, world: LabWorld): void {
  const { serves, way } = taken.listener;
  if (serves === 'dns' && way.kind === 'vpc') {
    const service = {
      answer: (name: string, type: string) => answerQuestion(world, way.vpc, name, type),
      onServed: () => undefined,
    };
    if (taken.protocol === 'udp') serveDnsByUdp(taken.socket, service);
    else serveDnsByTcp(taken.server, service);
  } else if (taken.protocol === 'tcp') taken.server.on('connection', (socket) => socket.destroy());
}
