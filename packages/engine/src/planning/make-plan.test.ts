import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOfNetwork, endpoints, fargateNetwork, natGateways } from '../../test/cost-networks.ts';
import {
  type AskedPlan,
  leastByEnumeration,
  plannedOf,
  planOf,
  refusalFor,
  showChange,
  showDecision,
} from '../../test/planned-networks.ts';
import { readText } from '../../test/terraform-network.ts';
import { decimal, formatDecimal, roundTo } from '../pricing/decimal.ts';

const withNat = fargateNetwork(natGateways(2));
const withOneNat = fargateNetwork(natGateways(1));
const withoutWay = fargateNetwork('');
const withEndpoints = fargateNetwork(endpoints(['ecr.api', 'ecr.dkr', 'logs']));

const app = 'aws_ecs_service.app';
const little = {
  [app]: {
    'ecr.api': { gbPerMonth: 1 },
    'ecr.dkr': { gbPerMonth: 60 },
    logs: { gbPerMonth: 39 },
    s3: { gbPerMonth: 200 },
  },
};
const tables = 'aws_route_table.private[0], aws_route_table.private[1]';
const both = 'aws_subnet.private[0], aws_subnet.private[1]';

function changes(terraform: string, asked: AskedPlan): readonly string[] {
  return plannedOf(terraform, asked).changes.map(showChange);
}

function totals(terraform: string, asked: AskedPlan): string {
  const { billBefore, billAfter } = plannedOf(terraform, asked);
  return `${formatDecimal(billBefore.totalUsd, 2)} => ${formatDecimal(billAfter.totalUsd, 2)}`;
}

describe('what a goal changes', () => {
  const endpointsOfAll = [
    `+ s3 in ${tables}`,
    `+ ecr.api in ${both}`,
    `+ ecr.dkr in ${both}`,
    `+ logs in ${both}`,
  ];

  it.each<[string, string, AskedPlan, readonly string[]]>([
    [
      'private: endpoints for every needed call, in each AZ; the NAT gateway stays for what nobody sees',
      withNat,
      { goal: 'private' },
      endpointsOfAll,
    ],
    [
      'no-nat: the same, and the gateways go, named as one resource',
      withNat,
      { goal: 'no-nat' },
      [...endpointsOfAll, '- aws_nat_gateway.main'],
    ],
    [
      'private on a network without any way: what is blocked is made to arrive',
      withoutWay,
      { goal: 'private' },
      endpointsOfAll,
    ],
    ['no-nat on a network without NAT asks for nothing', withoutWay, { goal: 'no-nat' }, []],
    ['private on a private network asks for nothing', withEndpoints, { goal: 'private' }, []],
    [
      'cheapest: six endpoints cost less than two gateways',
      withNat,
      { goal: 'cheapest', usage: little },
      [...endpointsOfAll, '- aws_nat_gateway.main'],
    ],
    [
      'cheapest: one gateway costs less than six endpoints; only the free endpoint comes',
      withOneNat,
      { goal: 'cheapest', usage: little },
      [`+ s3 in ${tables}`],
    ],
    [
      'cheapest: beside gateways that stay, an endpoint pays for itself from 393.1 GB on (A7-16)',
      withNat,
      {
        goal: 'cheapest',
        usage: { [app]: { ...little[app], logs: { gbPerMonth: 394 }, internet: { gbPerMonth: 1 } } },
      },
      [`+ s3 in ${tables}`, `+ logs in ${both}`],
    ],
    [
      'and not below',
      withNat,
      {
        goal: 'cheapest',
        usage: { [app]: { ...little[app], logs: { gbPerMonth: 393 }, internet: { gbPerMonth: 1 } } },
      },
      [`+ s3 in ${tables}`],
    ],
    [
      'one gateway for two AZs: half of the data crosses, so an endpoint pays from 329.7 GB on (AZ-2)',
      withOneNat,
      {
        goal: 'cheapest',
        usage: { [app]: { ...little[app], logs: { gbPerMonth: 330 }, internet: { gbPerMonth: 1 } } },
      },
      [`+ s3 in ${tables}`, `+ logs in ${both}`],
    ],
    [
      'and not below that',
      withOneNat,
      {
        goal: 'cheapest',
        usage: { [app]: { ...little[app], logs: { gbPerMonth: 329 }, internet: { gbPerMonth: 1 } } },
      },
      [`+ s3 in ${tables}`],
    ],
    [
      'cheapest with one network interface each: three endpoints cost less than one gateway',
      withOneNat,
      { goal: 'cheapest', usage: little, availability: 'single-az' },
      [
        `+ s3 in ${tables}`,
        '+ ecr.api in aws_subnet.private[0]',
        '+ ecr.dkr in aws_subnet.private[0]',
        '+ logs in aws_subnet.private[0]',
        '- aws_nat_gateway.main',
      ],
    ],
    [
      'multi-az, when it is said, widens endpoints that are there (IF-1)',
      fargateNetwork(endpoints(['ecr.api', 'ecr.dkr', 'logs'], 1)),
      { goal: 'private', availability: 'multi-az' },
      ['ecr_api', 'ecr_dkr', 'logs'].map((name) => `~ aws_vpc_endpoint.${name} in aws_subnet.private[1]`),
    ],
    [
      'endpoints that are there stay in their AZs when nothing is said',
      fargateNetwork(endpoints(['ecr.api', 'ecr.dkr', 'logs'], 1)),
      { goal: 'private' },
      [],
    ],
    [
      'an endpoint whose usage is not known is not dropped',
      fargateNetwork(`${natGateways(1)}${endpoints(['ecr.api', 'ecr.dkr', 'logs'])}`),
      { goal: 'cheapest' },
      [],
    ],
    [
      'one whose usage is known, and small, is',
      fargateNetwork(`${natGateways(1)}${endpoints(['logs'])}`),
      { goal: 'cheapest', usage: little },
      ['- aws_vpc_endpoint.logs'],
    ],
  ])('%s', (_, terraform, asked, expected) => {
    expect(changes(terraform, asked)).toEqual(expected);
  });

  it('a NAT gateway is added where it costs less than the endpoints, for tables that lead nowhere', () => {
    const nine = ['ecr.api', 'ecr.dkr', 'logs', 'kms', 'sts', 'sqs', 'sns'];
    const usage = { '*': { '*': { gbPerMonth: 1 } } };
    const plan = plannedOf(fargateNetwork(endpoints(nine)), {
      goal: 'cheapest',
      usage,
      services: nine,
      availability: 'single-az',
    });
    expect(plan.changes.map(showChange)).toContain(`+ NAT in aws_subnet.public[0] for ${tables}`);
    expect(plan.changes.filter(({ kind }) => kind === 'remove')).toHaveLength(7);
    expect(plan.doubts.map(({ code }) => code)).toContain('level-falls');
    expect(plan.calls.every(({ after }) => after?.verdict === 'reachable')).toBe(true);
  });
});

describe('the bill of a plan', () => {
  it.each<[string, string, AskedPlan, string]>([
    [
      'A7-6 with three of its four endpoints, and with the gateways’ addresses, which the article leaves out',
      withNat,
      {
        goal: 'no-nat',
        hoursPerMonth: 720,
        usage: {
          [app]: {
            'ecr.api': { gbPerMonth: 1 },
            'ecr.dkr': { gbPerMonth: 60 },
            logs: { gbPerMonth: 39 },
            s3: { gbPerMonth: 0 },
          },
        },
      },
      '102.68 => 61.48',
    ],
    [
      'data through the gateway and through endpoints (PR-2)',
      withNat,
      { goal: 'no-nat', usage: little },
      '116.42 => 62.32',
    ],
    [
      'one network interface for each service',
      withNat,
      { goal: 'private', availability: 'single-az', usage: little },
      '116.42 => 129.48',
    ],
  ])('%s', (_, terraform, asked, expected) => {
    expect(totals(terraform, asked)).toBe(expected);
  });

  it('is the least of all subsets of endpoints and gateways that keep every call, by enumeration', () => {
    const gb = fc.constantFrom(0, 10, 392, 394, 900);
    fc.assert(
      fc.property(fc.tuple(gb, gb, gb), fc.constantFrom<1 | 2>(1, 2), ([api, dkr, logs], nats) => {
        const usage = {
          [app]: {
            'ecr.api': { gbPerMonth: api },
            'ecr.dkr': { gbPerMonth: dkr },
            logs: { gbPerMonth: logs },
            s3: { gbPerMonth: 5 },
          },
        };
        const terraform = fargateNetwork(natGateways(nats));
        const plan = plannedOf(terraform, { goal: 'cheapest', usage });
        const least = leastByEnumeration(terraform, usage, ['ecr.api', 'ecr.dkr', 'logs']);
        expect(formatDecimal(roundTo(plan.billAfter.totalUsd, 4))).toBe(formatDecimal(roundTo(least, 4)));
      }),
      { seed: 20261128, numRuns: 8 },
    );
  });
});

describe('the plan and the bill’s own cheapest design', () => {
  const gb = fc.constantFrom(0, 5, 200, 330, 393, 394, 2000);

  it('never differ to the disadvantage of the plan', () => {
    fc.assert(
      fc.property(
        fc.tuple(gb, gb, gb, gb),
        fc.constantFrom(withNat, withOneNat),
        ([api, dkr, logs, s3], terraform) => {
          const amounts = { 'ecr.api': api, 'ecr.dkr': dkr, logs, s3 };
          const usage = {
            [app]: Object.fromEntries(
              Object.entries(amounts).map(([name, each]) => [name, { gbPerMonth: each }]),
            ),
          };
          const { alternatives } = costOfNetwork(readText(terraform).network, { usage });
          const design = alternatives.find(({ name }) => name === 'cheapest');
          const plan = plannedOf(terraform, { goal: 'cheapest', usage });
          const [own, other] = [plan.billAfter.totalUsd, design?.bill.totalUsd ?? decimal(0)];
          expect(Number(formatDecimal(own))).toBeLessThanOrEqual(Number(formatDecimal(other)) + 1e-6);
        },
      ),
      { seed: 20261128, numRuns: 12 },
    );
  });
});

describe('what was decided against', () => {
  it.each<[string, string, AskedPlan, string]>([
    [
      'the goal, though it costs more',
      withNat,
      { goal: 'private', usage: little },
      'logs: interface-endpoint, not nat-gateway 18.41 (goal-private)',
    ],
    [
      'an endpoint that pays for itself',
      withNat,
      { goal: 'private', usage: { [app]: { logs: { gbPerMonth: 500 } } } },
      'logs: interface-endpoint, not nat-gateway -5.56 (cheaper)',
    ],
    [
      'usage that is not known has no difference',
      withNat,
      { goal: 'private' },
      'logs: interface-endpoint, not nat-gateway (goal-private)',
    ],
    [
      'an endpoint that pays because of data between AZs (AZ-2)',
      withOneNat,
      { goal: 'private', usage: { [app]: { logs: { gbPerMonth: 330 } } } },
      'logs: interface-endpoint, not nat-gateway -0.02 (cheaper)',
    ],
    [
      'what costs nothing',
      withNat,
      { goal: 'private', usage: little },
      's3: gateway-endpoint, not nat-gateway -12.40 (free)',
    ],
    [
      'endpoints that together are cheaper than the gateway',
      withNat,
      { goal: 'cheapest', usage: little },
      'logs: interface-endpoint, not nat-gateway 18.41 (replaces-nat)',
    ],
    [
      'a gateway that stays',
      withOneNat,
      { goal: 'cheapest', usage: little },
      'aws_nat_gateway.main[0]: nat-gateway, not nothing 48.91 (cheaper)',
    ],
    [
      'a gateway that goes',
      withNat,
      { goal: 'no-nat' },
      'aws_nat_gateway.main[1]: nothing, not nat-gateway -48.91 (goal-no-nat)',
    ],
    [
      'a gateway that nobody is known to need',
      withNat,
      { goal: 'private' },
      'aws_nat_gateway.main[1]: nat-gateway, not nothing 48.91 (unseen-calls)',
    ],
  ])('%s', (_, terraform, asked, expected) => {
    expect(plannedOf(terraform, asked).decisions.map(showDecision)).toContain(expected);
  });

  it('says from which usage on the endpoint is the cheaper one, when the usage is not known (A7-16: 2 × 196.5)', () => {
    const decision = plannedOf(withNat, { goal: 'private' }).decisions.find(
      ({ subject }) => subject.kind === 'service' && subject.service === 'logs',
    );
    expect(decision?.breakEvenGb === undefined ? '' : formatDecimal(roundTo(decision.breakEvenGb, 1))).toBe(
      '393.1',
    );
  });
});

const closedGroup = (terraform: string): string => terraform.replace(/egress \{[\s\S]*?\n {2}\}/, '');
const closedToVpc = (terraform: string): string => terraform.replace(/ingress \{[\s\S]*?\n {2}\}/, '');

describe('a plan brings along what makes it true', () => {
  it.each<[string, string, AskedPlan, readonly string[]]>([
    [
      'rules of the callers’ group to the new endpoints and to the list of the gateway endpoint',
      closedGroup(withoutWay),
      { goal: 'private' },
      [
        'aws_security_group.app egress 443 new-endpoints aws_vpc.main',
        'aws_security_group.app egress 443 pl-61a54008',
      ],
    ],
    [
      'a rule of the group of endpoints that are there',
      closedToVpc(withEndpoints),
      { goal: 'private' },
      ['aws_security_group.app ingress 443 aws_security_group.app'],
    ],
    [
      'private names of an endpoint that has none (DNS-8)',
      withEndpoints.replaceAll('private_dns_enabled = true', 'private_dns_enabled = false'),
      { goal: 'private' },
      [
        'private DNS of aws_vpc_endpoint.ecr_api',
        'private DNS of aws_vpc_endpoint.ecr_dkr',
        'private DNS of aws_vpc_endpoint.logs',
      ],
    ],
    [
      'the DNS attributes of the VPC (DNS-2)',
      withEndpoints.replace('enable_dns_hostnames = true', 'enable_dns_hostnames = false'),
      { goal: 'private' },
      ['DNS of aws_vpc.main'],
    ],
    [
      'the DNS attributes of a VPC whose calls leave by NAT, before the endpoints that need them',
      withNat.replace('enable_dns_hostnames = true', 'enable_dns_hostnames = false'),
      { goal: 'private' },
      ['DNS of aws_vpc.main'],
    ],
    [
      'the tables that a gateway endpoint lacks (GW-2)',
      withEndpoints.replace(
        'route_table_ids = aws_route_table.private[*].id',
        'route_table_ids = [aws_route_table.private[0].id]',
      ),
      { goal: 'private' },
      ['~ aws_vpc_endpoint.s3 in aws_route_table.private[1]'],
    ],
  ])('%s', (_, terraform, asked, expected) => {
    const found = changes(terraform, asked).filter((change) => !change.startsWith('+'));
    expect([...found].sort()).toEqual([...expected].sort());
  });

  it('whoever reaches a service now is captured by its new private name, and is let in (DNS-7)', () => {
    const other = `
resource "aws_security_group" "admin" {
  vpc_id = aws_vpc.main.id
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_instance" "admin" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.private[0].id
  vpc_security_group_ids = [aws_security_group.admin.id]
}`;
    const [logs] = plannedOf(`${withNat}${other}`, { goal: 'private' }).changes.filter(
      (change) => change.kind === 'add-endpoint' && change.endpoint.service === 'logs',
    );
    expect(logs?.kind === 'add-endpoint' ? logs.endpoint.callers : []).toEqual(
      [app, 'aws_instance.admin'].sort(),
    );
  });

  it('a network ACL that blocks is told, not changed', () => {
    const acl = `
resource "aws_network_acl" "closed" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = aws_subnet.private[*].id
}`;
    const [reason] = refusalFor(`${withoutWay}${acl}`, { goal: 'private' }).reasons;
    expect(reason.kind === 'not-proven' ? reason.blocker?.component : reason.kind).toBe(
      'aws_network_acl.closed',
    );
  });
});

describe('goals that cannot be met', () => {
  const hub = withNat.replace('123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/app:1', 'nginx:latest');

  it.each<[string, string, AskedPlan, string]>([
    ['a host outside AWS', withNat, { goal: 'private', hostnames: ['api.stripe.com'] }, 'internet'],
    [
      'Cognito’s managed login (R-04)',
      withNat,
      { goal: 'no-nat', hostnames: ['shop.auth.ap-northeast-1.amazoncognito.com'] },
      'hosted-ui',
    ],
    [
      'a global name that no endpoint answers (DNS-17)',
      withNat,
      { goal: 'no-nat', hostnames: ['sts.amazonaws.com'] },
      'name-not-covered',
    ],
    [
      'a queue of another Region (IF-20)',
      withNat,
      { goal: 'no-nat', hostnames: ['sqs.us-east-1.amazonaws.com'] },
      'other-region',
    ],
    [
      'an API without an endpoint',
      withNat,
      { goal: 'private', hostnames: ['support.us-east-1.amazonaws.com'] },
      'no-endpoint',
    ],
    ['an image of Docker Hub', hub, { goal: 'no-nat' }, 'image'],
    [
      'measured traffic to the internet',
      withNat,
      { goal: 'no-nat', usage: { [app]: { internet: { gbPerMonth: 1 } } } },
      'internet',
    ],
    ['too small a budget', withNat, { goal: 'no-nat', budget: 61.31 }, 'over-budget'],
  ])('%s', (_, terraform, asked, expected) => {
    expect(refusalFor(terraform, asked).reasons.map(({ kind }) => kind)).toEqual([expected]);
  });

  it('a budget that is just enough is enough', () => {
    expect(planOf(withNat, { goal: 'no-nat', budget: 61.32 }).kind).toBe('planned');
  });

  it('what is over the budget names the least, and the least with one network interface each', () => {
    const [reason] = refusalFor(withNat, { goal: 'private', budget: 30 }).reasons;
    if (reason.kind !== 'over-budget') throw new Error(reason.kind);
    expect(formatDecimal(reason.leastUsd, 2)).toBe('61.32');
    expect(reason.oneZoneUsd === undefined ? '' : formatDecimal(reason.oneZoneUsd, 2)).toBe('30.66');
  });

  it('private within a budget takes the gateways away when only that meets it', () => {
    expect(changes(withNat, { goal: 'private', budget: 70 })).toContain('- aws_nat_gateway.main');
  });

  it('cheapest keeps the gateway for what has no other way, and says for what', () => {
    const plan = plannedOf(hub, { goal: 'cheapest' });
    const nat = plan.decisions.find(({ subject }) => subject.kind === 'nat-gateway');
    expect(nat).toMatchObject({ chosen: 'nat-gateway', why: 'needed-for', about: [`${app} → nginx:latest`] });
    expect(plan.doubts.map(({ code }) => code)).toContain('pulls-from-internet');
  });
});

const natInstance = `
resource "aws_instance" "nat" {
  ami                         = "ami-0123456789abcdef0"
  instance_type               = "t4g.nano"
  subnet_id                   = aws_subnet.public[0].id
  source_dest_check           = false
  associate_public_ip_address = true
  vpc_security_group_ids      = [aws_security_group.nat.id]
}
resource "aws_security_group" "nat" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["10.0.0.0/16"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_route" "nat" {
  count                  = 2
  route_table_id         = aws_route_table.private[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  network_interface_id   = aws_instance.nat.primary_network_interface_id
}`;

describe('NAT instances (NAT-10)', () => {
  const terraform = fargateNetwork(natInstance);

  it('go with `no-nat`, as gateways do; their price is not known', () => {
    const plan = plannedOf(terraform, { goal: 'no-nat' });
    expect(plan.changes.map(showChange).at(-1)).toBe('- aws_instance.nat');
    expect(plan.decisions.map(showDecision)).toContain('aws_instance.nat: nothing (goal-no-nat)');
    expect(plan.doubts.find(({ code }) => code === 'nat-goes')?.about).toEqual(['aws_instance.nat']);
    const callers = plan.changes.flatMap((change) =>
      change.kind === 'add-endpoint' ? change.endpoint.callers : [],
    );
    expect(new Set(callers)).toEqual(new Set([app]));
  });

  it('carry data for nothing, so `cheapest` leaves all but the free endpoint to them', () => {
    expect(changes(terraform, { goal: 'cheapest', usage: little })).toEqual([`+ s3 in ${tables}`]);
    expect(plannedOf(terraform, { goal: 'cheapest', usage: little }).decisions.map(showDecision)).toContain(
      'logs: as-it-is, not interface-endpoint -20.83 (cheaper)',
    );
  });
});

describe('several VPCs', () => {
  const second = withNat
    .replaceAll('"main"', '"other"')
    .replaceAll('.main', '.other')
    .replaceAll('"public"', '"edge"')
    .replaceAll('.public', '.edge')
    .replaceAll('"private"', '"inner"')
    .replaceAll('.private', '.inner')
    .replaceAll('"app"', '"job"')
    .replaceAll('.app', '.job')
    .replaceAll('"nat"', '"exit"')
    .replaceAll('.nat', '.exit');

  it('each is planned for itself, and shared endpoints are priced beside: 6 more ENIs against 3 attachments', () => {
    const plan = plannedOf(`${withNat}${second}`, { goal: 'private' });
    expect(plan.changes.filter(({ kind }) => kind === 'add-endpoint')).toHaveLength(8);
    // 6 × 10.22 of ENIs less, 3 × 730 h × $0.07 of transit gateway attachments more.
    expect(plan.decisions.map(showDecision)).toContain(
      'design: interface-endpoint, not central -91.98 (cheaper)',
    );
  });
});

describe('new endpoints', () => {
  it('get the group that the endpoints of the VPC have', () => {
    const terraform = fargateNetwork(`${natGateways(1)}${endpoints(['logs'])}`);
    const groups = plannedOf(terraform, { goal: 'private' }).changes.flatMap((change) =>
      change.kind === 'add-endpoint' ? [`${change.endpoint.service} ${change.endpoint.securityGroup}`] : [],
    );
    expect(groups).toEqual(['ecr.api aws_security_group.app', 'ecr.dkr aws_security_group.app']);
  });
});

describe('calls that are only perhaps made', () => {
  const reader = withNat.replace(
    'resource "aws_ecs_service" "app"',
    `resource "aws_iam_role" "host" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
resource "aws_iam_role_policy_attachment" "queues" {
  role       = aws_iam_role.host.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSQSFullAccess"
}
resource "aws_iam_instance_profile" "host" {
  role = aws_iam_role.host.name
}
resource "aws_instance" "host" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.private[0].id
  iam_instance_profile   = aws_iam_instance_profile.host.name
  vpc_security_group_ids = [aws_security_group.app.id]
}
resource "aws_ecs_service" "app"`,
  );
  const queue = '+ sqs in aws_subnet.private[0]';

  it('stop with `no-nat`, which says so, unless they count', () => {
    const plan = plannedOf(reader, { goal: 'no-nat' });
    expect(plan.changes.map(showChange)).not.toContain(queue);
    expect(plan.doubts.find(({ code }) => code === 'conditional-stops')?.about).toEqual([
      'aws_instance.host → sqs',
    ]);
    expect(changes(reader, { goal: 'no-nat', counts: 'perhaps' })).toContain(queue);
  });

  it('do not stop for the sake of money', () => {
    const usage = { '*': { '*': { gbPerMonth: 1 } } };
    const plan = plannedOf(reader, { goal: 'cheapest', usage });
    expect(plan.doubts.map(({ code }) => code)).not.toContain('conditional-stops');
  });
});

describe('an endpoint whose private names would break another call (DNS-18)', () => {
  const folder = new URL('../../../../examples/apigw-cognito/terraform/', import.meta.url);
  const memo = ['network', 'endpoints', 'services', 'workloads']
    .map((name) => new URL(`${name}.tf`, folder))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');

  it('keeps its private DNS off for the sake of money, and the NAT gateway stays for both', () => {
    const plan = plannedOf(memo, { goal: 'cheapest' });
    expect(plan.changes).toEqual([]);
    const nat = plan.decisions.find(({ subject }) => subject.kind === 'nat-gateway');
    expect(nat?.about).toContain('aws_lambda_function.caller → aws_api_gateway_rest_api.public');
  });

  it('is no mend for a call that nobody asked for', () => {
    expect(changes(memo, { goal: 'no-nat' })).toEqual(['- aws_nat_gateway.a']);
  });
});

describe('what cannot be told', () => {
  const unread = withNat
    .replace('egress {', 'dynamic "egress" {\n for_each = var.rules\n content {')
    .replace(
      'cidr_blocks = ["0.0.0.0/0"]\n  }\n}\nresource "aws_ecs_task',
      'cidr_blocks = ["0.0.0.0/0"]\n  }\n }\n}\nvariable "rules" {}\nresource "aws_ecs_task',
    );

  it('is refused with the fact that is missing, and left alone by `cheapest`', () => {
    const { reasons } = refusalFor(unread, { goal: 'no-nat' });
    expect(new Set(reasons.map(({ kind }) => kind))).toEqual(new Set(['undetermined']));
    const [first] = reasons;
    expect(first.kind === 'undetermined' ? first.missing.map(({ what }) => what) : []).toContain('var.rules');
    const plan = plannedOf(unread, { goal: 'cheapest', usage: little });
    expect(plan.changes.map(showChange)).not.toContain('- aws_nat_gateway.main');
    expect(plan.doubts.map(({ code }) => code)).toContain('still-undetermined');
  });
});

describe('a plan is proven on the changed network', () => {
  it('every needed call is private after `private`, and no NAT gateway is left after `no-nat`', () => {
    for (const terraform of [withNat, withOneNat, withoutWay]) {
      const { calls } = plannedOf(terraform, { goal: 'private' });
      expect(new Set(calls.map(({ after }) => after?.privacy))).toEqual(new Set(['vpc', 'gateway']));
    }
    expect(plannedOf(withNat, { goal: 'no-nat' }).network.natGateways.size).toBe(0);
  });

  it('same question, same plan', () => {
    const text = () => JSON.stringify(plannedOf(withNat, { goal: 'cheapest', usage: little }).changes);
    expect(text()).toBe(text());
  });
});
