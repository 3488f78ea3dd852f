import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeCdk } from '../src/generators/cdk/write-cdk.ts';
import { writeCloudFormation } from '../src/generators/cloudformation/write-cloudformation.ts';
import type { Stack } from '../src/model/stack.ts';
import { randomStack } from './random-stacks.ts';
import { inFolder } from './real-terraform.ts';
import { campus } from './sample-stacks/campus.ts';
import { emptyStack } from './sample-stacks/empty-stack.ts';
import { shop } from './sample-stacks/shop.ts';

const workspace = fileURLToPath(new URL('../../../tools/cdk/', import.meta.url));

function textsOf(stack: Stack): Readonly<Record<string, string>> {
  return Object.fromEntries(writeCdk(stack).map(({ path, text }) => [path, text]));
}

describe('a stack as a CDK program', () => {
  it('has a program, its settings and its dependencies', () => {
    expect(Object.keys(textsOf(shop))).toEqual([
      'app.ts',
      'cdk.json',
      'network-stack.ts',
      'package.json',
      'tsconfig.json',
    ]);
  });

  it('declares each resource before it is used, and no variable that nobody uses', () => {
    fc.assert(
      fc.property(randomStack, (stack) => {
        const text = textsOf(stack)['network-stack.ts'] ?? '';
        const code = text.replaceAll(/'(?:[^'\\]|\\.)*'/g, "''");
        for (const [, name = ''] of code.matchAll(/^ {4}const (\w+) = new/gm)) {
          const places = [...code.matchAll(new RegExp(`\\b${name}\\b(?!:)`, 'g'))].map(({ index }) => index);
          expect(places.length, name).toBeGreaterThan(1);
          expect(code.slice(0, places[0]).endsWith('const '), name).toBe(true);
        }
      }),
      { seed: 20_261_128, numRuns: 60 },
    );
  });
});

/** Why the program cannot be run; `undefined` = it can. */
const missing = existsSync(join(workspace, 'node_modules/aws-cdk-lib'))
  ? undefined
  : 'aws-cdk-lib is not installed in tools/cdk (345 MB: `npm ci` there)';
if (missing !== undefined) console.info(`CDK is not asked about generated networks: ${missing}.`);

type Json = string | number | boolean | readonly Json[] | { readonly [name: string]: Json };

/** Tags and waits are sets; CDK sorts them its own way. */
function normal(value: Json): Json {
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => normal(item));
    const areTags = items.every((item) => typeof item === 'object' && 'Key' in item && 'Value' in item);
    return areTags ? items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : items;
  }
  if (typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      name === 'DependsOn' ? [item].flat().toSorted() : normal(item),
    ]),
  );
}

const stacks: Readonly<Record<string, Stack>> = {
  shop,
  campus,
  'one VPC': { ...emptyStack, vpcs: shop.vpcs },
  ...Object.fromEntries(
    fc.sample(randomStack, { seed: 9, numRuns: 4 }).map((stack, i) => [`random ${i}`, stack]),
  ),
};

/** Makes every program's stack in one process, because CDK takes seconds to load. */
const driver = `import * as cdk from 'aws-cdk-lib';
${Object.values(stacks)
  .map((_, i) => `import { NetworkStack as S${i} } from './n${i}/network-stack.ts';\n`)
  .join('')}
const synthesizer = () => new cdk.BootstraplessSynthesizer();
for (const [i, Class] of [${Object.values(stacks).map((_, i) => `S${i}`)}].entries()) {
  const app = new cdk.App({ outdir: \`out/\${i}\` });
  new Class(app, 'network', { synthesizer: synthesizer(), analyticsReporting: false });
  app.synth();
}
`;

function programs(): Readonly<Record<string, string>> {
  const files = Object.values(stacks).flatMap((stack, i) =>
    Object.entries(textsOf(stack)).map(([path, text]) => [`n${i}/${path}`, text] as const),
  );
  const settings = textsOf(shop)['tsconfig.json']?.replace('"*.ts"', '"**/*.ts"') ?? '';
  const { 'package.json': manifest = '' } = textsOf(shop);
  return {
    ...Object.fromEntries(files),
    'driver.ts': driver,
    'package.json': manifest,
    'tsconfig.json': settings,
  };
}

/** Compiles and runs all programs; gives the templates that they synthesise. */
function synthesised(): readonly Json[] {
  return inFolder(programs(), (folder) => {
    symlinkSync(join(workspace, 'node_modules'), join(folder, 'node_modules'));
    const bin = join(workspace, 'node_modules/.bin');
    const run = (command: string, args: readonly string[], cwd: string): void => {
      const env = { ...process.env, CDK_OUTDIR: 'out' };
      const { status, stdout, stderr } = spawnSync(join(bin, command), args, { cwd, encoding: 'utf8', env });
      if (status !== 0 || stderr.includes('deprecated')) throw new Error(`${command}: ${stdout}${stderr}`);
    };
    run('tsc', ['-p', '.'], folder);
    run('tsx', ['driver.ts'], folder);
    run('tsx', ['app.ts'], join(folder, 'n0'));
    const templates = Object.values(stacks).map((_, i) => `out/${i}/network.template.json`);
    return ['n0/out/shop.template.json', ...templates].map(
      (path) => JSON.parse(readFileSync(join(folder, path), 'utf8')) as Json,
    );
  });
}

function documentOf(stack: Stack): Json {
  const template = JSON.parse(writeCloudFormation(stack)[0]?.text ?? '') as Record<string, Json>;
  const { AWSTemplateFormatVersion: _, ...document } = template;
  return normal(document);
}

describe.skipIf(missing !== undefined)('what CDK makes of the programs', () => {
  it('they compile, and are the same templates', { timeout: 200_000 }, () => {
    const [byApp, ...templates] = synthesised();
    expect(byApp === undefined ? undefined : normal(byApp)).toEqual(documentOf(shop));
    expect(templates.map(normal)).toEqual(Object.values(stacks).map(documentOf));
  });
});
