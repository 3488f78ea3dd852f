import type { BreakEvenJson } from '../json/cost-contract.ts';
import type { ChangedChargeJson, OpenChargeJson, ProposedMoneyJson } from '../json/rehearse-contract.ts';
import { formatMoney, inCurrency } from '../money.ts';
import { chargeWords } from '../words/cost.ts';
import { extraCostWords, type RehearseLabel, savingWords } from '../words/rehearse.ts';
import { say } from '../words/sentence.ts';
import { rehearseWord } from './rehearse-word.ts';
import { paragraph, type TextSettings } from './settings.ts';
import { emptyLine, type StyledLine, span } from './styled.ts';

/** Charges of each kind that are told; the JSON has them all. */
const shownMax = 12;

/** What the change saves or costs, charge by charge, and what is not known of it. */
export function renderMoney(answer: ProposedMoneyJson, settings: TextSettings): readonly StyledLine[] {
  const quiet = (text: string) => paragraph([span('    ')], [span(text, 'quiet')], settings);
  const { charges, unpriced, breakEven, priceBook: date, hoursPerMonth: hours } = answer;
  return [
    emptyLine,
    [span(rehearseWord('moneyTitle', settings), 'title')],
    ...paragraph([span('  ')], [span(sentenceOf(answer, settings), 'strong')], settings),
    ...shown(alike(charges.filter(isAmount), chargeKey), settings, (same) =>
      quiet(chargeText(same, answer, settings)),
    ),
    ...shown(alike(unpriced, openKey), settings, (same) => quiet(openText(same, settings))),
    ...shown(alike(breakEven, breakEvenKey), settings, (same) =>
      breakEvenTexts(same, settings).flatMap(quiet),
    ),
    ...(date === null ? [] : quiet(rehearseWord('prices', settings, { date, hours }))),
  ];
}

function shown<Item>(
  items: readonly Item[],
  settings: TextSettings,
  render: (item: Item) => readonly StyledLine[],
): readonly StyledLine[] {
  const rest = items.length - shownMax;
  return [
    ...items.slice(0, shownMax).flatMap(render),
    ...(rest > 0 ? [[span(`    ${rehearseWord('more', settings, { count: rest })}`, 'quiet')]] : []),
  ];
}

/** A gateway endpoint costs nothing, before and after. */
function isAmount({ beforeUsd, afterUsd }: ChangedChargeJson): boolean {
  return (beforeUsd ?? 0) !== (afterUsd ?? 0);
}

function sentenceOf(answer: ProposedMoneyJson, settings: TextSettings): string {
  const { savingUsd, savingIs, savingReason } = answer;
  if (savingUsd === null) {
    const reason = rehearseWord(reasonLabel(savingReason), settings);
    return say(savingWords.unknown, settings.language, { reason });
  }
  if (savingUsd === 0) return rehearseWord(savingIs === 'exact' ? 'sameMoney' : 'sameMoneyOpen', settings);
  const amount = money(Math.abs(savingUsd), answer);
  const words = savingUsd < 0 ? extraCostWords : savingWords;
  return say(words[savingIs], settings.language, { amount });
}

function reasonLabel(reason: ProposedMoneyJson['savingReason']): RehearseLabel {
  switch (reason) {
    case 'no-price-book':
      return 'noPriceBook';
    case 'unknown-region':
      return 'noRegion';
    case 'no-price':
    case 'past-last-tier':
      return 'noPrice';
    default:
      return 'noCount';
  }
}

function money(usd: number, { currency }: ProposedMoneyJson): string {
  return formatMoney(inCurrency(usd, currency), currency);
}

/** At least one, all of the same price. */
type Alike<Item> = readonly [Item, ...Item[]];

/** Nine endpoints that cost the same are one line. */
function alike<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Alike<Item>[] {
  const groups = new Map<string, Alike<Item>>();
  for (const item of items) {
    const same = groups.get(keyOf(item));
    groups.set(keyOf(item), same === undefined ? [item] : [...same, item]);
  }
  return [...groups.values()];
}

function chargeKey({ charge, beforeUsd, afterUsd, formula }: ChangedChargeJson): string {
  return JSON.stringify([charge, beforeUsd, afterUsd, formula]);
}

function openKey({ charge, change, unit, unitPriceUsd }: OpenChargeJson): string {
  return JSON.stringify([charge, change, unit, unitPriceUsd]);
}

function resourcesOf(same: Alike<{ readonly resource: string }>, settings: TextSettings): string {
  const [{ resource: first }, ...more] = same;
  return more.length === 0 ? first : rehearseWord('others', settings, { first, count: more.length });
}

/** `NAT gateway, hours, aws_nat_gateway.main: $45.26 => $0.00 (730 h × $0.062)`. */
function chargeText(
  same: Alike<ChangedChargeJson>,
  answer: ProposedMoneyJson,
  settings: TextSettings,
): string {
  const [{ charge, formula }] = same;
  const sum = (amountOf: (one: ChangedChargeJson) => number | null): string =>
    money(
      same.reduce((total, one) => total + (amountOf(one) ?? 0), 0),
      answer,
    );
  const name = say(chargeWords[charge], settings.language, {});
  const amounts = `${sum(({ beforeUsd }) => beforeUsd)} => ${sum(({ afterUsd }) => afterUsd)}`;
  const times = same.length === 1 ? '' : `${same.length} × `;
  return `${name}, ${resourcesOf(same, settings)}: ${amounts} (${times}${formula})`;
}

function openText(same: Alike<OpenChargeJson>, settings: TextSettings): string {
  const [{ change, unit, unitPriceUsd, ...first }] = same;
  const facts = {
    charge: say(chargeWords[first.charge], settings.language, {}),
    resource: resourcesOf(same, settings),
  };
  if (unitPriceUsd === null)
    return rehearseWord(change === 'falls' ? 'fallsWithoutPrice' : 'growsWithoutPrice', settings, facts);
  return rehearseWord(change, settings, { ...facts, unitPrice: `$${unitPriceUsd}`, unit });
}

function breakEvenKey({ natStays, natGoes }: BreakEvenJson): string {
  return JSON.stringify([natStays?.formula, natGoes?.formula]);
}

function breakEvenTexts(same: Alike<BreakEvenJson>, settings: TextSettings): readonly string[] {
  const [{ natStays, natGoes }] = same;
  const service = [...new Set(same.map((row) => row.service))];
  const of = (threshold: BreakEvenJson['natStays'], name: RehearseLabel): readonly string[] => {
    if (threshold === null) return [];
    const { gbPerAz, formula } = threshold;
    return [rehearseWord(name, settings, { service, gb: String(gbPerAz), formula })];
  };
  const goes = natGoes?.gbPerAz === 0 ? 'breakEvenFromStart' : 'breakEvenGoes';
  return [...of(natStays, 'breakEven'), ...of(natGoes, goes)];
}
