import type { PlaceJson } from '../json/contract.ts';

/** What a document must know about the run that made it. */
export interface DocumentSettings {
  readonly language: 'en' | 'ja';
  /** The project's directory seen from where paths of the document start, with `/`; `.` = the same. */
  readonly directory: string;
  /** The version of naisen. */
  readonly version: string;
}

/** Path of a file of the project, seen from where paths of the document start. */
export function pathFrom(directory: string, file: string): string {
  if (file.startsWith('/')) return file;
  const parts: string[] = [];
  for (const part of `${directory}/${file}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return `${directory.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}

/** `infra/main.tf:12`. */
export function placeText(settings: DocumentSettings, place: PlaceJson): string {
  return `${pathFrom(settings.directory, place.file)}:${place.line}`;
}
