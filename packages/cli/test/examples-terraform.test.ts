import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  changesOfSecondPlan,
  type Moto,
  motoMissing,
  providerOverride,
  startMoto,
} from '../../engine/test/moto.ts';
import {
  inFolder,
  mirror,
  terraformMissing,
  unformatted,
  validationErrors,
} from '../../engine/test/real-terraform.ts';
import { builtExamples, keptFiles } from './built-examples.ts';

const missing = terraformMissing();
if (missing !== undefined) console.info(`Real Terraform is not asked about the examples: ${missing}.`);

/** Each example is a module of one configuration, so that the provider starts once. */
function project(): Readonly<Record<string, string>> {
  const modules = builtExamples.map((name) => ({ label: name.replaceAll('/', '_'), files: keptFiles(name) }));
  const calls = modules.map(({ label }) => `module "${label}" {\n  source = "./${label}"\n}\n`);
  const files = modules.flatMap(({ label, files: kept }) =>
    [...kept].flatMap(([path, text]) =>
      path.endsWith('.tf') ? [[`${label}/${path.slice('terraform/'.length)}`, text] as const] : [],
    ),
  );
  return { 'main.tf': calls.join('\n'), ...Object.fromEntries(files) };
}

describe.skipIf(missing !== undefined)('what real Terraform says of the examples', () => {
  it('they are valid, and formatted as it formats', { timeout: 90_000 }, () => {
    inFolder(project(), (folder) => {
      expect(unformatted(folder)).toEqual([]);
      expect(validationErrors(folder)).toEqual([]);
    });
  });
});

const notApplied =
  process.env.NAISEN_APPLY === undefined ? 'NAISEN_APPLY is not set' : (missing ?? motoMissing());
if (notApplied !== undefined) console.info(`The examples are not applied to an emulator: ${notApplied}.`);

/**
 * Without those that need what moto 5.2 lacks: IPv6 of subnets, routes that a VPN gateway propagates,
 * policies of REST APIs, the parameter of the Windows image.
 */
const applied = ['hands-on-8'];

/** What moto does not keep of what it is given, so that the provider would write it again. */
const forgotten =
  /^aws_vpc_security_group_\w+_rule\.\w+: description$|: availability_zone_rebalancing$|^aws_vpc_endpoint\.\w+: ip_address_type$|^aws_route53_zone\.\w+: vpc$|^aws_api_gateway_rest_api\.\w+: policy$/;

describe.skipIf(notApplied !== undefined)('an emulator of AWS, once an example is applied to it', () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  }, 60_000);
  beforeEach(() => moto.reset(), 60_000);
  afterAll(() => moto.stop());

  it.each(applied)('%s leaves nothing to change', { timeout: 300_000 }, (name) => {
    const files = [...keptFiles(name)].flatMap(([path, text]) =>
      path.endsWith('.tf') ? [[path.slice('terraform/'.length), text] as const] : [],
    );
    const texts = { ...Object.fromEntries(files), 'override.tf': providerOverride(moto.url) };
    const left = inFolder(texts, (folder) => {
      writeFileSync(join(folder, 'caller.zip'), Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex'));
      return changesOfSecondPlan(folder, mirror);
    });
    expect(left.filter((change) => !forgotten.test(change))).toEqual([]);
  });
});
