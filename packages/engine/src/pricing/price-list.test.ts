import { describe, expect, it } from 'vitest';
import { catalogFiles } from '../../test/price-books.ts';
import { formatDecimal } from './decimal.ts';
import { readPriceBook } from './price-book.ts';
import { readBulkPrices, readProductPrices, updatedBook } from './price-list.ts';

interface Sku {
  readonly usagetype: string;
  readonly operation?: string;
  readonly regionCode?: string;
  /** From, to and price of each tier. */
  readonly tiers: readonly (readonly [string, string, string])[];
}

/** An answer in the shape of the bulk files. */
function bulk(skus: readonly Sku[]): string {
  const products = skus.map(({ usagetype, operation = '', regionCode = 'ap-northeast-1' }, i) => [
    `SKU${i}`,
    { sku: `SKU${i}`, productFamily: 'VpcEndpoint', attributes: { usagetype, operation, regionCode } },
  ]);
  const terms = skus.map(({ tiers }, i) => [
    `SKU${i}`,
    {
      [`SKU${i}.JRTCKXETXF`]: {
        priceDimensions: Object.fromEntries(
          tiers.map(([beginRange, endRange, USD], tier) => [
            `SKU${i}.JRTCKXETXF.${tier}`,
            { unit: 'GB', beginRange, endRange, pricePerUnit: { USD } },
          ]),
        ),
      },
    },
  ]);
  return JSON.stringify({
    formatVersion: 'v1.0',
    offerCode: 'AmazonVPC',
    publicationDate: '2026-12-01T19:05:28Z',
    products: Object.fromEntries(products),
    terms: { OnDemand: Object.fromEntries(terms) },
  });
}

const hour: Sku = {
  usagetype: 'APN1-VpcEndpoint-Hours',
  operation: 'VpcEndpoint',
  tiers: [['0', 'Inf', '0.0150000000']],
};

describe('a price list', () => {
  it('gives rows with whole digits, tiers in order, the date and the source', () => {
    const { rows, problems, publicationDate } = readBulkPrices(
      bulk([
        hour,
        {
          usagetype: 'APN1-VpcEndpoint-Bytes',
          operation: 'VpcEndpoint',
          tiers: [
            ['5242880', 'Inf', '0.0040000000'],
            ['0', '1048576', '0.0100000000'],
            ['1048576', '5242880', '0.0060000000'],
          ],
        },
      ]),
    );
    const facts = {
      region: 'ap-northeast-1',
      confidence: 'confirmed',
      date: '2026-12-01',
      source: 'price-list AmazonVPC 2026-12-01T19:05:28Z',
    };
    expect(rows).toEqual([
      {
        ...facts,
        name: 'interface-endpoint-gb',
        tiers: [
          ['1048576', '0.01'],
          ['5242880', '0.006'],
          [null, '0.004'],
        ],
      },
      { ...facts, name: 'interface-endpoint-hours', tiers: [[null, '0.015']] },
    ]);
    expect([problems, publicationDate]).toEqual([[], '2026-12-01']);
  });

  it.each([
    ['us-east-1 has no prefix', 'NatGateway-Hours', 'nat-gateway-hours'],
    ['eu-west-1 has EU', 'EU-NatGateway-Bytes', 'nat-gateway-gb'],
    [
      'a regional NAT gateway is a price of its own',
      'APN1-RegionalNatGateway-Hours',
      'regional-nat-gateway-hours',
    ],
    ['provisioned bandwidth is not the hour of a NAT gateway', 'APN1-NatGateway-Prvd-Hours', undefined],
    ['a provider’s hours are not the consumer’s', 'APN1-VpcEndpoint-Service-Hours', undefined],
    ['GWLB', 'APN1-VpcEndpoint-GWLBE-Bytes', 'gwlb-endpoint-gb'],
    ['flow logs to S3: their own name looks like a prefix', 'S3-Egress-Bytes', 'flow-log-s3-gb'],
    ['public IPv4', 'USE1-PublicIPv4:InUseAddress', 'public-ipv4-hours'],
  ])('%s: %s', (_reason, usagetype, name) => {
    const { rows } = readBulkPrices(bulk([{ usagetype, tiers: [['0', 'Inf', '0.05']] }]));
    expect(rows[0]?.name).toBe(name);
  });

  it('one usage type of another operation is left alone', () => {
    const { rows } = readBulkPrices(bulk([{ ...hour, operation: 'VpcResourceConsumer' }]));
    expect(rows).toEqual([]);
  });

  it.each([
    [
      'a gap between tiers',
      [
        ['0', '10', '1'],
        ['20', 'Inf', '2'],
      ],
      'broken-tiers',
    ],
    ['no last tier', [['0', '10', '1']], 'broken-tiers'],
    [
      'two endless tiers',
      [
        ['0', 'Inf', '1'],
        ['0', 'Inf', '2'],
      ],
      'broken-tiers',
    ],
    ['a price in another currency', [['0', 'Inf', '']], 'no-usd'],
    ['a negative price', [['0', 'Inf', '-1']], 'no-usd'],
    ['no price at all', [], 'no-usd'],
  ] as const)('%s is told, not guessed', (_reason, tiers, kind) => {
    const { rows, problems } = readBulkPrices(bulk([{ ...hour, tiers }]));
    expect([rows, problems]).toEqual([[], [{ usageType: hour.usagetype, kind }]]);
  });

  it.each(['', 'null', '[]', '{"products": 1}', '<html>', '{"publicationDate": 3}'])(
    '`%s` is no price list',
    (text) => {
      expect(readBulkPrices(text)).toEqual({ rows: [], problems: [], publicationDate: undefined });
    },
  );

  it('products of GetProducts say the same', () => {
    const file = JSON.parse(bulk([hour]));
    const product = JSON.stringify({
      product: file.products.SKU0,
      serviceCode: 'AmazonVPC',
      terms: { OnDemand: file.terms.OnDemand.SKU0 },
      publicationDate: file.publicationDate,
    });
    expect(readProductPrices([product])).toEqual(readBulkPrices(bulk([hour])));
  });
});

describe('an updated book', () => {
  const old = catalogFiles.read('prices-2026-11-21.json') ?? '';

  it('has the new price with its date; every other price stays', () => {
    const book = readPriceBook(updatedBook(old, readBulkPrices(bulk([hour])).rows, '2026-12-02'));
    const price = book.price('interface-endpoint-hours', 'ap-northeast-1');
    expect(price?.tiers.map(({ usd }) => formatDecimal(usd))).toEqual(['0.015']);
    expect([price?.date, price?.source.text]).toEqual([
      '2026-12-01',
      'AWS price-list AmazonVPC 2026-12-01T19:05:28Z',
    ]);
    expect(book.date).toBe('2026-12-02');
    const before = readPriceBook(old);
    for (const region of book.regions()) {
      expect(book.price('nat-gateway-hours', region)).toEqual(before.price('nat-gateway-hours', region));
    }
  });

  it('without new rows and with the same date is the same, byte for byte', () => {
    expect(updatedBook(old, [], '2026-11-21')).toBe(old);
  });
});
