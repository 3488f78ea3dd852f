import { compareText } from '../../base/ordered.ts';
import type { NoWayReason } from '../../diagnostics/kinds/intent.ts';
import type { Tier } from './addresses.ts';
import { callsOf, type WantedCall } from './calls.ts';
import type { Intent, IntentWorkload } from './intent.ts';
import type { IntentFacts } from './intent-facts.ts';

/** What carries a call. */
export type Carrier =
  | { readonly kind: 'gateway-endpoint' | 'interface-endpoint'; readonly service: string }
  | { readonly kind: 'internet' }
  | { readonly kind: 'nothing'; readonly reason: NoWayReason; readonly hasEndpoint: boolean };

export interface CarriedCall extends WantedCall {
  readonly carrier: Carrier;
}

export interface WantedEndpoint {
  readonly service: string;
  readonly type: 'Gateway' | 'Interface';
  /** Names of workloads, sorted; empty = wanted for others. */
  readonly callers: readonly string[];
}

/** What follows from an intent before anything is named: where workloads stand, and what carries each call. */
export interface Design {
  readonly intent: Intent;
  /** Calls with a carrier; an optional one without is left out. */
  readonly calls: readonly CarriedCall[];
  /** By service, gateway first. */
  readonly endpoints: readonly WantedEndpoint[];
  /** Those that have subnets, in the order private, public, isolated. */
  readonly tiers: readonly Tier[];
}

export function designOf(intent: Intent, facts: IntentFacts): Design {
  const calls = callsOf(intent, facts)
    .map((call): CarriedCall => ({ ...call, carrier: carrierOf(call, intent, facts) }))
    .filter(({ carrier, isOptional }) => !isOptional || carrier.kind !== 'nothing');
  return { intent, calls, endpoints: endpointsOf(intent, calls), tiers: tiersOf(intent) };
}

export function tierOf(workload: IntentWorkload, { internet }: Intent): Tier {
  if (workload.subnets !== undefined) return workload.subnets;
  return internet === 'internet-gateway' && workload.kind !== 'lambda' ? 'public' : 'private';
}

/** Private subnets are there always: endpoints stand in them. */
function tiersOf(intent: Intent): readonly Tier[] {
  const used = new Set(intent.workloads.map((workload) => tierOf(workload, intent)));
  const isPublic = hasInternetGateway(intent) || used.has('public');
  return [
    'private',
    ...(isPublic ? (['public'] as const) : []),
    ...(used.has('isolated') ? (['isolated'] as const) : []),
  ];
}

export function hasInternetGateway({ internet }: Intent): boolean {
  return internet !== 'none' && internet !== 'egress-only';
}

function carrierOf(
  { target, workload, isOptional }: WantedCall,
  intent: Intent,
  facts: IntentFacts,
): Carrier {
  const types = endpointTypes(target, intent, facts);
  const { services, s3 } = intent.endpoints;
  if (types.includes('Gateway') && services !== 'none') {
    const service = target.kind === 'service' ? target.service : '';
    const isInterface = service === 's3' && s3 === 'interface' && services === 'needs';
    return { kind: isInterface ? 'interface-endpoint' : 'gateway-endpoint', service };
  }
  if (types.length > 0 && services === 'needs') {
    return { kind: 'interface-endpoint', service: serviceOf(target) };
  }
  const reason = wayOut(workload, intent);
  // A private API has no public address.
  if (reason === undefined && !isPrivateApi(target)) return { kind: 'internet' };
  const hasEndpoint = types.length > 0 && !isOptional;
  return { kind: 'nothing', reason: reason ?? 'no-internet', hasEndpoint };
}

function serviceOf(target: WantedCall['target']): string {
  return target.kind === 'service' ? target.service : 'execute-api';
}

function isPrivateApi(target: WantedCall['target']): boolean {
  return target.kind === 'rest-api' && target.type === 'PRIVATE';
}

/** A Regional API is reached by its public name, which no endpoint carries (DNS-18). */
function endpointTypes(
  target: WantedCall['target'],
  { region }: Intent,
  facts: IntentFacts,
): readonly ('Gateway' | 'Interface')[] {
  if (target.kind === 'host') return [];
  if (target.kind === 'rest-api') return target.type === 'PRIVATE' ? ['Interface'] : [];
  return facts.service(target.service, region)?.service.types ?? [];
}

/** @returns `undefined` = the workload reaches the internet */
export function wayOut(workload: IntentWorkload, intent: Intent): NoWayReason | undefined {
  const tier = tierOf(workload, intent);
  if (tier === 'isolated') return 'isolated';
  switch (intent.internet) {
    case 'none':
      return 'no-internet';
    case 'egress-only':
      return 'ipv4-only';
    case 'internet-gateway':
      if (workload.kind === 'lambda') return 'no-public-address';
      return tier === 'public' ? undefined : 'no-internet';
    default:
      return undefined;
  }
}

function endpointsOf(intent: Intent, calls: readonly CarriedCall[]): readonly WantedEndpoint[] {
  const callers = new Map<string, Set<string>>();
  const want = (service: string, type: WantedEndpoint['type'], caller: string | undefined): void => {
    const key = `${service} ${type}`;
    const names = callers.get(key) ?? new Set<string>();
    callers.set(key, caller === undefined ? names : names.add(caller));
  };
  for (const { carrier, workload } of calls) {
    if (carrier.kind === 'gateway-endpoint') want(carrier.service, 'Gateway', workload.name);
    if (carrier.kind === 'interface-endpoint') want(carrier.service, 'Interface', workload.name);
  }
  for (const { service } of intent.endpoints.also) want(service, typeOf(service), undefined);
  for (const { service } of intent.onPremises?.services ?? []) want(service, 'Interface', undefined);
  return [...callers]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([key, names]) => {
      const [service = '', type] = key.split(' ');
      return {
        service,
        type: type === 'Gateway' ? 'Gateway' : 'Interface',
        callers: [...names].toSorted(compareText),
      };
    });
}

function typeOf(service: string): WantedEndpoint['type'] {
  return service === 's3' || service === 'dynamodb' ? 'Gateway' : 'Interface';
}

/** Endpoints that have addresses in subnets. */
export function interfaceEndpoints({ endpoints }: Design): readonly WantedEndpoint[] {
  return endpoints.filter(({ type }) => type === 'Interface');
}
