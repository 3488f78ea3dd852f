import type { ChangeCase } from './change-case.ts';
import { caller, provider, subnetsByCount, vpc } from './project-texts.ts';
import { endpointsFor } from './requested-changes.ts';

export const providers: readonly ChangeCase[] = [
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
