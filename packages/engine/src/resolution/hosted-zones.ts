import type { Unknown } from '../base/known.ts';
import type { HostedZone, Network, ResolverRule, Vpc } from '../model/network.ts';
import { mayEndWith, missingValue } from './doubts.ts';
import type { MissingName } from './resolution.ts';

/** A private hosted zone in which the name is, or may be. */
export interface PrivateZone {
  readonly kind: 'hosted-zone';
  readonly zone: HostedZone;
  /** Empty = not known. */
  readonly domain: string;
  readonly doubts: readonly MissingName[];
}

/** A resolver rule that covers the name, or may. */
export interface MatchingRule {
  readonly kind: 'rule';
  readonly rule: ResolverRule;
  /** The root domain is empty. */
  readonly domain: string;
  readonly forwards: boolean;
  readonly doubts: readonly MissingName[];
}

/** Is the name the domain, or below it? Everything is below the root. */
export function isWithin(name: string, domain: string): boolean {
  return domain === '' || name === domain || name.endsWith(`.${domain}`);
}

/** DNS-5: zones whose name is the question or a parent of it, seen from this VPC. */
export function privateZones(network: Network, vpc: Vpc, name: string): readonly PrivateZone[] {
  return [...network.hostedZones.values()].flatMap((zone) => {
    if (zone.vpcs === undefined) return [];
    const isHere = zone.vpcs.items.includes(vpc.id);
    if (!isHere && zone.vpcs.unknowns.length === 0) return [];
    const domain = domainOf(zone.name, name);
    if (domain === undefined) return [];
    const away = isHere
      ? []
      : zone.vpcs.unknowns.map((unknown) => missingValue(unknown, `${zone.id}.vpc`, zone.origin));
    const doubts = [...domain.doubts(zone), ...away, ...attributeDoubts(vpc)];
    return [{ kind: 'hosted-zone', zone, domain: domain.text, doubts }];
  });
}

/**
 * Private zones need both attributes too; what a VPC without DNS host names answers is not documented.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
 */
function attributeDoubts(vpc: Vpc): readonly MissingName[] {
  const { enableDnsHostnames } = vpc;
  const origin = vpc.origins.enableDnsHostnames ?? vpc.origin;
  const what = `${vpc.id}.enable_dns_hostnames`;
  if (enableDnsHostnames.kind === 'unknown') return [missingValue(enableDnsHostnames.unknown, what, origin)];
  return enableDnsHostnames.value
    ? []
    : [{ code: 'DNS_HOSTNAMES_DISABLED', what, unknown: undefined, origin }];
}

/** DNS-4: rules of this VPC that cover the name. */
export function matchingRules(network: Network, vpc: Vpc, name: string): readonly MatchingRule[] {
  return [...network.resolverRules.values()].flatMap((rule) => {
    const isHere = rule.vpcs.items.includes(vpc.id);
    if (!isHere && rule.vpcs.unknowns.length === 0) return [];
    const domain = domainOf(rule.domainName, name);
    if (domain === undefined) return [];
    const { ruleType } = rule;
    const away = isHere
      ? []
      : rule.vpcs.unknowns.map((unknown) => missingValue(unknown, `${rule.id}.vpc_id`, rule.origin));
    const kind =
      ruleType.kind === 'known' ? [] : [missingValue(ruleType.unknown, `${rule.id}.rule_type`, rule.origin)];
    const forwards = ruleType.kind === 'unknown' || ruleType.value === 'FORWARD';
    return [
      {
        kind: 'rule',
        rule,
        domain: domain.text,
        forwards,
        doubts: [...domain.doubts(rule), ...away, ...kind],
      },
    ];
  });
}

interface FoundDomain {
  readonly text: string;
  readonly doubts: (owner: HostedZone | ResolverRule) => readonly MissingName[];
}

/** @returns `undefined` = the name is not within that domain, whatever its unknown part is */
function domainOf(
  written:
    | { readonly kind: 'known'; readonly value: string }
    | { readonly kind: 'unknown'; readonly unknown: Unknown },
  name: string,
): FoundDomain | undefined {
  if (written.kind === 'known') {
    const text = written.value.toLowerCase().replace(/\.$/, '');
    return isWithin(name, text) ? { text, doubts: () => [] } : undefined;
  }
  const { unknown } = written;
  if (!mayEndWith(unknown, (tail) => name.endsWith(tail.replace(/\.$/, '')))) return undefined;
  return { text: '', doubts: (owner) => [missingValue(unknown, `${owner.id}.name`, owner.origin)] };
}
