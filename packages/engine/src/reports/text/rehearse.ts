import { compareAddresses } from '../../base/ordered.ts';
import type { Effect } from '../../planning/compare-calls.ts';
import type { Facts } from '../../reachability/answer.ts';
import type {
  DangerJson,
  ProposedEndpointJson,
  RehearsedCallJson,
  RehearsedCellJson,
  RehearseJson,
} from '../json/rehearse-contract.ts';
import { levelLetters, verdictWords } from '../words/labels.ts';
import { effectTitles, weightWords } from '../words/rehearse.ts';
import { dangerAdvice, dangerSentences } from '../words/rehearse-dangers.ts';
import { say, sayCode } from '../words/sentence.ts';
import { renderDiagnostics } from './diagnostics.ts';
import { wayOf } from './findings.ts';
import { styleOfCall, verdictSigns } from './matrix.ts';
import { renderMoney } from './rehearse-money.ts';
import { rehearseWord } from './rehearse-word.ts';
import { paragraph, placeSpans, type TextSettings } from './settings.ts';
import { emptyLine, type Span, type StyledLine, type StyleName, span } from './styled.ts';

/** A section shows this many; the rest is counted. The JSON has them all. */
const shownMax = 40;
/** Services of one paragraph. */
const namedMax = 12;

/** What was asked, what would stop, what changes, what it saves, what is dangerous. */
export function renderRehearsal(answer: RehearseJson, settings: TextSettings): readonly StyledLine[] {
  return [
    ...renderProposal(answer, settings),
    ...renderChanges(answer, settings),
    ...renderNewCalls(answer, settings),
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
    ...proposal.switchedOff.flatMap((address) => asked(rehearseWord('switchedOff', settings, { address }))),
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
  if (!changes.some(isTold)) {
    const word = changes.length === 0 ? 'nothing' : 'nothingTold';
    return [emptyLine, ...paragraph([], [span(rehearseWord(word, settings), 'vpc')], settings)];
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

/** What nobody calls and what did not arrive before is no loss; the way of what cannot be told is none. */
function isTold({ effect, reason, before }: RehearsedCallJson): boolean {
  if (effect === 'way') return before.verdict === 'reachable';
  return effect !== 'blocked-anew' || reason !== 'endpoint-present';
}

/** Calls that change alike: of several workloads, to several services. */
interface Group {
  readonly first: RehearsedCallJson;
  readonly workloads: readonly string[];
  readonly services: readonly string[];
}

/** Calls that change alike and are decided by the same fact share a paragraph. */
function groupsOf(changes: readonly RehearsedCallJson[]): readonly Group[] {
  const ofService = joined(
    changes.map((change) => ({ first: change, workloads: [change.workload], services: [change.service] })),
    ({ first: { service, hostname, needed, before, after, decidedBy } }) =>
      JSON.stringify([service, hostname, needed, before, after, decidedBy?.detail]),
  );
  return joined(ofService, ({ first: { needed, before, after, decidedBy }, workloads }) =>
    JSON.stringify([
      workloads,
      needed,
      shapeOf(before),
      after === null ? null : shapeOf(after),
      decidedBy && [decidedBy.code, decidedBy.component, decidedBy.origin],
    ]),
  );
}

/** Calls of new workloads, those that do not arrive first. */
function renderNewCalls({ newCalls }: RehearseJson, settings: TextSettings): readonly StyledLine[] {
  if (newCalls.length === 0) return [];
  const order = ['blocked', 'undetermined', 'reachable'];
  const sorted = newCalls.toSorted((a, b) => order.indexOf(a.after.verdict) - order.indexOf(b.after.verdict));
  const rest = sorted.length - shownMax;
  return [
    emptyLine,
    [span(rehearseWord('newTitle', settings), 'title')],
    ...sorted.slice(0, shownMax).flatMap(({ workload, service, needed, after, decidedBy }) => {
      const style = needed ? styleOfCall(after) : 'quiet';
      const note = needed ? [] : [span(` (${rehearseWord('notNeeded', settings)})`, 'quiet')];
      const decision =
        decidedBy === null ? [] : [span(` (${decidedBy.detail})`), ...placeSpans(decidedBy.origin)];
      return paragraph(
        [span(`  ${verdictSigns[after.verdict]} `, style)],
        [
          span(`${workload} -> ${service}`, 'strong'),
          ...note,
          span(' '),
          ...cellSpans(after, 1, settings),
          ...decision,
        ],
        settings,
      );
    }),
    ...(rest > 0 ? [[span(`  ${rehearseWord('more', settings, { count: rest })}`, 'quiet')]] : []),
  ];
}

/** Each service may have an endpoint of its own. */
function shapeOf({ verdict, privacy, via }: RehearsedCellJson): string {
  return `${verdict} ${privacy} ${via}`;
}

function joined(groups: readonly Group[], keyOf: (group: Group) => string): readonly Group[] {
  const found = new Map<
    string,
    { first: RehearsedCallJson; workloads: Set<string>; services: Set<string> }
  >();
  for (const group of groups) {
    const key = keyOf(group);
    const same = found.get(key) ?? { first: group.first, workloads: new Set(), services: new Set() };
    found.set(key, same);
    for (const workload of group.workloads) same.workloads.add(workload);
    for (const service of group.services) same.services.add(service);
  }
  return [...found.values()].map(({ first, workloads, services }) => ({
    first,
    workloads: [...workloads].sort(compareAddresses),
    services: [...services],
  }));
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

function renderGroup({ first, workloads, services }: Group, settings: TextSettings): readonly StyledLine[] {
  const { before, after, needed, effect } = first;
  const [one = ''] = workloads;
  const who =
    workloads.length === 1
      ? one
      : rehearseWord('others', settings, { first: one, count: workloads.length - 1 });
  const what = namesOf(services, settings);
  const note =
    needed || effect === 'gone' ? [] : [span(` (${rehearseWord('notNeeded', settings)}):`, 'quiet')];
  return [
    ...paragraph(
      [span(`  ${signs[effect]} `, needed ? styleOfEffect(effect) : 'quiet')],
      [
        span(`${who} -> ${what}`, 'strong'),
        ...(note.length === 0 ? [span(':')] : note),
        span(' '),
        ...cellSpans(before, services.length, settings),
        ...(after === null ? [] : [span(' => '), ...cellSpans(after, services.length, settings)]),
      ],
      settings,
    ),
    ...renderDecision(first, services.length, settings),
  ];
}

/** A reader looks for the name of his service. */
function namesOf(services: readonly string[], settings: TextSettings): string {
  const rest = services.length - namedMax;
  const named = services.slice(0, namedMax).join(settings.language === 'ja' ? '、' : ', ');
  return rest <= 0 ? named : `${named} ${rehearseWord('more', settings, { count: rest })}`;
}

function styleOfEffect(effect: Effect): StyleName {
  if (effect === 'stops' || effect === 'further') return 'blocked';
  if (effect === 'unsure') return 'undetermined';
  return effect === 'starts' || effect === 'closer' ? 'vpc' : 'quiet';
}

/** `reachable A, NAT gateway aws_nat_gateway.main`; of several services without their endpoints' names. */
function cellSpans(cell: RehearsedCellJson, services: number, settings: TextSettings): readonly Span[] {
  const letter = cell.privacy === null ? '' : ` ${levelLetters[cell.privacy]}`;
  const isOwn = services > 1 && cell.via.endsWith('-endpoint');
  const named = isOwn ? { ...cell, viaComponent: '' } : cell;
  const way = cell.verdict === 'reachable' ? wayOf(named, settings) : '';
  const text = `${verdictWords[cell.verdict][settings.language]}${letter}${way === '' ? '' : `, ${way}`}`;
  return [span(text, styleOfCall(cell))];
}

function renderDecision(
  { decidedBy }: RehearsedCallJson,
  services: number,
  settings: TextSettings,
): readonly StyledLine[] {
  if (decidedBy === null) return [];
  const side =
    decidedBy.side === 'before' ? [span(`${rehearseWord('removedLine', settings)}: `, 'quiet')] : [];
  const more =
    services === 1 ? [] : [span(` ${rehearseWord('alike', settings, { count: services - 1 })}`, 'quiet')];
  return paragraph(
    [span('      ')],
    [...side, span(decidedBy.detail), ...placeSpans(decidedBy.origin), ...more],
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
  const groups = joinedDangers(dangers);
  const rest = groups.length - shownMax;
  return [
    emptyLine,
    [span(rehearseWord('dangerTitle', settings), 'title')],
    ...groups.slice(0, shownMax).flatMap((danger) => renderDanger(danger, settings)),
    ...(rest > 0 ? [[span(`  ${rehearseWord('more', settings, { count: rest })}`, 'quiet')]] : []),
  ];
}

/** What several endpoints have in common is told once. */
function joinedDangers(dangers: readonly DangerJson[]): readonly DangerJson[] {
  const groups = new Map<string, DangerJson[]>();
  for (const danger of dangers) {
    const { service: _service, serviceName: _name, ...shared } = danger.facts;
    const key = JSON.stringify([danger.code, shared, danger.origin]);
    groups.set(key, [...(groups.get(key) ?? []), danger]);
  }
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : [same.length === 1 ? first : { ...first, facts: joinedFacts(same) }];
  });
}

function joinedFacts(dangers: readonly DangerJson[]): Facts {
  const [first] = dangers;
  const values = (name: string): readonly string[] =>
    dangers.map(({ facts }) => String(facts[name] ?? '')).filter((value) => value !== '');
  const names = values('serviceName');
  return {
    ...first?.facts,
    service: values('service'),
    // Part of a command: the shell wants spaces.
    ...(names.length === 0 ? {} : { serviceName: names.join(' ') }),
  };
}

function renderDanger(danger: DangerJson, settings: TextSettings): readonly StyledLine[] {
  const { code, facts, weight, rules, origin } = danger;
  const detail = sayCode(dangerSentences, code, settings.language, facts);
  const advice = sayCode(dangerAdvice, code, settings.language, facts);
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
  const facts = {
    stops,
    unsure,
    others: changes.length - stops - unsure,
    dangers: joinedDangers(dangers).length,
  };
  const style = stops > 0 ? 'blocked' : unsure > 0 ? 'undetermined' : 'vpc';
  return paragraph([], [span(rehearseWord('summary', settings, facts), style)], settings);
}
