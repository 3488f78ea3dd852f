/** A file that a generator made. */
export interface GeneratedFile {
  /** With `/`, seen from the folder into which it is written. */
  readonly path: string;
  /** Ends with a line feed. */
  readonly text: string;
}
