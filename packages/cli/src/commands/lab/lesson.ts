import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Edit, editedText, type Lesson, madeUpNames, readLesson } from '@naisen/lab';
import { lessonsDirectory } from '../../shipped-files.ts';
import { labWordsOf } from '../../words/lab-words-of.ts';
import type { CommandContext, ExitCode } from '../context.ts';
import { apply } from './apply.ts';
import { down } from './down.ts';
import { findRunning, LabStopped } from './find-lab.ts';
import type { LabOptions } from './lab-options.ts';
import { isInstalled, LessonRun } from './lesson-run.ts';
import { planOfProject } from './plan-of-project.ts';
import { up } from './up.ts';

export interface LessonOptions extends LabOptions {
  readonly dir?: string;
  readonly check?: true;
  readonly solve?: true;
  readonly sizes?: Readonly<Record<string, number>>;
}

/** `naisen lab lesson [NAME]`: an experiment with real packets, then a fault to find and mend. */
export async function lesson(
  name: string | undefined,
  options: LessonOptions,
  context: CommandContext,
): Promise<ExitCode> {
  if (name === undefined) return listLessons(context);
  const found = findLesson(name);
  const needed = found.needs.find((program) => !isInstalled(program, context.environment));
  if (needed !== undefined) throw new LabStopped({ kind: 'no-program', program: needed });
  const directory = resolve(options.dir ?? `naisen-lesson-${name}`);
  return options.check === true
    ? checkMend(name, found, options, context)
    : teach(name, found, directory, options, context);
}

/** All of it; without `--solve` it ends where the user begins. */
async function teach(
  name: string,
  found: Lesson,
  directory: string,
  options: LessonOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const words = labWordsOf(context.language).lesson;
  const say = (text: string): void => context.output.result(`${text}\n`);
  copyFiles(name, directory);
  say(`${found.title[context.language]}\n\n${found.about[context.language]}\n`);
  await up(directory, { name }, context);
  const run = await openRun(name, found, directory, options, context);
  await run.steps(found.steps);
  const { fault } = found;
  say(`\n${words.fault}: ${fault.told[context.language]}`);
  await change(directory, fault.edit, name, context);
  await run.steps(fault.symptoms);
  if (options.solve !== true) {
    say(words.yourTurn(directory, name).join('\n'));
    return run.hasMissed ? 1 : 0;
  }
  say(`\n${words.hint}: ${fault.hint[context.language]}\n${words.why}: ${fault.why[context.language]}`);
  await change(directory, fault.mend, name, context);
  await run.steps(fault.mended);
  say(run.hasMissed ? words.differed : words.done);
  await down(name, {}, context);
  return run.hasMissed ? 1 : 0;
}

/** After the user has mended and applied. */
async function checkMend(
  name: string,
  found: Lesson,
  options: LessonOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const words = labWordsOf(context.language).lesson;
  // The lab knows where its Terraform lies.
  const { source } = findRunning(name, context).record;
  const run = await openRun(name, found, source, options, context);
  await run.steps(found.fault.mended);
  const told = run.hasMissed
    ? `${words.notYet}\n${words.hint}: ${found.fault.hint[context.language]}`
    : `${words.mended}\n${words.why}: ${found.fault.why[context.language]}`;
  context.output.result(`${told}\n`);
  return run.hasMissed ? 1 : 0;
}

async function openRun(
  name: string,
  found: Lesson,
  directory: string,
  options: LessonOptions,
  context: CommandContext,
): Promise<LessonRun> {
  const lab = findRunning(name, context);
  const { session } = await planOfProject(directory, name, lab.record.options, context);
  const sizes = Object.entries({ ...found.sizes, ...options.sizes });
  const values = {
    ...madeUpNames(session.network(), session.catalog, lab.plan),
    ...Object.fromEntries(sizes.map(([size, value]) => [size, String(value)])),
  };
  return new LessonRun({
    lab,
    session,
    values,
    change: (edit) => change(directory, edit, name, context),
    context,
  });
}

/** Edits a file of the lesson and applies it. */
async function change(directory: string, edit: Edit, name: string, context: CommandContext): Promise<void> {
  const path = join(directory, edit.file);
  const text = editedText(readFileSync(path, 'utf8'), edit);
  if (text === undefined) throw new LabStopped({ kind: 'lesson-edit', file: path });
  writeFileSync(path, text);
  // What apply says of routes and filters is not the lesson's subject.
  await apply({ name }, { ...context, output: { ...context.output, result: () => undefined } });
}

function listLessons(context: CommandContext): ExitCode {
  for (const name of lessonNames())
    context.output.result(`${name}  ${findLesson(name).title[context.language]}\n`);
  return 0;
}

function lessonNames(): readonly string[] {
  const folder = lessonsDirectory();
  if (folder === undefined) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'lesson.json')))
    .sort();
}

function findLesson(name: string): Lesson {
  const folder = lessonsDirectory();
  if (folder === undefined || !lessonNames().includes(name))
    throw new LabStopped({ kind: 'no-such-lesson', name, lessons: lessonNames() });
  return readLesson(readFileSync(join(folder, name, 'lesson.json'), 'utf8'));
}

/** Into a directory of the user's own, where it may be edited. */
function copyFiles(name: string, directory: string): void {
  if (existsSync(directory)) throw new LabStopped({ kind: 'lesson-directory', directory });
  const folder = join(lessonsDirectory() ?? '', name);
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(tf|tfvars)$/.test(file)) continue;
    const target = join(directory, file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, readFileSync(join(folder, file)));
  }
}
