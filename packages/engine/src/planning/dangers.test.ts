import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readText } from '../../test/terraform-network.ts';
import { createCatalog } from '../catalog/create-catalog.ts';
import { addStandIns } from '../importers/stand-ins.ts';
import type { NetworkChange } from '../model/change.ts';
import type { Network } from '../model/network.ts';
import type { NeededCall } from '../reachability/check.ts';
import { dangerAdvice, dangerSentences, dangerSources } from '../reports/words/rehearse-dangers.ts';
import { factNames, sayCode } from '../reports/words/sentence.ts';
import { applyChanges } from './apply-change.ts';
import type { Danger } from './danger.ts';
import { parseEndpointRequest, proposeEndpoints } from './propose-endpoint.ts';
import { rehearse } from './rehearse.ts';

const folder = new URL('../../../../catalog/', import.meta.url);
const catalog = createCatalog({ read: (name) => readFileSync(new URL(name, folder), 'utf8') });

/** Two zones, one NAT gateway, two functions: one of them in a group that nobody admits. */
const base = `
  resource "aws_vpc" "main" {
    cidr_block           = "10.0.0.0/16"
    enable_dns_hostnames = true
  }
  resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
  resource "aws_subnet" "public" {
    vpc_id            = aws_vpc.main.id
    cidr_block        = "10.0.0.0/24"
    availability_zone = "ap-northeast-1a"
  }
  resource "aws_route_table" "public" {
    vpc_id = aws_vpc.main.id
    route {
      cidr_block = "0.0.0.0/0"
      gateway_id = aws_internet_gateway.main.id
    }
  }
  resource "aws_route_table_association" "public" {
    subnet_id      = aws_subnet.public.id
    route_table_id = aws_route_table.public.id
  }
  resource "aws_eip" "nat" {}
  resource "aws_nat_gateway" "main" {
    subnet_id     = aws_subnet.public.id
    allocation_id = aws_eip.nat.id
  }
  resource "aws_subnet" "a" {
    vpc_id            = aws_vpc.main.id
    cidr_block        = "10.0.1.0/24"
    availability_zone = "ap-northeast-1a"
  }
  resource "aws_subnet" "c" {
    vpc_id            = aws_vpc.main.id
    cidr_block        = "10.0.2.0/24"
    availability_zone = "ap-northeast-1c"
  }
  resource "aws_route_table" "private" {
    vpc_id = aws_vpc.main.id
    route {
      cidr_block     = "0.0.0.0/0"
      nat_gateway_id = aws_nat_gateway.main.id
    }
  }
  resource "aws_route_table_association" "a" {
    subnet_id      = aws_subnet.a.id
    route_table_id = aws_route_table.private.id
  }
  resource "aws_route_table_association" "c" {
    subnet_id      = aws_subnet.c.id
    route_table_id = aws_route_table.private.id
  }
  resource "aws_security_group" "app" {
    vpc_id = aws_vpc.main.id
    egress {
      protocol    = "-1"
      from_port   = 0
      to_port     = 0
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
  resource "aws_security_group" "batch" {
    vpc_id = aws_vpc.main.id
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
      subnet_ids         = [aws_subnet.a.id]
      security_group_ids = [aws_security_group.app.id]
    }
  }
  resource "aws_lambda_function" "batch" {
    function_name = "batch"
    role          = "arn:aws:iam::111122223333:role/batch"
    vpc_config {
      subnet_ids         = [aws_subnet.c.id]
      security_group_ids = [aws_security_group.batch.id]
    }
  }`;

const bucketPolicy = (condition: string) => `
  resource "aws_s3_bucket" "data" { bucket = "shop-data" }
  resource "aws_s3_bucket_policy" "data" {
    bucket = aws_s3_bucket.data.id
    policy = jsonencode({
      Version   = "2012-10-17"
      Statement = [{
        Effect    = "Allow"
        Principal = "*"
        Action    = "s3:GetObject"
        Resource  = "arn:aws:s3:::shop-data/*"
        Condition = ${condition}
      }]
    })
  }`;

const gatewayEndpoint = `
  resource "aws_vpc_endpoint" "s3" {
    vpc_id          = aws_vpc.main.id
    service_name    = "com.amazonaws.ap-northeast-1.s3"
    route_table_ids = [aws_route_table.private.id]
  }`;

/** The function `app` is the one that is known to call the services of the test. */
function dangersOf(text: string, ...changes: readonly string[]): readonly Danger[] {
  const { network } = readText(`${base}\n${text}`);
  const called = ['s3', 'logs', 'sts', 'execute-api'];
  const needs = ({ id }: { readonly id: string }): readonly NeededCall[] =>
    id === 'aws_lambda_function.app'
      ? called.map((service) => ({
          service,
          reason: { kind: 'needed', why: 'test', need: 'required', source: [] },
        }))
      : [];
  const applied = applyChanges(network, changesOf(network, changes, needs), catalog);
  expect(applied.problems).toEqual([]);
  return rehearse({
    before: addStandIns(network),
    after: addStandIns(applied.network),
    routes: applied.routes,
    catalog,
    needs,
    services: [],
  }).dangers;
}

function changesOf(
  network: Network,
  asked: readonly string[],
  needs: Parameters<typeof proposeEndpoints>[3],
): readonly NetworkChange[] {
  return asked.flatMap((text): readonly NetworkChange[] => {
    const request = parseEndpointRequest(text);
    if (!request.ok) return [{ kind: 'remove', address: text }];
    const proposed = proposeEndpoints(request.value, network, catalog, needs);
    if (!proposed.ok) throw new Error(`${text}: ${proposed.error.kind}`);
    return proposed.value.map((endpoint) => ({ kind: 'add-endpoint', endpoint }));
  });
}

function never(): never {
  throw new Error('not in the network');
}

interface Row {
  readonly change: readonly string[];
  readonly source?: string;
  readonly code: string;
  readonly weight: Danger['weight'];
  readonly names: Readonly<Record<string, unknown>>;
  readonly why: string;
}

const api = 'resource "aws_api_gateway_rest_api" "shop" { name = "shop" }';

const rows: readonly Row[] = [
  {
    change: ['endpoint:s3'],
    code: 'OPEN_CONNECTIONS_CUT',
    weight: 'breaks',
    names: { workloads: ['aws_lambda_function.app', 'aws_lambda_function.batch'], service: 's3' },
    why: 'GW-13: the gateway’s route takes what is open on NAT, known to be called or not',
  },
  {
    change: ['endpoint:s3'],
    source: bucketPolicy('{ IpAddress = { "aws:SourceIp" = "203.0.113.7/32" } }'),
    code: 'SOURCE_IP_ENDS',
    weight: 'breaks',
    names: { policy: 'aws_s3_bucket.data' },
    why: 'KEY-1: there is no aws:SourceIp on an endpoint’s path',
  },
  {
    change: ['endpoint:s3'],
    code: 'DEFAULT_POLICY',
    weight: 'check',
    names: { service: 's3' },
    why: 'POL-3: no policy lets everything through',
  },
  {
    change: ['endpoint:logs'],
    code: 'NAME_CAPTURED_FOR_ALL',
    weight: 'check',
    names: { vpc: 'aws_vpc.main' },
    why: 'DNS-7: the name is taken for clients that the source does not show',
  },
  {
    change: ['endpoint:logs'],
    code: 'NAME_CAPTURED',
    weight: 'breaks',
    names: { workloads: ['aws_lambda_function.batch'] },
    why: 'DNS-7: the other function reaches logs by NAT today, and its group is not admitted',
  },
  {
    change: ['endpoint:logs'],
    code: 'ZONE_WITHOUT_INTERFACE',
    weight: 'check',
    names: { zones: ['ap-northeast-1c'], workloads: ['aws_lambda_function.batch'] },
    why: 'AZ-3: the caller stands in zone a only',
  },
  {
    change: ['endpoint:logs'],
    code: 'ZONE_OFFER_NOT_KNOWN',
    weight: 'check',
    names: { zones: ['ap-northeast-1a'], serviceName: 'com.amazonaws.ap-northeast-1.logs' },
    why: 'AZ-4: only the account’s API tells the zones of a service',
  },
  {
    change: ['endpoint:logs'],
    source: `resource "aws_route53_zone" "own" {
      name = "logs.ap-northeast-1.amazonaws.com"
      vpc { vpc_id = aws_vpc.main.id }
    }`,
    code: 'PRIVATE_ZONE_CONFLICT',
    weight: 'refused',
    names: { zone: 'aws_route53_zone.own' },
    why: 'DNS-10: a private zone of the same name',
  },
  {
    change: ['endpoint:execute-api'],
    source: api,
    code: 'PUBLIC_APIS_OF_SOURCE_SHADOWED',
    weight: 'breaks',
    names: { apis: ['aws_api_gateway_rest_api.shop'] },
    why: 'DNS-18: the public API of the source answers 403',
  },
  {
    change: ['endpoint:execute-api'],
    code: 'PUBLIC_APIS_SHADOWED',
    weight: 'check',
    names: { apis: [] },
    why: 'DNS-18: so do those of others',
  },
  {
    change: ['interface:s3'],
    code: 'S3_NEEDS_GATEWAY',
    weight: 'refused',
    names: { vpc: 'aws_vpc.main' },
    why: 'DNS-16: the default mode needs a gateway endpoint',
  },
  {
    change: ['interface:s3'],
    source: gatewayEndpoint,
    code: 'S3_INBOUND_ONLY',
    weight: 'check',
    names: { vpc: 'aws_vpc.main' },
    why: 'DNS-16: with one, clients in the VPC keep it',
  },
  {
    change: ['endpoint:sts'],
    code: 'NAMES_NOT_COVERED',
    weight: 'check',
    names: { names: ['sts.amazonaws.com'] },
    why: 'DNS-19: the global name keeps its public answer',
  },
  {
    change: ['endpoint:ecr.dkr'],
    code: 'WILDCARD_NAMES',
    weight: 'check',
    names: { names: ['*.dkr.ecr.ap-northeast-1.amazonaws.com'] },
    why: 'DNS-11: registries of every account',
  },
  {
    change: ['interface:dynamodb'],
    code: 'NO_PRIVATE_DNS',
    weight: 'check',
    names: { service: 'dynamodb' },
    why: 'DNS-12: nobody comes by himself',
  },
  {
    change: ['endpoint:cognito-idp'],
    code: 'USER_POOL_DOMAIN',
    weight: 'check',
    names: {},
    why: 'IF-24',
  },
  {
    change: ['aws_nat_gateway.main'],
    code: 'INTERNET_LOST',
    weight: 'check',
    names: { workloads: ['aws_lambda_function.app', 'aws_lambda_function.batch'] },
    why: 'G-4: what they call outside AWS is not declared',
  },
  {
    change: ['aws_nat_gateway.main'],
    code: 'BLACK_HOLE',
    weight: 'check',
    names: { target: 'aws_nat_gateway.main', tables: ['aws_route_table.private'] },
    why: 'RT-12: the route must go in the same change',
  },
  {
    change: ['aws_nat_gateway.main'],
    code: 'ADDRESS_RELEASED',
    weight: 'check',
    names: { addresses: ['aws_eip.nat'] },
    why: 'somebody may admit the address',
  },
  {
    change: ['aws_internet_gateway.main'],
    source: `resource "aws_instance" "web" {
      ami                         = "ami-0123456789abcdef0"
      instance_type               = "t4g.nano"
      subnet_id                   = aws_subnet.public.id
      associate_public_ip_address = true
    }`,
    code: 'INBOUND_LOST',
    weight: 'breaks',
    names: { workloads: ['aws_instance.web'] },
    why: 'IGW-1: what has a public address is reached through it',
  },
  {
    change: ['aws_internet_gateway.main'],
    code: 'PUBLIC_ADDRESSES_LEFT',
    weight: 'refused',
    names: { gateway: 'aws_internet_gateway.main', holders: ['aws_nat_gateway.main'] },
    why: 'AWS does not detach it while the NAT gateway has its address',
  },
  {
    change: ['aws_security_group.batch'],
    source: `resource "aws_vpc_endpoint" "kms" {
      vpc_id             = aws_vpc.main.id
      service_name       = "com.amazonaws.ap-northeast-1.kms"
      vpc_endpoint_type  = "Interface"
      subnet_ids         = [aws_subnet.a.id]
      security_group_ids = [aws_security_group.batch.id]
    }`,
    code: 'GROUP_IN_USE',
    weight: 'refused',
    names: { workloads: ['aws_lambda_function.batch', 'aws_vpc_endpoint.kms'] },
    why: 'an endpoint has it as well',
  },
  {
    change: ['aws_security_group.batch'],
    code: 'GROUP_IN_USE',
    weight: 'refused',
    names: { workloads: ['aws_lambda_function.batch'] },
    why: 'AWS does not delete a group in use',
  },
  {
    change: ['aws_vpc_endpoint.s3'],
    source: `${gatewayEndpoint}${bucketPolicy('{ StringEquals = { "aws:SourceVpce" = aws_vpc_endpoint.s3.id } }')}`,
    code: 'ENDPOINT_KEYS_END',
    weight: 'breaks',
    names: { policy: 'aws_s3_bucket.data', keys: ['aws:sourcevpce'] },
    why: 'KEY-1: the key goes with the endpoint',
  },
  {
    change: ['aws_vpc_endpoint.s3'],
    source: `${gatewayEndpoint}${bucketPolicy('{ IpAddress = { "aws:VpcSourceIp" = "10.0.0.0/16" } }')}`,
    code: 'ENDPOINT_KEYS_END',
    weight: 'breaks',
    names: { policy: 'aws_s3_bucket.data', keys: ['aws:vpcsourceip'] },
    why: 'KEY-1: so does the address inside the VPC',
  },
  {
    change: ['aws_vpc_endpoint.s3'],
    source: `${gatewayEndpoint}
      resource "aws_vpc_endpoint" "resolvers" {
        vpc_id              = aws_vpc.main.id
        service_name        = "com.amazonaws.ap-northeast-1.s3"
        vpc_endpoint_type   = "Interface"
        subnet_ids          = [aws_subnet.a.id]
        security_group_ids  = [aws_security_group.batch.id]
        private_dns_enabled = true
      }`,
    code: 'GATEWAY_HELD',
    weight: 'refused',
    names: { gateway: 'aws_vpc_endpoint.s3', holder: 'aws_vpc_endpoint.resolvers' },
    why: 'DNS-16: private DNS for resolvers only blocks its deletion',
  },
  {
    change: ['aws_vpc_endpoint.s3'],
    source: gatewayEndpoint,
    code: 'WAY_CHANGES',
    weight: 'check',
    names: { services: ['s3'], workloads: ['aws_lambda_function.app'] },
    why: 'RT-18: what is open on the gateway endpoint is cut',
  },
  {
    change: ['aws_vpc_endpoint.s3'],
    source: `${gatewayEndpoint}
      resource "aws_security_group_rule" "s3" {
        type              = "egress"
        security_group_id = aws_security_group.batch.id
        protocol          = "tcp"
        from_port         = 443
        to_port           = 443
        prefix_list_ids   = [aws_vpc_endpoint.s3.prefix_list_id]
      }`,
    code: 'RULE_NAMED_BY_ENDPOINT',
    weight: 'breaks',
    names: { group: 'aws_security_group.batch', endpoint: 'aws_vpc_endpoint.s3' },
    why: 'GW-8: the rule cannot stay without the endpoint',
  },
];

describe('what a change does beside what was meant', () => {
  it.each(rows)('$change: $code, because $why', ({ change, source = '', code, weight, names }) => {
    const found = dangersOf(source, ...change).filter((danger) => danger.code === code);
    expect(found).toHaveLength(1);
    expect(found[0]?.weight).toBe(weight);
    expect(found[0]?.facts).toMatchObject(names);
  });

  const quiet: readonly (readonly [string, string, string, string])[] = [
    [
      'endpoint:logs',
      '',
      'OPEN_CONNECTIONS_CUT',
      'an interface endpoint has no route; open connections stay',
    ],
    ['endpoint:logs', '', 'PRIVATE_ZONE_CONFLICT', 'no private zone is there'],
    ['endpoint:s3', '', 'NAME_CAPTURED_FOR_ALL', 'DNS-21: a gateway changes no name'],
    ['interface:s3', gatewayEndpoint, 'NAME_CAPTURED_FOR_ALL', 'DNS-16: for inbound resolvers only'],
    ['interface:s3', gatewayEndpoint, 'NAMES_NOT_COVERED', 'DNS-16: no client in the VPC uses it'],
    ['endpoint:s3', '', 'SOURCE_IP_ENDS', 'no policy asks for the address'],
    [
      'endpoint:logs',
      bucketPolicy('{ IpAddress = { "aws:SourceIp" = "203.0.113.7/32" } }'),
      'SOURCE_IP_ENDS',
      'a bucket is not called by logs',
    ],
    [
      'aws_nat_gateway.main',
      bucketPolicy('{ StringEquals = { "aws:SourceVpce" = "vpce-1" } }'),
      'ENDPOINT_KEYS_END',
      'no endpoint goes',
    ],
    [
      'aws_vpc_endpoint.s3',
      `${gatewayEndpoint}${bucketPolicy('{ IpAddress = { "aws:SourceIp" = "203.0.113.7/32" } }')}`,
      'ENDPOINT_KEYS_END',
      'KEY-1: that address is there only without the endpoint',
    ],
    ['aws_vpc_endpoint.s3', gatewayEndpoint, 'INTERNET_LOST', 'the NAT gateway stays'],
    ['aws_vpc_endpoint.s3', gatewayEndpoint, 'GATEWAY_HELD', 'no interface endpoint needs it'],
    ['aws_internet_gateway.main', '', 'INBOUND_LOST', 'the functions have no public address'],
    [
      'aws_internet_gateway.empty',
      `resource "aws_vpc" "empty" { cidr_block = "10.1.0.0/16" }
      resource "aws_internet_gateway" "empty" { vpc_id = aws_vpc.empty.id }
      resource "aws_subnet" "empty" {
        vpc_id                  = aws_vpc.empty.id
        cidr_block              = "10.1.3.0/24"
        availability_zone       = "ap-northeast-1a"
        map_public_ip_on_launch = true
      }`,
      'INBOUND_LOST',
      'in a VPC in which nothing stands there is nobody whom a client could call',
    ],
    ['aws_vpc_endpoint.s3', gatewayEndpoint, 'ADDRESS_RELEASED', 'an endpoint has no Elastic IP'],
  ];

  it.each(quiet)('%s says nothing of %3$s: %4$s', (change, source, code) => {
    expect(dangersOf(source, change).filter((danger) => danger.code === code)).toEqual([]);
  });

  it('an endpoint that gets private names, and a gateway that gets a table, are told as well', () => {
    const { network } = readText(`${base}${gatewayEndpoint.replace('[aws_route_table.private.id]', '[]')}
      resource "aws_vpc_endpoint" "logs" {
        vpc_id             = aws_vpc.main.id
        service_name       = "com.amazonaws.ap-northeast-1.logs"
        vpc_endpoint_type  = "Interface"
        subnet_ids         = [aws_subnet.a.id]
        security_group_ids = [aws_security_group.batch.id]
      }`);
    const idOf = (name: string) =>
      [...network.vpcEndpoints.keys()].find((id) => id.endsWith(name)) ?? never();
    const tableId = [...network.routeTables.keys()].find((id) => id.endsWith('private')) ?? never();
    const changes: readonly NetworkChange[] = [
      { kind: 'enable-private-dns', endpoint: idOf('logs') },
      { kind: 'widen-endpoint', endpoint: idOf('s3'), subnets: [], routeTables: [tableId] },
    ];
    const { network: after, routes } = applyChanges(network, changes, catalog);
    const { dangers } = rehearse({ before: network, after, routes, catalog, needs: () => [], services: [] });
    expect(dangers.map(({ code, component }) => `${code} ${component}`)).toEqual([
      'NAME_CAPTURED aws_vpc_endpoint.logs',
      'OPEN_CONNECTIONS_CUT aws_vpc_endpoint.s3',
      'NAME_CAPTURED_FOR_ALL aws_vpc_endpoint.logs',
    ]);
  });

  it('private DNS is refused where the VPC does not resolve (DNS-3)', () => {
    const text = base.replace('enable_dns_hostnames = true', 'enable_dns_hostnames = false');
    const { network } = readText(text);
    const changes = changesOf(network, ['endpoint:logs@aws_vpc.main'], () => []);
    const { network: after, routes } = applyChanges(network, changes, catalog);
    const { dangers } = rehearse({ before: network, after, routes, catalog, needs: () => [], services: [] });
    expect(dangers[0]).toMatchObject({
      code: 'VPC_DNS_OFF',
      facts: { attributes: ['enable_dns_hostnames'] },
    });
  });
});

describe('words of dangers', () => {
  it.each(Object.entries(dangerSentences))('%s has both languages, advice and a page', (code, sentence) => {
    expect(factNames(sentence.ja)).toEqual(factNames(sentence.en));
    expect(dangerAdvice[code]).toBeDefined();
    expect(factNames(dangerAdvice[code]?.ja ?? '')).toEqual(factNames(dangerAdvice[code]?.en ?? ''));
    expect(dangerSources[code]).toMatch(/^https:\/\//);
  });

  it.each(rows)('$code is told without a gap', ({ change, source = '', code }) => {
    const danger = dangersOf(source, ...change).find((found) => found.code === code);
    for (const language of ['en', 'ja'] as const) {
      expect(sayCode(dangerSentences, code, language, danger?.facts ?? {})).not.toMatch(
        /\?(?![a-z])|\{|undefined/,
      );
    }
  });
});
