import { readFileSync } from 'node:fs';
import type { CatalogFiles } from '../src/catalog/catalog.ts';
import { openPriceBook, type PriceBook } from '../src/pricing/price-book.ts';

const catalogFolder = new URL('../../../catalog/', import.meta.url);

export const catalogFiles: CatalogFiles = {
  read: (name) => {
    try {
      return readFileSync(new URL(name, catalogFolder), 'utf8');
    } catch {
      return undefined;
    }
  },
};

/** The newest book that is shipped. */
export function shippedPriceBook(): PriceBook {
  const book = openPriceBook(catalogFiles);
  if (book === undefined) throw new Error('no price book in catalog/');
  return book;
}
