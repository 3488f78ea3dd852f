import { decodeUtf8, encodeUtf8 } from './characters.ts';

/** A way to write text as bytes. Both directions give `undefined` where there is no way. */
export interface CharacterSet {
  readonly encode: (text: string) => Uint8Array | undefined;
  readonly decode: (bytes: Uint8Array) => string | undefined;
}

/**
 * The character set of an IANA name. Those with large tables (Shift_JIS, GBK…) are valid but not built in.
 *
 * @see https://www.iana.org/assignments/character-sets/character-sets.xhtml
 */
export function characterSet(name: string): CharacterSet | 'not-built-in' | 'unknown-name' {
  const key = name.toLowerCase();
  const found = builtIn[aliases[key] ?? key];
  if (found !== undefined) return found;
  return otherNames.test(key) ? 'not-built-in' : 'unknown-name';
}

const aliases: Readonly<Record<string, string>> = {
  latin1: 'iso-8859-1',
  l1: 'iso-8859-1',
  'iso_8859-1': 'iso-8859-1',
  'iso-ir-100': 'iso-8859-1',
  ibm819: 'iso-8859-1',
  cp819: 'iso-8859-1',
  csisolatin1: 'iso-8859-1',
  csutf8: 'utf-8',
  csutf16: 'utf-16',
  csutf16be: 'utf-16be',
  csutf16le: 'utf-16le',
  ascii: 'us-ascii',
  'ansi_x3.4-1968': 'us-ascii',
  'iso646-us': 'us-ascii',
  us: 'us-ascii',
  cp367: 'us-ascii',
  ibm367: 'us-ascii',
  csascii: 'us-ascii',
  cswindows1252: 'windows-1252',
};

const otherNames: RegExp = new RegExp(
  `^(?:${[
    'shift_jis|ms_kanji|csshiftjis|euc-jp|iso-2022-jp|euc-kr',
    'gbk|cp936|gb18030|gb2312|hz-gb-2312|big5',
    'iso-8859-\\d+|windows-(?:125[0-8]|874)|koi8-[ru]|macintosh|ibm\\d+|cp\\d+',
  ].join('|')})$`,
);

/** The 32 places where windows-1252 differs from Latin 1; `\0` = no character. */
const windows1252High = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ';

const builtIn: Readonly<Record<string, CharacterSet>> = {
  'utf-8': { encode: encodeUtf8, decode: decodeUtf8 },
  'utf-16': {
    encode: (text) => Uint8Array.from([0xfe, 0xff, ...encodeUtf16(text, 'big')]),
    decode: decodeMarkedUtf16,
  },
  'utf-16be': { encode: (text) => encodeUtf16(text, 'big'), decode: (bytes) => decodeUtf16(bytes, 'big') },
  'utf-16le': {
    encode: (text) => encodeUtf16(text, 'little'),
    decode: (bytes) => decodeUtf16(bytes, 'little'),
  },
  'iso-8859-1': singleByte((byte) => String.fromCharCode(byte)),
  'us-ascii': singleByte((byte) => (byte < 0x80 ? String.fromCharCode(byte) : undefined)),
  'windows-1252': singleByte((byte) => {
    const high = byte >= 0x80 && byte < 0xa0 ? windows1252High[byte - 0x80] : undefined;
    return high === '\0' ? undefined : (high ?? String.fromCharCode(byte));
  }),
};

function singleByte(letterOf: (byte: number) => string | undefined): CharacterSet {
  const byteOf = new Map<string, number>();
  for (let byte = 0; byte < 256; byte++) {
    const letter = letterOf(byte);
    if (letter !== undefined) byteOf.set(letter, byte);
  }
  return {
    encode: (text) => {
      const bytes = [...text].map((letter) => byteOf.get(letter));
      return bytes.includes(undefined) ? undefined : Uint8Array.from(bytes.flatMap((byte) => byte ?? []));
    },
    decode: (bytes) => {
      const letters = [...bytes].map(letterOf);
      return letters.includes(undefined) ? undefined : letters.join('');
    },
  };
}

function encodeUtf16(text: string, order: 'big' | 'little'): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), order === 'little');
  return new Uint8Array(view.buffer);
}

function decodeUtf16(bytes: Uint8Array, order: 'big' | 'little'): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  for (let i = 0; i + 1 < bytes.length; i += 2)
    text += String.fromCharCode(view.getUint16(i, order === 'little'));
  return bytes.length % 2 === 1 || /\p{Surrogate}/u.test(text) ? undefined : text;
}

/** A byte order mark decides and is dropped; without one it is big-endian. */
function decodeMarkedUtf16(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes.subarray(2), 'little');
  return decodeUtf16(bytes[0] === 0xfe && bytes[1] === 0xff ? bytes.subarray(2) : bytes, 'big');
}
