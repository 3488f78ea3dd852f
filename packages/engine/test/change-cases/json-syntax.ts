import type { ChangeCase } from './change-case.ts';
import {
  caller,
  callerGroup,
  gatewayEndpoint,
  nat,
  provider,
  publicSide,
  subnetsByCount,
  tables,
  vpc,
} from './project-texts.ts';
import { endpointsFor, remove, widenS3 } from './requested-changes.ts';

const members = `${vpc}${subnetsByCount}${callerGroup}${caller('aws_subnet.private[*].id')}`;

const listedEndpoints = `
variable "services" {
  type    = set(string)
  default = []
}

resource "aws_vpc_endpoint" "interface" {
  for_each            = var.services
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.ap-northeast-1.\${each.key}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = aws_subnet.private[*].id
  private_dns_enabled = true
}
`;

/** A NAT gateway that hangs on `var.nat`. */
const switchedNat = (module: string): string => `${module}${publicSide}
variable "nat" {
  type    = bool
  default = false
}

resource "aws_eip" "nat" {
  count  = var.nat ? 1 : 0
  domain = "vpc"
}

resource "aws_nat_gateway" "main" {
  count         = var.nat ? 1 : 0
  allocation_id = aws_eip.nat[0].id
  subnet_id     = aws_subnet.public.id
}
`;

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** A network without a line in native syntax. */
const network = {
  terraform: { required_providers: { aws: { source: 'hashicorp/aws' } } },
  provider: { aws: { region: 'ap-northeast-1' } },
  resource: {
    aws_vpc: { main: { cidr_block: '10.0.0.0/16', enable_dns_hostnames: true } },
    aws_subnet: { private: { vpc_id: '${aws_vpc.main.id}', cidr_block: '10.0.1.0/24' } },
    aws_route_table: { private: { vpc_id: '${aws_vpc.main.id}' } },
    aws_route_table_association: {
      private: { subnet_id: '${aws_subnet.private.id}', route_table_id: '${aws_route_table.private.id}' },
    },
    aws_security_group: { app: { name: 'app', vpc_id: '${aws_vpc.main.id}' } },
    aws_eip: { nat: { domain: 'vpc' } },
    aws_nat_gateway: {
      main: { allocation_id: '${aws_eip.nat.id}', subnet_id: '${aws_subnet.private.id}' },
    },
    aws_iam_role: { fn: { name: 'fn', assume_role_policy: '{}' } },
    aws_lambda_function: {
      fn: {
        function_name: 'fn',
        role: '${aws_iam_role.fn.arn}',
        handler: 'index.handler',
        runtime: 'nodejs22.x',
        filename: 'fn.zip',
        vpc_config: [
          { subnet_ids: ['${aws_subnet.private.id}'], security_group_ids: ['${aws_security_group.app.id}'] },
        ],
      },
    },
  },
};

export const jsonSyntax: readonly ChangeCase[] = [
  {
    name: 'JSON gets a new file in native syntax beside it',
    files: { 'main.tf.json': json(network) },
    changes: endpointsFor('logs', 's3'),
  },
  {
    name: 'JSON a block is not taken out of it',
    files: { 'main.tf.json': json(network) },
    changes: remove('aws_nat_gateway.main'),
    told: ['NSN7101'],
  },
  {
    name: 'JSON a switch in terraform.tfvars.json is turned',
    files: { 'main.tf': switchedNat(vpc), 'terraform.tfvars.json': json({ nat: true, other: [] }) },
    changes: remove('aws_nat_gateway.main'),
    told: ['NSN7104'],
  },
  {
    name: 'JSON a switch in the call of a module is turned',
    files: {
      'main.tf.json': json({
        provider: { aws: { region: 'ap-northeast-1' } },
        module: { network: { source: './network', nat: true } },
      }),
      'network/main.tf': switchedNat(vpc.slice(provider.length)),
    },
    changes: remove('module.network.aws_nat_gateway.main'),
    told: ['NSN7104'],
  },
  {
    name: 'JSON a list of services of several lines takes no comma at its end',
    files: {
      'main.tf': members + listedEndpoints,
      'a.auto.tfvars.json': json({ services: ['ssm', 'kms'] }),
    },
    changes: endpointsFor('logs', 'ecr.api'),
  },
  {
    name: 'JSON the last of a list of services takes the comma before it along',
    files: {
      'main.tf': members + listedEndpoints,
      'a.auto.tfvars.json': json({ services: ['ssm', 'kms'] }),
    },
    changes: remove('aws_vpc_endpoint.interface["kms"]'),
  },
  {
    name: 'what an override file says of a block goes with it',
    files: {
      'main.tf': vpc + publicSide + nat,
      'main_override.tf':
        'resource "aws_nat_gateway" "main" {\n  tags = { Name = "out" }\n}\n\n' +
        'resource "aws_vpc" "main" {\n  enable_dns_support = true\n}\n',
    },
    changes: remove('aws_nat_gateway.main'),
  },
  {
    name: 'JSON a block that an override file alters is not taken out',
    files: {
      'main.tf': vpc + publicSide + nat,
      'main_override.tf.json': json({ resource: { aws_nat_gateway: { main: { tags: { Name: 'out' } } } } }),
    },
    changes: remove('aws_nat_gateway.main'),
    told: ['NSN7101'],
  },
  {
    name: 'a block that an override file alters is not edited',
    files: {
      'main.tf': `${vpc}${tables}${gatewayEndpoint('[aws_route_table.a.id]')}`,
      'main_override.tf': 'resource "aws_vpc_endpoint" "s3" {\n  auto_accept = true\n}\n',
    },
    changes: widenS3('aws_route_table.b'),
    told: ['NSN7101'],
  },
  {
    name: 'new endpoints stand beside an override file',
    files: {
      'main.tf': members,
      'main_override.tf': 'resource "aws_vpc" "main" {\n  enable_dns_support = true\n}\n',
    },
    changes: endpointsFor('logs'),
  },
];
