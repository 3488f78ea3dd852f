import { formatReference } from '../../../../base/known.ts';
import type { SourceRange } from '../../../../base/source-range.ts';
import { diagnose } from '../../../../diagnostics/diagnostic.ts';
import {
  type CountReason,
  type ForEachReason,
  invalidCount,
  invalidForEach,
  tooManyInstances,
  unknownInstanceCount,
} from '../../../../diagnostics/kinds/instances.ts';
import {
  isSensitive,
  numberType,
  numberValue,
  objectOf,
  stringType,
  stringValue,
  unknownOf,
  unknownsWithin,
} from '../../values/construct.ts';
import { convert } from '../../values/convert.ts';
import { compareNumbers, formatNumber, toSafeInteger, zero } from '../../values/number.ts';
import { describeType, typeOf } from '../../values/type.ts';
import { mergeUnknowns } from '../../values/unknowns.ts';
import type { Unknown, Value } from '../../values/value.ts';
import { evaluate } from '../expressions/evaluate.ts';
import { symbolicElement } from '../expressions/iterate.ts';
import { invalidValue, isInvalid } from '../expressions/unknown-parts.ts';
import { bind, type Scope, within } from '../scope.ts';
import { limits } from '../session.ts';
import type { PlacedBody } from '../source.ts';

/** One of the instances that a block stands for. */
export interface Repeated {
  readonly key: string | number | undefined;
  /** `each` or `count` bound. */
  readonly scope: Scope;
}

/** How many instances a block has (TF-4). */
export type Expansion =
  | { readonly kind: 'single'; readonly one: Repeated }
  | { readonly kind: 'count' | 'for_each'; readonly items: readonly Repeated[] }
  /** TF-8: one that stands for any number. */
  | { readonly kind: 'symbolic'; readonly one: Repeated; readonly unknown: Unknown };

/** Reads `count` and `for_each` of a resource, data source or module call. */
export function expand(body: PlacedBody, address: string, scope: Scope): Expansion {
  const count = body.attributes.get('count');
  if (count !== undefined) {
    const range = count.source.locate(count.node.value.span);
    return expandCount(evaluate(count.node.value, within(scope, count.source)), { address, range, scope });
  }
  const forEach = body.attributes.get('for_each');
  if (forEach === undefined) return { kind: 'single', one: { key: undefined, scope } };
  const range = forEach.source.locate(forEach.node.value.span);
  return expandForEach(evaluate(forEach.node.value, within(scope, forEach.source)), {
    address,
    range,
    scope,
  });
}

interface Asked {
  readonly address: string;
  readonly range: SourceRange;
  readonly scope: Scope;
}

function expandCount(value: Value, asked: Asked): Expansion {
  const converted = convert(value, numberType);
  if (!converted.ok) return refuseCount('not-a-number', value, asked);
  const count = converted.value;
  if (count.kind === 'unknown') return openCount(count.unknown, asked);
  if (count.kind !== 'number') return refuseCount('null', value, asked);
  if (isSensitive(count)) return refuseCount('sensitive', value, asked);
  if (compareNumbers(count.value, zero) < 0) return refuseCount('negative', value, asked);
  const whole = toSafeInteger(count.value);
  if (whole === undefined) return refuseCount('not-whole', value, asked);
  if (!takeInstances(whole, asked)) return symbolicCount({ reason: 'not-modelled', references: [] }, asked);
  const items = Array.from({ length: whole }, (_, i) => ({
    key: i,
    scope: bindCount(numberValue(i), asked),
  }));
  return { kind: 'count', items };
}

function bindCount(index: Value, asked: Asked): Scope {
  return bind(asked.scope, 'count', objectOf([['index', index]]));
}

function refuseCount(because: CountReason, value: Value, asked: Asked): Expansion {
  const found = value.kind === 'number' && !isSensitive(value) ? formatNumber(value.value) : foundType(value);
  if (!isInvalid(value)) asked.scope.report(diagnose(invalidCount, { because, found }, asked.range));
  return symbolicCount(invalidValue().unknown, asked);
}

function foundType(value: Value): string {
  return value.kind === 'null' ? 'null' : describeType(typeOf(value));
}

function openCount(unknown: Unknown, asked: Asked): Expansion {
  tellOpen('count', unknown, asked);
  return symbolicCount(unknown, asked);
}

function symbolicCount(unknown: Unknown, asked: Asked): Expansion {
  const index = unknownOf(
    numberType,
    { reason: unknown.reason, references: unknown.references },
    { notNull: true },
  );
  return { kind: 'symbolic', one: { key: undefined, scope: bindCount(index, asked) }, unknown };
}

function tellOpen(argument: 'count' | 'for_each', unknown: Unknown, asked: Asked): void {
  if (unknown.reason === 'invalid') return;
  const hangsOn = unknown.references.slice(0, 3).map(formatReference);
  const facts = { address: asked.address, argument, hangsOn };
  asked.scope.report(diagnose(unknownInstanceCount, facts, asked.range));
}

/** @returns false when the project's limit would be passed */
function takeInstances(count: number, asked: Asked): boolean {
  const { counters, report } = asked.scope.session;
  if (counters.instances + count > limits.instances) {
    const facts = { address: asked.address, count, limit: limits.instances };
    report(diagnose(tooManyInstances, facts, asked.range));
    return false;
  }
  counters.instances += count;
  return true;
}

function expandForEach(value: Value, asked: Asked): Expansion {
  if (value.kind === 'null') return refuseForEach('null', value, asked);
  if (isSensitive(value)) return refuseForEach('sensitive', value, asked);
  if (value.kind === 'unknown') {
    const { kind } = value.type;
    const mayWork = kind === 'dynamic' || kind === 'map' || kind === 'object' || kind === 'set';
    return mayWork ? openForEach(value.unknown, value, asked) : refuseForEach('not-a-map', value, asked);
  }
  if (value.kind === 'set') return expandSet(value, asked);
  if (value.kind !== 'map' && value.kind !== 'object') return refuseForEach('not-a-map', value, asked);
  return expandItems(
    [...value.entries].map(([key, item]) => ({ key, value: item })),
    asked,
  );
}

function expandSet(set: Extract<Value, { kind: 'set' }>, asked: Asked): Expansion {
  const items: { key: string; value: Value }[] = [];
  for (const item of set.items) {
    if (item.kind === 'unknown') return openForEach(mergeUnknowns(unknownsWithin(set)), set, asked);
    if (item.kind === 'null') return refuseForEach('null-element', set, asked);
    if (item.kind !== 'string') return refuseForEach('not-a-map', set, asked);
    items.push({ key: item.value, value: item });
  }
  return expandItems(items, asked);
}

function expandItems(
  items: readonly { readonly key: string; readonly value: Value }[],
  asked: Asked,
): Expansion {
  if (!takeInstances(items.length, asked)) {
    return symbolicForEach({ reason: 'not-modelled', references: [] }, undefined, asked);
  }
  const repeated = items.map(({ key, value }) => ({ key, scope: bindEach(stringValue(key), value, asked) }));
  return { kind: 'for_each', items: repeated };
}

function bindEach(key: Value, value: Value, asked: Asked): Scope {
  const each = objectOf([
    ['key', key],
    ['value', value],
  ]);
  return bind(asked.scope, 'each', each);
}

function refuseForEach(because: ForEachReason, value: Value, asked: Asked): Expansion {
  if (!isInvalid(value)) {
    asked.scope.report(diagnose(invalidForEach, { because, found: foundType(value) }, asked.range));
  }
  return symbolicForEach(invalidValue().unknown, undefined, asked);
}

function openForEach(unknown: Unknown, value: Value, asked: Asked): Expansion {
  tellOpen('for_each', unknown, asked);
  return symbolicForEach(unknown, value, asked);
}

function symbolicForEach(unknown: Unknown, value: Value | undefined, asked: Asked): Expansion {
  const plain: Unknown = { reason: unknown.reason, references: unknown.references };
  const key = unknownOf(stringType, plain, { notNull: true });
  const element = value?.kind === 'unknown' ? symbolicElement(value).value : invalidToOpen(plain);
  return { kind: 'symbolic', one: { key: undefined, scope: bindEach(key, element, asked) }, unknown };
}

function invalidToOpen(unknown: Unknown): Value {
  return unknownOf({ kind: 'dynamic' }, unknown);
}

/** `[0]`, `["a"]`, nothing for a single instance. */
export function formatInstanceKey(key: string | number | undefined): string {
  if (key === undefined) return '';
  return typeof key === 'number' ? `[${key}]` : `[${quoteKey(key)}]`;
}

/** Terraform writes keys as quoted HCL strings. */
function quoteKey(key: string): string {
  return JSON.stringify(key).replace(/\$\{/g, '$${').replace(/%\{/g, '%%{');
}
