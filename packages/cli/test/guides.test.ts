import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { run } from '../src/run.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const guides = `${root}docs/guide/`;

/** Commands about the networks of this repository, with what the guide shows of their answers. */
function shownIn(file: string): readonly (readonly [string, string, string])[] {
  const text = readFileSync(guides + file, 'utf8');
  const shown = text.matchAll(
    /```\w*\n(?:\$ )?naisen (\w+ examples\/[^\n]+)\n([^`]*)```(?:\n+```text\n([^`]*)```)?/g,
  );
  return [...shown].map(([, command = '', same = '', next = '']) => [file, command, same.trim() || next]);
}

async function answerOf(command: string): Promise<string> {
  const out: string[] = [];
  const words = command.split(' ').map((word) => word.replace(/^examples\//, `${root}examples/`));
  await run(words, {
    environment: {},
    stream: { isTerminal: false, columns: 100 },
    output: { result: (text) => void out.push(text), remark: () => {} },
    today: '2026-11-28',
  });
  return out.join('');
}

/** Lines end elsewhere on another screen. */
function letters(text: string): string {
  return text.replace(/\s+/g, '');
}

const shown = readdirSync(guides)
  .filter((name) => name.endsWith('.md'))
  .flatMap(shownIn);

describe('the guides show what the commands print', () => {
  it('in both languages', () => {
    expect(shown.map(([file]) => file)).toEqual(['plan.ja.md', 'plan.md', 'rehearse.ja.md', 'rehearse.md']);
  });

  it.each(shown)('%s: naisen %s', async (_file, command, excerpt) => {
    const answer = letters(await answerOf(command));
    // A line of dots stands for what is left out.
    const pieces = excerpt.split(/^\s*(?:…|\.\.\.)\s*$/m).map(letters);
    expect(pieces.filter((piece) => !answer.includes(piece))).toEqual([]);
    expect(letters(excerpt)).not.toBe('');
  });
});
