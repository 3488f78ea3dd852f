import type { Language, StyledLine, StyleName, TextSettings } from '@naisen/engine';
import { toPlain } from '@naisen/engine';
import pc from 'picocolors';
import stringWidth from 'string-width';

/** What decides how text is shown: the options, the environment and the stream. */
export interface Appearance {
  readonly language: Language;
  readonly columns: number;
  readonly isColoured: boolean;
}

/** A pipe has no width: wide enough for a log, narrow enough for a pull request. */
const columnsOfPipe = 120;
const columnsMin = 40;

export interface StreamFacts {
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
}

/**
 * Options first, then `NO_COLOR` and `FORCE_COLOR`, then the stream.
 *
 * @see https://no-color.org/ (any value that is not empty)
 */
export function isColoured(
  option: boolean | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  stream: StreamFacts,
): boolean {
  if (option !== undefined) return option;
  if ((environment.NO_COLOR ?? '') !== '') return false;
  const force = environment.FORCE_COLOR;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return stream.isTerminal && environment.TERM !== 'dumb';
}

export function columnsOf(option: number | undefined, stream: StreamFacts): number {
  if (option !== undefined) return option;
  return Math.max(columnsMin, stream.columns ?? columnsOfPipe);
}

export function textSettings(
  appearance: Appearance,
  directory: string,
  sourceLine: TextSettings['sourceLine'],
): TextSettings {
  return { language: appearance.language, columns: appearance.columns, textWidth, sourceLine, directory };
}

/** Plain ASCII is the rule; the tables of wide letters are asked for the rest. */
export function textWidth(text: string): number {
  return /^[ -~·…’“”–—→✓✗]*$/.test(text) ? text.length : stringWidth(text);
}

export function render(lines: readonly StyledLine[], appearance: Appearance): string {
  return appearance.isColoured ? toAnsi(lines) : toPlain(lines);
}

const colours = pc.createColors(true);

const styles: Readonly<Record<StyleName, (text: string) => string>> = {
  plain: (text) => text,
  title: (text) => colours.bold(colours.underline(text)),
  strong: colours.bold,
  quiet: colours.dim,
  place: colours.cyan,
  vpc: colours.green,
  gateway: colours.cyan,
  aws: colours.yellow,
  internet: colours.magenta,
  blocked: (text) => colours.bold(colours.red(text)),
  undetermined: (text) => colours.bold(colours.blue(text)),
  error: (text) => colours.bold(colours.red(text)),
  warning: (text) => colours.bold(colours.yellow(text)),
  note: colours.blue,
  mend: (text) => colours.bold(colours.green(text)),
};

function toAnsi(lines: readonly StyledLine[]): string {
  return lines
    .map(
      (line) =>
        `${line
          .map((part) => styles[part.style](part.text))
          .join('')
          .trimEnd()}\n`,
    )
    .join('');
}
