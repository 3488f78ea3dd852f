/**
 * Generates what follows from the registry: a skeleton for each new code, the head and source of each page,
 * and the index.
 *
 *     npm run docs              writes
 *     npm run docs -- --check   says what is stale, and writes nothing
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Language } from '../packages/engine/src/diagnostics/diagnostic.ts';
import { diagnosticKinds } from '../packages/engine/src/diagnostics/registry.ts';
import { indexOf } from './pages/diagnostic-index.ts';
import { faultsOf, refreshed, skeletonOf } from './pages/diagnostic-page.ts';

const docs = new URL('../docs/diagnostics/', import.meta.url);

/** English pages are complete; a Japanese page is optional, and a reader falls back to English. */
export function folderOf(language: Language): URL {
  return language === 'en' ? docs : new URL('ja/', docs);
}

export function readPage(code: string, language: Language): string | undefined {
  const file = new URL(`${code}.md`, folderOf(language));
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** What a reader or a test would complain about. */
export function staleDocs(): readonly string[] {
  const pages = (['en', 'ja'] as const).flatMap((language) =>
    [...diagnosticKinds].flatMap(([code, kind]) => {
      const page = readPage(code, language);
      if (page === undefined)
        return language === 'en' ? [`docs/diagnostics/${code}.md is missing: run \`npm run docs\``] : [];
      return faultsOf(page, code, kind, language).map((fault) => `${nameOf(code, language)} ${fault}`);
    }),
  );
  const indexes = (['en', 'ja'] as const)
    .filter((language) => readIndex(language) !== generatedIndex(language))
    .map((language) => `${nameOf('README', language)} is stale: run \`npm run docs\``);
  return [...pages, ...indexes];
}

function nameOf(name: string, language: Language): string {
  return `docs/diagnostics/${language === 'en' ? '' : 'ja/'}${name}.md`;
}

function readIndex(language: Language): string | undefined {
  const file = new URL('README.md', folderOf(language));
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function generatedIndex(language: Language): string {
  return indexOf(diagnosticKinds, (code) => readPage(code, language), language);
}

function writeDocs(): void {
  for (const language of ['en', 'ja'] as const) {
    mkdirSync(folderOf(language), { recursive: true });
    for (const [code, kind] of diagnosticKinds) writePage(code, kind, language);
    writeFileSync(new URL('README.md', folderOf(language)), generatedIndex(language));
  }
}

function writePage(code: string, kind: Parameters<typeof refreshed>[2], language: Language): void {
  const page = readPage(code, language);
  if (page === undefined && language === 'ja') return;
  const next = page === undefined ? skeletonOf(code, kind, language) : refreshed(page, code, kind, language);
  if (next !== page) writeFileSync(new URL(`${code}.md`, folderOf(language)), next);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!process.argv.includes('--check')) writeDocs();
  const stale = staleDocs();
  for (const line of stale) console.error(line);
  console.log(`${diagnosticKinds.size} codes, ${stale.length} pages to mend`);
  process.exitCode = stale.length === 0 ? 0 : 1;
}
