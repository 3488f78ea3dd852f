import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../src/run.ts';
import { isolated, withEndpointPolicy, withForeignGroup, withGatewayEndpoint } from './networks.ts';

const folder = mkdtempSync(join(tmpdir(), 'naisen-expectations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function test(network: string, expectations: unknown, ...words: readonly string[]): Promise<Ran> {
  const directory = mkdtempSync(join(folder, 'd-'));
  writeFileSync(join(directory, 'main.tf'), network);
  writeFileSync(join(directory, 'naisen.config.json'), JSON.stringify({ expect: expectations }));
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(['test', directory, ...words], {
    environment: {},
    stream: { isTerminal: false, columns: undefined },
    output: { result: (text) => void out.push(text), remark: (text) => void err.push(text) },
    today: '2026-11-28',
  });
  return { code, out: out.join(''), err: err.join('') };
}

const web = 'aws_instance.web';

describe('naisen test', () => {
  const rows: readonly (readonly [string, unknown, number, string, string])[] = [
    [isolated, { from: '*', to: 'internet', is: 'blocked' }, 0, '1 hold', 'an isolated subnet'],
    [
      withGatewayEndpoint,
      { from: web, to: 's3', is: 'reachable', privacy: 'gateway', via: 'gateway-endpoint' },
      0,
      '1 hold',
      'a gateway endpoint is good enough for its own level',
    ],
    [
      withGatewayEndpoint,
      { from: web, to: 's3', is: 'reachable', privacy: 'aws' },
      0,
      '1 hold',
      'or for a worse one',
    ],
    [
      withGatewayEndpoint,
      { from: web, to: 's3', is: 'reachable', privacy: 'vpc' },
      1,
      'its level is G',
      'but not for a better one (PRIV-2)',
    ],
    [
      withGatewayEndpoint,
      { from: web, to: 's3', is: 'reachable', via: 'nat-gateway' },
      1,
      'it goes by gateway endpoint',
      'another way',
    ],
    [isolated, { from: web, to: 's3', is: 'reachable' }, 1, 'it is blocked', 'no way out'],
    [
      withGatewayEndpoint,
      { from: web, to: 's3', is: 'blocked' },
      1,
      'it is reachable',
      'an endpoint too many',
    ],
    [
      withForeignGroup,
      { from: web, to: 'kms', is: 'reachable' },
      2,
      'it is undetermined',
      'a group of another stack',
    ],
    [
      withForeignGroup,
      { from: web, to: 'kms', is: 'undetermined' },
      0,
      '1 hold',
      'which may be what one expects',
    ],
    [isolated, { from: 'aws_instance.wep', to: 's3', is: 'blocked' }, 1, 'NSN1210', 'nobody is called so'],
    [isolated, { from: web, to: 's33', is: 'blocked' }, 1, 'NSN1211', 'nobody knows the target'],
    [
      isolated,
      { from: web, to: 's3', is: 'blocked', action: 's3:GetObject', resource: 'shop-images/a' },
      1,
      'NSN1217',
      'a bucket by its bare name is no ARN',
    ],
    [isolated, { from: web, to: 's3', is: 'blockd' }, 1, 'NSN1204', 'an expectation that cannot be read'],
    [
      isolated,
      { from: web, to: 's3', is: 'blocked', action: 's3:GetObject' },
      0,
      '1 hold',
      'what does not arrive needs no permission',
    ],
    [
      withEndpointPolicy,
      { from: web, to: 's3', is: 'blocked', action: 's3:PutObject', resource: 'arn:aws:s3:::shop-images/a' },
      0,
      '1 hold',
      'the packet arrives, and the endpoint policy refuses the action',
    ],
    [
      withEndpointPolicy,
      {
        from: web,
        to: 's3',
        is: 'reachable',
        action: 's3:PutObject',
        resource: 'arn:aws:s3:::shop-images/a',
      },
      1,
      'endpoint policy',
      'which is the hop that decided',
    ],
  ];

  it.each(rows.map(([network, ...row]) => [...row, network] as const))(
    '%j ends with %i and says %j: %s',
    async (expectation, code, says, _why, network) => {
      const ran = await test(network, [expectation]);
      expect(ran.out).toContain(says);
      expect(ran.code).toBe(code);
    },
  );

  it('shows the hop that decided, and its line', async () => {
    const ran = await test(withGatewayEndpoint, [{ from: web, to: 's3', is: 'blocked' }]);
    expect(ran.out).toMatch(/decided: route .*pl-|decided: route .*s3/);
    expect(ran.out).toContain('(main.tf:');
    expect(ran.out).toContain('(naisen.config.json:1)');
  });

  it('shows the hop that changed since an earlier run', async () => {
    const expectations = [{ from: web, to: 's3', is: 'reachable' }];
    const before = join(folder, 'before.json');
    writeFileSync(before, (await test(withGatewayEndpoint, expectations, '--format', 'json')).out);
    const ran = await test(isolated, expectations, '--previous', before);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain('changed');
    expect(ran.out).toMatch(/before: route .*\(main\.tf:\d+\)/);
    const same = await test(withGatewayEndpoint, expectations, '--previous', before);
    expect(same.out).not.toContain('changed');
  });

  it.each(['{', '[]', '{"schema":"naisen/inspect/1"}', '{"schema":"naisen/check/1","calls":[{}]}'])(
    'an earlier run that is %s ends with 2',
    async (text) => {
      const before = join(folder, 'broken.json');
      writeFileSync(before, text);
      const ran = await test(isolated, [{ from: '*', to: 's3', is: 'blocked' }], '--previous', before);
      expect([ran.code, ran.out]).toEqual([2, '']);
    },
  );

  it('without any expectation ends with 2', async () => {
    const ran = await test(isolated, []);
    expect(ran.err).toContain('no expectation is configured');
    expect(ran.code).toBe(2);
  });

  it('a failure comes before what cannot be told', async () => {
    const ran = await test(withForeignGroup, [
      { from: web, to: 'kms', is: 'reachable' },
      { from: web, to: 's3', is: 'reachable' },
    ]);
    expect(ran.code).toBe(1);
  });

  it('JUnit and Japanese say the same', async () => {
    const xml = await test(
      isolated,
      [{ name: 'reads', from: web, to: 's3', is: 'reachable' }],
      '--format',
      'junit',
    );
    expect(xml.out).toContain('tests="1" failures="1"');
    expect(xml.out).toContain('name="reads: aws_instance.web -&gt; s3 is reachable"');
    const japanese = await test(isolated, [{ from: web, to: 's3', is: 'reachable' }], '--lang', 'ja');
    expect(japanese.out).toContain('期待 1 件: 成立 0、不成立 1、判定不能 0');
  });

  it('JSON holds its schema', async () => {
    const ran = await test(isolated, [{ from: web, to: 's3', is: 'reachable' }], '--format', 'json');
    const read = (name: string): object =>
      JSON.parse(readFileSync(new URL(`../../../schemas/${name}.json`, import.meta.url), 'utf8'));
    const holds = new Ajv2020({ strict: false, schemas: [read('check-1')] }).compile(read('test-1'));
    expect([holds(JSON.parse(ran.out)), holds.errors]).toEqual([true, null]);
  });
});
