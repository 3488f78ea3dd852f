/**
 * What a person calls one character: Terraform counts and cuts text by grapheme clusters.
 *
 * @see https://www.unicode.org/reports/tr29/
 */
export function graphemesOf(text: string): readonly string[] {
  if (isPlain(text)) return text.split('');
  return [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)].map(
    ({ segment }) => segment,
  );
}

/** ASCII without carriage returns: every unit is a character. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7e || unit === 0x0d) return false;
  }
  return true;
}

/** Each code point on its own: one that becomes several in upper case (`ß`) stays. */
export function toUpper(text: string): string {
  return mapCodePoints(text, (point) => point.toUpperCase());
}

export function toLower(text: string): string {
  return mapCodePoints(text, (point) => (point === '\u0130' ? 'i' : point.toLowerCase()));
}

function mapCodePoints(text: string, map: (point: string) => string): string {
  let result = '';
  for (const point of text) {
    const mapped = map(point);
    result += [...mapped].length === 1 ? mapped : point;
  }
  return result;
}

/** The first letter of each word in upper case, as Go's `strings.Title` finds words. */
export function toTitle(text: string): string {
  let result = '';
  let isStart = true;
  for (const point of text) {
    result += isStart ? toUpper(point) : point;
    isStart = isSeparator(point);
  }
  return result;
}

function isSeparator(point: string): boolean {
  if (point <= '\u007f') return !/[A-Za-z0-9_]/.test(point);
  return !/[\p{L}\p{Nd}]/u.test(point) && /\p{White_Space}/u.test(point);
}

export function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const point of text) pushUtf8(point.codePointAt(0) ?? 0, bytes);
  return Uint8Array.from(bytes);
}

function pushUtf8(point: number, into: number[]): void {
  // Half a surrogate pair is no character.
  const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
  if (code < 0x80) into.push(code);
  else if (code < 0x800) into.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
  else if (code < 0x10000) into.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
  else {
    into.push(
      0xf0 | (code >> 18),
      0x80 | ((code >> 12) & 0x3f),
      0x80 | ((code >> 6) & 0x3f),
      0x80 | (code & 0x3f),
    );
  }
}

/** @returns `undefined` when the bytes are not UTF-8 */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  const pieces: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes[at] ?? 0);
    if (length === undefined || at + length > bytes.length) return undefined;
    const point = readSequence(bytes, at, length);
    if (point === undefined) return undefined;
    pieces.push(String.fromCodePoint(point));
    at += length;
  }
  return pieces.join('');
}

function sequenceLength(first: number): number | undefined {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first < 0xe0) return 2;
  if (first >= 0xe0 && first < 0xf0) return 3;
  return first >= 0xf0 && first < 0xf5 ? 4 : undefined;
}

/** The smallest code point that needs a sequence of this many bytes. */
const smallestOf: readonly number[] = [0, 0, 0x80, 0x800, 0x10000];

function readSequence(bytes: Uint8Array, at: number, length: number): number | undefined {
  const first = bytes[at] ?? 0;
  let point = length === 1 ? first : first & (0xff >> (length + 1));
  for (let i = 1; i < length; i++) {
    const next = bytes[at + i] ?? 0;
    if ((next & 0xc0) !== 0x80) return undefined;
    point = (point << 6) | (next & 0x3f);
  }
  const isSurrogate = point >= 0xd800 && point <= 0xdfff;
  const isValid = point >= (smallestOf[length] ?? 0) && point <= 0x10ffff && !isSurrogate;
  return isValid ? point : undefined;
}
