import type { ProposedEndpoint } from '../../model/change.ts';
import type { VpcEndpoint } from '../../model/network.ts';
import type { Draft } from './draft.ts';
import { isProposed } from './satisfied.ts';
import { takeValue } from './set-argument.ts';
import { switchesOf, type TriedSwitch, trySwitch } from './switches.ts';
import type { Placed } from './user-project.ts';

/** So many values are tried: each is a reading of the whole project. */
const triedMax = 8;

/**
 * Turns on endpoints that the user has written already and switched off (`count = var.enabled ? 1 : 0`),
 * when one value makes what is proposed and nothing that costs besides.
 *
 * @returns what is still to be written
 */
export function writeSwitchedEndpoints(
  draft: Draft,
  endpoints: readonly ProposedEndpoint[],
): readonly ProposedEndpoint[] {
  if (endpoints.length === 0) return endpoints;
  const tried = new Set<string>();
  for (const placed of switchedOff(draft)) {
    for (const candidate of switchesOf(placed.module, placed.resource)) {
      if (candidate.place.givenBy !== undefined) continue;
      const key = JSON.stringify(candidate.edits);
      if (tried.has(key) || tried.size >= triedMax) continue;
      tried.add(key);
      const found = trySwitch(draft.project, candidate);
      const made = found === undefined ? undefined : madeBy(found, endpoints);
      if (found === undefined || made === undefined) continue;
      takeValue(draft, found.place, found.after);
      return endpoints.filter((endpoint) => !made.includes(endpoint));
    }
  }
  return endpoints;
}

/** Blocks of endpoints that make no instance now. */
function switchedOff({ project }: Draft): readonly Pick<Placed, 'module' | 'resource'>[] {
  return project.modules.flatMap((module) =>
    [...module.resources]
      .filter(([key]) => key.startsWith('aws_vpc_endpoint.'))
      .map(([, pull]) => ({ module, resource: pull() }))
      .filter(({ resource }) => resource.instances.length === 0),
  );
}

const besides =
  /^(?:.*\.)?(?:aws_security_group|aws_(?:vpc_)?security_group\w*_rule|aws_vpc_endpoint\w*)\.[^.]+$/;

/** `undefined` = the switch does more than is proposed, or nothing of it. */
function madeBy(
  { difference: { gone, added, altered, isBroken }, project }: TriedSwitch,
  endpoints: readonly ProposedEndpoint[],
): readonly ProposedEndpoint[] | undefined {
  const isOnly = gone.length + altered.length === 0 && added.every((address) => besides.test(address));
  if (isBroken || !isOnly) return undefined;
  const network = project.network();
  const fresh = [...network.vpcEndpoints.values()].filter(({ id }) => added.includes(id));
  const made = endpoints.filter((endpoint) => fresh.some((one) => isProposed(one, endpoint)));
  const needless = fresh.filter(
    (one) => !isFree(one) && !endpoints.some((endpoint) => isProposed(one, endpoint)),
  );
  return made.length > 0 && needless.length === 0 ? made : undefined;
}

/** PR-3: gateway endpoints cost nothing. */
function isFree({ type }: VpcEndpoint): boolean {
  return type.kind === 'known' && type.value === 'Gateway';
}
