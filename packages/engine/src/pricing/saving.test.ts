import { describe, expect, it } from 'vitest';
import type { Bill, BillLine, Charge, UnpricedItem } from './bill.ts';
import { decimal, formatDecimal } from './decimal.ts';
import { savingBetween } from './saving.ts';

/** `nat-gateway-hours nat 45.26`. */
function line(text: string): BillLine {
  const [charge = '', resource = '', usd = ''] = text.split(' ');
  return {
    resource,
    charge: charge as Charge,
    region: 'eu-west-1',
    vpc: undefined,
    quantity: undefined,
    unit: 'hour',
    unitPriceUsd: undefined,
    usd: decimal(usd),
    formula: text,
    usageType: '',
    confidence: 'confirmed',
    priceDate: undefined,
    source: undefined,
    notes: [],
    serviceName: undefined,
  };
}

/** `nat-gateway-gb nat 0.062 3`: charge, resource, unit price, how many calls lack usage. */
function open(text: string, reason: UnpricedItem['reason'] = 'no-usage'): UnpricedItem {
  const [charge = '', resource = '', unitPrice = '', count = '1'] = text.split(' ');
  return {
    resource,
    charge: charge as Charge,
    reason,
    region: 'eu-west-1',
    usageType: '',
    unit: 'GB',
    unitPriceUsd: decimal(unitPrice),
    missing: [],
    missingCount: Number(count),
  };
}

function bill(lines: readonly string[], unpriced: readonly UnpricedItem[] = []): Bill {
  const total = lines.reduce((sum, text) => sum + Number(text.split(' ')[2]), 0);
  return { lines: lines.map(line), totalUsd: decimal(total.toFixed(2)), unpriced };
}

const nat = bill(['nat-gateway-hours nat 45.26'], [open('nat-gateway-gb nat 0.062 2')]);
const nothing = bill([]);
const endpoint = bill(
  ['nat-gateway-hours nat 45.26', 'interface-endpoint-hours logs 10.22'],
  [open('nat-gateway-gb nat 0.062 1'), open('interface-endpoint-gb logs 0.01 1')],
);

describe('what a change saves', () => {
  it.each([
    ['the NAT gateway goes', nat, nothing, 'moves-only', '45.26', 'at-least', 'its GB are saved as well'],
    ['it comes', nothing, nat, 'moves-only', '-45.26', 'at-most', 'its GB cost more'],
    ['nothing changes', nat, nat, 'moves-only', '0', 'exact', 'what is open stays open on both sides'],
    [
      'an endpoint beside the NAT gateway',
      nat,
      endpoint,
      'moves-only',
      '-10.22',
      'at-least',
      'each GB that moves is cheaper there',
    ],
    [
      'an endpoint whose GB cost as much as those of the NAT gateway',
      bill(['nat-gateway-hours nat 45.26'], [open('nat-gateway-gb nat 0.01 2')]),
      bill(
        ['nat-gateway-hours nat 45.26', 'interface-endpoint-hours logs 10.22'],
        [open('nat-gateway-gb nat 0.01 1'), open('interface-endpoint-gb logs 0.01 1')],
      ),
      'moves-only',
      '-10.22',
      'at-least',
      'each GB that moves costs the same there, and it never gets dearer',
    ],
    [
      'an endpoint for a call that did not arrive',
      nat,
      endpoint,
      'other',
      '-10.22',
      'open',
      'its GB are new and not moved',
    ],
    [
      'the endpoint goes, NAT stays',
      endpoint,
      nat,
      'moves-only',
      '10.22',
      'open',
      'each GB that moves is dearer: it may eat the saving',
    ],
  ] as const)('%s', (_what, before, after, moves, usd, bound, _because) => {
    const saving = savingBetween(before, after, moves);
    expect([saving.usd === undefined ? undefined : formatDecimal(saving.usd), saving.bound]).toEqual([
      usd,
      bound,
    ]);
  });

  it('names the charges that changed, and not the ones that stay', () => {
    const { charges } = savingBetween(nat, endpoint, 'moves-only');
    expect(charges.map(({ charge, resource }) => `${charge} ${resource}`)).toEqual([
      'interface-endpoint-hours logs',
    ]);
  });

  it('pieces of one charge (tiers) are one amount', () => {
    const tiers = bill(['nat-gateway-gb nat 1.00', 'nat-gateway-gb nat 0.50']);
    const { charges } = savingBetween(tiers, nothing, 'moves-only');
    expect(charges.map(({ beforeUsd }) => beforeUsd && formatDecimal(beforeUsd))).toEqual(['1.5']);
  });

  it('without a price of a charge that changes, nothing is said', () => {
    const unpriced = bill([], [open('nat-gateway-hours nat 0', 'no-price')]);
    expect(savingBetween(unpriced, nothing, 'moves-only')).toMatchObject({
      usd: undefined,
      missing: 'no-price',
    });
    expect(savingBetween(unpriced, unpriced, 'moves-only').usd).toEqual(decimal(0));
  });
});
