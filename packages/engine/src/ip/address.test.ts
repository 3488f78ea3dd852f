import { describe, expect, it } from 'vitest';
import { formatIpv4, formatIpv6, formatPrefix, parseIpv4, parseIpv6, parsePrefix } from './address.ts';

describe('parseIpv4', () => {
  it.each([
    ['10.0.0.1', 0x0a000001, 'four octets'],
    ['255.255.255.255', 0xffffffff, 'the last address is not negative'],
    ['0.0.0.0', 0, 'the first'],
    ['010.0.0.1', undefined, 'tools disagree about leading zeros'],
    ['10.0.1', undefined, 'three octets are a different address to inet_aton'],
    ['10.0.0.256', undefined, 'an octet ends at 255'],
    ['10.0.0.1 ', undefined, 'nothing around it'],
    ['0x0a.0.0.1', undefined, 'no hexadecimal'],
  ])('%s is %s, because %s', (text, value, _because) => expect(parseIpv4(text)).toBe(value));

  it('writes what it reads', () =>
    expect(formatIpv4(parseIpv4('192.168.255.0') ?? (0 as never))).toBe('192.168.255.0'));
});

describe('parseIpv6', () => {
  it.each([
    ['::', '::', 'all zeros'],
    ['2001:db8::1', '2001:db8::1', 'one run of zeros'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1', 'the first of two equal runs is shortened (RFC 5952)'],
    ['::ffff:10.0.0.1', '::ffff:a00:1', 'an IPv4 tail'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8', 'eight groups'],
    ['1:2:3:4:5:6:7', undefined, 'seven groups'],
    ['1::2::3', undefined, 'two runs are ambiguous'],
    ['1:2:3:4:5:6:7::8', undefined, '`::` stands for at least one group'],
    ['12345::', undefined, 'a group has four digits'],
    ['fe80::1%eth0', undefined, 'no zone'],
  ])('%s is %s, because %s', (text, written, _because) => {
    const value = parseIpv6(text);
    expect(value === undefined ? undefined : formatIpv6(value)).toBe(written);
  });
});

describe('parsePrefix', () => {
  it.each([
    ['10.0.0.0/16', '10.0.0.0/16', 'a block'],
    ['0.0.0.0/0', '0.0.0.0/0', 'everything'],
    ['10.0.1.5/32', '10.0.1.5/32', 'one address'],
    ['2001:db8::/32', '2001:db8::/32', 'IPv6'],
    ['10.0.1.5/24', 'host-bits-set', 'host bits are set'],
    ['10.0.0.0/33', 'length-out-of-range', 'IPv4 has 32 bits'],
    ['10.0.0.0/016', 'length-out-of-range', 'no leading zeros'],
    ['10.0.0.0', 'no-length', 'a length is needed'],
    ['ten/8', 'not-an-address', 'no address'],
  ])('%s is %s, because %s', (text, expected) => {
    const read = parsePrefix(text);
    expect(read.ok ? formatPrefix(read.value) : read.error.kind).toBe(expected);
  });
});
