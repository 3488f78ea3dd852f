import { compareText } from '../base/ordered.ts';
import type { Catalog } from '../catalog/create-catalog.ts';
import type { Origin } from '../model/identity.ts';
import type { Network } from '../model/network.ts';
import type { Call, Facts } from '../reachability/answer.ts';
import { addedEndpoints, namedEndpoints, widenedGateways } from './added-endpoints.ts';
import type { ChangedCall } from './compare-calls.ts';
import { dangersOfGateway, openConnections } from './dangers-of-gateway.ts';
import { dangersOfInterface, dangersOfPrivateNames } from './dangers-of-interface.ts';
import { dangersOfRemoval } from './dangers-of-removal.ts';
import type { RemovedRoute } from './removal.ts';

/** Something that a change does beside what was meant. Words are chosen by the reports. */
export interface Danger {
  /** Names a sentence of the catalogue. */
  readonly code: string;
  /**
   * `refused`: AWS does not take the change. `breaks`: the source shows what breaks. `check`: the source
   * cannot tell, and a person must look.
   */
  readonly weight: 'refused' | 'breaks' | 'check';
  readonly component: string;
  readonly facts: Facts;
  /** Semantics ids. */
  readonly rules: readonly string[];
  readonly origin: Origin | undefined;
}

/** What dangers are looked for in. */
export interface DangerContext {
  readonly before: Network;
  readonly after: Network;
  readonly routes: readonly RemovedRoute[];
  readonly catalog: Catalog;
  /** The matrix as it is. */
  readonly calls: readonly Call[];
  readonly changed: readonly ChangedCall[];
}

const weights = ['refused', 'breaks', 'check'] as const;

/** Dangers of all changes, each once, the certain ones first. */
export function dangersOf(context: DangerContext): readonly Danger[] {
  const added = addedEndpoints(context.before, context.after, context.catalog);
  const found = [
    ...added.flatMap((endpoint) =>
      endpoint.type === 'Gateway'
        ? dangersOfGateway(context, endpoint)
        : dangersOfInterface(context, endpoint),
    ),
    ...namedEndpoints(context.before, context.after, context.catalog).flatMap((endpoint) =>
      dangersOfPrivateNames(context, endpoint),
    ),
    ...widenedGateways(context.before, context.after, context.catalog).flatMap((endpoint) =>
      openConnections(context, endpoint),
    ),
    ...dangersOfRemoval(context),
  ];
  const distinct = new Map(found.map((danger) => [JSON.stringify([danger.code, danger.facts]), danger]));
  return [...distinct.values()].sort(
    (a, b) => weights.indexOf(a.weight) - weights.indexOf(b.weight) || compareText(a.code, b.code),
  );
}
