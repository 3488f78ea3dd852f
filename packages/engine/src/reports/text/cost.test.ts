import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { costOfNetwork, endpoints, fargateNetwork, natGateways } from '../../../test/cost-networks.ts';
import { readText } from '../../../test/terraform-network.ts';
import type { Language } from '../../diagnostics/diagnostic.ts';
import { readCurrency, usDollar } from '../../pricing/currency.ts';
import { breakEvenSvg } from '../cost-chart.ts';
import {
  costDiagnostics,
  readHoursPerMonth,
  readStatedCurrency,
  readUsageFile,
} from '../cost-diagnostics.ts';
import { billedExtras } from '../cost-extras.ts';
import type { CostJson } from '../json/cost-contract.ts';
import { toCostJson } from '../json/cost-report.ts';
import type { InspectedResource } from '../json/reports.ts';
import { formatMoney } from '../money.ts';
import {
  alternativeWords,
  assumptionWords,
  chargeWords,
  costLabels,
  noteWords,
  unpricedWords,
} from '../words/cost.ts';
import { factNames, type Sentence } from '../words/sentence.ts';
import { renderCost } from './cost.ts';
import { toPlain } from './styled.ts';

const withNat = readText(fargateNetwork(natGateways(2))).network;
const withEndpoints = readText(fargateNetwork(endpoints(['ecr.api', 'ecr.dkr', 'logs']))).network;
const usage = { '*': { '*': { gbPerMonth: 30 } } };

/** Japanese letters take two columns. */
function textWidth(text: string): number {
  return [...text].reduce((sum, letter) => sum + (/[\u3000-\u9fff\uff00-\uff60]/.test(letter) ? 2 : 1), 0);
}

function textOf(cost: CostJson, language: Language = 'en', columns = 100): string {
  const settings = { language, columns, textWidth, sourceLine: () => undefined, directory: '.' };
  return toPlain(renderCost(cost, settings));
}

function schemaFaults(cost: CostJson): readonly string[] {
  const text = readFileSync(new URL('../../../../../schemas/cost-1.json', import.meta.url), 'utf8');
  const check = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(JSON.parse(text));
  check(JSON.parse(JSON.stringify(cost)));
  return (check.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

describe('naisen/cost/1', () => {
  it.each([
    ['priced', withNat, { usage }],
    ['unpriced', withEndpoints, {}],
  ])('is what its schema says: %s', (_reason, network, question) => {
    const { diagnostics } = readUsageFile('{"*":{"s3":{"gb":1}}}', 'usage.json');
    expect(schemaFaults(toCostJson(costOfNetwork(network, question), diagnostics, usDollar, 'en'))).toEqual(
      [],
    );
  });

  it('has the bill, its total, what is open, the alternatives and the break-evens', () => {
    const cost = toCostJson(costOfNetwork(withNat, { usage }), [], usDollar, 'en');
    expect(cost).toMatchObject({
      schema: 'naisen/cost/1',
      hoursPerMonth: 730,
      priceBook: '2026-11-21',
      currency: { code: 'USD', rate: 1 },
      totalUsd: 105.26,
      unpriced: [],
      leftOut: [],
      diagnostics: [],
    });
    expect(cost.lines[0]).toEqual({
      resource: 'aws_nat_gateway.main[0]',
      charge: 'nat-gateway-hours',
      region: 'ap-northeast-1',
      quantity: 730,
      unit: 'hour',
      unitPriceUsd: 0.062,
      usd: 45.26,
      formula: '730 h × $0.062',
      priceDate: '2026-09-21',
      confidence: 'confirmed',
      source: expect.stringMatching(/Price List/),
      sourceUrl: expect.stringMatching(/^https:/),
      usageType: 'NatGateway-Hours',
      serviceName: null,
      notes: [],
    });
    expect(cost.alternatives.map(({ name }) => name)).toEqual([
      'as-is',
      'all-nat',
      'all-endpoints',
      'cheapest',
      'central',
    ]);
    expect(cost.breakEven[0]).toMatchObject({
      service: 'ecr.api',
      zones: 2,
      natStays: { gbPerAz: 196.5, gbAllAzs: 393.1, cheaper: 'nat' },
      natGoes: { gbPerAz: 0, endpointsPerNat: 4.43, cheaper: 'endpoint' },
    });
  });

  it('PR-12: what is unpriced is null, never zero', () => {
    const cost = toCostJson(costOfNetwork(withEndpoints), [], usDollar, 'en');
    const open = cost.lines.filter(({ charge }) => charge === 'interface-endpoint-gb');
    expect(open.map(({ usd, quantity }) => [usd, quantity])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
    expect(cost.unpriced[0]?.detail).toBe(
      'interface endpoints, data of aws_vpc_endpoint.ecr_api: no usage was given for aws_ecs_service.app → ecr.api',
    );
  });

  it('shows another currency beside USD, by the stated rate', () => {
    const yen = readCurrency('JPY', '150');
    if (yen === undefined) throw new Error('150 is a rate');
    const cost = toCostJson(costOfNetwork(withNat, { usage }), [], yen, 'en');
    expect([cost.totalUsd, cost.total, cost.lines[0]?.amount]).toEqual([105.26, 15789, 6789]);
    expect(textOf(cost)).toContain('JPY 15,789');
    expect(textOf(cost)).toContain('1 USD = 150 JPY, as stated');
  });
});

describe('the bill as text', () => {
  it('names each resource with its formula, and says what the prices are', () => {
    const text = textOf(toCostJson(costOfNetwork(withNat, { usage }), [], usDollar, 'en'));
    expect(text).toMatch(/aws_nat_gateway\.main\[0\] {2}730 h × \$0\.062 +\$45\.26\n/);
    expect(text).toMatch(/^total +\$105\.26$/m);
    expect(text).toContain('list prices of 2026-11-21, on demand, without tax; a month of 730 hours');
    expect(text).toMatch(/endpoints for all, no NAT +\$62\.22 +█+ +saves \$43\.04/);
    expect(text).toContain('NAT stays: 196.5 GB per AZ  730 h × $0.014 ÷ ($0.062 − $0.01)  NAT is cheaper');
  });

  it.each([
    ['en', 100],
    ['en', 60],
    ['ja', 100],
    ['ja', 60],
  ] as const)('keeps to its columns, except names that are longer: %s, %i', (language, columns) => {
    const cost = toCostJson(costOfNetwork(withEndpoints), [], usDollar, language);
    const lines = textOf(cost, language, columns).split('\n');
    expect(lines.filter((line) => textWidth(line) > columns)).toEqual([]);
  });

  it('Japanese text has no English sentences', () => {
    const text = textOf(toCostJson(costOfNetwork(withEndpoints), [], usDollar, 'ja'), 'ja');
    expect(text).toContain('1 か月の料金');
    expect(text).toContain('使用量がありません');
    expect(text).not.toMatch(/\b(the|without|cheaper|total)\b/);
  });

  it('a network without anything that costs says so', () => {
    const { network } = readText('resource "aws_vpc" "main" {\n cidr_block = "10.0.0.0/16"\n}');
    expect(textOf(toCostJson(costOfNetwork(network), [], usDollar, 'en'))).toContain(
      'nothing here costs money',
    );
  });

  it('charges that were left out are named', () => {
    const answer = costOfNetwork(withNat, { usage, leaveOut: ['public-ipv4-hours'] });
    expect(textOf(toCostJson(answer, [], usDollar, 'en'))).toContain(
      'left out on request: public IPv4 addresses',
    );
  });

  it('an amount too small to show is not nothing', () => {
    const dollars = { code: 'USD', rate: 1 };
    expect([0, 0.004, 0.005, -0.001, -1.5, 1234.5].map((amount) => formatMoney(amount, dollars))).toEqual([
      '$0.00',
      '<$0.01',
      '$0.01',
      '<$0.01',
      '-$1.50',
      '$1,234.50',
    ]);
  });
});

describe('the picture of a break-even', () => {
  it('has a title, a description, both lines and the edge', () => {
    const cost = toCostJson(costOfNetwork(withNat, { usage }), [], usDollar, 'en');
    const [row] = cost.breakEven;
    const svg = row === undefined ? undefined : breakEvenSvg(cost, row, 'en');
    expect(svg).toContain('<title>ecr.api in 2 AZ: a month by GB</title>');
    expect(svg).toContain('<desc>break-even: 393.1 GB a month</desc>');
    expect(svg).toContain('NAT data</text>');
    expect(svg).toContain('now 30 GB</text>');
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('words of the bill', () => {
  const catalogues = { chargeWords, unpricedWords, alternativeWords, assumptionWords, noteWords, costLabels };
  const all = Object.entries(catalogues).flatMap(([catalogue, sentences]) =>
    Object.entries<Sentence>(sentences).map(
      ([name, sentence]) => [`${catalogue}: ${name}`, sentence] as const,
    ),
  );

  it.each(all)('%s uses the same facts in both languages', (_name, { en, ja }) => {
    expect(factNames(ja)).toEqual(factNames(en));
    expect(`${en}${ja}`).not.toMatch(/[.。]$/);
  });
});

describe('what is wrong with the question is told', () => {
  it.each([
    ['no JSON', '{', 'NSN6001'],
    ['a list', '[]', 'NSN6002'],
    ['a negative amount', '{"*":{"s3":{"gbPerMonth":-1}}}', 'NSN6003'],
    ['an absurd amount', '{"*":{"s3":{"gbPerMonth":1e12}}}', 'NSN6003'],
    ['a misspelt amount', '{"*":{"s3":{"gb":1}}}', 'NSN6004'],
    ['a name twice', '{"*":{},"*":{}}', 'NSN6005'],
    ['more out than in all', '{"*":{"internet":{"gbPerMonth":1,"outGbPerMonth":2}}}', 'NSN6006'],
  ])('usage: %s', (_reason, text, code) => {
    const { diagnostics } = readUsageFile(text, 'usage.json');
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
    const cost = toCostJson(costOfNetwork(withNat), diagnostics, usDollar, 'ja');
    expect(cost.diagnostics[0]?.message).toMatch(/[ぁ-ん]/);
  });

  it('NSN6007: usage of nothing', () => {
    const answer = costOfNetwork(withNat, { usage: { 'aws_instance.x': { s3: { gbPerMonth: 1 } } } });
    expect(costDiagnostics(answer).map(({ code }) => code)).toEqual(['NSN6007']);
  });

  it('NSN6008: a Region that the book does not have; its charges are unpriced', () => {
    const unknownRegion = { kind: 'known', value: 'xx-nowhere-1' } as const;
    const vpcs = new Map([...withNat.vpcs].map(([id, vpc]) => [id, { ...vpc, region: unknownRegion }]));
    const answer = costOfNetwork({ ...withNat, vpcs }, { usage });
    expect(costDiagnostics(answer).map(({ code }) => code)).toEqual(['NSN6008']);
    expect(answer.bill.totalUsd.coefficient).toBe(0n);
    expect(new Set(answer.bill.unpriced.map(({ reason }) => reason))).toEqual(new Set(['no-price']));
  });

  it.each(['0', '745', '-1', '730.5', 'many', ''])('NSN6009: %s is no number of hours', (written) => {
    expect(readHoursPerMonth(written)).toMatchObject({ diagnostic: { code: 'NSN6009' } });
  });

  it('720 and 744 hours are months', () => {
    expect([readHoursPerMonth('720'), readHoursPerMonth('744')]).toEqual([{ value: 720 }, { value: 744 }]);
  });

  it.each([
    ['JPY', undefined],
    [undefined, '150'],
    ['JPY', '0'],
    ['JPY', 'x'],
  ])('NSN6010: %s at %s', (code, rate) => {
    expect(readStatedCurrency(code, rate)).toMatchObject({ diagnostic: { code: 'NSN6010' } });
  });

  it('dollars need no rate', () => {
    expect([readStatedCurrency(undefined, undefined), readStatedCurrency('usd', undefined)]).toEqual([
      { value: usDollar },
      { value: usDollar },
    ]);
  });
});

describe('costs beside the network', () => {
  const resource = (
    address: string,
    values: InspectedResource['values'],
    more: Partial<InspectedResource> = {},
  ): InspectedResource => ({
    address,
    type: address.split('.')[0] ?? '',
    values,
    unknowns: {},
    sensitive: [],
    multiplicity: 'one',
    range: {
      file: 'main.tf',
      start: { line: 1, column: 1, offset: 0 },
      end: { line: 1, column: 2, offset: 1 },
    },
    ...more,
  });

  it('reads Resolver interfaces, what has no line, and what cannot be counted', () => {
    const extras = billedExtras([
      resource('aws_route53_resolver_endpoint.in', { ip_address: [{}, {}] }),
      resource('aws_vpn_connection.office', {}),
      resource('aws_nat_gateway.maybe', {}, { multiplicity: 'zero-or-more' }),
    ]);
    expect(extras.resolverEndpoints).toEqual([
      { address: 'aws_route53_resolver_endpoint.in', networkInterfaces: { ok: true, value: 2 } },
    ]);
    expect([extras.unmodelled, extras.uncounted]).toEqual([
      ['aws_vpn_connection.office'],
      ['aws_nat_gateway.maybe'],
    ]);
    const { bill } = costOfNetwork(withNat, { usage, extras });
    expect(bill.unpriced.map(({ resource: address, reason }) => `${address} ${reason}`)).toContain(
      'aws_nat_gateway.maybe unknown-count',
    );
  });
});
