import { readFileSync } from 'node:fs';
import { createCatalog } from '../src/catalog/create-catalog.ts';
import type { Rule, RuleContext } from '../src/checks/rule.ts';
import { findingsOf, ruleContext } from '../src/checks/run-rules.ts';
import { addStandIns } from '../src/importers/stand-ins.ts';
import type { Network } from '../src/model/network.ts';
import { needsOf } from '../src/needs/needs.ts';
import type { CallReason } from '../src/reachability/answer.ts';
import { checkNetwork } from '../src/reachability/check.ts';
import { readText } from './terraform-network.ts';

const catalogFolder = new URL('../../../catalog/', import.meta.url);
export const catalog: ReturnType<typeof createCatalog> = createCatalog({
  read: (name) => {
    try {
      return readFileSync(new URL(name, catalogFolder), 'utf8');
    } catch {
      return undefined;
    }
  },
});

/** The network as the command line judges it. */
export function contextOf(network: Network, services: readonly string[] = []): RuleContext {
  const model = addStandIns(network);
  const { calls } = checkNetwork(model, catalog, {
    services,
    needs: (workload) =>
      needsOf(workload, catalog.workloadNeeds(workload.kind)).map(({ service, need, why, source }) => {
        const reason: CallReason =
          need === 'conditional'
            ? { kind: 'conditional', why, source }
            : { kind: 'needed', why, need, source };
        return { service, reason };
      }),
  });
  return ruleContext(model, catalog, calls);
}

/** What a rule finds in Terraform text: the addresses of all instances at fault. */
export function foundIn(rule: Rule, text: string, services: readonly string[] = []): readonly string[] {
  const findings = findingsOf(rule, contextOf(readText(text).network, services));
  return findings.flatMap(({ facts }) => facts.instances as readonly string[]);
}

/** A VPC with two private subnets in two zones on one route table, and groups for clients and endpoints. */
export const vpc: string = `
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
}
resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "ap-northeast-1a"
}
resource "aws_subnet" "c" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "ap-northeast-1c"
}
resource "aws_route_table" "private" {
  vpc_id = aws_vpc.main.id
}
resource "aws_route_table_association" "a" {
  subnet_id      = aws_subnet.a.id
  route_table_id = aws_route_table.private.id
}
resource "aws_route_table_association" "c" {
  subnet_id      = aws_subnet.c.id
  route_table_id = aws_route_table.private.id
}
resource "aws_security_group" "client" {
  vpc_id = aws_vpc.main.id
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "endpoint" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/16"]
  }
}
`;

/** A public subnet with an Internet gateway, and a NAT gateway in it. */
export const nat: string = `
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_subnet" "public" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.101.0/24"
  availability_zone = "ap-northeast-1a"
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}
resource "aws_eip" "nat" {
  domain = "vpc"
}
resource "aws_nat_gateway" "main" {
  allocation_id = aws_eip.nat.id
  subnet_id     = aws_subnet.public.id
}
`;

export const defaultRoute: string = `
resource "aws_route" "nat" {
  route_table_id         = aws_route_table.private.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main.id
}
`;

/** An instance in zone a. */
export const instance: string = `
resource "aws_instance" "app" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.a.id
  vpc_security_group_ids = [aws_security_group.client.id]
}
`;

/** A role for Session Manager, for an instance that names its profile. */
export const sessionManager: string = `
resource "aws_iam_role" "app" {
  name = "app"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}
resource "aws_iam_role_policy_attachment" "app" {
  role       = aws_iam_role.app.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}
resource "aws_iam_instance_profile" "app" {
  role = aws_iam_role.app.name
}
`;

export const directoryBucket: string = `
resource "aws_s3_directory_bucket" "fast" {
  bucket = "fast--apne1-az4--x-s3"
  location {
    name = "apne1-az4"
  }
}
`;

/** A Fargate service in both zones whose image is in ECR. */
export const fargate: string = `
resource "aws_ecr_repository" "app" {
  name = "app"
}
resource "aws_ecs_cluster" "main" {
  name = "main"
}
resource "aws_ecs_task_definition" "app" {
  family                   = "app"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  container_definitions = jsonencode([{
    name  = "app"
    image = "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/app:1"
  }])
}
resource "aws_ecs_service" "app" {
  name            = "app"
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.app.arn
  launch_type     = "FARGATE"
  desired_count   = 1
  network_configuration {
    subnets         = [aws_subnet.a.id, aws_subnet.c.id]
    security_groups = [aws_security_group.client.id]
  }
}
`;

/** An interface endpoint in both zones, as it should be. */
export function interfaceEndpoint(name: string, service: string, changes: string = ''): string {
  const own = changes.includes('subnet_ids') ? '' : 'subnet_ids = [aws_subnet.a.id, aws_subnet.c.id]';
  const groups = changes.includes('security_group_ids')
    ? ''
    : 'security_group_ids = [aws_security_group.endpoint.id]';
  const names = changes.includes('private_dns_enabled') ? '' : 'private_dns_enabled = true';
  const type = changes.includes('vpc_endpoint_type') ? '' : 'vpc_endpoint_type = "Interface"';
  return `
resource "aws_vpc_endpoint" "${name}" {
  vpc_id       = aws_vpc.main.id
  service_name = "com.amazonaws.ap-northeast-1.${service}"
  ${[type, own, groups, names, changes].join('\n  ')}
}
`;
}

/** A gateway endpoint on the private table. */
export function gatewayEndpoint(name: string, service: string, changes: string = ''): string {
  const tables = changes.includes('route_table_ids') ? '' : 'route_table_ids = [aws_route_table.private.id]';
  return `
resource "aws_vpc_endpoint" "${name}" {
  vpc_id       = aws_vpc.main.id
  service_name = "com.amazonaws.ap-northeast-1.${service}"
  ${tables}
  ${changes}
}
`;
}

/** A function in zone a. */
export const lambda: string = `
resource "aws_lambda_function" "app" {
  function_name = "app"
  role          = "arn:aws:iam::123456789012:role/app"
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "app.zip"
  vpc_config {
    subnet_ids         = [aws_subnet.a.id]
    security_group_ids = [aws_security_group.client.id]
  }
}
`;

/** A network ACL of both subnets that lets everything out, and these ports in. */
export function acl(fromPort: number, toPort: number): string {
  return `
resource "aws_network_acl" "main" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.a.id, aws_subnet.c.id]
  egress {
    rule_no    = 100
    action     = "allow"
    protocol   = "-1"
    from_port  = 0
    to_port    = 0
    cidr_block = "0.0.0.0/0"
  }
  ingress {
    rule_no    = 100
    action     = "allow"
    protocol   = "tcp"
    from_port  = ${fromPort}
    to_port    = ${toPort}
    cidr_block = "0.0.0.0/0"
  }
}
`;
}

/** The same VPC with IPv6 in subnet a. */
export function ipv6(network: string): string {
  return network
    .replace('enable_dns_support', 'assign_generated_ipv6_cidr_block = true\n  enable_dns_support')
    .replace(
      'cidr_block        = "10.0.1.0/24"',
      'cidr_block = "10.0.1.0/24"\n  assign_ipv6_address_on_creation = true\n' +
        '  ipv6_cidr_block = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, 1)',
    );
}

export const egressOnly: string = `
resource "aws_egress_only_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_route" "ipv6" {
  route_table_id              = aws_route_table.private.id
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = aws_egress_only_internet_gateway.main.id
}
`;

/** A bucket whose policy denies everything under these conditions. */
export function bucketPolicy(conditions: string): string {
  return `
resource "aws_s3_bucket" "own" {
  bucket = "own"
}
resource "aws_s3_bucket_policy" "own" {
  bucket = aws_s3_bucket.own.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:*"
      Resource  = "arn:aws:s3:::own/*"
      Condition = { ${conditions} }
    }]
  })
}
`;
}

/** A flow log of the VPC to CloudWatch Logs with its role; the parts that are not given are the plainest. */
export function flowLog(
  parts: {
    readonly trust?: string;
    readonly action?: string;
    readonly resource?: string;
    readonly more?: string;
  } = {},
): string {
  const {
    trust = '',
    action = '"logs:CreateLogStream", "logs:PutLogEvents"',
    resource = '"*"',
    more = '',
  } = parts;
  return `
resource "aws_cloudwatch_log_group" "flow" {
  name = "flow"
}
resource "aws_iam_role" "logs" {
  name = "logs"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "vpc-flow-logs.amazonaws.com" }
      ${trust}
    }]
  })
}
resource "aws_iam_role_policy" "logs" {
  role = aws_iam_role.logs.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = [${action}]
      Resource = ${resource}
    }]
  })
}
resource "aws_flow_log" "main" {
  vpc_id          = aws_vpc.main.id
  traffic_type    = "ALL"
  iam_role_arn    = aws_iam_role.logs.arn
  log_destination = aws_cloudwatch_log_group.flow.arn
  ${more}
}
`;
}
