import { compareText } from '../../base/ordered.ts';
import type { Grant, WantedCall } from './calls.ts';
import type { CarriedCall, Design } from './design.ts';
import { tierOf, wayOut } from './design.ts';
import { linkId, privateDnsOf } from './endpoints.ts';
import { endpointId, idsOf } from './identifiers.ts';
import type { Intent, IntentWorkload, PrivateLinkWish } from './intent.ts';
import type { IntentFacts } from './intent-facts.ts';
import { leavesByEgressOnly } from './network.ts';

/** What the built network must show when it is read again: an expectation of `naisen.config`. */
export interface Promised {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** With it, the policies on the path are asked, too. */
  readonly action?: string;
  readonly resource?: string;
  readonly is: 'reachable' | 'blocked';
  readonly privacy?: 'vpc' | 'gateway' | 'aws' | 'internet';
  readonly via?:
    | 'interface-endpoint'
    | 'gateway-endpoint'
    | 'nat-gateway'
    | 'nat-instance'
    | 'internet-gateway';
}

/** One promise for each call and action, and for each workload whether the internet is closed to it. */
export function promisesOf(design: Design, facts: IntentFacts): readonly Promised[] {
  const { intent, calls } = design;
  const promises = [
    ...calls.flatMap((call) => promisesOfCall(call, design, facts)),
    ...intent.workloads.flatMap((workload) => [
      ...intent.privateLinks.map((link) => linkPromise(workload, link)),
      ...internetPromise(workload, intent),
    ]),
  ];
  const byCall = new Map(
    promises.map((promise) => [
      [promise.from, promise.to, promise.action ?? '', promise.resource ?? ''].join(' '),
      promise,
    ]),
  );
  return [...byCall].toSorted(([a], [b]) => compareText(a, b)).map(([, promise]) => promise);
}

export function addressOf({ kind, name }: IntentWorkload): string {
  const ids = idsOf(name);
  return { fargate: ids.service, instance: ids.instance, lambda: ids.function }[kind];
}

function promisesOfCall(call: CarriedCall, design: Design, facts: IntentFacts): readonly Promised[] {
  const way = wayOf(call, design);
  if (way === undefined) return [];
  const { workload, grants } = call;
  const base: Promised = {
    name: `${workload.name} → ${nameOf(call.target)}`,
    from: addressOf(workload),
    to: targetOf(call.target, design, facts),
    is: 'reachable',
    ...way,
  };
  const { name, from, to, is, ...rest } = base;
  const asked = grants
    .filter(({ by }) => by === 'workload')
    .flatMap((grant): readonly Promised[] => {
      const action = grant.actions.at(-1);
      const resource = resourceOf(grant);
      if (action === undefined || resource === undefined || action.includes('*')) return [];
      return [{ name: `${name}: ${action}`, from, to, action, resource, is, ...rest }];
    });
  return [base, ...asked];
}

function nameOf(target: WantedCall['target']): string {
  if (target.kind === 'service') return target.service;
  return target.kind === 'host' ? target.host : target.api;
}

/** Without private DNS, a private API answers to the endpoint's own names alone (DNS-9). */
function targetOf(target: WantedCall['target'], design: Design, facts: IntentFacts): string {
  switch (target.kind) {
    case 'service':
      return target.service;
    case 'host':
      return `https://${target.host}/`;
    case 'rest-api': {
      const isHidden =
        target.type === 'PRIVATE' && privateDnsOf({ service: 'execute-api' }, design, facts) === 'off';
      return isHidden ? endpointId('execute-api', 'Interface') : idsOf(target.api).restApi;
    }
  }
}

/** What one grant is about, when the proof can name it: a thing of the stack. */
function resourceOf({ resources, example }: Grant): string | undefined {
  if (example !== undefined) return example;
  const [first, second] = typeof resources[0] === 'object' ? resources[0] : [];
  return typeof first === 'object' && 'of' in first && second === undefined ? first.of : undefined;
}

function wayOf(
  { carrier, target, workload }: CarriedCall,
  { intent, endpoints }: Design,
): Pick<Promised, 'privacy' | 'via'> | undefined {
  switch (carrier.kind) {
    case 'gateway-endpoint':
      return { privacy: 'gateway', via: 'gateway-endpoint' };
    case 'interface-endpoint':
      return { privacy: 'vpc', via: 'interface-endpoint' };
    case 'internet': {
      const via = wayOutOf(workload, intent);
      if (target.kind !== 'host') return { privacy: 'aws', via };
      // Where the host stands nobody knows: one in S3's ranges takes the endpoint's route (GW-3).
      const isCertain = !endpoints.some(({ type }) => type === 'Gateway');
      return { privacy: 'internet', ...(isCertain ? { via } : {}) };
    }
    case 'nothing':
      return undefined;
  }
}

function wayOutOf(
  workload: IntentWorkload,
  intent: Intent,
): 'nat-gateway' | 'nat-instance' | 'internet-gateway' {
  if (tierOf(workload, intent) === 'public') return 'internet-gateway';
  return intent.internet === 'nat-instance' ? 'nat-instance' : 'nat-gateway';
}

function linkPromise(workload: IntentWorkload, link: PrivateLinkWish): Promised {
  const { name, privateDnsName, ports } = link;
  const [port = 443] = ports;
  const to = privateDnsName === undefined ? linkId(link) : `${privateDnsName}:${port}`;
  return {
    name: `${workload.name} → ${name}`,
    from: addressOf(workload),
    to,
    is: 'reachable',
    privacy: 'vpc',
    via: 'interface-endpoint',
  };
}

function internetPromise(workload: IntentWorkload, intent: Intent): readonly Promised[] {
  const isOpen = wayOut(workload, intent) === undefined || leavesByEgressOnly(intent);
  if (isOpen && tierOf(workload, intent) !== 'isolated') return [];
  const name = `${workload.name} → internet`;
  return [{ name, from: addressOf(workload), to: 'internet', is: 'blocked' }];
}
