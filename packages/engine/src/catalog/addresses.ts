import type { AddressFamily, Prefix } from '../ip/address.ts';
import { parsePrefix } from '../ip/address.ts';
import type { CatalogFiles } from './catalog.ts';
import { lazyJson } from './json-file.ts';

/** The public addresses of AWS's services, as published. */
export interface AddressCatalog {
  /** Entries of the managed prefix list of a gateway service; `undefined` = not in the catalogue. */
  readonly managedPrefixList: (
    region: string,
    service: string,
  ) => { readonly id: string | undefined; readonly prefixes: readonly Prefix[] } | undefined;
  /**
   * Where a service's public addresses can be: its prefix list for S3 and DynamoDB, else AWS's ranges of the
   * Region without those two (`exact: false`: any of them may be the service's).
   */
  readonly publicAddresses: (
    region: string,
    service: string,
    family: AddressFamily,
  ) => { readonly prefixes: readonly Prefix[]; readonly exact: boolean } | undefined;
}

interface ListRow {
  readonly id: string | null;
  readonly ipv4: readonly string[];
  readonly ipv6: readonly string[];
}

export function createAddressCatalog(files: CatalogFiles): AddressCatalog {
  const lists = lazyJson(files, 'prefix-lists.json');
  const cache = new Map<string, ReturnType<AddressCatalog['managedPrefixList']>>();
  const managedPrefixList: AddressCatalog['managedPrefixList'] = (region, service) => {
    const key = `${region} ${service}`;
    if (!cache.has(key)) cache.set(key, readList(lists(), region, service));
    return cache.get(key);
  };
  const ranges = new Map<string, Readonly<Record<AddressFamily, readonly Prefix[]>> | undefined>();
  const rangesOf = (region: string): Readonly<Record<AddressFamily, readonly Prefix[]>> | undefined => {
    if (!ranges.has(region)) ranges.set(region, readRanges(files, region));
    return ranges.get(region);
  };
  return {
    managedPrefixList,
    publicAddresses: (region, service, family) => {
      const list = managedPrefixList(region, service);
      if (list !== undefined)
        return { prefixes: list.prefixes.filter((prefix) => prefix.family === family), exact: true };
      const published = rangesOf(region);
      return published === undefined ? undefined : { prefixes: published[family], exact: false };
    },
  };
}

function readList(
  file: Readonly<Record<string, unknown>> | undefined,
  region: string,
  service: string,
): ReturnType<AddressCatalog['managedPrefixList']> {
  const regions = (file?.regions ?? {}) as Readonly<Record<string, Readonly<Record<string, ListRow>>>>;
  const row = regions[region]?.[service];
  if (row === undefined || row.ipv4.length + row.ipv6.length === 0) return undefined;
  return { id: row.id ?? undefined, prefixes: prefixesOf([...row.ipv4, ...row.ipv6]) };
}

function readRanges(
  files: CatalogFiles,
  region: string,
): Readonly<Record<AddressFamily, readonly Prefix[]>> | undefined {
  const file = lazyJson(files, `ranges/${region}.json`)();
  if (file === undefined) return undefined;
  const { ipv4, ipv6 } = file.prefixes as Readonly<Record<AddressFamily, readonly string[]>>;
  return { ipv4: prefixesOf(ipv4), ipv6: prefixesOf(ipv6) };
}

function prefixesOf(texts: readonly string[]): readonly Prefix[] {
  return texts.flatMap((text) => {
    const parsed = parsePrefix(text);
    return parsed.ok ? [parsed.value] : [];
  });
}
