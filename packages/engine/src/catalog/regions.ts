import type { CatalogFiles } from './catalog.ts';
import { lazyJson } from './json-file.ts';

interface RegionRow {
  readonly partition: string;
  readonly name: string;
  readonly zones: string;
}

export interface Partition {
  readonly partition: string;
  readonly dnsSuffix: string;
  readonly reverseDnsPrefix: string;
}

/** Regions, partitions and zone names. Zone names are an assumption: they are relative to an account (AZ-1). */
export interface RegionCatalog {
  /** @returns `undefined` for a Region that the catalogue does not have */
  readonly availabilityZones: (region: string) => readonly string[] | undefined;
  readonly partitionOf: (region: string) => Partition;
  readonly description: (region: string) => string | undefined;
}

export function createRegionCatalog(files: CatalogFiles): RegionCatalog {
  const file = lazyJson(files, 'regions.json');
  const regions = (): Readonly<Record<string, RegionRow>> =>
    (file()?.regions ?? {}) as Readonly<Record<string, RegionRow>>;
  const partitions = (): Readonly<Record<string, Omit<Partition, 'partition'>>> =>
    (file()?.partitions ?? {}) as Readonly<Record<string, Omit<Partition, 'partition'>>>;
  return {
    availabilityZones: (region) => {
      const row = regions()[region];
      return row === undefined ? undefined : [...row.zones].map((zone) => `${region}${zone}`);
    },
    partitionOf: (region) => {
      const partition = regions()[region]?.partition ?? partitionByPrefix(region);
      const found = partitions()[partition];
      return {
        partition,
        dnsSuffix: found?.dnsSuffix ?? 'amazonaws.com',
        reverseDnsPrefix: found?.reverseDnsPrefix ?? 'com.amazonaws',
      };
    },
    description: (region) => regions()[region]?.name,
  };
}

function partitionByPrefix(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
