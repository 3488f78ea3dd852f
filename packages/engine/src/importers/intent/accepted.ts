import { compareText } from '../../base/ordered.ts';
import { type Design, wayOut } from './design.ts';
import { privateDnsOf } from './endpoints.ts';
import { endpointId } from './identifiers.ts';
import type { IntentFacts } from './intent-facts.ts';
import { addressOf } from './promises.ts';

/** A finding of our own rules that the intent wants so. */
export interface Accepted {
  /** Of the finding. */
  readonly code: 'NSN5009' | 'NSN5049';
  /** Address that it names. */
  readonly at: string;
  readonly because: 'private-dns-would-capture' | 'is-not-called';
}

/** Without these, a network that allows no more than is called would be told to allow more. */
export function acceptedOf(design: Design, facts: IntentFacts): readonly Accepted[] {
  const { intent, endpoints } = design;
  const hidden = endpoints
    .filter(({ service }) => service === 'execute-api' && privateDnsOf({ service }, design, facts) === 'off')
    .map(
      ({ service, type }): Accepted => ({
        code: 'NSN5009',
        at: endpointId(service, type),
        because: 'private-dns-would-capture',
      }),
    );
  const gateways = endpoints.filter(({ type }) => type === 'Gateway');
  const silent = intent.workloads
    .filter((workload) => wayOut(workload, intent) !== undefined)
    .filter((workload) => gateways.some(({ callers }) => !callers.includes(workload.name)))
    .map((workload): Accepted => ({ code: 'NSN5049', at: addressOf(workload), because: 'is-not-called' }));
  return [...hidden, ...silent].toSorted((a, b) => compareText(a.at, b.at));
}
