import type { PolicyQuestion } from '../../src/generators/change/endpoint-policy.ts';
import type { ChangeCase } from './change-case.ts';
import { caller, callerGroup, subnetsByCount, vpc } from './project-texts.ts';
import { endpointsFor } from './requested-changes.ts';

const asAgent = (action: string, resource: string): PolicyQuestion => ({ action, resource, by: 'agent' });

export const policies: readonly ChangeCase[] = [
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
