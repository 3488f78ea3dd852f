import { parsePolicy, unknownPolicy } from '../authorization/parse-policy.ts';
import type { PolicyDocument, PolicyKind } from '../authorization/policy.ts';
import type { Known } from '../base/known.ts';
import { compareAddresses, compareText } from '../base/ordered.ts';
import type { Catalog } from '../catalog/create-catalog.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { WrittenPolicy } from '../model/access.ts';
import type { Origin } from '../model/identity.ts';
import type { Network } from '../model/network.ts';
import type { Call } from '../reachability/answer.ts';
import type { EvaluatedPolicy, Finding, Rule, RuleContext } from './rule.ts';
import { rules } from './rules.ts';

/** What the rules look at; policies are read once for all of them. */
export function ruleContext(network: Network, catalog: Catalog, calls: readonly Call[]): RuleContext {
  const endpoints = [...network.vpcEndpoints.values()].flatMap(({ id, policy, origins, origin }) =>
    policy === undefined
      ? []
      : [[id as string, documentOf(policy, 'endpoint', id, origins.policy ?? origin)] as const],
  );
  const writtenPolicies = readWrittenPolicies(network);
  return { network, catalog, calls, endpointPolicies: new Map(endpoints), writtenPolicies };
}

/** Policies of roles (trust, inline, managed by the customer) and of resources. */
function readWrittenPolicies({ access }: Network): readonly EvaluatedPolicy[] {
  if (access === undefined) return [];
  const read = (
    use: EvaluatedPolicy['use'],
    of: string,
    { name, text, origin }: WrittenPolicy,
  ): EvaluatedPolicy => {
    const kind = use === 'identity' ? 'identity' : 'resource';
    return { use, of, document: documentOf(text, kind, name, origin), origin };
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
function documentOf(text: Known<string>, kind: PolicyKind, name: string, origin: Origin): PolicyDocument {
  const facts = { kind, name, ...('range' in origin ? { range: origin.range } : {}) };
  if (text.kind === 'known') return parsePolicy(text.value, facts);
  const { template, references } = text.unknown;
  return template === undefined ? unknownPolicy(facts, references) : parsePolicy(template, facts);
}

/** What all rules find, by place. */
export function runRules(context: RuleContext): readonly Diagnostic[] {
  return rules.flatMap((rule) => findingsOf(rule, context)).toSorted(byPlace);
}

/** What one rule finds: instances of one line with the same fault are one finding. */
export function findingsOf(rule: Rule, context: RuleContext): readonly Diagnostic[] {
  const byLine = new Map<string, Finding[]>();
  for (const finding of rule.find(context)) {
    const range = rangeOf(finding.at);
    const line = range === undefined ? finding.component : `${range.file} ${range.start.offset}`;
    const key = `${line} ${withoutKeys(finding.component)} ${withoutKeys(finding.other ?? '')}`;
    const same = byLine.get(key);
    if (same === undefined) byLine.set(key, [finding]);
    else same.push(finding);
  }
  return [...byLine.values()].flatMap(([first, ...more]) =>
    first === undefined ? [] : [diagnosticOf(rule, first, more)],
  );
}

function diagnosticOf(rule: Rule, first: Finding, more: readonly Finding[]): Diagnostic {
  const { component, other = '', names = [], at } = first;
  const instances = [...new Set([first, ...more].map((finding) => finding.component))].sort(compareAddresses);
  return diagnose(rule.kind, { component, other, names, instances }, rangeOf(at));
}

function rangeOf(origin: Origin | undefined): Diagnostic['subject'] {
  return origin !== undefined && 'range' in origin ? origin.range : undefined;
}

/** `aws_subnet.private[0]` and `aws_subnet.private[1]` are written once. */
function withoutKeys(address: string): string {
  return address.replace(/\[(?:\d+|"[^"]*")\]/g, '[]');
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.subject?.file ?? '', b.subject?.file ?? '') ||
    (a.subject?.start.offset ?? 0) - (b.subject?.start.offset ?? 0) ||
    compareText(a.code, b.code)
  );
}
