import { add, type Decimal, decimal, multiply, toNumber, zero } from '../pricing/decimal.ts';
import type { PriceBook, PriceName } from '../pricing/price-book.ts';
import type { EndpointTiers } from './optimum.ts';

/** What decides in one Region, for one month. Exact; the programme gets numbers. */
export interface MonthlyPrices {
  /** Hours of one ENI of an interface endpoint. */
  readonly eni: Decimal;
  /** Hours of one NAT gateway with its address. */
  readonly nat: Decimal;
  readonly natGb: Decimal;
  readonly endpointGb: Decimal;
  /** AZ-2: both sides of an AZ boundary. */
  readonly crossingToNatGb: Decimal;
  readonly crossingToEndpointGb: Decimal;
  readonly endpointTiers: EndpointTiers['tiers'];
  readonly hoursPerMonth: number;
  readonly endpointHour: Decimal;
  readonly natHour: Decimal;
}

/** @returns `undefined` when the book lacks a price that decides */
export function monthlyPrices(
  book: PriceBook,
  region: string,
  hoursPerMonth: number,
): MonthlyPrices | undefined {
  const first = (name: PriceName) => book.price(name, region)?.tiers[0]?.usd;
  const natHour = first('nat-gateway-hours');
  const natGb = first('nat-gateway-gb');
  const endpointHour = first('interface-endpoint-hours');
  const endpointGb = first('interface-endpoint-gb');
  const addressHour = first('public-ipv4-hours');
  if (natHour === undefined || natGb === undefined || addressHour === undefined) return undefined;
  if (endpointHour === undefined || endpointGb === undefined) return undefined;
  const hours = decimal(hoursPerMonth);
  const both = decimal(2);
  return {
    eni: multiply(hours, endpointHour),
    nat: multiply(hours, add(natHour, addressHour)),
    natGb,
    endpointGb,
    crossingToNatGb: multiply(both, first('cross-az-gb') ?? zero),
    crossingToEndpointGb: multiply(both, first('cross-az-endpoint-gb') ?? zero),
    endpointTiers: (book.price('interface-endpoint-gb', region)?.tiers ?? []).map(({ upTo, usd }) => ({
      upToGb: upTo === undefined ? undefined : toNumber(upTo),
      usdPerGb: toNumber(usd),
    })),
    hoursPerMonth,
    endpointHour,
    natHour,
  };
}
