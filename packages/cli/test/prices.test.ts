import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../src/run.ts';

const shop = fileURLToPath(new URL('../../../examples/shop', import.meta.url));

async function naisen(...words: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(words, {
    environment: {},
    stream: { isTerminal: false, columns: undefined },
    output: { result: (text) => void out.push(text), remark: (text) => void err.push(text) },
    today: '2026-12-02',
  });
  return { code, out: out.join(''), err: err.join('') };
}

interface Sku {
  readonly usagetype: string;
  readonly operation: string;
  readonly usd: string;
}

/** A small file in the shape of AWS's bulk lists. */
function bulk(offerCode: string, regionCode: string, skus: readonly Sku[]): string {
  const products = skus.map(({ usagetype, operation }, i) => [
    `SKU${i}`,
    { sku: `SKU${i}`, attributes: { usagetype, operation, regionCode } },
  ]);
  const terms = skus.map(({ usd }, i) => [
    `SKU${i}`,
    { offer: { priceDimensions: { one: { beginRange: '0', endRange: 'Inf', pricePerUnit: { USD: usd } } } } },
  ]);
  return JSON.stringify({
    formatVersion: 'v1.0',
    offerCode,
    publicationDate: '2026-12-01T19:05:28Z',
    products: Object.fromEntries(products),
    terms: { OnDemand: Object.fromEntries(terms) },
  });
}

const endpointHour = { usagetype: 'APN1-VpcEndpoint-Hours', operation: 'VpcEndpoint', usd: '0.0200000000' };
const natHour = { usagetype: 'APN1-NatGateway-Hours', operation: 'NatGateway', usd: '0.0700000000' };

/** What the mirror answers, by path; everything else is missing. */
const files: Readonly<Record<string, string>> = {
  '/offers/v1.0/aws/AmazonVPC/current/ap-northeast-1/index.json': bulk('AmazonVPC', 'ap-northeast-1', [
    endpointHour,
  ]),
  '/offers/v1.0/aws/AmazonCloudWatch/current/ap-northeast-1/index.json': bulk(
    'AmazonCloudWatch',
    'ap-northeast-1',
    [],
  ),
  '/offers/v1.0/aws/AmazonVPC/current/eu-west-1/index.json': '<html>Sign in to the hotel network</html>',
};

const asked: string[] = [];
let server: Server;
let mirror = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const text = files[path];
    response.writeHead(text === undefined ? 404 : 200);
    response.end(text ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  mirror = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
});

afterAll(() => void server.close());

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'naisen-prices-'));
}

describe('naisen prices update', () => {
  it('writes a dated book with the new price, and cost and rehearse reckon with it', async () => {
    const target = join(folder(), 'new');
    const words = ['prices', 'update', target, '--region', 'ap-northeast-1', '--from', `${mirror}/`];
    const { code, out } = await naisen(...words);
    expect(code).toBe(0);
    expect(out).toContain('1 prices of 1 Region were read, 1 of them differ');
    expect(out).toContain('get-products');
    expect(readdirSync(target)).toEqual(['prices-2026-12-02.json']);
    const book = join(target, 'prices-2026-12-02.json');

    const cost = JSON.parse((await naisen('cost', shop, '--prices', book, '--format', 'json')).out);
    const hours = cost.lines.find(({ charge }: { charge: string }) => charge === 'interface-endpoint-hours');
    expect(cost.priceBook).toBe('2026-12-02');
    expect(hours).toMatchObject({ unitPriceUsd: 0.02, priceDate: '2026-12-01', confidence: 'confirmed' });

    const change = ['rehearse', shop, '--add', 'endpoint:sts@aws_vpc.shop', '--format', 'json'];
    const before = JSON.parse((await naisen(...change)).out);
    const after = JSON.parse((await naisen(...change, '--prices', book)).out);
    // 2 AZs × 730 h × ($0.02 − $0.014).
    expect(before.savingUsd - after.savingUsd).toBeCloseTo(8.76, 6);
    expect(after.priceBook).toBe('2026-12-02');
  });

  it('takes NAT gateways from what `aws pricing get-products` printed', async () => {
    const target = folder();
    const list = JSON.parse(bulk('AmazonEC2', 'ap-northeast-1', [natHour]));
    const product = {
      product: list.products.SKU0,
      serviceCode: 'AmazonEC2',
      terms: { OnDemand: list.terms.OnDemand.SKU0 },
      publicationDate: list.publicationDate,
    };
    const products = join(target, 'nat.json');
    writeFileSync(
      products,
      JSON.stringify({ PriceList: [JSON.stringify(product)], FormatVersion: 'aws_v1' }),
    );
    const words = ['--region', 'ap-northeast-1', '--from', mirror, '--products', products];
    const { code, out } = await naisen('prices', 'update', target, ...words);
    expect([code, out.includes('get-products')]).toEqual([0, false]);
    const book = readFileSync(join(target, 'prices-2026-12-02.json'), 'utf8');
    expect(book).toContain('"region":"ap-northeast-1","name":"nat-gateway-hours","tiers":[[null,"0.07"]]');
  });

  it('asks the mirror for two small files of each Region, and no other command asks for anything', async () => {
    asked.length = 0;
    await naisen('prices', 'update', folder(), '--region', 'ap-northeast-1', '--from', mirror);
    expect(asked).toEqual([
      '/offers/v1.0/aws/AmazonVPC/current/ap-northeast-1/index.json',
      '/offers/v1.0/aws/AmazonCloudWatch/current/ap-northeast-1/index.json',
    ]);
    asked.length = 0;
    await naisen('cost', shop);
    await naisen('rehearse', shop, '--remove', 'aws_nat_gateway.shop');
    expect(asked).toEqual([]);
  });

  it.each([
    ['a Region that the mirror does not have', ['--region', 'xx-none-1'], 'HTTP 404'],
    ['an answer that is no price list', ['--region', 'eu-west-1'], 'no price list'],
    ['a file of products that is not there', ['--products', '/nowhere.json'], '/nowhere.json'],
  ])('%s: nothing is written, exit code 2', async (_what, options, named) => {
    const target = folder();
    const { code, out, err } = await naisen('prices', 'update', target, '--from', mirror, ...options);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(named);
    expect(readdirSync(target)).toEqual([]);
  });

  it.each([['en'], ['ja']])('without a network it says so, and what works without one (%s)', async (lang) => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const address = closed.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await new Promise((resolve) => closed.close(resolve));
    const words = ['--from', `http://127.0.0.1:${port}`, '--region', 'eu-west-1', '--lang', lang];
    const { code, err } = await naisen('prices', 'update', folder(), ...words);
    expect(code).toBe(2);
    expect(err).toContain('ECONNREFUSED');
    expect(err).toContain('--from');
  });

  it.each([
    ['not JSON', '<html>'],
    ['JSON of something else', '{"prices": 3}'],
    [
      'a book with a broken price',
      '{"_meta":{"date":"2026-12-02","sources":{}},"usageTypes":{},"prices":[{"region":"x","name":"nat-gateway-hours","tiers":[[null,"many"]],"confidence":"confirmed"}]}',
    ],
  ])('--prices with %s is refused in words', async (_what, text) => {
    const file = join(folder(), 'book.json');
    writeFileSync(file, text);
    const { code, err } = await naisen('cost', shop, '--prices', file);
    expect([code, err.includes('no price book of naisen')]).toEqual([2, true]);
  });
});
