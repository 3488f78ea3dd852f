import { invariant } from '../base/invariant.ts';
import type { CatalogFiles } from './catalog.ts';
import { withDefaults, withRewrites } from './provider-defaults.ts';
import { createLineFinder, readBlock } from './provider-lines.ts';
import { overlay, type ProviderOverlay } from './provider-overlay.ts';
import type { BlockSchema, ProviderMajor, ProviderSchemas, Rewrite } from './provider-schema.ts';

const schemaFile = 'provider-schema/aws-5.txt';
const defaultsFile = 'provider-schema/aws-5.defaults.txt';
const rewritesFile = 'provider-schema/aws-5.rewrites.json';
const overlayFile = 'provider-schema/aws-6.overlay.json';

/**
 * Reads what was recorded of the AWS provider. The files have one line for each type, a megabyte together:
 * only the lines of types that are asked for are parsed, once each.
 *
 * @param major 6 is read as the recorded version 5 with the changes of its upgrade guide
 * @see catalog/provider-schema/README.md for the form of the lines
 */
export function createProviderSchemas(files: CatalogFiles, major: ProviderMajor = 5): ProviderSchemas {
  const recorded = readRecorded(files);
  if (major === 5) return recorded;
  const changes = lazy((): ProviderOverlay | undefined => {
    const text = files.read(overlayFile);
    return text === undefined ? undefined : JSON.parse(text);
  });
  const newer = (mode: 'resource' | 'data') =>
    memoise((type: string) => {
      const older = recorded[mode](type);
      const present = changes();
      return present === undefined ? older : overlay(older, mode, type, present);
    });
  return { resource: newer('resource'), data: newer('data') };
}

function readRecorded(files: CatalogFiles): ProviderSchemas {
  const schemas = lazy(() => createLineFinder(files.read(schemaFile) ?? ''));
  const defaults = lazy(() => createLineFinder(files.read(defaultsFile) ?? ''));
  const rewrites = lazy(() => readRewrites(files.read(rewritesFile)));
  const block = memoise((head: string): BlockSchema | undefined => {
    const line = schemas()(head);
    if (line === undefined) return undefined;
    const bare = readBlock(JSON.parse(line), shared);
    const extra = defaults()(head);
    return extra === undefined ? bare : withDefaults(bare, JSON.parse(extra));
  });
  const resource = memoise((type: string): BlockSchema | undefined => {
    const planned = block(`r ${type}`);
    const changes = rewrites().get(type);
    return planned === undefined || changes === undefined ? planned : withRewrites(planned, changes);
  });
  const shared = (number: number): BlockSchema => {
    const found = block(`b ${number}`);
    invariant(found !== undefined, `${schemaFile} holds the shared block ${number}`);
    return found;
  };
  return { resource, data: (type) => block(`d ${type}`) };
}

function readRewrites(text: string | undefined): ReadonlyMap<string, Readonly<Record<string, Rewrite>>> {
  if (text === undefined) return new Map();
  const { resource }: { resource: Record<string, Record<string, Rewrite>> } = JSON.parse(text);
  return new Map(Object.entries(resource));
}

function lazy<Value>(compute: () => Value): () => Value {
  let held: { readonly value: Value } | undefined;
  return () => {
    held ??= { value: compute() };
    return held.value;
  };
}

function memoise<Answer>(compute: (key: string) => Answer): (key: string) => Answer {
  const answers = new Map<string, { readonly value: Answer }>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined) return known.value;
    const value = compute(key);
    answers.set(key, { value });
    return value;
  };
}
