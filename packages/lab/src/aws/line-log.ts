import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';

export interface LineLogProblem {
  /** `ENOSPC` and the like. */
  readonly code: string;
  readonly file: string;
  /** Lines that were left out so far. */
  readonly linesLost: number;
}

/**
 * A file of whole lines: what does not fit on the disk is left out and told, and never leaves half a line.
 */
export class LineLog {
  readonly #file: string;
  readonly #descriptor: number;
  readonly #onProblem: (problem: LineLogProblem) => void;
  #size: number;
  readonly #lossLine: ((linesLost: number) => string) | undefined;
  #linesLost = 0;
  #lostSince = 0;

  /** @param lossLine written in the place of what was lost, as soon as there is room again */
  constructor(
    file: string,
    onProblem: (problem: LineLogProblem) => void,
    lossLine?: (linesLost: number) => string,
  ) {
    this.#file = file;
    this.#onProblem = onProblem;
    this.#lossLine = lossLine;
    this.#descriptor = openSync(file, 'a', 0o600);
    this.#size = fstatSync(this.#descriptor).size;
  }

  get linesLost(): number {
    return this.#linesLost;
  }

  write(lines: readonly string[]): void {
    if (lines.length === 0) return;
    const loss = this.#lostSince === 0 ? undefined : this.#lossLine?.(this.#lostSince);
    const whole = loss === undefined ? lines : [loss, ...lines];
    const bytes = Buffer.from(whole.map((line) => `${line}\n`).join(''));
    try {
      this.#writeAll(bytes);
      this.#lostSince = 0;
    } catch (error) {
      this.#cutBack();
      const isFirst = this.#lostSince === 0;
      this.#linesLost += lines.length;
      this.#lostSince += lines.length;
      if (isFirst) this.#onProblem({ code: codeOf(error), file: this.#file, linesLost: this.#linesLost });
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #writeAll(bytes: Buffer): void {
    for (let sent = 0; sent < bytes.length; ) sent += writeSync(this.#descriptor, bytes, sent);
    this.#size += bytes.length;
  }

  #cutBack(): void {
    try {
      ftruncateSync(this.#descriptor, this.#size);
    } catch {
      // The file is what it was: nothing more can be done on this disk.
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'EIO';
}
