import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareFile } from './compare.ts';
import { treeSitterReader } from './tree-sitter.ts';

/**
 * Compares naisen's reading of HCL with Go's and tree-sitter's, on every `.tf` below the directories.
 *
 *   npx tsx tools/oracles/src/compare-parsers.ts DIR...
 */
const totals = { files: 0, accepted: 0, rejected: 0, literals: 0, nodes: 0, withTree: 0, differing: 0 };

async function main(directories: readonly string[]): Promise<void> {
  const readWithTreeSitter = await treeSitterReader();
  for (const path of directories.flatMap(terraformFiles)) {
    const bytes = readFileSync(path);
    const text = bytes.toString('utf8');
    if (!Buffer.from(text, 'utf8').equals(bytes)) {
      console.log(`${path}: left out, not UTF-8`);
      continue;
    }
    const comparison = await compareFile(path, text, readWithTreeSitter);
    totals.files++;
    totals[comparison.accepted ? 'accepted' : 'rejected']++;
    totals.literals += comparison.literals;
    totals.nodes += comparison.nodes;
    if (comparison.nodes > 0) totals.withTree++;
    if (comparison.differences.length > 0) totals.differing++;
    for (const difference of comparison.differences.slice(0, 6)) console.log(`${path}: ${difference}`);
  }
  console.log(JSON.stringify(totals));
}

function terraformFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.tf'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

await main(process.argv.slice(2));
process.exit(0);
