import { compareText } from '../base/ordered.ts';
import type { ServiceInRegion } from '../catalog/endpoint-services.ts';
import type { Network, Vpc } from '../model/network.ts';
import type { AddedEndpoint } from './added-endpoints.ts';
import type { Danger, DangerContext } from './danger.ts';
import {
  dangerOfDefaultPolicy,
  dangersOfSourceIp,
  isIn,
  subnetsOf,
  vpcOf,
  workloadsIn,
} from './danger-facts.ts';

/** What an interface endpoint does beside carrying the calls of its callers. */
export function dangersOfInterface(context: DangerContext, endpoint: AddedEndpoint): readonly Danger[] {
  const about = subjectOf(context, endpoint);
  return [
    ...(endpoint.privateDnsEnabled ? dangersOfNames(about) : withoutNames(about)),
    ...zonesWithoutInterface(about),
    ...zonesOfService(about),
    ...dangersOfSourceIp(context, endpoint),
    ...dangerOfDefaultPolicy(context, endpoint),
  ];
}

/** What new private names of an endpoint do that was there without them. */
export function dangersOfPrivateNames(context: DangerContext, endpoint: AddedEndpoint): readonly Danger[] {
  return dangersOfNames(subjectOf(context, endpoint));
}

/** The VPC as it would be: its DNS attributes may be part of the change. */
function subjectOf(context: DangerContext, endpoint: AddedEndpoint): Subject {
  return {
    context,
    endpoint,
    vpc: vpcOf(context.after, endpoint.vpc),
    found: context.catalog.serviceByEndpointName(endpoint.serviceName),
    base: { component: endpoint.id, origin: endpoint.origin },
  };
}

interface Subject {
  readonly context: DangerContext;
  readonly endpoint: AddedEndpoint;
  readonly vpc: Vpc | undefined;
  readonly found: ServiceInRegion | undefined;
  readonly base: Pick<Danger, 'component' | 'origin'>;
}

/** DNS-7: private DNS takes the name for every client of the VPC. */
function dangersOfNames(about: Subject): readonly Danger[] {
  const inVpc = about.endpoint.isInboundOnly
    ? []
    : [...otherClients(about), ...namesBelow(about), ...namesNotCovered(about)];
  return [
    ...clientsNotAdmitted(about),
    ...inVpc,
    ...vpcWithoutDns(about),
    ...zoneOfSameName(about),
    ...nameTaken(about),
    ...s3Names(about),
    ...userPoolDomain(about),
  ];
}

/** Clients whose call arrives today, and that the endpoint's group or an ACL does not let through. */
function clientsNotAdmitted({ context, endpoint, base }: Subject): readonly Danger[] {
  const inVpc = new Set<string>(workloadsIn(context.before, endpoint.vpc).map(({ id }) => id));
  const stopped = stoppedCalls(context.changed)
    .filter(({ before }) => before.service === endpoint.service && inVpc.has(before.workload))
    .map(({ before }) => before.workload);
  if (stopped.length === 0) return [];
  const facts = { service: endpoint.service, workloads: stopped, count: stopped.length };
  return [{ code: 'NAME_CAPTURED', weight: 'breaks', facts, rules: ['DNS-7', 'IF-4'], ...base }];
}

const stopped = new WeakMap<DangerContext['changed'], DangerContext['changed']>();

/** Looked for by every endpoint of a plan, and mostly there are none. */
function stoppedCalls(changed: DangerContext['changed']): DangerContext['changed'] {
  const earlier = stopped.get(changed);
  if (earlier !== undefined) return earlier;
  const found = changed.filter(({ effect }) => effect === 'stops' || effect === 'unsure');
  stopped.set(changed, found);
  return found;
}

function otherClients({ endpoint, base }: Subject): readonly Danger[] {
  const facts = { service: endpoint.service, vpc: endpoint.vpc };
  return [{ code: 'NAME_CAPTURED_FOR_ALL', weight: 'check', facts, rules: ['DNS-7'], ...base }];
}

/** DNS-2, DNS-3. */
function vpcWithoutDns({ context, endpoint, base }: Subject): readonly Danger[] {
  const vpc = vpcOf(context.after, endpoint.vpc);
  const attributes = [
    ['enable_dns_support', vpc?.enableDnsSupport],
    ['enable_dns_hostnames', vpc?.enableDnsHostnames],
  ] as const;
  const off = attributes.flatMap(([name, value]) => (value?.kind === 'known' && !value.value ? [name] : []));
  if (vpc === undefined || off.length === 0) return [];
  const origin = vpc.origins.enableDnsSupport ?? vpc.origins.enableDnsHostnames ?? vpc.origin;
  const facts = { vpc: endpoint.vpc, attributes: off };
  return [{ ...base, code: 'VPC_DNS_OFF', weight: 'refused', facts, rules: ['DNS-2', 'DNS-3'], origin }];
}

/** DNS-10: AWS refuses private DNS where the VPC has a private zone of that name. */
function zoneOfSameName({ context, endpoint, found, base }: Subject): readonly Danger[] {
  const names = new Set((found?.privateNames ?? []).map(withoutStar));
  return [...context.after.hostedZones.values()]
    .filter(
      ({ name, vpcs }) =>
        name.kind === 'known' && names.has(name.value) && vpcs?.items.includes(endpoint.vpc) === true,
    )
    .map(({ id, name, origin }) => {
      const facts = { zone: id, name: name.kind === 'known' ? name.value : '', vpc: endpoint.vpc };
      return { ...base, code: 'PRIVATE_ZONE_CONFLICT', weight: 'refused', facts, rules: ['DNS-10'], origin };
    });
}

function withoutStar(name: string): string {
  return name.replace(/^\*\./, '');
}

/** DNS-10: the same for an endpoint that has the name already. */
function nameTaken({ context, endpoint, base }: Subject): readonly Danger[] {
  return [...context.before.vpcEndpoints.values()]
    .filter(
      ({ id, vpc, serviceName, privateDnsEnabled, type }) =>
        id !== endpoint.id &&
        context.after.vpcEndpoints.has(id) &&
        isKnown(vpc, endpoint.vpc) &&
        isKnown(serviceName, endpoint.serviceName) &&
        isKnown(privateDnsEnabled, true) &&
        isKnown(type, 'Interface'),
    )
    .map(({ id, origin }) => {
      const facts = { other: id, service: endpoint.service };
      return { ...base, code: 'NAME_TAKEN', weight: 'refused', facts, rules: ['DNS-10'], origin };
    });
}

function isKnown<Value>(fact: { readonly kind: string; readonly value?: Value }, value: Value): boolean {
  return fact.kind === 'known' && fact.value === value;
}

/** DNS-11, DNS-18: a wildcard takes names that somebody else answers today. */
function namesBelow({ context, endpoint, found, base }: Subject): readonly Danger[] {
  const names = (found?.privateNames ?? []).filter((name) => name.startsWith('*.'));
  if (names.length === 0 || endpoint.service === 's3') return [];
  if (endpoint.service !== 'execute-api') {
    const facts = { service: endpoint.service, names };
    return [{ ...base, code: 'WILDCARD_NAMES', weight: 'check', facts, rules: ['DNS-11'] }];
  }
  const open = [...(context.before.restApis?.values() ?? [])].filter(
    ({ endpointTypes }) => endpointTypes.unknowns.length === 0 && !endpointTypes.items.includes('PRIVATE'),
  );
  const apis = open.map(({ address }) => address).sort(compareText);
  const facts = { apis, names, vpc: endpoint.vpc };
  const [first] = open;
  return first === undefined
    ? [{ ...base, code: 'PUBLIC_APIS_SHADOWED', weight: 'check', facts, rules: ['DNS-18'] }]
    : [
        {
          ...base,
          code: 'PUBLIC_APIS_OF_SOURCE_SHADOWED',
          weight: 'breaks',
          facts,
          rules: ['DNS-18'],
          origin: first.origin,
        },
      ];
}

/** DNS-16, DNS-17: which of S3's names the endpoint takes hangs on a mode. */
function s3Names({ context, endpoint, base }: Subject): readonly Danger[] {
  if (endpoint.service !== 's3' || endpoint.saysInboundOnly) return [];
  const hasGateway = [...context.after.vpcEndpoints.values()].some(
    ({ vpc, type, serviceName }) =>
      isKnown(vpc, endpoint.vpc) && isKnown(type, 'Gateway') && isKnown(serviceName, endpoint.serviceName),
  );
  const facts = { vpc: endpoint.vpc };
  return [
    hasGateway
      ? { ...base, code: 'S3_INBOUND_ONLY', weight: 'check', facts, rules: ['DNS-16'] }
      : { ...base, code: 'S3_NEEDS_GATEWAY', weight: 'refused', facts, rules: ['DNS-16'] },
  ];
}

/** DNS-19: global and legacy names keep their public answer. */
function namesNotCovered({ context, found, endpoint, base }: Subject): readonly Danger[] {
  const names = context.catalog
    .hostnamesOf(endpoint.service, found?.region ?? '')
    .filter(({ scope }) => scope === 'global' || scope === 'legacy')
    .map(({ hostname }) => hostname);
  if (names.length === 0) return [];
  const facts = { service: endpoint.service, names };
  return [{ ...base, code: 'NAMES_NOT_COVERED', weight: 'check', facts, rules: ['DNS-19'] }];
}

/** IF-24. */
function userPoolDomain({ endpoint, base }: Subject): readonly Danger[] {
  if (endpoint.service !== 'cognito-idp') return [];
  return [{ ...base, code: 'USER_POOL_DOMAIN', weight: 'check', facts: {}, rules: ['IF-24'] }];
}

/** DNS-12: without private DNS nobody comes by himself. */
function withoutNames({ endpoint, base }: Subject): readonly Danger[] {
  const facts = { service: endpoint.service };
  return [{ ...base, code: 'NO_PRIVATE_DNS', weight: 'check', facts, rules: ['DNS-8', 'DNS-12'] }];
}

/** AZ-3, IF-2: callers in an AZ where the endpoint has no interface. */
function zonesWithoutInterface({ context, endpoint, base }: Subject): readonly Danger[] {
  const own = new Set(zonesOf(context.before, endpoint.subnets));
  const callers = new Map<string, string>();
  for (const workload of workloadsIn(context.before, endpoint.vpc)) {
    for (const subnet of subnetsOf(context.before, workload)) {
      const zone = subnet.availabilityZone;
      if (!isIn(subnet, endpoint.vpc) || zone.kind !== 'known' || own.has(zone.value)) continue;
      if (!callers.has(zone.value)) callers.set(zone.value, workload.id);
    }
  }
  if (callers.size === 0) return [];
  const facts = {
    service: endpoint.service,
    zones: [...callers.keys()].sort(),
    workloads: [...new Set(callers.values())],
  };
  return [{ ...base, code: 'ZONE_WITHOUT_INTERFACE', weight: 'check', facts, rules: ['AZ-3', 'IF-2'] }];
}

/** IF-10, AZ-4: where a service is offered, only the account's own API says. */
function zonesOfService({ context, endpoint, base }: Subject): readonly Danger[] {
  const zones = zonesOf(context.before, endpoint.subnets);
  const facts = { service: endpoint.service, serviceName: endpoint.serviceName, zones };
  return [{ ...base, code: 'ZONE_OFFER_NOT_KNOWN', weight: 'check', facts, rules: ['IF-10', 'AZ-4'] }];
}

function zonesOf(network: Network, subnets: AddedEndpoint['subnets']): readonly string[] {
  const zones = subnets.flatMap((id) => {
    const zone = network.subnets.get(id)?.availabilityZone;
    return zone?.kind === 'known' ? [zone.value] : [];
  });
  return [...new Set(zones)].sort();
}
