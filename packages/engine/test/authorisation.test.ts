import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createCatalog } from '../src/catalog/create-catalog.ts';
import { addAccountFacts } from '../src/importers/configuration/add-account-facts.ts';
import type { Id } from '../src/model/identity.ts';
import type { Network } from '../src/model/network.ts';
import { emptySettings } from '../src/model/settings.ts';
import type { Call } from '../src/reachability/answer.ts';
import { authoriseCall } from '../src/reachability/authorised-call.ts';
import { proveOne } from '../src/reachability/check.ts';
import { parseTarget } from '../src/reachability/target.ts';
import { readDirectory, readText } from './terraform-network.ts';

const catalogFolder = new URL('../../../catalog/', import.meta.url);
const catalog = createCatalog({
  read: (name) =>
    existsSync(new URL(name, catalogFolder)) ? readFileSync(new URL(name, catalogFolder), 'utf8') : undefined,
});

function trace(network: Network, from: string, to: string, action: string, resource: string): Call {
  const workload = network.workloads.get(from as Id<'Workload'>);
  const target = parseTarget(to, network, catalog);
  if (workload === undefined || !target.ok) throw new Error(`${from} -> ${to}`);
  const call = proveOne(network, catalog, workload, target.value);
  const question = { action, resource, by: 'application' as const };
  return authoriseCall(network, catalog, workload, target.value, call, question);
}

function told(call: Call): readonly string[] {
  const { paths } = call;
  return [
    call.verdict,
    ...paths[0].blockers.map(({ code, component }) => `${code} ${component}`),
    ...paths[0].unknowns.map(({ code, what }) => `${code} ${what}`),
  ];
}

const stacks = new URL('../../../../shared/stacks/', import.meta.url);
const bucket = 'arn:aws:s3:::test-us-west-bt';

describe.runIf(existsSync(stacks))('the three ways to S3 of the article', () => {
  const network = existsSync(stacks) ? readDirectory(new URL('three-ways/', stacks)).network : undefined;

  it.each([
    // from        to                           action             bucket  because
    ['igw', 's3', 's3:ListBucket', '', 'allowed', 'no endpoint policy is on the way by the Internet'],
    ['igw', 's3', 's3:ListBucket', '2', 'allowed', 'no endpoint policy is on the way by the Internet'],
    ['igw', 's3', 's3:CreateBucket', '6', 'allowed', 'no endpoint policy is on the way by the Internet'],
    ['gateway', 's3', 's3:ListBucket', '', 'allowed', 'the policy of the endpoint names this bucket'],
    ['gateway', 's3', 's3:ListBucket', '2', 'refused', 'the policy names another bucket only'],
    ['gateway', 's3', 's3:CreateBucket', '6', 'refused', 'a bucket to come is not named either'],
    [
      'interface',
      'aws_vpc_endpoint.interface',
      's3:ListBucket',
      '',
      'allowed',
      'the policy names this bucket',
    ],
    ['interface', 'aws_vpc_endpoint.interface', 's3:ListBucket', '2', 'refused', 'the policy names another'],
    ['interface', 'aws_vpc_endpoint.interface', 's3:CreateBucket', '6', 'refused', 'nor a bucket to come'],
  ])('%s to %s: %s on bucket "%s" is %s: %s', (way, to, action, suffix, outcome) => {
    if (network === undefined) return;
    const call = trace(network, `aws_instance.windows["${way}"]`, to, action, `${bucket}${suffix}`);
    expect(told(call)).toEqual(
      outcome === 'allowed'
        ? ['reachable']
        : ['blocked', `VPCE_POLICY_IMPLICIT_DENY aws_vpc_endpoint.${way}`],
    );
  });
});

/** A Fargate-less client with one way to S3: by the endpoint, by a NAT gateway, or by neither. */
function shop(parts: {
  readonly policy: string;
  readonly ways: readonly ('endpoint' | 'nat')[];
  readonly role?: string;
}): string {
  const tables = parts.ways.includes('endpoint') ? 'aws_route_table.a.id' : '';
  return `
variable "vpce" { type = string }
resource "aws_vpc" "m" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.m.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_subnet" "public" {
  vpc_id     = aws_vpc.m.id
  cidr_block = "10.0.2.0/24"
}
resource "aws_internet_gateway" "g" {
  vpc_id = aws_vpc.m.id
}
resource "aws_eip" "nat" {
  domain = "vpc"
}
resource "aws_nat_gateway" "n" {
  subnet_id     = aws_subnet.public.id
  allocation_id = aws_eip.nat.id
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.m.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.g.id
  }
}
resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}
resource "aws_route_table" "a" {
  vpc_id = aws_vpc.m.id
  ${parts.ways.includes('nat') ? 'route {\n cidr_block = "0.0.0.0/0"\n nat_gateway_id = aws_nat_gateway.n.id\n }' : ''}
}
resource "aws_route_table_association" "a" {
  subnet_id      = aws_subnet.a.id
  route_table_id = aws_route_table.a.id
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.m.id
  service_name    = "com.amazonaws.ap-northeast-1.s3"
  route_table_ids = [${tables}]
}
resource "aws_security_group" "web" {
  vpc_id = aws_vpc.m.id
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_iam_role" "web" {
  name               = "web"
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "web" {
  role   = aws_iam_role.web.id
  policy = ${parts.role ?? 'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })'}
}
resource "aws_iam_instance_profile" "web" {
  role = aws_iam_role.web.name
}
resource "aws_instance" "web" {
  ami                    = "ami-1"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.a.id
  vpc_security_group_ids = [aws_security_group.web.id]
  iam_instance_profile   = aws_iam_instance_profile.web.name
}
resource "aws_s3_bucket" "data" {
  bucket = "shop-data"
}
resource "aws_s3_bucket_policy" "data" {
  bucket = aws_s3_bucket.data.id
  policy = ${parts.policy}
}
`;
}

/** A bucket that only lets calls in that come by one endpoint. */
function onlyBy(endpoint: string): string {
  return `jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "OnlyByEndpoint",
    Effect = "Deny", Principal = "*",
    Action = "s3:*", Resource = [aws_s3_bucket.data.arn, "\${aws_s3_bucket.data.arn}/*"],
    Condition = { StringNotEquals = { "aws:sourceVpce" = ${endpoint} } } }] })`;
}

describe('a bucket that denies unless aws:sourceVpce equals the endpoint (KEY-1)', () => {
  const own = 'aws_vpc_endpoint.s3.id';

  it.each([
    // endpoint, ways, expected, because
    [own, ['endpoint'], ['reachable'], 'the path goes by that very endpoint'],
    [own, ['endpoint', 'nat'], ['reachable'], 'the route of the endpoint is more specific than the default'],
    [
      own,
      ['nat'],
      ['blocked', 'IAM_KEY_ABSENT aws_s3_bucket_policy.data'],
      'the route to the endpoint is gone',
    ],
    [
      'var.vpce',
      ['endpoint'],
      ['undetermined', 'UNKNOWN_COMPARED_TEXT aws_vpc_endpoint.s3.id', 'UNKNOWN_COMPARED_TEXT var.vpce'],
      'nothing says which endpoint it is',
    ],
    [
      'var.vpce',
      ['nat'],
      ['blocked', 'IAM_KEY_ABSENT aws_s3_bucket_policy.data'],
      'the key is absent anyway',
    ],
  ] as const)('%s by %j is %j because %s', (endpoint, ways, expected, _because) => {
    const { network } = readText(shop({ policy: onlyBy(endpoint), ways }));
    for (const resource of ['arn:aws:s3:::shop-data/a.txt', 'aws_s3_bucket.data/a.txt']) {
      expect(told(trace(network, 'aws_instance.web', 's3', 's3:GetObject', resource))).toEqual(expected);
    }
  });

  it('the endpoint behind a NAT gives its id too: the route of the NAT’s subnet leads there', () => {
    const behind = shop({ policy: onlyBy(own), ways: ['nat'] }).replace(
      'route_table_ids = []',
      'route_table_ids = [aws_route_table.public.id]',
    );
    const call = trace(
      readText(behind).network,
      'aws_instance.web',
      's3',
      's3:GetObject',
      'aws_s3_bucket.data/a',
    );
    expect(told(call)).toEqual(['reachable']);
    expect(call.via.kind).toBe('nat-gateway');
  });

  it('P4: enforced when policies refuse every other way and the network has none', () => {
    const enforced = (ways: readonly ('endpoint' | 'nat')[], policy: string) =>
      trace(
        readText(shop({ policy, ways })).network,
        'aws_instance.web',
        's3',
        's3:GetObject',
        'aws_s3_bucket.data/a',
      ).enforced;
    expect(enforced(['endpoint'], onlyBy(own))).toBe(true);
    expect(enforced(['endpoint', 'nat'], onlyBy(own))).toBe(false);
    expect(enforced(['endpoint'], 'jsonencode({ Version = "2012-10-17", Statement = [] })')).toBe(false);
  });
});

describe('who may, besides the endpoint', () => {
  const open =
    'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:DeleteBucket", Resource = aws_s3_bucket.data.arn }] })';

  it.each([
    // role's policy, action, expected, because
    [
      'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.data.arn}/*" }] })',
      's3:GetObject',
      ['reachable'],
      'the role may read the objects',
    ],
    [
      'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.data.arn}/*" }] })',
      's3:PutObject',
      ['blocked', 'IAM_IDENTITY_IMPLICIT_DENY aws_iam_role_policy.web'],
      'it may not write',
    ],
    [
      '"{ not json"',
      's3:GetObject',
      ['blocked', 'IAM_IDENTITY_IMPLICIT_DENY aws_iam_role_policy.web'],
      'a broken policy never allows',
    ],
    [
      'jsonencode([1, 2])',
      's3:GetObject',
      ['blocked', 'IAM_IDENTITY_IMPLICIT_DENY aws_iam_role_policy.web'],
      'nor does one of a wrong type',
    ],
    [
      'jsonencode({ Statement = { Effect = "Allow", Action = "s3:*", Resource = "*", Condition = { StringSortOf = { a = "b" } } } })',
      's3:GetObject',
      ['blocked', 'IAM_IDENTITY_IMPLICIT_DENY aws_iam_role_policy.web'],
      'nor one with an operator that does not exist',
    ],
  ] as const)('%s: %s is %j because %s', (role, action, expected, _because) => {
    const { network } = readText(shop({ policy: open, ways: ['endpoint'], role }));
    expect(told(trace(network, 'aws_instance.web', 's3', action, 'aws_s3_bucket.data/a.txt'))).toEqual(
      expected,
    );
  });
});

describe('what is not known is named, never taken for an answer', () => {
  it('a client without a role: the role is missing, whatever the endpoint allows', () => {
    const text = shop({ policy: onlyBy('aws_vpc_endpoint.s3.id'), ways: ['endpoint'] });
    const { network } = readText(text.replace(/iam_instance_profile += .*\n/, ''));
    expect(told(trace(network, 'aws_instance.web', 's3', 's3:GetObject', 'aws_s3_bucket.data/a'))).toEqual([
      'undetermined',
      'UNKNOWN_ROLE aws_instance.web',
    ]);
  });

  it('a condition key that no path decides is named', () => {
    const role =
      'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*", Condition = { StringEquals = { "aws:SourceIdentity" = "shop" } } }] })';
    const { network } = readText(
      shop({ policy: onlyBy('aws_vpc_endpoint.s3.id'), ways: ['endpoint'], role }),
    );
    expect(told(trace(network, 'aws_instance.web', 's3', 's3:GetObject', 'aws_s3_bucket.data/a'))).toEqual([
      'undetermined',
      'UNKNOWN_CONDITION_KEY aws:SourceIdentity',
    ]);
  });

  it('KEY-3: a Deny of other source addresses meets calls through the endpoint', () => {
    const policy =
      'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "${aws_s3_bucket.data.arn}/*", Condition = { NotIpAddress = { "aws:SourceIp" = "203.0.113.0/24" } } }] })';
    const { network } = readText(shop({ policy, ways: ['endpoint'] }));
    expect(told(trace(network, 'aws_instance.web', 's3', 's3:GetObject', 'aws_s3_bucket.data/a'))).toEqual([
      'blocked',
      'IAM_SOURCE_IP_CHANGED aws_s3_bucket_policy.data',
    ]);
  });

  it('by the NAT the address of its Elastic IP decides, and is named while it is not known', () => {
    const policy =
      'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "${aws_s3_bucket.data.arn}/*", Condition = { NotIpAddress = { "aws:SourceIp" = "${aws_eip.nat.public_ip}/32" } } }] })';
    const { network } = readText(shop({ policy, ways: ['nat'] }));
    const call = trace(network, 'aws_instance.web', 's3', 's3:GetObject', 'aws_s3_bucket.data/a');
    expect(call.verdict).toBe('reachable');
    const another = readText(shop({ policy: policy.replace('eip.nat', 'eip.another'), ways: ['nat'] }));
    const open = trace(another.network, 'aws_instance.web', 's3', 's3:GetObject', 'aws_s3_bucket.data/a');
    expect(open.verdict).toBe('undetermined');
  });
});

describe('keys that the call itself decides', () => {
  const any =
    'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:DeleteBucket", Resource = aws_s3_bucket.data.arn }] })';
  const onlyIf = (condition: string): string =>
    `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*", Condition = { ${condition} } }] })`;
  const inTokyo = onlyIf('StringEquals = { "aws:RequestedRegion" = "ap-northeast-1" }');
  const after = onlyIf('DateGreaterThan = { "aws:CurrentTime" = "2026-11-28T12:00:00Z" }');

  it.each([
    // role's policy, target, action, verdict, because
    [inTokyo, 's3', 's3:GetObject', 'reachable', 'the name holds the Region'],
    [inTokyo, 'sqs.us-west-2.amazonaws.com', 'sqs:SendMessage', 'blocked', 'another Region is called'],
    [inTokyo, 'iam.amazonaws.com', 'iam:GetRole', 'blocked', 'IAM answers in us-east-1 only'],
    [inTokyo, 'sts.amazonaws.com', 'sts:GetCallerIdentity', 'undetermined', 'STS answers in many Regions'],
    [onlyIf('Null = { "aws:CalledVia" = "true" }'), 's3', 's3:GetObject', 'reachable', 'nobody is between'],
    [
      onlyIf('StringEquals = { "kms:ViaService" = "s3.ap-northeast-1.amazonaws.com" }'),
      'kms',
      'kms:Decrypt',
      'blocked',
      'the client calls KMS by itself',
    ],
    [
      onlyIf('StringEquals = { "aws:PrincipalTag/team" = "shop" }'),
      's3',
      's3:GetObject',
      'blocked',
      'neither the role nor the provider writes a tag',
    ],
    [
      onlyIf('ArnLike = { "aws:PrincipalArn" = "arn:aws:iam::*:role/*eb" }'),
      's3',
      's3:GetObject',
      'reachable',
      'the number of an account, known or not, holds no colon',
    ],
    [
      onlyIf('ArnLike = { "aws:PrincipalArn" = "arn:aws:iam::*:user/*eb" }'),
      's3',
      's3:GetObject',
      'blocked',
      'a role is no user',
    ],
  ] as const)('%s to %s: %s is %s because %s', (role, to, action, verdict, _because) => {
    const { network } = readText(shop({ policy: any, ways: ['nat'], role }));
    const resource = action.startsWith('s3:') ? 'aws_s3_bucket.data/a' : '*';
    expect(trace(network, 'aws_instance.web', to, action, resource).verdict).toBe(verdict);
  });

  it.each([
    ['s3', 's3:GetObject', 'arn:aws:s3:::else/a', ['ASSUMED_OWN_ACCOUNT'], 'nothing says whose it is'],
    ['s3', 's3:GetObject', 'aws_s3_bucket.data/a', [], 'the source declares it'],
    ['s3', 'sqs:SendMessage', '*', ['ASSUMED_SERVICE_OF_ACTION'], 'S3 sends no messages'],
    ['ecr.dkr', 'ecr:BatchGetImage', '*', [], 'the registry is of ECR'],
    ['monitoring', 'cloudwatch:PutMetricData', '*', [], 'prefix and endpoint have two names'],
  ])('%s: %s on %s is taken with %j, because %s', (to, action, resource, expected, _because) => {
    const { network } = readText(shop({ policy: any, ways: ['nat'] }));
    const { assumptions } = trace(network, 'aws_instance.web', to, action, resource);
    const codes = assumptions.map(({ code }) => code);
    expect(codes.filter((code) => /ACCOUNT$|ACTION$/.test(code))).toEqual(expected);
  });

  it.each([
    ['2026-11-27', 'blocked', 'the day before'],
    ['2026-11-28', 'undetermined', 'at which hour, nobody says'],
    ['2026-11-29', 'reachable', 'the day after'],
    [undefined, 'undetermined', 'no day is given'],
  ] as const)('aws:CurrentTime on %s: %s, %s', (today, verdict, _because) => {
    const { network } = readText(shop({ policy: any, ways: ['nat'], role: after }));
    const settings = { ...emptySettings, ...(today === undefined ? {} : { today }) };
    const dated = addAccountFacts(network, settings, () => undefined).value;
    const call = trace(dated, 'aws_instance.web', 's3', 's3:GetObject', 'aws_s3_bucket.data/a');
    expect(call.verdict).toBe(verdict);
  });
});
