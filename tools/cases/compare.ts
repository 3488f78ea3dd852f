import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Asked } from './ask.ts';
import type { Story } from './story.ts';

/** Files of `expected/` that differ, as `name` and a short difference. */
export function staleFiles(story: Story, { texts }: Asked): readonly string[] {
  return Object.entries(texts).flatMap(([name, now]) => {
    const file = new URL(`expected/${name}`, story.folder);
    if (!existsSync(file)) return [`expected/${name} is missing`];
    const kept = readFileSync(file, 'utf8');
    return kept === now ? [] : [`expected/${name} differs:\n${difference(kept, now)}`];
  });
}

/** Rewrites what differs. @returns the differences, for a reviewer to read */
export function updateFiles(story: Story, asked: Asked): readonly string[] {
  const stale = staleFiles(story, asked);
  mkdirSync(new URL('expected/', story.folder), { recursive: true });
  for (const [name, now] of Object.entries(asked.texts)) {
    writeFileSync(new URL(`expected/${name}`, story.folder), now);
  }
  return stale;
}

const shownMax = 12;

/** The lines that only one side has, in order. */
function difference(kept: string, now: string): string {
  const [before, after] = [kept.split('\n'), now.split('\n')];
  const gone = before.filter((line) => !after.includes(line)).map((line) => `  - ${line}`);
  const come = after.filter((line) => !before.includes(line)).map((line) => `  + ${line}`);
  const lines = [...gone, ...come];
  const rest = lines.length > shownMax ? [`  … and ${lines.length - shownMax} lines more`] : [];
  return [...lines.slice(0, shownMax), ...rest].join('\n');
}
