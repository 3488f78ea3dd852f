import { succeed } from '../../../base/result.ts';
import { stringType, stringValue } from '../values/construct.ts';
import type { Value } from '../values/value.ts';
import { textAt } from './arguments.ts';
import { encodeBase64 } from './base64.ts';
import { encodeUtf8 } from './characters.ts';
import type { FunctionDefinition, FunctionTable, Outcome } from './definition.ts';
import { refuse } from './definition.ts';
import { formatHex, md5, sha1, sha256, sha512 } from './digests.ts';

/** How each hash function turns bytes into text; the file functions share it. */
export const hashes: Readonly<Record<string, (bytes: Uint8Array) => string>> = {
  md5: (bytes) => formatHex(md5(bytes)),
  sha1: (bytes) => formatHex(sha1(bytes)),
  sha256: (bytes) => formatHex(sha256(bytes)),
  sha512: (bytes) => formatHex(sha512(bytes)),
  base64sha256: (bytes) => encodeBase64(sha256(bytes)),
  base64sha512: (bytes) => encodeBase64(sha512(bytes)),
};

export const hashFunctions: FunctionTable = {
  ...Object.fromEntries(Object.entries(hashes).map(([name, hash]) => [name, ofText(hash)])),
  uuidv5: {
    parameters: [
      { name: 'namespace', type: stringType },
      { name: 'name', type: stringType },
    ],
    result: stringType,
    apply: applyUuidV5,
  },
};

function ofText(hash: (bytes: Uint8Array) => string): FunctionDefinition {
  return {
    parameters: [{ name: 'str', type: stringType }],
    result: stringType,
    apply: (args) => succeed(stringValue(hash(encodeUtf8(textAt(args, 0))))),
  };
}

/** RFC 9562, section 6.6. */
const namespaces: Readonly<Record<string, string>> = {
  dns: '6ba7b8109dad11d180b400c04fd430c8',
  url: '6ba7b8119dad11d180b400c04fd430c8',
  oid: '6ba7b8129dad11d180b400c04fd430c8',
  x500: '6ba7b8149dad11d180b400c04fd430c8',
};

function applyUuidV5(args: readonly Value[]): Outcome {
  const written = textAt(args, 0);
  const namespace = namespaces[written] ?? parseUuid(written);
  if (namespace === undefined) return refuse('uuidv5', 'namespace', 0, 'bad-namespace', written);
  const bytes = [...namespace.matchAll(/../g)].map(([pair]) => Number.parseInt(pair, 16));
  const digest = sha1(Uint8Array.from([...bytes, ...encodeUtf8(textAt(args, 1))])).slice(0, 16);
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x50;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = formatHex(digest);
  const groups = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return succeed(stringValue(groups.join('-')));
}

/** Plain, in braces, as a URN, or 32 digits without dashes. */
function parseUuid(text: string): string | undefined {
  const bare = text
    .toLowerCase()
    .replace(/^urn:uuid:/, '')
    .replace(/^\{(.*)\}$/, '$1');
  if (/^[0-9a-f]{32}$/.test(bare)) return bare;
  const isDashed = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(bare);
  return isDashed ? bare.replaceAll('-', '') : undefined;
}
