import type { Network } from '@naisen/engine';
import type { LabPlan } from '../plan/lab-plan.ts';
import type { TakenSocket } from '../sockets/take-sockets.ts';

/** What answers on the lab's sockets; the network does not care what it is. */
export interface LabServices {
  readonly attach: (socket: TakenSocket) => Promise<void>;
  /** From now on everything is answered from this network. */
  readonly replace: (network: Network, plan: LabPlan) => Promise<void>;
  readonly close: () => Promise<void>;
}
