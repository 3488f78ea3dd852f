import { describe, expect, it } from 'vitest';
import { costOfNetwork, endpoints, fargateNetwork, natGateways } from '../../test/cost-networks.ts';
import { shippedPriceBook } from '../../test/price-books.ts';
import { readText } from '../../test/terraform-network.ts';
import type { AlternativeName } from './alternatives.ts';
import type { Bill } from './bill.ts';
import { type CostAnswer, costOf } from './cost.ts';
import { formatDecimal, subtract } from './decimal.ts';
import { noUsage } from './usage.ts';

const withNat = readText(fargateNetwork(natGateways(2))).network;
const withOneNat = readText(fargateNetwork(natGateways(1))).network;
const withEndpoints = readText(fargateNetwork(endpoints(['ecr.api', 'ecr.dkr', 'logs']))).network;

/** Usage of everything that the service calls. */
const usage = {
  'aws_ecs_service.app': {
    'ecr.api': { gbPerMonth: 1 },
    'ecr.dkr': { gbPerMonth: 60 },
    logs: { gbPerMonth: 39 },
    s3: { gbPerMonth: 200 },
  },
};

/** `aws_nat_gateway.main[0] nat-gateway-hours 45.26`, one row a line. */
function rows({ lines }: Bill): readonly string[] {
  return lines.map(
    ({ resource, charge, usd }) => `${resource} ${charge} ${usd === undefined ? '?' : formatDecimal(usd, 2)}`,
  );
}

function alternative(answer: CostAnswer, name: AlternativeName) {
  const found = answer.alternatives.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

function totalOf(answer: CostAnswer, name: AlternativeName): string {
  return formatDecimal(alternative(answer, name).bill.totalUsd, 2);
}

describe('the bill of a network as it is', () => {
  it('two NAT gateways: hours, GB, addresses, each line with its resource', () => {
    expect(rows(costOfNetwork(withNat, { usage }).bill)).toEqual([
      'aws_nat_gateway.main[0] nat-gateway-hours 45.26',
      'aws_nat_gateway.main[1] nat-gateway-hours 45.26',
      'aws_nat_gateway.main[0] nat-gateway-gb 9.30',
      'aws_nat_gateway.main[1] nat-gateway-gb 9.30',
      'aws_eip.nat[0] public-ipv4-hours 3.65',
      'aws_eip.nat[1] public-ipv4-hours 3.65',
    ]);
  });

  it('AZ-2: one NAT gateway for two AZs: half of the bytes cross, and both sides pay', () => {
    expect(rows(costOfNetwork(withOneNat, { usage }).bill)).toEqual([
      'aws_nat_gateway.main[0] nat-gateway-hours 45.26',
      'aws_nat_gateway.main[0] nat-gateway-gb 18.60',
      'aws_eip.nat[0] public-ipv4-hours 3.65',
      'aws_nat_gateway.main[0] cross-az-gb 3.00',
    ]);
  });

  it('PR-3, PR-13: the gateway endpoint is free and shown; interface endpoints pay for each AZ', () => {
    expect(rows(costOfNetwork(withEndpoints, { usage }).bill)).toEqual([
      'aws_vpc_endpoint.s3 gateway-endpoint 0.00',
      'aws_vpc_endpoint.ecr_api interface-endpoint-hours 20.44',
      'aws_vpc_endpoint.ecr_dkr interface-endpoint-hours 20.44',
      'aws_vpc_endpoint.logs interface-endpoint-hours 20.44',
      'aws_vpc_endpoint.ecr_api interface-endpoint-gb 0.01',
      'aws_vpc_endpoint.ecr_dkr interface-endpoint-gb 0.60',
      'aws_vpc_endpoint.logs interface-endpoint-gb 0.39',
    ]);
  });

  it('PR-12: no usage means unpriced, with the calls that it lacks', () => {
    const { bill } = costOfNetwork(withEndpoints);
    expect(bill.unpriced.map(({ charge, reason, missing }) => [charge, reason, missing])).toEqual([
      ['interface-endpoint-gb', 'no-usage', ['aws_ecs_service.app → ecr.api']],
      ['interface-endpoint-gb', 'no-usage', ['aws_ecs_service.app → ecr.dkr']],
      ['interface-endpoint-gb', 'no-usage', ['aws_ecs_service.app → logs']],
    ]);
    expect(formatDecimal(bill.totalUsd)).toBe('61.32');
  });

  it('what was measured at a gateway counts in place of its calls', () => {
    const measured = { 'aws_nat_gateway.main[0]': { '*': { gbPerMonth: 500 } } };
    const lines = rows(costOfNetwork(withNat, { usage: { ...usage, ...measured } }).bill);
    expect(lines).toContain('aws_nat_gateway.main[0] nat-gateway-gb 31.00');
    expect(lines).toContain('aws_nat_gateway.main[1] nat-gateway-gb 9.30');
  });

  it('`*` stands for each call, and the more exact entry wins', () => {
    const { bill } = costOfNetwork(withEndpoints, {
      usage: {
        '*': { '*': { gbPerMonth: 10 }, logs: { gbPerMonth: 20 } },
        app: { 'ecr.api': { gbPerMonth: 30 } },
      },
    });
    expect(rows(bill).slice(-3)).toEqual([
      'aws_vpc_endpoint.ecr_api interface-endpoint-gb 0.30',
      'aws_vpc_endpoint.ecr_dkr interface-endpoint-gb 0.10',
      'aws_vpc_endpoint.logs interface-endpoint-gb 0.20',
    ]);
  });

  it('PR-13: an endpoint whose subnets are not known is unpriced, with the reason', () => {
    const { network } = readText(
      fargateNetwork(`
variable "subnets" { type = list(string) }
resource "aws_vpc_endpoint" "logs" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.ap-northeast-1.logs"
  vpc_endpoint_type = "Interface"
  subnet_ids        = var.subnets
}`),
    );
    const { bill } = costOfNetwork(network);
    expect(bill.unpriced.map(({ charge, reason }) => `${charge} ${reason}`)).toContain(
      'interface-endpoint-hours unknown-subnets',
    );
    expect(bill.lines.find(({ charge }) => charge === 'interface-endpoint-hours')?.usd).toBeUndefined();
  });

  it('FL-72: subnets that come by association count', () => {
    const { network } = readText(
      fargateNetwork(`
resource "aws_vpc_endpoint" "logs" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.ap-northeast-1.logs"
  vpc_endpoint_type = "Interface"
}
resource "aws_vpc_endpoint_subnet_association" "logs" {
  count           = 2
  vpc_endpoint_id = aws_vpc_endpoint.logs.id
  subnet_id       = aws_subnet.private[count.index].id
}`),
    );
    const hours = costOfNetwork(network).bill.lines.find(
      ({ charge }) => charge === 'interface-endpoint-hours',
    );
    expect(hours?.formula).toBe('2 AZ × 730 h × $0.014');
  });

  it('PR-5: a regional NAT gateway pays for each AZ with workloads', () => {
    const { network } = readText(
      fargateNetwork(`
resource "aws_nat_gateway" "main" {
  vpc_id            = aws_vpc.main.id
  availability_mode = "regional"
}
resource "aws_route" "nat" {
  count                  = 2
  route_table_id         = aws_route_table.private[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main.id
}`),
    );
    const { bill } = costOfNetwork(network, { usage });
    expect(rows(bill)).toEqual([
      'aws_nat_gateway.main nat-gateway-hours 90.52',
      'aws_nat_gateway.main nat-gateway-gb 18.60',
      'aws_nat_gateway.main public-ipv4-hours 7.30',
    ]);
    expect(bill.lines[0]).toMatchObject({
      formula: '2 AZ × 730 h × $0.062',
      notes: ['active-zones-assumed'],
    });
    expect(bill.lines[1]?.notes).toContain('price-unconfirmed');
  });

  it('GWLB and resource endpoints have prices of their own; a private NAT gateway has no address', () => {
    const { network } = readText(
      fargateNetwork(`
resource "aws_vpc_endpoint" "firewall" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.vpce.ap-northeast-1.vpce-svc-0123456789abcdef0"
  vpc_endpoint_type = "GatewayLoadBalancer"
  subnet_ids        = [aws_subnet.private[0].id]
}
resource "aws_nat_gateway" "private" {
  connectivity_type = "private"
  subnet_id         = aws_subnet.private[0].id
}`),
    );
    const lines = rows(
      costOfNetwork(network, { usage: { 'aws_vpc_endpoint.firewall': { endpoint: { gbPerMonth: 100 } } } })
        .bill,
    );
    expect(lines).toContain('aws_vpc_endpoint.firewall gwlb-endpoint-hours 10.22');
    expect(lines).toContain('aws_vpc_endpoint.firewall gwlb-endpoint-gb 0.35');
    expect(lines.filter((line) => line.includes('public-ipv4'))).toEqual([]);
  });

  it('a transit gateway pays for each attachment, at a price that is marked in Tokyo', () => {
    const { network } = readText(
      fargateNetwork(`
resource "aws_ec2_transit_gateway" "hub" {}
resource "aws_ec2_transit_gateway_vpc_attachment" "main" {
  transit_gateway_id = aws_ec2_transit_gateway.hub.id
  vpc_id             = aws_vpc.main.id
  subnet_ids         = aws_subnet.private[*].id
}`),
    );
    const { bill } = costOfNetwork(network, {
      usage: { 'aws_ec2_transit_gateway.hub': { 'transit-gateway': { gbPerMonth: 50 } } },
    });
    expect(rows(bill)).toEqual([
      'aws_ec2_transit_gateway.hub transit-gateway-attachment-hours 51.10',
      'aws_ec2_transit_gateway.hub transit-gateway-gb 1.00',
    ]);
    expect(bill.lines.map(({ notes }) => notes)).toEqual([['price-unconfirmed'], ['price-unconfirmed']]);
  });

  it('FL-75: flow logs pay by where they go; storage that the book lacks is named', () => {
    const { network } = readText(
      fargateNetwork(`
resource "aws_flow_log" "main" {
  vpc_id          = aws_vpc.main.id
  traffic_type    = "ALL"
  log_destination = "arn:aws:s3:::logs"
  log_destination_type = "s3"
}`),
    );
    const flowLog = { 'aws_flow_log.main': { 'flow-logs': { gbPerMonth: 100 } } };
    const extras = {
      resolverEndpoints: [
        { address: 'aws_route53_resolver_endpoint.in', networkInterfaces: { ok: true, value: 2 } as const },
      ],
      unmodelled: ['aws_networkfirewall_firewall.main'],
      uncounted: [],
    };
    const { bill } = costOfNetwork(network, { usage: flowLog, extras });
    expect(rows(bill)).toContain('aws_flow_log.main flow-log-ingestion-gb 38.00');
    expect(
      bill.unpriced.map(({ resource, charge, reason, usageType }) => [resource, charge, reason, usageType]),
    ).toEqual([
      ['aws_flow_log.main', 'flow-log-storage-gb-month', 'no-price', 'TimedStorage-ByteHrs'],
      ['aws_route53_resolver_endpoint.in', 'resolver-endpoint-hours', 'no-price', 'ResolverNetworkInterface'],
      ['aws_route53_resolver_endpoint.in', 'resolver-million-queries', 'no-price', 'DNS-Queries'],
      ['aws_networkfirewall_firewall.main', 'not-modelled', 'not-modelled', ''],
    ]);
  });

  it('a flow log of more than the known tier is priced up to its edge, and the rest is open', () => {
    const { network } = readText(
      fargateNetwork('resource "aws_flow_log" "main" {\n vpc_id = aws_vpc.main.id\n}'),
    );
    const { bill } = costOfNetwork(network, {
      usage: { 'aws_flow_log.main': { 'flow-logs': { gbPerMonth: 10241 } } },
    });
    expect(rows(bill)[0]).toBe('aws_flow_log.main flow-log-ingestion-gb 7782.40');
    expect(bill.unpriced.map(({ reason }) => reason)).toContain('past-last-tier');
  });

  it('the internet pays for the NAT gateway and, for what goes out, for egress', () => {
    const { bill } = costOfNetwork(withNat, {
      internet: true,
      usage: { ...usage, '*': { internet: { gbPerMonth: 50, outGbPerMonth: 10 } } },
    });
    expect(rows(bill)).toContain('aws_ecs_service.app internet-egress-gb 1.14');
    expect(rows(bill)).toContain('aws_nat_gateway.main[0] nat-gateway-gb 10.85');
  });
});

describe('alternatives', () => {
  it('hands-on-8 in Tokyo, 720 h: endpoints save $13.84, not $40.50 (A7-6, addresses excluded)', () => {
    const network = readText(
      fargateNetwork(endpoints(['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager'])),
    ).network;
    const answer = costOfNetwork(network, {
      usage,
      hoursPerMonth: 720,
      leaveOut: ['public-ipv4-hours'],
    });
    const nat = alternative(answer, 'all-nat').bill.totalUsd;
    expect(formatDecimal(subtract(nat, answer.bill.totalUsd), 2)).toBe('13.84');
    expect(answer.leftOut).toEqual(['public-ipv4-hours']);
  });

  it('from NAT to endpoints: what is there is taken away, what is called is added', () => {
    const { bill, stops } = alternative(costOfNetwork(withNat, { usage }), 'all-endpoints');
    expect(stops).toEqual([]);
    expect(rows(bill)).toEqual([
      'aws_vpc.main (s3 endpoint) gateway-endpoint 0.00',
      'aws_vpc.main (ecr.api endpoint) interface-endpoint-hours 20.44',
      'aws_vpc.main (ecr.dkr endpoint) interface-endpoint-hours 20.44',
      'aws_vpc.main (logs endpoint) interface-endpoint-hours 20.44',
      'aws_vpc.main (ecr.api endpoint) interface-endpoint-gb 0.01',
      'aws_vpc.main (ecr.dkr endpoint) interface-endpoint-gb 0.60',
      'aws_vpc.main (logs endpoint) interface-endpoint-gb 0.39',
    ]);
    expect(bill.lines.every(({ notes }) => notes.includes('proposed'))).toBe(true);
  });

  it('from endpoints to NAT: one gateway and one address for each AZ of the callers; S3 stays free', () => {
    const { bill } = alternative(costOfNetwork(withEndpoints, { usage }), 'all-nat');
    expect(rows(bill)).toEqual([
      'aws_vpc.main (NAT gateways) nat-gateway-hours 90.52',
      'aws_vpc.main (NAT gateways) nat-gateway-gb 6.20',
      'aws_vpc.main (NAT gateways) public-ipv4-hours 7.30',
      'aws_vpc.s3 gateway-endpoint 0.00'.replace('aws_vpc.', 'aws_vpc_endpoint.'),
    ]);
  });

  it('the two readings of one design agree: all NAT of the endpoints is the NAT network with a free S3', () => {
    const answer = costOfNetwork(withNat, { usage: { '*': { '*': { gbPerMonth: 30 } } } });
    expect(totalOf(answer, 'all-nat')).toBe(totalOf(answer, 'as-is'));
    const other = costOfNetwork(withEndpoints, { usage: { '*': { '*': { gbPerMonth: 30 } } } });
    expect(totalOf(other, 'all-endpoints')).toBe(totalOf(other, 'as-is'));
    expect(totalOf(other, 'as-is')).toBe(totalOf(answer, 'all-endpoints'));
  });

  it('a call without an endpoint stops when the NAT gateway goes, and keeps it in the cheapest mix', () => {
    const answer = costOfNetwork(withNat, {
      internet: true,
      usage: { ...usage, '*': { internet: { gbPerMonth: 10, outGbPerMonth: 1 } } },
    });
    expect(alternative(answer, 'all-endpoints').stops).toEqual([
      { workload: 'aws_ecs_service.app', service: 'internet' },
    ]);
    const best = alternative(answer, 'cheapest');
    expect(best.stops).toEqual([]);
    expect(rows(best.bill)).toContain('aws_nat_gateway.main[0] nat-gateway-hours 45.26');
    expect(rows(best.bill)).toContain('aws_vpc.main (s3 endpoint) gateway-endpoint 0.00');
  });

  it.each([
    ['little data, NAT must stay: no interface endpoint', 100, []],
    ['just below the break-even of two AZs (393.0769 GB)', 393, []],
    ['just above it', 394, ['aws_vpc.main (logs endpoint)']],
  ])('cheapest: %s', (_reason, gb, expected) => {
    const answer = costOfNetwork(withNat, {
      internet: true,
      usage: {
        '*': {
          '*': { gbPerMonth: 1 },
          internet: { gbPerMonth: 1, outGbPerMonth: 0 },
          logs: { gbPerMonth: gb },
        },
      },
    });
    const { lines } = alternative(answer, 'cheapest').bill;
    const chosen = lines.filter(({ charge }) => charge === 'interface-endpoint-hours');
    expect(chosen.map(({ resource }) => resource)).toEqual(expected);
  });

  it('OE: what only an endpoint reaches stays on it: a private API is on no NAT gateway', () => {
    const privateApi = `
resource "aws_api_gateway_rest_api" "private" {
  name = "private"
  endpoint_configuration {
    types = ["PRIVATE"]
  }
}`;
    const { network } = readText(fargateNetwork(`${endpoints(['execute-api'])}${privateApi}`));
    const endpoint = [...network.vpcEndpoints.keys()].find((id) => id.includes('execute_api'));
    const call = {
      workload: 'aws_ecs_service.app',
      service: 'aws_api_gateway_rest_api.private',
      endpointTypes: [],
      why: 'called',
      ways: [
        {
          kind: 'interface-endpoint',
          component: endpoint ?? '',
          subnets: [...network.subnets.keys()].filter((id) => id.includes('private')),
        },
      ],
    } as const;
    const answer = costOf({
      network,
      calls: [call],
      book: shippedPriceBook(),
      usage: noUsage,
      settings: { hoursPerMonth: 730 },
    });
    for (const { name, bill, stops } of answer.alternatives) {
      expect([name, stops]).toEqual([name, []]);
      expect(rows(bill)).toContain('aws_vpc_endpoint.execute_api interface-endpoint-hours 20.44');
    }
  });

  it('endpoints that no known call uses need NAT gateways when they go', () => {
    const { network } = readText(
      fargateNetwork(endpoints(['sqs'])).replace(/resource "aws_ecs_service"[\s\S]*?\n\}\n/, ''),
    );
    expect(rows(alternative(costOfNetwork(network), 'all-nat').bill)).toContain(
      'aws_vpc.main (NAT gateways) nat-gateway-hours 90.52',
    );
  });

  it('calls that go by an internet gateway already need no NAT gateway', () => {
    const { network } = readText(
      fargateNetwork(`
resource "aws_route" "igw" {
  count                  = 2
  route_table_id         = aws_route_table.private[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}`).replace('security_groups = [', 'assign_public_ip = true\n    security_groups = ['),
    );
    const answer = costOfNetwork(network, { usage });
    expect(totalOf(answer, 'all-nat')).toBe('0.00');
    expect(totalOf(answer, 'cheapest')).toBe('0.00');
    expect(answer.breakEvens).toEqual([]);
    expect(answer.bill.unpriced).toMatchObject([
      { resource: 'aws_ecs_service.app', charge: 'public-ipv4-hours', reason: 'unknown-count' },
    ]);
  });

  it('central: one VPC pays two attachments and each GB twice, so it does not pay', () => {
    const { bill } = alternative(costOfNetwork(withNat, { usage }), 'central');
    expect(rows(bill)).toEqual([
      'aws_vpc.main (s3 endpoint) gateway-endpoint 0.00',
      'central VPC, ap-northeast-1 (ecr.api endpoint) interface-endpoint-hours 20.44',
      'central VPC, ap-northeast-1 (ecr.dkr endpoint) interface-endpoint-hours 20.44',
      'central VPC, ap-northeast-1 (logs endpoint) interface-endpoint-hours 20.44',
      'central VPC, ap-northeast-1 (ecr.api endpoint) interface-endpoint-gb 0.01',
      'central VPC, ap-northeast-1 (ecr.dkr endpoint) interface-endpoint-gb 0.60',
      'central VPC, ap-northeast-1 (logs endpoint) interface-endpoint-gb 0.39',
      'central transit gateway, ap-northeast-1 transit-gateway-attachment-hours 102.20',
      'central transit gateway, ap-northeast-1 transit-gateway-gb 2.00',
    ]);
  });
});

describe('break-even of a network', () => {
  it('A7-16: while the NAT gateway stays, 196.5 GB for each AZ; the advice follows the usage', () => {
    const { breakEvens } = costOfNetwork(withNat, { usage });
    expect(
      breakEvens.map(({ service, zones, natStays }) => [
        service,
        zones,
        natStays && formatDecimal(natStays.gbPerAz),
        natStays?.cheaper,
      ]),
    ).toEqual([
      ['ecr.api', 2, '196.538462', 'nat'],
      ['ecr.dkr', 2, '196.538462', 'nat'],
      ['logs', 2, '196.538462', 'nat'],
    ]);
    expect(breakEvens[0]?.natStays?.formula).toBe('730 h × $0.014 ÷ ($0.062 − $0.01)');
  });

  it('three endpoints cost less than the NAT gateways that go with them', () => {
    const { breakEvens } = costOfNetwork(withNat);
    expect(breakEvens.map(({ natGoes }) => natGoes?.cheaper)).toEqual(['endpoint', 'endpoint', 'endpoint']);
  });

  it('usage that is missing leaves the choice open', () => {
    const { breakEvens } = costOfNetwork(withNat);
    expect(breakEvens.map(({ natStays }) => natStays?.cheaper)).toEqual(Array(3).fill('depends-on-usage'));
  });
});

describe('usage that no line counts is told', () => {
  it.each([
    [
      'a workload that is not there',
      { 'aws_ecs_service.ap': { logs: { gbPerMonth: 1 } } },
      'no-such-resource',
    ],
    [
      'a service that it does not call',
      { 'aws_ecs_service.app': { sqs: { gbPerMonth: 1 } } },
      'no-such-call',
    ],
    ['a service that nobody calls', { '*': { sqs: { gbPerMonth: 1 } } }, 'no-such-call'],
  ])('%s', (_reason, given, why) => {
    expect(costOfNetwork(withNat, { usage: given }).unusedUsage.map((unused) => unused.why)).toEqual([why]);
  });

  it('says nothing about entries that count', () => {
    const given = {
      ...usage,
      'aws_nat_gateway.main[0]': { '*': { gbPerMonth: 1 } },
      '*': { '*': { gbPerMonth: 1 } },
    };
    expect(costOfNetwork(withNat, { usage: given }).unusedUsage).toEqual([]);
  });
});
