import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../src/run.ts';
import { builtExamples, exampleFolder, filesOfExample, keptFiles } from './built-examples.ts';

/** `NAISEN_UPDATE_EXAMPLES=1 npx vitest run packages/cli/test/examples.test.ts` writes what is kept anew. */
const updates = process.env.NAISEN_UPDATE_EXAMPLES === '1';

async function answerOf(...words: readonly string[]) {
  const out: string[] = [];
  await run([...words, '--format', 'json'], {
    environment: {},
    stream: { isTerminal: false, columns: undefined },
    output: { result: (text) => void out.push(text), remark: () => undefined },
    today: '2026-11-28',
  });
  return JSON.parse(out.join(''));
}

/** What rules say of the finished networks. */
const warnings: Readonly<Record<string, readonly string[]>> = {
  // IPv6 has a way out, and gateway endpoints carry IPv4 alone: the article's own network has it, too.
  'isolated-vpc': ['NSN5052'],
  // Where on-premises begins, the model ends.
  'three-ways/interface-endpoint': ['NSN8006'],
};

function isLoud({ severity, accepted }: { readonly severity: string; readonly accepted?: object }): boolean {
  return severity !== 'note' && accepted === undefined;
}

describe('the articles’ networks as intents', () => {
  it.each(builtExamples)('%s is kept as it is built, to the byte', async (name) => {
    const built = await filesOfExample(name);
    if (updates) {
      rmSync(join(exampleFolder(name), 'terraform'), { recursive: true, force: true });
      for (const [path, text] of built) {
        const place = join(exampleFolder(name), path);
        mkdirSync(dirname(place), { recursive: true });
        writeFileSync(place, text);
      }
    }
    const kept = keptFiles(name);
    expect([...kept.keys()].toSorted()).toEqual([...built.keys()].toSorted());
    for (const [path, text] of built) expect(kept.get(path), path).toBe(text);
  });

  it.each(builtExamples)('%s keeps every promise, and the rules warn of what is known', async (name) => {
    const folder = join(exampleFolder(name), 'terraform');
    const tested = await answerOf('test', folder);
    expect(tested.summary.expectations).toBeGreaterThan(0);
    expect(tested.summary.held).toBe(tested.summary.expectations);
    const checked = await answerOf('check', folder);
    const loud = checked.diagnostics.filter(isLoud);
    expect(loud.map(({ code }: { code: string }) => code)).toEqual(warnings[name] ?? []);
  });
});

/** The articles leave public addresses out. */
async function savingOf(directory: string, usage: string): Promise<string> {
  const cost = await answerOf('cost', directory, '--usage', usage, '--hours', '720');
  const totalOf = (name: string): number => {
    const { lines } = cost.alternatives.find((alternative: { name: string }) => alternative.name === name);
    return lines
      .filter(({ charge }: { charge: string }) => charge !== 'public-ipv4-hours')
      .reduce((total: number, { usd }: { usd: number | null }) => total + (usd ?? 0), 0);
  };
  return (totalOf('all-nat') - totalOf('as-is')).toFixed(2);
}

describe('hands-on-8, 100 GB by interface endpoints in 720 h', () => {
  it.each([
    ['us-east-1', '10.70', 'A7-5: the article says 40.50, because it forgets the second zone (R-12)'],
    ['ap-northeast-1', '13.84', 'A7-6'],
  ])('in %s saves $%s: %s', async (region, saving) => {
    const example = exampleFolder('hands-on-8');
    const folder = mkdtempSync(join(tmpdir(), 'naisen-hands-on-'));
    try {
      const text = readFileSync(join(example, 'network.ts'), 'utf8').replace('ap-northeast-1', region);
      writeFileSync(join(folder, 'network.ts'), text);
      await answerOf('build', join(folder, 'network.ts'), '--to', 'terraform', '--out', join(folder, 'out'));
      expect(await savingOf(join(folder, 'out'), join(example, 'usage.json'))).toBe(saving);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
