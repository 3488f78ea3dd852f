import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readText } from '../../test/terraform-network.ts';
import { createCatalog } from '../catalog/create-catalog.ts';
import { addStandIns } from '../importers/stand-ins.ts';
import type { CallReason } from './answer.ts';
import { checkNetwork, type NeededCall } from './check.ts';

const folder = new URL('../../../../catalog/', import.meta.url);
const catalog = createCatalog({ read: (name) => readFileSync(new URL(name, folder), 'utf8') });

/** One instance; its gateway endpoint lets it list buckets and nothing else. */
const { network } = readText(`
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
  resource "aws_vpc_endpoint" "s3" {
    vpc_id          = aws_vpc.a.id
    service_name    = "com.amazonaws.ap-northeast-1.s3"
    route_table_ids = [aws_vpc.a.main_route_table_id]
    policy = jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:ListBucket", Resource = "*" }]
    })
  }
  resource "aws_instance" "i" {
    subnet_id              = aws_subnet.a.id
    vpc_security_group_ids = [aws_security_group.all.id]
  }`);

const conditional: CallReason = { kind: 'conditional', why: 'perhaps', source: [] };
const getObject = { action: 's3:GetObject', resource: '*', by: 'application' } as const;
const need: NeededCall = { service: 's3', reason: conditional, questions: [getObject] };

describe('one column for each target', () => {
  it.each([
    [[], [], 'endpoint-present', 'reachable', 'nobody says what the call does'],
    [[], ['s3'], 'asked', 'reachable', 'asking for it says no action'],
    [[need], [], 'conditional', 'blocked', 'the policy refuses what the call does'],
    [[need], ['s3'], 'asked', 'blocked', 'asking for it does not forget what the call does'],
  ])('%# needs and %j: %s, %s', (needs, services, reason, verdict, _because) => {
    const calls = checkNetwork(network, catalog, { needs: () => needs, services }).calls;
    const s3 = calls.filter(({ service }) => service === 's3');
    expect(s3.map((call) => [call.reason.kind, call.verdict])).toEqual([[reason, verdict]]);
  });
});

/** A load balancer and a database beside an endpoint whose group admits neither. */
const passive = readText(`
  resource "aws_vpc" "a" {
    cidr_block = "10.0.0.0/16"
  }
  resource "aws_subnet" "a" {
    vpc_id     = aws_vpc.a.id
    cidr_block = "10.0.1.0/24"
  }
  resource "aws_security_group" "closed" {
    vpc_id  = aws_vpc.a.id
    ingress = []
    egress  = []
  }
  resource "aws_vpc_endpoint" "logs" {
    vpc_id              = aws_vpc.a.id
    service_name        = "com.amazonaws.ap-northeast-1.logs"
    vpc_endpoint_type   = "Interface"
    private_dns_enabled = true
    subnet_ids          = [aws_subnet.a.id]
    security_group_ids  = [aws_security_group.closed.id]
  }
  resource "aws_lb" "front" {
    subnets         = [aws_subnet.a.id]
    security_groups = [aws_security_group.closed.id]
  }
  resource "aws_db_subnet_group" "a" {
    subnet_ids = [aws_subnet.a.id]
  }
  resource "aws_db_instance" "d" {
    db_subnet_group_name = aws_db_subnet_group.a.name
  }`).network;

describe('databases and load balancers call no service from their ENIs', () => {
  it.each([
    [[], ['aws_subnet.a logs'], 'an endpoint is nothing to them; a stand-in tells what a client would see'],
    [
      ['s3'],
      ['aws_db_instance.d s3', 'aws_lb.front s3', 'aws_subnet.a logs', 'aws_subnet.a s3'],
      'what is asked is asked of everybody',
    ],
  ])('services %j: %j: %s', (services, expected, _because) => {
    const { calls } = checkNetwork(addStandIns(passive), catalog, { needs: () => [], services });
    expect(calls.map(({ workload, service }) => `${workload} ${service}`).sort()).toEqual(expected);
  });

  it('without an endpoint there is nothing that a stand-in would tell', () => {
    const bare = { ...passive, vpcEndpoints: new Map() };
    expect([...addStandIns(bare).workloads.keys()].sort()).toEqual(['aws_db_instance.d', 'aws_lb.front']);
  });
});

/** An endpoint of KMS whose policy lets through what `action` says, and no key in the source. */
function withKms(action: string): ReturnType<typeof readText>['network'] {
  return readText(`
  resource "aws_vpc" "a" {
    cidr_block           = "10.0.0.0/16"
    enable_dns_hostnames = true
  }
  resource "aws_subnet" "a" {
    vpc_id     = aws_vpc.a.id
    cidr_block = "10.0.1.0/24"
  }
  resource "aws_security_group" "all" {
    vpc_id = aws_vpc.a.id
    ingress {
      from_port   = 443
      to_port     = 443
      protocol    = "tcp"
      cidr_blocks = ["10.0.0.0/16"]
    }
    egress {
      from_port   = 0
      to_port     = 0
      protocol    = "-1"
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
  resource "aws_vpc_endpoint" "kms" {
    vpc_id              = aws_vpc.a.id
    service_name        = "com.amazonaws.ap-northeast-1.kms"
    vpc_endpoint_type   = "Interface"
    private_dns_enabled = true
    subnet_ids          = [aws_subnet.a.id]
    security_group_ids  = [aws_security_group.all.id]
    policy = jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = "*", Action = "${action}", Resource = "*" }]
    })
  }
  resource "aws_iam_role" "r" {
    name               = "r"
    assume_role_policy = "{}"
    inline_policy {
      name = "p"
      policy = jsonencode({
        Version   = "2012-10-17"
        Statement = [{ Effect = "Allow", Action = "kms:Decrypt", Resource = "*" }]
      })
    }
  }
  resource "aws_iam_instance_profile" "r" {
    role = aws_iam_role.r.name
  }
  resource "aws_instance" "i" {
    subnet_id              = aws_subnet.a.id
    vpc_security_group_ids = [aws_security_group.all.id]
    iam_instance_profile   = aws_iam_instance_profile.r.name
  }`).network;
}

describe('POL-8: a key that nobody declares has a policy all the same', () => {
  it.each([
    ['*', 'kms:Decrypt', 'reachable', 'the policy that AWS writes leaves it to the role, which allows'],
    ['*', 'kms:Encrypt', 'blocked', 'the role does not allow'],
    ['kms:Encrypt', 'kms:Decrypt', 'blocked', 'the endpoint does not let it through, whatever the key says'],
  ])('endpoint %s, call %s: %s: %s', (admitted, action, verdict, _because) => {
    const question = { action, resource: '', by: 'application' } as const;
    const needs = () => [{ service: 'kms', reason: conditional, questions: [question] }];
    const { calls } = checkNetwork(withKms(admitted), catalog, { needs, services: [] });
    expect(calls.map((call) => call.verdict)).toEqual([verdict]);
    const told = calls.flatMap(({ paths }) => paths.flatMap(({ blockers }) => blockers));
    expect(told.map(({ facts }) => facts.resource)).toEqual(verdict === 'blocked' ? ['*'] : []);
  });
});
