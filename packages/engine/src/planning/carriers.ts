import type { Catalog } from '../catalog/create-catalog.ts';
import type { ServiceInRegion } from '../catalog/endpoint-services.ts';
import type { Network } from '../model/network.ts';
import type { Call } from '../reachability/answer.ts';

/** What could carry a call without the internet, by its name alone. */
export type Carrier =
  | { readonly kind: 'endpoint'; readonly service: ServiceInRegion }
  /** It is made by an endpoint's own name, or to a REST API: nothing is to be planned for it. */
  | { readonly kind: 'own' }
  /** The catalogue names an API of AWS that has no endpoint. */
  | { readonly kind: 'no-endpoint'; readonly service: string }
  /** DNS-17: an endpoint of the service answers to other names. */
  | { readonly kind: 'name-not-covered'; readonly service: string }
  /** IF-20: an endpoint of the VPC's Region does not lead there; one to another Region is not planned. */
  | { readonly kind: 'other-region'; readonly service: string }
  | { readonly kind: 'internet' }
  /** managed login, client credentials and sign-in by SAML or OIDC go by the pool's domain only. */
  | { readonly kind: 'hosted-ui' }
  /** An endpoint's name begins with its Region. */
  | { readonly kind: 'region-unknown' };

/** Finds carriers; thousands of calls have the same few names. */
export class Carriers {
  readonly #network: Network;
  readonly #catalog: Catalog;
  /** By service, then by Region and name: there are few of each, and a joined key for each call is not cheap. */
  readonly #found = new Map<string, { region: string; hostname: string; carrier: Carrier }[]>();

  constructor(network: Network, catalog: Catalog) {
    this.#network = network;
    this.#catalog = catalog;
  }

  /** @param region of the caller's VPC */
  of({ service, hostname }: Pick<Call, 'service' | 'hostname'>, region: string): Carrier {
    const same = this.#found.get(service) ?? [];
    const earlier = same.find((one) => one.hostname === hostname && one.region === region);
    if (earlier !== undefined) return earlier.carrier;
    const carrier = this.#find(service, hostname, region);
    same.push({ region, hostname, carrier });
    this.#found.set(service, same);
    return carrier;
  }

  #find(service: string, hostname: string, region: string): Carrier {
    if (service === 'internet') return { kind: 'internet' };
    if (this.#network.restApis?.has(service) || isOwnName(service, this.#network)) return { kind: 'own' };
    const byShort = this.#catalog.all().some(({ short }) => short === service);
    const known = byShort ? this.#catalog.service(service, region) : undefined;
    if (known !== undefined)
      return known.service.types.length === 0
        ? { kind: 'no-endpoint', service }
        : { kind: 'endpoint', service: known };
    return this.#byHostname(hostname, region);
  }

  #byHostname(hostname: string, region: string): Carrier {
    if (/\.auth(?:-fips)?\.[a-z0-9-]+\.amazoncognito\.com$/.test(hostname)) return { kind: 'hosted-ui' };
    const host = this.#catalog.classifyHostname(hostname);
    if (host.kind === 'service-without-endpoint')
      return { kind: 'no-endpoint', service: host.service.product };
    if (host.kind !== 'service') return { kind: 'internet' };
    const here = this.#catalog.service(host.service.short, region);
    const isRegional = host.scope === 'regional' && host.region === region;
    if (here !== undefined && here.service.types.length > 0 && (isRegional || covers(here, hostname)))
      return { kind: 'endpoint', service: here };
    const isElsewhere = host.region !== undefined && host.region !== region;
    return { kind: isElsewhere ? 'other-region' : 'name-not-covered', service: host.service.short };
  }
}

/** `vpce-svc-…`, `s3@aws_vpc_endpoint.x`, or the endpoint itself. */
function isOwnName(service: string, network: Network): boolean {
  if (/^vpce-svc-/.test(service)) return true;
  const [, endpoint = service] = /^[^@]+@(.+)$/.exec(service) ?? [];
  return [...network.vpcEndpoints.keys()].some((id) => id === endpoint);
}

function covers({ privateNames }: ServiceInRegion, hostname: string): boolean {
  return (privateNames ?? []).some((name) =>
    name.startsWith('*.') ? hostname.endsWith(name.slice(1)) : name === hostname,
  );
}
