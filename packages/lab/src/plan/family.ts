/** The twins of a table: the same rules for each family (IPv4 and IPv6 never meet). */
export interface Family {
  readonly name: 'ipv4' | 'ipv6';
  /** Family of the nft table, and its word for the header. */
  readonly nft: 'ip' | 'ip6';
  readonly address: 'ipv4_addr' | 'ipv6_addr';
  readonly icmp: {
    readonly number: 1 | 58;
    readonly word: 'icmp' | 'icmpv6';
    readonly type: string;
    readonly code: string;
  };
  readonly anywhere: string;
  readonly length: 32 | 128;
}

export const ipv4: Family = {
  name: 'ipv4',
  nft: 'ip',
  address: 'ipv4_addr',
  icmp: { number: 1, word: 'icmp', type: 'icmp_type', code: 'icmp_code' },
  anywhere: '0.0.0.0/0',
  length: 32,
};

export const ipv6: Family = {
  name: 'ipv6',
  nft: 'ip6',
  address: 'ipv6_addr',
  icmp: { number: 58, word: 'icmpv6', type: 'icmpv6_type', code: 'icmpv6_code' },
  anywhere: '::/0',
  length: 128,
};
