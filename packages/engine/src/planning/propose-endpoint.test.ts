import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readText } from '../../test/terraform-network.ts';
import { createCatalog } from '../catalog/create-catalog.ts';
import type { Network } from '../model/network.ts';
import type { Workload } from '../model/workload.ts';
import type { NeededCall } from '../reachability/check.ts';
import { checkNetwork } from '../reachability/check.ts';
import { applyChanges } from './apply-change.ts';
import { parseEndpointRequest, proposeEndpoints } from './propose-endpoint.ts';

const folder = new URL('../../../../catalog/', import.meta.url);
const catalog = createCatalog({ read: (name) => readFileSync(new URL(name, folder), 'utf8') });

/** Two VPCs; in `shop` two subnets in zone a and one in zone c. */
const { network } = readText(`
  resource "aws_vpc" "shop" {
    cidr_block           = "10.0.0.0/16"
    enable_dns_hostnames = true
    tags                 = { Name = "shop" }
  }
  resource "aws_vpc" "other" {
    cidr_block           = "10.1.0.0/16"
    enable_dns_hostnames = true
  }
  locals {
    subnets = {
      a1 = { vpc = aws_vpc.shop.id, cidr = "10.0.1.0/24", zone = "ap-northeast-1a" }
      a2 = { vpc = aws_vpc.shop.id, cidr = "10.0.2.0/24", zone = "ap-northeast-1a" }
      c  = { vpc = aws_vpc.shop.id, cidr = "10.0.3.0/24", zone = "ap-northeast-1c" }
      x  = { vpc = aws_vpc.other.id, cidr = "10.1.1.0/24", zone = "ap-northeast-1a" }
    }
  }
  resource "aws_subnet" "this" {
    for_each          = local.subnets
    vpc_id            = each.value.vpc
    cidr_block        = each.value.cidr
    availability_zone = each.value.zone
  }
  resource "aws_route_table" "a" { vpc_id = aws_vpc.shop.id }
  resource "aws_route_table_association" "a" {
    for_each       = toset(["a1", "a2"])
    subnet_id      = aws_subnet.this[each.key].id
    route_table_id = aws_route_table.a.id
  }
  resource "aws_security_group" "open" {
    for_each = { shop = aws_vpc.shop.id, other = aws_vpc.other.id }
    vpc_id   = each.value
    egress {
      protocol    = "-1"
      from_port   = 0
      to_port     = 0
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
  resource "aws_lambda_function" "app" {
    function_name = "app"
    role          = "arn:aws:iam::111122223333:role/app"
    vpc_config {
      subnet_ids         = [for key in ["a1", "a2", "c"] : aws_subnet.this[key].id]
      security_group_ids = [aws_security_group.open["shop"].id]
    }
  }
  resource "aws_lambda_function" "near" {
    function_name = "near"
    role          = "arn:aws:iam::111122223333:role/near"
    vpc_config {
      subnet_ids         = [aws_subnet.this["a2"].id]
      security_group_ids = [aws_security_group.open["shop"].id]
    }
  }
  resource "aws_lambda_function" "far" {
    function_name = "far"
    role          = "arn:aws:iam::111122223333:role/far"
    vpc_config {
      subnet_ids         = [aws_subnet.this["x"].id]
      security_group_ids = [aws_security_group.open["other"].id]
    }
  }`);

/** Who calls what. */
const calls: Readonly<Record<string, readonly string[]>> = {
  logs: ['app'],
  kms: ['near'],
  s3: ['app'],
  sts: ['app', 'far'],
  dynamodb: ['near', 'far'],
};

function callsOf({ name }: Workload): readonly NeededCall[] {
  return Object.entries(calls)
    .filter(([, callers]) => callers.includes(name))
    .map(([service]) => ({ service, reason: { kind: 'needed', why: '', need: 'required', source: [] } }));
}

function propose(asked: string, of: Network = network) {
  const request = parseEndpointRequest(asked);
  return request.ok ? proposeEndpoints(request.value, of, catalog, callsOf) : request;
}

describe('where an endpoint is put', () => {
  it.each([
    ['endpoint:logs', 'Interface aws_vpc.shop a1 c for app', 'one subnet for each zone of its caller (IF-1)'],
    ['endpoint:kms', 'Interface aws_vpc.shop a2 for near', 'only the subnet of its caller'],
    [
      'endpoint:s3',
      'Gateway aws_vpc.shop main a for app',
      'a gateway is free: the tables of its caller (GW-2)',
    ],
    ['interface:s3', 'Interface aws_vpc.shop a1 c for app', 'the type that was asked for'],
    [
      'endpoint:sts',
      'Interface aws_vpc.other x for far; Interface aws_vpc.shop a1 c for app',
      'each VPC with a caller',
    ],
    ['endpoint:sts@aws_vpc.other', 'Interface aws_vpc.other x for far', 'the VPC that was named'],
    ['endpoint:sts@shop', 'Interface aws_vpc.shop a1 c for app', 'by its Name tag'],
    ['gateway:dynamodb@aws_vpc.shop', 'Gateway aws_vpc.shop a for near', 'the one table of its caller'],
    [
      'endpoint:sqs@aws_vpc.shop',
      'Interface aws_vpc.shop a1 c for app near',
      'nobody is known to call it: all that could',
    ],
    [
      'endpoint:com.amazonaws.ap-northeast-1.kms',
      'Interface aws_vpc.shop a2 for near',
      'by the whole name of the service',
    ],
  ])('%s: %s, because %s', (asked, expected) => {
    const found = propose(asked);
    const shown = found.ok
      ? found.value.map(({ type, vpc, subnets, routeTables, callers }) => {
          const places = [...subnets, ...routeTables].map(shortName).sort((a, b) => b.length - a.length);
          const ordered = type === 'Gateway' ? places : subnets.map(shortName);
          return `${type} ${vpc} ${ordered.join(' ')} for ${callers.map(shortName).join(' ')}`;
        })
      : [found.error.kind];
    expect(shown.join('; ')).toBe(expected);
  });

  it.each([
    ['logs', 'not-a-request'],
    ['endpoint:', 'not-a-request'],
    ['endpoint:nothing', 'no-such-service'],
    ['gateway:sts', 'type-not-offered'],
    ['interface:s3express', 'type-not-offered'],
    ['endpoint:sqs', 'which-vpc'],
    ['endpoint:sqs@aws_vpc.none', 'no-such-vpc'],
  ])('%s is refused: %s', (asked, kind) => {
    const found = propose(asked);
    expect(found.ok ? undefined : found.error.kind).toBe(kind);
  });

  it('what is there already is refused', () => {
    const found = propose('endpoint:logs');
    if (!found.ok) throw new Error(found.error.kind);
    const changes = found.value.map((endpoint) => ({ kind: 'add-endpoint' as const, endpoint }));
    const { network: after } = applyChanges(network, changes, catalog);
    expect(propose('endpoint:logs', after)).toMatchObject({ error: { kind: 'already-there' } });
  });
});

describe('a proposed endpoint carries the calls of its callers', () => {
  it.each([
    ['endpoint:logs', 'app', 'logs', 'vpc', 'its new group admits the callers’ group (IF-4)'],
    ['endpoint:kms', 'near', 'kms', 'vpc', 'from one subnet'],
    ['endpoint:sts', 'far', 'sts', 'vpc', 'in the other VPC'],
    ['endpoint:s3', 'app', 's3', 'gateway', 'its prefix list is in the tables of all three subnets'],
    ['endpoint:dynamodb@aws_vpc.other', 'far', 'dynamodb', 'gateway', 'through the main table'],
  ])('%s: %s reaches %s at level %s, because %s', (asked, caller, service, level) => {
    const found = propose(asked);
    if (!found.ok) throw new Error(found.error.kind);
    const changes = found.value.map((endpoint) => ({ kind: 'add-endpoint' as const, endpoint }));
    const { network: after } = applyChanges(network, changes, catalog);
    const answer = checkNetwork(after, catalog, { needs: callsOf, services: [] });
    const call = answer.calls.find(
      ({ workload, service: called }) => workload === `aws_lambda_function.${caller}` && called === service,
    );
    expect([call?.verdict, call?.privacy]).toEqual(['reachable', level]);
    const untouched = checkNetwork(network, catalog, { needs: callsOf, services: [] }).calls;
    expect(untouched.every(({ verdict }) => verdict === 'blocked')).toBe(true);
  });

  it('two endpoints of one VPC share one group, which admits the callers of both', () => {
    const changes = ['endpoint:logs', 'endpoint:kms'].flatMap((asked) => {
      const found = propose(asked);
      return found.ok ? found.value.map((endpoint) => ({ kind: 'add-endpoint' as const, endpoint })) : [];
    });
    const { network: after } = applyChanges(network, changes, catalog);
    const added = [...after.securityGroups.values()].filter(({ id }) => !network.securityGroups.has(id));
    expect(added.map(({ id }) => id)).toEqual(['endpoint-group@aws_vpc.shop']);
    expect(added[0]?.ingress.items).toHaveLength(1);
  });
});

/** `aws_subnet.this["a1"]` → `a1`; the main table of a VPC → `main`. */
function shortName(id: string): string {
  if (id.endsWith('default_route_table_id')) return 'main';
  return /\["([^"]+)"\]$/.exec(id)?.[1] ?? id.split('.').at(-1) ?? id;
}
