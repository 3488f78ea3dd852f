import type { Known } from '../base/known.ts';
import type { Catalog } from '../catalog/create-catalog.ts';
import type { Network, RestApi, VpcEndpoint } from '../model/network.ts';
import type { Position } from './position.ts';
import type { Prover } from './prover.ts';
import type { Target } from './target.ts';

export function regionOf(position: Position | undefined, network: Network): string | undefined {
  const own = position?.vpc.region;
  const region: Known<string> | undefined = own?.kind === 'known' ? own : network.defaultRegion;
  return region?.kind === 'known' ? region.value : undefined;
}

export function nameAndPort(prover: Prover, position: Position | undefined, target: Target): NameAndPort {
  const region = regionOf(position, prover.network);
  switch (target.kind) {
    case 'service':
      return region === undefined
        ? { hostname: '', port: 443 }
        : serviceNameAndPort(prover.catalog, target.short, region);
    case 'hostname':
      return { hostname: target.hostname, port: target.port };
    case 'endpoint':
      return {
        hostname: endpointName(prover, target.endpoint),
        port: portOfEndpoint(prover, target.endpoint),
      };
    case 'rest-api':
      return { hostname: apiName(target.api), port: 443 };
    case 'workload':
    case 'address':
      return { hostname: '', port: target.port };
    case 'internet':
      return { hostname: '', port: 443 };
  }
}

export interface NameAndPort {
  readonly hostname: string;
  readonly port: number;
}

const serviceNames = new WeakMap<Catalog, Map<string, Map<string, NameAndPort>>>();

/** Every call of a service in a Region asks for the same name. */
function serviceNameAndPort(catalog: Catalog, short: string, region: string): NameAndPort {
  const earlier = serviceNames.get(catalog)?.get(region)?.get(short);
  if (earlier !== undefined) return earlier;
  const hostname = catalog.hostnamesOf(short, region)[0]?.hostname ?? '';
  const found = { hostname, port: catalog.service(short, region)?.ports[0] ?? 443 };
  const byRegion = serviceNames.get(catalog) ?? new Map<string, Map<string, NameAndPort>>();
  const byService = byRegion.get(region) ?? new Map<string, NameAndPort>();
  serviceNames.set(catalog, byRegion.set(region, byService.set(short, found)));
  return found;
}

/** OE-8; the id is known only after apply. */
function endpointName(prover: Prover, endpoint: VpcEndpoint): string {
  const serviceName = endpoint.serviceName.kind === 'known' ? endpoint.serviceName.value : '';
  const own = prover.catalog.serviceByEndpointName(serviceName);
  const region =
    own?.region ?? (endpoint.serviceRegion?.kind === 'known' ? endpoint.serviceRegion.value : '');
  const short = own?.service.short ?? /vpce-svc-[0-9a-z]+/.exec(serviceName)?.[0] ?? serviceName;
  const foreignRegion = /^com\.amazonaws\.vpce\.([a-z0-9-]+)\./.exec(serviceName)?.[1];
  const bucket = short === 's3' ? 'bucket.' : '';
  return `${bucket}vpce-<id>.${short}.${foreignRegion ?? region}.vpce.amazonaws.com`;
}

function portOfEndpoint(prover: Prover, endpoint: VpcEndpoint): number {
  const serviceName = endpoint.serviceName.kind === 'known' ? endpoint.serviceName.value : '';
  return prover.catalog.serviceByEndpointName(serviceName)?.ports[0] ?? 443;
}

function apiName(api: RestApi): string {
  const region = api.region.kind === 'known' ? api.region.value : '<region>';
  return `<${api.address}.id>.execute-api.${region}.amazonaws.com`;
}
