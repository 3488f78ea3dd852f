import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Call } from '@naisen/engine';
import { afterAll, describe, expect, it } from 'vitest';
import { contextOf, readProject } from '../src/commands/context.ts';
import { writePlanned } from '../src/commands/write-plan.ts';
import { run } from '../src/run.ts';

const handsOn = fileURLToPath(new URL('../../../../shared/stacks/hands-on-8/terraform', import.meta.url));
const isThere = existsSync(handsOn);

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

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The article's stack with its NAT gateways on, in a folder of its own. */
function withNatGateways(values: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'naisen-plan-'));
  folders.push(folder);
  cpSync(handsOn, folder, { recursive: true });
  writeFileSync(join(folder, 'terraform.tfvars'), values);
  return folder;
}

/** The same before anybody wrote an endpoint. */
function withoutEndpoints(): string {
  const folder = withNatGateways('enable_nat_gateway = true\n');
  rmSync(join(folder, 'vpc_endpoints.tf'));
  rmSync(join(folder, 'outputs.tf'));
  return folder;
}

function textsIn(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => /\.(tf|tfvars|patch)$/.test(name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

function applyPatch(folder: string, name: string): void {
  execFileSync('git', ['apply', name], { cwd: folder });
}

describe('naisen plan --write on the demo network', () => {
  function shop(): string {
    const folder = mkdtempSync(join(tmpdir(), 'naisen-plan-'));
    folders.push(folder);
    cpSync(fileURLToPath(new URL('../../../examples/shop', import.meta.url)), folder, { recursive: true });
    return folder;
  }

  it('adds one word to its list of endpoints and takes the NAT gateway out with its route', async () => {
    const folder = shop();
    const { code, err } = await naisen('plan', folder, '--goal', 'no-nat', '--write');
    expect([code, err.includes('calls go as planned')]).toEqual([0, true]);
    await expect(textsIn(folder)['naisen.patch']).toMatchFileSnapshot('golden/shop-no-nat.patch');
    expect(err).toContain(textsIn(folder)['naisen.patch']?.trimEnd());
    applyPatch(folder, 'naisen.patch');
    const planned = await naisen('plan', folder, '--goal', 'no-nat', '--write', '--lang', 'ja');
    expect([planned.code, planned.err.includes('書き出すものはありません。')]).toEqual([0, true]);
  });

  it('writes nothing unless asked, and says so of options that only tell how', async () => {
    const folder = shop();
    const before = textsIn(folder);
    const { code, err } = await naisen('plan', folder, '--goal', 'no-nat', '--policies');
    expect([code, err.includes('add `--write`'), textsIn(folder)]).toEqual([0, true, before]);
  });

  it('NSN7110: writes nothing when a call does not go as it was promised', async () => {
    const folder = shop();
    const before = textsIn(folder);
    const told: string[] = [];
    const surroundings = {
      environment: {},
      stream: { isTerminal: false, columns: undefined },
      output: { result: () => undefined, remark: (text: string) => void told.push(text) },
      today: '2026-11-28',
    };
    const context = contextOf(surroundings, 'en');
    const opened = await readProject(folder, {}, context);
    const [call] = opened.session.check([]) as readonly Call[];
    if (call === undefined) throw new Error('the shop calls nothing');
    const promised = {
      changes: [{ kind: 'remove', address: 'aws_nat_gateway.shop' }] as const,
      calls: [{ workload: call.workload, service: call.service, verdict: 'blocked', level: undefined }],
    };
    expect(writePlanned(promised, opened, { write: true }, context)).toBe(1);
    expect([told.join('').includes('NSN7110'), textsIn(folder)]).toEqual([true, before]);
  });

  it('ends with 2 where it may not write', async () => {
    const { code, err } = await naisen(
      'plan',
      shop(),
      '--goal',
      'no-nat',
      '--out',
      '/no/such/folder/a.patch',
    );
    expect([code, err.includes('/no/such/folder/a.patch')]).toEqual([2, true]);
  });
});

describe.skipIf(!isThere)('naisen plan --write on the hands-on of the article, its NAT gateways on', () => {
  it('turns on the endpoints that are written and switched off, and the NAT gateways off', async () => {
    const folder = withNatGateways('enable_nat_gateway   = true\nenable_vpc_endpoints = false\n');
    const { code } = await naisen('plan', folder, '--goal', 'no-nat', '--write');
    expect(code).toBe(0);
    applyPatch(folder, 'naisen.patch');
    expect(textsIn(folder)['terraform.tfvars']).toBe(
      'enable_nat_gateway   = false\nenable_vpc_endpoints = true\n',
    );
    const checked = await naisen('check', folder, '--format', 'json');
    expect([checked.code, JSON.parse(checked.out).summary.blocked]).toEqual([0, 0]);
  });

  it('writes endpoints after which nothing that is needed stops when the NAT gateways go', async () => {
    const folder = withoutEndpoints();
    const before = textsIn(folder);
    const stopping = await naisen('rehearse', folder, '--remove', 'aws_nat_gateway.main', '--format', 'json');
    expect(stopping.code).toBe(1);
    expect(JSON.parse(stopping.out).summary.stops).toBe(5);

    const { code } = await naisen('plan', folder, '--goal', 'no-nat', '--write');
    expect(code).toBe(0);
    expect(textsIn(folder)).toMatchObject(before);
    const rehearsed = await naisen(
      'rehearse',
      folder,
      '--remove',
      'aws_nat_gateway.main',
      '--format',
      'json',
    );
    expect(rehearsed.code).toBe(0);
    expect(JSON.parse(rehearsed.out).summary).toMatchObject({ stops: 0, unsure: 0 });

    applyPatch(folder, 'naisen.patch');
    const inspected = await naisen('inspect', folder, '--format', 'json');
    const types = JSON.parse(inspected.out).resources.map(({ type }: { type: string }) => type);
    expect(types.filter((type: string) => type === 'aws_nat_gateway' || type === 'aws_eip')).toEqual([]);
    expect(types.filter((type: string) => type === 'aws_vpc_endpoint')).toHaveLength(5);
  });

  it('touches files that are there with --apply only', async () => {
    const folder = withoutEndpoints();
    const { code, err } = await naisen('plan', folder, '--goal', 'no-nat', '--write', '--apply');
    expect(code).toBe(0);
    expect(textsIn(folder)['terraform.tfvars']).toBe('enable_nat_gateway = false\n');
    expect(Object.keys(textsIn(folder)).filter((name) => name.endsWith('.patch'))).toEqual([]);
    expect(err).toContain('edited   terraform.tfvars');
  });

  it('puts everything into one patch with --out and touches nothing else', async () => {
    const folder = withoutEndpoints();
    const before = textsIn(folder);
    const patch = join(folder, 'whole.patch');
    await naisen('plan', folder, '--goal', 'no-nat', '--out', patch);
    expect(textsIn(folder)).toEqual({ ...before, 'whole.patch': readFileSync(patch, 'utf8') });
    applyPatch(folder, 'whole.patch');
    expect(Object.keys(textsIn(folder))).toContain('naisen-endpoints.tf');
    expect((await naisen('plan', folder, '--goal', 'no-nat', '--write')).err).toContain('nothing to write');
  });

  it('writes what is added as a template, and names what the template cannot do', async () => {
    const folder = withoutEndpoints();
    const { code, err } = await naisen(
      'plan',
      folder,
      '--goal',
      'no-nat',
      '--write',
      '--to',
      'cloudformation',
    );
    expect(code).toBe(1);
    expect(err).toContain('NSN7111');
    const template = JSON.parse(readFileSync(join(folder, 'naisen-endpoints.json'), 'utf8'));
    expect(Object.keys(template.Resources)).toContain('EcrDkrEndpoint');
    expect(Object.keys(template.Parameters)).toContain('MainVpc');
  });

  it('gives endpoints policies with --policies, and every call still goes', async () => {
    const folder = withoutEndpoints();
    const { code, err } = await naisen('plan', folder, '--goal', 'no-nat', '--write', '--policies');
    expect([code, err.includes('5 calls go as planned')]).toEqual([0, true]);
    const text = textsIn(folder)['naisen-endpoints.tf'] ?? '';
    expect(text.match(/"aws:PrincipalAccount"/g)).toHaveLength(5);
    expect(text).toContain('arn:aws:s3:::prod-ap-northeast-1-starport-layer-bucket/*');
  });

  it('writes nothing when a part cannot be written, and names the place', async () => {
    const folder = withoutEndpoints();
    writeFileSync(
      join(folder, 'alarm.tf'),
      'resource "aws_cloudwatch_metric_alarm" "nat" {\n  alarm_name = "nat"\n  comparison_operator = "GreaterThanThreshold"\n  evaluation_periods = 1\n  dimensions = { Id = aws_nat_gateway.main[0].id }\n}\n',
    );
    writeFileSync(join(folder, 'terraform.tfvars'), 'enable_nat_gateway = true # also for the alarm\n');
    const before = textsIn(folder);
    const { code, err } = await naisen('plan', folder, '--goal', 'no-nat', '--write', '--lang', 'ja');
    expect([code, textsIn(folder)]).toEqual([1, before]);
    expect(err).toContain('NSN7102');
    expect(err).toContain('alarm.tf:5');
  });
});

describe.skipIf(!isThere)('the bill of what was written', () => {
  const usage = { '*': { logs: { gbPerMonth: 90 }, 'ecr.dkr': { gbPerMonth: 30 } } };

  it.each([
    ['a switch makes the endpoints in both AZs, as planned', ['--goal', 'private']],
    ['a switch that makes two interfaces is not one interface', ['--availability', 'single-az']],
    ['NAT gateways and their addresses are on no bill any more', ['--goal', 'no-nat']],
    ['amounts are counted', ['--goal', 'cheapest', '--usage', 'usage.json']],
  ])('is the one that the plan promised: %s', async (_because, asked) => {
    const folder = withNatGateways('enable_nat_gateway = true\nenable_vpc_endpoints = false\n');
    const used = join(folder, 'usage.json');
    writeFileSync(used, JSON.stringify(usage));
    const words = ['--goal', 'private', ...asked].map((word) => (word === 'usage.json' ? used : word));
    const given = words.includes('--usage') ? ['--usage', used] : [];
    const promised = JSON.parse((await naisen('plan', folder, ...words, '--format', 'json')).out);
    const { code } = await naisen('plan', folder, ...words, '--write', '--apply');
    const bill = JSON.parse((await naisen('cost', folder, ...given, '--format', 'json')).out);
    expect([code, bill.totalUsd]).toEqual([0, promised.totalAfterUsd]);
  });

  it('NSN7112: an address that an output names stays, and its price is told', async () => {
    const folder = withNatGateways('enable_nat_gateway = true\n');
    writeFileSync(join(folder, 'addresses.tf'), 'output "ips" {\n  value = aws_eip.nat[*].public_ip\n}\n');
    const main = join(folder, 'main.tf');
    const text = readFileSync(main, 'utf8').replace(
      /(resource "aws_eip" "nat" \{\n +count += ).*/,
      '$1var.az_count',
    );
    writeFileSync(main, text);
    const { code, err } = await naisen('plan', folder, '--goal', 'no-nat', '--write', '--apply');
    expect([code, err.includes('warning[NSN7112]')]).toEqual([0, true]);
    expect(err.replaceAll(/\s+/g, ' ')).toContain(
      'the bill is $89.06 a month; planned was $81.76 (still billed: `aws_eip.nat[0]`, `aws_eip.nat[1]`)',
    );
    const bill = JSON.parse((await naisen('cost', folder, '--format', 'json')).out);
    expect(bill.totalUsd).toBe(89.06);
  });
});
