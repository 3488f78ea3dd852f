import { compareAddresses } from '../../base/ordered.ts';
import type { BlockerJson, CallJson, CheckJson, PathJson, UnknownJson } from '../json/contract.ts';
import { type LabelName, levelLetters, levelSentences, verdictWords, viaWords } from '../words/labels.ts';
import { styleOfCall, verdictSigns } from './matrix.ts';
import { label, paragraph, placeSpans, type TextSettings } from './settings.ts';
import { type StyledLine, span } from './styled.ts';

/** A section shows this many paragraphs; the rest is counted. The JSON has them all. */
const shownMax = 40;
/** Blockers or missing facts of one paragraph. */
const causesMax = 6;

interface Group {
  readonly first: CallJson;
  readonly workloads: readonly string[];
}

/** One short paragraph per cell that is not fine; cells with the same cause share one. */
export function renderFindings(check: CheckJson, settings: TextSettings): readonly StyledLine[] {
  const section = (title: LabelName, calls: readonly CallJson[]): readonly StyledLine[] =>
    renderSection(title, calls, settings);
  const reachable = check.calls.filter((call) => call.verdict === 'reachable');
  const isPublic = (call: CallJson): boolean => call.privacy === 'aws' || call.privacy === 'internet';
  return [
    ...section(
      'blockedTitle',
      check.calls.filter((call) => call.verdict === 'blocked'),
    ),
    ...section(
      'undeterminedTitle',
      check.calls.filter((call) => call.verdict === 'undetermined'),
    ),
    ...section(
      'publicTitle',
      reachable.filter((call) => call.needed && isPublic(call)),
    ),
    ...section(
      'splitTitle',
      reachable.filter((call) => call.split && !(call.needed && isPublic(call))),
    ),
  ];
}

function renderSection(
  title: LabelName,
  calls: readonly CallJson[],
  settings: TextSettings,
): readonly StyledLine[] {
  if (calls.length === 0) return [];
  const groups = groupsOf(calls);
  const rest = groups.length - shownMax;
  return [
    [],
    [span(label(title, settings), 'title')],
    ...groups.slice(0, shownMax).flatMap((group) => renderGroup(group, settings)),
    ...(rest > 0 ? [[span(`  ${label('andMore', settings, { count: rest })}`, 'quiet')]] : []),
  ];
}

/** Needed calls first; equal causes at equal components are one group. */
function groupsOf(calls: readonly CallJson[]): readonly Group[] {
  const groups = new Map<string, { first: CallJson; workloads: string[] }>();
  for (const call of calls) {
    const key = causeOf(call);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: call, workloads: [call.workload] });
    else group.workloads.push(call.workload);
  }
  return [...groups.values()].sort((a, b) => Number(b.first.needed) - Number(a.first.needed));
}

function causeOf(call: CallJson): string {
  return JSON.stringify([
    call.needed,
    call.service,
    call.verdict,
    call.privacy,
    call.viaComponent,
    blockersOf(call).map((blocker) => [blocker.detail, blocker.mend.detail]),
    unknownsOf(call).map((unknown) => unknown.detail),
    call.split ? call.paths.length : 0,
  ]);
}

/** Of every blocked part: each change once. */
export function blockersOf(call: CallJson): readonly BlockerJson[] {
  return unique(
    call.paths.flatMap((path) => path.blockers),
    (blocker) => `${blocker.detail}\n${blocker.mend.detail}`,
  );
}

export function unknownsOf(call: CallJson): readonly UnknownJson[] {
  return unique(
    call.paths.flatMap((path) => path.unknowns),
    (unknown) => unknown.detail,
  );
}

function unique<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  return [...new Map(items.toReversed().map((item) => [keyOf(item), item])).values()].reverse();
}

function renderGroup({ first, workloads }: Group, settings: TextSettings): readonly StyledLine[] {
  return [
    ...renderHeading(first, workloads, settings),
    ...(first.verdict === 'reachable' ? renderLevel(first, settings) : []),
    ...(first.verdict === 'blocked' ? renderBlockers(blockersOf(first), settings) : []),
    ...(first.verdict === 'undetermined' ? renderUnknowns(unknownsOf(first), settings) : []),
    ...(first.split ? renderParts(first, settings) : []),
    ...first.notes.flatMap((note) =>
      paragraph(
        [span(`    ${label('note', settings)}: `, 'quiet')],
        [span(note.detail), ...placeSpans(note.origin)],
        settings,
      ),
    ),
  ];
}

function renderHeading(
  call: CallJson,
  workloads: readonly string[],
  settings: TextSettings,
): readonly StyledLine[] {
  const style = call.needed ? styleOfCall(call) : 'quiet';
  const sorted = workloads.toSorted(compareAddresses);
  const who =
    sorted.length === 1
      ? (sorted[0] ?? '')
      : label('others', settings, { first: sorted[0] ?? '', count: sorted.length - 1 });
  const way = wayOf(call, settings);
  return paragraph(
    [span(`  ${verdictSigns[call.verdict]} `, style)],
    [
      span(`${who} -> ${call.service}`, 'strong'),
      ...(call.needed ? [] : [span(` (${label('notNeeded', settings)})`, 'quiet')]),
      ...(way === '' ? [] : [span(`: ${way}`)]),
    ],
    settings,
  );
}

/** `NAT gateway aws_nat_gateway.main`; empty when there is no way at all. */
export function wayOf(call: Pick<CallJson, 'via' | 'viaComponent'>, settings: TextSettings): string {
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

export function renderBlockers(
  blockers: readonly BlockerJson[],
  settings: TextSettings,
): readonly StyledLine[] {
  return [
    ...blockers
      .slice(0, causesMax)
      .flatMap((blocker) => [
        ...paragraph([span('    ')], [span(blocker.detail), ...placeSpans(blocker.origin)], settings),
        ...paragraph(
          [span(`    ${label('mend', settings)}: `, 'mend')],
          [span(blocker.mend.detail)],
          settings,
        ),
      ]),
    ...restLine(blockers.length, settings),
  ];
}

export function renderUnknowns(
  unknowns: readonly UnknownJson[],
  settings: TextSettings,
): readonly StyledLine[] {
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
  return call.paths
    .slice(0, causesMax)
    .flatMap((path) =>
      paragraph(
        [span('    '), span(`${partLetter(path)} `, styleOfCall(path))],
        [span(`${partName(path, settings)}: ${partAnswer(path, settings)}`)],
        settings,
      ),
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
