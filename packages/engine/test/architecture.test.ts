import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** Which folder may import which. This table is the architecture: a new entry needs an ADR. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  base: [],
  ip: ['base'],
  diagnostics: ['base'],
  model: ['base', 'ip', 'diagnostics'],
  catalog: ['base', 'ip', 'diagnostics'],
  importers: ['base', 'ip', 'diagnostics', 'model', 'catalog'],
  needs: ['base', 'ip', 'diagnostics', 'model', 'catalog'],
  resolution: ['base', 'ip', 'model', 'catalog'],
  forwarding: ['base', 'ip', 'model'],
  authorization: ['base', 'ip', 'model', 'catalog'],
  reachability: ['base', 'ip', 'model', 'catalog', 'resolution', 'forwarding', 'authorization'],
  pricing: ['base', 'model', 'catalog'],
  flowlogs: ['base', 'ip', 'diagnostics', 'model', 'catalog', 'reachability'],
  checks: [
    'base',
    'ip',
    'diagnostics',
    'model',
    'catalog',
    'needs',
    'authorization',
    'reachability',
    'pricing',
    'flowlogs',
  ],
  planning: ['base', 'ip', 'model', 'catalog', 'needs', 'reachability', 'pricing'],
  // `importers`: the syntax tree of the user's own file, which an edit must keep byte for byte (ADR 12).
  generators: ['base', 'ip', 'diagnostics', 'model', 'catalog', 'importers'],
  reports: [
    'base',
    'ip',
    'diagnostics',
    'model',
    'reachability',
    'pricing',
    'flowlogs',
    'checks',
    'planning',
  ],
  'index.ts': [
    'base',
    'diagnostics',
    'model',
    'catalog',
    'importers',
    'needs',
    'resolution',
    'forwarding',
    'authorization',
    'reachability',
    'pricing',
    'flowlogs',
    'checks',
    'planning',
    'generators',
    'reports',
  ],
};

/** Packages that a folder may use (ADR 11); everything else is ours. */
const mayUse: Readonly<Record<string, readonly string[]>> = { planning: ['yalps'] };

const source = join(dirname(fileURLToPath(import.meta.url)), '../src');

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : path.endsWith('.ts') ? [path] : [];
  });
}

/** The top folder of the engine (or the file itself, for `index.ts`). */
function roomOf(path: string): string {
  return relative(source, path).split('/')[0] ?? '';
}

function importsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  const statements = text.matchAll(
    /^(?:import|export)\s[^'";]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gms,
  );
  return [...statements].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

const shipped = filesBelow(source).filter((path) => !path.endsWith('.test.ts'));

describe('the engine keeps to its import table', () => {
  it('has no folder that nobody declared', () => {
    const rooms = new Set(filesBelow(source).map(roomOf));
    expect([...rooms].filter((room) => !(room in mayImport))).toEqual([]);
  });

  it('imports only along declared edges', () => {
    const wrong = shipped.flatMap((path) =>
      importsOf(path)
        .filter((target) => target.startsWith('.'))
        .map((target) => ({ from: roomOf(path), to: roomOf(resolve(dirname(path), target)), path, target }))
        .filter(({ from, to }) => from !== to && !(mayImport[from] ?? []).includes(to))
        .map(({ path: file, target }) => `${relative(source, file)} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('uses no Node module and no package but those declared: it runs in a browser', () => {
    const wrong = shipped.flatMap((path) =>
      importsOf(path)
        .filter((target) => !target.startsWith('.') && !(mayUse[roomOf(path)] ?? []).includes(target))
        .map((target) => `${relative(source, path)} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('reads no clock and no randomness: same in, same out', () => {
    const wrong = shipped.filter((path) =>
      /\b(Date\.now|new Date\(\)|Math\.random)\b/.test(readFileSync(path, 'utf8')),
    );
    expect(wrong.map((path) => relative(source, path))).toEqual([]);
  });

  it('has no cycle of run-time imports', () => {
    expect(firstCycle(shipped, runtimeImportsOf)).toBeUndefined();
  });

  // Each can be read without the other, but for a scope and its session: they are one type in two halves.
  it('has no cycle of types either', () => {
    const apart = (path: string) => relatedFiles(path).filter((target) => !target.endsWith('/session.ts'));
    expect(firstCycle(shipped, apart)).toBeUndefined();
  });
});

/** Depth-first search. */
function firstCycle(
  paths: readonly string[],
  importsFrom: (path: string) => readonly string[],
): string | undefined {
  const done = new Set<string>();
  const open: string[] = [];
  const visit = (path: string): string | undefined => {
    if (open.includes(path))
      return [...open.slice(open.indexOf(path)), path].map((p) => relative(source, p)).join(' -> ');
    if (done.has(path)) return undefined;
    open.push(path);
    for (const target of importsFrom(path)) {
      const cycle = visit(target);
      if (cycle !== undefined) return cycle;
    }
    open.pop();
    done.add(path);
    return undefined;
  };
  for (const path of paths) {
    const cycle = visit(path);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

/** `import type` leaves nothing behind. */
function runtimeImportsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/^(?:import|export)\s+(?!type\b)([^;]*?)from\s+'(\.[^']+)'/gms)]
    .filter((match) => !/^\{\s*(type\s+\w+\s*,?\s*)+\}\s*$/.test(match[1] ?? ''))
    .map((match) => resolve(dirname(path), match[2] ?? ''));
}

function relatedFiles(path: string): string[] {
  return importsOf(path)
    .filter((target) => target.startsWith('.'))
    .map((target) => resolve(dirname(path), target));
}
