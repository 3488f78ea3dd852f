import type { CatalogFiles, Confidence } from '../catalog/catalog.ts';
import { type Decimal, parseDecimal } from './decimal.ts';

/** What has a price of its own in AWS's price list. */
export type PriceName =
  | 'nat-gateway-hours'
  | 'nat-gateway-gb'
  | 'regional-nat-gateway-hours'
  | 'regional-nat-gateway-gb'
  | 'public-ipv4-hours'
  | 'interface-endpoint-hours'
  | 'interface-endpoint-gb'
  | 'gateway-endpoint'
  | 'gwlb-endpoint-hours'
  | 'gwlb-endpoint-gb'
  | 'resource-endpoint-hours'
  | 'resource-endpoint-gb'
  | 'cross-az-gb'
  | 'cross-az-endpoint-gb'
  | 'transit-gateway-attachment-hours'
  | 'transit-gateway-gb'
  | 'internet-egress-gb'
  | 'flow-log-cloudwatch-gb'
  | 'flow-log-s3-gb'
  | 'flow-log-storage-gb-month'
  | 'resolver-endpoint-hours'
  | 'resolver-million-queries';

/** One tier: what lies above `from` and up to `upTo`, in the unit of the price. */
export interface PriceTier {
  readonly from: Decimal;
  /** The last unit at this price; `undefined` = without end. */
  readonly upTo: Decimal | undefined;
  readonly usd: Decimal;
}

/** One row of the book. */
export interface Price {
  readonly name: PriceName;
  readonly region: string;
  /** Without the Region's prefix: `NatGateway-Hours`. */
  readonly usageType: string;
  /**
   * In order, without gaps, the first from 0. A last tier with an end means that the price beyond it is not
   * known.
   */
  readonly tiers: readonly PriceTier[];
  readonly confidence: Confidence;
  readonly source: PriceSource;
  /** Of the price list or page; `undefined` = the source bears no date, or it is a rule. */
  readonly date: string | undefined;
}

export interface PriceSource {
  readonly text: string;
  readonly url: string | undefined;
}

export interface PriceBook {
  /** When the book was made. */
  readonly date: string;
  /** Regions of which it has hours of NAT gateways and endpoints, sorted. */
  readonly regions: () => readonly string[];
  /** @returns `undefined` = the book does not have it: the charge is unpriced */
  readonly price: (name: PriceName, region: string) => Price | undefined;
  /** The usage type of a price that may be missing, for the words of an unpriced charge (PR-12). */
  readonly usageType: (name: PriceName) => string;
}

interface BooksFile {
  readonly books: readonly string[];
}

/** Numbers are text in the file, so that no reader turns them into binary floats. */
interface BookFile {
  readonly _meta: {
    readonly date: string;
    readonly sources: Readonly<Record<string, { readonly text: string; readonly url: string | null }>>;
  };
  readonly usageTypes: Readonly<Record<string, string>>;
  readonly prices: readonly BookRow[];
}

interface BookRow {
  readonly region: string;
  readonly name: PriceName;
  /** Pairs of the tier's last unit (`null` = no end) and its price. */
  readonly tiers: readonly (readonly [string | null, string])[];
  readonly confidence: Confidence;
  readonly source: string;
  readonly date: string | null;
}

/** Prices that are the same everywhere stand under this Region. */
const everywhere = '*';

/** Dates of the books that are shipped, the newest last. */
export function priceBookDates(files: CatalogFiles): readonly string[] {
  const text = files.read('prices-index.json');
  if (text === undefined) return [];
  const { books }: BooksFile = JSON.parse(text);
  return books;
}

/**
 * Opens one dated book.
 *
 * @param date of one of the shipped books; the newest when it is left out
 * @returns `undefined` when no such book is shipped
 */
export function openPriceBook(
  files: CatalogFiles,
  date: string | undefined = priceBookDates(files).at(-1),
): PriceBook | undefined {
  const text = date === undefined ? undefined : files.read(`prices-${date}.json`);
  return text === undefined ? undefined : readPriceBook(text);
}

/** A book from its text: one that we ship, or one that `naisen prices update` made. */
export function readPriceBook(text: string): PriceBook {
  const file: BookFile = JSON.parse(text);
  const rows = new Map(file.prices.map((row) => [`${row.name} ${row.region}`, row]));
  const regions = file.prices.filter(({ name }) => name === 'nat-gateway-hours').map(({ region }) => region);
  const isListed = new Set(regions);
  const usageType = (name: PriceName) => file.usageTypes[name] ?? name;
  return {
    date: file._meta.date,
    regions: () => [...regions].sort(),
    usageType,
    price: (name, region) => {
      const row =
        rows.get(`${name} ${region}`) ??
        (isListed.has(region) ? rows.get(`${name} ${everywhere}`) : undefined);
      return row === undefined ? undefined : priceOf(row, region, usageType(name), file);
    },
  };
}

function priceOf(row: BookRow, region: string, usageType: string, file: BookFile): Price {
  const source = file._meta.sources[row.source];
  return {
    name: row.name,
    region,
    usageType,
    tiers: tiersOf(row),
    confidence: row.confidence,
    source: { text: source?.text ?? row.source, url: source?.url?.replace('<region>', region) },
    date: row.date ?? undefined,
  };
}

/** An edge is stated once: the end of one tier is the beginning of the next. */
function tiersOf(row: BookRow): readonly PriceTier[] {
  let from = numberOf('0', row);
  return row.tiers.map(([upToText, usdText]) => {
    const upTo = upToText === null ? undefined : numberOf(upToText, row);
    const tier = { from, upTo, usd: numberOf(usdText, row) };
    from = upTo ?? from;
    return tier;
  });
}

function numberOf(text: string, row: BookRow): Decimal {
  const value = parseDecimal(text);
  if (value === undefined) throw new Error(`bug: price of ${row.name} in ${row.region}: \`${text}\``);
  return value;
}
