import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../src/run.ts';

/** The articles' networks: built again, in the words of the files that are kept beside them. */

const repository: string = fileURLToPath(new URL('../../..', import.meta.url));

/** Folders below `examples/` that hold a `network.ts`. */
export const builtExamples: readonly string[] = [
  'apigw-cognito',
  'course-15',
  'hands-on-8',
  'isolated-vpc',
  'three-ways/gateway-endpoint',
  'three-ways/interface-endpoint',
  'three-ways/internet-gateway',
];

export function exampleFolder(name: string): string {
  return join(repository, 'examples', name);
}

async function outputOf(words: readonly string[]): Promise<{ readonly code: number; readonly out: string }> {
  const out: string[] = [];
  const code = await run(words, {
    environment: {},
    stream: { isTerminal: false, columns: 100 },
    output: { result: (text) => void out.push(text), remark: (text) => void out.push(text) },
    today: '2026-11-28',
  });
  return { code, out: out.join('') };
}

/** What stands beside `network.ts` once it is built: paths from the example's folder → text. */
export async function filesOfExample(name: string): Promise<ReadonlyMap<string, string>> {
  const example = exampleFolder(name);
  const folder = mkdtempSync(join(tmpdir(), 'naisen-example-'));
  const out = join(folder, 'terraform');
  const usage = join(example, 'usage.json');
  const inJapanese = join(folder, 'ja/terraform');
  const bill = existsSync(usage) ? ['--usage', usage] : [];
  const into = (place: string): readonly string[] => [
    ...['build', join(example, 'network.ts'), '--to', 'terraform', '--out', place],
    ...bill,
  ];
  const shown = (text: string): string =>
    text.replaceAll(join(folder, 'ja'), folder).replaceAll(folder, `examples/${name}`);
  try {
    const first = await outputOf(into(out));
    if (first.code !== 0) throw new Error(first.out);
    const files = new Map(
      filesBelow(out).map((path) => [relative(folder, path), readFileSync(path, 'utf8')] as const),
    );
    const cost = await outputOf(['cost', out, ...bill]);
    return new Map([
      ...files,
      ['build.txt', shown(first.out)],
      ['build.ja.txt', shown((await outputOf([...into(inJapanese), '--lang', 'ja'])).out)],
      ['cost.txt', shown(cost.out)],
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is kept, by the same paths. */
export function keptFiles(name: string): ReadonlyMap<string, string> {
  const example = exampleFolder(name);
  const written = filesBelow(example).filter((path) => /\.txt$|[\\/]terraform[\\/]/.test(path));
  return new Map(written.map((path) => [relative(example, path), readFileSync(path, 'utf8')]));
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder)
    .toSorted()
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? filesBelow(path) : [path];
    });
}
