import type { Bill, BillLine, Charge, UnpricedItem } from './bill.ts';
import { add, compareDecimals, type Decimal, isZero, subtract, zero } from './decimal.ts';
import type { UnpricedReason } from './design.ts';

/** What one resource costs before and after a change, for one charge. */
export interface ChangedCharge {
  readonly resource: string;
  readonly charge: Charge;
  /** `undefined` = not in that bill, or without an amount there. */
  readonly beforeUsd: Decimal | undefined;
  readonly afterUsd: Decimal | undefined;
  readonly formula: string;
}

/** A charge without an amount that the change touches. */
export interface OpenCharge {
  readonly item: UnpricedItem;
  /** `falls`: it goes or shrinks; `grows`: it comes or grows. */
  readonly change: 'falls' | 'grows';
}

/** The difference of two bills. */
export interface Saving {
  /**
   * Of all charges that have an amount; negative = it costs more. `undefined` = a charge that counts hours
   * has no price, so nothing can be said.
   */
  readonly usd: Decimal | undefined;
  /** PR-12: what has no usage is never zero. So the saving may be a bound, or open. */
  readonly bound: 'exact' | 'at-least' | 'at-most' | 'open';
  readonly charges: readonly ChangedCharge[];
  readonly open: readonly OpenCharge[];
  /** Why there is no amount. */
  readonly missing: UnpricedReason | undefined;
}

/**
 * What a change saves in a month.
 *
 * @param movesOnly no call starts or takes a worse way: then every GB of a charge that grows is one less of a
 *   charge that falls, and the dearer of both decides the direction
 */
export function savingBetween(before: Bill, after: Bill, movesOnly: 'moves-only' | 'other'): Saving {
  const open = openCharges(before.unpriced, after.unpriced);
  const missing = open.find(({ item }) => item.reason !== 'no-usage')?.item.reason;
  return {
    usd: missing === undefined ? subtract(before.totalUsd, after.totalUsd) : undefined,
    bound: boundOf(open, movesOnly),
    charges: changedCharges(before.lines, after.lines),
    open,
    missing,
  };
}

function openCharges(before: readonly UnpricedItem[], after: readonly UnpricedItem[]): readonly OpenCharge[] {
  const now = new Map(after.map((item) => [keyOf(item), item]));
  const old = new Map(before.map((item) => [keyOf(item), item]));
  const falls = before.flatMap((item): OpenCharge[] => {
    const other = now.get(keyOf(item));
    return other === undefined || other.missingCount < item.missingCount ? [{ item, change: 'falls' }] : [];
  });
  const grows = after.flatMap((item): OpenCharge[] => {
    const other = old.get(keyOf(item));
    return other === undefined || other.missingCount < item.missingCount ? [{ item, change: 'grows' }] : [];
  });
  return [...falls, ...grows];
}

function keyOf({ resource, charge, reason }: UnpricedItem): string {
  return `${resource} ${charge} ${reason}`;
}

function boundOf(open: readonly OpenCharge[], movesOnly: 'moves-only' | 'other'): Saving['bound'] {
  const falls = open.filter(({ change }) => change === 'falls');
  const grows = open.filter(({ change }) => change === 'grows');
  if (open.length === 0) return 'exact';
  if (grows.length === 0) return 'at-least';
  if (falls.length === 0) return 'at-most';
  return movesOnly === 'moves-only' && isDearer(falls, grows) ? 'at-least' : 'open';
}

/** Is every unit of what falls dearer than any of what grows? */
function isDearer(falls: readonly OpenCharge[], grows: readonly OpenCharge[]): boolean {
  return falls.every(({ item: fallen }) =>
    grows.every(
      ({ item: grown }) =>
        fallen.unitPriceUsd !== undefined &&
        grown.unitPriceUsd !== undefined &&
        compareDecimals(fallen.unitPriceUsd, grown.unitPriceUsd) >= 0,
    ),
  );
}

/** Lines of one charge and resource are one amount; those that stay the same are left out. */
function changedCharges(before: readonly BillLine[], after: readonly BillLine[]): readonly ChangedCharge[] {
  const keys = new Map([...before, ...after].map((line) => [lineKey(line), line]));
  const old = amountsOf(before);
  const now = amountsOf(after);
  return [...keys].flatMap(([key, { resource, charge, formula }]) => {
    const beforeUsd = old.get(key);
    const afterUsd = now.get(key);
    const difference = subtract(beforeUsd ?? zero, afterUsd ?? zero);
    if (isZero(difference) && (beforeUsd === undefined) === (afterUsd === undefined)) return [];
    return [{ resource, charge, beforeUsd, afterUsd, formula }];
  });
}

function lineKey({ charge, resource }: BillLine): string {
  return `${charge} ${resource}`;
}

function amountsOf(lines: readonly BillLine[]): ReadonlyMap<string, Decimal> {
  const amounts = new Map<string, Decimal>();
  for (const line of lines) {
    if (line.usd === undefined) continue;
    amounts.set(lineKey(line), add(amounts.get(lineKey(line)) ?? zero, line.usd));
  }
  return amounts;
}
