import { describe, expect, it } from 'vitest';
import { decide, policy, requestOf } from '../../test/policy-calls.ts';
import type { Reference } from '../base/known.ts';
import { collection } from '../base/known.ts';
import { evaluate } from './evaluate.ts';
import { parsePolicy } from './parse-policy.ts';
import { compilePattern, matches } from './pattern.ts';
import { present } from './request.ts';
import { type Text, textOf } from './text.ts';
import { tokenize } from './tokens.ts';

/** `${address.path}` in the text stands for a reference. */
function text(written: string): Text {
  return textOf(written.split(/\{\{(.*?)\}\}/).map((piece, i) => (i % 2 === 0 ? piece : referenceTo(piece))));
}

function referenceTo(written: string): Reference {
  const dot = written.lastIndexOf('.');
  return { address: written.slice(0, dot), path: written.slice(dot + 1) };
}

const fits = (pattern: string, value: string, folds = false) => {
  const { tokens } = tokenize(text(pattern), { wildcards: true, variables: false });
  return matches(compilePattern(text(pattern), tokens, folds), text(value));
};

describe('text that is only known after apply', () => {
  it.each([
    ['{{aws_vpc_endpoint.s3.id}}', '{{aws_vpc_endpoint.s3.id}}', 'yes', 'it is the same thing'],
    ['{{aws_vpc_endpoint.s3.id}}', '{{aws_vpc_endpoint.ecr.id}}', 'no', 'ids of two instances differ'],
    ['{{aws_vpc_endpoint.s3[0].id}}', '{{aws_vpc_endpoint.s3[1].id}}', 'no', 'so do those of count'],
    [
      '{{module.a.aws_vpc_endpoint.s3.id}}',
      '{{module.b.aws_vpc_endpoint.s3.id}}',
      'no',
      'and of two modules',
    ],
    [
      '{{data.aws_vpc_endpoint.s3.id}}',
      '{{aws_vpc_endpoint.s3.id}}',
      'maybe',
      'a data source may find the same one',
    ],
    ['{{var.endpoint.id}}', '{{aws_vpc_endpoint.s3.id}}', 'maybe', 'a variable may hold it'],
    ['vpce-0123', '{{aws_vpc_endpoint.s3.id}}', 'maybe', 'the id may already exist'],
    ['vpc-0123', '{{aws_vpc_endpoint.s3.id}}', 'no', 'ids of endpoints begin with vpce-'],
    ['{{aws_vpc.main.id}}', '{{aws_vpc_endpoint.s3.id}}', 'no', 'vpc- is not vpce-'],
    ['vpce-*', '{{aws_vpc_endpoint.s3.id}}', 'maybe', 'only the beginning is certain'],
    ['*', '{{aws_vpc_endpoint.s3.id}}', 'yes', 'a star takes everything'],
    ['{{aws_s3_bucket.a.arn}}/*', '{{aws_s3_bucket.a.arn}}/key', 'yes', 'an object of the bucket'],
    ['{{aws_s3_bucket.a.arn}}/*', '{{aws_s3_bucket.b.arn}}/key', 'no', 'names of buckets hold no slash'],
    ['{{aws_s3_bucket.a.arn}}*', '{{aws_s3_bucket.b.arn}}/key', 'maybe', 'one name may begin with the other'],
    ['{{aws_s3_bucket.a.arn}}', '{{aws_s3_bucket.a.arn}}/key', 'maybe', 'AWS decides, not the letters'],
    [
      'arn:aws:s3:::{{aws_s3_bucket.a.id}}/*',
      'arn:aws:s3:::{{aws_s3_bucket.a.bucket}}/k',
      'yes',
      'the id is the name',
    ],
    ['arn:aws:s3:::{{aws_s3_bucket.a.id}}/*', 'arn:aws:s3:::{{aws_s3_bucket.b.id}}/k', 'no', 'two buckets'],
    ['arn:aws:s3:::logs/*', '{{aws_s3_bucket.a.arn}}/k', 'maybe', 'the bucket may be called so'],
    ['arn:aws:sqs:*', '{{aws_s3_bucket.a.arn}}/k', 'no', 'a bucket is no queue'],
    ['{{aws_iam_role.a.arn}}', '{{aws_iam_role.b.arn}}', 'no', 'two roles'],
    ['{{aws_iam_role.a.name}}', '{{aws_iam_role.b.name}}', 'maybe', 'names are what was written'],
    ['x-{{var.name.x}}-y', 'x-abc-y', 'maybe', 'it may stand for abc'],
    ['x-{{var.name.x}}-y', 'x-abc-z', 'no', 'the end differs'],
    ['?', '{{var.name.x}}', 'maybe', 'it may be one letter'],
  ])('%s and %s: %s, because %s', (pattern, value, expected) => {
    expect(fits(pattern, value)).toBe(expected);
  });
});

describe('wildcards', () => {
  it.each([
    ['', '', 'yes'],
    ['*', '', 'yes'],
    ['?', '', 'no'],
    ['a*b*c', 'axxbyyc', 'yes'],
    ['a*b*c', 'axxcyyb', 'no'],
    ['*ab', 'aab', 'yes'],
    ['a*a', 'a', 'no'],
    ['ab*ba', 'aba', 'no'],
    ['?*', 'x', 'yes'],
    ['a?c*', 'abcd', 'yes'],
    ['a?c*', 'acd', 'no'],
    ['arn:aws:s3:::*', 'arn:aws:s3:::b/k:v', 'yes'],
    ['a.c', 'abc', 'no'],
    ['a[b]c', 'a[b]c', 'yes'],
  ])('%s and %s: %s', (pattern, value, expected) => {
    expect(fits(pattern, value)).toBe(expected);
  });

  it('a thousand stars take no time', () => {
    const started = performance.now();
    expect(fits('a*'.repeat(1000), `${'a'.repeat(2000)}b`)).toBe('yes');
    expect(fits(`${'a*'.repeat(1000)}c`, `${'a'.repeat(20_000)}b`)).toBe('no');
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('a bucket policy that wants the endpoint, as Terraform writes it', () => {
  const endpoint = referenceTo('aws_vpc_endpoint.s3.id');
  const document = parsePolicy(
    [
      '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["',
      referenceTo('aws_s3_bucket.b.arn'),
      '","',
      referenceTo('aws_s3_bucket.b.arn'),
      '/*"],"Condition":{"StringNotEquals":{"aws:sourceVpce":"',
      endpoint,
      '"}}}]}',
    ],
    { kind: 'resource', name: 'aws_s3_bucket_policy.b' },
  );
  const resource = text('{{aws_s3_bucket.b.arn}}/k');

  it.each([
    ['allowed', 'the call takes that endpoint', endpoint],
    ['denied', 'it takes another', referenceTo('aws_vpc_endpoint.other.id')],
    [
      'undetermined',
      'a data source may find that endpoint or another',
      referenceTo('data.aws_vpc_endpoint.x.id'),
    ],
  ])('%s, because %s', (expected, _, given) => {
    const decision = decide(
      { resource, keys: { 'aws:SourceVpce': present([given]) } },
      { resource: document },
    );
    expect(decision.outcome).toBe(expected);
  });

  it('what the answer hangs on is named', () => {
    const decision = decide(
      { resource, keys: { 'aws:SourceVpce': present('vpce-0123') } },
      { resource: document },
    );
    expect(decision.references).toEqual([endpoint]);
  });

  it('a statement in place of which a reference stands may be anything', () => {
    const open = parsePolicy(
      ['{"Version":"2012-10-17","Statement":[', referenceTo('var.statement.x'), ']}'],
      { kind: 'resource', name: 'b' },
    );
    expect(open.problems).toEqual([]);
    expect(decide({ resource }, { resource: open }).outcome).toBe('undetermined');
  });

  it.each([
    ['Effect', '"Effect":', ',"Principal":"*","Action":"*","Resource":"*"'],
    ['Action', '"Effect":"Deny","Principal":"*","Resource":"*","Action":', ''],
    ['Resource', '"Effect":"Deny","Principal":"*","Action":"*","Resource":', ''],
    ['Principal', '"Effect":"Deny","Action":"*","Resource":"*","Principal":', ''],
    ['Condition', '"Effect":"Deny","Principal":"*","Action":"*","Resource":"*","Condition":', ''],
  ])('%s in place of which a reference stands leaves the answer open', (_, before, after) => {
    const open = parsePolicy(
      [`{"Version":"2012-10-17","Statement":{${before}`, referenceTo('var.part.x'), `${after}}}`],
      { kind: 'resource', name: 'b' },
    );
    expect(open.problems).toEqual([]);
    const decision = evaluate(requestOf({}), {
      identity: collection([policy('identity', { Effect: 'Allow', Action: '*', Resource: '*' })]),
      resource: open,
    });
    expect([decision.outcome, decision.references.length]).toEqual(['undetermined', 1]);
  });
});
