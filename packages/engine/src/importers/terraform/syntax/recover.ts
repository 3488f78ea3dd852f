import { code, type Scanner } from './scanner.ts';

/** Where an argument or block stands: in a file, on the lines of a block, or in a block of one line. */
export type Within = 'file' | 'block' | 'line';

/**
 * Passes from a problem to a place where an argument or block may begin again: the end of a line with
 * every bracket closed, or the line of the next block when a bracket was forgotten.
 *
 * @param from where the argument or block with the problem begins; brackets are matched from there
 */
export function recover(scanner: Scanner, from: number, within: Within): void {
  const { text, position: problem } = scanner;
  const line = text.lastIndexOf('\n', problem - 1) + 1;
  scanner.position =
    line > from && isBlockHeader(text, line) ? line : findResumption(text, from, problem, within);
}

/** Stands on the stack of open brackets for an open string. */
const inString = code.quote;

function findResumption(text: string, from: number, problem: number, within: Within): number {
  const open: number[] = [];
  for (let at = from; at < text.length; ) {
    const c = text.charCodeAt(at);
    const isPast = at >= problem;
    if (open.at(-1) === inString) {
      at = passInString(text, at, c, open);
    } else if (c === code.newline) {
      if (isPast && mayResume(text, at + 1, open)) return at;
      at++;
    } else if (isPast && c === code.closeBrace && within !== 'file' && !open.includes(code.closeBrace)) {
      return at;
    } else if (c === code.less && !isPast) {
      at = passHeredoc(text, at);
    } else {
      at = passOutside(text, at, c, open);
    }
  }
  return text.length;
}

function passInString(text: string, at: number, c: number, open: number[]): number {
  if (c === code.newline) {
    open.pop();
    return at;
  }
  if (c === code.quote) open.pop();
  if ((c === code.dollar || c === code.percent) && text.charCodeAt(at + 1) === code.openBrace) {
    open.push(code.closeBrace);
    return at + 2;
  }
  return at + (c === code.backslash && text.charCodeAt(at + 1) !== code.newline ? 2 : 1);
}

function passOutside(text: string, at: number, c: number, open: number[]): number {
  if (c === code.hash || (c === code.slash && text.charCodeAt(at + 1) === code.slash))
    return endOfLine(text, at);
  if (c === code.slash && text.charCodeAt(at + 1) === code.star) {
    const end = text.indexOf('*/', at + 2);
    return end < 0 ? text.length : end + 2;
  }
  if (c === code.quote) open.push(inString);
  else if (c === code.openBrace) open.push(code.closeBrace);
  else if (c === code.openBracket) open.push(code.closeBracket);
  else if (c === code.openParenthesis) open.push(code.closeParenthesis);
  else if (c === code.closeBrace || c === code.closeBracket || c === code.closeParenthesis) close(c, open);
  return at + 1;
}

/** A closing bracket also ends what was left open inside its pair; one without a pair is passed over. */
function close(c: number, open: number[]): void {
  const opened = open.lastIndexOf(c);
  if (opened >= 0) open.length = opened;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** Lines of a heredoc that was read before the problem; its brackets and quotes are text. */
function passHeredoc(text: string, at: number): number {
  const opening = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;
  opening.lastIndex = at;
  const marker = opening.exec(text)?.[1];
  if (marker === undefined) return at + 1;
  for (let line = endOfLine(text, at); line < text.length; line = endOfLine(text, line + 1)) {
    if (text.slice(line + 1, endOfLine(text, line + 1)).trim() === marker) return endOfLine(text, line + 1);
  }
  return text.length;
}

/** With a bracket still open, only a line that cannot stand inside shows that the bracket was forgotten. */
function mayResume(text: string, line: number, open: readonly number[]): boolean {
  if (open.length === 0 || isBlockHeader(text, line)) return true;
  return !open.includes(code.closeBrace) && isArgument(text, line);
}

const name = '[\\p{ID_Start}_][\\p{ID_Continue}-]*';
/** A type, labels, and a brace that ends its line or is closed on it. */
const blockHeader = new RegExp(
  `[ \\t]*${name}(?:[ \\t]+(?:"[^"\\n]*"|${name}))*[ \\t]*\\{[ \\t]*(?:\\r?\\n|#|//|\\})`,
  'uy',
);

function isBlockHeader(text: string, line: number): boolean {
  blockHeader.lastIndex = line;
  return blockHeader.test(text);
}

const argument = new RegExp(`[ \\t]*${name}[ \\t]*=(?![=>])`, 'uy');

function isArgument(text: string, line: number): boolean {
  argument.lastIndex = line;
  return argument.test(text);
}
