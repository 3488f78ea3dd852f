import { assertNever } from '../base/invariant.ts';
import { ipv4PrefixAt, ipv6PrefixAt, type Prefix, parseIpv4, parseIpv6, parsePrefix } from '../ip/address.ts';
import { compileArn, matchesArn } from './arn-pattern.ts';
import { type Certainty, certainly, either, not } from './certainty.ts';
import type { Comparison, Condition, Test } from './condition-operators.ts';
import { parseDate, parseNumber } from './condition-values.ts';
import { type Doubts, doubtKey, doubtPattern } from './doubts.ts';
import { matches, type Pattern } from './pattern.ts';
import { keyOf, type RequestContext } from './request.ts';
import { isSameReference, type Text } from './text.ts';
import { fillIn } from './variables.ts';

/** Does the request meet the condition? What stays open is noted. */
export function conditionHolds(condition: Condition, request: RequestContext, doubts: Doubts): Certainty {
  const value = keyOf(request, condition.key);
  if (condition.test.kind === 'null') return nullHolds(condition, value.state, doubts);
  switch (value.state) {
    case 'absent':
      return holdsWithoutKey(condition);
    case 'unknown':
      return holdsWithUnknownKey(condition, doubts);
    case 'present':
      if (value.values.length === 0) return holdsWithoutKey(condition);
      return holdsForValues(condition, condition.test, value.values, request, doubts);
    default:
      return assertNever(value);
  }
}

function nullHolds(condition: Condition, state: 'present' | 'absent' | 'unknown', doubts: Doubts): Certainty {
  if (state === 'unknown' || condition.isOpen) {
    doubtKey(doubts, condition.writtenKey);
    return 'maybe';
  }
  const wanted = condition.test.kind === 'null' ? condition.test.wantsAbsent : [];
  return certainly(wanted.includes(state === 'absent'));
}

/**
 * Without the key, negated operators and `ForAllValues` hold, the others do not; `IfExists` always holds.
 *
 * KEY-3: a Deny with `NotIpAddress aws:SourceIp` therefore hits every call through an endpoint.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function holdsWithoutKey(condition: Condition): Certainty {
  if (condition.ifExists || condition.qualifier === 'ForAllValues') return 'yes';
  if (condition.qualifier === 'ForAnyValue') return 'no';
  return certainly(condition.isNegated);
}

/** A star meets every value, so only the absence of the key could change the answer. */
function holdsWithUnknownKey(condition: Condition, doubts: Doubts): Certainty {
  const { test } = condition;
  const meetsAll = test.kind === 'text' && test.patterns.some(({ form }) => form === 'any');
  if (meetsAll && certainly(!condition.isNegated) === holdsWithoutKey(condition))
    return holdsWithoutKey(condition);
  doubtKey(doubts, condition.writtenKey);
  return 'maybe';
}

type ValueTest = Exclude<Test, { readonly kind: 'null' }>;

function holdsForValues(
  condition: Condition,
  test: ValueTest,
  values: readonly Text[],
  request: RequestContext,
  doubts: Doubts,
): Certainty {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return holdsForValue(condition, test, only, request, doubts);
  const holdsForAll =
    condition.qualifier === 'ForAllValues' || (condition.qualifier === undefined && condition.isNegated);
  let answer: Certainty = holdsForAll ? 'yes' : 'no';
  for (const value of values) {
    const one = holdsForValue(condition, test, value, request, doubts);
    answer = holdsForAll ? not(either(not(answer), not(one))) : either(answer, one);
  }
  return answer;
}

function holdsForValue(
  condition: Condition,
  test: ValueTest,
  value: Text,
  request: RequestContext,
  doubts: Doubts,
): Certainty {
  const met = condition.isOpen
    ? either(meets(condition, test, value, request), 'maybe')
    : meets(condition, test, value, request);
  if (met === 'maybe') doubtPattern(doubts, condition.values, value, condition.unknowns);
  return condition.isNegated ? not(met) : met;
}

/** Does one value of the request meet any value of the policy? */
function meets(condition: Condition, test: ValueTest, value: Text, request: RequestContext): Certainty {
  switch (test.kind) {
    case 'text':
      return meetsAny(condition, test.patterns, request, (pattern) => matches(pattern, value));
    case 'arn':
      return meetsArn(condition, test, value, request);
    case 'number':
      return compareAny(test, value, parseNumber);
    case 'date':
      return compareTime(test, value);
    case 'boolean':
      return meetsBoolean(test.values, value);
    case 'address':
      return meetsAddress(test, value);
    default:
      return assertNever(test);
  }
}

function meetsAny(
  condition: Condition,
  patterns: readonly Pattern[],
  request: RequestContext,
  meetsOne: (pattern: Pattern) => Certainty,
): Certainty {
  let answer: Certainty = 'no';
  for (const pattern of patterns) {
    answer = either(
      answer,
      pattern.hasVariables ? meetsFilled(condition, pattern, request, meetsOne) : meetsOne(pattern),
    );
    if (answer === 'yes') return 'yes';
  }
  return answer;
}

/**
 * A variable that the request does not have meets nothing; whether a negated operator then holds or the
 * statement is void, AWS leaves open ("might cause the entire statement to be invalid").
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
function meetsFilled(
  condition: Condition,
  pattern: Pattern,
  request: RequestContext,
  meetsOne: (pattern: Pattern) => Certainty,
): Certainty {
  const filled = fillIn(pattern, request);
  if (filled === 'absent') return condition.isNegated ? 'maybe' : 'no';
  return meetsOne(filled);
}

function meetsArn(
  condition: Condition,
  test: Extract<ValueTest, { readonly kind: 'arn' }>,
  value: Text,
  request: RequestContext,
): Certainty {
  let answer: Certainty = 'no';
  for (const pattern of test.patterns) {
    const one = pattern.whole.hasVariables
      ? meetsFilled(condition, pattern.whole, request, (filled) => matchesArn(compileArn(filled), value))
      : matchesArn(pattern, value);
    answer = either(answer, one);
    if (answer === 'yes') return 'yes';
  }
  return answer;
}

function compareAny(
  test: { readonly comparison: Comparison; readonly values: readonly number[] },
  value: Text,
  parse: (text: string) => number | undefined,
): Certainty {
  if (typeof value !== 'string') return test.values.length === 0 ? 'no' : 'maybe';
  const actual = parse(value);
  if (actual === undefined) return 'no';
  return certainly(test.values.some((wanted) => compare(actual, test.comparison, wanted)));
}

const dayMilliseconds = 86_400_000;

/** Of a day without an hour only what holds at its beginning and at its end is certain. */
function compareTime(test: Extract<ValueTest, { readonly kind: 'date' }>, value: Text): Certainty {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value))
    return compareAny(test, value, parseDate);
  const begins = parseDate(value);
  if (begins === undefined) return 'no';
  let answer: Certainty = 'no';
  for (const wanted of test.values) {
    const ends = begins + dayMilliseconds - 1;
    const atBegin = compare(begins, test.comparison, wanted);
    const isOnTheDay = wanted >= begins && wanted <= ends;
    answer = either(answer, isOnTheDay ? 'maybe' : certainly(atBegin));
  }
  return answer;
}

function compare(actual: number, comparison: Comparison, wanted: number): boolean {
  switch (comparison) {
    case 'equals':
      return actual === wanted;
    case 'less':
      return actual < wanted;
    case 'less-or-equal':
      return actual <= wanted;
    case 'greater':
      return actual > wanted;
    case 'greater-or-equal':
      return actual >= wanted;
  }
}

function meetsBoolean(wanted: readonly boolean[], value: Text): Certainty {
  if (typeof value !== 'string') return wanted.includes(true) && wanted.includes(false) ? 'yes' : 'maybe';
  const text = value.toLowerCase();
  if (text !== 'true' && text !== 'false') return 'no';
  return certainly(wanted.includes(text === 'true'));
}

/** The request's value is an address, or the block that the address is in. */
function meetsAddress(test: Extract<ValueTest, { readonly kind: 'address' }>, value: Text): Certainty {
  const { prefixes, references } = test;
  if (typeof value !== 'string') {
    const [only, ...more] = value;
    const isIt = typeof only === 'object' && references.some((one) => isSameReference(one, only));
    if (isIt && more.length === 0) return 'yes';
    return prefixes.length === 0 ? 'no' : 'maybe';
  }
  const actual = readBlock(value);
  if (actual === undefined) return 'no';
  let answer: Certainty = 'no';
  for (const prefix of prefixes) answer = either(answer, isInside(actual, prefix));
  return answer;
}

/** An address as a block of one. */
export function readBlock(text: string): Prefix | undefined {
  const ipv4 = parseIpv4(text);
  if (ipv4 !== undefined) return { family: 'ipv4', address: ipv4, length: 32 };
  if (text.includes('/')) {
    const read = parsePrefix(text);
    if (read.ok) return read.value;
    return read.error.kind === 'host-bits-set' ? read.error.canonical : undefined;
  }
  const ipv6 = parseIpv6(text);
  return ipv6 === undefined ? undefined : { family: 'ipv6', address: ipv6, length: 128 };
}

function isInside(actual: Prefix, prefix: Prefix): Certainty {
  if (actual.length >= prefix.length) return certainly(holdsBlock(prefix, actual));
  return holdsBlock(actual, prefix) ? 'maybe' : 'no';
}

function holdsBlock(outer: Prefix, inner: Prefix): boolean {
  if (outer.family === 'ipv4' && inner.family === 'ipv4') {
    return ipv4PrefixAt(inner.address, outer.length).address === outer.address;
  }
  if (outer.family === 'ipv6' && inner.family === 'ipv6') {
    return ipv6PrefixAt(inner.address, outer.length).address === outer.address;
  }
  return false;
}
