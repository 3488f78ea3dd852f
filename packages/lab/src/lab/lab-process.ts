import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Network } from '@naisen/engine';
import { type BuildStep, buildNetwork, inNamespace, NamespacesTaken } from '../kernel/build-network.ts';
import { changeNetwork } from '../kernel/change-network.ts';
import { KernelRefused } from '../kernel/run-program.ts';
import { namespacesOf, tearDown } from '../kernel/tear-down.ts';
import { diffPlans, type PlanChange } from '../plan/diff-plans.ts';
import type { LabPlan, Listener } from '../plan/lab-plan.ts';
import { type TakenSocket, takeSockets } from '../sockets/take-sockets.ts';
import { filesOf } from './host-command.ts';
import type { LabServices } from './lab-services.ts';

export type StartServices = (sockets: readonly TakenSocket[], plan: LabPlan) => Promise<LabServices>;

/** What an apply did. */
export type Applied =
  | { readonly kind: 'changed'; readonly changes: number; readonly namespaces: readonly string[] }
  /** Too much for single steps. */
  | { readonly kind: 'rebuilt' };

/** A lab that is up in this process. */
export class RunningLab {
  readonly #stateDirectory: string;
  readonly #services: LabServices;
  #plan: LabPlan;
  #sockets: readonly TakenSocket[];

  constructor(stateDirectory: string, services: LabServices, plan: LabPlan, sockets: readonly TakenSocket[]) {
    this.#stateDirectory = stateDirectory;
    this.#services = services;
    this.#plan = plan;
    this.#sockets = sockets;
  }

  /** Makes the lab what another plan says; only what changed is touched. */
  async apply(network: Network, plan: LabPlan): Promise<Applied> {
    const change = this.#isWhole() ? diffPlans(this.#plan, plan) : undefined;
    writeFiles(plan, this.#stateDirectory);
    const isChanged = change !== undefined && (await this.#change(plan, change));
    if (!isChanged) await this.#rebuild(plan);
    this.#plan = plan;
    await this.#services.replace(network, plan);
    if (!isChanged) return { kind: 'rebuilt' };
    const touched = [
      ...change.removed,
      ...change.added.map(({ name }) => name),
      ...change.changed.map(({ name }) => name),
    ];
    const namespaces = touched.map((name) => name.slice(plan.prefix.length).replace(/\.$/, ''));
    return { kind: 'changed', changes: change.count, namespaces };
  }

  /** @returns whether every step was taken; half a change is nothing that anybody could go on from */
  async #change(plan: LabPlan, change: PlanChange): Promise<boolean> {
    this.#close(change.closed);
    try {
      await changeNetwork(plan, change);
    } catch (error) {
      if (error instanceof KernelRefused) return false;
      throw error;
    }
    await this.#open(change.opened);
    return true;
  }

  /** Somebody may have removed a namespace by hand. */
  #isWhole(): boolean {
    const standing = new Set(namespacesOf(this.#plan.prefix));
    return this.#plan.namespaces.every(({ name }) => standing.has(name));
  }

  async close(): Promise<void> {
    await this.#services.close();
    this.#close(this.#plan.listeners);
    await tearDown(this.#plan.prefix);
  }

  async #rebuild(plan: LabPlan): Promise<void> {
    this.#close(this.#plan.listeners);
    await tearDown(this.#plan.prefix);
    await buildNetwork(plan, () => undefined);
    await this.#open(plan.listeners);
  }

  async #open(listeners: readonly Listener[]): Promise<void> {
    const taken = await takeAllSockets(listeners);
    for (const socket of taken) await this.#services.attach(socket);
    this.#sockets = [...this.#sockets, ...taken];
  }

  #close(listeners: readonly Listener[]): void {
    const closing = new Set(listeners.map((listener) => JSON.stringify(listener)));
    const isClosed = ({ listener }: TakenSocket): boolean => closing.has(JSON.stringify(listener));
    for (const socket of this.#sockets.filter(isClosed)) closeSocket(socket);
    this.#sockets = this.#sockets.filter((socket) => !isClosed(socket));
  }
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
    const sockets = await takeAllSockets(plan.listeners);
    progress('services');
    const services = await startServices(sockets, plan);
    return new RunningLab(stateDirectory, services, plan, sockets);
  } catch (error) {
    if (!(error instanceof NamespacesTaken)) await tearDown(plan.prefix);
    throw error;
  }
}

/** One child for each namespace, a few at a time: each is a Node of its own. */
async function takeAllSockets(listeners: readonly Listener[]): Promise<readonly TakenSocket[]> {
  const queue = [...new Set(listeners.map(({ namespace }) => namespace))];
  const taken: TakenSocket[] = [];
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

function writeFiles({ namespaces }: LabPlan, stateDirectory: string): void {
  for (const namespace of namespaces)
    for (const { path, text } of namespace.files) {
      const target = join(filesOf(stateDirectory, namespace), path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
}
