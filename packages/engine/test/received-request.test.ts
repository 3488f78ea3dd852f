import { describe, expect, it } from 'vitest';
import { AccessPolicies } from '../src/reachability/access-policies.ts';
import { judgeRequest, type ReceivedRequest } from '../src/reachability/received-request.ts';
import { catalog } from './rule-networks.ts';
import { readText } from './terraform-network.ts';

const { network } = readText(`
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_s3_bucket" "ours" {
  bucket = "ours"
}
resource "aws_s3_bucket" "fenced" {
  bucket = "fenced"
}
resource "aws_s3_bucket_policy" "fenced" {
  bucket = aws_s3_bucket.fenced.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid = "only-by-endpoint", Effect = "Deny", Principal = "*", Action = "s3:*"
        Resource  = [aws_s3_bucket.fenced.arn, "\${aws_s3_bucket.fenced.arn}/*"]
        Condition = { StringNotEquals = { "aws:SourceVpce" = aws_vpc_endpoint.s3.id } }
      },
      {
        Sid = "office", Effect = "Allow", Principal = "*", Action = "s3:GetObject"
        Resource  = "\${aws_s3_bucket.fenced.arn}/*"
        Condition = { IpAddress = { "aws:VpcSourceIp" = "10.0.1.0/24" } }
      },
    ]
  })
}
resource "aws_secretsmanager_secret" "db" {
  name = "db"
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.ap-northeast-1.s3"
  vpc_endpoint_type = "Gateway"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:Get*", Resource = "*" }]
  })
}
resource "aws_iam_role" "app" {
  name               = "app"
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "app" {
  role = aws_iam_role.app.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "s3:*", Resource = "*" },
      {
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = aws_secretsmanager_secret.db.arn
      },
    ]
  })
}
resource "aws_iam_role" "half" {
  name               = "half"
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy_attachment" "half" {
  role       = aws_iam_role.half.name
  policy_arn = "arn:aws:iam::aws:policy/NobodyKnowsThisOne"
}
`);
const policies = new AccessPolicies(network, catalog);
const endpoint = [...network.vpcEndpoints.values()][0];
const role = (name: string): ReceivedRequest['caller'] => {
  const found = network.access?.roles.get(`aws_iam_role.${name}`);
  if (found === undefined) throw new Error(`no role ${name}`);
  return { kind: 'role', role: found };
};

function judged(changes: Partial<ReceivedRequest>): string {
  const verdict = judgeRequest(network, policies, {
    action: 's3:GetObject',
    resource: { kind: 'text', text: 'arn:aws:s3:::ours/k' },
    caller: role('app'),
    endpoint: undefined,
    sourceIp: '203.0.113.5',
    keys: {},
    ...changes,
  });
  const gates = verdict.refusals.map(({ gate, form }) => `${gate} ${form}`);
  return [verdict.outcome, ...gates, ...(verdict.isLenient ? ['lenient'] : [])].join(', ');
}

const fenced = { resource: { kind: 'text', text: 'arn:aws:s3:::fenced/k' } } as const;
const byEndpoint = { endpoint, sourceIp: '10.0.1.10' } as const;
const secret = { action: 'secretsmanager:GetSecretValue' } as const;

describe('a request that has arrived is judged by all that is known of it', () => {
  it.each([
    ['the role may, and nothing else stands in between', {}, 'allowed'],
    [
      'the endpoint’s policy has no Put',
      { ...byEndpoint, action: 's3:PutObject' },
      'denied, endpoint implicit-deny',
    ],
    ['the same by a public address', { action: 's3:PutObject' }, 'allowed'],
    ['the bucket is for the endpoint only', fenced, 'denied, resource explicit-deny'],
    ['by the endpoint it is open', { ...fenced, ...byEndpoint }, 'allowed'],
    [
      'unsigned, from the office: the bucket’s policy is enough',
      { ...fenced, ...byEndpoint, caller: { kind: 'anonymous' } },
      'allowed',
    ],
    [
      'unsigned, from the next subnet: it is not',
      { ...fenced, endpoint, sourceIp: '10.0.2.10', caller: { kind: 'anonymous' } },
      'denied, resource implicit-deny',
    ],
    ['unsigned and nowhere allowed', { caller: { kind: 'anonymous' } }, 'denied, resource implicit-deny'],
    [
      'a secret by its declaration: AWS chooses the end of its ARN',
      { ...secret, resource: { kind: 'declared', address: 'aws_secretsmanager_secret.db', rest: '' } },
      'allowed',
    ],
    [
      'a secret that the source does not declare',
      {
        ...secret,
        resource: {
          kind: 'arn',
          before: 'arn:aws:secretsmanager:ap-northeast-1:',
          after: ':secret:x-AbCdEf',
        },
      },
      'undetermined',
    ],
    ['a role whose policies nobody can read', { caller: role('half') }, 'allowed, lenient'],
    [
      'and still the endpoint refuses',
      { ...byEndpoint, caller: role('half'), action: 's3:PutObject' },
      'denied, endpoint implicit-deny',
    ],
  ] as readonly (readonly [string, Partial<ReceivedRequest>, string])[])(
    '%s',
    (_reason, changes, expected) => {
      expect(judged(changes)).toBe(expected);
    },
  );
});
