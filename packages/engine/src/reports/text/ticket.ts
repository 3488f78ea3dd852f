import type {
  HopJson,
  PathJson,
  RemarkJson,
  RouteCandidateJson,
  TraceJson,
  WitnessJson,
} from '../json/contract.ts';
import { hopWords, levelLetters, levelSentences, levelWords, verdictWords } from '../words/labels.ts';
import { renderDiagnostics } from './diagnostics.ts';
import { partName, renderPart, wayOf } from './findings.ts';
import { styleOfCall, verdictSigns } from './matrix.ts';
import { label, paragraph, placeSpans, type TextSettings } from './settings.ts';
import { padEnd, type Span, type StyledLine, type StyleName, span } from './styled.ts';

/** Parts that are shown hop by hop; of the others the answer is told. */
const partsMax = 6;

/** The path ticket: each hop in order with what decided, the way back, the verdict, all that must change. */
export function renderTicket(trace: TraceJson, settings: TextSettings): readonly StyledLine[] {
  return [
    ...renderHeader(trace, settings),
    ...trace.paths.slice(0, partsMax).flatMap((path, index) => renderPath(path, index, trace, settings)),
    ...renderFurtherParts(trace.paths.slice(partsMax), settings),
    ...renderRemarks(trace, settings),
    ...renderDiagnostics(
      trace.diagnostics.filter((diagnostic) => diagnostic.severity === 'error'),
      settings,
    ),
  ];
}

function renderHeader(trace: TraceJson, settings: TextSettings): readonly StyledLine[] {
  const target = trace.hostname === '' || trace.hostname === trace.service ? '' : `  ${trace.hostname}`;
  const place = trace.from.origin;
  return [
    ...paragraph(
      [span(`${verdictSigns[trace.verdict]} `, styleOfCall(trace))],
      [
        span(`${trace.workload} -> ${trace.service}`, 'title'),
        span(`${target}${trace.service.endsWith(`:${trace.port}`) ? '' : `  tcp/${trace.port}`}`, 'quiet'),
      ],
      settings,
    ),
    ...(place === null ? [] : field('from', [span(trace.workload), ...placeSpans(place)], settings)),
    ...(trace.action === undefined
      ? []
      : field('action', [span(actionText(trace.action, trace.resource, settings))], settings)),
    ...(trace.reason.kind === 'asked' ? [] : field('because', [span(reasonText(trace, settings))], settings)),
  ];
}

function actionText(action: string, resource: string | undefined, settings: TextSettings): string {
  return label('actionOn', settings, { action, resource: resource ?? '*' });
}

function field(
  name: 'from' | 'because' | 'action',
  body: StyledLine,
  settings: TextSettings,
): readonly StyledLine[] {
  return paragraph([span(`  ${label(name, settings)}: `, 'quiet')], body, settings);
}

function reasonText({ reason }: TraceJson, settings: TextSettings): string {
  if (reason.kind === 'asked') return label('reasonAsked', settings);
  if (reason.kind === 'endpoint-present')
    return label('reasonEndpoint', settings, { endpoint: reason.endpoint });
  if (reason.kind === 'conditional') return label('reasonConditional', settings, { why: reason.why });
  const name = reason.need === 'required' ? 'reasonNeeded' : 'reasonRecommended';
  return label(name, settings, { why: reason.why });
}

function renderPath(
  path: PathJson,
  index: number,
  trace: TraceJson,
  settings: TextSettings,
): readonly StyledLine[] {
  const hops = path.hops ?? [];
  const access = hops.filter((hop) => accessKinds.has(hop.kind));
  const forward = hops.filter((hop) => hop.direction === 'forward' && !accessKinds.has(hop.kind));
  const back = hops.filter((hop) => hop.direction === 'return');
  const count = trace.paths.length;
  const title = count === 1 ? label('path', settings) : label('part', settings, { number: index + 1, count });
  return [
    [],
    ...paragraph([span(title, 'title'), span('  ')], [span(partName(path, settings), 'quiet')], settings),
    ...renderHops('forward', forward, 1, settings),
    ...renderHops('return', back, forward.length + 1, settings),
    ...renderHops('access', access, forward.length + back.length + 1, settings),
    ...renderVerdict(path, trace.enforced === true, settings),
    ...renderMends(path, settings),
    ...renderMissing(path, settings),
  ];
}

function renderFurtherParts(paths: readonly PathJson[], settings: TextSettings): readonly StyledLine[] {
  if (paths.length === 0) return [];
  return [[], ...paths.flatMap((path) => renderPart(path, '  ', settings))];
}

/** Policies stand after the way there and back: a call that does not arrive asks none. */
const accessKinds: ReadonlySet<HopJson['kind']> = new Set([
  'endpoint-policy',
  'identity-policy',
  'resource-policy',
  'permissions-boundary',
  'service-control-policy',
  'resource-control-policy',
]);

function renderHops(
  title: 'forward' | 'return' | 'access',
  hops: readonly HopJson[],
  first: number,
  settings: TextSettings,
): readonly StyledLine[] {
  if (hops.length === 0) return [];
  const kindWidth = Math.max(...hops.map((hop) => settings.textWidth(hopWords[hop.kind][settings.language])));
  return [
    [span(`  ${label(title, settings)}`, 'quiet')],
    ...hops.flatMap((hop, index) => renderHop(hop, first + index, kindWidth, settings)),
  ];
}

const outcomes: Readonly<Record<HopJson['outcome'], { readonly sign: string; readonly style: StyleName }>> = {
  pass: { sign: '✓', style: 'vpc' },
  block: { sign: '✗', style: 'blocked' },
  unknown: { sign: '?', style: 'undetermined' },
};

function renderHop(
  hop: HopJson,
  number: number,
  kindWidth: number,
  settings: TextSettings,
): readonly StyledLine[] {
  const { sign, style } = outcomes[hop.outcome];
  const kind = hopWords[hop.kind][settings.language];
  const lead: StyledLine = [span(`${String(number).padStart(4)} `, 'quiet'), span(`${sign} `, style)];
  const indent = '       ';
  return [
    [
      ...lead,
      ...padEnd([span(kind, 'strong')], kindWidth, settings.textWidth),
      span('  '),
      span(hop.component),
    ],
    ...paragraph(
      [span(indent)],
      [span(hop.detail, hop.outcome === 'pass' ? 'plain' : style), ...placeOf(hop)],
      settings,
    ),
    ...(isSaid(hop) ? [] : renderDecided(hop, indent, settings)),
    ...competitors(hop).flatMap((candidate) => renderCandidate(candidate, indent, settings)),
  ];
}

/** The routes that competed; one that matched alone is already named. */
function competitors(hop: HopJson): readonly RouteCandidateJson[] {
  return hop.candidates.length > 1 ? hop.candidates : [];
}

/** Is the deciding rule already part of the sentence, or of the list of routes? */
function isSaid(hop: HopJson): boolean {
  if (hop.decided === '' || hop.detail.includes(hop.decided)) return true;
  return competitors(hop).some((candidate) => candidate.route === hop.decided);
}

/** Beside the sentence, unless the place comes with the rule or with the routes below. */
function placeOf(hop: HopJson): readonly Span[] {
  return isSaid(hop) && competitors(hop).length === 0 ? placeSpans(hop.origin) : [];
}

function renderDecided(hop: HopJson, indent: string, settings: TextSettings): readonly StyledLine[] {
  const place =
    hop.origin === null ? [span(` (${label('implicit', settings)})`, 'quiet')] : placeSpans(hop.origin);
  return paragraph([span(indent)], [span(hop.decided, 'strong'), ...place], settings);
}

function renderCandidate(
  candidate: RouteCandidateJson,
  indent: string,
  settings: TextSettings,
): readonly StyledLine[] {
  const style = candidate.won ? 'strong' : 'quiet';
  const word = label(candidate.won ? 'won' : 'lost', settings);
  return paragraph(
    [span(`${indent}  ${word}: `, style)],
    [
      span(candidate.route, style),
      span(`, ${candidate.detail}`, candidate.won ? 'plain' : 'quiet'),
      ...placeSpans(candidate.origin),
    ],
    settings,
  );
}

function renderVerdict(path: PathJson, isEnforced: boolean, settings: TextSettings): readonly StyledLine[] {
  const style = styleOfCall(path);
  const way = wayOf(path, settings);
  const level = path.privacy === null ? undefined : levelLetters[path.privacy];
  const parts = [
    verdictWords[path.verdict][settings.language],
    ...(path.privacy === null || level === undefined
      ? []
      : [label('level', settings, { letter: level, name: levelWords[path.privacy][settings.language] })]),
    ...(way === '' ? [] : [byWay(path, way, settings)]),
  ];
  return [
    [],
    ...paragraph(
      [span(`  ${label('verdict', settings)}  `, 'title'), span(`${verdictSigns[path.verdict]} `, style)],
      [span(parts.join(settings.language === 'ja' ? '、' : ', '), style)],
      settings,
    ),
    ...(path.privacy === null
      ? []
      : paragraph([span('    ')], [span(levelSentences[path.privacy][settings.language])], settings)),
    ...(isEnforced ? paragraph([span('    ')], [span(label('enforced', settings), 'vpc')], settings) : []),
    ...(path.witness === null ? [] : renderWitness(path.witness, settings)),
  ];
}

function byWay(path: PathJson, via: string, settings: TextSettings): string {
  if (path.via === 'local') return via;
  return label(path.verdict === 'reachable' ? 'by' : 'towards', settings, { via });
}

function renderWitness(witness: WitnessJson, settings: TextSettings): readonly StyledLine[] {
  const socket = (address: string, port: number): string =>
    address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
  const source = socket(witness.sourceAddress, witness.sourcePort);
  const destination = socket(witness.destinationAddress, witness.destinationPort);
  return paragraph(
    [span(`    ${label('witness', settings)}: `, 'quiet')],
    [span(`${witness.protocol} ${source} -> ${destination} (${witness.sourceSubnet})`)],
    settings,
  );
}

function renderMends(path: PathJson, settings: TextSettings): readonly StyledLine[] {
  if (path.blockers.length === 0) return [];
  return [
    [span(`  ${label('mends', settings)}`, 'title')],
    ...path.blockers.flatMap((blocker, index) => [
      ...paragraph(
        [span(`   ${index + 1}. `, 'blocked')],
        [span(blocker.detail), ...placeSpans(blocker.origin)],
        settings,
      ),
      ...paragraph(
        [span(`      ${label('mend', settings)}: `, 'mend')],
        [span(blocker.mend.detail)],
        settings,
      ),
    ]),
  ];
}

function renderMissing(path: PathJson, settings: TextSettings): readonly StyledLine[] {
  if (path.unknowns.length === 0) return [];
  return [
    [span(`  ${label('unknowns', settings)}`, 'title')],
    ...path.unknowns.flatMap((unknown, index) =>
      paragraph(
        [span(`   ${index + 1}. `, 'undetermined')],
        [span(unknown.detail), ...placeSpans(unknown.origin)],
        settings,
      ),
    ),
  ];
}

function renderRemarks(trace: TraceJson, settings: TextSettings): readonly StyledLine[] {
  const remark = (name: 'note' | 'assumption', { detail, origin }: RemarkJson): readonly StyledLine[] =>
    paragraph(
      [span(`  ${label(name, settings)}: `, 'quiet')],
      [span(detail), ...placeSpans(origin)],
      settings,
    );
  const lines = [
    ...trace.notes.flatMap((note) => remark('note', note)),
    ...trace.assumptions.flatMap((assumption) => remark('assumption', assumption)),
  ];
  return lines.length === 0 ? [] : [[], [span(label('remarks', settings), 'title')], ...lines];
}
