import type { Family } from './family.ts';

/** Elements of one set: 65535 would cost 57 MB for each VPC (LAB-66). */
const setSize = 8192;

/**
 * Verdict and side: `o` = out of an ENI, `i` = into one, `b` = both, from an ENI straight to the one that has
 * the address: one count instead of two, 5 % of bulk TCP. `nor` = no route (LAB-93).
 */
const families = [
  ['acc', 'o'],
  ['acc', 'i'],
  ['acc', 'b'],
  ['rej', 'o'],
  ['rej', 'i'],
  ['nor', 'o'],
] as const;

type Side = (typeof families)[number][1];

/** What a counted packet meets next: it has arrived, or is on its way. */
function endOf(verdict: string, side: Side): 'accept' | 'return' {
  return verdict === 'acc' && side !== 'o' ? 'accept' : 'return';
}

/**
 * The sets from which flow-log records are read: one element for each ENI and 5-tuple, counted (LAB-60).
 *
 * At most five fields in a concatenation, hence one set for each protocol (pitfall 2).
 */
export function flowCounters(family: Family): readonly string[] {
  return families.flatMap(([verdict, side]) => counterFamily(verdict, side, family));
}

/** Without the sets: what is refused is dropped, and nothing is counted. */
export function plainVerdicts(): readonly string[] {
  return families.flatMap(([verdict, side]) =>
    verdict === 'acc'
      ? [`chain acc_${side}_count { ${endOf(verdict, side)}; }`]
      : [`chain ${verdict}_${side} { counter drop; }`],
  );
}

function counterFamily(verdict: string, side: Side, family: Family): readonly string[] {
  const device = side === 'i' ? 'oif' : 'iif';
  const end = endOf(verdict, side);
  const name = (protocol: string): string => `${verdict}_${protocol}_${side}`;
  const { nft, address, icmp } = family;
  const tuple = (sport: string, dport: string): string =>
    `${device} . ${nft} saddr . ${nft} daddr . ${sport} . ${dport}`;
  const tcp = tuple('tcp sport', 'tcp dport');
  const ports = `iface_index . ${address} . ${address} . inet_service . inet_service`;
  const types = `iface_index . ${address} . ${address} . ${icmp.type} . ${icmp.code}`;
  const set = (protocol: string, type: string): string =>
    `set ${name(protocol)} { type ${type}; size ${setSize}; flags dynamic,timeout; timeout 15m; counter; }`;
  const count = `${verdict}_${side}_count`;
  const flags = [
    ['syn', 'tcp flags & (syn | ack) == syn'],
    ['synack', 'tcp flags & (syn | ack) == (syn | ack)'],
    ['fin', 'tcp flags & fin == fin'],
    ['rst', 'tcp flags & rst == rst'],
  ] as const;
  return [
    ...['tcp', 'udp', 'syn', 'synack', 'fin', 'rst'].map((protocol) => set(protocol, ports)),
    set('icmp', types),
    `chain ${count} {`,
    `  meta l4proto tcp goto ${verdict}_${side}_tcp`,
    `  meta l4proto udp update @${name('udp')} { ${tuple('udp sport', 'udp dport')} } ${end}`,
    `  meta l4proto ${icmp.word} update @${name('icmp')} { ${tuple(`${icmp.word} type`, `${icmp.word} code`)} } ${end}`,
    `  ${end}`,
    '}',
    // Most packets are TCP without any of these flags.
    `chain ${verdict}_${side}_tcp {`,
    `  update @${name('tcp')} { ${tcp} }`,
    `  tcp flags & (syn | fin | rst) == 0 ${end}`,
    ...flags.map(([flag, test]) => `  ${test} add @${name(flag)} { ${tcp} }`),
    `  ${end}`,
    '}',
    ...(verdict === 'acc' ? [] : dropChain(verdict, side, tcp, name('tcp'), count)),
  ];
}

/** Logs the first packet of a tuple, counts, drops. What is refused at one ENI has left another. */
function dropChain(verdict: string, side: Side, tcp: string, set: string, count: string): readonly string[] {
  return [
    `chain ${verdict}_${side} {`,
    `  meta l4proto tcp ${tcp} != @${set} log group 5 prefix "${verdict} ${side}"`,
    `  meta l4proto != tcp limit rate 200/second log group 5 prefix "${verdict} ${side}"`,
    `  jump ${count}`,
    ...(side === 'i' ? ['  meta iifgroup != 0 jump acc_o_count'] : []),
    '  drop',
    '}',
  ];
}
