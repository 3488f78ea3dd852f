import { openDiagnostics } from '../documents/findings.ts';
import type { CallJson, CheckJson } from '../json/contract.ts';
import { renderDiagnostics } from './diagnostics.ts';
import { renderFindings } from './findings.ts';
import { renderMatrix } from './matrix.ts';
import { label, paragraph, type TextSettings } from './settings.ts';
import { type StyledLine, span } from './styled.ts';

/** The matrix, a paragraph per cell that is not fine, the diagnostics, the sums, what to try next. */
export function renderCheck(check: CheckJson, settings: TextSettings): readonly StyledLine[] {
  return [
    ...renderMatrix(check, settings),
    ...renderFindings(check, settings),
    ...renderDiagnostics(openDiagnostics(check), settings),
    [],
    ...renderSummary(check, settings),
    ...renderNext(check, settings),
  ];
}

function renderSummary(check: CheckJson, settings: TextSettings): readonly StyledLine[] {
  const { summary } = check;
  const { errors } = summary.diagnostics;
  const style =
    summary.needed.blocked > 0 || errors > 0
      ? 'blocked'
      : summary.needed.undetermined > 0
        ? 'undetermined'
        : 'vpc';
  const counts = {
    workloads: summary.workloads,
    calls: summary.calls,
    needed: summary.needed.calls,
    reachable: summary.needed.reachable,
    blocked: summary.needed.blocked,
    undetermined: summary.needed.undetermined,
  };
  return [
    ...paragraph([], [span(label('summary', settings, counts), style)], settings),
    ...(summary.reachable === 0
      ? []
      : paragraph([], [span(label('summaryLevels', settings, summary.privacy))], settings)),
    ...(check.diagnostics.length === 0
      ? []
      : paragraph([], [span(label('summaryDiagnostics', settings, summary.diagnostics))], settings)),
    ...(summary.accepted === undefined || summary.accepted === 0
      ? []
      : paragraph([], [span(label('summaryAccepted', settings, { count: summary.accepted }))], settings)),
  ];
}

/** The commands that a reader would want now, ready to copy. */
function renderNext(check: CheckJson, settings: TextSettings): readonly StyledLine[] {
  const call = worstCall(check.calls);
  const command = (words: string, why: string): StyledLine => [
    span(`  ${words}`, 'strong'),
    span(`  # ${why}`, 'quiet'),
  ];
  return [
    [],
    [span(label('next', settings), 'title')],
    ...(call === undefined
      ? []
      : [command(traceCommand(call, settings.directory), label('nextTrace', settings))]),
    command(`npx naisen inspect ${quote(settings.directory)}`, label('nextInspect', settings)),
  ];
}

function worstCall(calls: readonly CallJson[]): CallJson | undefined {
  const find = (verdict: CallJson['verdict']): CallJson | undefined =>
    calls.find((call) => call.needed && call.verdict === verdict);
  return find('blocked') ?? find('undetermined') ?? find('reachable') ?? calls[0];
}

export function traceCommand(call: Pick<CallJson, 'workload' | 'service'>, directory: string): string {
  return `npx naisen trace ${quote(directory)} --from ${quote(call.workload)} --to ${quote(call.service)}`;
}

/** For a POSIX shell: `["a"]` in an address would be a pattern. */
function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
