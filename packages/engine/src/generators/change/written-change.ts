import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { GeneratedFile } from '../generated-file.ts';

/** A piece of a file that is there, and what stands there afterwards. Offsets are UTF-16 units. */
export interface FileEdit {
  readonly file: string;
  readonly start: number;
  /** Exclusive; equal to `start` = something is put in between. */
  readonly end: number;
  readonly replacement: string;
}

/** A variable whose value comes from no file: the user gives it otherwise. */
export interface GivenOtherwise {
  /** Without `var.`. */
  readonly name: string;
  readonly value: string;
}

/** A change in the user's own files: what to add beside them and what to edit in them. */
export interface WrittenChange {
  /** Sorted by path. */
  readonly files: readonly GeneratedFile[];
  /** Sorted by file and place; they never overlap. */
  readonly edits: readonly FileEdit[];
  /** The edited files, whole. */
  readonly edited: readonly GeneratedFile[];
  /** The edits as a unified diff that `git apply` takes; empty = nothing is edited. */
  readonly diff: string;
  /** The new files and the edits as one diff. */
  readonly patch: string;
  /** What the user is to give otherwise besides, on the command line or in the environment; sorted by name. */
  readonly given: readonly GivenOtherwise[];
  /** Folder in which both diffs apply, seen from the project directory: `.`, or `../..`. */
  readonly appliesIn: string;
  /** What could not be written (errors), and what a reader of the change should know. */
  readonly diagnostics: readonly Diagnostic[];
}
