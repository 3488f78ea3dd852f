import { compareText } from '../../packages/engine/src/base/ordered.ts';
import { type CatalogFile, compact } from './layout.ts';

interface Fact {
  readonly confidence: string;
  readonly source: string | null;
}

/** A service as it was collected. */
interface CollectedService {
  readonly serviceName: string;
  readonly shortName: string;
  readonly service: readonly string[] | null;
  readonly types: readonly string[];
  readonly ports: readonly number[];
  readonly privateDns: Fact & {
    readonly names: readonly string[] | null;
    readonly supported: boolean | null;
    readonly asOf?: string;
    readonly sdkHost?: string;
    readonly possibleDualStackName?: string;
  };
  readonly policySupported: boolean | null;
  readonly policySource: string | null;
  readonly policyConfidence: string;
  readonly policyAsOf?: string;
  readonly crossRegionEnabled: boolean | null;
  readonly crossRegionSource: string | null;
  readonly crossRegionConfidence: string;
  readonly ipAddressTypes: (Fact & { readonly types: readonly string[] }) | null;
  readonly fips: boolean;
  readonly global: boolean;
  readonly notes?: readonly string[];
}

interface Collected {
  readonly _meta: { readonly date: string; readonly sources: Readonly<Record<string, unknown>> };
  readonly services: readonly CollectedService[];
  readonly noEndpointFound: {
    readonly items: readonly { readonly sdkService: string; readonly name: string; readonly host: string }[];
  };
}

export function servicesFile(collected: Collected): CatalogFile {
  const services = collected.services.map(serviceRow).sort((a, b) => compareText(a.name, b.name));
  const without = collected.noEndpointFound.items
    .filter((item) => !item.host.startsWith('ERR'))
    .map((item) => ({ short: item.sdkService, product: item.name, host: item.host }))
    .sort((a, b) => compareText(a.short, b.short));
  return {
    _meta: {
      date: collected._meta.date,
      source: 'the sources below; a key of them stands in each fact',
      confidence: 'per fact: confirmed, secondary, derived, unconfirmed, unknown',
      schema: 'schema/services.schema.json',
      sources: collected._meta.sources,
    },
    services,
    withoutEndpoint: without,
  };
}

function serviceRow(service: CollectedService) {
  return {
    name: service.serviceName,
    short: service.shortName,
    ...compact({
      product: service.service?.join(', '),
      types: service.types,
      ports: service.ports.length === 1 && service.ports[0] === 443 ? undefined : service.ports,
      fips: service.fips,
      global: service.global,
    }),
    privateDns: privateDnsOf(service),
    ...compact({
      hosts: hostsOf(service),
      policy: policyOf(service),
      crossRegion: crossRegionOf(service),
      ipTypes: ipTypesOf(service),
      notes: service.notes,
    }),
  };
}

function privateDnsOf({ privateDns }: CollectedService) {
  const { names, supported, confidence, source, asOf } = privateDns;
  return { names, supported, confidence, source, ...(asOf === undefined ? {} : { asOf }) };
}

/** Names that the SDK calls and that are no private names. */
function hostsOf({ privateDns }: CollectedService) {
  const { names, sdkHost, possibleDualStackName } = privateDns;
  const extra = [
    { name: sdkHost, scope: 'regional', confidence: 'derived', source: 'sdk' },
    { name: possibleDualStackName, scope: 'dualstack', confidence: 'unconfirmed', source: 'sdk' },
  ];
  return extra.filter(({ name }) => name !== undefined && !(names ?? []).includes(name));
}

function policyOf(service: CollectedService) {
  if (service.policySupported === null) return undefined;
  const { policySupported: supported, policyConfidence: confidence, policySource: source } = service;
  return {
    supported,
    confidence,
    source,
    ...(service.policyAsOf === undefined ? {} : { asOf: service.policyAsOf }),
  };
}

function crossRegionOf(service: CollectedService) {
  if (service.crossRegionEnabled === null) return undefined;
  const {
    crossRegionEnabled: enabled,
    crossRegionConfidence: confidence,
    crossRegionSource: source,
  } = service;
  return { enabled, confidence, source };
}

function ipTypesOf({ ipAddressTypes }: CollectedService) {
  if (ipAddressTypes === null) return undefined;
  const { types, confidence, source } = ipAddressTypes;
  return { types, confidence, source };
}
