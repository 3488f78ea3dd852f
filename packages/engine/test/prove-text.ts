import { readFileSync } from 'node:fs';
import { createCatalog } from '../src/catalog/create-catalog.ts';
import type { Call } from '../src/reachability/answer.ts';
import { proveOne } from '../src/reachability/check.ts';
import { parseTarget } from '../src/reachability/target.ts';
import { readText } from './terraform-network.ts';

const folder = new URL('../../../catalog/', import.meta.url);
const catalog = createCatalog({ read: (name) => readFileSync(new URL(name, folder), 'utf8') });

/** The call of one workload in Terraform text; `undefined` = there is no such workload or target. */
export function proveText(text: string, from: string, to: string): Call | undefined {
  const { network } = readText(text);
  const client = [...network.workloads.values()].find(({ id }) => String(id) === from);
  const target = parseTarget(to, network, catalog);
  return client && target.ok ? proveOne(network, catalog, client, target.value) : undefined;
}

/** The verdict, then the codes of what is assumed, what blocks and what is missing. */
export function verdictOf(call: Call | undefined): string {
  const codes = [
    ...(call?.assumptions ?? []),
    ...(call?.paths ?? []).flatMap(({ blockers, unknowns }) => [...blockers, ...unknowns]),
  ].map(({ code }) => code);
  return [call?.verdict, ...codes].join(' ');
}
