import { type Known, known } from '../../../base/known.ts';
import { portOutOfRange, unknownProtocol } from '../../../diagnostics/kinds/network-values.ts';
import type { ProtocolNumber } from '../../../model/network.ts';
import { argumentOf, type Declared, integerAt, originOf, textOf } from './declared.ts';
import { invalid, type Reading, report } from './reading.ts';

/**
 * Names that EC2 takes for protocols; anything else is a number.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 */
const protocolNames: Readonly<Record<string, ProtocolNumber>> = {
  all: -1,
  '-1': -1,
  icmp: 1,
  tcp: 6,
  udp: 17,
  icmpv6: 58,
};

const portMax = 65_535;
const withPorts: readonly ProtocolNumber[] = [6, 17];

export function readProtocol(reading: Reading, declared: Declared, name: string): Known<ProtocolNumber> {
  const text = textOf(argumentOf(declared, name));
  const origin = originOf(declared, name);
  if (text === undefined) return invalid(origin);
  if (text.kind === 'unknown') return text;
  const named = protocolNames[text.value.toLowerCase()];
  if (named !== undefined) return known(named);
  const number = /^\d{1,3}$/.test(text.value) ? Number(text.value) : 256;
  if (number <= 255) return known(number);
  report(reading, unknownProtocol, { written: text.value }, origin);
  return invalid(origin);
}

export interface Ports {
  readonly fromPort: Known<number>;
  readonly toPort: Known<number>;
}

const allPorts: Ports = { fromPort: known(0), toPort: known(portMax) };

/**
 * Ports of a rule. Protocols without ports and -1 have them all; the types and codes of ICMP, which stand in
 * the same arguments, are not modelled.
 *
 * SG-8: one open end (-1) reads as the end of the range.
 */
export function readPorts(reading: Reading, declared: Declared, protocol: Known<ProtocolNumber>): Ports {
  if (protocol.kind === 'known' && !withPorts.includes(protocol.value)) return allPorts;
  const from = integerAt(declared, 'from_port');
  const to = integerAt(declared, 'to_port');
  const fromPort = openEnd(from, 0);
  const toPort = openEnd(to, portMax);
  if (fromPort.kind === 'unknown' || toPort.kind === 'unknown') return { fromPort, toPort };
  if (protocol.kind === 'unknown') return { fromPort, toPort };
  if (fromPort.value <= toPort.value && toPort.value <= portMax) return { fromPort, toPort };
  const origin = originOf(declared, 'from_port');
  report(reading, portOutOfRange, { from: fromPort.value, to: toPort.value }, origin);
  return { fromPort: invalid(origin), toPort: invalid(origin) };
}

function openEnd(port: Known<number> | undefined, end: number): Known<number> {
  if (port === undefined) return known(end);
  return port.kind === 'known' && port.value < 0 ? known(end) : port;
}
