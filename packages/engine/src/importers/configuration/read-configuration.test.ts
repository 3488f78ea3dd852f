import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describe as say } from '../../diagnostics/registry.ts';
import { isMeant } from '../../model/settings.ts';
import { readConfigurationText, readConfigurationValue } from './read-configuration.ts';

const facts = {
  today: '2026-11-28',
  severities: new Map([
    ['NSN1001', 'error'],
    ['NSN4002', 'warning'],
    ['NSN5001', 'error'],
  ] as const),
};

/** Code, place and message of each diagnostic. */
function told(text: string): readonly string[] {
  return readConfigurationText('naisen.config.json', text, facts).diagnostics.map(
    (diagnostic) =>
      `${diagnostic.code} ${diagnostic.subject?.start.line}:${diagnostic.subject?.start.column} ${say(diagnostic, 'en').message}`,
  );
}

describe('what is wrong is told at its place', () => {
  it.each([
    ['{ "expects": [] }', 'NSN1201 1:3 there is no setting `expects`', 'a slip in a name'],
    ['[]', 'NSN1202 1:1 an object is required, found a list', 'no object'],
    ['{ "expect": {} }', 'NSN1202 1:13 `expect`: a list is required, found an object', 'no list'],
    [
      '{ "expect": [{ "from": "*", "is": "blocked" }] }',
      'NSN1203 1:14 `expect[0]`: `to` is missing',
      'no target',
    ],
    [
      '{ "expect": [{ "from": "*", "to": "s3" }] }',
      'NSN1203 1:14 `expect[0]`: `is` is missing',
      'no verdict',
    ],
    [
      '{ "expect": [{ "from": "*", "to": "s3", "is": "open" }] }',
      'NSN1204 1:47 `expect[0].is`: `open` is not allowed here',
      'a verdict that there is not',
    ],
    [
      '{ "expect": [{ "from": "*", "to": "s3", "is": "blocked", "resource": "*" }] }',
      'NSN1203 1:14 `expect[0]`: `action` is missing',
      'a resource without what is done to it',
    ],
    [
      '{ "expect": [{ "from": "*", "to": "s3", "is": "blocked", "privacy": "vpc" }] }',
      'NSN1214 1:14 `expect[0]`: only a call that arrives has a level or a way, and this one is to be blocked',
      'a level of a call that does not arrive',
    ],
    [
      '{ "ignores": [{ "to": "s3", "reason": "x", "until": "2026-02-30" }] }',
      'NSN1205 1:53 `ignores[0].until`: `2026-02-30` is no day',
      'a day that there is not',
    ],
    [
      '{ "ignores": [{ "to": "s3", "reason": "x", "until": "2026-11-27" }] }',
      'NSN1206 1:15 `ignores[0]`: it ended on 2026-11-27, so it ignores nothing any more',
      'it ended yesterday',
    ],
    ['{ "ignores": [{ "to": "s3" }] }', 'NSN1203 1:15 `ignores[0]`: `reason` is missing', 'no reason'],
    [
      '{ "ignores": [{ "reason": "x" }] }',
      'NSN1203 1:15 `ignores[0]`: `code` or `from` or `to` is missing',
      'it would ignore everything',
    ],
    [
      '{ "ignores": [{ "code": "NSN4003", "reason": "x" }] }',
      'NSN1208 1:25 `ignores[0].code`: `NSN4003` is no code of a diagnostic',
      'a code that was never issued',
    ],
    [
      '{ "ignores": [{ "code": "NSN1001", "reason": "x" }] }',
      'NSN1209 1:25 `ignores[0].code`: `NSN1001` is an error and stays one',
      'what could not be read cannot be accepted',
    ],
    [
      '{ "severities": { "NSN5001": "note" } }',
      'NSN1209 1:30 `severities["NSN5001"]`: `NSN5001` is an error and stays one',
      'an error is not lowered by code',
    ],
    [
      '{ "facts": { "variables": { "a": [] } } }',
      'NSN1202 1:34 `facts.variables["a"]`: text is required, found a list',
      'a variable that -var could not take',
    ],
  ])('%s gives %s: %s', (text, expected) => {
    expect(told(text)).toContain(expected);
  });

  it.each([
    ['{ "ignores": [{ "to": "s3", "reason": "x", "until": "2026-11-28" }] }', 'today still counts'],
    ['{ "ignores": [{ "code": "NSN5001", "reason": "x" }] }', 'a finding may be accepted with a reason'],
    ['{ "ignores": [{ "code": "NO_ROUTE_TO_DESTINATION", "to": "s3", "reason": "x" }] }', 'codes of hops'],
    ['{ "severities": { "NSN4002": "off" } }', 'a warning may be silenced'],
    ['{ "expect": [{ "from": "*", "to": "internet", "is": "blocked" }] }', 'the example of the guide'],
    ['{}', 'nothing at all'],
  ])('%s is fine: %s', (text) => {
    expect(told(text)).toEqual([]);
  });

  it('text that is no JSON is told at its place, and nothing of it is used', () => {
    const read = readConfigurationText('naisen.config.json', '{ "baseline": "a",\n  oops }', facts);
    expect(read.diagnostics[0]?.subject?.start.line).toBe(2);
    expect(read.value.baseline).toBeUndefined();
  });
});

describe('whatever a program gives', () => {
  it('never throws, and what is no data is told', () => {
    const circle: Record<string, unknown> = {};
    circle.expect = [circle];
    expect(() => readConfigurationValue('naisen.config.ts', circle, facts)).not.toThrow();
    const read = readConfigurationValue('naisen.config.ts', { baseline: () => 'x' }, facts);
    expect(read.diagnostics.map(({ code }) => code)).toEqual(['NSN1202']);
    fc.assert(
      fc.property(fc.anything(), (value) => {
        readConfigurationValue('naisen.config.ts', value, facts);
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  it('says what JSON says', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const codes = (diagnostics: readonly { readonly code: string }[]): readonly string[] =>
          diagnostics.map(({ code }) => code);
        const fromText = readConfigurationText('a.json', JSON.stringify(value), facts);
        const fromValue = readConfigurationValue('a.ts', JSON.parse(JSON.stringify(value)), facts);
        expect(codes(fromValue.diagnostics)).toEqual(codes(fromText.diagnostics));
      }),
      { seed: 13, numRuns: 300 },
    );
  });
});

describe('names', () => {
  it.each([
    ['*', 'anything', true, 'a star alone'],
    ['aws_instance.*', 'aws_instance.web["a"]', true, 'a star for the rest'],
    ['aws_instance.web', 'aws_instance.web[0]', true, 'an index may be left out'],
    ['aws_instance.web[0]', 'aws_instance.web[0]', true, 'brackets are letters'],
    ['aws_instance.web[0]', 'aws_instance.web[1]', false, 'another index'],
    ['aws_instance.we', 'aws_instance.web', false, 'the whole name'],
    ['aws.instance.web', 'aws_instance.web', false, 'a dot is a dot'],
    ['*.web', 'module.a.aws_instance.web', true, 'a star in front'],
  ])('%s means %s: %s (%s)', (pattern, address, expected) => {
    expect(isMeant(pattern, address)).toBe(expected);
  });
});
