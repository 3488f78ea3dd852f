import { compareText } from '../../packages/engine/src/base/ordered.ts';
import {
  type AddressFamily,
  formatPrefix,
  type Prefix,
  parsePrefix,
} from '../../packages/engine/src/ip/address.ts';
import { type IpSet, setOfPrefixes, subtract, toPrefixes } from '../../packages/engine/src/ip/ip-set.ts';
import type { CatalogFile } from './layout.ts';

interface Range {
  readonly ip_prefix?: string;
  readonly ipv6_prefix?: string;
  readonly region: string;
  readonly service: string;
}

interface PublishedRanges {
  readonly syncToken: string;
  readonly createDate: string;
  readonly prefixes: readonly Range[];
  readonly ipv6_prefixes: readonly Range[];
}

const families: readonly AddressFamily[] = ['ipv4', 'ipv6'];

/**
 * One file for each Region, and one with everything that AWS announces.
 *
 * `others` = addresses of the Region under AMAZON without those of S3 and DynamoDB: where every other
 * service of the Region answers (FL-14: the most specific code is the service's own).
 */
export function addressFiles(published: PublishedRanges): readonly (readonly [string, CatalogFile])[] {
  const ranges = [...published.prefixes, ...published.ipv6_prefixes];
  const regions = [...new Set(ranges.map(({ region }) => region))].sort(compareText);
  return [
    ...regions.map((region) => {
      const here = ranges.filter((range) => range.region === region);
      return [`addresses/${region}.json`, { _meta: metaOf(published), ...regionTables(here) }] as const;
    }),
    ['addresses/all.json', { _meta: metaOf(published), ...everyTable(ranges) }],
  ];
}

function metaOf({ createDate, syncToken }: PublishedRanges) {
  return {
    date: createDate.slice(0, 10),
    source: `https://ip-ranges.amazonaws.com/ip-ranges.json, syncToken ${syncToken}`,
    confidence: 'derived',
    schema: 'schema/addresses.schema.json',
  };
}

function everyTable(ranges: readonly Range[]) {
  return {
    amazon: tableOf((family) => setOf(ranges, family, 'AMAZON')),
    s3: tableOf((family) => setOf(ranges, family, 'S3')),
  };
}

function regionTables(ranges: readonly Range[]) {
  const own = (family: AddressFamily, service: string) => setOf(ranges, family, service);
  return {
    s3: tableOf((family) => own(family, 'S3')),
    dynamodb: tableOf((family) => own(family, 'DYNAMODB')),
    others: tableOf((family) =>
      subtract(subtract(own(family, 'AMAZON'), own(family, 'S3')), own(family, 'DYNAMODB')),
    ),
  };
}

function tableOf(set: (family: AddressFamily) => IpSet): Record<string, readonly string[]> {
  return Object.fromEntries(families.map((family) => [family, toPrefixes(set(family)).map(formatPrefix)]));
}

function setOf(ranges: readonly Range[], family: AddressFamily, service: string): IpSet {
  return setOfPrefixes(family, ranges.filter((range) => range.service === service).map(prefixOf));
}

function prefixOf(range: Range): Prefix {
  const read = parsePrefix(range.ip_prefix ?? range.ipv6_prefix ?? '');
  if (!read.ok) throw new Error(`not a prefix: ${JSON.stringify(range)}`);
  return read.value;
}
