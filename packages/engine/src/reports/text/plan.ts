import { compareAddresses } from '../../base/ordered.ts';
import type { Facts } from '../../reachability/answer.ts';
import type {
  PlanDecisionJson,
  PlanJson,
  PlannedCallJson,
  PlannedChangeJson,
} from '../json/plan-contract.ts';
import type { DangerJson, RehearsedCellJson } from '../json/rehearse-contract.ts';
import { formatMoney, inCurrency } from '../money.ts';
import { levelLetters, verdictWords } from '../words/labels.ts';
import { goalWords, type PlanLabel, planLabels } from '../words/plan.ts';
import { weightWords } from '../words/rehearse.ts';
import { say } from '../words/sentence.ts';
import { renderDiagnostics } from './diagnostics.ts';
import { wayOf } from './findings.ts';
import { styleOfCall } from './matrix.ts';
import { renderMoney } from './rehearse-money.ts';
import { label, paragraph, placeSpans, type TextSettings } from './settings.ts';
import { emptyLine, type Span, type StyledLine, type StyleName, span } from './styled.ts';

/** A section shows this many; the rest is counted. The JSON has them all. */
const shownMax = 40;

/** What is to be done, its proof, what was decided against, what it costs, what to mind. */
export function renderPlan(plan: PlanJson, settings: TextSettings): readonly StyledLine[] {
  const errors = plan.diagnostics.filter(({ severity }) => severity === 'error');
  return [
    ...renderTitle(plan, settings),
    ...(plan.outcome === 'refused' ? renderReasons(plan, settings) : renderOutcome(plan, settings)),
    ...renderDiagnostics(errors, settings),
  ];
}

function planWord(name: PlanLabel, settings: TextSettings, facts: Facts = {}): string {
  return say(planLabels[name], settings.language, facts);
}

function renderTitle({ goal, outcome }: PlanJson, settings: TextSettings): readonly StyledLine[] {
  const words = say(goalWords[goal.kind], settings.language, {});
  const title = planWord(outcome === 'refused' ? 'refusedTitle' : 'title', settings, { goal: words });
  return paragraph([], [span(title, outcome === 'refused' ? 'blocked' : 'title')], settings);
}

function renderReasons(plan: PlanJson, settings: TextSettings): readonly StyledLine[] {
  return [
    ...shown(plan.reasons, settings, ({ detail, origin }) =>
      paragraph([span('  ✗ ', 'blocked')], [span(detail), ...placeSpans(origin)], settings),
    ),
    ...(plan.changes.length === 0
      ? []
      : [emptyLine, [span(planWord('tried', settings), 'title')], ...renderChanges(plan, settings)]),
  ];
}

function renderOutcome(plan: PlanJson, settings: TextSettings): readonly StyledLine[] {
  const isMet = plan.outcome === 'already-met';
  return [
    ...(isMet ? renderMet(plan, settings) : renderChanges(plan, settings)),
    ...renderProof(plan, settings),
    ...renderDecisions(plan, settings),
    ...(isMet ? [] : renderMoney(plan, settings)),
    ...(isMet ? [] : renderTotal(plan, settings)),
    ...renderDoubts(plan, settings),
    ...renderDangers(plan.dangers, settings),
    emptyLine,
    ...renderSummary(plan, settings),
  ];
}

function renderMet({ calls }: PlanJson, settings: TextSettings): readonly StyledLine[] {
  const open = calls.filter(({ needed, after }) => needed && after?.verdict === 'undetermined').length;
  const sentence = open === 0 ? planWord('met', settings) : planWord('metAsFar', settings, { open });
  return paragraph([span('  ')], [span(sentence, open === 0 ? 'vpc' : 'undetermined')], settings);
}

function shown<Item>(
  items: readonly Item[],
  settings: TextSettings,
  render: (item: Item) => readonly StyledLine[],
): readonly StyledLine[] {
  const rest = items.length - shownMax;
  return [
    ...items.slice(0, shownMax).flatMap(render),
    ...(rest > 0 ? [[span(`  ${planWord('more', settings, { count: rest })}`, 'quiet')]] : []),
  ];
}

function section(
  name: PlanLabel,
  lines: readonly StyledLine[],
  settings: TextSettings,
): readonly StyledLine[] {
  return lines.length === 0 ? [] : [emptyLine, [span(planWord(name, settings), 'title')], ...lines];
}

const changeSigns: Readonly<Record<PlannedChangeJson['kind'], string>> = {
  'add-endpoint': '+',
  'add-nat-gateway': '+',
  'add-security-group-rule': '+',
  'enable-private-dns': '~',
  'enable-vpc-dns': '~',
  'widen-endpoint': '~',
  remove: '-',
};

const signStyles: Readonly<Record<string, StyleName>> = { '+': 'vpc', '~': 'undetermined', '-': 'blocked' };

function renderChanges({ changes }: PlanJson, settings: TextSettings): readonly StyledLine[] {
  return [
    ...shown(changes, settings, ({ kind, detail }) => {
      const sign = changeSigns[kind];
      return paragraph([span(`  ${sign} `, signStyles[sign] ?? 'plain')], [span(detail)], settings);
    }),
    ...[...callersByVpc(changes)].flatMap(([vpc, callers]) =>
      paragraph([span('  + ', 'vpc')], [span(planWord('admits', settings, { vpc, callers }))], settings),
    ),
  ];
}

/** All new interface endpoints of a VPC share one group. */
function callersByVpc(changes: readonly PlannedChangeJson[]): ReadonlyMap<string, readonly string[]> {
  const byVpc = new Map<string, Set<string>>();
  for (const { type, vpc, callers, securityGroup } of changes) {
    if (type !== 'Interface' || vpc === null || securityGroup !== null) continue;
    const own = byVpc.get(vpc) ?? new Set();
    byVpc.set(vpc, own);
    for (const caller of callers) own.add(caller);
  }
  return new Map([...byVpc].map(([vpc, own]) => [vpc, [...own].sort(compareAddresses)]));
}

function renderProof({ calls, goal }: PlanJson, settings: TextSettings): readonly StyledLine[] {
  const needed = calls.filter((call) => call.needed);
  const differing = groupsOf([...needed, ...calls.filter((call) => !call.needed)].filter(isDifferent));
  const same = needed.length - needed.filter(isDifferent).length;
  const lines = [
    ...(needed.length > 0 || goal.counts === 'perhaps' || goal.kind === 'cheapest'
      ? []
      : paragraph([span('  ')], [span(planWord('noNeeds', settings), 'undetermined')], settings)),
    ...shown(differing, settings, (group) => renderCall(group, settings)),
    ...(same === 0 ? [] : [[span(`    ${planWord('same', settings, { count: same })}`, 'quiet')]]),
    ...(differing.length === 0
      ? []
      : paragraph([span('    ')], [span(label('legendLevel', settings), 'quiet')], settings)),
  ];
  return section('proof', lines, settings);
}

/** What goes with its workload is not missed; what is blocked by another thing is blocked all the same. */
function isDifferent({ before, after }: PlannedCallJson): boolean {
  if (after === null || (before.verdict === 'blocked' && after.verdict === 'blocked')) return false;
  return JSON.stringify(before) !== JSON.stringify(after);
}

interface CallGroup {
  readonly first: PlannedCallJson;
  readonly workloads: readonly string[];
}

function groupsOf(calls: readonly PlannedCallJson[]): readonly CallGroup[] {
  const groups = new Map<string, { first: PlannedCallJson; workloads: string[] }>();
  for (const call of calls) {
    const key = JSON.stringify([call.service, call.needed, call.perhaps, call.before, call.after]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: call, workloads: [call.workload] });
    else group.workloads.push(call.workload);
  }
  return [...groups.values()];
}

const signs: Readonly<Record<RehearsedCellJson['verdict'], string>> = {
  reachable: '✓',
  blocked: '✗',
  undetermined: '?',
};

function renderCall({ first, workloads }: CallGroup, settings: TextSettings): readonly StyledLine[] {
  const { before, after, service, needed, perhaps } = first;
  const one = workloads[0] ?? '';
  const who =
    workloads.length === 1 ? one : planWord('others', settings, { first: one, count: workloads.length - 1 });
  const verdict = after?.verdict ?? 'blocked';
  return paragraph(
    [span(`  ${signs[verdict]} `, styleOfCall(after ?? before))],
    [
      span(`${who} -> ${service}`, 'strong'),
      ...(needed ? [] : [span(` (${label(perhaps ? 'perhapsNeeded' : 'notNeeded', settings)})`, 'quiet')]),
      span(': '),
      ...cellSpans(before, settings),
      ...(after === null ? [] : [span(' => '), ...cellSpans(after, settings)]),
    ],
    settings,
  );
}

function cellSpans(cell: RehearsedCellJson, settings: TextSettings): readonly Span[] {
  const letter =
    cell.privacy === null ? verdictWords[cell.verdict][settings.language] : levelLetters[cell.privacy];
  const way = cell.verdict === 'reachable' ? wayOf(cell, settings) : '';
  return [span(way === '' ? letter : `${letter} ${way}`, styleOfCall(cell))];
}

/** Services and things that were decided alike share a line. */
function renderDecisions({ decisions }: PlanJson, settings: TextSettings): readonly StyledLine[] {
  const isSeveral = new Set(decisions.flatMap(({ vpc }) => vpc ?? [])).size > 1;
  const groups = new Map<string, PlanDecisionJson[]>();
  for (const decision of decisions) {
    const name = nameOf(decision);
    const { detail } = decision;
    const sentence = detail.startsWith(`${name}: `) ? detail.slice(name.length + 2) : detail;
    const alike = groups.get(sentence);
    if (alike === undefined) groups.set(sentence, [decision]);
    else alike.push(decision);
  }
  const lines = shown([...groups], settings, ([sentence, alike]) => {
    const each = alike.length > 1 ? ` (${planWord('each', settings)})` : '';
    const names = isSeveral ? namesByVpc(alike, settings) : listOf(alike.map(nameOf), settings);
    const lead = names === '' ? [] : [span(`${names}${each}: `, 'strong')];
    return paragraph([span('  · ', 'quiet')], [...lead, span(sentence)], settings);
  });
  return section('decisions', lines, settings);
}

function nameOf({ service, address }: PlanDecisionJson): string {
  return service ?? address ?? '';
}

function listOf(names: readonly string[], { language }: TextSettings): string {
  return names.join(language === 'ja' ? '、' : ', ');
}

/** `logs, s3 (aws_vpc.a); logs (aws_vpc.b)`. */
function namesByVpc(decisions: readonly PlanDecisionJson[], settings: TextSettings): string {
  const byVpc = new Map<string, string[]>();
  for (const decision of decisions) {
    const vpc = decision.vpc ?? '';
    byVpc.set(vpc, [...(byVpc.get(vpc) ?? []), nameOf(decision)]);
  }
  return [...byVpc]
    .map(([vpc, names]) => (vpc === '' ? listOf(names, settings) : `${listOf(names, settings)} (${vpc})`))
    .join('; ');
}

function renderTotal(plan: PlanJson, settings: TextSettings): readonly StyledLine[] {
  const { totalBeforeUsd, totalAfterUsd, currency } = plan;
  if (totalAfterUsd === null) return [];
  const money = (usd: number) => formatMoney(inCurrency(usd, currency), currency);
  const facts = { before: money(totalBeforeUsd), after: money(totalAfterUsd) };
  return paragraph([span('  ')], [span(planWord('total', settings, facts), 'strong')], settings);
}

function renderDoubts({ doubts }: PlanJson, settings: TextSettings): readonly StyledLine[] {
  const lines = shown(doubts, settings, ({ detail }) =>
    paragraph([span('  ! ', 'warning')], [span(detail)], settings),
  );
  return section('doubts', lines, settings);
}

/** What breaks, each in full; what is to be looked at, once for each kind. */
function renderDangers(dangers: readonly DangerJson[], settings: TextSettings): readonly StyledLine[] {
  const kinds = new Map<string, { first: DangerJson; count: number }>();
  for (const danger of dangers) {
    const key = danger.weight === 'check' ? danger.code : `${danger.code} ${danger.detail}`;
    const kind = kinds.get(key);
    if (kind === undefined) kinds.set(key, { first: danger, count: 1 });
    else kind.count++;
  }
  const lines = shown([...kinds.values()], settings, ({ first, count }) => {
    const word = say(weightWords[first.weight], settings.language, {});
    const rest = count === 1 ? '' : ` (${planWord('more', settings, { count: count - 1 })})`;
    const style: StyleName = first.weight === 'check' ? 'warning' : 'blocked';
    return paragraph(
      [span('  ! ', style)],
      [
        span(`${word}: `, style),
        span(`${first.detail}${rest}`),
        ...placeSpans(first.origin),
        span(` [${first.rules.join(', ')}]`, 'quiet'),
      ],
      settings,
    );
  });
  return section('dangers', lines, settings);
}

function renderSummary({ summary }: PlanJson, settings: TextSettings): readonly StyledLine[] {
  const { needed, arriveAfter, privateAfter, arriveBefore, privateBefore } = summary;
  const facts = { needed, arrive: arriveAfter, private: privateAfter, arriveBefore, privateBefore };
  return paragraph([], [span(planWord('summary', settings, facts), 'vpc')], settings);
}
