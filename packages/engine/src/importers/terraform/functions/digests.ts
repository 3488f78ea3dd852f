/**
 * Digests of bytes, in pure arithmetic: the engine runs where no crypto module is.
 *
 * @see https://www.rfc-editor.org/rfc/rfc1321 (MD5)
 * @see https://nvlpubs.nist.gov/nistpubs/FIPS/NIST.FIPS.180-4.pdf (SHA)
 */

/** Message, one 1 bit, zeros, and the length in bits, up to a whole number of blocks. */
function pad(message: Uint8Array, blockBytes: 64 | 128, order: 'big' | 'little'): DataView {
  const lengthBytes = blockBytes / 8;
  const total = Math.ceil((message.length + 1 + lengthBytes) / blockBytes) * blockBytes;
  const padded = new Uint8Array(total);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  const bits = BigInt(message.length) * 8n;
  view.setBigUint64(total - 8, bits, order === 'little');
  return view;
}

function rotateLeft(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/** The first bits of the fraction of a root of each prime, as FIPS 180-4 defines its constants. */
function rootFractions(count: number, root: 2n | 3n, bits: bigint): readonly bigint[] {
  const mask = (1n << bits) - 1n;
  return primes(count).map((prime) => integerRoot(prime << (bits * root), root) & mask);
}

function primes(count: number): readonly bigint[] {
  const found: bigint[] = [];
  for (let n = 2n; found.length < count; n++) if (found.every((prime) => n % prime !== 0n)) found.push(n);
  return found;
}

/** The largest integer whose power is not above the value. */
function integerRoot(value: bigint, root: 2n | 3n): bigint {
  let low = 0n;
  let high = 1n << (BigInt(value.toString(2).length) / root + 1n);
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** root <= value) low = middle;
    else high = middle - 1n;
  }
  return low;
}

const md5Shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21] as const;
const md5Sines: readonly number[] = Array.from({ length: 64 }, (_, i) =>
  Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32),
);

export function md5(message: Uint8Array): Uint8Array {
  const view = pad(message, 64, 'little');
  let state: readonly [number, number, number, number] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let block = 0; block < view.byteLength; block += 64) state = md5Block(view, block, state);
  const digest = new DataView(new ArrayBuffer(16));
  for (const [i, word] of state.entries()) digest.setUint32(i * 4, word, true);
  return new Uint8Array(digest.buffer);
}

type Md5State = readonly [number, number, number, number];

function md5Block(view: DataView, block: number, state: Md5State): Md5State {
  let [a, b, c, d] = state;
  for (let i = 0; i < 64; i++) {
    const { mixed, word } = md5Mix(i, b, c, d);
    const shift = md5Shifts[(i >> 4) * 4 + (i % 4)] ?? 0;
    const sum = (a + mixed + (md5Sines[i] ?? 0) + view.getUint32(block + word * 4, true)) | 0;
    [a, d, c, b] = [d, c, b, (b + rotateLeft(sum, shift)) | 0];
  }
  return [(state[0] + a) | 0, (state[1] + b) | 0, (state[2] + c) | 0, (state[3] + d) | 0];
}

function md5Mix(
  i: number,
  b: number,
  c: number,
  d: number,
): { readonly mixed: number; readonly word: number } {
  if (i < 16) return { mixed: (b & c) | (~b & d), word: i };
  if (i < 32) return { mixed: (d & b) | (~d & c), word: (5 * i + 1) % 16 };
  if (i < 48) return { mixed: b ^ c ^ d, word: (3 * i + 5) % 16 };
  return { mixed: c ^ (b | ~d), word: (7 * i) % 16 };
}

export function sha1(message: Uint8Array): Uint8Array {
  const view = pad(message, 64, 'big');
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const words = new Int32Array(80);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let i = 0; i < 80; i++) words[i] = i < 16 ? view.getInt32(block + i * 4) : sha1Word(words, i);
    sha1Rounds(words, state);
  }
  return bytesOfWords(state);
}

function sha1Word(words: Int32Array, i: number): number {
  const mixed = (words[i - 3] ?? 0) ^ (words[i - 8] ?? 0) ^ (words[i - 14] ?? 0) ^ (words[i - 16] ?? 0);
  return rotateLeft(mixed, 1);
}

function sha1Rounds(words: Int32Array, state: number[]): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
  for (let i = 0; i < 80; i++) {
    const next = (rotateLeft(a, 5) + sha1Mix(i, b, c, d) + e + (words[i] ?? 0)) | 0;
    [e, d, c, b, a] = [d, c, rotateLeft(b, 30), a, next];
  }
  for (const [i, word] of [a, b, c, d, e].entries()) state[i] = ((state[i] ?? 0) + word) | 0;
}

function sha1Mix(i: number, b: number, c: number, d: number): number {
  if (i < 20) return ((b & c) | (~b & d)) + 0x5a827999;
  if (i < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (i < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}

function bytesOfWords(words: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(words.length * 4));
  for (const [i, word] of words.entries()) view.setInt32(i * 4, word);
  return new Uint8Array(view.buffer);
}

let sha256Constants: readonly number[] | undefined;

export function sha256(message: Uint8Array): Uint8Array {
  sha256Constants ??= rootFractions(64, 3n, 32n).map(Number);
  const view = pad(message, 64, 'big');
  const state = rootFractions(8, 2n, 32n).map(Number);
  const words = new Int32Array(64);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let i = 0; i < 64; i++) words[i] = i < 16 ? view.getInt32(block + i * 4) : sha256Word(words, i);
    sha256Rounds(words, state, sha256Constants);
  }
  return bytesOfWords(state);
}

function rotateRight(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function sha256Word(words: Int32Array, i: number): number {
  const early = words[i - 15] ?? 0;
  const late = words[i - 2] ?? 0;
  const first = rotateRight(early, 7) ^ rotateRight(early, 18) ^ (early >>> 3);
  const second = rotateRight(late, 17) ^ rotateRight(late, 19) ^ (late >>> 10);
  return ((words[i - 16] ?? 0) + first + (words[i - 7] ?? 0) + second) | 0;
}

function sha256Rounds(words: Int32Array, state: number[], constants: readonly number[]): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i++) {
    const choice = (e & f) ^ (~e & g);
    const spread = rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25);
    const first = (h + spread + choice + (constants[i] ?? 0) + (words[i] ?? 0)) | 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const second = ((rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22)) + majority) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i] = ((state[i] ?? 0) + word) | 0;
}

let sha512Constants: readonly bigint[] | undefined;

export function sha512(message: Uint8Array): Uint8Array {
  sha512Constants ??= rootFractions(80, 3n, 64n);
  const view = pad(message, 128, 'big');
  const state = [...rootFractions(8, 2n, 64n)];
  const words = new BigUint64Array(80);
  for (let block = 0; block < view.byteLength; block += 128) {
    for (let i = 0; i < 80; i++) words[i] = i < 16 ? view.getBigUint64(block + i * 8) : sha512Word(words, i);
    sha512Rounds(words, state, sha512Constants);
  }
  const digest = new DataView(new ArrayBuffer(64));
  for (const [i, word] of state.entries()) digest.setBigUint64(i * 8, word);
  return new Uint8Array(digest.buffer);
}

const word64 = (1n << 64n) - 1n;

function rotateRight64(word: bigint, by: bigint): bigint {
  return (word >> by) | ((word << (64n - by)) & word64);
}

function sha512Word(words: BigUint64Array, i: number): bigint {
  const early = words[i - 15] ?? 0n;
  const late = words[i - 2] ?? 0n;
  const first = rotateRight64(early, 1n) ^ rotateRight64(early, 8n) ^ (early >> 7n);
  const second = rotateRight64(late, 19n) ^ rotateRight64(late, 61n) ^ (late >> 6n);
  return ((words[i - 16] ?? 0n) + first + (words[i - 7] ?? 0n) + second) & word64;
}

function sha512Rounds(words: BigUint64Array, state: bigint[], constants: readonly bigint[]): void {
  let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = state;
  for (let i = 0; i < 80; i++) {
    const choice = (e & f) ^ (~e & word64 & g);
    const spread = rotateRight64(e, 14n) ^ rotateRight64(e, 18n) ^ rotateRight64(e, 41n);
    const first = (h + spread + choice + (constants[i] ?? 0n) + (words[i] ?? 0n)) & word64;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const mixed = rotateRight64(a, 28n) ^ rotateRight64(a, 34n) ^ rotateRight64(a, 39n);
    const second = (mixed + majority) & word64;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) & word64, c, b, a, (first + second) & word64];
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i] = ((state[i] ?? 0n) + word) & word64;
}

export function formatHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
