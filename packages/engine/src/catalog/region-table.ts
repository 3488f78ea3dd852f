import type { CatalogFiles, Confidence } from './catalog.ts';
import { lazy } from './lazily.ts';

/** One AWS partition: its Regions share name suffixes and no other Region's credentials work there. */
export interface Partition {
  /** `aws`, `aws-cn`, `aws-us-gov`… */
  readonly partition: string;
  readonly dnsSuffix: string;
  readonly dualStackDnsSuffix: string;
  /** `com.amazonaws`, `cn.com.amazonaws`. */
  readonly reverseDnsPrefix: string;
  /** Where the global services of the partition answer. */
  readonly globalRegion: string;
}

/** Zone names of a Region. They are account-relative (AZ-1), so this is what most accounts see. */
export interface AvailabilityZones {
  readonly names: readonly string[];
  readonly confidence: Confidence;
  readonly note: string | undefined;
}

export interface RegionTable {
  /** @returns `undefined` for a Region that is not in the catalogue and whose name tells no partition */
  readonly partitionOf: (region: string) => Partition | undefined;
  readonly partitions: () => readonly Partition[];
  readonly availabilityZones: (region: string) => AvailabilityZones | undefined;
  /** `Asia Pacific (Tokyo)`. */
  readonly regionDescription: (region: string) => string | undefined;
  readonly isRegion: (text: string) => boolean;
  /** Sorted as in the file: by name. */
  readonly regions: () => readonly string[];
}

interface RegionsFile {
  readonly partitions: Readonly<Record<string, Omit<Partition, 'partition'>>>;
  readonly regions: Readonly<Record<string, RegionRow>>;
}

interface RegionRow {
  readonly partition: string;
  readonly description: string;
  readonly zones?: readonly string[];
  readonly zonesConfidence?: Confidence;
  readonly zonesNote?: string;
}

const empty: RegionsFile = { partitions: {}, regions: {} };

/** A Region newer than the catalogue is in the partition of Regions with the same beginning. */
const partitionByPrefix: readonly (readonly [RegExp, string])[] = [
  [/^cn-/, 'aws-cn'],
  [/^us-gov-/, 'aws-us-gov'],
  [/^us-iso-/, 'aws-iso'],
  [/^us-isob-/, 'aws-iso-b'],
  [/^us-isof-/, 'aws-iso-f'],
  [/^eu-isoe-/, 'aws-iso-e'],
  [/^eusc-/, 'aws-eusc'],
  [/^(us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\d+$/, 'aws'],
];

export function createRegionTable(files: CatalogFiles): RegionTable {
  const file = lazy((): RegionsFile => {
    const text = files.read('regions.json');
    return text === undefined ? empty : JSON.parse(text);
  });
  const partition = (name: string): Partition | undefined => {
    const row = file().partitions[name];
    return row === undefined ? undefined : { partition: name, ...row };
  };
  const partitionOf = (region: string) => {
    const name =
      file().regions[region]?.partition ?? partitionByPrefix.find(([like]) => like.test(region))?.[1];
    return name === undefined ? undefined : partition(name);
  };
  return {
    partitionOf,
    partitions: () => Object.keys(file().partitions).flatMap((name) => partition(name) ?? []),
    availabilityZones: (region) => zonesOf(file().regions[region]),
    regionDescription: (region) => file().regions[region]?.description,
    isRegion: (text) => /^[a-z]+(-[a-z]+)+-\d+$/.test(text) && partitionOf(text) !== undefined,
    regions: () => Object.keys(file().regions),
  };
}

function zonesOf(row: RegionRow | undefined): AvailabilityZones | undefined {
  if (row?.zones === undefined) return undefined;
  return { names: row.zones, confidence: row.zonesConfidence ?? 'unknown', note: row.zonesNote };
}
