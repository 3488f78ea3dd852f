import { describe, expect, it } from 'vitest';
import { foundIn, vpc } from '../../../test/rule-networks.ts';
import { roleMayDoAnything } from './rule.ts';

const workload = (policy: string): string => `
resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = "{}"
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = aws_iam_role.r.arn
  vpc_config {
    subnet_ids         = [aws_subnet.a.id]
    security_group_ids = [aws_security_group.client.id]
  }
}
${policy}`;
const inline = (actions: string, resource = '*'): string => `
resource "aws_iam_role_policy" "p" {
  role = aws_iam_role.r.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ${actions}, Resource = "${resource}" }]
  })
}`;
const managed = (name: string): string => `
resource "aws_iam_role_policy_attachment" "p" {
  role       = aws_iam_role.r.name
  policy_arn = "arn:aws:iam::aws:policy/${name}"
}`;

/** UR-NEED-2 */
describe('NSN5069: a role that says nothing of its workload', () => {
  it.each([
    [managed('AdministratorAccess'), ['aws_iam_role.r'], 'the policy of administrators'],
    [inline('"*"'), ['aws_iam_role.r'], 'every action on every resource'],
    [inline('["s3:*", "sqs:*"]'), [], 'everything of two services'],
    [inline('"*"', 'arn:aws:s3:::b/*'), [], 'every action on one resource'],
    [managed('AmazonS3FullAccess'), [], 'everything of one service'],
    ['', [], 'no policy'],
  ])('%s: %j, %s', (policy, expected) => {
    expect(foundIn(roleMayDoAnything, vpc + workload(policy))).toEqual(expected);
  });
});
