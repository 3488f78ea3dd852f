import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const casesFolder: URL = new URL('../../cases/', import.meta.url);

/** What AWS would answer, written down from the semantics pages before naisen was asked. */
export interface Question {
  readonly from: string;
  readonly to: string;
  /** What the call does: then the policies on its path are asked, too. */
  readonly action?: string;
  /** Of an action; without it, any. */
  readonly resource?: string;
  readonly verdict: 'reachable' | 'blocked' | 'undetermined';
  /** Only of what is reachable. */
  readonly privacy?: 'vpc' | 'gateway' | 'aws' | 'internet';
  readonly via?: string;
  /** What becomes of the reply. Without it: a reply to what is reachable passes. */
  readonly back?: 'passes' | 'refused' | 'unknown' | 'none';
  /** Codes of everything that must change; the answer may not name fewer or others. */
  readonly blockers?: readonly string[];
  /** Codes of the facts that are missing. */
  readonly unknowns?: readonly string[];
  /** The parts of the answer, as `verdict privacy via`, in any order. */
  readonly parts?: readonly string[];
  /** The rule, and why it decides here. */
  readonly because: string;
  /** A sentence: naisen does not give this answer yet; then `today` is what it gives. */
  readonly knownGap?: string;
  readonly today?: Partial<Question>;
}

/** One folder of `cases/`: a network, what it shows, and what is expected of it. */
export interface Story {
  /** `theme/story`. */
  readonly name: string;
  /** With a slash at the end. */
  readonly folder: URL;
  readonly questions: readonly Question[];
  /** Services asked for in the matrix. */
  readonly services: readonly string[];
}

/** Every story, sorted. */
export function stories(): readonly Story[] {
  return foldersIn(casesFolder)
    .flatMap((theme) => foldersIn(new URL(`${theme}/`, casesFolder)).map((name) => `${theme}/${name}`))
    .filter((name) => existsSync(new URL(`${name}/main.tf`, casesFolder)))
    .map(readStory);
}

function foldersIn(folder: URL): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function readStory(name: string): Story {
  const folder = new URL(`${name}/`, casesFolder);
  const file = new URL('questions.json', folder);
  const read: { questions: Question[]; services?: string[] } = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { questions: [] };
  return { name, folder, questions: read.questions, services: read.services ?? [] };
}

export function pathOf(folder: URL): string {
  return fileURLToPath(folder).replace(/\/$/, '');
}
