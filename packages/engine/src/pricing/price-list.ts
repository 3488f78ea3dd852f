import { compareDecimals, decimalOf, formatDecimal, parseDecimal } from './decimal.ts';
import type { PriceName } from './price-book.ts';

/**
 * Reads answers of the AWS Price List: the bulk file of one service and Region (no credentials needed), and
 * products as `pricing:GetProducts` gives them.
 *
 * Usage types are matched whole, but for the prefix of the Region: `NatGateway-Prvd-Hours` and
 * `RegionalNatGateway-Hours` are other prices than `NatGateway-Hours`.
 *
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api.html
 */

/** A row of a price book, as the file has it. */
export interface PriceRow {
  readonly region: string;
  readonly name: PriceName;
  readonly tiers: readonly (readonly [string | null, string])[];
  readonly confidence: 'confirmed';
  readonly source: string;
  readonly date: string;
}

export interface ReadPrices {
  readonly rows: readonly PriceRow[];
  /** Usage types that we price and whose rows could not be read, with the reason. */
  readonly problems: readonly PriceListProblem[];
  /** The day of the publication; `undefined` = the text is no price list. */
  readonly publicationDate: string | undefined;
}

export interface PriceListProblem {
  readonly usageType: string;
  readonly kind: 'no-usd' | 'broken-tiers' | 'no-region';
}

/** `operation` where one usage type stands for several things. */
const wanted: Readonly<Record<string, { readonly name: PriceName; readonly operation?: string }>> = {
  'NatGateway-Hours': { name: 'nat-gateway-hours' },
  'NatGateway-Bytes': { name: 'nat-gateway-gb' },
  'RegionalNatGateway-Hours': { name: 'regional-nat-gateway-hours' },
  'RegionalNatGateway-Bytes': { name: 'regional-nat-gateway-gb' },
  'VpcEndpoint-Hours': { name: 'interface-endpoint-hours', operation: 'VpcEndpoint' },
  'VpcEndpoint-Bytes': { name: 'interface-endpoint-gb', operation: 'VpcEndpoint' },
  'VpcEndpoint-GWLBE-Hours': { name: 'gwlb-endpoint-hours' },
  'VpcEndpoint-GWLBE-Bytes': { name: 'gwlb-endpoint-gb' },
  'VpcEndpoint-Resource-Hours': { name: 'resource-endpoint-hours' },
  'VpcEndpoint-Resource-Bytes': { name: 'resource-endpoint-gb' },
  'PublicIPv4:InUseAddress': { name: 'public-ipv4-hours' },
  'TransitGateway-Hours': { name: 'transit-gateway-attachment-hours', operation: 'TransitGatewayVPC' },
  'TransitGateway-Bytes': { name: 'transit-gateway-gb', operation: 'TransitGatewayVPC' },
  'VendedLog-Bytes': { name: 'flow-log-cloudwatch-gb' },
  'S3-Egress-Bytes': { name: 'flow-log-s3-gb' },
};

/** us-east-1 has none for some services, eu-west-1 has `EU`, the others letters and a digit. */
const regionPrefix = /^(?:[A-Z]{2,4}\d?|EU)-/;

type Node = unknown;

function member(node: Node, name: string): Node {
  if (typeof node !== 'object' || node === null || !Object.hasOwn(node, name)) return undefined;
  return Object.entries(node).find(([key]) => key === name)?.[1];
}

function text(node: Node): string {
  return typeof node === 'string' ? node : '';
}

function members(node: Node): readonly Node[] {
  return typeof node === 'object' && node !== null ? Object.values(node) : [];
}

function parsed(json: string): Node {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** `offers/v1.0/aws/AmazonVPC/current/<region>/index.json`. */
export function readBulkPrices(json: string): ReadPrices {
  const file = parsed(json);
  const onDemand = member(member(file, 'terms'), 'OnDemand');
  const products = members(member(file, 'products'));
  const reading = new PriceListReading(
    text(member(file, 'publicationDate')),
    text(member(file, 'offerCode')),
  );
  for (const product of products) reading.product(product, member(onDemand, text(member(product, 'sku'))));
  return reading.result();
}

/** `PriceList` of `pricing:GetProducts`: each product is a JSON text of its own. */
export function readProductPrices(priceList: readonly string[]): ReadPrices {
  const files = priceList.map(parsed);
  const dates = files.map((file) => text(member(file, 'publicationDate'))).sort();
  const reading = new PriceListReading(dates.at(-1) ?? '', text(member(files[0], 'serviceCode')));
  for (const file of files)
    reading.product(member(file, 'product'), member(member(file, 'terms'), 'OnDemand'));
  return reading.result();
}

class PriceListReading {
  readonly #date: string;
  readonly #source: string;
  readonly #rows = new Map<string, PriceRow>();
  readonly #problems: PriceListProblem[] = [];

  constructor(publicationDate: string, serviceCode: string) {
    this.#date = /^\d{4}-\d\d-\d\d/.exec(publicationDate)?.[0] ?? '';
    this.#source = `price-list ${serviceCode} ${publicationDate}`;
  }

  result(): ReadPrices {
    const rows = [...this.#rows.values()].sort((a, b) =>
      `${a.region} ${a.name}` < `${b.region} ${b.name}` ? -1 : 1,
    );
    return { rows, problems: this.#problems, publicationDate: this.#date === '' ? undefined : this.#date };
  }

  product(product: Node, offers: Node): void {
    const attributes = member(product, 'attributes');
    const usageType = text(member(attributes, 'usagetype'));
    const found = wanted[usageType] ?? wanted[usageType.replace(regionPrefix, '')];
    if (found === undefined || this.#date === '') return;
    const { name, operation } = found;
    if (operation !== undefined && text(member(attributes, 'operation')) !== operation) return;
    const region = text(member(attributes, 'regionCode'));
    if (region === '') {
      this.#problems.push({ usageType, kind: 'no-region' });
      return;
    }
    const dimensions = members(offers).flatMap((offer) => members(member(offer, 'priceDimensions')));
    const tiers = tiersOf(dimensions);
    if (typeof tiers === 'string') this.#problems.push({ usageType, kind: tiers });
    else {
      const facts = { confidence: 'confirmed', source: this.#source, date: this.#date } as const;
      this.#rows.set(`${name} ${region}`, { region, name, tiers, ...facts });
    }
  }
}

/** Tiers come in any order: they are told apart by where they begin, not by their place. */
function tiersOf(dimensions: readonly Node[]): PriceRow['tiers'] | 'no-usd' | 'broken-tiers' {
  const read = dimensions.map((dimension) => ({
    from: parseDecimal(text(member(dimension, 'beginRange'))),
    upToText: text(member(dimension, 'endRange')),
    usd: parseDecimal(text(member(member(dimension, 'pricePerUnit'), 'USD'))),
  }));
  let edge = decimalOf(0n, 0);
  const tiers: (readonly [string | null, string])[] = [];
  const sorted = read.toSorted((a, b) =>
    a.from === undefined || b.from === undefined ? 0 : compareDecimals(a.from, b.from),
  );
  for (const { from, upToText, usd } of sorted) {
    if (usd === undefined || usd.coefficient < 0n) return 'no-usd';
    const isLast = tiers.length === sorted.length - 1;
    if (from === undefined || compareDecimals(from, edge) !== 0) return 'broken-tiers';
    if (isLast !== (upToText === 'Inf')) return 'broken-tiers';
    const upTo = isLast ? undefined : parseDecimal(upToText);
    if (!isLast && upTo === undefined) return 'broken-tiers';
    tiers.push([upTo === undefined ? null : formatDecimal(upTo), formatDecimal(usd)]);
    edge = upTo ?? edge;
  }
  return tiers.length === 0 ? 'no-usd' : tiers;
}

/**
 * A newer book from an older one: rows that were read take the place of the same price and Region.
 *
 * @param bookText of a book that is shipped, or that was made before
 * @param date of the new book
 * @returns the text of `prices-<date>.json`, one row a line; equal rows give equal bytes
 */
export function updatedBook(bookText: string, rows: readonly PriceRow[], date: string): string {
  const book = JSON.parse(bookText);
  const order: readonly string[] = Object.keys(book.usageTypes);
  const key = ({ name, region }: { readonly name: string; readonly region: string }) => `${name} ${region}`;
  const merged = new Map<string, PriceRow>(book.prices.map((row: PriceRow) => [key(row), row]));
  for (const row of rows) merged.set(key(row), row);
  const place = ({ name, region }: PriceRow) => `${region} ${String(order.indexOf(name)).padStart(3, '0')}`;
  const sorted = [...merged.values()].sort((a, b) => (place(a) < place(b) ? -1 : 1));
  const sources = { ...book._meta.sources };
  for (const { source } of rows) sources[source] = { text: `AWS ${source}`, url: bulkAddress(source) };
  const meta = { ...book._meta, date, sources };
  const indented = (value: object) => JSON.stringify(value, null, 2).replaceAll('\n', '\n  ');
  return [
    '{',
    `  "_meta": ${indented(meta)},`,
    `  "usageTypes": ${indented(book.usageTypes)},`,
    '  "prices": [',
    sorted.map((row) => `    ${JSON.stringify(row)}`).join(',\n'),
    '  ]',
    '}',
    '',
  ].join('\n');
}

function bulkAddress(source: string): string | null {
  const offer = source.split(' ')[1] ?? '';
  if (offer === '') return null;
  return `https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/${offer}/current/<region>/index.json`;
}

/** The answer of `aws pricing get-products`; `undefined` = the text is none. */
export function readProductsAnswer(json: string): ReadPrices | undefined {
  const list = member(parsed(json), 'PriceList');
  if (!Array.isArray(list)) return undefined;
  // The command line prints texts; some tools have read them into objects already.
  return readProductPrices(
    list.map((product) => (typeof product === 'string' ? product : JSON.stringify(product))),
  );
}

/** A price that another book has otherwise. */
export interface ChangedPrice {
  readonly name: PriceName;
  readonly region: string;
  /** `undefined` = the older book does not have it. */
  readonly before: PriceRow['tiers'] | undefined;
  readonly after: PriceRow['tiers'];
}

/** Which of the rows say something else than the book. */
export function changedPrices(bookText: string, rows: readonly PriceRow[]): readonly ChangedPrice[] {
  const book = JSON.parse(bookText);
  const known = new Map<string, PriceRow>(
    book.prices.map((row: PriceRow) => [`${row.name} ${row.region}`, row] as const),
  );
  return rows.flatMap(({ name, region, tiers }): readonly ChangedPrice[] => {
    const before = known.get(`${name} ${region}`)?.tiers;
    return JSON.stringify(before) === JSON.stringify(tiers) ? [] : [{ name, region, before, after: tiers }];
  });
}

/** Whether a text is a price book: of ours, or made by `updatedBook`. A user may name any file. */
export function isPriceBook(bookText: string): boolean {
  const file = parsed(bookText);
  const prices = member(file, 'prices');
  const date = text(member(member(file, '_meta'), 'date'));
  const hasSources = typeof member(member(file, '_meta'), 'sources') === 'object';
  return (
    /^\d{4}-\d\d-\d\d$/.test(date) &&
    hasSources &&
    typeof member(file, 'usageTypes') === 'object' &&
    Array.isArray(prices) &&
    prices.every(isRow)
  );
}

function isRow(row: Node): boolean {
  const tiers = member(row, 'tiers');
  const isTier = (tier: Node): boolean => {
    if (!Array.isArray(tier) || tier.length !== 2) return false;
    const [upTo, usd] = tier;
    return (upTo === null || parseDecimal(text(upTo)) !== undefined) && parseDecimal(text(usd)) !== undefined;
  };
  return (
    text(member(row, 'region')) !== '' &&
    text(member(row, 'name')) !== '' &&
    text(member(row, 'confidence')) !== '' &&
    Array.isArray(tiers) &&
    tiers.every(isTier)
  );
}
