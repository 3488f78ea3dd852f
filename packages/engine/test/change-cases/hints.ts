import type { ChangeCase } from './change-case.ts';
import { caller, callerGroup, publicSide, subnetsByCount, vpc } from './project-texts.ts';
import { endpointsFor, remove } from './requested-changes.ts';

export const hints: readonly ChangeCase[] = [
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
