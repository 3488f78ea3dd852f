import { compareText } from '../../base/ordered.ts';
import type { CarriedCall, Design } from './design.ts';
import { tierOf, wayOut } from './design.ts';
import { idsOf } from './identifiers.ts';
import type { Intent, IntentWorkload } from './intent.ts';
import { leavesByEgressOnly } from './network.ts';

/** What the built network must show when it is read again: an expectation of `naisen.config`. */
export interface Promised {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly is: 'reachable' | 'blocked';
  readonly privacy?: 'vpc' | 'gateway' | 'aws' | 'internet';
  readonly via?:
    | 'interface-endpoint'
    | 'gateway-endpoint'
    | 'nat-gateway'
    | 'nat-instance'
    | 'internet-gateway';
}

/** One promise for each call and way, and for each workload whether the internet is closed to it. */
export function promisesOf(design: Design): readonly Promised[] {
  const { intent, calls } = design;
  const promises = [
    ...calls.flatMap((call) => promiseOf(call, intent)),
    ...intent.workloads.flatMap((workload) => internetPromise(workload, intent)),
  ];
  const byCall = new Map(promises.map((promise) => [`${promise.from} ${promise.to}`, promise]));
  return [...byCall].toSorted(([a], [b]) => compareText(a, b)).map(([, promise]) => promise);
}

export function addressOf({ kind, name }: IntentWorkload): string {
  const ids = idsOf(name);
  return { fargate: ids.service, instance: ids.instance, lambda: ids.function }[kind];
}

function promiseOf({ workload, target, carrier }: CarriedCall, intent: Intent): readonly Promised[] {
  const to =
    target.kind === 'service'
      ? target.service
      : target.kind === 'host'
        ? `https://${target.host}/`
        : idsOf(target.api).restApi;
  const base = {
    name: `${workload.name} → ${target.kind === 'rest-api' ? target.api : target.kind === 'host' ? target.host : target.service}`,
    from: addressOf(workload),
    to,
    is: 'reachable',
  } as const;
  switch (carrier.kind) {
    case 'gateway-endpoint':
      return [{ ...base, privacy: 'gateway', via: 'gateway-endpoint' }];
    case 'interface-endpoint':
      return [{ ...base, privacy: 'vpc', via: 'interface-endpoint' }];
    case 'internet':
      return [
        { ...base, via: wayOf(workload, intent), privacy: target.kind === 'host' ? 'internet' : 'aws' },
      ];
    case 'nothing':
      return [];
  }
}

function wayOf(
  workload: IntentWorkload,
  intent: Intent,
): 'nat-gateway' | 'nat-instance' | 'internet-gateway' {
  if (tierOf(workload, intent) === 'public') return 'internet-gateway';
  return intent.internet === 'nat-instance' ? 'nat-instance' : 'nat-gateway';
}

function internetPromise(workload: IntentWorkload, intent: Intent): readonly Promised[] {
  const isOpen = wayOut(workload, intent) === undefined || leavesByEgressOnly(intent);
  if (isOpen && tierOf(workload, intent) !== 'isolated') return [];
  const name = `${workload.name} → internet`;
  return [{ name, from: addressOf(workload), to: 'internet', is: 'blocked' }];
}
