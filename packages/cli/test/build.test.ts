import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../src/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'naisen-build-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function naisen(...words: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(words, {
    environment: {},
    stream: { isTerminal: false, columns: undefined },
    output: { result: (text) => void out.push(text), remark: (text) => void err.push(text) },
    today: '2026-11-28',
  });
  return { code, out: out.join(''), err: err.join('') };
}

const sound = {
  name: 'shop',
  region: 'ap-northeast-1',
  cidr: '10.0.0.0/16',
  azs: 2,
  workloads: {
    api: {
      kind: 'fargate',
      image: { registry: 'ecr', repository: 'shop-api' },
      needs: [{ service: 's3', buckets: ['shop-uploads'] }],
    },
  },
};

/** Writes an intent, and names a directory for what is built of it. */
function place(intent: unknown, name = 'network.json'): { readonly intent: string; readonly out: string } {
  const directory = mkdtempSync(join(folder, 'd-'));
  const text = typeof intent === 'string' ? intent : JSON.stringify(intent, null, 2);
  writeFileSync(join(directory, name), text);
  return { intent: join(directory, name), out: join(directory, 'out') };
}

const typed = `
import { defineNetwork, ecr, fargate, instance, s3, type NetworkIntent } from 'naisen';
const uploads: string = 'shop-uploads' as const;
export default defineNetwork({
  name: 'shop', region: 'ap-northeast-1', cidr: '10.0.0.0/16', azs: 2,
  workloads: {
    api: fargate({ image: ecr('shop-api'), secrets: ['db'], needs: [s3({ buckets: [uploads] })] }),
    ops: instance({ sessionManager: true }),
  },
  internet: 'none', flowLogs: { retentionDays: 7 },
} satisfies NetworkIntent);
`;

describe('naisen build', () => {
  it('writes what the intent of a program asks for; `naisen test` holds its promises', async () => {
    const { intent, out } = place(typed, 'network.ts');
    const built = await naisen('build', intent, '--to', 'terraform', '--out', out);
    expect(built.err).toBe('');
    expect(built.code).toBe(0);
    expect(built.out).toContain('aws_ecs_service.api → secretsmanager');
    expect(built.out).toContain('promises hold.');
    expect(readdirSync(out)).toContain('endpoints.tf');
    const tested = await naisen('test', out);
    expect(tested.code).toBe(0);
    expect(tested.out).toMatch(/expectations \d+: (\d+) hold, 0 fail, 0 undetermined/);
    const checked = await naisen('check', out);
    expect(checked.code).toBe(0);
    expect(checked.out).toContain('diagnostics: errors 0, warnings 0');
  });

  it('gives the same from a program and from data, and the second time changes nothing', async () => {
    const one = place(sound);
    const other = place(`export default ${JSON.stringify(sound)}`, 'network.mjs');
    await naisen('build', one.intent, '--to', 'terraform', '--out', one.out);
    await naisen('build', other.intent, '--to', 'terraform', '--out', other.out);
    const names = readdirSync(one.out);
    expect(readdirSync(other.out)).toEqual(names);
    for (const name of names) {
      expect(readFileSync(join(other.out, name), 'utf8')).toBe(readFileSync(join(one.out, name), 'utf8'));
    }
    const again = await naisen('build', one.intent, '--to', 'terraform', '--out', one.out);
    expect(again.out).not.toMatch(/^ {2}(new|changed|removed) /m);
    expect(again.out).toContain('unchanged');
  });

  it('overwrites no file that it did not write, unless told to', async () => {
    const { intent, out } = place(sound);
    mkdirSync(out);
    writeFileSync(join(out, 'network.tf'), '# mine\n');
    const refused = await naisen('build', intent, '--to', 'terraform', '--out', out);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('NSN7202');
    expect(refused.err).toContain('Nothing was written');
    expect(readdirSync(out)).toEqual(['network.tf']);
    expect(readFileSync(join(out, 'network.tf'), 'utf8')).toBe('# mine\n');
    const forced = await naisen('build', intent, '--to', 'terraform', '--out', out, '--force');
    expect(forced.code).toBe(0);
    expect(readFileSync(join(out, 'network.tf'), 'utf8')).toContain('aws_vpc');
  });

  it('overwrites nothing that was changed since, and takes away what it does not write any more', async () => {
    const { intent, out } = place({ ...sound, flowLogs: {} });
    await naisen('build', intent, '--to', 'terraform', '--out', out);
    writeFileSync(join(out, 'logs.tf'), '# by hand\n');
    writeFileSync(intent, JSON.stringify({ ...sound, azs: 3 }));
    const refused = await naisen('build', intent, '--to', 'terraform', '--out', out);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('was changed since naisen wrote it');
    const changed = await naisen('build', intent, '--to', 'cloudformation', '--out', out, '--force');
    expect(changed.code).toBe(0);
    expect(readdirSync(out).toSorted()).toEqual(['.naisen-build.json', 'template.json']);
  });

  it('writes no text through a link, and removes nothing outside its directory', async () => {
    const { intent, out } = place(sound);
    mkdirSync(out);
    const outside = join(folder, 'outside.txt');
    writeFileSync(outside, 'stays');
    symlinkSync(outside, join(out, 'network.tf'));
    const files = { '../../outside.txt': 'x', [outside]: 'x' };
    writeFileSync(join(out, '.naisen-build.json'), JSON.stringify({ schema: 'naisen/built/1', files }));
    await naisen('build', intent, '--to', 'terraform', '--out', out, '--force');
    expect(readFileSync(outside, 'utf8')).toBe('stays');
  });

  it('proves what lies in the directory, with whatever else is there', async () => {
    const { intent, out } = place(sound);
    mkdirSync(out);
    const acl = `
resource "aws_network_acl" "closed" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.private_a.id]
}
`;
    writeFileSync(join(out, 'acl.tf'), acl);
    const built = await naisen('build', intent, '--to', 'terraform', '--out', out);
    expect(built.code).toBe(1);
    expect(built.out).toContain('NSN7201');
    expect(built.out).toContain('NSN7203');
    expect(built.out).toContain('blocked (promised: V interface endpoint)');
    expect(existsSync(join(out, 'acl.tf'))).toBe(true);
  });

  it.each([
    ['a host leaves by a NAT gateway, though S3 has an endpoint', { internet: 'one-nat-gateway' }],
    ['a host leaves by a NAT instance', { internet: 'nat-instance' }],
    ['a host leaves by gateways in six zones', { internet: 'nat-gateway', azs: 6, region: 'us-east-1' }],
    [
      'no endpoint leaves a doubt about the way',
      { internet: 'nat-gateway', endpoints: { services: 'none' } },
    ],
    ['public addresses need no gateway of their own', { internet: 'internet-gateway', azs: 1 }],
  ])('holds every promise: %s', async (_because, wish) => {
    const api = { ...sound.workloads.api, needs: [{ host: 'api.example.com' }] };
    const { intent, out } = place({ ...sound, ...wish, workloads: { api } });
    const built = await naisen('build', intent, '--to', 'terraform', '--out', out);
    expect([built.code, built.err]).toEqual([0, '']);
    expect(built.out).toMatch(/✓ aws_ecs_service.api → https:\/\/api.example.com\/ +I /);
    expect((await naisen('test', out)).code).toBe(0);
  });

  it.each([
    ['cloudformation', ['.naisen-build.json', 'template.json']],
    [
      'cdk',
      ['.naisen-build.json', 'app.ts', 'cdk.json', 'network-stack.ts', 'package.json', 'tsconfig.json'],
    ],
  ])('writes %s, proven as the same network in Terraform', async (target, files) => {
    const { intent, out } = place(sound);
    const built = await naisen('build', intent, '--to', target, '--out', out);
    expect(built.code).toBe(0);
    expect(built.out).toContain('Proof of the same network, read as Terraform');
    expect(readdirSync(out).toSorted()).toEqual(files);
  });

  it('without --out writes nothing, and still proves and prices', async () => {
    const { intent, out } = place(sound);
    const built = await naisen('build', intent, '--to', 'terraform', '--hours', '720');
    expect(built.code).toBe(0);
    expect(built.out).toContain('Nothing was written');
    expect(built.out).toContain('720 h');
    expect(existsSync(out)).toBe(false);
  });

  it('tells all that is wrong with an intent, at its place, and ends with 1', async () => {
    const { intent, out } = place({ ...sound, cidr: '8.8.0.0/16', azs: 9 });
    const built = await naisen('build', intent, '--to', 'terraform', '--out', out);
    expect(built.code).toBe(1);
    expect(built.err).toContain('NSN1302');
    expect(built.err).toContain('NSN1304');
    expect(built.err).toMatch(/network\.json:4:11/);
    expect(existsSync(out)).toBe(false);
    const japanese = await naisen('build', intent, '--to', 'terraform', '--lang', 'ja');
    expect(japanese.err).toContain('プライベートアドレスではありません');
    expect(japanese.err).toContain('何も構築していません');
  });

  it.each([
    [['build', join(folder, 'none.ts'), '--to', 'terraform'], 'there is no file'],
    [['build', join(folder, 'none.ts')], '--to'],
    [['build', join(folder, 'none.ts'), '--to', 'pulumi'], 'pulumi'],
  ])('%j could not run: 2', async (words, text) => {
    const ran = await naisen(...words);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain(text);
  });

  it('cannot run a program that throws', async () => {
    const { intent } = place("throw new Error('no luck');", 'network.ts');
    const ran = await naisen('build', intent, '--to', 'terraform');
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('no luck');
  });

  it('gives JSON of `naisen/build/1`', async () => {
    const { intent, out } = place({ ...sound, flowLogs: {} });
    const words = ['build', intent, '--to', 'terraform', '--out', out, '--format', 'json'];
    const answer = JSON.parse((await naisen(...words)).out);
    const read = (name: string): object =>
      JSON.parse(readFileSync(new URL(`../../../schemas/${name}.json`, import.meta.url), 'utf8'));
    const holds = new Ajv2020({ strict: false, schemas: [read('cost-1')] }).compile(read('build-1'));
    expect(holds(answer), JSON.stringify(holds.errors)).toBe(true);
    expect(answer.summary).toMatchObject({ failed: 0, undetermined: 0 });
    expect(answer.bill.totalUsd).toBeCloseTo(3 * 2 * 730 * 0.014, 6);
    expect(answer.calls).toContainEqual({
      workload: 'aws_ecs_service.api',
      to: 's3',
      action: 's3:PutObject',
      promised: { is: 'reachable', privacy: 'gateway', via: 'gateway-endpoint' },
      verdict: 'reachable',
      privacy: 'gateway',
      via: 'gateway-endpoint',
      outcome: 'held',
    });
  });
});
