import type { SourceRange } from '../../base/source-range.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { ConfigurationType } from '../../diagnostics/kinds/configuration.ts';
import { type JsonValue, readJsonText } from '../terraform/syntax/json-text.ts';
import { Misread, Scanner } from '../terraform/syntax/scanner.ts';

/** A value of the configuration with its place; it may come from JSON or from a program. */
export interface ConfigNode {
  readonly type: ConfigurationType;
  readonly range: SourceRange;
  readonly text: string;
  readonly isTrue: boolean;
  readonly items: readonly ConfigNode[];
  readonly properties: readonly ConfigProperty[];
}

export interface ConfigProperty {
  readonly name: string;
  readonly range: SourceRange;
  readonly value: ConfigNode;
}

const nothing = { text: '', isTrue: false, items: [], properties: [] } as const;

/** @returns no node when the text is no JSON; the diagnostics say where */
export function nodeOfText(
  file: string,
  text: string,
): { readonly node: ConfigNode | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const scanner = new Scanner(file, text);
  try {
    const node = nodeOfJson(readJsonText(scanner), scanner);
    return { node: scanner.diagnostics.length > 0 ? undefined : node, diagnostics: scanner.diagnostics };
  } catch (problem) {
    if (!(problem instanceof Misread)) throw problem;
    return { node: undefined, diagnostics: scanner.diagnostics };
  }
}

function nodeOfJson(value: JsonValue, scanner: Scanner): ConfigNode {
  const range = scanner.locate(value.span);
  switch (value.kind) {
    case 'null':
      return { ...nothing, type: 'null', range };
    case 'bool':
      return { ...nothing, type: 'boolean', isTrue: value.value, range };
    case 'number':
      return { ...nothing, type: 'number', text: value.text, range };
    case 'string':
      return { ...nothing, type: 'text', text: value.value, range };
    case 'array':
      return {
        ...nothing,
        type: 'list',
        items: value.elements.map((element) => nodeOfJson(element, scanner)),
        range,
      };
    case 'object':
      return {
        ...nothing,
        type: 'object',
        properties: value.properties.map(({ name, value: inner }) => ({
          name: name.value,
          range: scanner.locate(name.span),
          value: nodeOfJson(inner, scanner),
        })),
        range,
      };
  }
}

const depthMax = 100;

/** The value that a program gave: it has no places, so that all of it stands at the start of the file. */
export function nodeOfValue(file: string, value: unknown, depth = 0): ConfigNode {
  const start = { line: 1, column: 1, offset: 0 };
  const range = { file, start, end: start };
  if (value === null) return { ...nothing, type: 'null', range };
  if (typeof value === 'string') return { ...nothing, type: 'text', text: value, range };
  if (typeof value === 'boolean') return { ...nothing, type: 'boolean', isTrue: value, range };
  if (typeof value === 'number') return { ...nothing, type: 'number', text: String(value), range };
  if (typeof value !== 'object' || depth > depthMax) return { ...nothing, type: 'function', range };
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => nodeOfValue(file, item, depth + 1));
    return { ...nothing, type: 'list', items, range };
  }
  const properties = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([name, inner]) => ({ name, range, value: nodeOfValue(file, inner, depth + 1) }));
  return { ...nothing, type: 'object', properties, range };
}
