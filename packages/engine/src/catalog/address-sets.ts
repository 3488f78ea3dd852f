import { type AddressFamily, type Ipv4, type Ipv6, type Prefix, parsePrefix } from '../ip/address.ts';
import { containsAddress, type IpSet, setOfPrefixes } from '../ip/ip-set.ts';
import type { CatalogFiles, Confidence } from './catalog.ts';
import { lazy, memoise } from './lazily.ts';
import type { RegionTable } from './region-table.ts';

/** Addresses at which a public name may answer. */
export interface PublicAddresses {
  readonly prefixes: readonly Prefix[];
  /** All of ip-ranges.json is dated, and a managed prefix list may differ from it: `derived`. */
  readonly confidence: Confidence;
  /** `true` = these are the service's own addresses; `false` = it answers somewhere among them. */
  readonly exact: boolean;
}

export interface AddressSets {
  /**
   * @param region `undefined` = a name without Region
   * @returns `undefined` = no ranges of that Region are in the catalogue
   */
  readonly publicAddresses: (
    service: string,
    region: string | undefined,
    family: AddressFamily,
  ) => PublicAddresses | undefined;
  readonly isAwsAddress: (family: AddressFamily, address: Ipv4 | Ipv6) => boolean;
}

type Table = Readonly<Record<AddressFamily, readonly string[]>>;

interface RegionFile {
  readonly s3: Table;
  readonly dynamodb: Table;
  readonly others: Table;
}

interface AllFile {
  readonly amazon: Table;
  readonly s3: Table;
}

/** Services whose addresses ip-ranges.json names, by short name. */
const ownTables: Readonly<Record<string, 's3' | 'dynamodb'>> = { s3: 's3', dynamodb: 'dynamodb' };

export function createAddressSets(files: CatalogFiles, regions: RegionTable): AddressSets {
  const regionFile = memoise((region): RegionFile | undefined => readJson(files, `addresses/${region}.json`));
  const all = lazy((): AllFile | undefined => readJson(files, 'addresses/all.json'));
  const prefixes = memoise((key): readonly Prefix[] | undefined => {
    const [region = '', table = '', family = ''] = key.split(' ');
    const file = regionFile(region);
    const texts = file === undefined ? undefined : textsOf(file, table, family);
    return texts?.map(prefixOf).filter((prefix) => prefix !== undefined);
  });
  const globals = memoise((family) => {
    const home =
      regions.partitions().find(({ partition }) => partition === 'aws')?.globalRegion ?? 'us-east-1';
    return [prefixes(`GLOBAL others ${family}`) ?? [], prefixes(`${home} others ${family}`) ?? []].flat();
  });
  const everyS3 = memoise((family) => tablePrefixes(all()?.s3, family));
  const amazon = memoise((family): IpSet => {
    const known: AddressFamily = family === 'ipv4' ? 'ipv4' : 'ipv6';
    return setOfPrefixes(known, tablePrefixes(all()?.amazon, known));
  });
  return {
    isAwsAddress: (family, address) => containsAddress(amazon(family), address),
    publicAddresses: (service, region, family) => {
      const own = ownTables[service];
      if (region === undefined) {
        return {
          prefixes: own === 's3' ? everyS3(family) : globals(family),
          confidence: 'derived',
          exact: false,
        };
      }
      const found = prefixes(`${region} ${own ?? 'others'} ${family}`);
      if (found === undefined) return undefined;
      return { prefixes: found, confidence: 'derived', exact: own !== undefined };
    },
  };
}

function readJson<File>(files: CatalogFiles, name: string): File | undefined {
  const text = files.read(name);
  return text === undefined ? undefined : JSON.parse(text);
}

function textsOf(file: RegionFile, table: string, family: string): readonly string[] {
  const found = table === 's3' ? file.s3 : table === 'dynamodb' ? file.dynamodb : file.others;
  return family === 'ipv4' ? found.ipv4 : found.ipv6;
}

function tablePrefixes(table: Table | undefined, family: string): readonly Prefix[] {
  const texts = (family === 'ipv4' ? table?.ipv4 : table?.ipv6) ?? [];
  return texts.map(prefixOf).filter((prefix) => prefix !== undefined);
}

function prefixOf(text: string): Prefix | undefined {
  const read = parsePrefix(text);
  return read.ok ? read.value : undefined;
}
