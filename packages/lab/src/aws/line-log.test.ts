import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { LineLog, type LineLogProblem } from './line-log.ts';

const disk = vi.hoisted(() => ({ isFull: false }));
vi.mock(import('node:fs'), async (original) => {
  const real = await original();
  const writeSync = ((...words: Parameters<typeof real.writeSync>) => {
    if (!disk.isFull) return real.writeSync(...words);
    throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
  }) as typeof real.writeSync;
  return { ...real, writeSync };
});

it('a disk that has room again: the loss is told where it was, each loss once', () => {
  const directory = mkdtempSync(join(tmpdir(), 'naisen-lines-'));
  const file = join(directory, 'log');
  const told: LineLogProblem[] = [];
  const log = new LineLog(
    file,
    (problem) => told.push(problem),
    (lines) => `lost ${lines}`,
  );
  const write = (isFull: boolean, ...lines: readonly string[]): void => {
    disk.isFull = isFull;
    log.write(lines);
  };
  write(false, 'one');
  write(true, 'two', 'three');
  write(true, 'four');
  write(false, 'five');
  write(false, 'six');
  write(true, 'seven');
  write(false, 'eight');
  expect(readFileSync(file, 'utf8').split('\n')).toEqual([
    'one',
    'lost 3',
    'five',
    'six',
    'lost 1',
    'eight',
    '',
  ]);
  expect(told.map(({ linesLost }) => linesLost)).toEqual([2, 4]);
  expect(log.linesLost).toBe(4);
  log.close();
  rmSync(directory, { recursive: true });
});
