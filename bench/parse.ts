import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseNative } from '../packages/engine/src/importers/terraform/syntax/native.ts';

/**
 * Speed of the HCL reader, warm: the median of many readings of one text.
 *
 *   npx tsx bench/parse.ts [FILE...]
 *
 * Without a file, the Terraform of `examples/` is read, repeated to the size of a large module. Goal: 20
 * MB/s.
 */
const lastMsMin = 2000;

function measure(name: string, text: string): void {
  const times: number[] = [];
  const begin = performance.now();
  while (performance.now() - begin < lastMsMin || times.length < 5) {
    const start = performance.now();
    parseNative(name, text);
    times.push(performance.now() - start);
  }
  const sorted = times.toSorted((left, right) => left - right);
  const medianMs = sorted[sorted.length >> 1] ?? 0;
  const bytes = Buffer.byteLength(text);
  const megabytesPerSecond = bytes / 1000 / medianMs;
  const firstMs = times[0] ?? 0;
  console.log(`${name} (${bytes} bytes): ${megabytesPerSecond.toFixed(0)} MB/s`);
  console.log(`  median ${medianMs.toFixed(3)} ms, first ${firstMs.toFixed(1)} ms`);
}

function examples(): string {
  const directory = fileURLToPath(new URL('../examples', import.meta.url));
  const texts = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.tf'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((path) => readFileSync(path, 'utf8'));
  const once = texts.join('\n');
  return once.repeat(Math.ceil(60_000 / once.length));
}

const files = process.argv.slice(2);
if (files.length === 0) measure('examples', examples());
for (const file of files) measure(file, readFileSync(file, 'utf8'));
