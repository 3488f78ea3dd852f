import type { Catalog } from '../../catalog/create-catalog.ts';

/** What reading must know of AWS. */
export type IntentFacts = Pick<
  Catalog,
  | 'all'
  | 'availabilityZones'
  | 'inRegion'
  | 'ownedResources'
  | 'partitionOf'
  | 'regions'
  | 'service'
  | 'withoutEndpoint'
  | 'workloadNeeds'
>;
