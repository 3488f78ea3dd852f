/**
 * Compares every network of `cases/` with what is expected of it.
 *
 *     npm run cases                      compares
 *     npm run cases -- names             only stories whose name contains it
 *     npm run cases -- --update          rewrites `expected/`, and prints what changed; never the questions
 */
import { ask } from './cases/ask.ts';
import { staleFiles, updateFiles } from './cases/compare.ts';
import { disagreements } from './cases/judge.ts';
import { stories } from './cases/story.ts';

const isUpdate = process.argv.includes('--update');
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const chosen = stories().filter(({ name }) => wanted.every((word) => name.includes(word)));

let faults = 0;
for (const story of chosen) {
  const asked = ask(story);
  const wrong = story.questions.flatMap((question, index) => {
    const trace = asked.traces[index];
    return trace === undefined ? [] : disagreements(question, trace);
  });
  const stale = isUpdate ? updateFiles(story, asked) : staleFiles(story, asked);
  for (const line of [...wrong, ...stale]) console.log(`${story.name}: ${line}`);
  faults += wrong.length + (isUpdate ? 0 : stale.length);
}
const questions = chosen.reduce((sum, story) => sum + story.questions.length, 0);
console.log(`${chosen.length} stories, ${questions} questions, ${faults} differences`);
process.exitCode = faults === 0 ? 0 : 1;
