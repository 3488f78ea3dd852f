import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeTerraform } from '../src/generators/terraform/write-terraform.ts';
import type { Stack } from '../src/model/stack.ts';
import { changesOfSecondPlan, type Moto, motoMissing, providerOverride, startMoto } from './moto.ts';
import { inFolder, mirror, terraformMissing } from './real-terraform.ts';
import { campus } from './sample-stacks/campus.ts';
import { shop } from './sample-stacks/shop.ts';

/**
 * Applies generated networks to an emulator, then plans again: nothing may be left to change. That takes
 * minutes, so it is done when somebody asks: `NAISEN_APPLY=1 npx vitest run …/generated-apply.test.ts`.
 */
const missing =
  process.env.NAISEN_APPLY === undefined ? 'NAISEN_APPLY is not set' : (terraformMissing() ?? motoMissing());
if (missing !== undefined) console.info(`Generated networks are not applied to an emulator: ${missing}.`);

/**
 * Without what moto 5.2 answers with an error: IPv6 blocks of subnets, propagation of routes, and policies of
 * REST APIs, which it gives back without the escapes of AWS.
 */
const campusForMoto: Stack = {
  ...campus,
  vpcs: campus.vpcs.map((vpc) => ({ ...vpc, ipv6: 'none' })),
  subnets: campus.subnets.map((subnet) => ({ ...subnet, ipv6Index: undefined })),
  routes: campus.routes.filter(({ destination }) => destination.family === 'ipv4'),
  restApis: campus.restApis.map(({ policy: _, ...api }) => api),
  vpnGateways: campus.vpnGateways.map((gateway) => ({ ...gateway, propagatesTo: [] })),
};

function leftToChange(stack: Stack, moto: Moto): readonly string[] {
  const texts = Object.fromEntries(writeTerraform(stack).map(({ path, text }) => [path, text]));
  return inFolder({ ...texts, 'override.tf': providerOverride(moto.url) }, (folder) => {
    for (const { code } of stack.functions)
      if (code.kind === 'zip') writeFileSync(join(folder, code.path), zip);
    return changesOfSecondPlan(folder, mirror);
  });
}

/** An empty archive. */
const zip = Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex');

/** moto drops the description of a rule whose peer is a group or a list (it keeps that of a CIDR block). */
function forgottenDescriptions(stack: Stack): readonly string[] {
  return stack.securityGroupRules
    .filter(({ peer }) => peer.kind !== 'prefix')
    .map(({ id }) => `${id}: description`);
}

/** What moto 5.2 does not keep of what it is given, so that the provider would write it again. */
const forgottenByMoto = {
  // The default of the provider, of which moto says nothing.
  shop: ['aws_ecs_service.api: availability_zone_rebalancing'],
  campus: [
    // Groups of an interface that is made together with its instance.
    'aws_instance.nat: vpc_security_group_ids',
    'aws_lambda_function.thumbs: image_config',
    // The Region of the VPC of a private zone.
    'aws_route53_zone.monitor: vpc',
    'aws_vpc_endpoint.execute_api: ip_address_type',
    'aws_vpc_endpoint.s3_office: dns_options',
  ],
};

describe.skipIf(missing !== undefined)(
  'a generated network that was applied has nothing left to change',
  () => {
    let moto: Moto;
    beforeAll(async () => {
      moto = await startMoto();
    }, 60_000);
    beforeEach(() => moto.reset());
    afterAll(() => moto.stop());

    it('but what the emulator forgets: a shop', { timeout: 300_000 }, () => {
      expect(leftToChange(shop, moto)).toEqual(
        [...forgottenByMoto.shop, ...forgottenDescriptions(shop)].toSorted(),
      );
    });

    it('but what the emulator forgets: a campus', { timeout: 300_000 }, () => {
      expect(leftToChange(campusForMoto, moto)).toEqual([
        ...forgottenByMoto.campus,
        ...forgottenDescriptions(campus),
      ]);
    });
  },
);
