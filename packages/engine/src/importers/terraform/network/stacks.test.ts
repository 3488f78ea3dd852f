import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { showNetwork } from '../../../../test/show-network.ts';
import { readDirectory } from '../../../../test/terraform-network.ts';

const stacks = new URL('../../../../../../../shared/stacks/', import.meta.url);
const isThere = existsSync(stacks);

describe.skipIf(!isThere)('the five stacks of ../shared (not there: these tests are left out)', () => {
  it.each([['hands-on-8/terraform'], ['three-ways'], ['apigw-cognito'], ['course-15'], ['isolated-vpc']])(
    '%s is exactly this network',
    async (name) => {
      const { network, networkCodes } = readDirectory(new URL(`${name}/`, stacks));
      expect(networkCodes).toEqual([]);
      const golden = new URL(`../../../../test/golden/network/${name.split('/')[0]}.txt`, import.meta.url);
      await expect(`${showNetwork(network)}\n`).toMatchFileSnapshot(golden.pathname);
    },
  );
});
