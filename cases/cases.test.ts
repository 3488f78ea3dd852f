import { describe, expect, it } from 'vitest';
import { ask } from '../tools/cases/ask.ts';
import { staleFiles } from '../tools/cases/compare.ts';
import { disagreements } from '../tools/cases/judge.ts';
import { stories } from '../tools/cases/story.ts';

describe.each(stories().map((story) => ({ ...story, story })))('$name', ({ story }) => {
  const asked = ask(story);

  it.each(story.questions.map((question, index) => ({ ...question, question, index })))(
    '$from -> $to is $verdict, because $because',
    ({ question, index }) => {
      const trace = asked.traces[index];
      expect(trace === undefined ? ['not asked'] : disagreements(question, trace)).toEqual([]);
    },
  );

  it('prints what is expected', () => {
    expect(staleFiles(story, asked)).toEqual([]);
  });
});
