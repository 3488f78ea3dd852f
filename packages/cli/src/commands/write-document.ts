import { relative, sep } from 'node:path';
import {
  type CheckJson,
  type DocumentSettings,
  type NetworkMap,
  toHtml,
  toJunit,
  toMarkdown,
  toSarif,
} from '@naisen/engine';
import packageFile from '../../package.json' with { type: 'json' };
import { documentFormats, type Format } from '../run-options.ts';
import { writeJson } from '../write-json.ts';
import type { CommandContext } from './context.ts';

export type DocumentFormat = (typeof documentFormats)[number];

/** Writes the matrix as a document that other programs read; paths start where the user stands. */
export function writeDocument(
  check: CheckJson,
  map: () => NetworkMap,
  format: DocumentFormat,
  directory: string,
  context: CommandContext,
): void {
  const settings = documentSettings(directory, context);
  switch (format) {
    case 'sarif':
      return writeJson(toSarif(check, settings), context.output);
    case 'junit':
      return context.output.result(toJunit(check, settings));
    case 'markdown':
      return context.output.result(toMarkdown(check, settings));
    case 'html':
      return context.output.result(toHtml(check, map(), settings));
  }
}

export function documentSettings(directory: string, context: CommandContext): DocumentSettings {
  const shown = relative(process.cwd(), directory).split(sep).join('/');
  return { language: context.language, directory: shown || '.', version: packageFile.version };
}

export function isDocument(format: Format): format is DocumentFormat {
  return documentFormats.some((name) => name === format);
}
