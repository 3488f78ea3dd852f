import { add, compareDecimals, type Decimal, isPositive, multiply, smaller, subtract } from './decimal.ts';
import type { Price, PriceTier } from './price-book.ts';

/** A quantity at one unit price. */
export interface TierPiece {
  readonly quantity: Decimal;
  readonly tier: PriceTier;
  readonly usd: Decimal;
}

export interface TieredQuantity {
  readonly pieces: readonly TierPiece[];
  /** What lies beyond the last tier that the book knows; `undefined` = nothing. */
  readonly beyond: Decimal | undefined;
}

/**
 * Cuts a quantity at the edges of the price list.
 *
 * @param used what other resources of the Region have used of the tiers before (PR-2: tiers hold over all
 *   interface endpoints of the Region, not for each one)
 */
export function cutByTiers(price: Price, used: Decimal, quantity: Decimal): TieredQuantity {
  let at = used;
  let rest = quantity;
  const pieces: TierPiece[] = [];
  for (const tier of price.tiers) {
    if (tier.upTo !== undefined && compareDecimals(tier.upTo, at) <= 0) continue;
    const here = tier.upTo === undefined ? rest : smaller(rest, subtract(tier.upTo, at));
    if (isPositive(here) || (pieces.length === 0 && !isPositive(rest))) {
      pieces.push({ quantity: here, tier, usd: multiply(here, tier.usd) });
    }
    at = add(at, here);
    rest = subtract(rest, here);
    if (!isPositive(rest)) break;
  }
  return { pieces, beyond: isPositive(rest) ? rest : undefined };
}
