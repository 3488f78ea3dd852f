import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Counted, countAll } from './counters.ts';

const baseline: { readonly [name: string]: Counted } = JSON.parse(
  readFileSync(new URL('baseline.json', import.meta.url), 'utf8'),
).counted;
const counted = countAll();

describe.each(Object.entries(baseline))('%s', (name, kept) => {
  it('has the outcomes that it had', () => {
    expect(counted[name]?.outcomes).toEqual(kept.outcomes);
  });

  it.each(Object.entries(kept.counters))('needs no more %s than before (%i)', (counter, before) => {
    expect(counted[name]?.counters[counter]).toBeLessThanOrEqual(before);
  });
});

describe('cost follows the number of different positions (ENG-7)', () => {
  it('twice the workloads count at most 2.2 times as much', () => {
    const [one, two] = [counted['estate-1000']?.counters, counted['estate-2000']?.counters];
    const tooMuch = Object.entries(two ?? {}).filter(([name, count]) => count > 2.2 * (one?.[name] ?? 0));
    expect(tooMuch).toEqual([]);
  });

  it('counts the same when it is asked again', () => {
    expect(countAll()).toEqual(counted);
  });
});
