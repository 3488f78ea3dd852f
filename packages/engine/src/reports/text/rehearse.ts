import { compareAddresses } from '../../base/ordered.ts';
import type { Effect } from '../../planning/compare-calls.ts';
import type {
  DangerJson,
  ProposedEndpointJson,
  RehearsedCallJson,
  RehearsedCellJson,
  RehearseJson,
} from '../json/rehearse-contract.ts';
import { levelLetters, verdictWords } from '../words/labels.ts';
import { effectTitles, weightWords } from '../words/rehearse.ts';
import { say } from '../words/sentence.ts';
import { renderDiagnostics } from './diagnostics.ts';
import { wayOf } from './findings.ts';
import { styleOfCall } from './matrix.ts';
import { renderMoney } from './rehearse-money.ts';
import { rehearseWord } from './rehearse-word.ts';
import { paragraph, placeSpans, type TextSettings } from './settings.ts';
import { emptyLine, type Span, type StyledLine, type StyleName, span } from './styled.ts';

/** A section shows this many; the rest is counted. The JSON has them all. */
const shownMax = 40;

/** What was asked, what would stop, what changes, what it saves, what is dangerous. */
export function renderRehearsal(answer: RehearseJson, settings: TextSettings): readonly StyledLine[] {
  return [
    ...renderProposal(answer, settings),
    ...renderChanges(answer, settings),
    ...renderMoney(answer, settings),
    ...renderDangers(answer.dangers, settings),
    ...renderNewFindings(answer, settings),
    ...renderDiagnostics(
      answer.diagnostics.filter(({ severity }) => severity === 'error'),
      settings,
    ),
    emptyLine,
    ...renderSummary(answer, settings),
  ];
}

function renderProposal({ proposal, removed }: RehearseJson, settings: TextSettings): readonly StyledLine[] {
  const asked = (text: string) => paragraph([span('  ')], [span(text, 'strong')], settings);
  const quiet = (text: string) => paragraph([span('    ')], [span(text, 'quiet')], settings);
  const isAsked = (address: string): boolean =>
    proposal.remove.some(
      (asked) => address === asked || address.startsWith(`${asked}[`) || address.startsWith(`${asked}.`),
    );
  const along = removed.filter((address) => !isAsked(address));
  return [
    [span(rehearseWord('title', settings), 'title')],
    ...proposal.remove.flatMap((address) => asked(rehearseWord('without', settings, { address }))),
    ...(along.length === 0 ? [] : quiet(rehearseWord('alsoGone', settings, { addresses: along }))),
    ...proposal.set.flatMap(({ name, value }) => asked(rehearseWord('set', settings, { name, value }))),
    ...proposal.add.flatMap((endpoint) => [
      ...asked(
        rehearseWord('with', settings, { component: endpoint.component, serviceName: endpoint.serviceName }),
      ),
      ...quiet(placeOfEndpoint(endpoint, settings)),
      ...(endpoint.type === 'Gateway' || endpoint.securityGroup !== null
        ? []
        : quiet(rehearseWord('newGroup', settings))),
    ]),
  ];
}

function placeOfEndpoint(
  { type, subnets, routeTables }: ProposedEndpointJson,
  settings: TextSettings,
): string {
  return type === 'Gateway'
    ? rehearseWord('inTables', settings, { tables: routeTables })
    : rehearseWord('inSubnets', settings, { subnets });
}

const shownEffects: readonly Effect[] = [
  'stops',
  'unsure',
  'further',
  'starts',
  'closer',
  'way',
  'blocked-anew',
  'gone',
];

function renderChanges({ changes }: RehearseJson, settings: TextSettings): readonly StyledLine[] {
  if (changes.length === 0) {
    return [emptyLine, ...paragraph([], [span(rehearseWord('nothing', settings), 'vpc')], settings)];
  }
  return shownEffects.flatMap((effect) => {
    const groups = groupsOf(changes.filter((change) => change.effect === effect && isTold(change)));
    if (groups.length === 0) return [];
    const rest = groups.length - shownMax;
    return [
      emptyLine,
      [span(say(effectTitles[effect], settings.language, {}), 'title')],
      ...groups.slice(0, shownMax).flatMap((group) => renderGroup(group, settings)),
      ...(rest > 0 ? [[span(`  ${rehearseWord('more', settings, { count: rest })}`, 'quiet')]] : []),
    ];
  });
}

/** What nobody calls and what did not arrive before is no loss. */
function isTold({ effect, reason }: RehearsedCallJson): boolean {
  return effect !== 'blocked-anew' || reason !== 'endpoint-present';
}

interface Group {
  readonly first: RehearsedCallJson;
  readonly workloads: readonly string[];
}

/** Calls that change alike and are decided by the same fact share a paragraph. */
function groupsOf(changes: readonly RehearsedCallJson[]): readonly Group[] {
  const groups = new Map<string, { first: RehearsedCallJson; workloads: string[] }>();
  for (const change of changes) {
    const { service, hostname, needed, before, after, decidedBy } = change;
    const key = JSON.stringify([service, hostname, needed, before, after, decidedBy?.detail]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: change, workloads: [change.workload] });
    else group.workloads.push(change.workload);
  }
  return [...groups.values()];
}

const signs: Readonly<Record<Effect, string>> = {
  stops: '✗',
  unsure: '?',
  further: '-',
  starts: '✓',
  closer: '+',
  way: '~',
  'blocked-anew': '~',
  gone: '~',
};

function renderGroup({ first, workloads }: Group, settings: TextSettings): readonly StyledLine[] {
  const { before, after, service, needed, effect } = first;
  const sorted = workloads.toSorted(compareAddresses);
  const one = sorted[0] ?? '';
  const who =
    sorted.length === 1 ? one : rehearseWord('others', settings, { first: one, count: sorted.length - 1 });
  const note =
    needed || effect === 'gone' ? [] : [span(` (${rehearseWord('notNeeded', settings)})`, 'quiet')];
  return [
    ...paragraph(
      [span(`  ${signs[effect]} `, needed ? styleOfEffect(effect) : 'quiet')],
      [
        span(`${who} -> ${service}`, 'strong'),
        ...note,
        span(': '),
        ...cellSpans(before, settings),
        ...(after === null ? [] : [span(' => '), ...cellSpans(after, settings)]),
      ],
      settings,
    ),
    ...renderDecision(first, settings),
  ];
}

function styleOfEffect(effect: Effect): StyleName {
  if (effect === 'stops' || effect === 'further') return 'blocked';
  if (effect === 'unsure') return 'undetermined';
  return effect === 'starts' || effect === 'closer' ? 'vpc' : 'quiet';
}

/** `reachable A, NAT gateway aws_nat_gateway.main`. */
function cellSpans(cell: RehearsedCellJson, settings: TextSettings): readonly Span[] {
  const letter = cell.privacy === null ? '' : ` ${levelLetters[cell.privacy]}`;
  const way = cell.verdict === 'reachable' ? wayOf(cell, settings) : '';
  const text = `${verdictWords[cell.verdict][settings.language]}${letter}${way === '' ? '' : `, ${way}`}`;
  return [span(text, styleOfCall(cell))];
}

function renderDecision({ decidedBy }: RehearsedCallJson, settings: TextSettings): readonly StyledLine[] {
  if (decidedBy === null) return [];
  const side =
    decidedBy.side === 'before' ? [span(`${rehearseWord('removedLine', settings)}: `, 'quiet')] : [];
  return paragraph(
    [span('      ')],
    [...side, span(decidedBy.detail), ...placeSpans(decidedBy.origin)],
    settings,
  );
}

const weightStyles: Readonly<Record<DangerJson['weight'], StyleName>> = {
  refused: 'error',
  breaks: 'blocked',
  check: 'warning',
};

function renderDangers(dangers: readonly DangerJson[], settings: TextSettings): readonly StyledLine[] {
  if (dangers.length === 0) return [];
  const rest = dangers.length - shownMax;
  return [
    emptyLine,
    [span(rehearseWord('dangerTitle', settings), 'title')],
    ...dangers.slice(0, shownMax).flatMap((danger) => renderDanger(danger, settings)),
    ...(rest > 0 ? [[span(`  ${rehearseWord('more', settings, { count: rest })}`, 'quiet')]] : []),
  ];
}

function renderDanger(danger: DangerJson, settings: TextSettings): readonly StyledLine[] {
  const { weight, detail, advice, rules, origin } = danger;
  const word = say(weightWords[weight], settings.language, {});
  return [
    ...paragraph(
      [span('  ! ', weightStyles[weight])],
      [
        span(`${word}: `, weightStyles[weight]),
        span(detail),
        ...placeSpans(origin),
        span(` [${rules.join(', ')}]`, 'quiet'),
      ],
      settings,
    ),
    ...paragraph([span('      ')], [span(advice, 'mend')], settings),
  ];
}

/** What the rules would say of the new network, without the pages: the danger list has said most of it. */
function renderNewFindings({ findings }: RehearseJson, settings: TextSettings): readonly StyledLine[] {
  const line = (sign: string, style: StyleName, code: string, message: string) =>
    paragraph([span(`  ${sign} `, style)], [span(`${code}: `, style), span(message)], settings);
  const lines = [
    ...findings.appeared.map(({ code, message }) => line('+', 'warning', code, message)),
    ...findings.gone.map(({ code, message }) => line('-', 'vpc', code, message)),
  ];
  if (lines.length === 0) return [];
  const rest = lines.length - shownMax;
  return [
    emptyLine,
    [span(rehearseWord('findingsTitle', settings), 'title')],
    ...lines.slice(0, shownMax).flat(),
    ...(rest > 0 ? [[span(`  ${rehearseWord('more', settings, { count: rest })}`, 'quiet')]] : []),
  ];
}

function renderSummary(
  { summary, changes, dangers }: RehearseJson,
  settings: TextSettings,
): readonly StyledLine[] {
  const { stops, unsure } = summary;
  const facts = { stops, unsure, others: changes.length - stops - unsure, dangers: dangers.length };
  const style = stops > 0 ? 'blocked' : unsure > 0 ? 'undetermined' : 'vpc';
  return paragraph([], [span(rehearseWord('summary', settings, facts), style)], settings);
}
