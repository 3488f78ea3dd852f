import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { catalogFiles, shippedPriceBook } from '../../test/price-books.ts';
import { compareDecimals, formatDecimal } from './decimal.ts';
import { openPriceBook, type PriceName, priceBookDates } from './price-book.ts';

const book = shippedPriceBook();

function parsed(name: string) {
  return JSON.parse(catalogFiles.read(name) ?? 'null');
}

const bookFiles = ['prices-index.json', ...priceBookDates(catalogFiles).map((date) => `prices-${date}.json`)];

describe('the price books', () => {
  it.each(bookFiles)('%s is what its schema says', (name) => {
    const content = parsed(name);
    const validate = new Ajv({ allowUnionTypes: true, strictTuples: false }).compile(
      parsed(content._meta.schema),
    );
    validate(content);
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each(bookFiles.slice(1))('%s: every source is listed, every price stands once', (name) => {
    const { _meta, prices, usageTypes } = parsed(name);
    const keys = prices.map((row: { name: string; region: string }) => `${row.name} ${row.region}`);
    expect(new Set(keys).size).toBe(keys.length);
    const strange = prices.filter(
      (row: { source: string; name: string }) => !(row.source in _meta.sources) || !(row.name in usageTypes),
    );
    expect(strange).toEqual([]);
  });

  it('PR-1: has the hours of NAT gateways and endpoints of 36 Regions, confirmed', () => {
    expect(book.regions()).toHaveLength(36);
    const names: readonly PriceName[] = ['nat-gateway-hours', 'interface-endpoint-hours'];
    const unsure = book
      .regions()
      .flatMap((region) => names.map((name) => book.price(name, region)?.confidence))
      .filter((confidence) => confidence !== 'confirmed');
    expect(unsure).toEqual([]);
  });

  it('tiers rise without gaps and begin at 0', () => {
    for (const region of book.regions()) {
      for (const name of ['interface-endpoint-gb', 'internet-egress-gb'] as const) {
        const tiers = book.price(name, region)?.tiers ?? [];
        tiers.forEach((tier, i) => {
          expect(i === 0 ? formatDecimal(tier.from) : tier.from).toEqual(i === 0 ? '0' : tiers[i - 1]?.upTo);
          if (tier.upTo !== undefined) expect(compareDecimals(tier.from, tier.upTo)).toBe(-1);
        });
      }
    }
  });

  it.each([
    [
      'a Region that is not in the book has no price, not even the global ones',
      'xx-nowhere-1',
      'public-ipv4-hours',
    ],
    ['PR-8: egress of a Region that nobody read', 'me-central-1', 'internet-egress-gb'],
    ['PR-10: transit gateway of a Region that nobody read', 'eu-west-1', 'transit-gateway-gb'],
  ] as const)('%s', (_reason, region, name) => {
    expect(book.price(name, region)).toBeUndefined();
  });

  it.each([
    ['PR-1: the GB of a NAT gateway by rule', 'eu-west-3', 'nat-gateway-gb', 'unconfirmed'],
    ['PR-1: where it was read', 'ap-northeast-1', 'nat-gateway-gb', 'confirmed'],
    [
      'PR-2: endpoint data where only the first tier was read',
      'eu-west-1',
      'interface-endpoint-gb',
      'unconfirmed',
    ],
    ['PR-3: resource endpoints by rule', 'eu-west-1', 'resource-endpoint-hours', 'unconfirmed'],
    [
      'PR-5: a regional NAT gateway’s GB in Tokyo by rule',
      'ap-northeast-1',
      'regional-nat-gateway-gb',
      'unconfirmed',
    ],
    ['PR-7: over PrivateLink', 'us-east-1', 'cross-az-endpoint-gb', 'unconfirmed'],
  ] as const)('%s: %s %s is %s', (_reason, region, name, confidence) => {
    expect(book.price(name, region)?.confidence).toBe(confidence);
  });

  it('a date of which no book is shipped opens none', () => {
    expect(openPriceBook(catalogFiles, '1999-01-01')).toBeUndefined();
  });

  it('the digits of the price list are kept', () => {
    const [tier] = book.price('nat-gateway-hours', 'ap-southeast-5')?.tiers ?? [];
    expect(tier && formatDecimal(tier.usd)).toBe('0.05015');
  });
});
