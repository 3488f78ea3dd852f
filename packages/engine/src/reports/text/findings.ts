import { compareAddresses, compareText } from '../../base/ordered.ts';
import { blockersOf, unknownsOf } from '../documents/findings.ts';
import type { CallJson, CheckJson, PathJson, RemarkJson, UnknownJson } from '../json/contract.ts';
import { type LabelName, levelLetters, levelSentences, verdictWords, viaWords } from '../words/labels.ts';
import { styleOfCall, verdictSigns } from './matrix.ts';
import { label, paragraph, placeSpans, type TextSettings } from './settings.ts';
import { type StyledLine, span } from './styled.ts';

/** A section shows this many paragraphs; the rest is counted. The JSON has them all. */
const shownMax = 40;
/** Blockers or missing facts of one paragraph. */
const causesMax = 6;

const levelOrder: readonly CallJson['privacy'][] = [null, 'vpc', 'gateway', 'aws', 'internet'];

interface OpenGroup {
  readonly first: CallJson;
  readonly services: string[];
  readonly workloads: string[];
  readonly reasons: Set<string>;
}

interface Group {
  readonly first: CallJson;
  /** More than one only where nobody needs them. */
  readonly services: readonly string[];
  readonly workloads: readonly string[];
  /** Why the calls may be made; told when it is one reason for all. */
  readonly reasons: ReadonlySet<string>;
}

/** One short paragraph per cell that is not fine; cells with the same cause share one. */
export function renderFindings(check: CheckJson, settings: TextSettings): readonly StyledLine[] {
  const of = (verdict: CallJson['verdict']): readonly CallJson[] =>
    check.calls.filter((call) => call.verdict === verdict && call.accepted === undefined);
  const leaves = (call: CallJson): boolean =>
    call.needed && (call.privacy === 'aws' || call.privacy === 'internet');
  const reachable = of('reachable');
  return [
    ...renderSection('blockedTitle', groupsOf(of('blocked')), settings),
    ...renderSection('undeterminedTitle', groupsOf(of('undetermined')), settings),
    ...renderSection('publicTitle', groupsOf(reachable.filter(leaves)), settings),
    ...renderSection(
      'splitTitle',
      groupsOf(reachable.filter((call) => call.split && !leaves(call))),
      settings,
    ),
  ];
}

function renderSection(
  title: LabelName,
  groups: readonly Group[],
  settings: TextSettings,
): readonly StyledLine[] {
  if (groups.length === 0) return [];
  const shown = groups.slice(0, shownMax);
  const rest = groups.length - shownMax;
  return [
    [],
    [span(label(title, settings), 'title')],
    ...shown.flatMap((group, index) => renderGroup(group, shown[index + 1], settings)),
    ...(rest > 0 ? [[span(`  ${label('andMore', settings, { count: rest })}`, 'quiet')]] : []),
  ];
}

/** Needed calls first; equal causes at equal components are one group. */
function groupsOf(calls: readonly CallJson[]): readonly Group[] {
  const groups = new Map<string, OpenGroup>();
  for (const call of calls) {
    const key = causeOf(call);
    const group = groups.get(key);
    if (group === undefined) {
      const { workload, service, reason } = call;
      groups.set(key, {
        first: call,
        services: [service],
        workloads: [workload],
        reasons: new Set([reason.why]),
      });
    } else {
      group.workloads.push(call.workload);
      group.reasons.add(call.reason.why);
    }
  }
  return mergeOptional([...groups.values()]).toSorted(
    (a, b) =>
      Number(b.first.needed) - Number(a.first.needed) ||
      levelOrder.indexOf(a.first.privacy) - levelOrder.indexOf(b.first.privacy),
  );
}

/** What nobody needs and one thing stops for the same workloads is one paragraph, whatever the service. */
function mergeOptional(groups: readonly OpenGroup[]): readonly Group[] {
  const merged = new Map<string, OpenGroup>();
  for (const group of groups) {
    const { first, workloads, reasons } = group;
    const isAlone = first.needed || first.split || first.notes.length > 0 || first.verdict === 'reachable';
    const key = isAlone
      ? causeOf(first)
      : JSON.stringify([needOfOptional(first), workloads.toSorted(), [...reasons], ...stopsOf(first)]);
    const earlier = merged.get(key);
    if (earlier === undefined) merged.set(key, group);
    else earlier.services.push(...group.services);
  }
  return [...merged.values()];
}

function causeOf(call: CallJson): string {
  return JSON.stringify([
    call.needed,
    call.service,
    call.verdict,
    call.privacy,
    call.viaComponent,
    ...stopsOf(call),
    call.split ? call.paths.length : 0,
  ]);
}

function stopsOf(call: CallJson): readonly unknown[] {
  return [
    blockersOf(call).map((blocker) => [blocker.detail, blocker.mend.detail]),
    unknownsOf(call).map((unknown) => unknown.detail),
  ];
}

function renderGroup(
  { first, services, workloads, reasons }: Group,
  next: Group | undefined,
  settings: TextSettings,
): readonly StyledLine[] {
  return [
    ...renderHeading(first, services, workloads, settings),
    ...(first.reason.kind === 'conditional' && reasons.size === 1 ? renderReason(first, settings) : []),
    ...(first.verdict === 'blocked' ? renderBlockers(first, settings) : []),
    ...(first.verdict === 'undetermined' ? renderUnknowns(unknownsOf(first), settings) : []),
    ...(first.split ? renderParts(first, settings) : []),
    ...first.notes.flatMap((note) => renderNote(note, settings)),
    // Neighbours that leave by the same way share the sentence about their level.
    ...(first.verdict === 'reachable' && next?.first.privacy !== first.privacy
      ? renderLevel(first, settings)
      : []),
  ];
}

function renderNote(note: RemarkJson, settings: TextSettings): readonly StyledLine[] {
  const lead = [span(`    ${label('note', settings)}: `, 'quiet')];
  return paragraph(lead, [span(note.detail), ...placeSpans(note.origin)], settings);
}

function renderHeading(
  call: CallJson,
  services: readonly string[],
  workloads: readonly string[],
  settings: TextSettings,
): readonly StyledLine[] {
  const style = call.needed ? styleOfCall(call) : 'quiet';
  const sorted = workloads.toSorted(compareAddresses);
  const who =
    sorted.length === 1
      ? (sorted[0] ?? '')
      : label('others', settings, { first: sorted[0] ?? '', count: sorted.length - 1 });
  const way = services.length === 1 ? wayOf(call, settings) : '';
  const end = way === '' ? '' : ':';
  const what = services.toSorted(compareText).join(', ');
  return paragraph(
    [span(`  ${verdictSigns[call.verdict]} `, style)],
    [
      span(`${who} -> ${what}${call.needed ? end : ''}`, 'strong'),
      ...(call.needed ? [] : [span(` (${label(needOfOptional(call), settings)})${end}`, 'quiet')]),
      ...(way === '' ? [] : [span(` ${way}`)]),
    ],
    settings,
  );
}

/** Whether a call is needed may hang on what is not known: an image, what an application does with its role. */
export function needOfOptional({
  reason,
}: Pick<CallJson, 'reason'>): 'perhapsNeeded' | 'recommended' | 'notNeeded' {
  if (reason.need === 'recommended') return 'recommended';
  return reason.kind === 'conditional' ? 'perhapsNeeded' : 'notNeeded';
}

function renderReason({ reason }: CallJson, settings: TextSettings): readonly StyledLine[] {
  if (reason.why === '') return [];
  return paragraph([span(`    ${label('because', settings)}: `, 'quiet')], [span(reason.why)], settings);
}

/** `NAT gateway aws_nat_gateway.main`; empty when there is no way at all. */
export function wayOf(
  call: Pick<CallJson, 'via' | 'viaComponent'>,
  settings: Pick<TextSettings, 'language'>,
): string {
  if (call.via === 'none') return '';
  return `${viaWords[call.via][settings.language]} ${call.viaComponent}`.trimEnd();
}

function renderLevel(call: CallJson, settings: TextSettings): readonly StyledLine[] {
  if (call.privacy === null) return [];
  return paragraph(
    [span('    ')],
    [
      span(`${levelLetters[call.privacy]} `, call.privacy),
      span(levelSentences[call.privacy][settings.language]),
    ],
    settings,
  );
}

/** What a call that nobody needs would take to arrive is left to its ticket. */
function renderBlockers(call: CallJson, settings: TextSettings): readonly StyledLine[] {
  const blockers = blockersOf(call);
  return [
    ...blockers
      .slice(0, causesMax)
      .flatMap((blocker) => [
        ...paragraph([span('    ')], [span(blocker.detail), ...placeSpans(blocker.origin)], settings),
        ...(call.needed
          ? paragraph(
              [span(`    ${label('mend', settings)}: `, 'mend')],
              [span(blocker.mend.detail)],
              settings,
            )
          : []),
      ]),
    ...restLine(blockers.length, settings),
  ];
}

function renderUnknowns(unknowns: readonly UnknownJson[], settings: TextSettings): readonly StyledLine[] {
  return [
    ...unknowns
      .slice(0, causesMax)
      .flatMap((unknown) =>
        paragraph(
          [span(`    ${label('missing', settings)}: `, 'undetermined')],
          [span(unknown.detail), ...placeSpans(unknown.origin)],
          settings,
        ),
      ),
    ...restLine(unknowns.length, settings),
  ];
}

function restLine(count: number, settings: TextSettings): readonly StyledLine[] {
  if (count <= causesMax) return [];
  return [[span(`    ${label('andMore', settings, { count: count - causesMax })}`, 'quiet')]];
}

/** The parts of an answer that differs, each told apart by what makes it different. */
function renderParts(call: CallJson, settings: TextSettings): readonly StyledLine[] {
  return [
    ...call.paths.slice(0, causesMax).flatMap((path) => renderPart(path, '    ', settings)),
    ...restLine(call.paths.length, settings),
  ];
}

export function renderPart(path: PathJson, indent: string, settings: TextSettings): readonly StyledLine[] {
  return paragraph(
    [span(indent), span(`${partLetter(path)} `, styleOfCall(path))],
    [span(`${partName(path, settings)}: ${partAnswer(path, settings)}`)],
    settings,
  );
}

function partLetter(path: PathJson): string {
  if (path.verdict === 'blocked') return 'X';
  return path.privacy === null ? '?' : levelLetters[path.privacy];
}

function partAnswer(path: PathJson, settings: TextSettings): string {
  const way = wayOf(path, settings);
  const verdict = verdictWords[path.verdict][settings.language];
  return way === '' ? verdict : `${verdict}, ${way}`;
}

const namesMax = 3;

/** `aws_subnet.a, aws_subnet.b -> 3.5.152.0/22 and 5 more (ipv4)`. */
export function partName(path: PathJson, settings: TextSettings): string {
  const list = (names: readonly string[], none: string): string => {
    if (names.length === 0) return none;
    const shown = names.slice(0, namesMax).join(', ');
    const count = names.length - namesMax;
    return count > 0 ? label('others', settings, { first: shown, count }) : shown;
  };
  const subnets = list(path.subnets, '-');
  return `${subnets} -> ${list(path.destinations, label('noAddress', settings))} (${path.family})`;
}
