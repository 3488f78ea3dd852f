import { describe, expect, it } from 'vitest';
import { readText } from '../../test/terraform-network.ts';
import { diagnosePolicies } from './policy-diagnostics.ts';

/** Code, line and column of each, and what stands there. */
function told(text: string): readonly string[] {
  const source = `${text}\nprovider "aws" {\n  region = "ap-northeast-1"\n}\n`;
  return diagnosePolicies(readText(text).network, () => source).map(({ code, subject }) => {
    const there = source.slice(subject?.start.offset, subject?.end.offset);
    return `${code} ${subject?.start.line}:${subject?.start.column} ${there.slice(0, 12)}`;
  });
}

const policy = (expression: string): string => `resource "aws_iam_policy" "p" {
  policy = ${expression}
}`;
const endpoint = (expression: string): string => `resource "aws_vpc_endpoint" "e" {
  vpc_id       = "vpc-1"
  service_name = "com.amazonaws.ap-northeast-1.s3"
  policy       = ${expression}
}`;
const encoded = (action: string): string =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}", Resource = "*" }] })`;
const heredoc = (statement: string, indent = ''): string =>
  [
    `<<${indent === '' ? '' : '-'}EOT`,
    ...['{', '  "Version": "2012-10-17",', `  "Statement": [{ ${statement} }]`, '}', 'EOT'].map(
      (line) => `${indent}${line}`,
    ),
  ].join('\n');

describe('what is wrong with a policy is told where it stands', () => {
  it.each([
    [
      'in a heredoc by its line',
      policy(heredoc('"Effect": "Alow", "Action": "s3:*", "Resource": "*"')),
      ['NSN2209 5:29 "Alow"'],
    ],
    [
      'in an indented heredoc too',
      policy(heredoc('"Effect": "Allow", "Acton": "s3:*", "Resource": "*"', '    ')),
      ['NSN2207 5:21 {', 'NSN2206 5:43 Acton'],
    ],
    [
      'of a heredoc in which something is filled in, the whole',
      `${policy(heredoc('"Effect": "Allow", "Action": "s3", "Resource": "${aws_s3_bucket.b.arn}"'))}
resource "aws_s3_bucket" "b" {}`,
      ['NSN2209 2:12 <<EOT\n{\n  "V'],
    ],
    ['a short word may stand anywhere: the whole', policy(encoded('s3')), ['NSN2209 2:12 jsonencode({']],
    ['a word that stands there once', policy(encoded('GetObject')), ['NSN2209 2:92 GetObject']],
    ['no JSON', policy('"not json"'), ['NSN2201 2:13 not']],
    ['too deep', policy(`"${'['.repeat(2000)}${']'.repeat(2000)}"`), ['NSN2203 2:12 "[[[[[[[[[[[']],
    [
      '100 KB',
      endpoint(`"${'x'.repeat(100_000)}"`),
      ['NSN2201 4:18 "xxxxxxxxxxx', 'NSN2204 4:18 "xxxxxxxxxxx'],
    ],
    ['nothing is wrong', policy(encoded('s3:Get*')), []],
    ['nothing is known', policy('data.aws_iam_policy_document.elsewhere.json'), []],
  ])('%s', (_reason, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  it('of a policy of several roles once', () => {
    const role = (name: string) => `
resource "aws_iam_role" "${name}" {
  name                = "${name}"
  managed_policy_arns = [aws_iam_policy.p.arn]
}`;
    expect(told(`${policy('"{"')}${role('a')}${role('b')}`)).toHaveLength(1);
  });

  it('of the same line for several instances once', () => {
    const role = 'resource "aws_iam_role" "r" {\n  count = 2\n  name  = "r"\n  assume_role_policy = "{}"\n}';
    expect(told(role)).toEqual(['NSN2207 4:24 "{}"']);
  });
});
