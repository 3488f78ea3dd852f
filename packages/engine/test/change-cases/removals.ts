import type { ChangeCase } from './change-case.ts';
import { gatewayEndpoint, nat, provider, publicSide, subnetsByCount, tables, vpc } from './project-texts.ts';
import { id, remove } from './requested-changes.ts';

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

export const removals: readonly ChangeCase[] = [
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
    name: 'routes that hold the NAT gateway as gateway_id go as well',
    files: {
      'main.tf': `${vpc}${publicSide}${nat}
resource "aws_route_table" "apart" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route" "nat" {
  route_table_id         = aws_route_table.apart.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_nat_gateway.main.id
}

resource "aws_route_table" "inline" {
  vpc_id = aws_vpc.main.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_nat_gateway.main.id
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
