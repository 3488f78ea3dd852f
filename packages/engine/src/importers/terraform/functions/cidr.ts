import { succeed } from '../../../base/result.ts';
import { listOf, listType, numberType, stringType, stringValue } from '../values/construct.ts';
import { toBigInt, toSafeInteger } from '../values/number.ts';
import type { Value } from '../values/value.ts';
import { numberAt, textAt } from './arguments.ts';
import { type FunctionTable, type Outcome, refuse } from './definition.ts';

const prefix = { name: 'prefix', type: stringType };

/**
 * Prefix arithmetic, exact for both families, with Terraform's leniencies: leading zeros count as decimal
 * (`010.0.0.0/08` is 10.0.0.0/8) and host bits are cleared.
 *
 * @see https://developer.hashicorp.com/terraform/language/functions/cidrsubnet
 */
export const cidrFunctions: FunctionTable = {
  cidrhost: {
    parameters: [prefix, { name: 'hostnum', type: numberType }],
    result: stringType,
    apply: applyCidrHost,
  },
  cidrnetmask: { parameters: [prefix], result: stringType, apply: applyCidrNetmask },
  cidrsubnet: {
    parameters: [prefix, { name: 'newbits', type: numberType }, { name: 'netnum', type: numberType }],
    result: stringType,
    apply: applyCidrSubnet,
  },
  cidrsubnets: {
    parameters: [prefix],
    variadic: { name: 'newbits', type: numberType },
    result: listType(stringType),
    apply: applyCidrSubnets,
  },
};

/** Every bit of `address` past `length` is zero. */
interface Prefix {
  readonly address: bigint;
  /** 32 or 128. */
  readonly width: number;
  readonly length: number;
}

function parsePrefix(text: string): Prefix | undefined {
  const [addressText, lengthText, ...rest] = text.split('/');
  if (addressText === undefined || lengthText === undefined || rest.length > 0) return undefined;
  if (!/^\d{1,6}$/.test(lengthText)) return undefined;
  const length = Number(lengthText);
  const v4 = parseIpv4(addressText);
  const address = v4 ?? parseIpv6(addressText);
  const width = v4 === undefined ? 128 : 32;
  if (address === undefined || length > width) return undefined;
  return { address: clearHostBits(address, width, length), width, length };
}

function clearHostBits(address: bigint, width: number, length: number): bigint {
  const hostBits = BigInt(width - length);
  return (address >> hostBits) << hostBits;
}

/** Four decimal octets; leading zeros are skipped, never read as octal. */
function parseIpv4(text: string): bigint | undefined {
  const octets = text.split('.');
  if (octets.length !== 4) return undefined;
  let address = 0n;
  for (const octet of octets) {
    if (!/^0*\d{1,3}$/.test(octet) || Number(octet) > 255) return undefined;
    address = (address << 8n) | BigInt(octet.replace(/^0+(?=\d)/, ''));
  }
  return address;
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(parseGroups);
  if (head === undefined) return undefined;
  if (halves.length === 1) return head.length === 8 ? joinGroups(head) : undefined;
  if (tail === undefined || head.length + tail.length > 7) return undefined;
  const gap = Array.from({ length: 8 - head.length - tail.length }, () => 0n);
  return joinGroups([...head, ...gap, ...tail]);
}

/** The 16-bit groups of one side of `::`; an IPv4 tail gives two. */
function parseGroups(text: string): readonly bigint[] | undefined {
  if (text === '') return [];
  const groups: bigint[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      groups.push(BigInt(`0x${part}`));
      continue;
    }
    const v4 = i === parts.length - 1 ? parseIpv4(part) : undefined;
    if (v4 === undefined) return undefined;
    groups.push(v4 >> 16n, v4 & 0xffffn);
  }
  return groups;
}

function joinGroups(groups: readonly bigint[]): bigint {
  return groups.reduce((address, group) => (address << 16n) | group, 0n);
}

/** IPv6 addresses that hold an IPv4 address are written as that one. */
const mappedIpv4 = 0xffffn;

function isMappedIpv4(address: bigint, width: number): boolean {
  return width === 128 && address >> 32n === mappedIpv4;
}

function formatAddress(address: bigint, width: number): string {
  if (width === 32 || isMappedIpv4(address, width)) return formatIpv4(address & 0xffffffffn);
  return formatIpv6(address);
}

function formatIpv4(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 0xffn).join('.');
}

/** RFC 5952: the first longest run of two or more zero groups becomes `::`. */
function formatIpv6(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) => (address >> BigInt(112 - 16 * i)) & 0xffffn);
  const text = groups.map((group) => group.toString(16));
  const run = longestZeroRun(groups);
  if (run.length < 2) return text.join(':');
  return `${text.slice(0, run.start).join(':')}::${text.slice(run.start + run.length).join(':')}`;
}

function longestZeroRun(groups: readonly bigint[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === 0n) length++;
    if (length > best.length) best = { start, length };
  }
  return best;
}

function formatPrefix({ address, width, length }: Prefix): string {
  const shown = isMappedIpv4(address, width) && length >= 96 ? length - 96 : length;
  return `${formatAddress(address, width)}/${shown}`;
}

function applyCidrHost(args: readonly Value[]): Outcome {
  const network = parsePrefix(textAt(args, 0));
  if (network === undefined) return refuse('cidrhost', 'prefix', 0, 'not-cidr', textAt(args, 0));
  const number = toBigInt(numberAt(args, 1));
  if (number === undefined) return refuse('cidrhost', 'hostnum', 1, 'not-whole');
  const hosts = 1n << BigInt(network.width - network.length);
  // Terraform compares the low 64 bits only, and lets larger numbers run over into the network's bits.
  const isTooLarge = BigInt.asIntN(64, number) >= hosts || number >> BigInt(network.width) > 0n;
  if (number < -hosts || isTooLarge)
    return refuse('cidrhost', 'hostnum', 1, 'number-does-not-fit', String(number));
  const offset = number < 0n ? hosts + number : number;
  return succeed(stringValue(formatAddress(network.address | offset, network.width)));
}

function applyCidrNetmask(args: readonly Value[]): Outcome {
  const network = parsePrefix(textAt(args, 0));
  if (network === undefined) return refuse('cidrnetmask', 'prefix', 0, 'not-cidr', textAt(args, 0));
  const { address, width, length } = network;
  if (width === 128 && !isMappedIpv4(address, width))
    return refuse('cidrnetmask', 'prefix', 0, 'not-ipv4', textAt(args, 0));
  const ones = clearHostBits((1n << BigInt(width)) - 1n, width, length);
  return succeed(stringValue(width === 32 ? formatIpv4(ones) : formatIpv6(ones)));
}

function applyCidrSubnet(args: readonly Value[]): Outcome {
  const network = parsePrefix(textAt(args, 0));
  if (network === undefined) return refuse('cidrsubnet', 'prefix', 0, 'not-cidr', textAt(args, 0));
  const newBits = toSafeInteger(numberAt(args, 1));
  if (newBits === undefined) return refuse('cidrsubnet', 'newbits', 1, 'not-whole');
  const number = toBigInt(numberAt(args, 2));
  if (number === undefined) return refuse('cidrsubnet', 'netnum', 2, 'not-whole');
  const length = network.length + newBits;
  if (length > network.width || length < 0)
    return refuse('cidrsubnet', 'newbits', 1, 'too-many-bits', String(newBits));
  const highest = newBits < 0 || newBits >= 64 ? (1n << 64n) - 1n : (1n << BigInt(newBits)) - 1n;
  const size = BigInt.asUintN(64, number < 0n ? -number : number);
  if (size > highest) return refuse('cidrsubnet', 'netnum', 2, 'number-does-not-fit', String(number));
  // A negative number sets every bit above it, and the sign is lost when the address is written: Terraform
  // does the same.
  const combined = network.address | (number << BigInt(network.width - length));
  const address = combined < 0n ? -combined : combined;
  if (address >> BigInt(network.width) > 0n) return refuse('cidrsubnet', 'netnum', 2, 'number-does-not-fit');
  return succeed(stringValue(formatPrefix({ address, width: network.width, length })));
}

/** Consecutive prefixes, each as near behind the one before as its size lets it. */
function applyCidrSubnets(args: readonly Value[]): Outcome {
  const network = parsePrefix(textAt(args, 0));
  if (network === undefined) return refuse('cidrsubnets', 'prefix', 0, 'not-cidr', textAt(args, 0));
  if (network.address === 0n && args.length > 1)
    return refuse('cidrsubnets', 'prefix', 0, 'starts-at-zero', textAt(args, 0));
  const end = network.address + (1n << BigInt(network.width - network.length));
  const prefixes: Value[] = [];
  let next = network.address;
  for (let i = 1; i < args.length; i++) {
    const newBits = toSafeInteger(numberAt(args, i));
    if (newBits === undefined) return refuse('cidrsubnets', 'newbits', i, 'not-whole');
    if (newBits < 1) return refuse('cidrsubnets', 'newbits', i, 'not-positive', String(newBits));
    if (newBits > 32) return refuse('cidrsubnets', 'newbits', i, 'too-many-new-bits', String(newBits));
    const length = network.length + newBits;
    if (length > network.width) return refuse('cidrsubnets', 'newbits', i, 'too-many-bits', String(newBits));
    const size = 1n << BigInt(network.width - length);
    const address = ((next + size - 1n) / size) * size;
    if (address + size > end) return refuse('cidrsubnets', 'newbits', i, 'no-space-left');
    prefixes.push(stringValue(formatPrefix({ address, width: network.width, length })));
    next = address + size;
  }
  return succeed(listOf(stringType, prefixes));
}
