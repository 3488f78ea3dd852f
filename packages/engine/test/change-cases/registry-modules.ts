import type { ChangeCase } from './change-case.ts';
import { caller, provider } from './project-texts.ts';
import { endpointsFor, id } from './requested-changes.ts';

export const registryModule: Readonly<Record<string, string>> = {
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

export const registry: readonly ChangeCase[] = [
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
