import { closeSync, existsSync, openSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { FileText, ProjectFiles } from '@naisen/engine';

/** No `.tf` of a person is larger; the whole text is held in memory. */
export const fileBytesMax: number = 50 * 1024 * 1024;
/** How far above a project without a repository its modules may lie. */
const foldersAboveMax = 4;
/** What one run may read, all files together. */
const totalBytesMax = 400 * 1024 * 1024;

/**
 * The files of one project on disk.
 *
 * Everything below the root may be read, so that `../modules/network` works; nothing outside may, links
 * included. The root is the nearest folder above that holds `.git`; without one (an unpacked archive), at
 * most four folders above the project, as `live/prod/eu/app` needs for `../../../../modules`; never the home
 * folder and never a folder at the top of the disk.
 */
export function openProjectFiles(directory: string): AskedFiles {
  const project = realpathSync(directory);
  const disk = new Disk(project, rootOf(project));
  return {
    workingDirectory: project,
    readText: (path) => disk.readText(path),
    readBytes: (path) => disk.readBytes(path),
    list: (path) => disk.list(path),
    asked: () => disk.asked(),
  };
}

/** The files of a project, and which of them somebody has asked for. */
export interface AskedFiles extends ProjectFiles {
  /** Absolute paths of files and directories, also of those that are not there; sorted. */
  readonly asked: () => readonly string[];
}

function rootOf(project: string): string {
  const ancestors = ancestorsOf(project).filter(mayBeRoot);
  const versioned = ancestors.find((folder) => existsSync(join(folder, '.git')));
  if (versioned !== undefined) return versioned;
  return (
    ancestors.filter((folder) => relative(folder, project).split(sep).length <= foldersAboveMax).at(-1) ??
    project
  );
}

/** The folder itself first, then those above it. */
function ancestorsOf(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...ancestorsOf(above)];
}

function mayBeRoot(folder: string, index: number): boolean {
  if (index === 0) return true;
  return folder !== homedir() && folder.split(sep).filter((name) => name !== '').length >= 2;
}

type Bytes =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'missing' | 'outside-project' | 'too-large' | 'not-a-file' };

type Place =
  | { readonly kind: 'place'; readonly path: string }
  | { readonly kind: 'missing' | 'outside-project' | 'not-a-file' };

class Disk {
  readonly #project: string;
  readonly #root: string;
  readonly #asked = new Set<string>();
  #bytesLeft: number = totalBytesMax;

  constructor(project: string, root: string) {
    this.#project = project;
    this.#root = root;
  }

  asked(): readonly string[] {
    return [...this.#asked].sort(byCodeUnits);
  }

  readText(path: string): FileText {
    const read = this.#read(path);
    if (read.kind !== 'bytes') return read;
    try {
      // The mark at the start of a file is kept: positions count from it, and `file()` returns it.
      return {
        kind: 'text',
        text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(read.bytes),
      };
    } catch {
      return { kind: 'not-utf8' };
    }
  }

  readBytes(path: string): Uint8Array | undefined {
    const read = this.#read(path);
    return read.kind === 'bytes' ? read.bytes : undefined;
  }

  list(path: string): readonly string[] | undefined {
    const place = this.#placeOf(path);
    if (place.kind !== 'place') return undefined;
    try {
      const entries = readdirSync(place.path, { withFileTypes: true });
      const names = entries.map((entry) => {
        if (entry.isDirectory()) return `${entry.name}/`;
        return entry.isSymbolicLink() ? this.#nameOfLink(place.path, entry.name) : entry.name;
      });
      return names.filter((name) => name !== undefined).sort(byCodeUnits);
    } catch {
      return undefined;
    }
  }

  /** A link to a folder above itself would never end; it and a link that leads nowhere are left out. */
  #nameOfLink(folder: string, name: string): string | undefined {
    try {
      const target = realpathSync(join(folder, name));
      if (!statSync(target).isDirectory()) return name;
      return isBelow(target, folder) ? undefined : `${name}/`;
    } catch {
      return undefined;
    }
  }

  #read(path: string): Bytes {
    const place = this.#placeOf(path);
    if (place.kind !== 'place') return place;
    try {
      const status = statSync(place.path);
      if (!status.isFile()) return { kind: 'not-a-file' };
      if (status.size > fileBytesMax || status.size > this.#bytesLeft) return { kind: 'too-large' };
      this.#bytesLeft -= status.size;
      return { kind: 'bytes', bytes: readWhole(place.path) };
    } catch {
      return { kind: 'missing' };
    }
  }

  /** The real place of a path, links followed. */
  #placeOf(path: string): Place {
    const asked = isAbsolute(path) ? resolve(path) : resolve(this.#project, path);
    if (path.includes('\0')) return { kind: 'missing' };
    if (!isBelow(this.#root, asked)) return { kind: 'outside-project' };
    this.#asked.add(asked);
    try {
      const real = realpathSync(asked);
      return isBelow(this.#root, real) ? { kind: 'place', path: real } : { kind: 'outside-project' };
    } catch (error) {
      return { kind: codeOf(error) === 'ELOOP' ? 'not-a-file' : 'missing' };
    }
  }
}

function readWhole(path: string): Uint8Array {
  const handle = openSync(path, 'r');
  try {
    return readFileSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** @returns whether `path` is the folder or lies in it */
function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

function byCodeUnits(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** `ENOENT`, `ELOOP`… of an error of the file system. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
