import type { PolicyFacts, PolicyQuestion } from '../../src/generators/change/endpoint-policy.ts';
import type { NetworkChange } from '../../src/model/change.ts';
import type { Id } from '../../src/model/identity.ts';
import type { Network } from '../../src/model/network.ts';
import { endpoint } from '../written-changes.ts';

/** One project, one change, and what its user must find in the patch. */
export interface ChangeCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly changes: (network: Network) => readonly NetworkChange[];
  /** Given = new endpoints get policies. */
  readonly policies?: PolicyFacts;
  /** Values given on the command line. */
  readonly given?: Readonly<Record<string, string>>;
  /** It calls modules of a registry: real Terraform would have to download them. */
  readonly isDownloaded?: true;
  /** Codes of what is told; none = the whole change was written. */
  readonly told?: readonly string[];
}

const provider = `terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "ap-northeast-1"
}
`;

const vpc = `${provider}
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}
`;

const subnetsByCount = `
resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  availability_zone = ["ap-northeast-1a", "ap-northeast-1c"][count.index]
}

resource "aws_route_table" "private" {
  count  = 2
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table_association" "private" {
  count          = 2
  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = aws_route_table.private[count.index].id
}
`;

const subnetsByKey = `
resource "aws_subnet" "private" {
  for_each          = { a = 0, c = 1, d = 2 }
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, each.value)
  availability_zone = "ap-northeast-1\${each.key}"
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table_association" "private" {
  for_each       = aws_subnet.private
  subnet_id      = each.value.id
  route_table_id = aws_route_table.private.id
}
`;

const callerGroup = `
resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = aws_vpc.main.id
}
`;

function caller(subnets: string, group = 'aws_security_group.app.id'): string {
  return `
resource "aws_iam_role" "fn" {
  name               = "fn"
  assume_role_policy = "{}"
}

resource "aws_lambda_function" "fn" {
  function_name = "fn"
  role          = aws_iam_role.fn.arn
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  filename      = "fn.zip"

  vpc_config {
    subnet_ids         = ${subnets}
    security_group_ids = [${group}]
  }
}
`;
}

/** Endpoints for every workload, in its subnets and their tables. */
export function endpointsFor(...services: readonly string[]): (network: Network) => readonly NetworkChange[] {
  return (network) => {
    const workloads = [...network.workloads.values()].filter(({ subnets }) => subnets.items.length > 0);
    const callers = workloads.map(({ id }) => id).toSorted();
    const subnets = [...new Set(workloads.flatMap((one) => one.subnets.items))].toSorted();
    const routeTables = tablesOf(network, subnets);
    return services.map((service) =>
      service === 's3' || service === 'dynamodb'
        ? endpoint(network, service, { type: 'Gateway', privateDnsEnabled: false, callers, routeTables })
        : endpoint(network, service, { callers, subnets }),
    );
  };
}

function tablesOf(network: Network, subnets: readonly Id<'Subnet'>[]): readonly Id<'RouteTable'>[] {
  const tables = subnets.flatMap((subnet) => {
    const target = network.subnets.get(subnet)?.routeTable?.target;
    return target?.kind === 'known' ? [target.value] : [];
  });
  return [...new Set(tables)].toSorted();
}

function remove(...addresses: readonly string[]): () => readonly NetworkChange[] {
  return () => addresses.map((address) => ({ kind: 'remove', address }));
}

const id = <Kind extends 'Subnet' | 'RouteTable' | 'VpcEndpoint' | 'Vpc' | 'SecurityGroup'>(
  address: string,
): Id<Kind> => address as Id<Kind>;

const publicSide = `
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_subnet" "public" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.100.0/24"
}
`;

const nat = `
# The way out of the private subnets.
resource "aws_eip" "nat" {
  domain = "vpc"
}

resource "aws_nat_gateway" "main" {
  allocation_id = aws_eip.nat.id
  subnet_id     = aws_subnet.public.id

  depends_on = [aws_internet_gateway.main]
}
`;

const gatewayEndpoint = (tables: string): string => `
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.ap-northeast-1.s3"
  route_table_ids = ${tables}
}
`;

const widenS3 =
  (...tables: readonly string[]) =>
  (): readonly NetworkChange[] => [
    {
      kind: 'widen-endpoint',
      endpoint: id('aws_vpc_endpoint.s3'),
      subnets: [],
      routeTables: tables.map((table) => id(table)),
    },
  ];

const tables = `
resource "aws_route_table" "a" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table" "b" {
  vpc_id = aws_vpc.main.id
}
`;

const newEndpoints: readonly ChangeCase[] = [
  {
    name: 'all instances of count are a splat',
    files: { 'main.tf': vpc + subnetsByCount + callerGroup + caller('aws_subnet.private[*].id') },
    changes: endpointsFor('s3', 'logs'),
  },
  {
    name: 'all instances of for_each are a for expression',
    files: { 'main.tf': vpc + subnetsByKey + callerGroup + caller('values(aws_subnet.private)[*].id') },
    changes: endpointsFor('s3', 'logs'),
  },
  {
    name: 'some instances are picked one by one',
    files: {
      'main.tf':
        vpc + subnetsByKey + callerGroup + caller('[aws_subnet.private["a"].id, aws_subnet.private["d"].id]'),
    },
    changes: endpointsFor('logs'),
  },
  {
    name: 'endpoints by for_each stand in one block when the user does so',
    files: {
      'main.tf': `${vpc}${subnetsByCount}${callerGroup}${caller('aws_subnet.private[*].id')}
resource "aws_vpc_endpoint" "interface" {
  for_each            = { ssm = true }
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.\${data.aws_region.current.name}.\${each.key}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = aws_subnet.private[*].id
  security_group_ids  = [aws_security_group.app.id]
  private_dns_enabled = true
  tags                = { Name = each.key }
}

data "aws_region" "current" {}
`,
    },
    changes: endpointsFor('logs', 'kms'),
  },
  {
    name: 'the user’s own list of services grows',
    files: {
      'main.tf': `${vpc}${subnetsByCount}${callerGroup}${caller('aws_subnet.private[*].id')}
locals {
  services = [
    "ssm", # sessions
    "kms"  # keys
  ]
}

resource "aws_vpc_endpoint" "interface" {
  for_each            = toset(local.services)
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.ap-northeast-1.\${each.key}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = aws_subnet.private[*].id
  security_group_ids  = [aws_security_group.app.id]
  private_dns_enabled = true
}
`,
    },
    changes: (network) => [
      ...endpointsFor('logs', 's3', 'ecr.api')(network),
      { kind: 'remove', address: 'aws_vpc_endpoint.interface["ssm"]' },
    ],
  },
  {
    name: 'names and tags follow those around them',
    files: {
      'main.tf': `${provider}
variable "env" {
  default = "prod"
}

locals {
  tags = { Project = "shop", Env = var.env }
}

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
  tags                 = merge(local.tags, { Name = "shop-\${var.env}-vpc" })
}

resource "aws_security_group" "app" {
  name   = "shop-\${var.env}-app"
  vpc_id = aws_vpc.main.id
  tags   = merge(local.tags, { Name = "shop-\${var.env}-app" })
}
${subnetsByCount}${caller('aws_subnet.private[*].id')}`,
    },
    changes: endpointsFor('s3', 'ecr.api'),
  },
  {
    name: 'outputs of a called module that name exactly what is meant are used',
    files: {
      'main.tf': `${provider}
module "network" {
  source = "./network"
}

resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = module.network.vpc_id
}
${caller('module.network.private_subnets')}`,
      'network/main.tf': `${vpc.slice(provider.length)}${subnetsByCount}
output "vpc_id" {
  value = aws_vpc.main.id
}

output "private_subnets" {
  value = aws_subnet.private[*].id
}

output "private_route_table_ids" {
  value = aws_route_table.private[*].id
}
`,
    },
    changes: endpointsFor('s3', 'logs'),
  },
  {
    name: 'outputs that a module of the user lacks are added to it',
    files: {
      'main.tf': `${provider}
module "network" {
  source = "./network"
}

module "app" {
  source     = "./app"
  vpc_id     = module.network.vpc_id
  subnet_ids = [module.network.first, module.network.second]
}
`,
      'network/main.tf': `${vpc.slice(provider.length)}${subnetsByCount}
output "vpc_id" {
  value = aws_vpc.main.id
}

output "first" {
  value = aws_subnet.private[0].id
}

output "second" {
  value = aws_subnet.private[1].id
}
`,
      'app/main.tf': `variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = var.vpc_id
}
${caller('var.subnet_ids')}`,
    },
    changes: endpointsFor('s3', 'logs'),
  },
  {
    name: 'a group whose rules are of the older type gets such a rule',
    files: {
      'main.tf': `${vpc}${subnetsByCount}${callerGroup}${caller('aws_subnet.private[*].id')}
resource "aws_security_group_rule" "out" {
  type              = "egress"
  security_group_id = aws_security_group.app.id
  from_port         = 5432
  to_port           = 5432
  protocol          = "tcp"
  cidr_blocks       = ["10.0.0.0/16"]
}
`,
    },
    changes: (network) => [
      ...endpointsFor('logs')(network),
      {
        kind: 'add-security-group-rule',
        securityGroup: id('aws_security_group.app'),
        direction: 'egress',
        port: 443,
        peer: { kind: 'new-endpoints', vpc: id('aws_vpc.main') },
      },
    ],
  },
  {
    name: 'a group whose rules stand in its block gets a block more',
    files: {
      'main.tf': `${vpc}${subnetsByCount}
resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = aws_vpc.main.id

  egress {
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }

  # nothing comes in
}
${caller('aws_subnet.private[*].id')}`,
    },
    changes: (network) => [
      ...endpointsFor('logs', 's3')(network),
      {
        kind: 'add-security-group-rule',
        securityGroup: id('aws_security_group.app'),
        direction: 'egress',
        port: 443,
        peer: { kind: 'new-endpoints', vpc: id('aws_vpc.main') },
      },
      {
        kind: 'add-security-group-rule',
        securityGroup: id('aws_security_group.app'),
        direction: 'egress',
        port: 443,
        peer: { kind: 'prefix-list', prefixList: 'pl-61a54008' as Id<'PrefixList'> },
      },
    ],
  },
  {
    name: 'a switch that makes more than is proposed is not turned',
    files: {
      'main.tf': `${vpc}${subnetsByCount}${callerGroup}${caller('aws_subnet.private[*].id')}
variable "endpoints" {
  type    = bool
  default = false
}

resource "aws_vpc_endpoint" "interface" {
  for_each            = { for name in ["logs", "kms"] : name => true if var.endpoints }
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.ap-northeast-1.${'$'}{each.key}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = aws_subnet.private[*].id
  private_dns_enabled = true
}
`,
    },
    changes: endpointsFor('logs'),
  },
  {
    name: 'endpoints that were switched off are switched on',
    files: {
      'main.tf': `${vpc}${subnetsByCount}${callerGroup}${caller('aws_subnet.private[*].id')}
variable "endpoints" {
  type    = bool
  default = false # not yet
}

resource "aws_vpc_endpoint" "logs" {
  count               = var.endpoints ? 1 : 0
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.ap-northeast-1.logs"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = aws_subnet.private[*].id
  private_dns_enabled = true
}
`,
    },
    changes: endpointsFor('logs', 'kms'),
    told: ['NSN7104'],
  },
];

const asAgent = (action: string, resource: string): PolicyQuestion => ({ action, resource, by: 'agent' });

const registryModule: Readonly<Record<string, string>> = {
  '.terraform/modules/modules.json': JSON.stringify({
    Modules: [
      { Key: '', Source: '', Dir: '.' },
      {
        Key: 'vpc',
        Source: 'registry.terraform.io/example/vpc/aws',
        Version: '1.0.0',
        Dir: '.terraform/modules/vpc',
      },
    ],
  }),
  '.terraform/modules/vpc/main.tf': `variable "enable_nat_gateway" {
  type    = bool
  default = false
}

variable "enable_dns_hostnames" {
  type    = bool
  default = false
}

resource "aws_vpc" "this" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = var.enable_dns_hostnames
}

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, count.index)
  availability_zone = ["ap-northeast-1a", "ap-northeast-1c"][count.index]
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.this.id
}

resource "aws_route_table_association" "private" {
  count          = 2
  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = aws_route_table.private.id
}

resource "aws_subnet" "public" {
  vpc_id     = aws_vpc.this.id
  cidr_block = "10.0.100.0/24"
}

resource "aws_eip" "nat" {
  count  = var.enable_nat_gateway ? 1 : 0
  domain = "vpc"
}

resource "aws_nat_gateway" "this" {
  count         = var.enable_nat_gateway ? 1 : 0
  allocation_id = aws_eip.nat[0].id
  subnet_id     = aws_subnet.public.id
}

resource "aws_route" "nat" {
  count                  = var.enable_nat_gateway ? 1 : 0
  route_table_id         = aws_route_table.private.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.this[0].id
}

output "vpc_arn" {
  value = aws_vpc.this.arn
}

output "vpc_id" {
  value = aws_vpc.this.id
}

output "private_subnet_arns" {
  value = aws_subnet.private[*].arn
}

output "private_subnets" {
  value = aws_subnet.private[*].id
}

output "database_route_table_ids" {
  value = [aws_route_table.private.id]
}

output "private_route_table_ids" {
  value = [aws_route_table.private.id]
}
`,
};

const registry: readonly ChangeCase[] = [
  {
    name: 'a downloaded module is changed by its call, and its outputs are ids',
    isDownloaded: true,
    files: {
      ...registryModule,
      'main.tf': `${provider}
module "vpc" {
  source  = "example/vpc/aws"
  version = "1.0.0"

  enable_nat_gateway = true
}

resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = module.vpc.vpc_id
}
${caller('module.vpc.private_subnets')}`,
    },
    changes: (network) => [
      { kind: 'enable-vpc-dns', vpc: id('module.vpc.aws_vpc.this') },
      ...endpointsFor('s3', 'logs')(network),
      { kind: 'remove', address: 'module.vpc.aws_nat_gateway.this' },
    ],
    told: ['NSN7104', 'NSN7104'],
  },
];

const providers: readonly ChangeCase[] = [
  {
    name: 'new things use the provider configuration of their VPC',
    files: {
      'main.tf': `terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "us-east-1"
}

provider "aws" {
  alias  = "tokyo"
  region = "ap-northeast-1"
}

module "network" {
  source    = "./network"
  providers = { aws = aws.tokyo }
}

resource "aws_security_group" "app" {
  provider = aws.tokyo
  name     = "app"
  vpc_id   = module.network.vpc_id
}
${caller('module.network.private_subnets').replaceAll('" {\n', '" {\n  provider = aws.tokyo\n')}`,
      'network/main.tf': `${vpc.slice(provider.length)}${subnetsByCount}
output "vpc_id" {
  value = aws_vpc.main.id
}

output "private_subnets" {
  value = aws_subnet.private[*].id
}
`,
    },
    policies: { ownedResources: [], questionsOf: () => undefined },
    changes: (network) =>
      endpointsFor('logs')(network).map((change) =>
        change.kind === 'add-endpoint'
          ? { ...change, endpoint: { ...change.endpoint, serviceName: 'com.amazonaws.ap-northeast-1.logs' } }
          : change,
      ),
  },
];

const endpointsModule: Readonly<Record<string, string>> = {
  '.terraform/modules/modules.json': JSON.stringify({
    Modules: [{ Key: 'endpoints', Source: 'example/endpoints/aws', Dir: '.terraform/modules/endpoints' }],
  }),
  '.terraform/modules/endpoints/main.tf': `variable "vpc_id" {
  type = string
}

variable "endpoints" {
  type    = any
  default = {}
}

variable "subnet_ids" {
  type    = list(string)
  default = []
}

resource "aws_vpc_endpoint" "this" {
  for_each            = var.endpoints
  vpc_id              = var.vpc_id
  service_name        = "com.amazonaws.ap-northeast-1.\${each.value.service}"
  vpc_endpoint_type   = lookup(each.value, "service_type", "Interface")
  subnet_ids          = lookup(each.value, "service_type", "") == "Gateway" ? null : var.subnet_ids
  route_table_ids     = lookup(each.value, "route_table_ids", null)
  private_dns_enabled = lookup(each.value, "private_dns_enabled", null)
}
`,
};

const inCalls: readonly ChangeCase[] = [
  {
    name: 'an ARN is no id: without a word for the VPC nothing is written',
    isDownloaded: true,
    files: {
      '.terraform/modules/modules.json': registryModule['.terraform/modules/modules.json'] ?? '',
      '.terraform/modules/vpc/main.tf': (registryModule['.terraform/modules/vpc/main.tf'] ?? '').replace(
        'output "vpc_id" {\n  value = aws_vpc.this.id\n}\n',
        '',
      ),
      'main.tf': `${provider}
module "vpc" {
  source = "example/vpc/aws"
}
${caller('module.vpc.private_subnets', '"sg-0123abcd"')}`,
    },
    changes: endpointsFor('logs'),
    told: ['NSN7101'],
  },
  {
    name: 'what one module of the user holds whole is written there',
    files: {
      'main.tf': `${provider}
module "network" {
  source = "./network"
}
`,
      'network/main.tf':
        vpc.slice(provider.length) + subnetsByCount + callerGroup + caller('aws_subnet.private[*].id'),
    },
    changes: endpointsFor('s3', 'logs'),
  },
  {
    name: 'endpoints of a downloaded module are widened in the call',
    isDownloaded: true,
    files: {
      ...endpointsModule,
      'main.tf': `${vpc}${subnetsByCount}${tables}
module "endpoints" {
  source = "example/endpoints/aws"
  vpc_id = aws_vpc.main.id

  endpoints = {
    s3 = {
      service         = "s3"
      service_type    = "Gateway"
      route_table_ids = [aws_route_table.a.id] # the first table
    }
    dynamodb = {
      service         = "dynamodb"
      service_type    = "Gateway"
      route_table_ids = [aws_route_table.a.id]
    }
    logs = {
      service             = "logs"
      private_dns_enabled = false
    }
  }
  subnet_ids = [aws_subnet.private[0].id]
}
`,
    },
    changes: () => [
      {
        kind: 'widen-endpoint',
        endpoint: id('module.endpoints.aws_vpc_endpoint.this["s3"]'),
        subnets: [],
        routeTables: [id('aws_route_table.b')],
      },
      {
        kind: 'widen-endpoint',
        endpoint: id('module.endpoints.aws_vpc_endpoint.this["logs"]'),
        subnets: [id('aws_subnet.private[1]')],
        routeTables: [],
      },
      { kind: 'enable-private-dns', endpoint: id('module.endpoints.aws_vpc_endpoint.this["logs"]') },
    ],
  },
  {
    name: 'a set of ids is joined as a set',
    files: {
      'main.tf': `${vpc}${tables}
variable "more" {
  type    = set(string)
  default = ["rtb-0123abcd"]
}
${gatewayEndpoint('var.more')}`,
    },
    changes: widenS3('aws_route_table.b'),
  },
];

const policies: readonly ChangeCase[] = [
  {
    name: 'endpoints in one block have a policy each, and long lists stand on several lines',
    files: {
      'main.tf': `${vpc}
resource "aws_subnet" "application_private_subnet_of_zone" {
  for_each          = { a = 0, c = 1, d = 2, e = 3 }
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, each.value)
  availability_zone = "ap-northeast-1${'$'}{each.key}"
}
${callerGroup}${caller(`[
    aws_subnet.application_private_subnet_of_zone["a"].id,
    aws_subnet.application_private_subnet_of_zone["c"].id,
    aws_subnet.application_private_subnet_of_zone["d"].id,
  ]`)}
resource "aws_vpc_endpoint" "interface" {
  for_each            = { ssm = true }
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.ap-northeast-1.${'$'}{each.key}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.application_private_subnet_of_zone["a"].id]
  private_dns_enabled = true
}
`,
    },
    policies: {
      ownedResources: [],
      questionsOf: (_, service) =>
        Array.from({ length: 4 }, (_one, i) => asAgent(`${service}:DoSomethingVeryLong${i}`, '*')),
    },
    changes: endpointsFor('logs', 'kms'),
  },
  {
    name: 'policies allow what callers are known to do, and AWS’s own buckets to AWS',
    files: {
      'main.tf': `${vpc}${subnetsByCount}${callerGroup}${caller('aws_subnet.private[*].id')}
resource "aws_ecr_repository" "app" {
  name = "app"
}
`,
    },
    policies: {
      ownedResources: [],
      questionsOf: (_, service) => {
        if (service === 'logs')
          return [asAgent('logs:PutLogEvents', ''), asAgent('logs:CreateLogStream', '')];
        if (service !== 'ecr.api')
          return [
            {
              action: 's3:GetObject',
              resource: 'arn:aws:s3:::prod-ap-northeast-1-starport-layer-bucket/*',
              by: 'aws-owned',
            },
          ];
        return [
          asAgent('ecr:GetAuthorizationToken', '*'),
          asAgent('ecr:BatchGetImage', 'aws_ecr_repository.app'),
          asAgent('ecr:GetDownloadUrlForLayer', 'aws_ecr_repository.app'),
        ];
      },
    },
    changes: endpointsFor('s3', 'ecr.api', 'logs'),
  },
  {
    name: 'a caller of which nothing is known may do anything as a principal of the account; packages of AWS are free',
    files: {
      'main.tf': `${vpc}${subnetsByCount}${callerGroup}
data "aws_caller_identity" "me" {}

resource "aws_instance" "any" {
  ami                    = "ami-0123"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.private[0].id
  vpc_security_group_ids = [aws_security_group.app.id]
}
`,
    },
    policies: {
      ownedResources: [
        { owner: 'Amazon EC2', arns: ['arn:aws:s3:::al2023-repos-<region>-de612dc2/*'] },
        { owner: 'AWS Service Catalog', arns: ['arn:aws:s3:::sc-<product-identifier>-<region>/*'] },
      ],
      questionsOf: () => undefined,
    },
    changes: endpointsFor('s3', 'ssm'),
  },
];

const hints: readonly ChangeCase[] = [
  {
    name: 'a caller without a group of its own is admitted by address',
    files: {
      'main.tf': `${vpc}${subnetsByCount}${caller('aws_subnet.private[*].id', 'aws_vpc.main.default_security_group_id')}
resource "aws_instance" "any" {
  ami           = "ami-0123"
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.private[0].id
}
`,
    },
    changes: endpointsFor('logs'),
    told: ['NSN7106'],
  },
  {
    name: 'callers of more groups than a group takes rules are admitted by address',
    files: {
      'main.tf':
        vpc +
        subnetsByCount +
        Array.from({ length: 61 }, (_, i) =>
          (callerGroup + caller('aws_subnet.private[*].id'))
            .replaceAll(/"(app|fn)"/g, `"$1${i}"`)
            .replaceAll(/\.(app|fn)\./g, `.$1${i}.`),
        ).join(''),
    },
    changes: endpointsFor('logs'),
    told: ['NSN7106'],
  },
  {
    name: 'a switch whose value is given on the command line is left to its user',
    files: {
      'main.tf': `${vpc}${publicSide}
variable "nat" {
  type    = bool
  default = false
}

resource "aws_nat_gateway" "main" {
  count             = var.nat ? 1 : 0
  connectivity_type = "private"
  subnet_id         = aws_subnet.public.id
}
`,
    },
    given: { nat: 'true' },
    changes: remove('aws_nat_gateway.main'),
    told: ['NSN7105'],
  },
];

const edits: readonly ChangeCase[] = [
  {
    name: 'a block on one line is opened',
    files: {
      'main.tf': `${provider}
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
`,
    },
    changes: () => [{ kind: 'enable-vpc-dns', vpc: id('aws_vpc.main') }],
  },
  {
    name: 'a heredoc stays whole',
    files: {
      'main.tf': `${vpc}${subnetsByCount}
resource "aws_vpc_endpoint" "logs" {
  vpc_id            = aws_vpc.main.id
  vpc_endpoint_type = "Interface"
  service_name      = "com.amazonaws.ap-northeast-1.logs"
  policy            = <<-EOF
    {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}
  EOF
}
`,
    },
    changes: () => [
      { kind: 'enable-private-dns', endpoint: id('aws_vpc_endpoint.logs') },
      {
        kind: 'widen-endpoint',
        endpoint: id('aws_vpc_endpoint.logs'),
        subnets: [id('aws_subnet.private[0]')],
        routeTables: [],
      },
    ],
  },
  {
    name: 'a list on one line grows on its line',
    files: { 'main.tf': vpc + tables + gatewayEndpoint('[aws_route_table.a.id]') },
    changes: widenS3('aws_route_table.b'),
  },
  {
    name: 'a list of several lines keeps its comments, and a comma is put where it is missing',
    files: {
      'main.tf':
        vpc +
        tables +
        gatewayEndpoint(`[
    # the first
    aws_route_table.a.id # no comma here
    # the end
  ]`),
    },
    changes: widenS3('aws_route_table.b'),
  },
  {
    name: 'a list with a comma at its end gets a line more',
    files: { 'main.tf': vpc + tables + gatewayEndpoint('[\n    aws_route_table.a.id, // first\n  ]') },
    changes: widenS3('aws_route_table.b'),
  },
  {
    name: 'an empty list is filled',
    files: { 'main.tf': vpc + tables + gatewayEndpoint('[]') },
    changes: widenS3('aws_route_table.a', 'aws_route_table.b'),
  },
  {
    name: 'a splat is joined with what is added',
    files: { 'main.tf': vpc + subnetsByCount + tables + gatewayEndpoint('aws_route_table.private[*].id') },
    changes: widenS3('aws_route_table.b'),
  },
  {
    name: 'two changes of one endpoint are one edit',
    files: { 'main.tf': vpc + subnetsByCount + tables + gatewayEndpoint('aws_route_table.private[*].id') },
    changes: () => [...widenS3('aws_route_table.a')(), ...widenS3('aws_route_table.b')()],
  },
  {
    name: 'the list at the end of a concat grows',
    files: {
      'main.tf':
        vpc +
        subnetsByCount +
        tables +
        gatewayEndpoint('concat(\n    aws_route_table.private[*].id,\n    [aws_route_table.a.id]\n  )'),
    },
    changes: widenS3('aws_route_table.b'),
  },
  {
    name: 'an endpoint without the argument gets it',
    files: {
      'main.tf': `${vpc}${tables}
resource "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.main.id
  service_name = "com.amazonaws.ap-northeast-1.s3"
}
`,
    },
    changes: widenS3('aws_route_table.a'),
  },
  {
    name: 'members that are resources of their own get one more',
    files: {
      'main.tf': `${vpc}${tables}
resource "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.main.id
  service_name = "com.amazonaws.ap-northeast-1.s3"
}

resource "aws_vpc_endpoint_route_table_association" "a" {
  vpc_endpoint_id = aws_vpc_endpoint.s3.id
  route_table_id  = aws_route_table.a.id
}
`,
    },
    changes: widenS3('aws_route_table.b'),
  },
  {
    name: 'one instance of for_each is widened by a condition',
    files: {
      'main.tf': `${vpc}${tables}
resource "aws_vpc_endpoint" "gateway" {
  for_each        = toset(["s3", "dynamodb"])
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.ap-northeast-1.\${each.key}"
  route_table_ids = [aws_route_table.a.id]
}
`,
    },
    changes: () => [
      {
        kind: 'widen-endpoint',
        endpoint: id('aws_vpc_endpoint.gateway["s3"]'),
        subnets: [],
        routeTables: [id('aws_route_table.b')],
      },
    ],
  },
  {
    name: 'carriage returns, tabs and a missing last line end stay',
    files: {
      'main.tf': `${vpc}${tables}`.replaceAll('\n', '\r\n'),
      'endpoint.tf': `resource "aws_vpc_endpoint" "s3" {\r\n\tvpc_id = aws_vpc.main.id\r\n\tservice_name = "com.amazonaws.ap-northeast-1.s3"\r\n\troute_table_ids = [\r\n\t\taws_route_table.a.id,\r\n\t]\r\n}`,
    },
    changes: widenS3('aws_route_table.b'),
  },
  {
    name: 'a byte order mark stays',
    files: {
      'main.tf': `${vpc}${tables}`,
      'endpoint.tf': `\ufeffresource "aws_vpc_endpoint" "s3" {\n  vpc_id          = aws_vpc.main.id\n  service_name    = "com.amazonaws.ap-northeast-1.s3"\n  route_table_ids = [aws_route_table.a.id]\n}`,
    },
    changes: widenS3('aws_route_table.b'),
  },
  {
    name: 'a flag that is not written is added, one that is false turns',
    files: {
      'main.tf': `${provider}
resource "aws_vpc" "main" {
  cidr_block         = "10.0.0.0/16"
  enable_dns_support = false # for now

  tags = {
    Name = "main"
  }
}
`,
    },
    changes: () => [{ kind: 'enable-vpc-dns', vpc: id('aws_vpc.main') }],
  },
  {
    name: 'a flag that comes from a variable turns where its value is written',
    files: {
      'main.tf': `${provider}
variable "private_dns" {
  type    = bool
  default = true
}

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}
${subnetsByCount}
resource "aws_vpc_endpoint" "logs" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.ap-northeast-1.logs"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = aws_subnet.private[*].id
  private_dns_enabled = var.private_dns
}
`,
      'terraform.tfvars': 'private_dns = false\n',
    },
    changes: () => [{ kind: 'enable-private-dns', endpoint: id('aws_vpc_endpoint.logs') }],
    told: ['NSN7104'],
  },
  {
    name: 'a NAT gateway comes with its address and its routes',
    files: { 'main.tf': vpc + subnetsByCount + publicSide },
    changes: () => [
      {
        kind: 'add-nat-gateway',
        subnet: id('aws_subnet.public'),
        routeTables: [id('aws_route_table.private[0]'), id('aws_route_table.private[1]')],
      },
    ],
  },
];

const privateNat = `${vpc}${publicSide}
variable "nat" {
  type    = bool
  default = true
}

resource "aws_nat_gateway" "main" {
  count             = var.nat ? 1 : 0
  connectivity_type = "private"
  subnet_id         = aws_subnet.public.id
}
`;

const removals: readonly ChangeCase[] = [
  {
    name: 'a switch that also takes something else away is not turned',
    files: {
      'main.tf': `${privateNat}
resource "aws_cloudwatch_log_group" "nat" {
  count = var.nat ? 1 : 0
  name  = "nat"
}
`,
    },
    changes: remove('aws_nat_gateway.main'),
  },
  {
    name: 'a switch that also alters something else is not turned',
    files: {
      'main.tf': `${privateNat}
resource "aws_cloudwatch_log_group" "all" {
  name = var.nat ? "with-nat" : "without"
}
`,
    },
    changes: remove('aws_nat_gateway.main'),
  },
  {
    name: 'a switch that reaches a module which is not on disk is not turned',
    isDownloaded: true,
    files: {
      'main.tf': `${privateNat}
module "monitoring" {
  source = "example/monitoring/aws"
  nat    = var.nat
}
`,
    },
    changes: remove('aws_nat_gateway.main'),
  },
  {
    name: 'a list of zones is emptied',
    files: {
      'main.tf': `${vpc}${publicSide}
variable "nat_zones" {
  type    = list(string)
  default = ["a", "c"]
}

resource "aws_nat_gateway" "main" {
  for_each          = toset(var.nat_zones)
  connectivity_type = "private"
  subnet_id         = aws_subnet.public.id
}
`,
    },
    changes: remove('aws_nat_gateway.main'),
    told: ['NSN7104'],
  },
  {
    name: 'an endpoint goes with what joins it, and out of outputs that hold more',
    files: {
      'main.tf': `${vpc}${tables}${gatewayEndpoint('[]')}
resource "aws_vpc_endpoint" "dynamodb" {
  vpc_id       = aws_vpc.main.id
  service_name = "com.amazonaws.ap-northeast-1.dynamodb"
}

resource "aws_vpc_endpoint_route_table_association" "s3" {
  vpc_endpoint_id = aws_vpc_endpoint.s3.id
  route_table_id  = aws_route_table.a.id
}

locals {
  s3 = aws_vpc_endpoint.s3.id
}

output "ids" {
  value = {
    dynamodb = aws_vpc_endpoint.dynamodb.id
    s3       = local.s3 # the first
  }
}

output "all" {
  value = [aws_vpc_endpoint.s3.id, aws_vpc_endpoint.dynamodb.id]
}

output "said" {
  value = "S3 by ${'$'}{aws_vpc_endpoint.s3.id}"
}
`,
    },
    changes: remove('aws_vpc_endpoint.s3'),
    told: ['NSN7103', 'NSN7103', 'NSN7103'],
  },
  {
    name: 'a NAT gateway goes with its address, its route and its outputs',
    files: {
      'main.tf': `${vpc}${publicSide}${subnetsByCount}${nat}
resource "aws_route" "nat" {
  count                  = 2
  route_table_id         = aws_route_table.private[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main.id
}

resource "aws_s3_bucket" "late" {
  depends_on = [aws_nat_gateway.main, aws_vpc.main]
}
`,
      'outputs.tf': `output "vpc_id" {
  value = aws_vpc.main.id
}

output "nat_ip" {
  description = "Our address"
  value       = aws_nat_gateway.main.public_ip
}

output "eip" {
  value = [aws_eip.nat.public_ip]
}
`,
    },
    changes: remove('aws_nat_gateway.main'),
    told: ['NSN7103', 'NSN7103'],
  },
  {
    name: 'inline routes go, other routes stay',
    files: {
      'main.tf': `${vpc}${publicSide}${nat}
resource "aws_route_table" "private" {
  vpc_id = aws_vpc.main.id

  # out
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.main.id
  }

  route {
    ipv6_cidr_block = "::/0"
    gateway_id      = aws_internet_gateway.main.id
  }
}
`,
    },
    changes: remove('aws_nat_gateway.main'),
  },
  {
    name: 'a protected address stays',
    files: {
      'main.tf': `${vpc}${publicSide}
resource "aws_eip" "nat" {
  domain = "vpc"

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_nat_gateway" "main" {
  allocation_id = aws_eip.nat.id
  subnet_id     = aws_subnet.public.id
}
`,
    },
    changes: remove('aws_nat_gateway.main'),
  },
  {
    name: 'what still refers to it stands in the way',
    files: {
      'main.tf': `${vpc}${publicSide}${nat}
resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "nat"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  dimensions          = { NatGatewayId = aws_nat_gateway.main.id }
}
`,
    },
    changes: remove('aws_nat_gateway.main'),
    told: ['NSN7102'],
  },
  {
    name: 'some of the instances of a block are not taken out of it',
    files: {
      'main.tf': `${vpc}${publicSide}
resource "aws_nat_gateway" "main" {
  count             = 2
  connectivity_type = "private"
  subnet_id         = aws_subnet.public.id
}
`,
    },
    changes: remove('aws_nat_gateway.main[0]'),
    told: ['NSN7101'],
  },
  {
    name: 'nothing goes when what takes its place cannot be written',
    files: {
      'main.tf': `${vpc}${publicSide}${nat}
module "apps" {
  source   = "./app"
  for_each = toset(["a", "b"])
  vpc_id   = aws_vpc.main.id
}
`,
      'app/main.tf': `variable "vpc_id" {
  type = string
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id       = var.vpc_id
  service_name = "com.amazonaws.ap-northeast-1.s3"
}
`,
    },
    changes: () => [
      {
        kind: 'widen-endpoint',
        endpoint: id('module.apps["a"].aws_vpc_endpoint.s3'),
        subnets: [],
        routeTables: [id('aws_vpc.main.default_route_table_id')],
      },
      { kind: 'remove', address: 'aws_nat_gateway.main' },
    ],
    told: ['NSN7101', 'NSN7109'],
  },
  {
    name: 'a switch in a called module is turned in the call',
    files: {
      'main.tf': `${provider}
module "network" {
  source = "./network"
}
`,
      'network/main.tf': `variable "nat" {
  type    = bool
  default = true
}
${vpc.slice(provider.length)}${publicSide}
resource "aws_eip" "nat" {
  count  = var.nat ? 1 : 0
  domain = "vpc"
}

resource "aws_nat_gateway" "main" {
  count         = var.nat ? 1 : 0
  allocation_id = aws_eip.nat[0].id
  subnet_id     = aws_subnet.public.id
}
`,
    },
    changes: remove('module.network.aws_nat_gateway.main'),
    told: ['NSN7104'],
  },
];

export const changeCases: readonly ChangeCase[] = [
  ...newEndpoints,
  ...registry,
  ...inCalls,
  ...providers,
  ...policies,
  ...hints,
  ...edits,
  ...removals,
];
