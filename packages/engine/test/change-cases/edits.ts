import type { ChangeCase } from './change-case.ts';
import { gatewayEndpoint, provider, publicSide, subnetsByCount, tables, vpc } from './project-texts.ts';
import { id, widenS3 } from './requested-changes.ts';

export const edits: readonly ChangeCase[] = [
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
