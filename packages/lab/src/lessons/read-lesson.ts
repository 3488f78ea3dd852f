import type { Edit, Expected, Lesson, LessonFault, LessonStep, Told } from './lesson.ts';

/** A lesson that is not written as lessons are: ours, so the place is enough. */
export class LessonProblem extends Error {}

/** Reads `lesson.json`. Every field is looked at, so that a lesson fails when it is read and not halfway. */
export function readLesson(text: string): Lesson {
  const value = objectAt(JSON.parse(text), 'lesson');
  return {
    title: toldAt(value.title, 'title'),
    about: toldAt(value.about, 'about'),
    needs: textsAt(value.needs ?? [], 'needs'),
    sizes: sizesAt(value.sizes ?? {}),
    steps: listAt(value.steps, 'steps').map((step, index) => stepAt(step, `steps[${index}]`)),
    fault: faultAt(objectAt(value.fault, 'fault')),
  };
}

type Plain = Readonly<Record<string, unknown>>;

function objectAt(value: unknown, place: string): Plain {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new LessonProblem(place);
  return { ...value };
}

function listAt(value: unknown, place: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new LessonProblem(place);
  return value;
}

function textAt(value: unknown, place: string): string {
  if (typeof value !== 'string' || value === '') throw new LessonProblem(place);
  return value;
}

function textsAt(value: unknown, place: string): readonly string[] {
  return listAt(value, place).map((one, index) => textAt(one, `${place}[${index}]`));
}

function toldAt(value: unknown, place: string): Told {
  const told = objectAt(value, place);
  return { en: textAt(told.en, `${place}.en`), ja: textAt(told.ja, `${place}.ja`) };
}

function sizesAt(value: unknown): Readonly<Record<string, number>> {
  const entries = Object.entries(objectAt(value, 'sizes'));
  return Object.fromEntries(
    entries.map(([name, size]) => {
      if (typeof size !== 'number' || !Number.isInteger(size) || size < 1)
        throw new LessonProblem(`sizes.${name}`);
      return [name, size];
    }),
  );
}

function stepAt(value: unknown, place: string): LessonStep {
  const step = objectAt(value, place);
  const told = toldAt(step.told, `${place}.told`);
  const { kind } = step;
  const expect =
    kind === 'edit' ? {} : expectedAt(objectAt(step.expect, `${place}.expect`), `${place}.expect`);
  switch (kind) {
    case 'run': {
      const command = textsAt(step.command, `${place}.command`);
      const host = textAt(step.host, `${place}.host`);
      return { kind, told, host, command, expect, ...(step.agent === true ? { agent: true } : {}) };
    }
    case 'operate':
      return { kind, told, command: textsAt(step.command, `${place}.command`), expect };
    case 'flow-logs':
      return { kind, told, format: textAt(step.format, `${place}.format`), expect };
    case 'requests':
      return { kind, told, expect };
    case 'edit':
      return { kind, told, edit: editAt(step.edit, `${place}.edit`) };
    default:
      throw new LessonProblem(`${place}.kind`);
  }
}

function expectedAt(value: Plain, place: string): Expected {
  const { exit } = value;
  if (exit !== undefined && exit !== 'success' && exit !== 'failure')
    throw new LessonProblem(`${place}.exit`);
  const shows = textsAt(value.shows ?? [], `${place}.shows`);
  const hides = textsAt(value.hides ?? [], `${place}.hides`);
  for (const pattern of [...shows, ...hides]) new RegExp(pattern, 'm');
  // A step that expects nothing could not fail.
  if (exit === undefined && shows.length + hides.length === 0) throw new LessonProblem(place);
  return { ...(exit === undefined ? {} : { exit }), shows, hides };
}

function editAt(value: unknown, place: string): Edit {
  const edit = objectAt(value, place);
  if (typeof edit.to !== 'string') throw new LessonProblem(`${place}.to`);
  return { file: textAt(edit.file, `${place}.file`), from: textAt(edit.from, `${place}.from`), to: edit.to };
}

function faultAt(value: Plain): LessonFault {
  const steps = (name: 'symptoms' | 'mended'): readonly LessonStep[] =>
    listAt(value[name], `fault.${name}`).map((step, index) => stepAt(step, `fault.${name}[${index}]`));
  return {
    told: toldAt(value.told, 'fault.told'),
    edit: editAt(value.edit, 'fault.edit'),
    symptoms: steps('symptoms'),
    hint: toldAt(value.hint, 'fault.hint'),
    why: toldAt(value.why, 'fault.why'),
    mend: editAt(value.mend, 'fault.mend'),
    mended: steps('mended'),
  };
}
