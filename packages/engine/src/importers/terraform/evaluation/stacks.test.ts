import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluated, filesOnDisk } from '../../../../test/evaluated-project.ts';
import { compareWithPlan } from '../../../../test/plan-comparison.ts';

const stacks = new URL('../../../../../../../shared/stacks/', import.meta.url);
const isPresent = existsSync(stacks);
if (!isPresent)
  console.info('The stacks beside the repository are not here: they are not compared with their plans.');

interface ResourceChange {
  readonly address: string;
  readonly mode: string;
  readonly change: { readonly after: unknown; readonly after_unknown: unknown };
}

function plannedResources(folder: URL): readonly ResourceChange[] {
  const plan = JSON.parse(readFileSync(new URL('plan.json', folder), 'utf8'));
  return plan.resource_changes.filter((change: ResourceChange) => change.mode === 'managed');
}

describe.runIf(isPresent)('stacks with a plan of the real Terraform 1.11.4 and provider 5.100.0', () => {
  it.each(['hands-on-8/terraform', 'course-15', 'three-ways', 'apigw-cognito'])(
    '%s: the same instances, and every value that Terraform knew',
    (name) => {
      const folder = new URL(`${name}/`, stacks);
      const read = evaluated(filesOnDisk(folder));
      const planned = plannedResources(folder);
      expect(read.told).toEqual([]);
      expect(read.configuration.resources.map(({ address }) => address).toSorted()).toEqual(
        planned.map(({ address }) => address).toSorted(),
      );
      const differences = planned.flatMap(({ address, change }) => {
        const instance = read.instance(address);
        return instance === undefined ? [] : compareWithPlan(instance, change.after, change.after_unknown);
      });
      expect(differences).toEqual([]);
    },
  );

  it('isolated-vpc: a module that is not downloaded is one gap', () => {
    const read = evaluated(filesOnDisk(new URL('isolated-vpc/', stacks)));
    expect(read.diagnostics.map(({ code }) => code)).toEqual(['NSN1104']);
    expect(read.configuration.missingModules.map(({ address }) => address)).toEqual(['module.fck-nat']);
  });
});
