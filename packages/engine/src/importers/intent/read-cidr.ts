import { type CidrProblem, intentCidrRefused } from '../../diagnostics/kinds/intent.ts';
import { formatPrefix, type Ipv4Prefix, parseIpv4, parsePrefix } from '../../ip/address.ts';
import type { Setting } from '../configuration/config-reader.ts';
import type { IntentReader } from './intent-reader.ts';

const example = '`10.0.0.0/16`';

/** AWS takes /16 to /28 for a VPC; under /24 there is no room for the zones that may come. */
const vpcLengths = { min: 16, max: 24 };

/** The range of a VPC, or one of on-premises. */
export function readCidr(
  reader: IntentReader,
  setting: Setting | undefined,
  of: 'vpc' | 'on-premises',
): Ipv4Prefix | undefined {
  const cidr = reader.text(setting);
  if (setting === undefined || cidr === undefined) return undefined;
  const refuse = (problem: CidrProblem, write: string): undefined =>
    reader.report(intentCidrRefused, { path: setting.path, cidr, problem, write }, setting);
  const parsed = parsePrefix(cidr);
  if (!parsed.ok) {
    if (parsed.error.kind !== 'host-bits-set') return refuse('not-a-cidr', example);
    return refuse('host-bits', `\`${formatPrefix(parsed.error.canonical)}\``);
  }
  const prefix = parsed.value;
  if (prefix.family === 'ipv6') return refuse('not-ipv4', example);
  if (of === 'on-premises') return prefix;
  if (!isPrivate(prefix)) return refuse('not-private', example);
  const { min, max } = vpcLengths;
  if (prefix.length < min) return refuse('too-large', `\`${cidr.split('/')[0]}/${min}\``);
  if (prefix.length > max) return refuse('too-small', `\`${cidr.split('/')[0]}/${max}\``);
  return prefix;
}

/** RFC 1918 and RFC 6598. */
const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

function isPrivate(prefix: Ipv4Prefix): boolean {
  return privateRanges.some((text) => {
    const [address = '', length = ''] = text.split('/');
    const base = parseIpv4(address);
    return base !== undefined && contains({ family: 'ipv4', address: base, length: Number(length) }, prefix);
  });
}

/** @returns whether the one range lies in the other */
function contains(outer: Ipv4Prefix, inner: Ipv4Prefix): boolean {
  const size = 2 ** (32 - outer.length);
  return inner.length >= outer.length && Math.floor(inner.address / size) * size === outer.address;
}

export function overlap(one: Ipv4Prefix, other: Ipv4Prefix): boolean {
  return contains(one, other) || contains(other, one);
}
