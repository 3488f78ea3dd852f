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
    ...shown(charges.filter(isAmount), settings, (charge) => quiet(chargeText(charge, answer, settings))),
    ...shown(unpriced, settings, (open) => quiet(openText(open, settings))),
    ...shown(breakEven, settings, (row) => breakEvenTexts(row, settings).flatMap(quiet)),
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
  if (savingUsd === 0 && savingIs === 'exact') return rehearseWord('sameMoney', settings);
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

/** `NAT gateway, hours of aws_nat_gateway.main: $45.26 => $0.00  (730 h × $0.062)`. */
function chargeText(charge: ChangedChargeJson, answer: ProposedMoneyJson, settings: TextSettings): string {
  const { resource, beforeUsd, afterUsd, formula } = charge;
  const name = say(chargeWords[charge.charge], settings.language, {});
  const amounts = `${money(beforeUsd ?? 0, answer)} => ${money(afterUsd ?? 0, answer)}`;
  return `${name}, ${resource}: ${amounts} (${formula})`;
}

function openText(open: OpenChargeJson, settings: TextSettings): string {
  const charge = say(chargeWords[open.charge], settings.language, {});
  const { change, resource, unit, unitPriceUsd } = open;
  if (unitPriceUsd === null) {
    return rehearseWord(change === 'falls' ? 'fallsWithoutPrice' : 'growsWithoutPrice', settings, {
      charge,
      resource,
    });
  }
  return rehearseWord(change, settings, { charge, resource, unitPrice: `$${unitPriceUsd}`, unit });
}

function breakEvenTexts(row: BreakEvenJson, settings: TextSettings): readonly string[] {
  const { service, natStays, natGoes } = row;
  const of = (
    name: 'breakEven' | 'breakEvenGoes',
    threshold: BreakEvenJson['natStays'],
  ): readonly string[] =>
    threshold === null
      ? []
      : [
          rehearseWord(name, settings, {
            service,
            gb: String(threshold.gbPerAz),
            formula: threshold.formula,
          }),
        ];
  return [...of('breakEven', natStays), ...of('breakEvenGoes', natGoes)];
}
