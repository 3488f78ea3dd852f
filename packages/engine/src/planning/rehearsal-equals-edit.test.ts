import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deleteResource, resourcesIn, type Texts } from '../../test/delete-resource.ts';
import { filesInMemory } from '../../test/evaluated-project.ts';
import { readProject } from '../../test/terraform-network.ts';
import { createCatalog } from '../catalog/create-catalog.ts';
import { addStandIns } from '../importers/stand-ins.ts';
import type { Network } from '../model/network.ts';
import { needsOf } from '../needs/needs.ts';
import type { Call } from '../reachability/answer.ts';
import { checkNetwork } from '../reachability/check.ts';
import { applyChanges } from './apply-change.ts';

/**
 * The second reading of a rehearsal: what the proof says of the model without a thing, and what it says of
 * the Terraform from which the thing was deleted by a text editor that knows nothing of the model.
 */

const root = new URL('../../../../', import.meta.url);
const catalogFolder = new URL('catalog/', root);
const catalog = createCatalog({ read: (name) => readFileSync(new URL(name, catalogFolder), 'utf8') });

/** Whole stacks beside the repository; where they are not there, they are left out. */
const stacks = ['hands-on-8/terraform', 'three-ways', 'course-15', 'isolated-vpc']
  .map((name) => `../shared/stacks/${name}`)
  .filter((name) => existsSync(new URL(`${name}/`, root)));

const removable =
  /^aws_(nat_gateway|internet_gateway|egress_only_internet_gateway|vpc_endpoint|route|route_table|route_table_association|security_group|security_group_rule|vpc_security_group_ingress_rule|vpc_security_group_egress_rule|network_acl|network_acl_rule|vpc_peering_connection|route53_zone|route53_record|instance|lambda_function|ecs_service|subnet)\./;

describe.each(directories())('%s', (name) => {
  const texts = textsOf(new URL(`${name}/`, root));
  const before = networkOf(texts);
  const addresses = resourcesIn(texts).filter((address) => removable.test(address));

  it.each(addresses.map((address) => [address]))(
    'without %s the proof says the same, rehearsed and edited',
    (address) => {
      const edited = deleteResource(texts, address);
      // A reference that nobody can cut out by rule: a person would rewrite the expression.
      if (edited === undefined) return;
      const { network, problems } = applyChanges(before, [{ kind: 'remove', address }], catalog);
      expect(problems).toEqual([]);
      expect(answersOf(network)).toEqual(answersOf(networkOf(edited)));
    },
  );
});

it('compares enough to mean something', () => {
  const compared = directories().flatMap((name) => {
    const texts = textsOf(new URL(`${name}/`, root));
    return resourcesIn(texts).filter(
      (address) => removable.test(address) && deleteResource(texts, address) !== undefined,
    );
  });
  expect(compared.length).toBeGreaterThan(150);
});

/** The examples, and every case of endpoints and routes that is one directory. */
function directories(): readonly string[] {
  const themes = readdirSync(new URL('cases/', root), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  const cases = themes.flatMap(({ name: theme }) =>
    readdirSync(new URL(`cases/${theme}/`, root), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `cases/${theme}/${name}`),
  );
  return ['examples/shop', ...cases, ...stacks].filter(isFlat);
}

/** Without modules, so that the text of one directory is all there is. */
function isFlat(name: string): boolean {
  const texts = textsOf(new URL(`${name}/`, root));
  const isWhole =
    Object.keys(texts).length > 0 && !readdirSync(new URL(`${name}/`, root)).includes('modules');
  return isWhole && !Object.values(texts).some((text) => /^module\s/m.test(text));
}

function textsOf(folder: URL): Texts {
  const names = readdirSync(folder).filter((name) => name.endsWith('.tf') || name.endsWith('.tfvars'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]));
}

function networkOf(texts: Texts): Network {
  return readProject(filesInMemory(texts)).network;
}

/** Verdict, level, way, parts and causes of every call. */
function answersOf(network: Network): readonly string[] {
  const model = addStandIns(network);
  const { calls } = checkNetwork(model, catalog, {
    needs: (workload) =>
      needsOf(workload, catalog.workloadNeeds(workload.kind)).map(({ service, need, why, source }) => ({
        service,
        reason:
          need === 'conditional'
            ? { kind: 'conditional', why, source }
            : { kind: 'needed', why, need, source },
      })),
    services: ['s3', 'sts'],
  });
  return calls.map(answerOf);
}

function answerOf({ workload, service, hostname, verdict, privacy, via, paths }: Call): string {
  const parts = paths.map((path) => ({
    subnets: path.subnets,
    family: path.family,
    verdict: path.verdict,
    privacy: path.privacy,
    via: path.via,
    blockers: path.blockers.map(({ code, component }) => `${code} ${component}`),
    unknowns: path.unknowns.map(({ code, what }) => `${code} ${what}`),
  }));
  return JSON.stringify([workload, service, hostname, verdict, privacy, via, parts]);
}
