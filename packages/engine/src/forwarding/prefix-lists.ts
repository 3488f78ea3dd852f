import type { Unknown } from '../base/known.ts';
import type { AddressFamily, Prefix } from '../ip/address.ts';
import { type IpSet, setOfPrefixes } from '../ip/ip-set.ts';
import type { Id } from '../model/identity.ts';
import type { Network } from '../model/network.ts';

/** Facts about AWS that forwarding needs and the network does not hold. */
export interface ForwardingFacts {
  /** Entries of the managed prefix list behind a gateway endpoint's service name; `undefined` = not known. */
  readonly gatewayPrefixes: (serviceName: string) => readonly Prefix[] | undefined;
}

/** The addresses of one prefix list, and what is not known of it. */
export interface PrefixListAddresses {
  readonly addresses: IpSet;
  readonly prefixes: readonly Prefix[];
  readonly unknowns: readonly Unknown[];
}

/** SG-7: a list that is not in the input is unknown, never empty. */
export function prefixListAddresses(
  network: Network,
  id: Id<'PrefixList'>,
  family: AddressFamily,
): PrefixListAddresses {
  const list = network.prefixLists.get(id);
  if (list === undefined) {
    const unknown: Unknown = { reason: 'not-given', references: [{ address: id, path: 'entries' }] };
    return { addresses: setOfPrefixes(family, []), prefixes: [], unknowns: [unknown] };
  }
  const prefixes = list.entries.items.filter((prefix) => prefix.family === family);
  return { addresses: setOfPrefixes(family, prefixes), prefixes, unknowns: list.entries.unknowns };
}
