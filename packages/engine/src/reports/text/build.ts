import type { BuildJson, BuiltCallJson } from '../json/build-contract.ts';
import { type BuildWord, buildWord, fileStateWords, targetWords } from '../words/build.ts';
import { levelLetters, levelWords, verdictWords, viaWords } from '../words/labels.ts';
import { say } from '../words/sentence.ts';
import { renderBill } from './cost.ts';
import { renderDiagnostics } from './diagnostics.ts';
import { paragraph, type TextSettings } from './settings.ts';
import { emptyLine, padEnd, type StyledLine, type StyleName, span } from './styled.ts';

/** One thing to do after a build: a command, or what only the user has. */
export interface BuildStep {
  readonly what: BuildWord;
  readonly facts: Readonly<Record<string, string>>;
  readonly command: string | undefined;
}

/** What was written, what it proves, what it costs, and what to do next. */
export function renderBuild(
  answer: BuildJson,
  steps: readonly BuildStep[],
  settings: TextSettings,
): readonly StyledLine[] {
  const { name, region, target } = answer;
  const title = buildWord('title', settings.language, { name, region, target: targetWords[target] });
  return [
    ...paragraph([], [span(title, 'title')], settings),
    ...renderFiles(answer, settings),
    ...renderProof(answer, settings),
    ...renderBuiltBill(answer, settings),
    ...renderDiagnostics(answer.diagnostics, settings),
    ...renderSteps(steps, settings),
  ];
}

function heading(word: BuildWord, settings: TextSettings, facts: Readonly<Record<string, string>> = {}) {
  return [emptyLine, ...paragraph([], [span(buildWord(word, settings.language, facts), 'strong')], settings)];
}

function renderFiles({ files, directory }: BuildJson, settings: TextSettings): readonly StyledLine[] {
  if (directory === null) return heading('notWritten', settings);
  const words = files.map(({ state }) => say(fileStateWords[state], settings.language, {}));
  const width = Math.max(0, ...words.map(settings.textWidth)) + 4;
  return [
    ...heading('files', settings, { directory }),
    ...files.map(({ path, state }, i) => [
      ...padEnd(
        [span(`  ${words[i] ?? ''}`, state === 'unchanged' ? 'quiet' : 'vpc')],
        width,
        settings.textWidth,
      ),
      span(path),
    ]),
  ];
}

const marks: Readonly<
  Record<BuiltCallJson['outcome'], { readonly sign: string; readonly style: StyleName }>
> = {
  held: { sign: '✓', style: 'vpc' },
  failed: { sign: '✗', style: 'blocked' },
  undetermined: { sign: '?', style: 'undetermined' },
};

function renderProof({ calls, summary, target }: BuildJson, settings: TextSettings): readonly StyledLine[] {
  const names = calls.map(({ workload, to, action }) => `${workload} → ${action ?? to}`);
  const width = Math.min(Math.max(0, ...names.map(settings.textWidth)) + 6, 64);
  const style = summary.held === summary.calls ? 'vpc' : 'blocked';
  const counts = { held: summary.held, calls: summary.calls };
  return [
    ...heading(target === 'terraform' ? 'proof' : 'proofOfTerraform', settings),
    ...calls.flatMap((call, i) => {
      const { sign, style: mark } = marks[call.outcome];
      const head = padEnd([span(`  ${sign} `, mark), span(names[i] ?? '')], width, settings.textWidth);
      const wide = settings.textWidth(names[i] ?? '') + 6 > width;
      const text = span(answerText(call, settings), mark);
      return wide
        ? [head, ...paragraph([span('      ')], [text], settings)]
        : paragraph([...head, span(' ')], [text], settings);
    }),
    ...paragraph([], [span(buildWord('summary', settings.language, counts), style)], settings),
  ];
}

/** `V interface endpoint`, `blocked`; what was promised besides when it is something else. */
function answerText(call: BuiltCallJson, settings: TextSettings): string {
  const { language } = settings;
  const found = stateText(call.verdict, call.privacy, call.via, language);
  if (call.outcome === 'held') return found;
  const { is, privacy, via } = call.promised;
  const promised = stateText(is, privacy, via, language);
  return `${found} (${buildWord('mustBe', language, { promised })})`;
}

function stateText(
  verdict: BuiltCallJson['verdict'],
  privacy: BuiltCallJson['privacy'],
  via: string | null,
  language: TextSettings['language'],
): string {
  if (verdict !== 'reachable' || privacy === null) return verdictWords[verdict][language];
  const way = via === null ? '' : wayText(via, language);
  return `${levelLetters[privacy]} ${way === '' ? levelWords[privacy][language] : way}`;
}

function wayText(via: string, language: TextSettings['language']): string {
  const known = Object.entries(viaWords).find(([kind]) => kind === via);
  return known === undefined ? via : known[1][language];
}

function renderBuiltBill({ bill }: BuildJson, settings: TextSettings): readonly StyledLine[] {
  if (bill === null) return [];
  const cost = {
    ...bill,
    schema: 'naisen/cost/1',
    alternatives: [],
    breakEven: [],
    leftOut: [],
    diagnostics: [],
  } as const;
  const open = bill.unpriced.length === 0 ? [] : [span(buildWord('openBill', settings.language), 'quiet')];
  return [
    emptyLine,
    ...renderBill(cost, settings),
    ...(open.length === 0 ? [] : paragraph([], open, settings)),
  ];
}

function renderSteps(steps: readonly BuildStep[], settings: TextSettings): readonly StyledLine[] {
  if (steps.length === 0) return [];
  return [
    ...heading('next', settings),
    ...steps.flatMap(({ what, facts, command }) => {
      const text = buildWord(what, settings.language, facts);
      const spans =
        command === undefined ? [span(text)] : [span(command, 'mend'), span(`  # ${text}`, 'quiet')];
      // A command that is broken over lines cannot be copied.
      return command === undefined ? paragraph([span('  ')], spans, settings) : [[span('  '), ...spans]];
    }),
  ];
}
