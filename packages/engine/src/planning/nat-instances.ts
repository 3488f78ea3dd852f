import { compareAddresses } from '../base/ordered.ts';
import type { Network } from '../model/network.ts';

/** NAT-10: instances and network interfaces to which a default route leads. Sorted. */
export function natInstancesOf({ routeTables }: Network): readonly string[] {
  const targets = [...routeTables.values()].flatMap(({ routes }) =>
    routes.items.flatMap(({ target, destination }): readonly string[] => {
      const isDefault = destination.kind === 'prefix' && destination.prefix.length === 0;
      const isForwarder = target.kind === 'instance' || target.kind === 'network-interface';
      return isDefault && isForwarder ? [target.id] : [];
    }),
  );
  return [...new Set(targets)].sort(compareAddresses);
}
