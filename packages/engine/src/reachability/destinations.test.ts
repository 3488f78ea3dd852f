import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readText } from '../../test/terraform-network.ts';
import { createCatalog } from '../catalog/create-catalog.ts';
import { proveOne } from './check.ts';
import { parseTarget } from './target.ts';

const folder = new URL('../../../../catalog/', import.meta.url);
const catalog = createCatalog({ read: (name) => readFileSync(new URL(name, folder), 'utf8') });

/** One instance in Tokyo, without a way out, with gateway endpoints that cannot all be created. */
const text = `
  resource "aws_vpc" "a" {
    cidr_block = "10.0.0.0/16"
  }
  resource "aws_subnet" "a" {
    vpc_id     = aws_vpc.a.id
    cidr_block = "10.0.1.0/24"
  }
  resource "aws_security_group" "all" {
    vpc_id = aws_vpc.a.id
    egress {
      from_port   = 0
      to_port     = 0
      protocol    = "-1"
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
  resource "aws_vpc_endpoint" "here" {
    vpc_id          = aws_vpc.a.id
    service_name    = "com.amazonaws.ap-northeast-1.s3"
    route_table_ids = [aws_vpc.a.main_route_table_id]
  }
  resource "aws_vpc_endpoint" "type" {
    vpc_id          = aws_vpc.a.id
    service_name    = "com.amazonaws.ap-northeast-1.logs"
  }
  resource "aws_vpc_endpoint" "elsewhere" {
    vpc_id          = aws_vpc.a.id
    service_name    = "com.amazonaws.us-east-1.dynamodb"
    route_table_ids = [aws_vpc.a.main_route_table_id]
  }
  resource "aws_instance" "i" {
    subnet_id              = aws_subnet.a.id
    vpc_security_group_ids = [aws_security_group.all.id]
  }`;

describe('what is said of a destination', () => {
  it.each([
    ['s3', 'reachable', '', 'the endpoint is of this Region'],
    ['https://b.s3.us-west-2.amazonaws.com/', 'blocked', 'ADD_NAT_ROUTE', 'GW-5: another Region'],
    ['dynamodb', 'blocked', 'ADD_GATEWAY_ENDPOINT', 'GW-11: the endpoint names another Region'],
    ['logs', 'blocked', 'ADD_INTERFACE_ENDPOINT', 'IF-16: the service has no gateway endpoint'],
    ['169.254.169.254:80', 'undetermined', '', 'SG-6: metadata passes by routes and filters'],
    ['169.253.0.1:80', 'blocked', 'ADD_NAT_ROUTE', 'the neighbour is an ordinary address'],
  ])('%s: %s %s, because %s', (to, verdict, mend) => {
    const { network } = readText(text);
    const [client] = network.workloads.values();
    const target = parseTarget(to, network, catalog);
    const call = client && target.ok ? proveOne(network, catalog, client, target.value) : undefined;
    expect(call?.verdict).toBe(verdict);
    expect(call?.paths[0].blockers.map((blocker) => blocker.mend.code).join()).toBe(mend);
  });

  it('a security group of another VPC serves no endpoint: AWS does not create it', () => {
    const other = `
      resource "aws_vpc" "b" {
        cidr_block = "10.1.0.0/16"
      }
      resource "aws_security_group" "b" {
        vpc_id = aws_vpc.b.id
        ingress {
          from_port   = 443
          to_port     = 443
          protocol    = "tcp"
          cidr_blocks = ["10.0.0.0/8"]
        }
      }
      resource "aws_vpc_endpoint" "sts" {
        vpc_id              = aws_vpc.a.id
        service_name        = "com.amazonaws.ap-northeast-1.sts"
        vpc_endpoint_type   = "Interface"
        subnet_ids          = [aws_subnet.a.id]
        security_group_ids  = [aws_security_group.GROUP.id]
        private_dns_enabled = true
      }`;
    const hostNames = text.replace('"10.0.0.0/16"', '"10.0.0.0/16"\n enable_dns_hostnames = true');
    const verdictWith = (group: string) => {
      const { network } = readText(`${hostNames}${other.replace('GROUP', group)}`);
      const [client] = network.workloads.values();
      const target = parseTarget('sts', network, catalog);
      const call = client && target.ok ? proveOne(network, catalog, client, target.value) : undefined;
      return call?.paths[0].blockers.map(({ code }) => code);
    };
    expect(verdictWith('b')).toEqual(['SECURITY_GROUP_OF_ANOTHER_VPC']);
    expect(verdictWith('all')).not.toContain('SECURITY_GROUP_OF_ANOTHER_VPC');
  });

  it('IPv6-only: what does not arrive by IPv6 is open (NSN8015)', () => {
    const native = text.replace('cidr_block = "10.0.1.0/24"', 'ipv6_native = true');
    const { network } = readText(native);
    const [client] = network.workloads.values();
    const target = parseTarget('sts', network, catalog);
    const call = client && target.ok ? proveOne(network, catalog, client, target.value) : undefined;
    expect(call?.verdict).toBe('undetermined');
    expect(call?.paths[0].unknowns.map(({ facts }) => facts.gap)).toEqual(['NSN8015']);
  });

  it('a task of its own interface on EC2: the agent calls from instances that are not in the source', () => {
    const service = `
      resource "aws_ecs_task_definition" "t" {
        family                = "t"
        network_mode          = "awsvpc"
        container_definitions = jsonencode([])
      }
      resource "aws_ecs_service" "s" {
        name            = "s"
        launch_type     = "EC2"
        task_definition = aws_ecs_task_definition.t.arn
        network_configuration {
          subnets         = [aws_subnet.a.id]
          security_groups = [aws_security_group.all.id]
        }
      }`;
    const { network } = readText(`${text}${service}`);
    const verdictOf = (from: string, to: string) => {
      const client = [...network.workloads.values()].find(({ id }) => id === from);
      const target = parseTarget(to, network, catalog);
      return client && target.ok ? proveOne(network, catalog, client, target.value).verdict : undefined;
    };
    expect(verdictOf('aws_ecs_service.s', 's3')).toBe('reachable');
    expect(verdictOf('aws_ecs_service.s', 'sts')).toBe('blocked');
    expect(verdictOf('aws_ecs_service.s.container_instance', 's3')).toBe('undetermined');
    expect(network.gaps.map(({ code }) => code)).toEqual(['NSN8016']);
  });

  it('no Region is written: the missing fact is the Region, not the catalogue', () => {
    const far = 'provider "aws" {\n alias = "far"\n}';
    const inFar = text.replace('"10.0.0.0/16"', '"10.0.0.0/16"\n provider = aws.far\n');
    const read = readText(`${inFar}\n${far}`).network;
    const unknown = { reason: 'not-given', references: [] } as const;
    const network = { ...read, defaultRegion: { kind: 'unknown', unknown } as const };
    const [client] = network.workloads.values();
    const target = parseTarget('logs', network, catalog);
    const call = client && target.ok ? proveOne(network, catalog, client, target.value) : undefined;
    expect(call?.paths[0].unknowns.map(({ what }) => what)).toEqual(['provider.aws.far.region']);
  });

  it('the block of an endpoint hangs on a variable: the missing fact is the variable', () => {
    const own = `${text}
      variable "cidr" {}
      resource "aws_subnet" "open" {
        vpc_id     = aws_vpc.a.id
        cidr_block = cidrsubnet(var.cidr, 8, 1)
      }
      resource "aws_vpc_endpoint" "sts" {
        vpc_id              = aws_vpc.a.id
        vpc_endpoint_type   = "Interface"
        service_name        = "com.amazonaws.ap-northeast-1.sts"
        subnet_ids          = [aws_subnet.open.id]
        security_group_ids  = [aws_security_group.all.id]
      }`;
    const { network } = readText(own);
    const [client] = network.workloads.values();
    const target = parseTarget('aws_vpc_endpoint.sts', network, catalog);
    const call = client && target.ok ? proveOne(network, catalog, client, target.value) : undefined;
    const [missing] = call?.paths[0].unknowns ?? [];
    expect([missing?.code, missing?.what]).toEqual(['UNKNOWN_NOT_GIVEN', 'var.cidr']);
  });
});
