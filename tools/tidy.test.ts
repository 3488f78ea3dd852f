import { describe, expect, it } from 'vitest';
import { diagnosticKinds } from '../packages/engine/src/diagnostics/registry.ts';
import { staleDocs } from './docs.ts';
import { pathOfOneMachine, sentenceOutsideCatalogues, tooLong, wordsLeftBehind } from './tidy/line-rules.ts';
import { foldersIn, pathsBelow, textOf } from './tidy/repository-files.ts';

const paths = pathsBelow('');
const code = paths.filter((path) => /\.(?:ts|mjs|js)$/.test(path));
const tests = paths.filter((path) => path.endsWith('.test.ts'));
/** Recorded output and facts of others are not ours to word. */
const written = paths.filter(
  (path) => /\.(?:ts|mjs|js|md|tf|json|yml|sh)$|\.ci\//.test(path) && !/^catalog\/|recorded\//.test(path),
);

/** `fault` is given a line and the two lines before it. */
function linesThat(
  files: readonly string[],
  fault: (line: string, before: string) => string | undefined,
): readonly string[] {
  return files.flatMap((path) =>
    textOf(path)
      .split('\n')
      .flatMap((line, index, lines) => {
        const found = fault(line, lines.slice(Math.max(0, index - 2), index).join(' '));
        return found === undefined ? [] : [`${path}:${index + 1}: ${found}`];
      }),
  );
}

describe('text that stays readable', () => {
  it('lines of code end at 110 columns', () => {
    expect(linesThat(code, tooLong)).toEqual([]);
  });

  it('nothing is left to be done later, and no test is left out', () => {
    const ours = written.filter((path) => path !== 'package-lock.json');
    expect(linesThat(ours, wordsLeftBehind)).toEqual([]);
  });

  it('no path of one machine is written down', () => {
    expect(linesThat(written, pathOfOneMachine)).toEqual([]);
  });

  it('what people read lives in the catalogues of words', () => {
    const deciding = code.filter(
      (path) =>
        /^packages\/[^/]+\/src\//.test(path) &&
        !/\.test\.ts$|\/words\/|\/words\.ts$|\/kinds\/|function-words/.test(path),
    );
    expect(linesThat(deciding, sentenceOutsideCatalogues)).toEqual([]);
  });
});

describe('everything has its place', () => {
  /** A new folder at the top needs a line here and one in ARCHITECTURE.md. */
  const declared = ['.changeset', '.ci', '.github', 'bench', 'cases', 'catalog', 'docs', 'examples'];
  const alsoDeclared = ['packages', 'schemas', 'tools'];

  it('no folder at the top that nobody declared', () => {
    const known = new Set([...declared, ...alsoDeclared]);
    expect(foldersIn('').filter((name) => !known.has(name))).toEqual([]);
  });

  it('every folder is in the code map', () => {
    const map = textOf('ARCHITECTURE.md');
    const engine = foldersIn('packages/engine/src').map((name) => `${name}/`);
    const top = foldersIn('').filter((name) => !name.startsWith('.'));
    expect([...engine, ...top.map((name) => `${name}/`)].filter((name) => !map.includes(name))).toEqual([]);
  });

  it('no folder is called after nothing', () => {
    expect(paths.filter((path) => /(?:^|\/)(?:utils?|helpers?|common|misc)\//.test(path))).toEqual([]);
  });
});

describe('every code is explained and tested', () => {
  it('pages and index follow the registry', () => {
    expect(staleDocs()).toEqual([]);
  });

  it('no page stands for a code that was never issued', () => {
    const pages = pathsBelow('docs/diagnostics').flatMap((path) => /NSN\d{4}(?=\.md$)/.exec(path) ?? []);
    expect(pages.filter((name) => !diagnosticKinds.has(name))).toEqual([]);
  });

  it('a test or a case mentions it', () => {
    const expected = paths.filter((path) => /^cases\/.*\/expected\/diagnostics\.txt$/.test(path));
    const mentions = [...tests, ...expected].map(textOf).join('\n') + codesByName(tests);
    const issued = [...diagnosticKinds.values()].filter(({ retired }) => retired !== true);
    expect(issued.map((kind) => kind.code).filter((name) => !mentions.includes(name))).toEqual([]);
  });
});

/** Codes of the kinds that tests import by name. */
function codesByName(files: readonly string[]): string {
  const text = files.map(textOf).join('\n');
  const kinds = paths
    .filter((path) => path.includes('/diagnostics/kinds/'))
    .map(textOf)
    .join('\n');
  return [...kinds.matchAll(/export const (\w+)[^;]*?(NSN\d{4})/g)]
    .filter(([, name]) => new RegExp(`\\b${name}\\b`).test(text))
    .map(([, , name]) => name)
    .join(' ');
}

describe('documents keep their form', () => {
  it('a case says in case.md what it shows', () => {
    const stories = new Set(
      paths.flatMap((path) => /^cases\/[^/]+\/[^/]+(?=\/.*main\.tf$)/.exec(path)?.[0] ?? []),
    );
    expect([...stories].filter((story) => !paths.includes(`${story}/case.md`))).toEqual([]);
  });

  const pages = pathsBelow('docs/semantics').filter((path) => !path.endsWith('README.md'));

  it.each(['## What AWS does', '## What we do', '## Known gaps', '## Cases'])(
    'a semantics page has %s',
    (heading) => {
      expect(pages.filter((path) => !textOf(path).includes(heading))).toEqual([]);
    },
  );

  it('links inside the documents lead somewhere', () => {
    const documents = paths.filter((path) => path.endsWith('.md') && !path.startsWith('catalog/'));
    expect(documents.flatMap(brokenLinksOf)).toEqual([]);
  });
});

function brokenLinksOf(path: string): readonly string[] {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
  const known = new Set(paths);
  return [...textOf(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => {
      const resolved = normalize(target.startsWith('/') ? target.slice(1) : `${folder}/${target}`);
      return !known.has(resolved) && !paths.some((other) => other.startsWith(`${resolved}/`));
    })
    .map((target) => `${path}: ${target}`);
}

function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

describe('what we ship may be shipped', () => {
  const allowed = new Set(['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0']);

  it('production dependencies have a permissive licence (LIB-3)', () => {
    const lock: { packages: Record<string, { dev?: boolean; link?: boolean; license?: string }> } =
      JSON.parse(textOf('package-lock.json'));
    const wrong = Object.entries(lock.packages)
      .filter(
        ([path, entry]) => path.startsWith('node_modules/') && entry.dev !== true && entry.link !== true,
      )
      .filter(([, { license }]) => license === undefined || !allowed.has(license))
      .map(([path, { license }]) => `${path}: ${license ?? 'no licence'}`);
    expect(wrong).toEqual([]);
  });
});
