import { describe, expect, it } from 'vitest';
import { allowAll, decide, type Json, policy } from '../../test/policy-calls.ts';
import { collection } from '../base/known.ts';
import { parsePolicy } from './parse-policy.ts';
import { absent, type KeyValue, unknownKey } from './request.ts';

type Keys = Readonly<Record<string, KeyValue | string | readonly string[]>>;

/** Does the condition hold? yes, no, maybe. */
function holds(condition: Json, keys: Keys, version = '2012-10-17'): string {
  const text = JSON.stringify({ Version: version, Statement: [{ ...allowAll, Condition: condition }] });
  const document = parsePolicy(text, { kind: 'identity', name: 'p' });
  expect(document.problems.filter(({ isRefused }) => isRefused)).toEqual([]);
  const { outcome } = decide({ keys }, { identity: collection([document]) });
  return outcome === 'allowed' ? 'yes' : outcome === 'denied' ? 'no' : 'maybe';
}

/** Operator, the policy's value, the request's value, does it hold. */
const single: readonly (readonly [string, unknown, string, string])[] = [
  ['StringEquals', 'a', 'a', 'yes'],
  ['StringEquals', 'a', 'A', 'no'],
  ['StringEquals', 'a*', 'abc', 'no'],
  ['StringEquals', ['a', 'b'], 'b', 'yes'],
  ['StringNotEquals', 'a', 'b', 'yes'],
  ['StringNotEquals', ['a', 'b'], 'b', 'no'],
  ['StringEqualsIgnoreCase', 'aB', 'Ab', 'yes'],
  ['StringNotEqualsIgnoreCase', 'aB', 'Ab', 'no'],
  ['StringLike', 'a*c?', 'abcd', 'yes'],
  ['StringLike', 'a*', 'A', 'no'],
  ['StringLike', '${*}', '*', 'yes'],
  ['StringLike', '${*}', 'x', 'no'],
  ['StringLike', 'a${?}', 'a?', 'yes'],
  ['StringEquals', '${$}{x}', '${x}', 'yes'],
  ['StringNotLike', ['a*', 'b*'], 'bc', 'no'],
  ['NumericEquals', '10', '10.0', 'yes'],
  ['NumericEquals', 10, '10', 'yes'],
  ['NumericNotEquals', '10', '11', 'yes'],
  ['NumericLessThan', '10', '9', 'yes'],
  ['NumericLessThan', '10', '10', 'no'],
  ['NumericLessThanEquals', '10', '10', 'yes'],
  ['NumericGreaterThan', '10', '9', 'no'],
  ['NumericGreaterThanEquals', '10', '10', 'yes'],
  ['NumericLessThan', '10', 'nine', 'no'],
  ['DateEquals', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00', 'yes'],
  ['DateLessThan', '2026-01-01', '2025-12-31T23:59:59Z', 'yes'],
  ['DateGreaterThan', '1767225600', '2026-01-01T00:00:01Z', 'yes'],
  ['DateGreaterThanEquals', '1767225600', '2026-01-01T00:00:00Z', 'yes'],
  ['DateLessThanEquals', '2026', '2026-01-01T00:00:00Z', 'yes'],
  ['DateNotEquals', '2026', '2026-01-01T00:00:00Z', 'no'],
  ['Bool', 'true', 'TRUE', 'yes'],
  ['Bool', true, 'true', 'yes'],
  ['Bool', 'false', 'true', 'no'],
  ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', 'yes'],
  ['BinaryEquals', 'QmluYXJ5', 'qmluYXJ5', 'no'],
  ['IpAddress', '10.0.0.0/8', '10.255.255.255', 'yes'],
  ['IpAddress', '10.0.0.0/8', '11.0.0.0', 'no'],
  ['IpAddress', '10.0.0.5', '10.0.0.5', 'yes'],
  ['IpAddress', '2001:db8::/32', '2001:db8:ffff::1', 'yes'],
  ['IpAddress', '2001:db8::/32', '10.0.0.1', 'no'],
  ['IpAddress', '0.0.0.0/0', '2001:db8::1', 'no'],
  ['NotIpAddress', ['10.0.0.0/8', '192.168.0.0/16'], '192.168.1.1', 'no'],
  ['NotIpAddress', '10.0.0.0/8', '2001:db8::1', 'yes'],
  ['ArnEquals', 'arn:aws:sns:*:111122223333:t*', 'arn:aws:sns:eu-west-1:111122223333:topic', 'yes'],
  ['ArnLike', 'arn:aws:sns:*:t', 'arn:aws:sns:eu-west-1:111122223333:t', 'no'],
  ['ArnLike', 'arn:aws:iam::*:role/*', 'arn:aws:iam::111122223333:role/a/b:c', 'yes'],
  ['ArnLike', 'arn:*:iam::1:role/x', 'arn:aws:s3:iam::1:role/x', 'no'],
  ['ArnNotLike', 'arn:aws:s3:::*', 'arn:aws:sqs:eu-west-1:1:q', 'yes'],
  ['ArnNotEquals', 'arn:aws:s3:::b', 'arn:aws:s3:::b', 'no'],
  ['ArnLike', 'arn:aws:s3:::*', 'not an arn', 'no'],
];

describe('condition operators on one value', () => {
  it.each(single)('%s %o and %s: %s', (operator, value, actual, expected) => {
    expect(holds({ [operator]: { 'aws:Thing': value } }, { 'aws:Thing': actual })).toBe(expected);
  });
});

describe('without the key', () => {
  it.each([
    ['StringEquals', 'no'],
    ['StringNotEquals', 'yes'],
    ['StringEqualsIfExists', 'yes'],
    ['StringNotEqualsIfExists', 'yes'],
    ['ForAllValues:StringEquals', 'yes'],
    ['ForAnyValue:StringEquals', 'no'],
    ['ForAnyValue:StringNotEquals', 'no'],
    ['ForAnyValue:StringEqualsIfExists', 'yes'],
  ])('%s: %s', (operator, expected) => {
    expect(holds({ [operator]: { 'aws:Thing': 'a' } }, { 'aws:Thing': absent })).toBe(expected);
  });

  it.each([
    ['true', absent, 'yes'],
    ['false', absent, 'no'],
    ['true', 'x', 'no'],
    ['false', 'x', 'yes'],
    ['false', unknownKey, 'maybe'],
  ] satisfies readonly (readonly [string, KeyValue | string, string])[])(
    'Null %s of %o: %s',
    (wanted, value, expected) => {
      expect(holds({ Null: { 'aws:Thing': wanted } }, { 'aws:Thing': value })).toBe(expected);
    },
  );

  it('a key that is not known leaves the answer open, unless every value would do', () => {
    expect(holds({ StringEquals: { 'aws:Thing': 'a' } }, { 'aws:Thing': unknownKey })).toBe('maybe');
    expect(holds({ StringLike: { 'aws:Thing': '*' } }, { 'aws:Thing': unknownKey })).toBe('maybe');
    expect(holds({ StringLikeIfExists: { 'aws:Thing': '*' } }, { 'aws:Thing': unknownKey })).toBe('yes');
  });
});

describe('keys with several values', () => {
  it.each([
    ['ForAllValues:StringEquals', ['a', 'b'], ['a'], 'yes'],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], 'no'],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['a', 'c'], 'yes'],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c'], 'no'],
    ['ForAllValues:StringNotEquals', ['a'], ['b', 'c'], 'yes'],
    ['ForAllValues:StringNotEquals', ['a'], ['a', 'c'], 'no'],
    ['ForAnyValue:StringNotEquals', ['a'], ['a', 'c'], 'yes'],
    ['ForAnyValue:StringNotEquals', ['a'], ['a'], 'no'],
    ['ForAllValues:StringLike', ['k*'], ['k1', 'k2'], 'yes'],
    ['ForAllValues:StringEquals', ['a'], [], 'yes'],
    ['ForAnyValue:StringEquals', ['a'], [], 'no'],
  ])('%s %o and %o: %s', (operator, values, actual, expected) => {
    expect(holds({ [operator]: { 'aws:TagKeys': values } }, { 'aws:TagKeys': actual })).toBe(expected);
  });
});

describe('several keys and operators', () => {
  it('all must hold', () => {
    const both = { StringEquals: { 'aws:A': '1', 'aws:B': '2' }, Bool: { 'aws:C': 'true' } };
    expect(holds(both, { 'aws:A': '1', 'aws:B': '2', 'aws:C': 'true' })).toBe('yes');
    expect(holds(both, { 'aws:A': '1', 'aws:B': '3', 'aws:C': 'true' })).toBe('no');
    expect(holds(both, { 'aws:A': '1', 'aws:B': unknownKey, 'aws:C': 'true' })).toBe('maybe');
    expect(holds(both, { 'aws:A': 'x', 'aws:B': unknownKey, 'aws:C': 'true' })).toBe('no');
  });

  it('names of keys have no case', () => {
    expect(holds({ StringEquals: { 'AWS:thing': 'a' } }, { 'aws:Thing': 'a' })).toBe('yes');
  });
});

describe('policy variables', () => {
  it.each<readonly [string, Keys, string, string, string]>([
    ['${aws:username}', { 'aws:username': 'ann' }, 'ann', 'yes', 'the value stands in its place'],
    ['${AWS:UserName}', { 'aws:username': 'ann' }, 'ann', 'yes', 'names have no case'],
    ['home/${aws:username}/*', { 'aws:username': 'ann' }, 'home/ann/x', 'yes', 'wildcards beside it'],
    ['${aws:username}', { 'aws:username': '*' }, 'ann', 'no', 'a star in a value is a star'],
    ['${aws:username}', {}, 'ann', 'no', 'without a value it meets nothing'],
    ["${aws:username, 'guest'}", {}, 'guest', 'yes', 'the default stands in'],
    ["${aws:username, 'guest'}", { 'aws:username': 'ann' }, 'guest', 'no', 'a value wins over the default'],
    ['${aws:username}', { 'aws:username': unknownKey }, 'ann', 'maybe', 'its value is not known'],
    ['x-${aws:username}', { 'aws:username': unknownKey }, 'ann', 'no', 'whatever its value'],
  ])('%s with %o and %s: %s, because %s', (value, keys, actual, expected) => {
    expect(holds({ StringLike: { 'aws:Thing': value } }, { ...keys, 'aws:Thing': actual })).toBe(expected);
  });

  it('version 2008-10-17 has none', () => {
    const condition = { StringLike: { 'aws:Thing': '${aws:username}' } };
    expect(holds(condition, { 'aws:username': 'ann', 'aws:Thing': 'ann' }, '2008-10-17')).toBe('no');
    expect(holds(condition, { 'aws:Thing': '${aws:username}' }, '2008-10-17')).toBe('yes');
  });

  it('a negated test on a variable without a value is open: AWS says the statement "might" be invalid', () => {
    const condition = { StringNotEquals: { 'aws:Thing': '${aws:username}' } };
    expect(holds(condition, { 'aws:Thing': 'ann' })).toBe('maybe');
  });

  it('stands in resources as well', () => {
    const document = policy('identity', {
      ...allowAll,
      Resource: 'arn:aws:s3:::b/${aws:PrincipalTag/team}/*',
    });
    const call = { resource: 'arn:aws:s3:::b/blue/x', keys: { 'aws:PrincipalTag/team': 'blue' } };
    expect(decide(call, { identity: collection([document]) }).outcome).toBe('allowed');
  });
});
