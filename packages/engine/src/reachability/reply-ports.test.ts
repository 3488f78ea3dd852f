import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readText } from '../../test/terraform-network.ts';
import { createCatalog } from '../catalog/create-catalog.ts';
import type { CallReason } from './answer.ts';
import { checkNetwork } from './check.ts';

const folder = new URL('../../../../catalog/', import.meta.url);
const catalog = createCatalog({ read: (name) => readFileSync(new URL(name, folder), 'utf8') });

function network(ports: string, client: string): string {
  const [fromPort, toPort] = ports.split('-');
  return `
    resource "aws_vpc" "a" {
      cidr_block           = "10.0.0.0/16"
      enable_dns_hostnames = true
    }
    resource "aws_subnet" "app" {
      vpc_id     = aws_vpc.a.id
      cidr_block = "10.0.1.0/24"
    }
    resource "aws_subnet" "endpoint" {
      vpc_id     = aws_vpc.a.id
      cidr_block = "10.0.2.0/24"
    }
    resource "aws_security_group" "all" {
      vpc_id = aws_vpc.a.id
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
    resource "aws_network_acl" "app" {
      vpc_id     = aws_vpc.a.id
      subnet_ids = [aws_subnet.app.id]
      egress {
        rule_no    = 100
        action     = "allow"
        protocol   = "-1"
        from_port  = 0
        to_port    = 0
        cidr_block = "0.0.0.0/0"
      }
      ingress {
        rule_no    = 100
        action     = "allow"
        protocol   = "tcp"
        from_port  = ${fromPort}
        to_port    = ${toPort}
        cidr_block = "0.0.0.0/0"
      }
    }
    resource "aws_vpc_endpoint" "kms" {
      vpc_id              = aws_vpc.a.id
      vpc_endpoint_type   = "Interface"
      service_name        = "com.amazonaws.ap-northeast-1.kms"
      private_dns_enabled = true
      subnet_ids          = [aws_subnet.endpoint.id]
      security_group_ids  = [aws_security_group.all.id]
    }
    ${client}`;
}

const instance = `resource "aws_instance" "i" {
  subnet_id              = aws_subnet.app.id
  vpc_security_group_ids = [aws_security_group.all.id]
}`;
const lambda = `resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "arn:aws:iam::111111111111:role/r"
  vpc_config {
    subnet_ids         = [aws_subnet.app.id]
    security_group_ids = [aws_security_group.all.id]
  }
}`;

const reason: CallReason = { kind: 'needed', why: '', need: 'required', source: [] };

describe('the ACL admits the ports to which replies come (NACL-3)', () => {
  it.each([
    ['1024-65535', instance, 'reachable', '', 'every range of an instance is in it'],
    ['32768-65535', instance, 'reachable', '', 'Linux and Windows are in it'],
    ['32768-61000', instance, 'undetermined', 'UNKNOWN_OPERATING_SYSTEM', 'Linux is in it, Windows is not'],
    ['49152-65535', instance, 'undetermined', 'UNKNOWN_OPERATING_SYSTEM', 'Windows is in it, Linux is not'],
    ['49153-60999', instance, 'blocked', '', 'neither has all its ports'],
    ['32768-61000', lambda, 'blocked', '', 'a function uses 1024 to 65535'],
    ['1024-65535', lambda, 'reachable', '', 'a function uses 1024 to 65535'],
  ])('%s, %s: %s %s, because %s', (ports, client, verdict, missing) => {
    const read = readText(network(ports, client)).network;
    const needs = () => [{ service: 'kms', reason }];
    const [call] = checkNetwork(read, catalog, { needs, services: [] }).calls;
    expect(call?.verdict).toBe(verdict);
    expect(call?.paths[0].unknowns.map(({ code }) => code).join()).toBe(missing);
  });
});
