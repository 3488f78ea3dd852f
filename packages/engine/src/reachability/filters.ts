import { implicitDeny } from '../forwarding/network-acls.ts';
import type { Filtered } from '../forwarding/security-groups.ts';
import { formatSet, type IpSet } from '../ip/ip-set.ts';
import type { Facts, Hop, HopKind } from './answer.ts';
import type { Trail } from './trail.ts';

/** What a filter is asked, for the words and the mend. */
export interface FilterQuestion {
  readonly direction: Hop['direction'];
  readonly kind: Extract<HopKind, 'security-group' | 'network-acl'>;
  /** Seen from the ENI or subnet that is filtered. */
  readonly side: 'ingress' | 'egress';
  /** The groups or the ACL, as the source names them. */
  readonly component: string;
  readonly ports: string;
  readonly peer: string;
  readonly subnet: string;
}

/**
 * Writes one filter's answer on the trail.
 *
 * The addresses are one unknown address of a set, or all the addresses of a service: when some are allowed
 * and some not, the caller has split them already or the answer is not determined.
 */
export function recordFilter(trail: Trail, parts: readonly Filtered[], ask: () => FilterQuestion): void {
  // A sketch keeps no hops: what passes is not put into words.
  if (trail.isSketch && parts.length > 0 && parts.every(({ outcome }) => outcome === 'allow')) return;
  const question = ask();
  const denied = parts.find(({ outcome }) => outcome === 'deny');
  const allowed = parts.find(({ outcome }) => outcome === 'allow');
  const open = parts.find(({ outcome }) => outcome === 'unknown');
  const facts: Facts = {
    side: question.side,
    ports: question.ports,
    peer: question.peer,
    component: question.component,
    subnet: question.subnet,
  };
  if (denied !== undefined && allowed === undefined && open === undefined)
    recordDenial(trail, denied, question, facts);
  else if (denied === undefined && open === undefined && allowed !== undefined)
    recordPass(trail, allowed, question, facts);
  else recordDoubt(trail, parts, question, facts);
}

function rulesOf(question: FilterQuestion): readonly string[] {
  if (question.kind === 'security-group') return ['SG-1'];
  return question.direction === 'return' ? ['NACL-2', 'NACL-3'] : ['NACL-1'];
}

function recordPass(trail: Trail, allowed: Filtered, question: FilterQuestion, facts: Facts): void {
  const code = question.kind === 'security-group' ? 'SECURITY_GROUP_ALLOWS' : 'NETWORK_ACL_ALLOWS';
  trail.hop(question.direction, {
    kind: question.kind,
    component: allowed.component,
    outcome: 'pass',
    code,
    decided: allowed.decided,
    facts,
    rules: rulesOf(question),
    origin: allowed.origin,
  });
}

function recordDenial(trail: Trail, denied: Filtered, question: FilterQuestion, facts: Facts): void {
  const isGroup = question.kind === 'security-group';
  const code = isGroup ? 'ENI_SG_RULES_MISMATCH' : 'SUBNET_ACL_RESTRICTION';
  const component = denied.component === '' ? question.component : denied.component;
  const rules = rulesOf(question);
  const { decided, origin } = denied;
  trail.hop(question.direction, {
    kind: question.kind,
    component,
    outcome: 'block',
    code,
    decided,
    facts: { ...facts, component },
    rules,
    origin,
  });
  const kind = decided === implicitDeny(question.side) ? { kind: 'implicit-deny' } : {};
  trail.block(code, component, { ...facts, component, decided, ...kind }, rules, origin, mendOf(question));
}

function mendOf({ kind, side }: FilterQuestion): string {
  if (kind === 'security-group')
    return side === 'egress' ? 'ALLOW_SECURITY_GROUP_EGRESS' : 'ALLOW_SECURITY_GROUP_INGRESS';
  return side === 'egress' ? 'ALLOW_NETWORK_ACL_EGRESS' : 'ALLOW_NETWORK_ACL_INGRESS';
}

function recordDoubt(trail: Trail, parts: readonly Filtered[], question: FilterQuestion, facts: Facts): void {
  const unknowns = parts.flatMap((part) => part.unknowns);
  const component = parts.find(({ outcome }) => outcome === 'unknown')?.component || question.component;
  trail.hop(question.direction, {
    kind: question.kind,
    component,
    outcome: 'unknown',
    code: unknowns.length > 0 ? 'UNKNOWN_UNTIL_APPLY' : 'UNKNOWN_ADDRESS',
    decided: '',
    facts,
    rules: question.kind === 'security-group' ? ['SG-7'] : ['NACL-1'],
  });
  if (unknowns.length > 0) trail.missAll(unknowns, component, undefined);
  else trail.miss('UNKNOWN_ADDRESS', question.peer, facts, undefined);
}

const described = new WeakMap<IpSet, string>();

export function describeSet(set: IpSet): string {
  const earlier = described.get(set);
  if (earlier !== undefined) return earlier;
  const { prefixes, more } = formatSet(set, 3);
  const text = more > 0 ? `${prefixes.join(', ')} +${more}` : prefixes.join(', ');
  described.set(set, text);
  return text;
}
