import type { Id } from '../../src/model/identity.ts';
import type { ChangeCase } from './change-case.ts';
import { caller, callerGroup, provider, subnetsByCount, subnetsByKey, vpc } from './project-texts.ts';
import { endpointsFor, id } from './requested-changes.ts';

export const newEndpoints: readonly ChangeCase[] = [
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
