import { execFile } from 'node:child_process';
import dgram from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { createServer } from 'node:net';
import type { Id } from '@naisen/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerQuestion } from '../src/aws/dns/answer-question.ts';
import { type ServedQuestion, serveDnsByTcp, serveDnsByUdp } from '../src/aws/dns/serve-dns.ts';
import { createLabWorld, endpointIdOf, type LabWorld } from '../src/aws/lab-world.ts';
import { catalog, hasProgram, networkOf, planOf } from './aws-fixtures.ts';

const stack = `
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}
resource "aws_vpc" "mute" {
  cidr_block         = "10.1.0.0/16"
  enable_dns_support = false
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
resource "aws_vpc_endpoint" "logs" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.ap-northeast-1.logs"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.a.id, aws_subnet.c.id]
  private_dns_enabled = true
}
resource "aws_vpc_endpoint" "dkr" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.ap-northeast-1.ecr.dkr"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.a.id]
  private_dns_enabled = true
}
resource "aws_vpc_endpoint" "sts" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.ap-northeast-1.sts"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.a.id]
  private_dns_enabled = false
}
resource "aws_route53_zone" "private" {
  name = "corp.example"
  vpc {
    vpc_id = aws_vpc.main.id
  }
}
resource "aws_route53_record" "db" {
  zone_id = aws_route53_zone.private.zone_id
  name    = "db.corp.example"
  type    = "A"
  ttl     = 60
  records = ["10.0.1.77"]
}
resource "aws_route53_record" "alias" {
  zone_id = aws_route53_zone.private.zone_id
  name    = "www.corp.example"
  type    = "CNAME"
  ttl     = 60
  records = ["db.corp.example"]
}
resource "aws_instance" "app" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.a.id
  private_ip    = "10.0.1.10"
}
`;

const main = 'aws_vpc.main' as Id<'Vpc'>;
const mute = 'aws_vpc.mute' as Id<'Vpc'>;
let world: LabWorld;

beforeAll(() => {
  const network = networkOf(stack);
  world = createLabWorld(network, catalog, planOf(network));
});

function ask(name: string, type = 'A', vpc = main): string {
  const answer = answerQuestion(world, vpc, name, type);
  if (answer.kind !== 'records') return answer.kind;
  return answer.records
    .map(({ name: owner, type: kind, data }) => (owner === name ? data : `${kind} ${owner} ${data}`))
    .join(' ');
}

function addresses(endpoint: string): readonly string[] {
  return world.plan.interfaces
    .filter(({ owner }) => owner.kind === 'vpc-endpoint' && owner.endpoint === endpoint)
    .map(({ ipv4 }) => ipv4 ?? '');
}

describe('what the resolver of a VPC answers', () => {
  it('private DNS: every ENI of the endpoint', () => {
    const answer = ask('logs.ap-northeast-1.amazonaws.com').split(' ');
    expect(answer.toSorted()).toEqual([...addresses('aws_vpc_endpoint.logs')].sort());
    expect(answer.length).toBe(2);
  });

  it('private DNS with a wildcard: the account is in the name', () => {
    expect(ask('123456789012.dkr.ecr.ap-northeast-1.amazonaws.com')).toBe(
      addresses('aws_vpc_endpoint.dkr')[0],
    );
  });

  it('without private DNS the public name leaves the VPC, and the endpoint has its own names', () => {
    const own = [...world.network.vpcEndpoints.values()].find(({ id }) => id === 'aws_vpc_endpoint.sts');
    const [address] = addresses('aws_vpc_endpoint.sts');
    expect(ask('sts.ap-northeast-1.amazonaws.com')).not.toBe(address);
    const id = own === undefined ? '' : endpointIdOf(own);
    expect(ask(`${id}-abcd1234.sts.ap-northeast-1.vpce.amazonaws.com`)).toBe(address);
    expect(ask(`vpce-0123456789abcdef0-abcd1234.kms.ap-northeast-1.vpce.amazonaws.com`)).toBe('open');
  });

  it('a zonal name has the ENI of its zone alone', () => {
    const own = [...world.network.vpcEndpoints.values()].find(({ id }) => id === 'aws_vpc_endpoint.logs');
    const id = own === undefined ? '' : endpointIdOf(own);
    const here = world.plan.interfaces.find(
      ({ owner, availabilityZone }) =>
        owner.kind === 'vpc-endpoint' && owner.endpoint === own?.id && availabilityZone === 'ap-northeast-1c',
    );
    expect(ask(`${id}-abcd1234-ap-northeast-1c.logs.ap-northeast-1.vpce.amazonaws.com`)).toBe(here?.ipv4);
  });

  it('names of S3 lead into the prefix list, the same in every run', () => {
    const first = ask('b.s3.ap-northeast-1.amazonaws.com');
    expect(ask('b.s3.ap-northeast-1.amazonaws.com')).toBe(first);
    const list = catalog.managedPrefixListByName('com.amazonaws.ap-northeast-1.s3')?.prefixes ?? [];
    const number = first.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
    const within = list.filter(
      (prefix) =>
        prefix.family === 'ipv4' &&
        number >= prefix.address &&
        number < prefix.address + 2 ** (32 - prefix.length),
    );
    expect(within.length).toBeGreaterThan(0);
  });

  it.each([
    ['db.corp.example', 'A', '10.0.1.77', 'the zone has it'],
    ['DB.Corp.Example.', 'A', 'A db.corp.example 10.0.1.77', 'names have no case, and may end in a dot'],
    ['www.corp.example', 'A', 'db.corp.example A db.corp.example 10.0.1.77', 'a CNAME is followed and shown'],
    ['db.corp.example', 'AAAA', 'no-data', 'the name has no such record'],
    ['none.corp.example', 'A', 'no-name', 'a private zone ends the search (DNS-5)'],
    ['db.corp.example', 'MX', 'no-data', 'other types are empty'],
    [
      'logs.ap-northeast-1.amazonaws.com',
      'AAAA',
      'no-data',
      'a captured name has only what its endpoint has',
    ],
    ['s3.ap-northeast-1.amazonaws.com', 'AAAA', 'no-data', 'the plain name answers in IPv4'],
    ['ip-10-0-1-10.ap-northeast-1.compute.internal', 'A', '10.0.1.10', 'instances have names'],
    ['ip-10-0-1-99.ap-northeast-1.compute.internal', 'A', 'no-name', 'nobody has that address'],
    ['nothing.invalid', 'A', 'no-name', 'RFC 6761'],
    ['internal-lb-1.ap-northeast-1.elb.amazonaws.com', 'A', 'open', 'nobody knows where a load balancer is'],
  ])('%s %s → %s, because %s', (name, type, expected) => {
    expect(ask(name, type)).toBe(expected);
  });

  it('DNS support off: silence', () => {
    expect(ask('s3.ap-northeast-1.amazonaws.com', 'A', mute)).toBe('silence');
  });
});

describe('the resolver on the wire', () => {
  const udp = dgram.createSocket('udp4');
  const tcp = createServer();
  const served: ServedQuestion[] = [];
  let port = 0;

  beforeAll(async () => {
    const service = {
      answer: (name: string, type: string) => {
        if (!name.startsWith('many.')) return answerQuestion(world, main, name, type);
        const records = Array.from({ length: 60 }, (_, at) => ({
          name,
          type: 'A' as const,
          data: `10.9.0.${at + 1}`,
        }));
        return { kind: 'records' as const, records };
      },
      onServed: (one: ServedQuestion) => served.push(one),
    };
    await new Promise<void>((done) => tcp.listen(0, '127.0.0.1', () => done()));
    const address = tcp.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
    await new Promise<void>((done) => udp.bind(port, '127.0.0.1', () => done()));
    serveDnsByUdp(udp, service);
    serveDnsByTcp(tcp, service);
  });
  afterAll(() => {
    udp.close();
    tcp.close();
  });

  it('tells NXDOMAIN from an empty answer and from a failure', async () => {
    const resolver = new Resolver({ timeout: 2000, tries: 1 });
    resolver.setServers([`127.0.0.1:${port}`]);
    expect(await resolver.resolve4('db.corp.example')).toEqual(['10.0.1.77']);
    await expect(resolver.resolve4('none.corp.example')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    await expect(resolver.resolve6('db.corp.example')).rejects.toMatchObject({ code: 'ENODATA' });
    await expect(resolver.resolve4('internal-lb-1.ap-northeast-1.elb.amazonaws.com')).rejects.toMatchObject({
      code: 'ESERVFAIL',
    });
    expect(served[0]).toMatchObject({ client: '127.0.0.1', name: 'db.corp.example', type: 'A' });
  });

  it('what is too long for a datagram is asked for again by TCP', async () => {
    const resolver = new Resolver({ timeout: 2000, tries: 1 });
    resolver.setServers([`127.0.0.1:${port}`]);
    expect((await resolver.resolve4('many.example.com')).length).toBe(60);
  });

  it.skipIf(!hasProgram('dig', '-v'))(
    'dig: EDNS, TCP, and types that we do not know (needs `dig`)',
    async () => {
      const dig = (...words: readonly string[]): Promise<string> =>
        new Promise((done) => {
          const all = ['@127.0.0.1', '-p', String(port), '+tries=1', '+time=2', ...words];
          execFile('dig', all, (_error, out) => done(out));
        });
      const whole = await dig('www.corp.example');
      expect(whole).toMatch(/CNAME\s+db\.corp\.example\.\n.*\sA\s+10\.0\.1\.77/);
      expect(whole).toContain('EDNS: version: 0');
      expect((await dig('+tcp', '+short', 'db.corp.example')).trim()).toBe('10.0.1.77');
      expect(await dig('+noedns', 'db.corp.example')).not.toContain('EDNS');
      expect(await dig('-t', 'TYPE65', 'db.corp.example')).toContain('status: NOERROR');
      expect(await dig('-t', 'ANY', 'db.corp.example')).toContain('status: NOERROR');
    },
  );

  it('nonsense is not answered', async () => {
    const socket = dgram.createSocket('udp4');
    const answered = await new Promise<boolean>((done) => {
      socket.on('message', () => done(true));
      socket.send(Buffer.from('nonsense'), port, '127.0.0.1');
      setTimeout(() => done(false), 200);
    });
    socket.close();
    expect(answered).toBe(false);
  });
});
