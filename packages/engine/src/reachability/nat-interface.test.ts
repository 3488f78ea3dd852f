import { describe, expect, it } from 'vitest';
import { proveText, verdictOf } from '../../test/prove-text.ts';

/** A private subnet whose default route leads to a network interface in a public one. */
function network(...more: readonly string[]): string {
  return `
    resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }
    resource "aws_internet_gateway" "i" { vpc_id = aws_vpc.a.id }
    resource "aws_subnet" "public" {
      vpc_id     = aws_vpc.a.id
      cidr_block = "10.0.0.0/24"
    }
    resource "aws_subnet" "private" {
      vpc_id     = aws_vpc.a.id
      cidr_block = "10.0.1.0/24"
    }
    resource "aws_route_table" "public" {
      vpc_id = aws_vpc.a.id
      route {
        cidr_block = "0.0.0.0/0"
        gateway_id = aws_internet_gateway.i.id
      }
    }
    resource "aws_route_table" "private" {
      vpc_id = aws_vpc.a.id
      route {
        cidr_block           = "0.0.0.0/0"
        network_interface_id = aws_network_interface.nat.id
      }
    }
    resource "aws_route_table_association" "public" {
      subnet_id      = aws_subnet.public.id
      route_table_id = aws_route_table.public.id
    }
    resource "aws_route_table_association" "private" {
      subnet_id      = aws_subnet.private.id
      route_table_id = aws_route_table.private.id
    }
    resource "aws_security_group" "all" {
      vpc_id = aws_vpc.a.id
      ingress {
        from_port   = 0
        to_port     = 0
        protocol    = "-1"
        cidr_blocks = ["0.0.0.0/0"]
      }
      egress {
        from_port   = 0
        to_port     = 0
        protocol    = "-1"
        cidr_blocks = ["0.0.0.0/0"]
      }
    }
    resource "aws_network_interface" "nat" {
      subnet_id         = aws_subnet.public.id
      source_dest_check = false
      security_groups   = [aws_security_group.all.id]
    }
    resource "aws_instance" "client" {
      subnet_id              = aws_subnet.private.id
      vpc_security_group_ids = [aws_security_group.all.id]
    }
    ${more.join('\n')}`;
}

const address = `
    resource "aws_eip" "nat" { network_interface = aws_network_interface.nat.id }`;
const attached = `
    resource "aws_instance" "nat" {
      subnet_id              = aws_subnet.public.id
      vpc_security_group_ids = [aws_security_group.all.id]
    }
    resource "aws_network_interface_attachment" "nat" {
      instance_id          = aws_instance.nat.id
      network_interface_id = aws_network_interface.nat.id
      device_index         = 1
    }`;
const inTemplate = `
    resource "aws_launch_template" "nat" {
      network_interfaces {
        device_index         = 0
        network_interface_id = aws_network_interface.nat.id
      }
    }`;
const byScript = `
    resource "aws_launch_template" "nat" {
      user_data = base64encode("attach $\{aws_network_interface.nat.id}")
    }`;
const byRenderedScript = `
    data "cloudinit_config" "nat" {
      part {
        content = "attach $\{aws_network_interface.nat.id}"
      }
    }
    resource "aws_launch_template" "nat" {
      user_data = data.cloudinit_config.nat.rendered
    }`;

/** RT-12, NAT-10 */
describe('an interface to which a route leads', () => {
  it.each([
    {
      because: 'nothing has it: what comes there is dropped until something attaches it',
      text: network(address),
      expected: 'undetermined ASSUMED_NAT_INSTANCE UNKNOWN_HOLDER',
    },
    {
      because: 'an instance has it',
      text: network(address, attached),
      expected: 'reachable ASSUMED_NAT_INSTANCE',
    },
    {
      because: 'instances of a template start with it',
      text: network(address, inTemplate),
      expected: 'reachable ASSUMED_NAT_INSTANCE',
    },
    {
      because: 'a script attaches it',
      text: network(address, byScript),
      expected: 'reachable ASSUMED_NAT_INSTANCE',
    },
    {
      because: 'so does a rendered one',
      text: network(address, byRenderedScript),
      expected: 'reachable ASSUMED_NAT_INSTANCE',
    },
    {
      because: 'it is the only one of the instance, and has no public address',
      text: network(inTemplate),
      expected: 'blocked ASSUMED_NAT_INSTANCE IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
    },
    {
      because: 'the template has a second one, by which its instances may send',
      text: network(
        inTemplate.replace(
          'network_interfaces {',
          'network_interfaces {\n        device_index = 1\n      }\n      network_interfaces {',
        ),
      ),
      expected: 'undetermined ASSUMED_NAT_INSTANCE UNKNOWN_OTHER_INTERFACE',
    },
    {
      because: 'which instance has it is not known',
      text: network(address, attached.replace('= aws_instance.nat.id', '= var.any'), 'variable "any" {}'),
      expected: 'undetermined ASSUMED_NAT_INSTANCE UNKNOWN_NOT_GIVEN',
    },
    {
      because: 'the instance has another one, by which it may send',
      text: network(byScript),
      expected: 'undetermined ASSUMED_NAT_INSTANCE UNKNOWN_OTHER_INTERFACE',
    },
  ])('$expected: $because', ({ text, expected }) => {
    expect(verdictOf(proveText(text, 'aws_instance.client', '8.8.8.8:443'))).toBe(expected);
  });
});
