import type { AddressFamily } from '../ip/address.ts';
import type { CatalogFiles, Confidence } from './catalog.ts';
import type {
  EndpointService,
  EndpointServices,
  FactSource,
  HostnameScope,
  ServiceWithoutEndpoint,
} from './endpoint-services.ts';
import { lazy } from './lazily.ts';
import type { RegionTable } from './region-table.ts';

/** What a host name is by its spelling alone. */
export type HostnameClass =
  | {
      readonly kind: 'service';
      readonly service: EndpointService;
      /** `undefined` = a name without Region. */
      readonly region: string | undefined;
      readonly scope: HostnameScope;
      /** Families in which the public name is known to answer. */
      readonly families: readonly AddressFamily[];
      readonly confidence: Confidence;
    }
  | {
      readonly kind: 'service-without-endpoint';
      readonly service: ServiceWithoutEndpoint;
      readonly region: string | undefined;
      readonly families: readonly AddressFamily[];
    }
  /** OE-8, IF-22: a name of one endpoint. `service` = the labels between the endpoint and the Region. */
  | {
      readonly kind: 'endpoint';
      readonly endpointId: string;
      readonly zone: string | undefined;
      readonly service: string;
      readonly region: string;
    }
  /** Under a domain of AWS, and no API that the catalogue knows: a load balancer, a database… */
  | { readonly kind: 'other-aws'; readonly region: string | undefined }
  | { readonly kind: 'not-aws' };

export interface Hostnames {
  readonly classifyHostname: (hostname: string) => HostnameClass;
  /** The names by which clients call a service in a Region, the SDK's own first; placeholders in `<…>`. */
  readonly hostnamesOf: (short: string, region: string) => readonly ServiceHostname[];
}

export interface ServiceHostname {
  readonly hostname: string;
  readonly scope: HostnameScope;
  readonly confidence: Confidence;
}

interface HostnamesFile {
  readonly hostnames: readonly (FactSource & {
    readonly service: string;
    readonly name: string;
    readonly scope: HostnameScope;
    readonly families?: readonly AddressFamily[];
  })[];
  readonly representatives: Readonly<Record<string, string>>;
}

interface Entry {
  readonly service: EndpointService;
  readonly template: string;
  readonly scope: HostnameScope;
  readonly families: readonly AddressFamily[];
  readonly confidence: Confidence;
}

export function createHostnames(
  files: CatalogFiles,
  services: EndpointServices,
  regions: RegionTable,
): Hostnames {
  const file = lazy((): HostnamesFile => {
    const text = files.read('hostnames.json');
    return text === undefined ? { hostnames: [], representatives: {} } : JSON.parse(text);
  });
  const entries = lazy(() => entriesOf(services, file()));
  const index = lazy(() => indexByTemplate(entries()));
  const without = lazy(() => new Map(services.withoutEndpoint().map((service) => [service.host, service])));
  const classifyHostname = (written: string): HostnameClass => {
    const hostname = written.toLowerCase().replace(/\.$/, '');
    const spelled = spell(hostname, regions);
    const endpoint = readEndpointName(spelled.labels, spelled.region);
    if (endpoint !== undefined) return endpoint;
    const entry = lookUp(index(), spelled.template) ?? lookUp(index(), hostname);
    if (entry !== undefined) return classOf(entry, spelled.region);
    const bare = without().get(spelled.template) ?? without().get(hostname);
    if (bare !== undefined) {
      const families = familiesOf(bare.host, undefined);
      return { kind: 'service-without-endpoint', service: bare, region: spelled.region, families };
    }
    if (spelled.isAws) return { kind: 'other-aws', region: spelled.region };
    return { kind: 'not-aws' };
  };
  const hostnamesOf = (short: string, region: string) =>
    listHostnames(short, region, entries(), file().representatives, services);
  return { classifyHostname, hostnamesOf };
}

function classOf(entry: Entry, region: string | undefined): HostnameClass {
  const { service, scope, families, confidence } = entry;
  return { kind: 'service', service, region, scope, families, confidence };
}

/** Hand-kept rows first: they are more exact than what follows from the private names. */
function entriesOf(services: EndpointServices, file: HostnamesFile): readonly Entry[] {
  const byShort = new Map(services.all().map((service) => [service.short, service]));
  const kept = file.hostnames.flatMap((row): Entry[] => {
    const service = byShort.get(row.service);
    if (service === undefined) return [];
    const { name: template, scope, confidence } = row;
    return [{ service, template, scope, families: row.families ?? familiesOf(template, scope), confidence }];
  });
  const claimed = services.all().flatMap((service): Entry[] =>
    (service.privateDns.names ?? []).map((template) => {
      const scope = scopeOf(template, service);
      const { confidence } = service.privateDns;
      return { service, template, scope, families: familiesOf(template, scope), confidence };
    }),
  );
  const called = services.all().flatMap((service): Entry[] =>
    (service.hosts ?? []).map(({ name: template, scope, confidence }) => {
      return { service, template, scope, families: familiesOf(template, scope), confidence };
    }),
  );
  return [...kept, ...claimed, ...called];
}

function scopeOf(template: string, service: EndpointService): HostnameScope {
  if (service.global === true) return 'global';
  if (service.fips === true || /(^|[.-])[a-z0-9-]*-fips\./.test(template)) return 'fips';
  return template.endsWith('.api.aws') && (service.privateDns.names?.length ?? 0) > 1
    ? 'dualstack'
    : 'regional';
}

/**
 * Names under `amazonaws.com` answer in IPv4; dual-stack names are spelled otherwise.
 * @see https://docs.aws.amazon.com/general/latest/gr/rande.html
 */
function familiesOf(template: string, scope: HostnameScope | undefined): readonly AddressFamily[] {
  const isDual = scope === 'dualstack' || template.endsWith('.aws');
  return isDual ? ['ipv4', 'ipv6'] : ['ipv4'];
}

function indexByTemplate(entries: readonly Entry[]): ReadonlyMap<string, Entry> {
  const index = new Map<string, Entry>();
  for (const entry of entries) {
    const earlier = index.get(entry.template);
    // A FIPS service may list the plain name too: the plain service owns it.
    if (earlier === undefined || (earlier.service.fips === true && entry.service.fips !== true)) {
      index.set(entry.template, entry);
    }
  }
  return index;
}

/** The name itself, then the wildcard above it, then those above its parents. */
function lookUp(index: ReadonlyMap<string, Entry>, template: string): Entry | undefined {
  const exact = index.get(template);
  if (exact !== undefined) return exact;
  const labels = template.split('.');
  for (let from = 1; from < labels.length; from++) {
    const found = index.get(`*.${labels.slice(from).join('.')}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Spelled {
  readonly template: string;
  readonly labels: readonly string[];
  readonly region: string | undefined;
  readonly isAws: boolean;
}

/** Puts `{region}` for the Region, and the main partition's suffix for those of the others. */
function spell(hostname: string, regions: RegionTable): Spelled {
  const main = mainSpelling(hostname, regions);
  let region: string | undefined;
  const labels = main.split('.').map((label) => {
    const found = region === undefined ? regionIn(label, regions) : undefined;
    if (found === undefined) return variablePart(label);
    region = found;
    return variablePart(label.replace(found, '{region}'));
  });
  return { template: labels.join('.'), labels: main.split('.'), region, isAws: awsDomain.test(main) };
}

const awsDomain: RegExp = /(^|\.)(amazonaws\.com|amazonaws\.eu|cloudfront\.net|awsapprunner\.com|aws)$/;

function mainSpelling(hostname: string, regions: RegionTable): string {
  for (const { dnsSuffix, dualStackDnsSuffix } of regions.partitions()) {
    if (hostname.endsWith(`.${dualStackDnsSuffix}`))
      return `${hostname.slice(0, -dualStackDnsSuffix.length)}api.aws`;
    if (hostname.endsWith(`.${dnsSuffix}`)) return `${hostname.slice(0, -dnsSuffix.length)}amazonaws.com`;
  }
  return hostname;
}

/** `ap-northeast-1`, or at the end of `s3-ap-northeast-1` and `s3-website-us-east-1`. */
function regionIn(label: string, regions: RegionTable): string | undefined {
  if (regions.isRegion(label) && !label.startsWith('s3-')) return label;
  const tail = /^(?:s3-website|s3)-(.+)$/.exec(label)?.[1];
  return tail !== undefined && regions.isRegion(tail) ? tail : undefined;
}

/** Labels of which only a part varies, as the catalogue writes them. */
function variablePart(label: string): string {
  return label
    .replace(/^(ecs-[at])-\d+$/, '$1-*')
    .replace(/^s3express-.+-az\d+$/, 's3express-{zone}')
    .replace(/^[a-z0-9]+-ats$/, '*-ats');
}

const endpointLabel: RegExp = /^(vpce-[0-9a-f]+)(?:-[0-9a-z]+?)?(?:-([a-z]+(?:-[a-z]+)+-\d+[a-z]))?$/;

function readEndpointName(labels: readonly string[], region: string | undefined): HostnameClass | undefined {
  const at = labels.findIndex((label) => endpointLabel.test(label));
  if (at < 0 || region === undefined || labels.at(-3) !== 'vpce') return undefined;
  const [, endpointId, zone] = endpointLabel.exec(labels[at] ?? '') ?? [];
  const regionAt = labels.indexOf(region, at);
  if (endpointId === undefined || regionAt < 0) return undefined;
  return { kind: 'endpoint', endpointId, zone, service: labels.slice(at + 1, regionAt).join('.'), region };
}

const placeholders: Readonly<Record<string, string>> = { '*': '<name>' };

function listHostnames(
  short: string,
  region: string,
  entries: readonly Entry[],
  representatives: Readonly<Record<string, string>>,
  services: EndpointServices,
): readonly ServiceHostname[] {
  const own = entries.filter(({ service }) => service.short === short);
  const rank = (entry: Entry) =>
    (entry.scope === 'regional' ? 0 : 1) + (entry.template.startsWith('*') ? 0.5 : 0);
  const sorted = own.toSorted((a, b) => rank(a) - rank(b));
  const named = sorted.map(({ template, scope, confidence }) => ({ template, scope, confidence }));
  const chosen = representatives[short];
  const all =
    chosen === undefined
      ? named
      : [{ template: chosen, scope: 'regional' as const, confidence: 'confirmed' as const }, ...named];
  const seen = new Set<string>();
  return all.flatMap(({ template, scope, confidence }) => {
    const hostname = services.inRegion(template, region).replace(/^\*/, placeholders['*'] ?? '*');
    if (seen.has(hostname)) return [];
    seen.add(hostname);
    return [{ hostname, scope, confidence }];
  });
}
