import { formatPrefix, type Prefix } from '../ip/address.ts';
import type { Catalog } from './create-catalog.ts';

/** What the evaluation of Terraform's data sources asks of the catalogue. */
export interface DataSourceFacts {
  readonly availabilityZones: (region: string) => readonly string[] | undefined;
  readonly partitionOf: (
    region: string,
  ) =>
    | { readonly partition: string; readonly dnsSuffix: string; readonly reverseDnsPrefix: string }
    | undefined;
  readonly endpointService: (serviceName: string) => EndpointServiceAnswer | undefined;
  readonly prefixList: (region: string, service: string) => PrefixListAnswer | undefined;
  readonly regionDescription: (region: string) => string | undefined;
}

export interface EndpointServiceAnswer {
  readonly types: readonly ('Gateway' | 'Interface' | 'GatewayLoadBalancer')[];
  readonly supportsPolicy?: boolean;
  readonly privateDnsName?: string;
}

export interface PrefixListAnswer {
  readonly name: string;
  readonly id?: string;
  readonly ipv4?: readonly string[];
  readonly ipv6?: readonly string[];
}

/** An id that is not at least `secondary` is left out: a wrong id is worse than an unknown one. */
export function dataSourceFacts(catalog: Catalog): DataSourceFacts {
  return {
    availabilityZones: (region) => catalog.availabilityZones(region)?.names,
    partitionOf: catalog.partitionOf,
    regionDescription: catalog.regionDescription,
    endpointService: (serviceName) => {
      const found = catalog.serviceByEndpointName(serviceName);
      if (found === undefined) return undefined;
      const [privateDnsName] = found.privateNames ?? [];
      return {
        types: found.service.types,
        ...(found.service.policy === undefined ? {} : { supportsPolicy: found.service.policy.supported }),
        ...(privateDnsName === undefined ? {} : { privateDnsName }),
      };
    },
    prefixList: (region, service) => {
      const list = catalog.managedPrefixList(region, service);
      if (list === undefined) return undefined;
      const isSure = list.idConfidence === 'confirmed' || list.idConfidence === 'secondary';
      return {
        name: list.name,
        ...(list.id === undefined || !isSure ? {} : { id: list.id }),
        ...(list.prefixes === undefined ? {} : { ipv4: list.prefixes.map(formatPrefix) }),
      };
    },
  };
}

/** What the network builder asks of the catalogue. */
export interface PrefixListFacts {
  readonly managedPrefixList: (
    region: string,
    service: string,
  ) =>
    | { readonly id: string | undefined; readonly name: string; readonly prefixes: readonly Prefix[] }
    | undefined;
  readonly endpointService: (serviceName: string) =>
    | {
        readonly region: string;
        readonly types: readonly ('Interface' | 'Gateway')[];
      }
    | undefined;
}

/**
 * Lists whose entries are not in the catalogue are left out: an empty list would be a statement.
 * The named lists of S3 and DynamoDB hold IPv4 (V6-4).
 */
export function prefixListFacts(catalog: Catalog): PrefixListFacts {
  return {
    managedPrefixList: (region, service) => {
      const list = catalog.managedPrefixList(region, service);
      if (list?.prefixes === undefined) return undefined;
      return { id: list.id, name: list.name, prefixes: list.prefixes };
    },
    endpointService: (serviceName) => {
      const found = catalog.serviceByEndpointName(serviceName);
      if (found === undefined) return undefined;
      return { region: found.region, types: found.service.types };
    },
  };
}
