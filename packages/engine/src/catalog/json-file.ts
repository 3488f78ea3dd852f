import type { CatalogFiles } from './catalog.ts';

/** Reads a JSON file of the catalogue on first use. @returns `undefined` = not shipped or not an object */
export function lazyJson(
  files: CatalogFiles,
  name: string,
): () => Readonly<Record<string, unknown>> | undefined {
  let held: { readonly value: Readonly<Record<string, unknown>> | undefined } | undefined;
  return () => {
    held ??= { value: parseObject(files.read(name)) };
    return held.value;
  };
}

function parseObject(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (text === undefined) return undefined;
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === 'object' && parsed !== null
    ? (parsed as Readonly<Record<string, unknown>>)
    : undefined;
}
