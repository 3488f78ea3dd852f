import { compareAddresses, compareText } from '../base/ordered.ts';
import type { Catalog } from '../catalog/create-catalog.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Origin } from '../model/identity.ts';
import type { Network } from '../model/network.ts';
import type { Call } from '../reachability/answer.ts';
import type { Finding, Rule, RuleContext } from './rule.ts';
import { rules } from './rules.ts';
import { endpointPolicies, readWrittenPolicies } from './written-policies.ts';

/** What the rules look at; policies are read once for all of them. */
export function ruleContext(network: Network, catalog: Catalog, calls: readonly Call[]): RuleContext {
  const writtenPolicies = readWrittenPolicies(network);
  return { network, catalog, calls, endpointPolicies: endpointPolicies(network), writtenPolicies };
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
