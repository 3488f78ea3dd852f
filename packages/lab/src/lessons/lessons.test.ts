import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalog, networkOf, planOf } from '../../test/aws-fixtures.ts';
import { editedText, filledIn, missesOf } from './judge-output.ts';
import type { Edit, Lesson, LessonStep } from './lesson.ts';
import { madeUpNames } from './lesson-names.ts';
import { LessonProblem, readLesson } from './read-lesson.ts';

const folder = new URL('../../../../examples/lessons/', import.meta.url);
const names = readdirSync(folder).filter((name) => existsSync(new URL(`${name}/lesson.json`, folder)));

function lessonOf(name: string): Lesson {
  return readLesson(readFileSync(new URL(`${name}/lesson.json`, folder), 'utf8'));
}

function stepsOf({ steps, fault }: Lesson): readonly LessonStep[] {
  return [...steps, ...fault.symptoms, ...fault.mended];
}

describe.each(names)('the lesson %s', (name) => {
  const lesson = lessonOf(name);
  const texts = new Map(
    readdirSync(new URL(`${name}/`, folder))
      .filter((file) => /\.(tf|tfvars)$/.test(file))
      .map((file) => [file, readFileSync(new URL(`${name}/${file}`, folder), 'utf8')]),
  );

  it('changes what stands in its files, one edit after the other, and ends with what it began with', () => {
    const current = new Map(texts);
    const edits = lesson.steps.flatMap((step): Edit[] => (step.kind === 'edit' ? [step.edit] : []));
    for (const edit of [...edits, lesson.fault.edit, lesson.fault.mend]) {
      const text = editedText(current.get(edit.file) ?? '', edit);
      expect(text, `${edit.file}: ${edit.from}`).toBeDefined();
      current.set(edit.file, text ?? '');
    }
    expect(current).toEqual(texts);
  });

  it('has hosts and names that its network has', () => {
    const text = [...texts]
      .filter(([file]) => file.endsWith('.tf'))
      .map(([, one]) => one)
      .join('\n');
    const network = networkOf(text.replace(/^provider "aws" \{[^}]*\}$/m, ''));
    const plan = planOf(network);
    const hosts = plan.hosts.map((host) => host.name);
    const values = {
      ...madeUpNames(network, catalog, plan),
      ...Object.fromEntries(Object.entries(lesson.sizes).map(([size, value]) => [size, String(value)])),
    };
    for (const step of stepsOf(lesson)) {
      if (step.kind === 'run') expect(hosts).toContain(step.host);
      const words = step.kind === 'run' || step.kind === 'operate' ? step.command : [];
      const patterns =
        step.kind === 'edit' ? [] : [...(step.expect.shows ?? []), ...(step.expect.hides ?? [])];
      for (const one of [...words, ...patterns]) expect(filledIn(one, values)).not.toMatch(/\{\{/);
    }
  });

  it('breaks something that can be seen, and shows that it is mended', () => {
    expect(lesson.fault.symptoms.some((step) => step.kind === 'run' && step.expect.exit === 'failure')).toBe(
      true,
    );
    expect(lesson.fault.mended.every((step) => step.kind === 'run' && step.expect.exit === 'success')).toBe(
      true,
    );
  });
});

describe('what an output is held against', () => {
  it.each([
    ['as expected', { exit: 'success', shows: ['^b$'], hides: ['c'] } as const, 'a\nb', 0, []],
    [
      'another exit code',
      { exit: 'failure' } as const,
      '',
      0,
      [{ kind: 'exit', expected: 'failure', code: 0 }],
    ],
    [
      'a line that is missing',
      { shows: ['^ab$'] } as const,
      'a\nb',
      0,
      [{ kind: 'not-shown', pattern: '^ab$' }],
    ],
    [
      'a line that should not be there',
      { hides: ['^a'] } as const,
      'b\na',
      3,
      [{ kind: 'shown', pattern: '^a' }],
    ],
  ])('%s', (_reason, expected, output, code, misses) => {
    expect(missesOf(expected, output, code)).toEqual(misses);
  });

  it('an edit needs its text exactly once', () => {
    expect(editedText('a b', { file: '', from: 'b', to: 'c' })).toBe('a c');
    expect(editedText('a b b', { file: '', from: 'b', to: 'c' })).toBeUndefined();
    expect(editedText('a', { file: '', from: 'b', to: 'c' })).toBeUndefined();
  });
});

describe('a lesson that is not written as lessons are', () => {
  const whole = lessonOf(names[0] ?? '');
  it.each([
    [
      'a step that expects nothing',
      { ...whole, steps: [{ ...whole.steps[0], expect: {} }] },
      'steps[0].expect',
    ],
    ['an unknown kind of step', { ...whole, steps: [{ ...whole.steps[0], kind: 'wait' }] }, 'steps[0].kind'],
    ['a text in one language', { ...whole, title: { en: 'x' } }, 'title.ja'],
    ['no fault', { ...whole, fault: undefined }, 'fault'],
  ])('%s is refused, with its place', (_reason, value, place) => {
    expect(() => readLesson(JSON.stringify(value))).toThrow(new LessonProblem(place));
  });
});
