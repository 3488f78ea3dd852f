import type { CatalogFiles, Confidence } from './catalog.ts';
import { lazy } from './lazily.ts';
import type { RegionTable } from './region-table.ts';

/** Where a fact is from; `source` is a key of `_meta.sources` of its file. */
export interface FactSource {
  readonly confidence: Confidence;
  readonly source: string | null;
}

/** `regional` is what an SDK calls by default; the others may not be an endpoint's (DNS-17, DNS-19). */
export type HostnameScope = 'regional' | 'global' | 'legacy' | 'dualstack' | 'fips' | 'website';

export interface PrivateDnsFacts extends FactSource {
  /** Templates; `null` = not established, `[]` = the service has none (DNS-12). */
  readonly names: readonly string[] | null;
  readonly supported: boolean | null;
}

/** A service that has VPC endpoints, as the catalogue knows it. Absent fields are not established. */
export interface EndpointService {
  /** With `{region}` where the Region stands: `com.amazonaws.{region}.ecr.dkr`. */
  readonly name: string;
  /** `ecr.dkr`. */
  readonly short: string;
  readonly product?: string;
  readonly types: readonly ('Interface' | 'Gateway')[];
  /** Absent = 443 (IF-18). */
  readonly ports?: readonly number[];
  readonly fips?: boolean;
  readonly global?: boolean;
  readonly privateDns: PrivateDnsFacts;
  /** Further names that clients use. */
  readonly hosts?: readonly (FactSource & { readonly name: string; readonly scope: HostnameScope })[];
  readonly policy?: FactSource & { readonly supported: boolean };
  readonly crossRegion?: FactSource & { readonly enabled: boolean };
  readonly ipTypes?: FactSource & { readonly types: readonly ('ipv4' | 'ipv6' | 'dualstack')[] };
  readonly notes?: readonly string[];
}

/** An AWS API for which no source names an endpoint service; absence there is not proof. */
export interface ServiceWithoutEndpoint {
  readonly short: string;
  readonly product: string;
  readonly host: string;
}

/** One service in one Region. */
export interface ServiceInRegion {
  readonly service: EndpointService;
  /** The Region in the name; for a global service the one that was asked. */
  readonly region: string;
  /** `com.amazonaws.ap-northeast-1.ecr.dkr`. */
  readonly serviceName: string;
  readonly ports: readonly number[];
  /** Whole names, wildcards with `*` in front; `undefined` = not established, `[]` = none (DNS-12). */
  readonly privateNames: readonly string[] | undefined;
}

export interface EndpointServices {
  readonly all: () => readonly EndpointService[];
  readonly withoutEndpoint: () => readonly ServiceWithoutEndpoint[];
  /** By short name, template or full name. */
  readonly service: (nameOrShort: string, region: string) => ServiceInRegion | undefined;
  readonly serviceByEndpointName: (endpointName: string) => ServiceInRegion | undefined;
  /** A host name template in one Region, with the suffixes of its partition. */
  readonly inRegion: (template: string, region: string) => string;
}

interface ServicesFile {
  readonly services: readonly EndpointService[];
  readonly withoutEndpoint: readonly ServiceWithoutEndpoint[];
}

interface PrefixFile {
  readonly prefix: Readonly<Record<string, string>>;
  readonly services: Readonly<Record<string, readonly string[]>>;
  readonly suffix: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export function createEndpointServices(files: CatalogFiles, regions: RegionTable): EndpointServices {
  const file = lazy((): ServicesFile => {
    const text = files.read('services.json');
    return text === undefined ? { services: [], withoutEndpoint: [] } : JSON.parse(text);
  });
  const prefixes = lazy((): PrefixFile => {
    const text = files.read('cdk-prefix-exceptions.json');
    return text === undefined ? { prefix: {}, services: {}, suffix: {} } : JSON.parse(text);
  });
  const byName = lazy(() => new Map(file().services.map((service) => [service.name, service])));
  const byShort = lazy(() => indexByShort(file().services));
  const inRegion = (template: string, region: string) => expandHostname(template, region, regions);
  const place = (service: EndpointService, region: string): ServiceInRegion => ({
    service,
    region,
    serviceName: serviceNameIn(service, region, prefixes()),
    ports: service.ports ?? [443],
    privateNames: service.privateDns.names?.map((name) => inRegion(name, region)),
  });
  const serviceByEndpointName = (endpointName: string) => {
    const parsed = parseEndpointName(endpointName, regions);
    const service =
      byName().get(parsed.template) ?? byName().get(endpointName) ?? byShort().get(parsed.short);
    return service === undefined ? undefined : place(service, parsed.region ?? globalRegionOf(regions));
  };
  return {
    all: () => file().services,
    withoutEndpoint: () => file().withoutEndpoint,
    inRegion,
    serviceByEndpointName,
    service: (nameOrShort, region) => {
      const found = byShort().get(nameOrShort) ?? byName().get(nameOrShort);
      return found === undefined ? serviceByEndpointName(nameOrShort) : place(found, region);
    },
  };
}

/** OE-7: of two services with one short name, the name of the CLI sample and the CDK is the one in use. */
function indexByShort(services: readonly EndpointService[]): ReadonlyMap<string, EndpointService> {
  const index = new Map<string, EndpointService>();
  for (const service of services) {
    if (!index.has(service.short) || service.name.startsWith('aws.api.')) index.set(service.short, service);
  }
  return index;
}

/** OE-6, with the special prefixes of other partitions. */
function serviceNameIn(service: EndpointService, region: string, file: PrefixFile): string {
  const plain = service.name.replace('{region}', region);
  const prefix = file.prefix[region];
  if (prefix === undefined || !(file.services[region] ?? []).includes(service.short)) return plain;
  return `${prefix}.${region}.${service.short}${file.suffix[region]?.[service.short] ?? ''}`;
}

/** OE-6: the Region is the first label that is one; what follows it is the short name. */
function parseEndpointName(endpointName: string, regions: RegionTable) {
  const labels = endpointName.split('.');
  const at = labels.findIndex((label) => regions.isRegion(label));
  if (at < 0) return { template: endpointName, short: '', region: undefined };
  const template = labels.map((label, i) => (i === at ? '{region}' : label)).join('.');
  // A third party's service has no short name of AWS: com.amazonaws.vpce.<region>.vpce-svc-….
  const isThirdParty = labels.slice(0, at).includes('vpce');
  return { template, short: isThirdParty ? '' : labels.slice(at + 1).join('.'), region: labels[at] };
}

function globalRegionOf(regions: RegionTable): string {
  return regions.partitions().find(({ partition }) => partition === 'aws')?.globalRegion ?? 'us-east-1';
}

function expandHostname(template: string, region: string, regions: RegionTable): string {
  const name = template.replaceAll('{region}', region);
  const partition = regions.partitionOf(region);
  if (partition === undefined) return name;
  if (name.endsWith('.api.aws')) return `${name.slice(0, -'api.aws'.length)}${partition.dualStackDnsSuffix}`;
  if (!name.endsWith('.amazonaws.com')) return name;
  return `${name.slice(0, -'amazonaws.com'.length)}${partition.dnsSuffix}`;
}
