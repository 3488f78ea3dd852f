import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { run } from '../src/run.ts';

const shop = fileURLToPath(new URL('../../../examples/shop', import.meta.url));
const handsOn = fileURLToPath(new URL('../../../../shared/stacks/hands-on-8/terraform', import.meta.url));

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

async function planned(directory: string, ...words: readonly string[]) {
  const { code, out } = await naisen('plan', directory, ...words, '--format', 'json');
  return { code, answer: JSON.parse(out) };
}

function fileOf(name: string, text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'naisen-')), name);
  writeFileSync(file, text);
  return file;
}

/** The shop with a configuration of its own. */
function shopThatNeeds(to: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'naisen-'));
  cpSync(shop, folder, { recursive: true });
  const needs = [{ from: 'aws_lambda_function.report', to, need: 'required', why: 'asked' }];
  writeFileSync(join(folder, 'naisen.config.json'), JSON.stringify({ needs }));
  return folder;
}

interface Change {
  readonly kind: string;
  readonly component: string;
}

function told(changes: readonly Change[]): readonly string[] {
  return changes.map(({ kind, component }) => `${kind} ${component}`);
}

describe('naisen plan', () => {
  it('private: the one call that leaves by NAT gets an endpoint; the gateway stays', async () => {
    const { code, answer } = await planned(shop, '--goal', 'private');
    expect(code).toBe(0);
    expect(told(answer.changes)).toContain('add-endpoint endpoint:secretsmanager@aws_vpc.shop');
    expect(answer).toMatchObject({ outcome: 'planned', reasons: [] });
    expect(answer.summary.privateAfter).toBe(answer.summary.needed);
    expect(answer.summary.privateBefore).toBeLessThan(answer.summary.needed);
    const nat = answer.decisions.find(({ subject }: { subject: string }) => subject === 'nat-gateway');
    expect(nat).toMatchObject({
      address: 'aws_nat_gateway.shop',
      chosen: 'nat-gateway',
      why: 'unseen-calls',
    });
  });

  it('no-nat: the same endpoint, and what rehearse says of these changes stops nothing', async () => {
    const { answer } = await planned(shop, '--goal', 'no-nat');
    expect(told(answer.changes)).toContain('remove aws_nat_gateway.shop');
    const changes = answer.changes.flatMap(({ kind, component, service }: Record<string, string>) =>
      kind === 'remove'
        ? ['--remove', component]
        : kind === 'add-endpoint'
          ? ['--add', `endpoint:${service}`]
          : [],
    );
    const { code, out } = await naisen('rehearse', shop, ...changes, '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(out).summary).toMatchObject({ stops: 0, unsure: 0 });
  });

  it.each([
    ['private', 'en', []],
    ['no-nat', 'ja', []],
    ['cheapest', 'en', ['--currency', 'JPY', '--rate', '150']],
    ['private', 'ja', ['--budget', '1']],
    ['private', 'en', ['--availability', 'single-az', '--service', 'kms', '--service', 'dynamodb']],
  ])('its JSON is the schema’s: %s, %s %j', async (goal, language, more) => {
    const read = (name: string) =>
      JSON.parse(readFileSync(new URL(`../../../schemas/${name}.json`, import.meta.url), 'utf8'));
    const schemas = ['check-1', 'cost-1', 'rehearse-1'].map(read);
    const holds = new Ajv2020({ strict: false, schemas }).compile(read('plan-1'));
    const { answer } = await planned(shop, '--goal', goal, '--lang', language, ...more);
    expect(holds(answer) ? [] : holds.errors).toEqual([]);
  });

  it('counts the usage, in a month of 720 h and in yen, and says what was decided against', async () => {
    const usage = fileOf('usage.json', '{ "*": { "*": { "gbPerMonth": 3 } } }');
    const money = ['--usage', usage, '--hours', '720', '--currency', 'JPY', '--rate', '150'];
    const { answer } = await planned(shop, '--goal', 'private', ...money);
    const secret = answer.decisions.find(({ service }: { service: string }) => service === 'secretsmanager');
    // 2 × 720 h × $0.014 + 3 GB × ($0.01 − $0.062), and half of the data crosses to the gateway's AZ and
    // pays both sides: 1.5 GB × 2 × $0.01.
    expect(secret).toMatchObject({ differenceUsd: 19.974, gbPerMonth: 3, why: 'goal-private' });
    const { out } = await naisen('plan', shop, '--goal', 'private', ...money, '--width', '200');
    expect(out).toContain(
      '3 GB a month; the NAT gateway would be JPY 2,996 cheaper, but you asked for private',
    );
  });

  it.each([
    ['api.stripe.com', 'internet'],
    ['shop.auth.ap-northeast-1.amazoncognito.com', 'hosted-ui'],
    ['internet', 'internet'],
    ['sts.amazonaws.com', 'name-not-covered'],
    ['support', 'no-endpoint'],
  ])('refuses no-nat for what needs the internet: %s is %s', async (to, kind) => {
    const { code, answer } = await planned(shopThatNeeds(to), '--goal', 'no-nat');
    expect(code).toBe(1);
    expect(answer).toMatchObject({ outcome: 'refused', totalAfterUsd: null, savingUsd: 0 });
    expect(answer.reasons.map((reason: { kind: string }) => reason.kind)).toEqual([kind]);
    expect(answer.reasons[0].detail).toContain('aws_lambda_function.report');
  });

  it.each([
    [['--goal', 'private', '--budget', '-5'], 'error[NSN6011]'],
    [['--goal', 'private', '--budget', 'much'], 'error[NSN6011]'],
    [['--goal', 'private', '--hours', '9999'], 'error[NSN6009]'],
    [['--goal', 'private', '--currency', 'JPY'], 'error[NSN6010]'],
    [['--goal', 'private', '--usage', 'no-such-file.json'], 'there is no usage file'],
    [['--goal', 'private', '--service', 's4'], 's4'],
    [['--goal', 'best'], 'best'],
    [[], '--goal'],
  ])('cannot run with %j', async (words, sentence) => {
    const { code, out, err } = await naisen('plan', shop, ...words);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(sentence);
  });

  it.each([
    ['{ "*": { "s3": { "gbPerMonth": -1 } } }', 'NSN6003'],
    ['{ "*": { "s3": { "gbPerMonth": 1e300 } } }', 'NSN6003'],
    ['[', 'NSN6001'],
  ])('plans on no usage that it could not read: %s', async (text, problem) => {
    const usage = fileOf('usage.json', text);
    const { code, out, err } = await naisen('plan', shop, '--goal', 'cheapest', '--usage', usage);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(problem);
  });

  it('a Region without prices: endpoints can be planned, but what is cheapest cannot be told', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'naisen-'));
    cpSync(shop, folder, { recursive: true });
    const main = readFileSync(join(folder, 'main.tf'), 'utf8').replaceAll('ap-northeast-1', 'xx-nowhere-9');
    writeFileSync(join(folder, 'main.tf'), main);
    const { code, answer } = await planned(folder, '--goal', 'cheapest');
    expect(code).toBe(1);
    expect(answer.reasons.map((reason: { kind: string }) => reason.kind)).toContain('no-prices');
  });

  it('is the same when it is asked again', async () => {
    const words = ['plan', shop, '--goal', 'cheapest', '--format', 'json'];
    expect((await naisen(...words)).out).toBe((await naisen(...words)).out);
  });

  it.each([50, 80, 200])('keeps to %i columns', async (width) => {
    for (const language of ['en', 'ja']) {
      const { out } = await naisen(
        'plan',
        shop,
        '--goal',
        'no-nat',
        '--lang',
        language,
        '--width',
        String(width),
      );
      const widest = Math.max(...out.split('\n').map((line) => [...line].length));
      expect(widest).toBeLessThanOrEqual(width);
    }
  });
});

describe.skipIf(!existsSync(handsOn))(
  'naisen plan on hands-on 8, its NAT gateways on and its endpoints off',
  () => {
    const switched = ['--var', 'enable_nat_gateway=true', '--var', 'enable_vpc_endpoints=false'];

    it('no-nat finds the article’s own five endpoints, and A7-6 with the addresses it leaves out', async () => {
      const app = { 'ecr.api': 1, 'ecr.dkr': 60, logs: 38, secretsmanager: 1, s3: 0 };
      const amounts = Object.entries(app).map(([service, gb]) => [service, { gbPerMonth: gb }]);
      const usage = fileOf(
        'usage.json',
        JSON.stringify({ 'aws_ecs_service.app': Object.fromEntries(amounts) }),
      );
      const { answer } = await planned(
        handsOn,
        ...switched,
        '--goal',
        'no-nat',
        '--usage',
        usage,
        '--hours',
        '720',
      );
      expect(told(answer.changes)).toEqual([
        'add-endpoint gateway-endpoint:s3@aws_vpc.main',
        'add-endpoint endpoint:ecr.api@aws_vpc.main',
        'add-endpoint endpoint:ecr.dkr@aws_vpc.main',
        'add-endpoint endpoint:logs@aws_vpc.main',
        'add-endpoint endpoint:secretsmanager@aws_vpc.main',
        'remove aws_nat_gateway.main',
      ]);
      // A7-6: 89.28 + 6.2 − 80.64 − 1.0 = 13.84, and two public IPv4 addresses: 2 × 720 h × $0.005 = 7.20.
      expect(answer.savingUsd).toBe(21.04);
      expect(answer.savingIs).toBe('exact');
    });

    it('A7-5 in us-east-1: 10.70, and the two addresses', async () => {
      const usage = fileOf(
        'usage.json',
        '{ "*": { "ecr.api": { "gbPerMonth": 1 }, "ecr.dkr": { "gbPerMonth": 60 }, "logs": { "gbPerMonth": 38 }, "secretsmanager": { "gbPerMonth": 1 }, "s3": { "gbPerMonth": 0 } } }',
      );
      const region = ['--var', 'aws_region=us-east-1'];
      const words = [...switched, ...region, '--goal', 'no-nat', '--usage', usage, '--hours', '720'];
      const { answer } = await planned(handsOn, ...words);
      expect(answer.savingUsd).toBe(17.9);
    });
  },
);
