import { compareText } from '../base/ordered.ts';
import { addedEndpoints, namedEndpoints, widenedGateways } from './added-endpoints.ts';
import type { Danger, DangerContext } from './danger.ts';
import { dangersOfGateway, openConnections } from './dangers-of-gateway.ts';
import { dangersOfInterface, dangersOfPrivateNames } from './dangers-of-interface.ts';
import { dangersOfRemoval } from './dangers-of-removal.ts';

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
