import type { Network, Workload } from '@naisen/engine';

/**
 * What `lab exec` calls each position of each workload: its name where it is the only one, its address
 * without the type where not, and the zone's letter where it stands in several subnets.
 *
 * @returns by `WORKLOAD SUBNET`
 */
export function hostNames(workloads: readonly Workload[], network: Network): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const wanted = workloads.map(({ id, name }) => slug(name === id ? shortAddress(id) : name));
  for (const [index, workload] of workloads.entries()) {
    const name = wanted[index] ?? '';
    const isOnly = name !== '' && wanted.filter((other) => other === name).length === 1;
    const base = isOnly ? name : slug(shortAddress(workload.id));
    const subnets = [...workload.subnets.items].sort();
    for (const [position, id] of subnets.entries()) {
      const zone = network.subnets.get(id)?.availabilityZone;
      const letter = zone?.kind === 'known' ? (/[a-z]$/.exec(zone.value)?.[0] ?? '') : '';
      const isAlone = subnets.length === 1;
      names.set(`${workload.id} ${id}`, free(isAlone ? base : `${base}-${letter || position + 1}`, taken));
    }
  }
  return names;
}

function free(name: string, taken: Set<string>): string {
  let candidate = name;
  for (let number = 2; taken.has(candidate); number++) candidate = `${name}-${number}`;
  taken.add(candidate);
  return candidate;
}

/** `app-0` of `aws_instance.app[0]`. */
function shortAddress(address: string): string {
  return address.replace(/^(?:.*\.)?(?:aws|data)_[a-z0-9_]+\./, '').replace(/^.*\.aws_[a-z0-9_]+\./, '');
}

/** Letters, digits and hyphens: it is a part of a namespace's name and a word of the command line. */
function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
}
