import type { CatalogFiles, Confidence } from './catalog.ts';
import { lazyJson } from './json-file.ts';
import type { RegionCatalog } from './regions.ts';

/** One AWS service that offers VPC endpoints; `{region}` stands for a Region in names. */
export interface EndpointService {
  readonly serviceName: string;
  readonly shortName: string;
  readonly types: readonly ('Interface' | 'Gateway')[];
  readonly ports: readonly number[];
  readonly privateDns: {
    /** Names that private DNS claims; `null` = not established; empty = the service has none (DNS-12). */
    readonly names: readonly string[] | null;
    readonly supported: boolean | null;
    readonly confidence: Confidence;
  };
  /** `null` = not established (POL-11). */
  readonly policySupported: boolean | null;
  readonly crossRegion: boolean | null;
  readonly ipAddressTypes: readonly string[] | null;
  readonly global: boolean;
  readonly notes?: readonly string[];
}

/** What a host name is. */
export type HostClass =
  | {
      readonly kind: 'service';
      readonly service: EndpointService | undefined;
      /** Short name also for services that offer no endpoint. */
      readonly shortName: string;
      readonly region: string | undefined;
      /** Only `regional` names are claimed by private DNS (DNS-17, DNS-19). */
      readonly form: 'regional' | 'global' | 'legacy' | 'dualstack' | 'fips' | 'website';
    }
  /** A name of an endpoint itself (OE-8, IF-22). */
  | {
      readonly kind: 'endpoint-specific';
      readonly endpointId: string;
      readonly shortName: string;
      readonly region: string;
    }
  | { readonly kind: 'aws'; readonly region: string | undefined }
  | { readonly kind: 'foreign' };

export interface ServiceCatalog {
  /** By short name (`ecr.api`), or by full name in any Region. */
  readonly find: (name: string) => EndpointService | undefined;
  readonly shortNames: () => readonly string[];
  /** `ecr.api` from `com.amazonaws.ap-northeast-1.ecr.api`; `vpce-svc-…` for others' services. */
  readonly shortNameOf: (serviceName: string) => string;
  readonly regionOf: (serviceName: string) => string | undefined;
  /** The name that a client uses for the service in a Region; `<account>` and the like stand for what varies. */
  readonly hostnameOf: (service: EndpointService, region: string) => string | undefined;
  /** The names that private DNS claims in a Region; `undefined` = not established. */
  readonly privateNames: (service: EndpointService, region: string) => readonly string[] | undefined;
  readonly classify: (hostname: string) => HostClass;
}

const regionPattern = /(?:af|ap|ca|cn|eu|eusc|il|me|mx|sa|us)-(?:gov-|iso[a-z]?-)?[a-z]+(?:-[a-z]+)?-\d+/;

export function createServiceCatalog(files: CatalogFiles, regions: RegionCatalog): ServiceCatalog {
  const file = lazyJson(files, 'services.json');
  let indexed: ServiceIndex | undefined;
  const index = (): ServiceIndex => {
    indexed ??= indexServices((file()?.services ?? []) as readonly EndpointService[]);
    return indexed;
  };
  const privateNames = (service: EndpointService, region: string): readonly string[] | undefined =>
    service.privateDns.names === null
      ? undefined
      : service.privateDns.names.map((name) => inRegion(name, region, regions));
  return {
    find: (name) => index().byShortName.get(name) ?? index().byServiceName.get(withPlaceholder(name)),
    shortNames: () => [...index().byShortName.keys()].sort(),
    shortNameOf: (serviceName) => shortNameOf(index(), serviceName),
    regionOf: (serviceName) => regionPattern.exec(serviceName)?.[0],
    hostnameOf: (service, region) => hostnameOf(service, region, regions),
    privateNames,
    classify: (hostname) => classify(index(), hostname.toLowerCase().replace(/\.$/, '')),
  };
}

interface ServiceIndex {
  readonly byShortName: ReadonlyMap<string, EndpointService>;
  readonly byServiceName: ReadonlyMap<string, EndpointService>;
  /** By private name with `{region}`, wildcard names without their `*.`. */
  readonly byName: ReadonlyMap<string, EndpointService>;
}

function indexServices(services: readonly EndpointService[]): ServiceIndex {
  const byShortName = new Map<string, EndpointService>();
  const byServiceName = new Map<string, EndpointService>();
  const byName = new Map<string, EndpointService>();
  for (const service of services) {
    byServiceName.set(service.serviceName, service);
    // The gateway and interface service of one name are one row; FIPS twins have names of their own.
    if (!byShortName.has(service.shortName)) byShortName.set(service.shortName, service);
    for (const name of service.privateDns.names ?? []) {
      const plain = name.replace(/^\*\./, '');
      if (!byName.has(plain)) byName.set(plain, service);
    }
  }
  return { byShortName, byServiceName, byName };
}

function withPlaceholder(name: string): string {
  return name.replace(regionPattern, '{region}');
}

function shortNameOf(index: ServiceIndex, serviceName: string): string {
  const service = index.byServiceName.get(withPlaceholder(serviceName));
  if (service !== undefined) return service.shortName;
  const own = /vpce-svc-[0-9a-z]+/.exec(serviceName)?.[0];
  if (own !== undefined) return own;
  return serviceName
    .replace(/^(?:cn\.)?(?:com|eu)\.amazonaws\./, '')
    .replace(new RegExp(`^${regionPattern.source}\\.`), '');
}

function inRegion(name: string, region: string, regions: RegionCatalog): string {
  const { dnsSuffix } = regions.partitionOf(region);
  return name.replaceAll('{region}', region).replace(/amazonaws\.com$/, dnsSuffix);
}

/** What stands for the varying first label of wildcard names. */
const wildcardLabels: Readonly<Record<string, string>> = { 'ecr.dkr': '<account>', 'execute-api': '<api>' };

function hostnameOf(service: EndpointService, region: string, regions: RegionCatalog): string | undefined {
  const names = service.privateDns.names;
  if (names === null) return undefined;
  const first = names.find((name) => !name.startsWith('*.')) ?? names[0];
  // DNS-12: no private DNS, and still a public name by the common rule.
  if (first === undefined) return inRegion(`${service.shortName}.{region}.amazonaws.com`, region, regions);
  const label = wildcardLabels[service.shortName] ?? '<name>';
  return inRegion(first.replace(/^\*/, label), region, regions);
}

const awsSuffix = /\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|api\.aws|on\.aws)$/;

function classify(index: ServiceIndex, hostname: string): HostClass {
  const endpoint =
    /(?:^|\.)(vpce-[0-9a-z]+)(?:-[0-9a-z]+)*(?:-[a-z0-9-]+)?\.(.+)\.vpce\.amazonaws\.com(?:\.cn)?$/.exec(
      hostname,
    );
  if (endpoint !== null) return endpointSpecific(endpoint[1] ?? '', endpoint[2] ?? '');
  if (!awsSuffix.test(hostname)) return { kind: 'foreign' };
  const region = regionPattern.exec(hostname)?.[0];
  const s3 = classifyS3(index, hostname, region);
  if (s3 !== undefined) return s3;
  const plain = hostname.replace('amazonaws.com.cn', 'amazonaws.com');
  if (region === undefined) return classifyGlobal(index, plain);
  const labels = plain.replace(region, '{region}').split('.');
  for (let skip = 0; skip < labels.length - 2; skip++) {
    const service = index.byName.get(labels.slice(skip).join('.'));
    if (service !== undefined)
      return { kind: 'service', service, shortName: service.shortName, region, form: 'regional' };
  }
  return classifyByLabel(index, plain, region);
}

function endpointSpecific(endpointId: string, rest: string): HostClass {
  const region = regionPattern.exec(rest)?.[0] ?? '';
  const shortName = rest.slice(0, Math.max(0, rest.lastIndexOf(`.${region}`)));
  return { kind: 'endpoint-specific', endpointId, shortName: shortName.replace(/^.*\.(?=s3$)/, ''), region };
}

/** DNS-17, DNS-19: names of S3 that private DNS does not claim. */
function classifyS3(
  index: ServiceIndex,
  hostname: string,
  region: string | undefined,
): HostClass | undefined {
  const service = index.byShortName.get('s3');
  const make = (
    form: Extract<HostClass, { kind: 'service' }>['form'],
    at: string | undefined,
  ): HostClass => ({
    kind: 'service',
    service,
    shortName: 's3',
    region: at,
    form,
  });
  if (/(?:^|\.)s3-website[.-]/.test(hostname)) return make('website', region);
  if (/(?:^|\.)s3-fips\./.test(hostname)) return make('fips', region);
  if (/(?:^|\.)s3(?:-control|-accesspoint)?\.dualstack\./.test(hostname)) return make('dualstack', region);
  if (/(?:^|\.)s3\.amazonaws\.com$/.test(hostname)) return make('global', 'us-east-1');
  if (region !== undefined && new RegExp(`(?:^|\\.)s3-${region}\\.`).test(hostname))
    return make('legacy', region);
  return undefined;
}

/** `sts.amazonaws.com`, `iam.amazonaws.com` */
function classifyGlobal(index: ServiceIndex, hostname: string): HostClass {
  const label =
    hostname
      .replace(/\.amazonaws\.com$/, '')
      .split('.')
      .at(-1) ?? '';
  const service = index.byShortName.get(label);
  if (service?.privateDns.names?.includes(hostname) === true) {
    return { kind: 'service', service, shortName: label, region: undefined, form: 'regional' };
  }
  return { kind: 'service', service, shortName: label, region: undefined, form: 'global' };
}

/** A name by the common rule `service.region.amazonaws.com` of a service whose names are not established. */
function classifyByLabel(index: ServiceIndex, hostname: string, region: string): HostClass {
  const before = hostname.slice(0, hostname.indexOf(region)).replace(/\.$/, '');
  const label = before.split('.').at(-1) ?? '';
  const fips = label.endsWith('-fips');
  const shortName = fips ? label.slice(0, -'-fips'.length) : label;
  const service = index.byShortName.get(before) ?? index.byShortName.get(shortName);
  if (shortName === '') return { kind: 'aws', region };
  return {
    kind: 'service',
    service,
    shortName: service?.shortName ?? shortName,
    region,
    form: fips ? 'fips' : 'regional',
  };
}
