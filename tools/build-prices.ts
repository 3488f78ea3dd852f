/**
 * Makes a dated price book of catalog/ from the collected prices.
 *
 *     npx tsx tools/build-prices.ts FILE
 *
 * FILE is the collected prices.json. The book is `catalog/prices-<date of FILE>.json`; older books stay, and
 * `catalog/prices-index.json` lists them. The same input gives the same bytes, one row a line.
 * Numbers are written as text: a reader must not turn them into binary floats.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type CollectedPrices, priceRows, sourcesOf, usageTypes } from './prices/rows.ts';

const path = process.argv[2];
if (path === undefined) throw new Error('the file of the collected prices is missing');

const collected: CollectedPrices = JSON.parse(readFileSync(path, 'utf8'));
const catalog = new URL('../catalog/', import.meta.url);
const { date } = collected._meta;

const meta = {
  date,
  source: 'AWS price lists and pages, see sources; on demand, USD, without tax',
  confidence: collected._meta.confidence,
  schema: 'schema/prices.schema.json',
  sources: sourcesOf(collected),
};
const rows = priceRows(collected).map((row) => `    ${JSON.stringify(row)}`);
const book = [
  '{',
  `  "_meta": ${JSON.stringify(meta, null, 2).replaceAll('\n', '\n  ')},`,
  `  "usageTypes": ${JSON.stringify(usageTypes, null, 2).replaceAll('\n', '\n  ')},`,
  '  "prices": [',
  rows.join(',\n'),
  '  ]',
  '}',
  '',
].join('\n');
writeFileSync(new URL(`prices-${date}.json`, catalog), book);

const books = readdirSync(catalog)
  .map((name) => /^prices-(\d{4}-\d\d-\d\d)\.json$/.exec(name)?.[1])
  .filter((found) => found !== undefined)
  .sort();
writeFileSync(
  new URL('prices-index.json', catalog),
  `${JSON.stringify({ _meta: { date, schema: 'schema/prices-index.schema.json' }, books }, null, 2)}\n`,
);
console.log(`prices-${date}.json: ${rows.length} prices, ${book.length} bytes`);
