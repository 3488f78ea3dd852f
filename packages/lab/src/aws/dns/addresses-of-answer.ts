import type { Catalog, NameAnswer } from '@naisen/engine';
import { hashOf, ipv4Text, ipv6Text } from '../../plan/addresses.ts';

type AddressSet = Extract<NameAnswer, { kind: 'addresses' }>['set'];

/** More than any answer of a resolver. */
const addressesMax = 64;

/** Each address of a set, as text; of a record it holds a few. */
export function addressesOfSet(set: AddressSet): readonly string[] {
  const found: string[] = [];
  const { bounds } = set;
  for (let at = 0; at + 1 < bounds.length; at += 2) {
    const last = BigInt(bounds[at + 1] ?? 0);
    for (let address = BigInt(bounds[at] ?? 0); address <= last && found.length < addressesMax; address++)
      found.push(set.family === 'ipv4' ? ipv4Text(Number(address)) : ipv6Text(address));
  }
  return found;
}

/** TEST-NET-2: whoever is not AWS. */
const otherPeople = 0xc6336400;

/**
 * The address that the lab gives a public name: one of those that AWS publishes, so that prefix lists
 * and rules meet it as they would meet AWS's answer. The same name has the same address in every run.
 *
 * @returns `undefined` = no ranges of that Region are in the catalogue
 */
export function publicAddressOf(
  catalog: Catalog,
  name: string,
  { host, family }: Extract<NameAnswer, { kind: 'public' }>,
): string | undefined {
  if (host.kind === 'not-aws')
    return family === 'ipv4'
      ? ipv4Text(otherPeople + 1 + hashOf(name, 250))
      : ipv6Text((0x2001_0db8_0000_0002n << 64n) + BigInt(1 + hashOf(name, 60_000)));
  const service = host.kind === 'service' ? host.service.short : '';
  const found = catalog.publicAddresses(service, 'region' in host ? host.region : undefined, family);
  const prefix = found?.prefixes[hashOf(name, Math.max(found.prefixes.length, 1))];
  if (prefix === undefined) return undefined;
  if (prefix.family === 'ipv6') return ipv6Text(prefix.address + BigInt(1 + hashOf(name, 60_000)));
  const size = 2 ** (32 - prefix.length);
  return ipv4Text(prefix.address + (size <= 2 ? 0 : 1 + hashOf(`${name}.`, size - 2)));
}
