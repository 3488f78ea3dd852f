import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { catalog, networkOf, planOf } from '../../test/aws-fixtures.ts';
import { createLabWorld } from '../aws/lab-world.ts';
import { LineLog, type LineLogProblem } from '../aws/line-log.ts';
import { objectKey, writeLogFile } from './deliver-files.ts';
import { flowLogFormatter } from './flow-log-formatter.ts';
import type { FlowRecord } from './flow-record.ts';
import { RecordWriter } from './format-record.ts';
import { defaultFormat, readLogFormat } from './log-format.ts';

const network = networkOf(`
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_vpc" "near" {
  cidr_block = "10.1.0.0/16"
}
resource "aws_vpc_peering_connection" "near" {
  vpc_id      = aws_vpc.main.id
  peer_vpc_id = aws_vpc.near.id
  auto_accept = true
}
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "ap-northeast-1a"
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.ap-northeast-1.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [aws_vpc.main.main_route_table_id]
}
resource "aws_eip" "nat" {}
resource "aws_nat_gateway" "nat" {
  subnet_id     = aws_subnet.a.id
  allocation_id = aws_eip.nat.id
}
resource "aws_instance" "app" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.a.id
  private_ip    = "10.0.1.10"
}
`);
const world = createLabWorld(network, catalog, planOf(network));
const writer = new RecordWriter(world);
const eniOf = (kind: string): string =>
  world.plan.interfaces.find(({ owner }) => owner.kind === kind)?.eniId ?? '';
const app = eniOf('workload');
const nat = eniOf('nat-gateway');
const natAddress = world.plan.interfaces.find(({ eniId }) => eniId === nat)?.ipv4 ?? '';
const s3Prefix = catalog.managedPrefixListByName('com.amazonaws.ap-northeast-1.s3')?.prefixes?.[0];
const s3 =
  s3Prefix?.family === 'ipv4'
    ? [24, 16, 8, 0].map((at) => Math.floor(s3Prefix.address / 2 ** at) % 256).join('.')
    : '';

function record(changes: Partial<FlowRecord>): FlowRecord {
  return {
    eniId: app,
    direction: 'egress',
    action: 'ACCEPT',
    family: 'ipv4',
    protocol: 6,
    source: '10.0.1.10',
    destination: '10.0.1.20',
    sourcePort: 40000,
    destinationPort: 443,
    packets: 5,
    bytes: 900,
    tcpFlags: 3,
    start: 1000,
    end: 1004,
    ...changes,
  };
}

function write(format: string, changes: Partial<FlowRecord>): string {
  const read = readLogFormat(format);
  if (!read.ok) throw new Error(read.unknown.join());
  return writer.record(record(changes), read.format);
}

describe('formats of flow logs', () => {
  it('the default is version 2', () => {
    expect(writer.record(record({}), defaultFormat)).toBe(
      `2 123456789012 ${app} 10.0.1.10 10.0.1.20 40000 443 6 5 900 1000 1004 ACCEPT OK`,
    );
  });

  it('the version is the highest of the chosen fields, in the order of the user', () => {
    expect(write('${pkt-dstaddr} ${version} ${flow-direction}', {})).toBe('10.0.1.20 5 egress');
    expect(write('${version} ${srcaddr}', {})).toBe('2 10.0.1.10');
    expect(write('v5', {}).split(' ').length).toBe(14 + 7 + 4 + 4);
  });

  it.each([
    ['${nothing}', '${nothing}'],
    ['v6', 'v6'],
    ['version', 'version'],
  ])('%s is no format of a VPC', (text, unknown) => {
    expect(readLogFormat(text)).toEqual({ ok: false, unknown: [unknown] });
  });

  it.each([
    ['in the VPC', { destination: '10.0.9.9' }, '1 -'],
    ['by the gateway endpoint', { destination: s3 }, '7 S3'],
    ['by a NAT gateway: the lab does not say', { destination: '8.8.8.8' }, '- -'],
    ['the NAT gateway itself', { eniId: nat, destination: '8.8.8.8' }, '8 -'],
    ['by peering', { destination: '10.1.9.9' }, '4 -'],
    ['by peering, whoever has a public address', { eniId: nat, destination: '10.1.9.9' }, '4 -'],
    ['IPv6 by the Internet gateway', { family: 'ipv6', destination: '2001:4860::8888' }, '8 -'],
    ['ingress records have no path', { direction: 'ingress', destination: '10.0.1.10' }, '- -'],
  ] as const)('traffic-path and the service behind an address: %s', (_reason, changes, expected) => {
    expect(write('${traffic-path} ${pkt-dst-aws-service}', changes)).toBe(expected);
  });

  it('at the NAT’s ENI the own side is its address, and pkt- fields keep the packet’s (FL-9, lines 2 and 5)', () => {
    const fields = '${srcaddr} ${dstaddr} ${pkt-srcaddr} ${pkt-dstaddr}';
    const into = { eniId: nat, direction: 'ingress', destination: '8.8.8.8' } as const;
    expect(write(fields, into)).toBe(`10.0.1.10 ${natAddress} 10.0.1.10 8.8.8.8`);
    const back = { eniId: nat, direction: 'egress', source: '8.8.8.8', destination: '10.0.1.10' } as const;
    expect(write(fields, back)).toBe(`${natAddress} 10.0.1.10 8.8.8.8 10.0.1.10`);
  });

  it('NODATA and SKIPDATA have `-` for everything of a packet', () => {
    const status = { eniId: app, status: 'NODATA', start: 1000, end: 1060 } as const;
    expect(writer.status(status, defaultFormat)).toBe(
      `2 123456789012 ${app} - - - - - - - 1000 1060 - NODATA`,
    );
  });

  it('lines that the disk had no room for are counted, and are no record', () => {
    const formatter = flowLogFormatter(network, catalog, planOf(network), defaultFormat);
    expect(formatter.line('{"kind":"lost","lines":3}')).toBe(undefined);
    expect(formatter.counts()).toEqual({ unrouted: 0, lost: 3 });
  });

  it('ids are made up where AWS makes them, and ECS fields are not known', () => {
    expect(write('${vpc-id} ${subnet-id} ${instance-id} ${ecs-task-arn} ${interface-type}', {})).toMatch(
      /^vpc-0[0-9a-f]{16} subnet-0[0-9a-f]{16} i-0[0-9a-f]{16} - interface$/,
    );
    expect(write('${interface-type} ${instance-id}', { eniId: nat })).toBe('nat_gateway -');
  });
});

describe('files in the layout of S3', () => {
  const file = {
    account: '123456789012',
    region: 'ap-northeast-1',
    flowLogId: 'fl-01',
    time: new Date('2026-11-28T21:07:33Z'),
  };

  it('the key says account, Region, day, flow log and minute', () => {
    expect(objectKey(file, 'x')).toMatch(
      /^AWSLogs\/123456789012\/vpcflowlogs\/ap-northeast-1\/2026\/11\/28\/123456789012_vpcflowlogs_ap-northeast-1_fl-01_20261128T2107Z_[0-9a-f]{8}\.log\.gz$/,
    );
  });

  it('a file has a header line, and is whole or not there', () => {
    const directory = mkdtempSync(join(tmpdir(), 'naisen-flow-'));
    const written = writeLogFile(directory, file, defaultFormat, ['a', 'b']);
    const text = written.kind === 'written' ? gunzipSync(readFileSync(written.path)).toString() : '';
    expect(text.split('\n')).toEqual([defaultFormat.fields.join(' '), 'a', 'b', '']);
    writeFileSync(join(directory, 'file'), '');
    expect(writeLogFile(join(directory, 'file'), file, defaultFormat, ['a'])).toMatchObject({
      kind: 'failed',
      code: 'ENOTDIR',
    });
    expect(writeLogFile(directory, file, defaultFormat, [])).toEqual({ kind: 'empty' });
    expect(
      readdirSync(directory, { recursive: true }).filter((name) => String(name).endsWith('.partial')),
    ).toEqual([]);
    rmSync(directory, { recursive: true });
  });
});

describe.skipIf(process.platform !== 'linux')('a log on a disk that is full (needs `/dev/full`)', () => {
  it('keeps whole lines, tells it once and counts what is lost', () => {
    const told: LineLogProblem[] = [];
    // Every write to this device fails with ENOSPC.
    const log = new LineLog('/dev/full', (problem) => told.push(problem));
    log.write(['one', 'two']);
    log.write(['three']);
    expect(told).toEqual([{ code: 'ENOSPC', file: '/dev/full', linesLost: 2 }]);
    expect(log.linesLost).toBe(3);
    log.close();
  });
});
