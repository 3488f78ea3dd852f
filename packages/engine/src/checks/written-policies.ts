import { parsePolicy, unknownPolicy } from '../authorization/parse-policy.ts';
import type { PolicyDocument, PolicyKind } from '../authorization/policy.ts';
import { spell } from '../authorization/text.ts';
import type { Known } from '../base/known.ts';
import type { WrittenPolicy } from '../model/access.ts';
import type { Origin } from '../model/identity.ts';
import type { Network } from '../model/network.ts';
import type { EvaluatedPolicy } from './rule.ts';

/** By the endpoint's address; one without policy is not in it. */
export function endpointPolicies(network: Network): ReadonlyMap<string, PolicyDocument> {
  return new Map(
    [...network.vpcEndpoints.values()].flatMap(({ id, policy, origins, origin }) =>
      policy === undefined
        ? []
        : [[id as string, documentOf(network, policy, 'endpoint', id, origins.policy ?? origin)] as const],
    ),
  );
}

/** Policies of roles (trust, inline, managed by the customer) and of resources. */
export function readWrittenPolicies(network: Network): readonly EvaluatedPolicy[] {
  const { access } = network;
  if (access === undefined) return [];
  const read = (
    use: EvaluatedPolicy['use'],
    of: string,
    { name, text, origin }: WrittenPolicy,
  ): EvaluatedPolicy => {
    const kind = use === 'identity' ? 'identity' : 'resource';
    return { use, of, document: documentOf(network, text, kind, name, origin), origin };
  };
  const roles = [...access.roles.values()].flatMap((role) => [
    ...(role.trust === undefined ? [] : [read('trust', role.id, role.trust)]),
    ...role.inlinePolicies.items.map((policy) => read('identity', role.id, policy)),
    ...role.managedPolicies.items.flatMap((name) => {
      const policy = access.policies.get(name);
      return policy === undefined ? [] : [read('identity', role.id, policy)];
    }),
  ]);
  const resources = access.resources.flatMap(({ address, policies }) =>
    policies.items.map((policy) => read('resource', address, policy)),
  );
  return [...roles, ...resources];
}

/** A text of which only pieces are known is read with its references. */
function documentOf(
  { access }: Network,
  text: Known<string>,
  kind: PolicyKind,
  name: string,
  origin: Origin,
): PolicyDocument {
  const facts = { kind, name, ...('range' in origin ? { range: origin.range } : {}) };
  if (text.kind === 'known') return parsePolicy(text.value, facts);
  const { template, references } = text.unknown;
  if (template === undefined) return unknownPolicy(facts, references);
  return parsePolicy(spell(template, access?.texts ?? new Map()), facts);
}

/** Policies that the source declares and gives to no role that it declares. */
export function readUnattachedPolicies(network: Network): readonly PolicyDocument[] {
  const { access } = network;
  if (access === undefined) return [];
  const attached = new Set([...access.roles.values()].flatMap((role) => role.managedPolicies.items));
  return [...access.policies.values()]
    .filter(({ name }) => !attached.has(name))
    .map(({ name, text, origin }) => documentOf(network, text, 'identity', name, origin));
}

interface OrganizationPolicy {
  /** The file. */
  readonly name: string;
  readonly text: string;
  readonly document: PolicyDocument;
}

/** SCPs and RCPs that the user gave, those that could be read. */
export function readOrganizationPolicies(network: Network): readonly OrganizationPolicy[] {
  const { access } = network;
  const read = (kind: PolicyKind, levels: readonly (readonly WrittenPolicy[])[] = []) =>
    levels
      .flat()
      .flatMap(({ name, text, origin }) =>
        text.kind === 'known'
          ? [{ name, text: text.value, document: documentOf(network, text, kind, name, origin) }]
          : [],
      );
  return [
    ...read('scp', access?.organization?.serviceControlPolicies),
    ...read('rcp', access?.organization?.resourceControlPolicies),
  ];
}
