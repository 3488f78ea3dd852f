import type { Known } from '../base/known.ts';
import { compareAddresses } from '../base/ordered.ts';
import type { Access, WrittenPolicy } from '../model/access.ts';
import type { Origin } from '../model/identity.ts';

/** A policy that asks how a call came: it answers otherwise when the call takes another way. */
export interface PathCondition {
  /** The role, policy or resource that it belongs to. */
  readonly of: string;
  /** IAM's prefix of the resource; `undefined` = an identity's policy, which may concern any service. */
  readonly service: string | undefined;
  /** Lower case, sorted: `aws:sourceip`. */
  readonly keys: readonly string[];
  readonly origin: Origin;
}

/**
 * KEY-1: `aws:SourceVpce`, `aws:SourceVpc` and `aws:VpcSourceIp` exist only on the way by an endpoint;
 * `aws:SourceIp` exists only on any other way.
 */
const pathKeys = /"aws:(?:SourceIp|SourceVpce|SourceVpc|VpcSourceIp|SourceVpcArn|VpceAccount|VpceOrgID)"/gi;

/** Every policy in the source whose conditions name a key of the path. Which statement wins is not asked. */
export function pathConditions(access: Access | undefined): readonly PathCondition[] {
  if (access === undefined) return [];
  const ofRoles = [...access.roles.values()].flatMap((role) => {
    const trust = role.trust === undefined ? [] : [role.trust];
    return [...trust, ...role.inlinePolicies.items].map((policy) => conditionOf(policy, role.id, undefined));
  });
  const managed = [...access.policies].map(([address, policy]) => conditionOf(policy, address, undefined));
  const ofResources = access.resources.flatMap(({ address, service, policies }) =>
    policies.items.map((policy) => conditionOf(policy, address, service)),
  );
  return [...ofRoles, ...managed, ...ofResources]
    .filter(({ keys }) => keys.length > 0)
    .sort((a, b) => compareAddresses(a.of, b.of));
}

function conditionOf(policy: WrittenPolicy, of: string, service: string | undefined): PathCondition {
  const found = textOf(policy.text).match(pathKeys) ?? [];
  const keys = [...new Set(found.map((key) => key.slice(1, -1).toLowerCase()))].sort();
  return { of, service, keys, origin: policy.origin };
}

/** The literal pieces of a text that is partly known. */
function textOf(text: Known<string>): string {
  if (text.kind === 'known') return text.value;
  return (text.unknown.template ?? []).filter((piece) => typeof piece === 'string').join('…');
}
