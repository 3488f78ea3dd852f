import { type ActionServices, createActionServices } from './action-services.ts';
import { type AddressSets, createAddressSets } from './address-sets.ts';
import type { CatalogFiles } from './catalog.ts';
import { createEndpointServices, type EndpointServices } from './endpoint-services.ts';
import { createHostnames, type Hostnames } from './hostname-classes.ts';
import { createManagedPolicies, type ManagedPolicies } from './managed-policies.ts';
import { createManagedPrefixLists, type ManagedPrefixLists } from './managed-prefix-lists.ts';
import { createRegionTable, type RegionTable } from './region-table.ts';
import { createWorkloadNeeds, type WorkloadNeeds } from './workload-needs.ts';

/** The dated facts, each file read on first use. Reading nothing costs nothing. */
export interface Catalog
  extends RegionTable,
    EndpointServices,
    Hostnames,
    AddressSets,
    ManagedPrefixLists,
    ManagedPolicies,
    ActionServices,
    WorkloadNeeds {}

export function createCatalog(files: CatalogFiles): Catalog {
  const regions = createRegionTable(files);
  const services = createEndpointServices(files, regions);
  const addresses = createAddressSets(files, regions);
  return {
    ...regions,
    ...services,
    ...createHostnames(files, services, regions),
    ...addresses,
    ...createManagedPrefixLists(files, addresses),
    ...createManagedPolicies(files),
    ...createActionServices(files),
    ...createWorkloadNeeds(files),
  };
}
