import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { run } from '../src/run.ts';

const shop = fileURLToPath(new URL('../../../examples/shop', import.meta.url));

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

function usageFile(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'naisen-')), 'usage.json');
  writeFileSync(file, text);
  return file;
}

describe('naisen cost', () => {
  it('bills what the directory declares; data without usage has no price and is in no total (PR-12)', async () => {
    const { code, out } = await naisen('cost', shop, '--format', 'json');
    const answer = JSON.parse(out);
    expect(code).toBe(0);
    expect(answer).toMatchObject({ schema: 'naisen/cost/1', hoursPerMonth: 730, totalUsd: 161.33 });
    const natHours = answer.lines.find(({ charge }: { charge: string }) => charge === 'nat-gateway-hours');
    expect(natHours).toMatchObject({ resource: 'aws_nat_gateway.shop', usd: 45.26, unitPriceUsd: 0.062 });
    const natData = answer.lines.find(({ charge }: { charge: string }) => charge === 'nat-gateway-gb');
    expect(natData).toMatchObject({ usd: null, quantity: null });
    expect(answer.alternatives.map(({ name }: { name: string }) => name)).toEqual([
      'as-is',
      'all-nat',
      'all-endpoints',
      'cheapest',
      'central',
    ]);
    const takenForGranted = answer.alternatives.map(
      ({ assumptions }: { assumptions: readonly { code: string }[] }) => assumptions.map(({ code }) => code),
    );
    expect(takenForGranted[1]).not.toContain('nat-gateways-go');
    expect(takenForGranted[2]).toContain('nat-gateways-go');
  });

  it('counts the usage that is given, also of the way to the internet, in a month of 720 h and in yen', async () => {
    const usage = usageFile('{ "aws_ecs_service.shop": { "ecr.dkr": { "gbPerMonth": 40 } } }');
    const words = ['cost', shop, '--usage', usage, '--hours', '720', '--currency', 'JPY', '--rate', '150'];
    const { out } = await naisen(...words, '--format', 'json');
    const answer = JSON.parse(out);
    const data = answer.lines.find(
      (line: { charge: string; serviceName: string }) =>
        line.charge === 'interface-endpoint-gb' && line.serviceName.endsWith('ecr.dkr'),
    );
    expect(data).toMatchObject({ quantity: 40, usd: 0.4, amount: 60 });
    expect(answer.currency).toEqual({ code: 'JPY', rate: 150 });
    expect(answer.hoursPerMonth).toBe(720);
  });

  it('takes the usage file that the configuration names, unless another one is asked for', async () => {
    const named = usageFile('{ "aws_ecs_service.shop": { "ecr.dkr": { "gbPerMonth": 40 } } }');
    const configuration = join(named, '..', 'naisen.config.json');
    writeFileSync(configuration, '{ "usage": "usage.json" }');
    const asked = usageFile('{ "aws_ecs_service.shop": { "ecr.dkr": { "gbPerMonth": 7 } } }');
    const gbOf = async (...more: readonly string[]) => {
      const words = ['cost', shop, '--config', configuration, ...more, '--format', 'json'];
      const { lines } = JSON.parse((await naisen(...words)).out);
      return lines.find(
        (line: { charge: string; serviceName: string }) =>
          line.charge === 'interface-endpoint-gb' && line.serviceName.endsWith('ecr.dkr'),
      ).quantity;
    };
    expect(await gbOf()).toBe(40);
    expect(await gbOf('--usage', asked)).toBe(7);
  });

  it('takes the usage of one workload for its own, and the internet for a way of its own', async () => {
    const usage = usageFile(`{ "aws_ecs_service.shop": {
      "secretsmanager": { "gbPerMonth": 1 }, "internet": { "gbPerMonth": 7 } } }`);
    const { out } = await naisen('cost', shop, '--usage', usage, '--format', 'json');
    const answer = JSON.parse(out);
    const natData = answer.lines.filter(({ charge }: { charge: string }) => charge === 'nat-gateway-gb');
    expect(natData.map(({ quantity }: { quantity: number }) => quantity)).toEqual([8]);
    const missing = answer.unpriced.flatMap((item: { missing: readonly string[] }) => item.missing);
    expect(missing.join()).not.toContain('aws_lambda_function.report');
  });

  it.each([['cost'], ['rehearse'], ['plan']])(
    '%s says where the usage file is wrong, and makes no bill of it',
    async (command) => {
      const usage = usageFile('{ "*": { "s3": { "gbPerMonth": -1 } } }');
      const asked =
        { cost: [], rehearse: ['--add', 'endpoint:kms'], plan: ['--goal', 'private'] }[command] ?? [];
      const { code, out, err } = await naisen(command, shop, ...asked, '--usage', usage);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain('error[NSN6003]');
      expect(err).toMatch(/usage\.json:1:\d+\n +1 \| \{ "\*"/);
    },
  );

  it('a Region without prices has no total of $0', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'naisen-'));
    const region = 'provider "aws" {\n  region = "mars-1"\n}\n';
    writeFileSync(
      join(folder, 'main.tf'),
      `${region}resource "aws_nat_gateway" "a" {\n  subnet_id = "subnet-1"\n}\n`,
    );
    const { code, out } = await naisen('cost', folder);
    expect([code, out.includes('error[NSN6008]')]).toEqual([1, true]);
    expect(out).toMatch(/total of what has a price +\?\n[\s\S]*as it is +\?/);
  });

  it.each([
    [['--hours', '9999'], 'error[NSN6009]'],
    [['--currency', 'JPY'], 'error[NSN6010]'],
    [['--rate', '150'], '`--rate 150` names no currency'],
    [['--usage', 'no-such-file.json'], 'there is no usage file'],
    [['--chart', 's4'], 'no break-even'],
  ])('refuses %j', async (words, sentence) => {
    const { code, out, err } = await naisen('cost', shop, ...words);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(sentence);
  });

  it('draws the break-even of one service', async () => {
    const { code, out } = await naisen('cost', shop, '--chart', 'ecr.dkr');
    expect(code).toBe(0);
    expect(out).toMatch(/^<svg /);
    expect(out).toContain('393.1');
  });
});
