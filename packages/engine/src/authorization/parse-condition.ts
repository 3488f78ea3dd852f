import type { Reference } from '../base/known.ts';
import type { Prefix } from '../ip/address.ts';
import { compileArn } from './arn-pattern.ts';
import {
  type Condition,
  type Operator,
  operatorOf,
  type ReadOperator,
  readOperator,
  similarOperators,
  type Test,
} from './condition-operators.ts';
import { parseDate, parseNumber } from './condition-values.ts';
import { readBlock } from './conditions.ts';
import type { JsonMember, JsonNode } from './json-reader.ts';
import { complain, inside, itemsOf, type Parsing, type Place, show } from './parsing.ts';
import { compilePattern, type Pattern } from './pattern.ts';
import { formatText, piecesOf, referencesOf, type Text } from './text.ts';
import { tokenize } from './tokens.ts';

/** Every operator on every key of the Condition element; what stands open is added to `open`. */
export function parseConditions(
  parsing: Parsing,
  place: Place,
  node: JsonNode | undefined,
  open: Reference[],
): readonly Condition[] {
  if (node === undefined) return [];
  const conditionPlace = inside(place, 'Condition');
  return membersOf(parsing, conditionPlace, node, open).flatMap((member) => {
    const operatorPlace = inside(conditionPlace, member.name);
    const read = readOperator(member.name);
    if (read === undefined) {
      complain(parsing, 'NSN2210', operatorPlace, {
        at: member.at,
        written: member.name,
        expected: similarOperators(member.name),
      });
      return [];
    }
    if (!read.isUsualSpelling) {
      const expected = [read.name];
      complain(parsing, 'NSN2218', operatorPlace, { at: member.at, written: member.name, expected });
    }
    const keys = membersOf(parsing, operatorPlace, member.value, open);
    return keys.map((key) =>
      parseCondition(parsing, inside(operatorPlace, key.name), member.name, read, key),
    );
  });
}

function membersOf(parsing: Parsing, place: Place, node: JsonNode, open: Reference[]): readonly JsonMember[] {
  if (node.kind === 'object') return node.members;
  if (node.kind === 'open') open.push(node.reference);
  else complain(parsing, 'NSN2205', place, { at: node.at, written: show(node), expected: ['object'] });
  return [];
}

interface WrittenValue {
  readonly text: Text;
  readonly at: number;
}

function parseCondition(
  parsing: Parsing,
  place: Place,
  written: string,
  read: ReadOperator,
  key: JsonMember,
): Condition {
  const operator = operatorOf(read.name);
  const values = readValues(parsing, place, key.value);
  checkIds(parsing, place, operator, key, values);
  const isText = operator.family === 'text' || operator.family === 'arn' || operator.family === 'binary';
  const open = itemsOf(key.value).flatMap((item) => (item.kind === 'open' ? [item.reference] : []));
  // What is no text must be known to be compared at all.
  const unread = isText ? [] : values.flatMap(({ text }) => referencesOf(text));
  return {
    written,
    operator: read.name,
    qualifier: read.qualifier,
    ifExists: read.ifExists,
    key: key.name.toLowerCase(),
    writtenKey: key.name,
    values: values.map(({ text }) => text),
    test: compileTest(parsing, place, operator, values),
    isNegated: operator.isNegated,
    unknowns: [...open, ...unread],
    isOpen: open.length + unread.length > 0,
  };
}

/** Numbers and booleans are read as their text. */
function readValues(parsing: Parsing, place: Place, node: JsonNode): readonly WrittenValue[] {
  return itemsOf(node).flatMap((item): readonly WrittenValue[] => {
    switch (item.kind) {
      case 'string':
        return [{ text: item.text, at: item.at }];
      case 'number':
        return [{ text: item.text, at: item.at }];
      case 'boolean':
        return [{ text: String(item.value), at: item.at }];
      case 'open':
        return [];
      default:
        complain(parsing, 'NSN2205', place, { at: item.at, written: show(item), expected: ['text'] });
        return [];
    }
  });
}

function compileTest(
  parsing: Parsing,
  place: Place,
  operator: Operator,
  values: readonly WrittenValue[],
): Test {
  const { family, comparison } = operator;
  switch (family) {
    case 'text':
    case 'binary':
      return { kind: 'text', patterns: compilePatterns(parsing, place, operator, values) };
    case 'arn':
      return { kind: 'arn', patterns: compilePatterns(parsing, place, operator, values).map(compileArn) };
    case 'number':
      return {
        kind: 'number',
        comparison,
        values: readAll(parsing, place, values, parseNumber, ['10', '2.5']),
      };
    case 'date':
      return {
        kind: 'date',
        comparison,
        values: readAll(parsing, place, values, parseDate, ['2026-01-31T00:00:00Z']),
      };
    case 'boolean':
      return { kind: 'boolean', values: readAll(parsing, place, values, readBoolean, ['true', 'false']) };
    case 'address':
      return {
        kind: 'address',
        prefixes: readAll<Prefix>(parsing, place, values, readBlock, ['10.0.0.0/16']),
        references: values.flatMap(({ text }) => singleAddress(text)),
      };
    case 'null':
      return { kind: 'null', wantsAbsent: readAll(parsing, place, values, readBoolean, ['true', 'false']) };
  }
}

function compilePatterns(
  parsing: Parsing,
  place: Place,
  operator: Operator,
  values: readonly WrittenValue[],
): readonly Pattern[] {
  const rules = { wildcards: operator.wildcards, variables: parsing.hasVariables };
  return values.map(({ text, at }) => {
    const { tokens, badVariable } = tokenize(text, rules);
    if (badVariable !== undefined) complain(parsing, 'NSN2214', place, { at, written: badVariable });
    return compilePattern(text, tokens, operator.folds);
  });
}

/** Values that the operator can compare; the others are complained of, those with references left to be open. */
function readAll<Value>(
  parsing: Parsing,
  place: Place,
  values: readonly WrittenValue[],
  read: (text: string) => Value | undefined,
  expected: readonly string[],
): readonly Value[] {
  return values.flatMap(({ text, at }): readonly Value[] => {
    if (typeof text !== 'string') return [];
    const value = read(text);
    if (value !== undefined) return [value];
    complain(parsing, 'NSN2211', place, { at, written: text, expected });
    return [];
  });
}

/** `${aws_eip.nat.public_ip}`, alone or as a block of one. */
function singleAddress(text: Text): readonly Reference[] {
  const [first, rest, more] = piecesOf(text);
  const isAlone = more === undefined && (rest === undefined || rest === '/32' || rest === '/128');
  return isAlone && typeof first === 'object' ? [first] : [];
}

function readBoolean(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}

/** Keys that hold ids of AWS's making. POL-6. */
const idKeys: ReadonlySet<string> = new Set([
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceaccount',
  'aws:principalaccount',
  'aws:resourceaccount',
]);

/**
 * POL-6: an endpoint policy takes neither wildcards nor numbers for ids, and wants six letters beside a
 * wildcard.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
function checkIds(
  parsing: Parsing,
  place: Place,
  operator: Operator,
  key: JsonMember,
  values: readonly WrittenValue[],
): void {
  if (parsing.kind !== 'endpoint') return;
  const isId = idKeys.has(key.name.toLowerCase());
  if (isId && operator.family === 'number') {
    complain(parsing, 'NSN2215', place, { at: key.at, written: operator.name, expected: ['StringEquals'] });
  }
  if (operator.family !== 'text' || !operator.wildcards) return;
  for (const { text, at } of values) {
    if (!piecesOf(text).some((piece) => typeof piece === 'string' && /[*?]/.test(piece))) continue;
    const code = isId ? 'NSN2215' : isTooShort(text) ? 'NSN2217' : undefined;
    if (code !== undefined) complain(parsing, code, place, { at, written: formatText(text), expected: [] });
  }
}

const lettersMin = 6;

/** A lone star is a wildcard without letters on purpose; references are long enough. */
function isTooShort(text: Text): boolean {
  if (typeof text !== 'string' || text === '*') return false;
  const longest = Math.max(...text.split(/[*?]+/).map((literal) => literal.length));
  return longest < lettersMin;
}
