import type { Id, Ipv6Prefix, Network, Subnet, Vpc } from '@naisen/engine';
import { NumberRange } from './addresses.ts';
import { sortedById } from './place-interfaces.ts';

/** 2001:db8::/32 is for documentation: nobody takes an address of it for a real one. */
const documentation = 0x20010db8n << 96n;

/** The one place where such a block is made. */
function ipv6Block(address: bigint, length: number): Ipv6Prefix {
  return { family: 'ipv6', address: address as Ipv6Prefix['address'], length };
}

/**
 * The network with the IPv6 blocks that AWS would assign: a /56 for a VPC, a /64 of it for a subnet. Which
 * they are is only known after apply, and no rule of AWS depends on it.
 */
export function withAssignedBlocks(network: Network): Network {
  const vpcs = new Map<Id<'Vpc'>, Vpc>();
  const blocks = new Map<Id<'Vpc'>, { readonly block: Ipv6Prefix; readonly numbers: NumberRange }>();
  for (const [index, vpc] of sortedById(network.vpcs.values()).entries()) {
    const { items, unknowns } = vpc.ipv6Cidrs;
    const block =
      items[0] ??
      (unknowns.length > 0 ? ipv6Block(documentation + (BigInt(index + 1) << 72n), 56) : undefined);
    if (block === undefined) continue;
    blocks.set(vpc.id, { block, numbers: new NumberRange(0, 256) });
    vpcs.set(vpc.id, { ...vpc, ipv6Cidrs: { items: items.length > 0 ? items : [block], unknowns: [] } });
  }
  if (blocks.size === 0) return network;
  const subnets = new Map<Id<'Subnet'>, Subnet>();
  const all = sortedById(network.subnets.values());
  // Blocks that somebody wrote are nobody else's.
  for (const { vpc, ipv6Cidr } of all) {
    const home = vpc.kind === 'known' ? blocks.get(vpc.value) : undefined;
    if (home !== undefined && ipv6Cidr?.kind === 'known')
      home.numbers.reserve(Number((ipv6Cidr.value.address - home.block.address) >> 64n));
  }
  for (const subnet of all) {
    const home = subnet.vpc.kind === 'known' ? blocks.get(subnet.vpc.value) : undefined;
    if (home === undefined || subnet.ipv6Cidr?.kind !== 'unknown') continue;
    const number = BigInt(home.numbers.take(subnet.id) ?? 0);
    const value = ipv6Block(home.block.address + (number << 64n), 64);
    subnets.set(subnet.id, { ...subnet, ipv6Cidr: { kind: 'known', value } });
  }
  return {
    ...network,
    vpcs: new Map([...network.vpcs].map(([id, vpc]) => [id, vpcs.get(id) ?? vpc])),
    subnets: new Map([...network.subnets].map(([id, subnet]) => [id, subnets.get(id) ?? subnet])),
  };
}
