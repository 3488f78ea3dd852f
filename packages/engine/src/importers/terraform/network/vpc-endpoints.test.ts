import { describe, expect, it } from 'vitest';
import { showKnown, showOnly } from '../../../../test/show-network.ts';
import { readText } from '../../../../test/terraform-network.ts';

const vpc = `
resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.a.id
  cidr_block = "10.0.0.0/24"
}
resource "aws_route_table" "a" { vpc_id = aws_vpc.a.id }
resource "aws_security_group" "a" { vpc_id = aws_vpc.a.id }
variable "any" {}
`;

const endpoint = (service: string, more = ''): string => `resource "aws_vpc_endpoint" "e" {
  vpc_id       = aws_vpc.a.id
  service_name = "com.amazonaws.ap-northeast-1.${service}"
  ${more}
}`;

function shown(text: string): string | undefined {
  return showOnly(readText(vpc + text).network, 'endpoint aws_vpc_endpoint.e')[0];
}

const s3 = 'endpoint aws_vpc_endpoint.e Gateway com.amazonaws.ap-northeast-1.s3';
const sts = 'endpoint aws_vpc_endpoint.e Interface com.amazonaws.ap-northeast-1.sts';
const isInterface = 'vpc_endpoint_type = "Interface"';

describe('records of names', () => {
  it.each<readonly [string, string | undefined, string]>([
    ['ip_address_type = "dualstack"', undefined, 'nothing is written'],
    [
      'ip_address_type = "dualstack"\n  dns_options {\n    dns_record_ip_type = "ipv4"\n  }',
      'ipv4',
      'as written',
    ],
    [
      'ip_address_type = "dualstack"\n  dns_options {\n    dns_record_ip_type = "service-defined"\n  }',
      'service-defined',
      'as written',
    ],
  ])('%s: %s, because %s', (more, expected, _because) => {
    const [read] = readText(vpc + endpoint('sts', `${isInterface}\n  ${more}`)).network.vpcEndpoints.values();
    const type = read?.dnsRecordIpType;
    expect(type?.kind === 'known' ? type.value : undefined).toBe(expected);
  });
});

describe('gateway endpoints', () => {
  it.each([
    ['', 'on nothing', 'no table is associated: nobody uses it (GW-2)'],
    ['route_table_ids = [aws_route_table.a.id]', 'on aws_route_table.a', 'listed in the endpoint'],
    [
      'route_table_ids = [aws_vpc.a.main_route_table_id]',
      'on aws_vpc.a.default_route_table_id',
      'the main table',
    ],
    ['route_table_ids = var.any', 'on ?var.any', 'a list that nobody gave'],
  ])('%s → %s, because %s', (more, expected) => {
    expect(shown(endpoint('s3', more))).toBe(`${s3} ${expected} list pl-61a54008`);
  });

  it('an association resource says the same (GW-3), at its own place', () => {
    const text = `${endpoint('s3')}
      resource "aws_vpc_endpoint_route_table_association" "x" {
        vpc_endpoint_id = aws_vpc_endpoint.e.id
        route_table_id  = aws_route_table.a.id
      }`;
    expect(shown(text)).toBe(`${s3} on aws_route_table.a list pl-61a54008`);
    const [read] = readText(vpc + text).network.vpcEndpoints.values();
    expect(read?.routeTables.items[0]?.origin).toMatchObject({
      address: 'aws_vpc_endpoint_route_table_association.x',
    });
  });

  it('the prefix list of the service comes from the catalogue, once however it is named', () => {
    const { network } = readText(`${vpc}${endpoint('s3')}
      data "aws_prefix_list" "s3" { name = "com.amazonaws.ap-northeast-1.s3" }
      data "aws_ec2_managed_prefix_list" "s3" { name = "com.amazonaws.ap-northeast-1.s3" }`);
    expect([...network.prefixLists.keys()]).toEqual(['pl-61a54008']);
    expect([...network.prefixLists.values()][0]?.entries.items.length).toBeGreaterThan(10);
  });

  it('a service without a list in the catalogue has one whose entries are not known', () => {
    const { network } = readText(`${vpc}${endpoint('nonsense')}`);
    const [list] = network.prefixLists.values();
    expect(list?.entries.items).toEqual([]);
    expect(list?.entries.unknowns).toHaveLength(1);
  });
});

describe('interface endpoints', () => {
  it.each([
    ['', 'in nothing with nothing dns false', 'it has no ENI and serves nobody (IF-17)'],
    [
      'subnet_ids = [aws_subnet.a.id]',
      'in aws_subnet.a with nothing dns false',
      'no group = the default group (IF-4)',
    ],
    [
      'subnet_configuration {\n subnet_id = aws_subnet.a.id\n ipv4 = "10.0.0.10"\n}',
      'in aws_subnet.a with nothing dns false',
      'fixed addresses name the subnet too',
    ],
    [
      'security_group_ids = [aws_security_group.a.id]\n private_dns_enabled = true',
      'in nothing with aws_security_group.a dns true',
      'private DNS is on',
    ],
    [
      'subnet_ids = distinct(concat([aws_subnet.a.id], []))\n security_group_ids = sort([aws_security_group.a.id])',
      'in aws_subnet.a with aws_security_group.a dns false',
      'functions that only reorder lose no link',
    ],
    [
      'private_dns_enabled = var.any',
      'in nothing with nothing dns ?var.any',
      'nobody knows whether it is on',
    ],
    [
      'policy = jsonencode({ Version = "2012-10-17" })',
      'in nothing with nothing dns false policy',
      'a policy',
    ],
  ])('%s → %s, because %s', (more, expected) => {
    expect(shown(endpoint('sts', `${isInterface}\n${more}`))).toBe(`${sts} ${expected}`);
  });

  it.each([
    ['subnet_association', 'subnet_id = aws_subnet.a.id', 'in aws_subnet.a with nothing dns false'],
    [
      'security_group_association',
      'security_group_id = aws_security_group.a.id',
      'in nothing with aws_security_group.a dns false',
    ],
    ['private_dns', 'private_dns_enabled = true', 'in nothing with nothing dns true'],
    ['policy', 'policy = jsonencode({ Version = "2012-10-17" })', 'in nothing with nothing dns false policy'],
  ])('aws_vpc_endpoint_%s adds its part (TF-11)', (type, more, expected) => {
    const text = `${endpoint('sts', isInterface)}
      resource "aws_vpc_endpoint_${type}" "x" {
        vpc_endpoint_id = aws_vpc_endpoint.e.id
        ${more}
      }`;
    expect(shown(text)).toBe(`${sts} ${expected}`);
  });

  it('an association of unknown number leaves the part open', () => {
    const text = `${endpoint('sts', isInterface)}
      resource "aws_vpc_endpoint_private_dns" "x" {
        count               = var.any
        vpc_endpoint_id     = aws_vpc_endpoint.e.id
        private_dns_enabled = true
      }`;
    expect(shown(text)).toBe(`${sts} in nothing with nothing dns ?aws_vpc_endpoint_private_dns.x[*]`);
  });

  it('dns_options says whether names answer only through an inbound resolver (DNS-16)', () => {
    const options = 'dns_options {\n private_dns_only_for_inbound_resolver_endpoint = false\n}';
    const read = (more: string) =>
      [...readText(vpc + endpoint('s3', `${isInterface}\n${more}`)).network.vpcEndpoints.values()][0];
    expect(showKnown(read(options)?.privateDnsOnlyForInboundResolverEndpoint)).toBe('false');
    expect(read('')?.privateDnsOnlyForInboundResolverEndpoint).toBeUndefined();
  });
});

describe('types (OE-1)', () => {
  it.each([
    ['', 'Gateway', [], "the API's default (IF-16)"],
    ['vpc_endpoint_type = "Tunnel"', 'Tunnel', [], 'the newest type'],
    [
      'vpc_endpoint_type = "Teleport"',
      '?invalid',
      ['NSN2108'],
      'an unknown word is told and never stops the run',
    ],
    ['vpc_endpoint_type = var.any', '?var.any', [], 'a value that nobody gave'],
  ])('%s → %s, because it is %s', (more, expected, codes) => {
    const { network, networkCodes } = readText(vpc + endpoint('s3', more));
    expect(showKnown([...network.vpcEndpoints.values()][0]?.type)).toBe(expected);
    expect(networkCodes).toEqual(codes);
  });

  it('a Gateway Load Balancer endpoint is a gap: its appliance cannot be seen (OE-3)', () => {
    const { network } = readText(vpc + endpoint('x', 'vpc_endpoint_type = "GatewayLoadBalancer"'));
    expect(network.gaps).toMatchObject([{ code: 'NSN8010', touches: ['aws_vpc_endpoint.e'] }]);
  });

  it('endpoints of unknown number leave the answers of their VPC open (TF-8)', () => {
    const { network } = readText(vpc + endpoint('s3', 'count = var.any'));
    expect(network.vpcEndpoints.size).toBe(0);
    expect(network.gaps).toMatchObject([
      { code: 'NSN8001', construct: 'aws_vpc_endpoint.e[*]', touches: ['aws_vpc.a'] },
    ]);
  });
});
