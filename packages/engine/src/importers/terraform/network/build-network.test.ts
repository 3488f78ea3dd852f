import { describe, expect, it } from 'vitest';
import { showKnown, showNetwork, showOnly } from '../../../../test/show-network.ts';
import { readText } from '../../../../test/terraform-network.ts';
import { idOf } from '../../../model/identity.ts';

const base = `
resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.a.id
  cidr_block = "10.0.0.0/24"
}
variable "any" {}
`;

function show(text: string, start: string): readonly string[] {
  return showOnly(readText(base + text).network, start);
}

describe('VPCs', () => {
  it.each([
    ['', '10.0.0.0/16 dns true/false', 'DNS host names are off by default (DNS-2)'],
    ['enable_dns_support = false', '10.0.0.0/16 dns false/false', 'no resolver'],
    ['enable_dns_hostnames = var.any', '10.0.0.0/16 dns true/?var.any', 'nobody gave it'],
    [
      'assign_generated_ipv6_cidr_block = true',
      '10.0.0.0/16 ?aws_vpc.b.ipv6_cidr_block dns true/false',
      'AWS chooses the IPv6 block',
    ],
  ])('%s → %s, because %s', (more, expected) => {
    const text = `resource "aws_vpc" "b" {\n cidr_block = "10.0.0.0/16"\n ${more}\n}`;
    expect(show(text, 'vpc aws_vpc.b')[0]).toContain(`vpc aws_vpc.b ap-northeast-1 ${expected}`);
  });

  it("secondary blocks, and links through the association's vpc_id", () => {
    const text = `resource "aws_vpc_ipv4_cidr_block_association" "x" {
        vpc_id     = aws_vpc.a.id
        cidr_block = "100.64.0.0/16"
      }
      resource "aws_subnet" "b" {
        vpc_id     = aws_vpc_ipv4_cidr_block_association.x.vpc_id
        cidr_block = "100.64.1.0/24"
      }`;
    expect(show(text, 'vpc aws_vpc.a')[0]).toContain('10.0.0.0/16 100.64.0.0/16 dns');
    expect(show(text, 'subnet aws_subnet.b')[0]).toContain('of aws_vpc.a');
    expect(readText(base + text).networkCodes).toEqual([]);
  });

  it('a block from an address pool is not known', () => {
    const text = `resource "aws_vpc_ipv4_cidr_block_association" "x" {
      vpc_id              = aws_vpc.a.id
      ipv4_ipam_pool_id   = "ipam-pool-1"
      ipv4_netmask_length = 24
    }`;
    expect(show(text, 'vpc aws_vpc.a')[0]).toContain(
      '10.0.0.0/16 ?aws_vpc_ipv4_cidr_block_association.x.cidr_block',
    );
  });

  it('a DHCP option set changes the DNS servers (DNS-6)', () => {
    const text = `resource "aws_vpc_dhcp_options" "o" { domain_name_servers = ["10.0.0.5", "AmazonProvidedDNS"] }
      resource "aws_vpc_dhcp_options_association" "o" {
        vpc_id          = aws_vpc.a.id
        dhcp_options_id = aws_vpc_dhcp_options.o.id
      }`;
    expect(show(text, 'vpc aws_vpc.a')[0]).toContain('servers 10.0.0.5 AmazonProvidedDNS');
    expect(show('', 'vpc aws_vpc.a')[0]).not.toContain('servers');
  });

  it('a VPC that is looked up keeps its things together, and its own facts are not known', () => {
    const { network } = readText(`data "aws_vpc" "d" { id = "vpc-0123" }
      resource "aws_subnet" "x" {
        vpc_id     = data.aws_vpc.d.id
        cidr_block = "10.9.0.0/24"
      }`);
    expect([...network.vpcs.keys()]).toEqual(['vpc-0123']);
    expect(showKnown([...network.subnets.values()][0]?.vpc)).toBe('vpc-0123');
    expect(showOnly(network, 'vpc vpc-0123')[0]).toContain(
      '?data.aws_vpc.d.cidr_block ?data.aws_vpc.d.ipv6_cidr_block dns ?data.aws_vpc.d.enable_dns_support',
    );
  });
});

describe('gateways and addresses', () => {
  const eip = 'resource "aws_eip" "e" {}\n';
  it.each([
    [
      'resource "aws_internet_gateway" "i" { vpc_id = aws_vpc.a.id }',
      'igw aws_internet_gateway.i of aws_vpc.a',
      'attached by itself',
    ],
    [
      `resource "aws_internet_gateway" "i" {}
       resource "aws_internet_gateway_attachment" "i" {
         internet_gateway_id = aws_internet_gateway.i.id
         vpc_id              = aws_vpc.a.id
       }`,
      'igw aws_internet_gateway.i of aws_vpc.a',
      'attached apart',
    ],
    [
      'resource "aws_internet_gateway" "i" {}',
      'igw aws_internet_gateway.i of -',
      'attached to nothing (IGW-1)',
    ],
    [
      `${eip}resource "aws_nat_gateway" "n" {
         allocation_id = aws_eip.e.id
         subnet_id     = aws_subnet.a.id
       }`,
      'nat aws_nat_gateway.n public zonal in aws_subnet.a by aws_eip.e',
      'a zonal public one (NAT-1)',
    ],
    [
      `resource "aws_nat_gateway" "n" {
         connectivity_type = "private"
         subnet_id         = aws_subnet.a.id
       }`,
      'nat aws_nat_gateway.n private zonal in aws_subnet.a by -',
      'a private one (NAT-5)',
    ],
    [
      `resource "aws_nat_gateway" "n" {
         availability_mode = "regional"
         vpc_id            = aws_vpc.a.id
       }`,
      'nat aws_nat_gateway.n public regional in aws_vpc.a by -',
      'a regional one (NAT-7)',
    ],
    [
      `${eip}resource "aws_instance" "x" { subnet_id = aws_subnet.a.id }
       resource "aws_eip_association" "x" {
         allocation_id = aws_eip.e.id
         instance_id   = aws_instance.x.id
       }`,
      'eip aws_eip.e on aws_instance.x',
      'associated apart',
    ],
    [
      `resource "aws_instance" "x" { subnet_id = aws_subnet.a.id }
       resource "aws_eip" "f" { instance = aws_instance.x.id }`,
      'eip aws_eip.f on aws_instance.x',
      'by its own argument',
    ],
    [
      'resource "aws_egress_only_internet_gateway" "o" { vpc_id = aws_vpc.a.id }',
      'eigw aws_egress_only_internet_gateway.o of aws_vpc.a',
      'egress-only',
    ],
  ])('%s → %s, because %s', (text, expected) => {
    expect(showNetwork(readText(base + text).network).split('\n')).toContain(expected);
  });
});

describe('names', () => {
  const zone = `resource "aws_route53_zone" "z" {
    name = "Corp.Example."
    vpc { vpc_id = aws_vpc.a.id }
  }`;
  it.each([
    [
      zone,
      ['zone aws_route53_zone.z corp.example in aws_vpc.a'],
      'names are lower case without the last dot',
    ],
    [
      'resource "aws_route53_zone" "z" { name = "x.test" }',
      ['zone aws_route53_zone.z x.test in public'],
      'no VPC = public',
    ],
    [
      `${zone}
       resource "aws_route53_record" "r" {
         zone_id = aws_route53_zone.z.zone_id
         name    = "db"
         type    = "A"
         ttl     = 60
         records = ["10.0.0.9"]
       }`,
      ['zone aws_route53_zone.z corp.example in aws_vpc.a', '  A db.corp.example = 10.0.0.9'],
      "a short name gets the zone's name",
    ],
    [
      `${zone}
       resource "aws_vpc_endpoint" "e" {
         vpc_id            = aws_vpc.a.id
         service_name      = "com.amazonaws.ap-northeast-1.sts"
         vpc_endpoint_type = "Interface"
       }
       resource "aws_route53_record" "r" {
         zone_id = aws_route53_zone.z.id
         name    = "corp.example"
         type    = "A"
         alias {
           name                   = aws_vpc_endpoint.e.dns_entry[0].dns_name
           zone_id                = aws_vpc_endpoint.e.dns_entry[0].hosted_zone_id
           evaluate_target_health = false
         }
       }`,
      [
        'zone aws_route53_zone.z corp.example in aws_vpc.a',
        '  A corp.example = ?aws_vpc_endpoint.e.dns_entry[0].dns_name, aws_vpc_endpoint.e',
      ],
      'an alias for an endpoint is known although its name is not',
    ],
    [
      `resource "aws_service_discovery_private_dns_namespace" "z" {
         name = "svc.local"
         vpc  = aws_vpc.a.id
       }`,
      [
        'zone aws_service_discovery_private_dns_namespace.z svc.local in aws_vpc.a',
        '  ?aws_service_discovery_private_dns_namespace.z.records',
      ],
      'Cloud Map makes a private zone',
    ],
  ])('%s → %j, because %s', (text, expected) => {
    const [start = ''] = /zone \S+/.exec(expected[0] ?? '') ?? [];
    expect(show(text, start)).toEqual(expected);
  });

  it('resolver rules with their associations', () => {
    const text = `resource "aws_route53_resolver_rule" "r" {
        domain_name = "Corp.example"
        rule_type   = "FORWARD"
      }
      resource "aws_route53_resolver_rule_association" "r" {
        resolver_rule_id = aws_route53_resolver_rule.r.id
        vpc_id           = aws_vpc.a.id
      }`;
    expect(show(text, 'resolver rule aws_route53_resolver_rule.r')).toEqual([
      'resolver rule aws_route53_resolver_rule.r FORWARD corp.example in aws_vpc.a',
    ]);
  });
});

describe('joined networks', () => {
  const other = 'resource "aws_vpc" "b" { cidr_block = "10.1.0.0/16" }\n';
  const peering = (more: string): string => `${other}resource "aws_vpc_peering_connection" "p" {
    vpc_id      = aws_vpc.a.id
    peer_vpc_id = aws_vpc.b.id
    ${more}
  }`;
  it.each([
    [peering('auto_accept = true'), 'true', 'it accepts itself'],
    [
      `${peering('')}
       resource "aws_vpc_peering_connection_accepter" "p" {
         vpc_peering_connection_id = aws_vpc_peering_connection.p.id
         auto_accept               = true
       }`,
      'true',
      'another resource accepts it',
    ],
    [peering(''), '?aws_vpc_peering_connection.p.accept_status', 'nobody in this source accepts it (PEER-2)'],
  ])('%s → accepted %s, because %s', (text, expected) => {
    expect(show(text, 'peering aws_vpc_peering_connection.p')).toEqual([
      `peering aws_vpc_peering_connection.p aws_vpc.a and aws_vpc.b accepted ${expected}`,
    ]);
  });

  it('a transit gateway has its attachments, and its routing is a gap', () => {
    const { network } = readText(`${base}
      resource "aws_ec2_transit_gateway" "t" {}
      resource "aws_ec2_transit_gateway_vpc_attachment" "t" {
        transit_gateway_id = aws_ec2_transit_gateway.t.id
        vpc_id             = aws_vpc.a.id
        subnet_ids         = [aws_subnet.a.id]
      }`);
    expect(showOnly(network, 'tgw aws_ec2_transit_gateway.t:')).toEqual([
      'tgw aws_ec2_transit_gateway.t: aws_vpc.a by aws_subnet.a',
    ]);
    expect(network.gaps).toMatchObject([{ code: 'NSN8007', touches: ['aws_ec2_transit_gateway.t'] }]);
  });

  it('Block Public Access with its exclusions (BPA-1)', () => {
    const text = `resource "aws_vpc_block_public_access_options" "o" {
        internet_gateway_block_mode = "block-bidirectional"
      }
      resource "aws_vpc_block_public_access_exclusion" "x" {
        vpc_id                          = aws_vpc.a.id
        internet_gateway_exclusion_mode = "allow-bidirectional"
      }`;
    expect(show(text, 'bpa')).toEqual(['bpa block-bidirectional but aws_vpc.a']);
  });
});

describe('links (LINK)', () => {
  const subnet = (vpcId: string): string =>
    `resource "aws_subnet" "x" {\n vpc_id = ${vpcId}\n cidr_block = "10.0.9.0/24"\n}`;
  it.each([
    ['aws_vpc.a.id', 'aws_vpc.a', [], 'one attribute of one instance'],
    ['"vpc-0123"', 'vpc-0123', [], 'a literal id'],
    ['"subnet-0123"', '?invalid', ['NSN2106'], 'the id of another kind of thing'],
    ['aws_subnet.a.id', '?aws_subnet.a.id', ['NSN2107'], 'a reference to another kind of thing'],
    ['"${aws_vpc.a.id}"', 'aws_vpc.a', [], 'a template of nothing else'],
    ['"x-${aws_vpc.a.id}"', '?aws_vpc.a.id', [], 'a text that only contains the id'],
    ['"${aws_vpc.a.id}-x"', '?aws_vpc.a.id', [], 'a text that only begins with the id'],
    ['aws_subnet.a.vpc_id', 'aws_vpc.a', [], 'the attribute of another resource passes it on'],
    ['one([aws_vpc.a.id])', 'aws_vpc.a', [], 'the only element of a list'],
    ['var.any', '?var.any', [], 'nobody gave it'],
  ])('%s → %s, because it is %s', (vpcId, expected, codes) => {
    const { network, networkCodes } = readText(base + subnet(vpcId));
    const read = [...network.subnets.values()].find(({ id }) => id === 'aws_subnet.x');
    expect(showKnown(read?.vpc)).toBe(expected);
    expect(networkCodes).toEqual(codes);
  });

  it('things of unknown number are no things, and links to them name them (TF-8)', () => {
    const { network } = readText(`${base}
      resource "aws_security_group" "m" {
        count  = var.any
        vpc_id = aws_vpc.a.id
      }
      resource "aws_instance" "i" {
        subnet_id              = aws_subnet.a.id
        vpc_security_group_ids = aws_security_group.m[*].id
      }`);
    expect([...network.securityGroups.keys()]).toEqual(['aws_vpc.a.default_security_group_id']);
    const [instance] = network.workloads.values();
    expect(instance?.securityGroups.items).toEqual([]);
    expect(instance?.securityGroups.unknowns[0]?.references[0]?.address).toBe('aws_security_group.m[*]');
  });

  it('an endpoint whose VPC is not known may be in any VPC', () => {
    const { network } = readText(`${base}
      resource "aws_vpc" "b" { cidr_block = "10.1.0.0/16" }
      resource "aws_vpc_endpoint" "e" {
        vpc_id       = var.any
        service_name = "com.amazonaws.ap-northeast-1.s3"
      }`);
    expect(network.gaps).toMatchObject([{ code: 'NSN8013', touches: ['aws_vpc.a', 'aws_vpc.b'] }]);
  });

  it('a link that names one kind of instance opens no others', () => {
    const { network } = readText(`${base}
      resource "aws_subnet" "open" {
        count      = var.any
        vpc_id     = aws_vpc.a.id
        cidr_block = cidrsubnet("10.0.0.0/16", 8, 100 + count.index)
      }
      resource "aws_network_acl" "n" {
        vpc_id     = aws_vpc.a.id
        subnet_ids = aws_subnet.open[*].id
      }`);
    expect(showOnly(network, 'subnet aws_subnet.a')[0]).not.toContain('acl');
  });

  it('a link that names nothing may mean every subnet', () => {
    const { network } = readText(`${base}
      resource "aws_network_acl" "n" {
        vpc_id     = aws_vpc.a.id
        subnet_ids = var.any
      }`);
    expect(showOnly(network, 'subnet aws_subnet.a')[0]).toContain('acl ?var.any');
  });
});

describe('a data source asked by the id of a resource', () => {
  const asked = `
    data "aws_vpc" "again" {
      id = aws_vpc.a.id
    }
    data "aws_subnet" "again" {
      id = aws_subnet.a.id
    }
    data "aws_vpc" "other" {
      id = "vpc-0123456789abcdef0"
    }
    resource "aws_security_group" "g" {
      vpc_id = data.aws_vpc.again.id
      ingress {
        from_port   = 443
        to_port     = 443
        protocol    = "tcp"
        cidr_blocks = [data.aws_vpc.again.cidr_block]
      }
    }`;

  it('is that resource once more: no second thing, no overlap with itself, and links lead to the one', () => {
    const { network, networkCodes } = readText(base + asked);
    expect([...network.vpcs.keys()].sort()).toEqual(['aws_vpc.a', 'vpc-0123456789abcdef0']);
    expect([...network.subnets.keys()]).toEqual(['aws_subnet.a']);
    expect(networkCodes).toEqual([]);
    expect(network.securityGroups.get(idOf('SecurityGroup', 'aws_security_group.g'))).toMatchObject({
      vpc: { kind: 'known', value: 'aws_vpc.a' },
      ingress: { items: [{ peer: { kind: 'prefix' } }] },
    });
  });
});

describe('modules that are not on disk (TF-7)', () => {
  it('may change whatever they were given, and nothing else', () => {
    const { network } = readText(`${base}
      resource "aws_route_table" "t" { vpc_id = aws_vpc.a.id }
      resource "aws_route_table" "u" { vpc_id = aws_vpc.a.id }
      module "nat" {
        source      = "somebody/nat/aws"
        route_table = aws_route_table.t.id
        subnets     = { a = aws_subnet.a.id, b = "subnet-0abc" }
      }`);
    expect(network.gaps).toMatchObject([
      { construct: 'module.nat', touches: ['aws_route_table.t', 'aws_subnet.a', 'subnet-0abc'] },
    ]);
  });
});
