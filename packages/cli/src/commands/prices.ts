import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  changedPrices,
  isPriceBook,
  type PriceRow,
  priceBookDates,
  readBulkPrices,
  readPriceBook,
  readProductsAnswer,
  updatedBook,
} from '@naisen/engine';
import { CannotRun } from '../failure.ts';
import { fetchText } from '../price-list.ts';
import type { PricesOptions } from '../run-options.ts';
import { openCatalogFiles } from '../shipped-files.ts';
import type { CommandContext, ExitCode } from './context.ts';

/** Where AWS publishes its price lists; nobody needs credentials for them. */
const publisher = 'https://pricing.us-east-1.amazonaws.com';

/**
 * The files of each Region that are of a size to be read. NAT gateways stand in AmazonEC2's, which has more
 * than 400 MB for each Region: their prices come by `--products`.
 */
const offers = ['AmazonVPC', 'AmazonCloudWatch'] as const;

/** `naisen prices update DIR`: fetches price lists and writes a dated book. Nothing else of naisen uses the network. */
export async function updatePrices(
  directory: string,
  options: PricesOptions,
  { words, output, today }: CommandContext,
): Promise<ExitCode> {
  const shipped = shippedBook();
  const regions = options.region ?? [...readPriceBook(shipped).regions()];
  const rows: PriceRow[] = (options.products ?? []).flatMap(readProducts);
  const from = (options.from ?? publisher).replace(/\/+$/, '');
  for (const region of regions) {
    for (const offer of offers) rows.push(...(await readOffer(from, offer, region)));
  }
  const path = join(directory, `prices-${today}.json`);
  write(directory, path, updatedBook(shipped, rows, today));
  const changed = changedPrices(shipped, rows);
  const facts = { file: path, regions: regions.length, read: rows.length, changed: changed.length };
  const hasNat = rows.some(({ name }) => name === 'nat-gateway-hours');
  output.result(
    words
      .pricesWritten(facts)
      .concat(hasNat ? [] : words.pricesWithoutNat)
      .join('\n'),
  );
  output.result('\n');
  return 0;
}

function shippedBook(): string {
  const catalog = openCatalogFiles();
  const newest = priceBookDates(catalog).at(-1);
  const text = newest === undefined ? undefined : catalog.read(`prices-${newest}.json`);
  if (text === undefined) throw new CannotRun({ kind: 'no-prices' });
  return text;
}

async function readOffer(from: string, offer: string, region: string): Promise<readonly PriceRow[]> {
  const url = `${from}/offers/v1.0/aws/${offer}/current/${encodeURIComponent(region)}/index.json`;
  const { rows, publicationDate } = readBulkPrices(await fetchText(url));
  if (publicationDate === undefined) throw new CannotRun({ kind: 'not-a-price-list', place: url });
  return rows;
}

/** What `aws pricing get-products` printed. */
function readProducts(file: string): readonly PriceRow[] {
  const read = readProductsAnswer(textOf(file));
  if (read === undefined || read.publicationDate === undefined)
    throw new CannotRun({ kind: 'not-a-price-list', place: file });
  return read.rows;
}

function textOf(file: string): string {
  try {
    if (!statSync(file).isFile()) throw new Error();
    return readFileSync(file, 'utf8');
  } catch {
    throw new CannotRun({ kind: 'no-price-file', file });
  }
}

function write(directory: string, path: string, text: string): void {
  try {
    mkdirSync(directory, { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : '?';
    throw new CannotRun({ kind: 'not-writable', file: path, reason });
  }
}

/** `--prices FILE`: a book that `naisen prices update` made. */
export function openPrices(file: string | undefined): ReturnType<typeof readPriceBook> | undefined {
  if (file === undefined) return undefined;
  const text = textOf(file);
  if (!isPriceBook(text)) throw new CannotRun({ kind: 'not-a-price-book', file });
  return readPriceBook(text);
}
