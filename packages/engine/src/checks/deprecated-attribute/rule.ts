import { deprecatedAttribute as kind } from '../../diagnostics/kinds/finding-writing.ts';
import type { WritingRemark } from '../../model/network.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/** what version 6 of the provider advises against. */
export const deprecatedAttribute: Rule = { kind, slug: 'deprecated-attribute', cites: ['R-22'], find };

function find(context: RuleContext): readonly Finding[] {
  const byModule = new Map<string, [WritingRemark, ...WritingRemark[]]>();
  for (const remark of context.network.remarks ?? []) {
    if (remark.kind !== 'deprecated-attribute') continue;
    const key = `${folderOf(remark)} ${remark.component}`;
    const same = byModule.get(key);
    if (same === undefined) byModule.set(key, [remark]);
    else same.push(remark);
  }
  return [...byModule.values()].map(([first, ...more]) => ({
    component: first.component,
    other: first.detail,
    names: more.map(placeOf),
    at: first.origin,
  }));
}

/** One data source of one module is told once, with the other places where it is read. */
function folderOf({ origin }: WritingRemark): string {
  const file = origin.kind === 'terraform' ? origin.range.file : '';
  return file.slice(0, file.lastIndexOf('/') + 1);
}

function placeOf({ origin }: WritingRemark): string {
  return origin.kind === 'terraform' ? `${origin.range.file}:${origin.range.start.line}` : '';
}
