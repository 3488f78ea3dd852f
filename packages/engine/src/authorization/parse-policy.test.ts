import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowAll, decide, type Json } from '../../test/policy-calls.ts';
import { collection } from '../base/known.ts';
import { diagnosePolicy } from '../diagnostics/policy-problems.ts';
import { describe as sayDiagnostic } from '../diagnostics/registry.ts';
import { parsePolicy } from './parse-policy.ts';
import type { PolicyDocument, PolicyKind } from './policy.ts';

const parse = (text: string, kind: PolicyKind = 'endpoint') => parsePolicy(text, { kind, name: 'p' });
const statement = (more: object, kind: PolicyKind = 'endpoint'): PolicyDocument =>
  parse(
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', ...more }],
    }),
    kind,
  );
const found = ({ problems }: PolicyDocument) =>
  problems.map(({ code, facts }) =>
    [code, facts.element, facts.written].filter((one) => one.trim() !== '').join(' '),
  );

/** Does the document, wherever it is attached, ever let a call through? */
function lets(document: PolicyDocument): boolean {
  const open = { identity: collection([]) };
  const outcomes = [
    decide({}, { identity: collection([document]) }),
    decide({}, { ...open, resource: document }),
    decide({}, { endpoint: { type: 'Gateway', policy: document, supportsPolicy: true } }),
    decide({}, { boundary: document }),
    decide({}, { session: [document] }),
    decide({}, { scps: [[document]] }),
    decide({}, { rcps: [[document]] }),
    decide({}, { resource: document }),
  ].map(({ outcome }) => outcome);
  return outcomes.includes('allowed');
}

describe('documents that AWS does not accept', () => {
  it.each([
    ['', 'NSN2201', 'it is empty'],
    ['{', 'NSN2201', 'it ends too early'],
    ['{"Version":"2012-10-17",}', 'NSN2201 }', 'a comma too many'],
    ["{'Version':'2012-10-17'}", "NSN2201 'Version':'2", 'single quotes'],
    ['{"a":01}', 'NSN2201 01}', 'a leading zero'],
    ['{} {}', 'NSN2201 {}', 'something follows'],
    ['\ufeff{}', 'NSN2201', 'a byte order mark'],
    ['{"Statement":[],"Statement":[]}', 'NSN2202 Statement', 'a name twice'],
    ['['.repeat(40), 'NSN2203', 'too deep'],
    ['[]', 'NSN2205 []', 'a list'],
    ['"text"', 'NSN2205 "text"', 'text'],
    ['{"Statement":"x"}', 'NSN2205 Statement[0] "x"', 'a statement is an object'],
    ['{"statement":[]}', 'NSN2206 statement', 'elements have case'],
    ['{"Version":"2012-10-17"}', 'NSN2207', 'no Statement'],
    ['{"Statement":[]}', 'NSN2207', 'no statement in it'],
    ['{"Version":"2013-01-01","Statement":{}}', 'NSN2209 Version "2013-01-01"', 'no such version'],
  ])('%s: %s, because %s', (text, expected) => {
    const document = parse(text);
    expect(found(document)[0]).toBe(expected);
    expect([document.isInvalid, lets(document)]).toEqual([true, false]);
  });

  it.each<readonly [object, string, string]>([
    [{ Effect: 'allow' }, 'NSN2209 Statement[0].Effect "allow"', 'Allow has case'],
    [{ Effect: undefined }, 'NSN2207 Statement[0]', 'no Effect'],
    [{ Action: undefined }, 'NSN2207 Statement[0]', 'no Action'],
    [{ Resource: undefined }, 'NSN2207 Statement[0]', 'no Resource'],
    [{ Principal: undefined }, 'NSN2207 Statement[0]', 'POL-5: no Principal'],
    [{ NotAction: 's3:*' }, 'NSN2208 Statement[0] NotAction', 'Action and NotAction'],
    [{ Action: 'ListBucket' }, 'NSN2209 Statement[0].Action ListBucket', 'no service'],
    [{ Action: 1 }, 'NSN2205 Statement[0].Action 1', 'a number'],
    [{ Action: [] }, 'NSN2209 Statement[0].Action []', 'an empty list'],
    [{ Resource: 'bucket/*x' }, 'NSN2209 Statement[0].Resource bucket/*x', 'no ARN'],
    [{ Sid: 1 }, 'NSN2205 Statement[0].Sid 1', 'a Sid is text'],
    [{ Foo: 1 }, 'NSN2206 Statement[0].Foo Foo', 'no such element'],
    [{ Condition: [] }, 'NSN2205 Statement[0].Condition []', 'a list of conditions'],
    [
      { Condition: { StringEqual: { a: 'b' } } },
      'NSN2210 Statement[0].Condition.StringEqual StringEqual',
      'a slip',
    ],
    [
      { Condition: { NullIfExists: { a: 'true' } } },
      'NSN2210 Statement[0].Condition.NullIfExists NullIfExists',
      'Null has none',
    ],
    [{ Condition: { StringEquals: 'x' } }, 'NSN2205 Statement[0].Condition.StringEquals "x"', 'no key'],
    [
      { Condition: { StringEquals: { a: { b: 'c' } } } },
      'NSN2205 Statement[0].Condition.StringEquals.a {…}',
      'an object as value',
    ],
    [
      { Condition: { NumericEquals: { a: 'x' } } },
      'NSN2211 Statement[0].Condition.NumericEquals.a x',
      'no number',
    ],
    [
      { Condition: { DateEquals: { a: 'now' } } },
      'NSN2211 Statement[0].Condition.DateEquals.a now',
      'no date',
    ],
    [{ Condition: { Bool: { a: 'yes' } } }, 'NSN2211 Statement[0].Condition.Bool.a yes', 'no boolean'],
    [
      { Condition: { IpAddress: { a: '10.0.0.256' } } },
      'NSN2211 Statement[0].Condition.IpAddress.a 10.0.0.256',
      'no address',
    ],
    [
      { Condition: { IpAddress: { a: '010.0.0.1' } } },
      'NSN2211 Statement[0].Condition.IpAddress.a 010.0.0.1',
      'octal or decimal?',
    ],
    [
      { Principal: 'arn:aws:iam::1:root' },
      'NSN2213 Statement[0].Principal arn:aws:iam::1:root',
      'without a type only *',
    ],
    [
      { Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } },
      'NSN2213 Statement[0].Principal.AWS arn:aws:iam::111122223333:role/*',
      'a wildcard in a part',
    ],
    [{ Principal: { AWS: '1234' } }, 'NSN2213 Statement[0].Principal.AWS 1234', 'no account'],
    [{ Principal: { aws: '*' } }, 'NSN2206 Statement[0].Principal.aws aws', 'types have case'],
    [
      { Resource: 'arn:aws:s3:::${aws:username' },
      'NSN2214 Statement[0].Resource ${aws:username',
      'no closing brace',
    ],
    [
      { Condition: { StringEquals: { a: '${}' } } },
      'NSN2214 Statement[0].Condition.StringEquals.a ${}',
      'an empty variable',
    ],
    [
      { Condition: { StringLike: { 'aws:SourceVpc': 'vpc-*' } } },
      'NSN2215 Statement[0].Condition.StringLike.aws:SourceVpc vpc-*',
      'POL-6: a wildcard for an id',
    ],
    [
      { Condition: { NumericEquals: { 'aws:PrincipalAccount': '111122223333' } } },
      'NSN2215 Statement[0].Condition.NumericEquals.aws:PrincipalAccount NumericEquals',
      'POL-6: a number for an id',
    ],
  ])('%o: %s, because %s', (more, expected) => {
    const document = statement(more);
    expect(found(document)[0]).toBe(expected);
    expect([document.isInvalid, lets(document)]).toEqual([true, false]);
  });

  it('a Sid twice (NSN2216)', () => {
    const one = { Sid: 'A', Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
    expect(found(parse(JSON.stringify({ Statement: [one, one] })))).toEqual(['NSN2216 Statement[1].Sid A']);
  });

  it('a principal in a policy of an identity (NSN2212)', () => {
    expect(found(statement({}, 'identity'))).toEqual(['NSN2212 Statement[0].Principal Principal']);
  });

  it('POL-5: 20,480 characters are the most, white space included (NSN2204)', () => {
    const text = JSON.stringify({ Statement: [{ ...allowAll, Principal: '*' }] });
    expect(found(parse(text.padEnd(20_480)))).toEqual([]);
    expect(found(parse(text.padEnd(20_481)))).toEqual(['NSN2204 20481']);
    expect(lets(parse(text.padEnd(100_000)))).toBe(false);
  });

  it.each<readonly [object, string, string]>([
    [
      { Condition: { StringLike: { 'aws:PrincipalTag/t': 'ab*' } } },
      'NSN2217',
      'POL-6: fewer than six letters',
    ],
    [{ Condition: { stringLike: { 'aws:PrincipalTag/t': '*' } } }, 'NSN2218', 'other letters'],
  ])('%o is told and still counts (%s), because %s', (more, code) => {
    const document = statement(more);
    expect(document.problems.map((one) => one.code)).toEqual([code]);
    expect(document.isInvalid).toBe(false);
  });
});

describe('documents that AWS accepts', () => {
  it.each([
    ['a single statement without a list', { Statement: { ...allowAll, Principal: '*' } }],
    ['no version', { Statement: [{ ...allowAll, Principal: { AWS: '*' } }] }],
    ['an Id', { Version: '2008-10-17', Id: 'x', Statement: [{ ...allowAll, Principal: '*' }] }],
    [
      'principals of all types',
      {
        Statement: [
          {
            ...allowAll,
            Principal: {
              AWS: ['111122223333', 'arn:aws-cn:iam::111122223333:user/p/u', 'AROAEXAMPLEEXAMPLE123'],
              Service: ['a.amazonaws.com'],
              Federated: 'x',
              CanonicalUser: 'y',
            },
          },
        ],
      },
    ],
    [
      'numbers and booleans as values',
      {
        Statement: [
          { ...allowAll, Principal: '*', Condition: { NumericLessThan: { a: 3 }, Bool: { b: true } } },
        ],
      },
    ],
    [
      'escapes',
      JSON.parse('{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:\\u002a","Resource":"*"}]}'),
    ],
  ])('%s', (_, document) => {
    expect(found(parse(JSON.stringify(document)))).toEqual([]);
  });

  it('say where each statement stands', () => {
    const document = parse(
      `{\n  "Statement": [\n    ${JSON.stringify({ ...allowAll, Principal: '*' })},\n\t${JSON.stringify({ ...allowAll, Principal: '*' })}]}`,
    );
    expect(document.statements.map(({ position }) => [position.line, position.column])).toEqual([
      [3, 5],
      [4, 2],
    ]);
  });
});

describe('problems become diagnostics', () => {
  it('with the code, the place and words in both languages', () => {
    const { problems } = statement({ Condition: { StringEqual: { a: 'b' } } });
    const [diagnostic] = diagnosePolicy(problems, () => undefined);
    expect(diagnostic?.code).toBe('NSN2210');
    expect(diagnostic === undefined ? '' : sayDiagnostic(diagnostic, 'en')).toMatchObject({
      message: '`StringEqual` is no condition operator (in `Statement[0].Condition.StringEqual`)',
      help: expect.stringContaining('`StringEquals`'),
    });
    expect(diagnostic === undefined ? '' : sayDiagnostic(diagnostic, 'ja').message).toContain(
      '条件演算子ではありません',
    );
  });
});

describe('broken documents never throw and never allow', () => {
  const valid = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'A',
        Effect: 'Allow',
        Principal: { AWS: ['*', '111122223333'] },
        Action: ['s3:Get*', '*'],
        Resource: ['arn:aws:s3:::b/${aws:username}', '*'],
        Condition: {
          StringLike: { 'aws:PrincipalTag/a': ['x*', '*'] },
          Bool: { 'aws:SecureTransport': 'true' },
        },
      },
    ],
  });
  const snippets = [
    '{',
    '}',
    '[',
    ']',
    '"',
    ',',
    ':',
    '\\',
    '\\u12',
    '\u0000',
    'null',
    '1e999',
    '${',
    '*',
    ' ',
    '\n',
    '"Statement"',
    'Deny',
  ];
  const cut = fc.record({
    at: fc.nat(valid.length),
    length: fc.nat(8),
    put: fc.constantFrom(...snippets, ''),
  });
  const mutated = fc
    .array(cut, { minLength: 1, maxLength: 4 })
    .map((cuts) =>
      cuts.reduce((text, { at, length, put }) => text.slice(0, at) + put + text.slice(at + length), valid),
    );
  const nested: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
    any: fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), tie('list'), tie('object')),
    list: fc.array(tie('any'), { maxLength: 3 }),
    object: fc.dictionary(
      fc.constantFrom('Effect', 'Action', 'Principal', 'AWS', 'Resource', 'Condition', 'Bool', 'x'),
      tie('any'),
      { maxKeys: 4 },
    ),
  })).any;
  const kinds = fc.constantFrom<PolicyKind>(
    'endpoint',
    'identity',
    'resource',
    'scp',
    'rcp',
    'boundary',
    'session',
  );

  it.each([
    ['mutated text', mutated],
    ['any text', fc.string({ unit: 'binary', maxLength: 60 })],
    [
      'any JSON in place of the statements',
      nested.map((Statement) => JSON.stringify({ Version: '2012-10-17', Statement })),
    ],
    [
      'any JSON in place of elements',
      fc
        .dictionary(fc.constantFrom('Effect', 'Action', 'Resource', 'Condition', 'Principal'), nested)
        .map((more: Json) => JSON.stringify({ Statement: [{ ...allowAll, Principal: '*', ...more }] })),
    ],
  ] satisfies readonly (readonly [string, fc.Arbitrary<string>])[])('%s', (_, texts) => {
    fc.assert(
      fc.property(texts, kinds, (text, kind) => {
        const document = parse(text, kind);
        if (document.isInvalid) expect(lets(document)).toBe(false);
        else expect(() => JSON.parse(text)).not.toThrow();
      }),
      { seed: 20261128, numRuns: 1500 },
    );
  });

  it('100 KB and deep nesting are read within a moment', () => {
    const started = performance.now();
    const many = Array.from({ length: 900 }, () => ({
      ...allowAll,
      Principal: '*',
      Resource: `arn:aws:s3:::${'x'.repeat(40)}`,
    }));
    expect(parse(JSON.stringify({ Statement: many }), 'resource').statements).toHaveLength(900);
    expect(found(parse('{"a":'.repeat(100_000)))).toEqual(['NSN2204 500000', 'NSN2203']);
    expect(found(parse('x'.repeat(5_000_000), 'identity'))).toEqual(['NSN2204 5000000']);
    expect(
      parse(JSON.stringify({ Statement: Array.from({ length: 5000 }, () => 1) }), 'identity').problems.length,
    ).toBeLessThan(60);
    expect(performance.now() - started).toBeLessThan(1500);
  });
});
