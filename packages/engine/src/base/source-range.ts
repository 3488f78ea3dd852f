/** One position in a text file; lines and columns count from 1 as editors show them (UTF-16 units). */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
  /** Offset in UTF-16 units from the start of the text, from 0. */
  readonly offset: number;
}

/** A piece of a source file; `end` is exclusive. */
export interface SourceRange {
  /** Path as the reader was given it, with `/`; relative to the project directory. */
  readonly file: string;
  readonly start: SourcePosition;
  readonly end: SourcePosition;
}
