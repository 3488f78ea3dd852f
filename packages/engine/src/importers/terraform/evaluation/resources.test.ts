import { describe, expect, it } from 'vitest';
import { evaluateText } from '../../../../test/evaluated-project.ts';

function groupWith(body: string, around = ''): ReturnType<typeof evaluateText> {
  return evaluateText(`resource "aws_security_group" "g" {\n  vpc_id = "vpc-1"\n${body}\n}\n${around}`);
}

describe('arguments and nested blocks in the shape of plan JSON', () => {
  it('blocks of an attribute that is written as blocks get empty values for what they leave out', () => {
    const read = groupWith('ingress {\n  from_port = 443\n  to_port = 443\n  protocol = "6"\n}');
    expect(read.read('aws_security_group.g', 'ingress')).toBe(
      'set[{cidr_blocks = [], description = "", from_port = 443, ipv6_cidr_blocks = [], prefix_list_ids = [], protocol = "tcp", security_groups = set[], self = false, to_port = 443}]',
    );
  });

  it('the same attribute may be written as a list of objects, also as an empty one', () => {
    const object = '{ from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = ["10.0.0.0/8"] }';
    const read = groupWith(`ingress = [${object}]\negress = []`);
    expect(read.told).toEqual([]);
    expect(read.read('aws_security_group.g', 'ingress')).toContain('cidr_blocks = ["10.0.0.0/8"]');
    expect(read.read('aws_security_group.g', 'egress')).toBe('set[]');
  });

  it('such an attribute that is not written is what AWS has', () => {
    expect(groupWith('').read('aws_security_group.g', 'ingress')).toBe('<aws_security_group.g.ingress>');
  });

  it('places are kept by path, in the order of the values', () => {
    const read = groupWith(
      'ingress {\n  from_port = 443\n  to_port = 443\n  protocol = "tcp"\n  cidr_blocks = ["10.0.0.0/8"]\n}\ningress {\n  from_port = 22\n  to_port = 22\n  protocol = "tcp"\n  cidr_blocks = ["10.0.0.0/8"]\n}',
    );
    const { ranges, values } = read.instance('aws_security_group.g') ?? {};
    const rules = values?.get('ingress');
    const ports = rules?.kind === 'set' ? rules.items : [];
    const lines = ports.map((_rule, i) => ranges?.get(`ingress[${i}].from_port`)?.start.line);
    expect(lines.toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([4, 10]);
    expect(ranges?.get('ingress[0].cidr_blocks[0]')).toBeDefined();
  });

  it('`configured` names what is written, blocks too', () => {
    const read = groupWith('ingress {\n  from_port = 1\n  to_port = 1\n  protocol = "tcp"\n}\ntags = {}');
    expect([...(read.instance('aws_security_group.g')?.configured ?? [])].toSorted()).toEqual([
      'ingress',
      'tags',
      'vpc_id',
    ]);
  });

  it('JSON syntax gives the same values as native syntax', () => {
    const json = {
      resource: {
        aws_security_group: {
          g: { vpc_id: 'vpc-1', ingress: [{ from_port: 1, to_port: 1, protocol: 'tcp' }] },
        },
        aws_ecs_service: {
          s: { name: 's', network_configuration: { subnets: ['${aws_security_group.g.id}'] } },
        },
      },
    };
    const native = `
resource "aws_ecs_service" "s" {
  name = "s"
  network_configuration {
    subnets = [aws_security_group.g.id]
  }
}
`;
    const rule = 'ingress {\n  from_port = 1\n  to_port = 1\n  protocol = "tcp"\n}';
    const fromJson = evaluateText({ 'main.tf.json': JSON.stringify(json) });
    const fromNative = groupWith(rule, native);
    expect(fromJson.told).toEqual([]);
    for (const [address, attribute] of [
      ['aws_security_group.g', 'ingress'],
      ['aws_ecs_service.s', 'network_configuration'],
    ] as const) {
      expect(fromJson.read(address, attribute)).toBe(fromNative.read(address, attribute));
    }
  });

  it('what a provider without a schema computes in a written block is not known, and no mistake', () => {
    const read = evaluateText(
      'resource "azurerm_linux_web_app" "a" {\n  identity {\n    type = "SystemAssigned"\n  }\n}\nresource "aws_vpc" "v" {\n  cidr_block = "10.0.0.0/16"\n  tags = { who = azurerm_linux_web_app.a.identity[0].principal_id }\n}\n',
    );
    expect(read.told).toEqual([]);
    expect(read.read('aws_vpc.v', 'tags')).toBe('{who = <azurerm_linux_web_app.a.identity[0].principal_id>}');
  });

  it('a type without a schema is read as it is written, and any attribute of it is a reference', () => {
    const read = evaluateText(
      'resource "cloudflare_zone" "z" {\n  name = "a"\n  block {\n    x = 1\n  }\n}\noutput "x" {\n  value = [cloudflare_zone.z.name, cloudflare_zone.z.id]\n}\n',
    );
    expect(read.told).toEqual([]);
    expect(read.output('x')).toBe('["a", <cloudflare_zone.z.id>]');
    expect(read.read('cloudflare_zone.z', 'block')).toBe('[{x = 1}]');
  });
});

describe('dynamic blocks', () => {
  const content =
    'content {\n  from_port = ingress.value\n  to_port = ingress.value\n  protocol = "tcp"\n}\n';

  it.each([
    ['for_each = [443]', 'from_port = 443', 'over a list'],
    ['for_each = toset([8080])', 'from_port = 8080', 'over a set'],
    ['for_each = { a = 80 }', 'from_port = 80', 'over a map'],
  ])('%s makes a block: %s, %s', (forEach, expected) => {
    const read = groupWith(`dynamic "ingress" {\n${forEach}\n${content}}\n`);
    expect(read.told).toEqual([]);
    expect(read.read('aws_security_group.g', 'ingress')).toContain(expected);
  });

  it('the iterator may have another name, and blocks may be nested', () => {
    const read = evaluateText(`
resource "aws_lb_listener_rule" "r" {
  listener_arn = "arn"
  dynamic "action" {
    for_each = ["forward"]
    iterator = kind
    content {
      type = kind.value
      dynamic "forward" {
        for_each = { t = "arn:t" }
        content {
          target_group {
            arn = "\${kind.value} \${forward.value}"
          }
        }
      }
    }
  }
}
`);
    expect(read.told).toEqual([]);
    expect(read.read('aws_lb_listener_rule.r', 'action')).toContain('arn = "forward arn:t"');
  });

  it('with an unknown for_each one unknown stands for any number of blocks, beside the certain ones', () => {
    const read = groupWith(
      `ingress {\n  from_port = 1\n  to_port = 1\n  protocol = "tcp"\n}\ndynamic "ingress" {\nfor_each = data.aws_ip_ranges.r.cidr_blocks\n${content}}\n`,
      'data "aws_ip_ranges" "r" {\n  services = ["s3"]\n}\n',
    );
    expect(read.told).toEqual([]);
    const shown = read.read('aws_security_group.g', 'ingress');
    expect(shown).toContain('from_port = 1');
    expect(shown).toContain('<data.aws_ip_ranges.r.cidr_blocks>');
  });

  it.each([
    [`dynamic "ingress" {\nfor_each = null\n${content}}\n`, 'null'],
    [`dynamic "ingress" {\nfor_each = 5\n${content}}\n`, 'a number'],
    [`dynamic "ingress" {\n${content}}\n`, 'no for_each'],
    ['dynamic "ingress" {\nfor_each = []\n}\n', 'no content'],
  ])('%#: %s is told', (body) => {
    expect(groupWith(body).told).toEqual(['NSN3033 main.tf:3']);
  });
});

describe('override files', () => {
  const base = `
resource "aws_security_group" "g" {
  name   = "base"
  vpc_id = "vpc-1"
  ingress {
    from_port = 1
    to_port   = 1
    protocol  = "tcp"
  }
}
locals {
  a = "base"
}
output "a" {
  value = local.a
}
`;

  it('arguments replace arguments, blocks replace all blocks of their type, locals replace locals', () => {
    const override = `
resource "aws_security_group" "g" {
  name = "override"
  ingress {
    from_port = 2
    to_port   = 2
    protocol  = "tcp"
  }
}
locals {
  a = "override"
}
`;
    const read = evaluateText({ 'main.tf': base, 'my_override.tf': override });
    expect(read.told).toEqual([]);
    expect(read.read('aws_security_group.g', 'name')).toBe('"override"');
    expect(read.read('aws_security_group.g', 'vpc_id')).toBe('"vpc-1"');
    expect(read.read('aws_security_group.g', 'ingress')).not.toContain('from_port = 1');
    expect(read.output('a')).toBe('"override"');
    const range = read.instance('aws_security_group.g')?.ranges.get('name');
    expect(range?.file).toBe('my_override.tf');
  });

  it('an override in JSON syntax counts too', () => {
    const override = JSON.stringify({ resource: { aws_security_group: { g: { name: 'json' } } } });
    const read = evaluateText({ 'main.tf': base, 'override.tf.json': override });
    expect(read.read('aws_security_group.g', 'name')).toBe('"json"');
  });
});

describe('blocks that make no resource', () => {
  it('moved, import, removed, check, terraform and ephemeral blocks are read without a word', () => {
    const read = evaluateText(`
terraform {
  required_version = ">= 1.5"
  backend "s3" {
    bucket = "state"
  }
}
resource "aws_vpc" "b" {
  cidr_block = "10.0.0.0/16"
  lifecycle {
    ignore_changes = [tags]
    postcondition {
      condition     = self.enable_dns_support
      error_message = "DNS must be on."
    }
  }
}
moved {
  from = aws_vpc.a
  to   = aws_vpc.b
}
import {
  to = aws_vpc.b
  id = "vpc-1"
}
removed {
  from = aws_subnet.old
  lifecycle {
    destroy = false
  }
}
ephemeral "aws_secretsmanager_secret_version" "s" {
  secret_id = "x"
}
check "health" {
  data "http" "up" {
    url = "https://example.com"
  }
  assert {
    condition     = data.http.up.status_code == 200
    error_message = "down"
  }
}
`);
    expect(read.told).toEqual([]);
    expect(read.addresses).toEqual(['aws_vpc.b', 'data.http.up']);
  });

  it('a postcondition that is known not to hold is told', () => {
    const read = evaluateText(`
resource "aws_vpc" "b" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = false
  lifecycle {
    postcondition {
      condition     = self.enable_dns_hostnames
      error_message = "Hostnames must be on."
    }
  }
}
`);
    expect(read.told).toEqual(['NSN3018 main.tf:6']);
    expect(read.words).toEqual(['a condition of `aws_vpc.b` does not hold: Hostnames must be on.']);
  });
});

/** As the real provider (5.100.0) plans it. */
describe('domains of a certificate', () => {
  function certificate(body: string): ReturnType<typeof evaluateText> {
    return evaluateText(`
resource "aws_route53_zone" "z" {
  name = "a.org"
}
resource "aws_acm_certificate" "c" {
  ${body}
}
resource "aws_route53_record" "v" {
  for_each = {
    for o in aws_acm_certificate.c.domain_validation_options : o.domain_name => o.resource_record_name
  }
  zone_id  = aws_route53_zone.z.id
  name     = each.value
  type     = "CNAME"
}
`);
  }

  it.each([
    ['domain_name = "a.org"\nvalidation_method = "DNS"', '["a.org"]', ['["a.org"]'], 'its own'],
    [
      'domain_name = "a.org"\nsubject_alternative_names = ["*.a.org", "a.org"]\nvalidation_method = "DNS"',
      '["*.a.org", "a.org"]',
      ['["*.a.org"]', '["a.org"]'],
      'each of them once',
    ],
    [
      'domain_name = "a.org"\nsubject_alternative_names = ["b.org"]\nvalidation_method = "DNS"',
      '["a.org", "b.org"]',
      ['["a.org"]', '["b.org"]'],
      'its own is always among them',
    ],
    ['domain_name = "a.org"\nvalidation_method = "EMAIL"', '["a.org"]', ['[*]'], 'no records by e-mail'],
    [
      'domain_name = aws_route53_zone.z.zone_id\nvalidation_method = "DNS"',
      '<aws_acm_certificate.c.subject_alternative_names>',
      ['[*]'],
      'a domain that is not known',
    ],
  ])('%s: %s, records %j: %s', (body, names, records, _because) => {
    const read = certificate(body);
    expect(read.told.filter((told) => !told.startsWith('NSN3011'))).toEqual([]);
    expect(read.read('aws_acm_certificate.c', 'subject_alternative_names')).toBe(
      names.replace(/^\[/, 'set['),
    );
    const prefix = 'aws_route53_record.v';
    expect(
      read.addresses
        .filter((address) => address.startsWith(prefix))
        .map((address) => address.slice(prefix.length)),
    ).toEqual(records);
  });
});
