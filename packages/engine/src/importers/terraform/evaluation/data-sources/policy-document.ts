import {
  isWhollyKnown,
  listOf,
  objectOf,
  stringType,
  stringValue,
  unknownFrom,
} from '../../values/construct.ts';
import { compareBytes } from '../../values/text-order.ts';
import type { Value } from '../../values/value.ts';
import { elementsOf } from '../expressions/iterate.ts';
import { formatPolicy, type PolicyJson, readPolicyText } from './policy-text.ts';
import { entryOf, isAbsent, itemsOf, textOf } from './read-values.ts';

/** A statement on its way into the document; `sid` decides what overrides what. */
interface Statement {
  readonly sid: string;
  readonly json: PolicyJson;
}

interface Document {
  readonly version: string;
  readonly id: Value | undefined;
  readonly statements: readonly Statement[];
}

/**
 * The policy's JSON as the provider writes it: source documents, then the written statements, then override
 * documents, of equal `sid` the last; lists in reverse order, single values without a list.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function computePolicyDocument(values: ReadonlyMap<string, Value>): Record<string, Value> {
  const sources = readDocuments(values, ['source_json', 'source_policy_documents']);
  const overrides = readDocuments(values, ['override_json', 'override_policy_documents']);
  const own = readOwn(values);
  if (sources === undefined || overrides === undefined || own === undefined) return openDocument(values);
  const merged = [...sources, own, ...overrides].reduce(mergeDocuments);
  const json = toJson(merged);
  return {
    json: formatPolicy(json, 'indented'),
    minified_json: formatPolicy(json, 'minified'),
    version: stringValue(own.version),
    statement: fillStatements(values.get('statement')),
  };
}

function openDocument(values: ReadonlyMap<string, Value>): Record<string, Value> {
  const parts = [...values].filter(([name]) => written.has(name)).map(([, value]) => value);
  const text = unknownFrom(
    stringType,
    parts.filter((part) => !isWhollyKnown(part)),
    { notNull: true },
  );
  return { json: text, minified_json: text };
}

const written: ReadonlySet<string> = new Set([
  'statement',
  'policy_id',
  'version',
  'source_json',
  'source_policy_documents',
  'override_json',
  'override_policy_documents',
]);

/** @returns `undefined` when what the documents say is not known */
function readDocuments(
  values: ReadonlyMap<string, Value>,
  names: readonly string[],
): readonly Document[] | undefined {
  const documents: Document[] = [];
  for (const name of names) {
    const value = values.get(name);
    if (value === undefined || value.kind === 'null') continue;
    const texts = value.kind === 'string' ? [value] : elementsOf(value)?.map((element) => element.value);
    if (texts === undefined) return undefined;
    for (const text of texts) {
      if (isAbsent(text)) continue;
      const document = readPolicyText(text);
      if (document === undefined) return undefined;
      documents.push(readDocument(document));
    }
  }
  return documents;
}

function readDocument(document: Value): Document {
  const statements = entryOf(document, 'Statement');
  const list = statements?.kind === 'object' ? [statements] : itemsOf(statements);
  return {
    version: textOf(entryOf(document, 'Version')) ?? '',
    id: entryOf(document, 'Id'),
    statements: list.map((statement) => ({
      sid: textOf(entryOf(statement, 'Sid')) ?? '',
      json: jsonOfSource(statement),
    })),
  };
}

const fieldOrder = [
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
] as const;

function jsonOfSource(statement: Value): PolicyJson {
  const entries = fieldOrder.flatMap((field): [string, PolicyJson][] => {
    const value = entryOf(statement, field);
    if (value === undefined || value.kind === 'null' || (field === 'Sid' && isAbsent(value))) return [];
    return [[field, field.endsWith('Principal') ? principalOfSource(value) : plainJson(value)]];
  });
  return { kind: 'object', entries };
}

/** Identifiers that are read back are put in reverse order again. */
function principalOfSource(value: Value): PolicyJson {
  if (value.kind !== 'object') return plainJson(value);
  return mapEntries(value, (identifiers) => {
    const items = elementsOf(identifiers)?.map((element) => element.value);
    if (items === undefined) return textJson(identifiers);
    return { kind: 'list', items: sortReverse(items).map(textJson) };
  });
}

function mapEntries(value: Value, each: (inner: Value) => PolicyJson): PolicyJson {
  if (value.kind !== 'object' && value.kind !== 'map') return textJson(value);
  const sorted = [...value.entries].toSorted(([a], [b]) => compareBytes(a, b));
  return { kind: 'object', entries: sorted.map(([name, inner]) => [name, each(inner)]) };
}

function plainJson(value: Value): PolicyJson {
  if (value.kind === 'object' || value.kind === 'map') return mapEntries(value, plainJson);
  const items = elementsOf(value);
  return items === undefined
    ? textJson(value)
    : { kind: 'list', items: items.map((item) => plainJson(item.value)) };
}

function textJson(value: Value): PolicyJson {
  if (value.kind === 'bool') return { kind: 'text', value: stringValue(String(value.value)) };
  return { kind: 'text', value };
}

/** The document of the written `statement` blocks; `undefined` when their number is not known. */
function readOwn(values: ReadonlyMap<string, Value>): Document | undefined {
  const statements = values.get('statement');
  if (statements?.kind === 'unknown') return undefined;
  const items = itemsOf(statements);
  if (items.some((item) => item.kind === 'unknown')) return undefined;
  const read = items.map(readStatement);
  if (!read.every((statement) => statement !== undefined)) return undefined;
  return {
    version: textOf(values.get('version')) ?? '2012-10-17',
    id: isAbsent(values.get('policy_id')) ? undefined : values.get('policy_id'),
    statements: read,
  };
}

function readStatement(statement: Value): Statement | undefined {
  const entries: [string, PolicyJson][] = [];
  const sid = entryOf(statement, 'sid');
  if (sid !== undefined && !isAbsent(sid)) entries.push(['Sid', { kind: 'text', value: sid }]);
  const effect = entryOf(statement, 'effect');
  const effectText = effect === undefined || isAbsent(effect) ? stringValue('Allow') : effect;
  entries.push(['Effect', { kind: 'text', value: effectText }]);
  for (const [field, name] of listFields) {
    const list = readList(entryOf(statement, name));
    if (list === 'open') return undefined;
    if (list.length > 0) entries.push([field, collapse(sortReverse(list))]);
  }
  for (const [field, name] of principalFields) {
    const principals = readPrincipals(entryOf(statement, name));
    if (principals === 'open') return undefined;
    if (principals !== undefined) entries.push([field, principals]);
  }
  const condition = readConditions(entryOf(statement, 'condition'));
  if (condition === 'open') return undefined;
  if (condition !== undefined) entries.push(['Condition', condition]);
  return { sid: textOf(sid) ?? '', json: { kind: 'object', entries } };
}

const listFields = [
  ['Action', 'actions'],
  ['NotAction', 'not_actions'],
  ['Resource', 'resources'],
  ['NotResource', 'not_resources'],
] as const;

const principalFields = [
  ['Principal', 'principals'],
  ['NotPrincipal', 'not_principals'],
] as const;

/** Texts with `&{` turned into `${`; `open` when the list itself is not known. */
function readList(value: Value | undefined): readonly Value[] | 'open' {
  if (value === undefined || value.kind === 'null') return [];
  const elements = elementsOf(value);
  return elements === undefined ? 'open' : elements.map((element) => replaceVariables(element.value));
}

/** `&{aws:username}` is written so that Terraform does not read it. */
function replaceVariables(value: Value): Value {
  if (value.kind === 'string') return stringValue(value.value.replaceAll('&{', '${'));
  if (value.kind !== 'unknown' || value.unknown.template === undefined) return value;
  const template = value.unknown.template.map((piece) =>
    typeof piece === 'string' ? piece.replaceAll('&{', '${') : piece,
  );
  return { ...value, unknown: { ...value.unknown, template } };
}

function collapse(items: readonly Value[]): PolicyJson {
  const [first] = items;
  if (first !== undefined && items.length === 1) return { kind: 'text', value: first };
  return { kind: 'list', items: items.map((value) => ({ kind: 'text', value })) };
}

/** Known texts in reverse order; where unknown ones will come is not known: they are put last. */
function sortReverse(items: readonly Value[]): readonly Value[] {
  const known = items.filter((item) => item.kind === 'string');
  const open = items.filter((item) => item.kind !== 'string');
  return [...known.toSorted((a, b) => compareBytes(b.value, a.value)), ...open];
}

function readPrincipals(value: Value | undefined): PolicyJson | undefined | 'open' {
  if (value?.kind === 'unknown') return 'open';
  const byType = new Map<string, Value[]>();
  for (const block of itemsOf(value)) {
    const type = textOf(entryOf(block, 'type'));
    const identifiers = readList(entryOf(block, 'identifiers'));
    if (type === undefined || identifiers === 'open') return 'open';
    byType.set(type, [...(byType.get(type) ?? []), ...sortReverse(identifiers)]);
  }
  if (byType.size === 0) return undefined;
  const everyone = byType.get('*');
  if (byType.size === 1 && everyone?.length === 1 && textOf(everyone[0]) === '*') {
    return { kind: 'text', value: stringValue('*') };
  }
  const sorted = [...byType].toSorted(([a], [b]) => compareBytes(a, b));
  return { kind: 'object', entries: sorted.map(([type, identifiers]) => [type, collapse(identifiers)]) };
}

/** Values of a condition keep their order; equal test and variable are joined. */
function readConditions(value: Value | undefined): PolicyJson | undefined | 'open' {
  if (value?.kind === 'unknown') return 'open';
  const tests = new Map<string, Map<string, readonly Value[]>>();
  for (const block of itemsOf(value)) {
    const test = textOf(entryOf(block, 'test'));
    const variable = textOf(entryOf(block, 'variable'));
    const values = readList(entryOf(block, 'values'));
    if (test === undefined || variable === undefined || values === 'open') return 'open';
    const variables = tests.get(test) ?? new Map<string, readonly Value[]>();
    variables.set(variable, [...(variables.get(variable) ?? []), ...values]);
    tests.set(test, variables);
  }
  if (tests.size === 0) return undefined;
  const byName = <Item>([a]: readonly [string, Item], [b]: readonly [string, Item]): number =>
    compareBytes(a, b);
  const entries = [...tests].toSorted(byName).map(([test, variables]): [string, PolicyJson] => {
    const inner = [...variables].toSorted(byName);
    return [test, { kind: 'object', entries: inner.map(([name, items]) => [name, collapse(items)]) }];
  });
  return { kind: 'object', entries };
}

/** The later document's id and newer version win; its statements replace those of the same `Sid`. */
function mergeDocuments(base: Document, later: Document): Document {
  const statements = [...base.statements];
  for (const statement of later.statements) {
    const at = statement.sid === '' ? -1 : statements.findIndex(({ sid }) => sid === statement.sid);
    if (at < 0) statements.push(statement);
    else statements[at] = statement;
  }
  return {
    version: newerVersion(base.version, later.version),
    id: later.id ?? base.id,
    statements,
  };
}

/** Versions are dates, so their text orders them. */
function newerVersion(left: string, right: string): string {
  return compareBytes(left, right) < 0 ? right : left;
}

function toJson(document: Document): PolicyJson {
  const entries: [string, PolicyJson][] = [];
  if (document.version !== '') entries.push(['Version', textJson(stringValue(document.version))]);
  if (document.id !== undefined) entries.push(['Id', textJson(document.id)]);
  if (document.statements.length > 0) {
    entries.push(['Statement', { kind: 'list', items: document.statements.map(({ json }) => json) }]);
  }
  return { kind: 'object', entries };
}

/** What the provider keeps of a statement: empty instead of null. */
function fillStatements(statements: Value | undefined): Value {
  if (statements?.kind !== 'list') return statements ?? listOf({ kind: 'dynamic' }, []);
  return { ...statements, items: statements.items.map(fillStatement) };
}

function fillStatement(statement: Value): Value {
  if (statement.kind !== 'object') return statement;
  const filled = new Map(statement.entries);
  if (isAbsent(filled.get('effect'))) filled.set('effect', stringValue('Allow'));
  if (filled.get('sid')?.kind === 'null') filled.set('sid', stringValue(''));
  for (const [, name] of listFields) {
    const list = filled.get(name);
    if (list?.kind === 'null') filled.set(name, { kind: 'set', element: stringType, items: [] });
  }
  return objectOf(filled);
}
