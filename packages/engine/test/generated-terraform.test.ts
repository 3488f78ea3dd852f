import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatText } from '../src/generators/terraform/values.ts';
import { writeTerraform } from '../src/generators/terraform/write-terraform.ts';
import type { Stack, StackReference } from '../src/model/stack.ts';
import { summaryOfNetwork, summaryOfStack } from './model-of-stack.ts';
import { oddText, randomStack } from './random-stacks.ts';
import { inFolder, terraformMissing, unformatted, validationErrors } from './real-terraform.ts';
import { campus } from './sample-stacks/campus.ts';
import { emptyStack } from './sample-stacks/empty-stack.ts';
import { shop } from './sample-stacks/shop.ts';
import { readFiles } from './terraform-network.ts';

function textsOf(stack: Stack, language: 'en' | 'ja' = 'en'): Readonly<Record<string, string>> {
  return Object.fromEntries(writeTerraform(stack, language).map(({ path, text }) => [path, text]));
}

/** The same stack with its lists, and the lists of ids in its things, the other way round. */
function shuffled(stack: Stack): Stack {
  const idLists = ['propagatesTo', 'routeTables', 'securityGroups', 'subnets', 'vpcEndpoints'];
  const turned = (thing: object): object =>
    Object.fromEntries(
      Object.entries(thing).map(([name, value]) => [
        name,
        idLists.includes(name) ? value.toReversed() : value,
      ]),
    );
  const entries = Object.entries(stack).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.toReversed().map(turned) : value,
  ]);
  return Object.fromEntries(entries) as unknown as Stack;
}

const samples = [
  ['a shop', shop],
  ['a campus', campus],
  ['nothing', emptyStack],
] as const;

describe('a stack as Terraform', () => {
  it.each(samples)('reads as the stack says: %s', (_, stack) => {
    expect(summaryOfNetwork(readFiles(textsOf(stack)).network)).toEqual(summaryOfStack(stack));
  });

  it('reads as the stack says, whatever it is: read(write(stack)) = stack', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(randomStack, (stack) => {
        const { network, diagnostics } = readFiles(textsOf(stack));
        expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(summaryOfNetwork(network)).toEqual(summaryOfStack(stack));
      }),
      { seed: 20_261_128, numRuns: 60 },
    );
  });

  it.each([5, 6] as const)('has no word that provider %i does not know or advises against', (major) => {
    for (const [, stack] of samples) {
      const { diagnostics, network } = readFiles(textsOf(stack), major);
      // A VPN gateway is read and not followed further: a known gap of ours.
      expect(diagnostics.filter(({ code }) => code !== 'NSN8006')).toEqual([]);
      expect(network.remarks).toEqual([]);
    }
  });

  it('is the same whatever the order of the stack’s lists', () => {
    for (const [, stack] of samples) expect(textsOf(shuffled(stack))).toEqual(textsOf(stack));
  });

  it.each([
    [
      'network',
      'aws_eip',
      'nat_instance',
      'aws_internet_gateway.main',
      'its address needs the gateway (IGW-1)',
    ],
    ['network', 'aws_nat_gateway', 'a', 'aws_internet_gateway.main', 'so does this'],
    ['endpoints', 'aws_vpc_endpoint', 's3_office', 'aws_vpc_endpoint.s3', 'R-28'],
    [
      'workloads',
      'aws_lambda_function',
      'resize',
      'aws_iam_role_policy.resize, aws_iam_role_policy_attachment.resize',
      'Lambda refuses a role that may not make interfaces yet',
    ],
  ])('%s.tf: %s.%s waits for %s, because %s', (file, type, label, before) => {
    const all = textsOf(campus)[`${file}.tf`] ?? '';
    const own = all.slice(all.indexOf(`resource "${type}" "${label}"`)).split('\n}\n')[0];
    expect(own).toContain(`depends_on = [${before}]`);
  });

  it('differs between languages in comments only', () => {
    const withoutComments = (texts: Readonly<Record<string, string>>): string =>
      Object.values(texts)
        .join('')
        .replaceAll(/^ *#.*\n/gm, '');
    for (const [, stack] of samples)
      expect(withoutComments(textsOf(stack, 'ja'))).toBe(withoutComments(textsOf(stack, 'en')));
  });

  it('keeps every line that was there when a zone and a workload are added', () => {
    const smaller: Stack = {
      ...shop,
      subnets: shop.subnets.slice(0, 1),
      instances: [],
      instanceProfiles: [],
    };
    const lines = new Set(Object.values(textsOf(shop)).join('').split('\n'));
    const missing = Object.values(textsOf(smaller))
      .join('')
      .split('\n')
      .filter((line) => !lines.has(line));
    expect(missing).toEqual([]);
  });
});

/** Applies a module that has no resources, and reads its outputs. */
function outputsOf(folder: string): Readonly<Record<string, { readonly value: unknown }>> {
  const options = {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null' },
  } as const;
  execFileSync('terraform', ['apply', '-auto-approve', '-input=false', '-no-color'], options);
  return JSON.parse(execFileSync('terraform', ['output', '-json'], options));
}

const missing = terraformMissing();
if (missing !== undefined) console.info(`Real Terraform is not asked about generated networks: ${missing}.`);

describe.skipIf(missing !== undefined)('what real Terraform says of generated networks', () => {
  const folders = (stacks: readonly Stack[]): Readonly<Record<string, string>> =>
    Object.fromEntries(
      stacks.flatMap((stack, i) =>
        Object.entries(textsOf(stack, i % 2 === 0 ? 'en' : 'ja')).map(([path, text]) => [
          `n${i}/${path}`,
          text,
        ]),
      ),
    );

  it('the format is its own, also around odd text', () => {
    const stacks = [shop, campus, ...fc.sample(randomStack, { seed: 7, numRuns: 40 })];
    expect(inFolder(folders(stacks), unformatted)).toEqual([]);
  });

  it('odd text is the same text for Terraform, beside references as well', () => {
    const name = { of: 'local', attribute: 'name' } as unknown as StackReference;
    const texts = fc.sample(fc.array(fc.oneof(oddText, fc.constant(name)), { minLength: 1, maxLength: 4 }), {
      seed: 3,
      numRuns: 300,
    });
    const outputs = texts.map((pieces, i) => `output "o${i}" {\n  value = ${formatText(pieces)}\n}\n`);
    const read = inFolder({ 'main.tf': `locals {\n  name = "N"\n}\n${outputs.join('')}` }, outputsOf);
    const meant = texts.map((pieces) => pieces.map((piece) => (piece === name ? 'N' : piece)).join(''));
    expect(meant.map((_, i) => read[`o${i}`]?.value)).toEqual(meant);
  });

  it.each([
    ['a shop', shop],
    ['a campus', campus],
  ])('%s is valid', { timeout: 60_000 }, (_, stack) => {
    expect(inFolder(textsOf(stack), validationErrors)).toEqual([]);
  });
});
