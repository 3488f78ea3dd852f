import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isolated, withForeignGroup, withGatewayEndpoint } from './networks.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const program = join(repository, 'packages/cli/bin/naisen.js');
const world = mkdtempSync(join(tmpdir(), 'naisen-proof-'));

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function naisen(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Ran {
  const ran = spawnSync(process.execPath, [program, ...words], {
    cwd: world,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', ...environment },
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

function schemaErrors(name: string, text: string): unknown {
  const schema = JSON.parse(readFileSync(join(repository, `schemas/${name}.json`), 'utf8'));
  const holds = new Ajv2020({ strictTypes: false, strictRequired: false }).compile(schema);
  holds(JSON.parse(text));
  return holds.errors;
}

beforeAll(() => {
  execFileSync(process.execPath, [join(repository, 'tools/build.mjs')], { cwd: repository });
  for (const [name, text] of Object.entries({
    isolated,
    gateway: withGatewayEndpoint,
    foreign: withForeignGroup,
  })) {
    mkdirSync(join(world, name));
    writeFileSync(join(world, name, 'main.tf'), text);
  }
});

afterAll(() => rmSync(world, { recursive: true, force: true }));

describe('check and its exit code', () => {
  it.each([
    [['gateway', '--service', 's3'], 0, '✓ G gateway', '', 'the needed call arrives'],
    [['isolated', '--service', 's3'], 1, '✗ X', '', 'the needed call is blocked'],
    [['isolated'], 0, 'aws_instance.web', '', 'nothing is needed'],
    [['foreign'], 0, '? endpoint', '', 'undetermined, but nobody needs it'],
    [['foreign', '--service', 'kms'], 0, '? ? endpoint', 'warning: 1 needed call', 'undetermined only warns'],
    [
      ['foreign', '--service', 'kms', '--strict'],
      2,
      '? ? endpoint',
      'error: 1 needed call',
      'strict wants an answer',
    ],
    [['gateway', '--service', 's4'], 2, '', 'did you mean `s3`', 'no such service'],
  ])('naisen check %j ends with %i: %#', (words, code, out, err) => {
    const ran = naisen(['check', ...words]);
    expect([ran.code, ran.err.includes(err), ran.out.includes(out)]).toEqual([code, true, true]);
    if (err === '') expect(ran.err).toBe('');
  });

  it('prints pure JSON that holds its schema, twice the same', () => {
    const ran = naisen(['check', 'isolated', '--service', 's3', '--format', 'json']);
    expect(schemaErrors('check-1', ran.out)).toBeNull();
    expect(JSON.parse(ran.out)).toMatchObject({
      schema: 'naisen/check/1',
      workloads: [{ id: 'aws_instance.web', kind: 'ec2-instance', subnets: ['aws_subnet.a'] }],
      calls: [{ service: 's3', verdict: 'blocked', privacy: null, via: 'none', needed: true }],
      summary: { needed: { blocked: 1 } },
    });
    expect(naisen(['check', 'isolated', '--service', 's3', '--format', 'json']).out).toBe(ran.out);
  });
});

describe('trace and its exit code', () => {
  it.each([
    [['gateway', '--from', 'aws_instance.web', '--to', 's3'], 0, 'level G', '', 'a service'],
    [['gateway', '--from', 'web', '--to', 's3'], 0, 'level G', '', 'a workload by its name'],
    [
      ['isolated', '--from', 'aws_instance.web', '--to', 'internet'],
      1,
      'Must change on this path',
      '',
      'the Internet',
    ],
    [['isolated', '--from', 'aws_instance.web', '--to', 'https://example.com/x'], 1, 'tcp/443', '', 'a name'],
    [
      ['foreign', '--from', 'aws_instance.web', '--to', 'kms'],
      0,
      'Missing facts',
      'warning',
      'undetermined only warns',
    ],
    [
      ['foreign', '--from', 'aws_instance.web', '--to', 'kms', '--strict'],
      2,
      'Missing facts',
      'error',
      'strict',
    ],
    [
      ['gateway', '--from', 'aws_instance.wep', '--to', 's3'],
      2,
      '',
      'did you mean `aws_instance.web`?',
      'a slip',
    ],
    [['gateway', '--from', 'aws_instance.web', '--to', '!?'], 2, '', 'no service that we know', 'no target'],
    [['gateway', '--from', 'aws_instance.web', '--to', '10.0.1.5:99999'], 2, '', '10.0.1.5:443', 'no port'],
  ])('naisen trace %j ends with %i: %#', (words, code, out, err) => {
    const ran = naisen(['trace', ...words]);
    expect([ran.code, ran.err.includes(err), ran.out.includes(out)]).toEqual([code, true, true]);
  });

  it('lists the workloads when it knows none by that name', () => {
    expect(naisen(['trace', 'gateway', '--from', 'nobody', '--to', 's3']).err).toContain(
      'workloads here:\n  aws_instance.web',
    );
  });

  it('prints pure JSON that holds its schema', () => {
    const ran = naisen(['trace', 'gateway', '--from', 'aws_instance.web', '--to', 's3', '--format', 'json']);
    expect(schemaErrors('trace-1', ran.out)).toBeNull();
    expect(JSON.parse(ran.out)).toMatchObject({
      schema: 'naisen/trace/1',
      workload: 'aws_instance.web',
      verdict: 'reachable',
      privacy: 'gateway',
      via: 'gateway-endpoint',
      viaComponent: 'aws_vpc_endpoint.s3',
    });
  });
});

describe('demo', () => {
  it.each(['en', 'ja'])('ends with 0 and what to try next (%s)', (language) => {
    const ran = naisen(['demo', '--lang', language]);
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(ran.out).toContain('✗ X endpoint');
    expect(ran.out.trimEnd().split('\n').at(-1)).toContain('npx naisen check DIR');
  });
});
