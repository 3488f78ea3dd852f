import { existsSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import {
  type Call,
  type CostJson,
  type Diagnostic,
  diagnose,
  diagnosticsJson,
  type FragmentFormat,
  type Language,
  type NetworkChange,
  renderDiagnostics,
  type WrittenChange,
  writeFragment,
  writtenBillDiffers,
  writtenCallDiffers,
} from '@naisen/engine';
import { type Command, Option } from 'commander';
import type { EngineSession, WrittenProject } from '../engine-session.ts';
import { CannotRun } from '../failure.ts';
import { codeOf } from '../project-files.ts';
import type { CommonOptions, WriteOptions } from '../run-options.ts';
import { render, textSettings } from '../terminal.ts';
import { type WriteWords, writeWordsOf } from '../words/write.ts';
import { appearanceOf, type CommandContext, type ExitCode, type ReadProject } from './context.ts';

export function addWriteOptions(command: Command, language: Language): Command {
  const words = writeWordsOf(language);
  return command
    .addOption(new Option('--write', words.write))
    .addOption(new Option('--apply', words.apply))
    .addOption(new Option('--out <file>', words.out))
    .addOption(new Option('--policies', words.policies))
    .addOption(new Option('--to <language>', words.to).choices(['terraform', 'cloudformation', 'cdk']));
}

/** Whether anything is to be written; options that only say how are told when nothing is. */
export function asksToWrite(options: WriteOptions, context: CommandContext): boolean {
  if (options.write || options.apply || options.out !== undefined) return true;
  if (options.policies || options.to !== undefined) {
    context.output.remark(`${writeWordsOf(context.language).onlyWithWrite}\n`);
  }
  return false;
}

/** A change that was proven on the model, with what it promised of each call. */
export interface PromisedChange {
  readonly changes: readonly NetworkChange[];
  readonly calls: readonly PromisedCall[];
  readonly bill?: PromisedBill;
}

export interface PromisedBill {
  readonly totalUsd: number;
  /** What is on the bill no more. */
  readonly gone: readonly string[];
  /** The bill of the files that were read again, of the same usage and hours. */
  readonly of: (session: EngineSession) => CostJson | undefined;
}

interface PromisedCall {
  readonly workload: string;
  readonly service: string;
  readonly verdict: string;
  readonly level: string | undefined;
}

/**
 * Writes a proven change into the directory. Files that are there are touched with `--apply` only; a change
 * that could not be written whole, or does not do what was promised, writes nothing.
 */
export function writePlanned(
  promised: PromisedChange,
  { project, session }: Pick<ReadProject, 'project' | 'session'>,
  options: WriteOptions & CommonOptions,
  context: CommandContext,
): ExitCode {
  const words = writeWordsOf(context.language);
  const writing: Writing = { directory: project.directory, options, context, words };
  if (promised.changes.length === 0) {
    say(writing, [words.nothing]);
    return 0;
  }
  if (options.to === 'cloudformation' || options.to === 'cdk') {
    return writeTemplate(promised.changes, options.to, session, writing);
  }
  const written = session.write(promised.changes, options.policies ? 'needs' : 'none');
  const broken = written.change.diagnostics.some(({ severity }) => severity === 'error');
  const differing = broken ? [] : brokenPromises(promised, written);
  const money = broken || differing.length > 0 ? [] : brokenBill(promised.bill, written);
  tell(writing, [...written.change.diagnostics, ...differing, ...money], project.sourceLine);
  if (broken || differing.length > 0) {
    say(writing, [words.refused]);
    return 1;
  }
  say(writing, [
    '',
    words.title,
    ...writeFiles(writing, written.change),
    words.proven(promised.calls.length),
  ]);
  if (written.change.diff !== '') say(writing, ['', written.change.diff.trimEnd()]);
  return 0;
}

/** What the change adds, as a template; what it edits is told. */
function writeTemplate(
  changes: readonly NetworkChange[],
  to: FragmentFormat,
  session: ReadProject['session'],
  writing: Writing,
): ExitCode {
  const { directory, options, context, words } = writing;
  const { value, diagnostics } = writeFragment(session.network(), changes, to, context.language);
  tell(writing, diagnostics, () => undefined);
  const [file] = value;
  if (file === undefined) {
    say(writing, [words.nothing]);
    return diagnostics.length > 0 ? 1 : 0;
  }
  const [name = '', ending = ''] = file.path.split('.');
  const path = options.out ?? freeName(directory, name, ending);
  if (options.out === undefined) writeText(join(directory, path), file.text, 'new');
  else writeText(resolve(path), file.text, 'any');
  say(writing, ['', words.title, words.newFile(path), words.parameters]);
  return diagnostics.length > 0 ? 1 : 0;
}

interface Writing {
  readonly directory: string;
  readonly options: WriteOptions & CommonOptions;
  readonly context: CommandContext;
  readonly words: WriteWords;
}

function say({ context }: Writing, lines: readonly string[]): void {
  context.output.remark(lines.map((line) => `${line}\n`).join(''));
}

function tell(
  { options, context, directory }: Writing,
  diagnostics: readonly Diagnostic[],
  sourceLine: ReadProject['project']['sourceLine'],
): void {
  if (diagnostics.length === 0) return;
  const appearance = appearanceOf(options, context);
  const settings = textSettings(appearance, directory, sourceLine);
  const lines = renderDiagnostics(diagnosticsJson(diagnostics, context.language), settings);
  context.output.remark(render(lines, appearance));
}

/** Reads the project with the change and proves it anew. Two names of one service are two calls. */
function brokenPromises({ calls }: PromisedChange, { after }: WrittenProject): readonly Diagnostic[] {
  const proven = after.check([]);
  if ('kind' in proven) return [];
  const byCall = new Map<string, Call[]>();
  for (const call of proven) {
    const key = `${call.workload} ${call.service}`;
    const same = byCall.get(key);
    if (same === undefined) byCall.set(key, [call]);
    else same.push(call);
  }
  return calls.flatMap(({ workload, service, verdict, level }) => {
    const same = byCall.get(`${workload} ${service}`) ?? [];
    const [first] = same;
    const isKept = same.some((call) => call.verdict === verdict && call.privacy === level);
    if (first === undefined || isKept) return [];
    const planned = stateText(verdict, level);
    const written = stateText(first.verdict, first.privacy);
    return [diagnose(writtenCallDiffers, { workload, service, planned, written }, undefined)];
  });
}

/** A written change may leave what the plan took away: an address that an output names. */
function brokenBill(promised: PromisedBill | undefined, { after }: WrittenProject): readonly Diagnostic[] {
  const bill = promised?.of(after);
  if (promised === undefined || bill === undefined) return [];
  if (Math.abs(bill.totalUsd - promised.totalUsd) < smallestDifference) return [];
  const still = bill.lines.filter(({ usd }) => (usd ?? 0) > 0).map(({ resource }) => resource);
  const facts = {
    planned: `$${promised.totalUsd.toFixed(2)}`,
    written: `$${bill.totalUsd.toFixed(2)}`,
    still: [...new Set(still)].filter((resource) => promised.gone.includes(resource)),
  };
  return [diagnose(writtenBillDiffers, facts, undefined)];
}

/** Half a cent. */
const smallestDifference = 0.005;

function stateText(verdict: string, level: string | undefined): string {
  return level === undefined ? verdict : `${verdict} (${level})`;
}

/** @returns a line for each file that was written, and what to do next */
function writeFiles(writing: Writing, change: WrittenChange): readonly string[] {
  const { options, directory, words } = writing;
  if (options.out !== undefined) {
    writeText(resolve(options.out), change.patch, 'any');
    return [words.wholePatch(options.out), words.applyBy(applyCommand(writing, change, options.out))];
  }
  const added = change.files.map(({ path, text }) => {
    writeText(join(directory, path), text, 'new');
    return words.newFile(path);
  });
  if (change.edits.length === 0) return added;
  return [...added, ...(options.apply ? applyEdits(writing, change) : writePatch(writing, change))];
}

function applyEdits({ directory, words }: Writing, { edited }: WrittenChange): readonly string[] {
  return edited.map(({ path, text }) => {
    writeText(join(directory, path), text, 'any');
    return words.edited(path);
  });
}

function writePatch(writing: Writing, change: WrittenChange): readonly string[] {
  const { directory, words } = writing;
  const name = freeName(directory, 'naisen', 'patch');
  writeText(join(directory, name), change.diff, 'new');
  const steps = change.files.length > 0 ? words.inTwoSteps : [];
  return [
    words.patchFile(name),
    ...steps,
    words.applyBy(applyCommand(writing, change, join(directory, name))),
  ];
}

/** `new`: nothing may be there, not even a link that leads nowhere. */
function writeText(file: string, text: string, place: 'any' | 'new'): void {
  try {
    writeFileSync(file, text, { flag: place === 'new' ? 'wx' : 'w' });
  } catch (error) {
    throw new CannotRun({ kind: 'not-writable', file, reason: codeOf(error) });
  }
}

/** What was written before is not overwritten. */
function freeName(directory: string, name: string, ending: string): string {
  for (let i = 1; ; i++) {
    const file = i === 1 ? `${name}.${ending}` : `${name}-${i}.${ending}`;
    if (!existsSync(join(directory, file))) return file;
  }
}

/** A patch applies in one folder: the directory, or one above it when a module there is edited. */
function applyCommand({ directory }: Writing, { appliesIn }: WrittenChange, patch: string): string {
  const folder = resolve(directory, appliesIn);
  const path = relative(folder, resolve(patch));
  const here = relative(process.cwd(), folder);
  return here === '' ? `git apply ${shellWord(path)}` : `git -C ${shellWord(here)} apply ${shellWord(path)}`;
}

/** As a shell takes it for one word. */
function shellWord(text: string): string {
  return /^[\w./@%+=:,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
