import type { Prefix } from '../ip/address.ts';
import type { AddressSets } from './address-sets.ts';
import type { CatalogFiles, Confidence } from './catalog.ts';
import { lazy } from './lazily.ts';

/** A prefix list that AWS keeps. */
export interface AwsManagedPrefixList {
  /** `com.amazonaws.ap-northeast-1.s3`. */
  readonly name: string;
  /** Ids repeat between Regions and services: only a pair of Region and id names a list. */
  readonly id: string | undefined;
  readonly idConfidence: Confidence;
  /** How many rules it counts for in a security group. */
  readonly weight: number;
  /** `undefined` = the entries are not in the catalogue. IPv4 for `s3` and `dynamodb` (V6-4). */
  readonly prefixes: readonly Prefix[] | undefined;
  /** Of a dual-stack gateway endpoint; the name of that list is not established (V6-4). */
  readonly ipv6Prefixes: readonly Prefix[] | undefined;
  /** `derived`: from ip-ranges.json; GetManagedPrefixListEntries decides. */
  readonly confidence: Confidence;
}

export interface ManagedPrefixLists {
  /** @param service what follows the Region in the name: `s3`, `dynamodb`, `ec2-instance-connect` */
  readonly managedPrefixList: (region: string, service: string) => AwsManagedPrefixList | undefined;
  readonly managedPrefixListByName: (name: string) => AwsManagedPrefixList | undefined;
  readonly managedPrefixListById: (region: string, id: string) => AwsManagedPrefixList | undefined;
}

interface PrefixListsFile {
  readonly lists: readonly { readonly name: string; readonly weight: number }[];
  readonly ids: Readonly<
    Record<string, Readonly<Record<string, { readonly id: string; readonly confidence: Confidence }>>>
  >;
}

export function createManagedPrefixLists(files: CatalogFiles, addresses: AddressSets): ManagedPrefixLists {
  const file = lazy((): PrefixListsFile => {
    const text = files.read('prefix-lists.json');
    return text === undefined ? { lists: [], ids: {} } : JSON.parse(text);
  });
  const managedPrefixList = (region: string, service: string): AwsManagedPrefixList | undefined => {
    const template = `com.amazonaws.{region}.${service}`;
    const list = file().lists.find(
      ({ name }) => name === template || name === `com.amazonaws.global.${service}`,
    );
    if (list === undefined) return undefined;
    const id = file().ids[service]?.[region];
    const hasEntries = service === 's3' || service === 'dynamodb';
    const entries = (family: 'ipv4' | 'ipv6') =>
      hasEntries ? addresses.publicAddresses(service, region, family)?.prefixes : undefined;
    return {
      name: list.name.replace('{region}', region),
      id: id?.id,
      idConfidence: id?.confidence ?? 'unknown',
      weight: list.weight,
      prefixes: entries('ipv4'),
      ipv6Prefixes: entries('ipv6'),
      confidence: hasEntries ? 'derived' : 'unknown',
    };
  };
  return {
    managedPrefixList,
    managedPrefixListByName: (name) => {
      const [, region, service] = /^com\.amazonaws\.([^.]+)\.(.+)$/.exec(name) ?? [];
      return region === undefined || service === undefined ? undefined : managedPrefixList(region, service);
    },
    managedPrefixListById: (region, id) => {
      const service = Object.keys(file().ids).find((key) => file().ids[key]?.[region]?.id === id);
      return service === undefined ? undefined : managedPrefixList(region, service);
    },
  };
}
