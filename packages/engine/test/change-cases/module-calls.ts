import type { ChangeCase } from './change-case.ts';
import {
  caller,
  callerGroup,
  gatewayEndpoint,
  provider,
  subnetsByCount,
  tables,
  vpc,
} from './project-texts.ts';
import { registryModule } from './registry-modules.ts';
import { endpointsFor, id, widenS3 } from './requested-changes.ts';

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

export const inCalls: readonly ChangeCase[] = [
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
