import { compareText } from '../base/ordered.ts';
import type { HostnameClass } from '../catalog/hostname-classes.ts';
import type { Workload } from '../model/workload.ts';
import type { Need } from './need.ts';

/** What the catalogue knows of names. */
export interface KnownHostnames {
  readonly classifyHostname: (hostname: string) => HostnameClass;
}

/**
 * Names of AWS's services in environment values: the workload may call them.
 *
 * Only names of services are taken. Those of databases, caches and load balancers lead to things that the
 * user placed somewhere, which the catalogue cannot tell.
 */
export function hostnameNeedsOf(workload: Workload, names: KnownHostnames): readonly Need[] {
  const needs = new Map<string, Need>();
  for (const { value, origin } of workload.facts.environment ?? []) {
    const hostname = value.kind === 'known' ? hostnameIn(value.value) : undefined;
    if (hostname === undefined || needs.has(hostname)) continue;
    if (names.classifyHostname(hostname).kind !== 'service') continue;
    needs.set(hostname, {
      service: hostname,
      hostname,
      need: 'conditional',
      because: 'ENVIRONMENT_VALUE',
      why: 'ENVIRONMENT_VALUE',
      source: [],
      origin,
    });
  }
  return [...needs.values()].sort((a, b) => compareText(a.service, b.service));
}

const shape =
  /^(?:https:\/\/)?((?:[a-z0-9-]+\.)+(?:amazonaws\.com|amazonaws\.com\.cn|api\.aws|on\.aws))(?::443)?(?:\/.*)?$/i;

/** Of a URL, or a bare name; other ports and plain HTTP are no calls of an AWS API. */
function hostnameIn(value: string): string | undefined {
  return shape.exec(value.trim())?.[1]?.toLowerCase();
}
