import { succeed } from '../../../base/result.ts';
import { notComputed, yamlNotRead } from '../../../diagnostics/kinds/functions.ts';
import {
  dynamicType,
  isKnown,
  listOf,
  objectOf,
  objectType,
  stringType,
  stringValue,
  unknownOf,
} from '../values/construct.ts';
import { decodeJson, encodeJson } from '../values/json.ts';
import type { Type, Unknown, Value } from '../values/value.ts';
import { argumentAt, textAt } from './arguments.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { characterSet } from './character-sets.ts';
import { decodeUtf8, encodeUtf8 } from './characters.ts';
import { parseCsv } from './csv.ts';
import {
  type FunctionContext,
  type FunctionDefinition,
  type FunctionTable,
  type Outcome,
  refuse,
} from './definition.ts';
import { problemOf } from './problem.ts';
import { decodeYaml } from './yaml-decode.ts';
import { encodeYaml } from './yaml-encode.ts';

const str = { name: 'str', type: stringType };

export const encodingFunctions: FunctionTable = {
  base64encode: {
    parameters: [str],
    result: stringType,
    apply: (args) => succeed(stringValue(encodeBase64(encodeUtf8(textAt(args, 0))))),
  },
  base64decode: { parameters: [str], result: stringType, apply: applyBase64Decode },
  // The compressor's choices are part of the text; any other compressor writes other bytes.
  base64gzip: notComputedHere('base64gzip', [str], 'impure'),
  rsadecrypt: notComputedHere(
    'rsadecrypt',
    [
      { name: 'ciphertext', type: stringType },
      { name: 'privatekey', type: stringType },
    ],
    'not-readable',
  ),
  textencodebase64: {
    parameters: [
      { name: 'string', type: stringType },
      { name: 'encoding', type: stringType },
    ],
    result: stringType,
    apply: applyTextEncode,
  },
  textdecodebase64: {
    parameters: [
      { name: 'source', type: stringType },
      { name: 'encoding', type: stringType },
    ],
    result: stringType,
    apply: applyTextDecode,
  },
  urlencode: {
    parameters: [str],
    result: stringType,
    apply: (args) => succeed(stringValue(encodeQuery(textAt(args, 0)))),
  },
  jsonencode: {
    parameters: [{ name: 'val', type: dynamicType, accepts: ['null', 'unknown', 'sensitive'] }],
    result: stringType,
    apply: (args) => succeed(encodeJson(argumentAt(args, 0))),
  },
  jsondecode: { parameters: [str], result: dynamicType, apply: applyJsonDecode },
  yamlencode: {
    parameters: [{ name: 'value', type: dynamicType, accepts: ['null'] }],
    result: stringType,
    apply: (args) => {
      const value = argumentAt(args, 0);
      return succeed(isKnown(value) ? stringValue(encodeYaml(value)) : value);
    },
  },
  yamldecode: {
    parameters: [{ name: 'src', type: stringType }],
    result: dynamicType,
    apply: applyYamlDecode,
  },
  csvdecode: { parameters: [str], result: dynamicType, apply: applyCsvDecode },
};

function applyBase64Decode(args: readonly Value[]): Outcome {
  const bytes = decodeBase64(textAt(args, 0));
  if (bytes === undefined) return refuse('base64decode', 'str', 0, 'not-base64', textAt(args, 0));
  const text = decodeUtf8(bytes);
  return text === undefined ? refuse('base64decode', 'str', 0, 'not-utf8') : succeed(stringValue(text));
}

function notComputedHere(
  name: string,
  parameters: FunctionDefinition['parameters'],
  reason: Unknown['reason'],
): FunctionDefinition {
  return {
    parameters,
    result: stringType,
    apply: (_args, context) => succeed(leaveUnknown(name, reason, stringType, context)),
  };
}

function leaveUnknown(name: string, reason: Unknown['reason'], type: Type, context: FunctionContext): Value {
  context.note?.(problemOf(notComputed, { function: name }));
  return unknownOf(type, { reason, references: [] }, { notNull: true });
}

function applyTextEncode(args: readonly Value[], context: FunctionContext): Outcome {
  const set = characterSet(textAt(args, 1));
  if (set === 'unknown-name')
    return refuse('textencodebase64', 'encoding', 1, 'bad-encoding-name', textAt(args, 1));
  if (set === 'not-built-in')
    return succeed(leaveUnknown('textencodebase64', 'not-modelled', stringType, context));
  const bytes = set.encode(textAt(args, 0));
  if (bytes === undefined) return refuse('textencodebase64', 'string', 0, 'not-in-encoding');
  return succeed(stringValue(encodeBase64(bytes)));
}

function applyTextDecode(args: readonly Value[], context: FunctionContext): Outcome {
  const set = characterSet(textAt(args, 1));
  if (set === 'unknown-name')
    return refuse('textdecodebase64', 'encoding', 1, 'bad-encoding-name', textAt(args, 1));
  const bytes = decodeBase64(textAt(args, 0));
  if (bytes === undefined) return refuse('textdecodebase64', 'source', 0, 'not-base64', textAt(args, 0));
  if (set === 'not-built-in')
    return succeed(leaveUnknown('textdecodebase64', 'not-modelled', stringType, context));
  const text = set.decode(bytes);
  return text === undefined
    ? refuse('textdecodebase64', 'source', 0, 'not-in-encoding')
    : succeed(stringValue(text));
}

/** The query form: unreserved characters stay, a space becomes `+`. */
function encodeQuery(text: string): string {
  return [...encodeUtf8(text)]
    .map((byte) => {
      const letter = String.fromCharCode(byte);
      if (/[A-Za-z0-9\-_.~]/.test(letter)) return letter;
      return letter === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

function applyJsonDecode(args: readonly Value[]): Outcome {
  const decoded = decodeJson(textAt(args, 0));
  return decoded.ok ? decoded : refuse('jsondecode', 'str', 0, 'not-json');
}

/** YAML that is not read here leaves the result open, and says so. */
function applyYamlDecode(args: readonly Value[], context: FunctionContext): Outcome {
  const decoded = decodeYaml(textAt(args, 0));
  if (decoded.ok) return decoded;
  if (decoded.error.kind === 'syntax') return refuse('yamldecode', 'src', 0, 'not-yaml');
  const { construct, line } = decoded.error;
  context.note?.(problemOf(yamlNotRead, { construct, line }, 0));
  return succeed(unknownOf(dynamicType, { reason: 'not-modelled', references: [] }));
}

function applyCsvDecode(args: readonly Value[]): Outcome {
  const rows = parseCsv(textAt(args, 0));
  const [header, ...records] = rows ?? [];
  if (header === undefined || new Set(header).size !== header.length)
    return refuse('csvdecode', 'str', 0, 'not-csv');
  if (records.some((record) => record.length !== header.length))
    return refuse('csvdecode', 'str', 0, 'not-csv');
  const row = objectType(Object.fromEntries(header.map((name) => [name.normalize('NFC'), stringType])));
  const objects = records.map((record) =>
    objectOf(header.map((name, i): [string, Value] => [name.normalize('NFC'), stringValue(record[i] ?? '')])),
  );
  return succeed(listOf(row, objects));
}
