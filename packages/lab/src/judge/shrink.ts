import type { HostSpec, NetworkSpec, VpcSpec } from './network-spec.ts';

/**
 * Smaller networks, one thing less each: the largest cuts first. What refers to a thing that goes, goes too.
 *
 * @param kept names that the question needs
 */
export function smaller(spec: NetworkSpec, kept: ReadonlySet<string>): readonly NetworkSpec[] {
  const withoutVpc = spec.vpcs
    .filter((vpc) => spec.vpcs.length > 1 && !vpc.hosts.some(({ name }) => kept.has(name)))
    .map(({ name }) => dropVpc(spec, name));
  const withoutPeering = spec.peerings.map(({ name }) => dropPeering(spec, name));
  const inside = spec.vpcs.flatMap((vpc, index) =>
    smallerVpc(vpc, kept).map((changed) => ({
      ...spec,
      vpcs: spec.vpcs.map((each, position) => (position === index ? changed : each)),
    })),
  );
  return [...withoutVpc, ...withoutPeering, ...inside];
}

function dropVpc(spec: NetworkSpec, name: string): NetworkSpec {
  const gone = spec.peerings
    .filter(({ from, to }) => from === name || to === name)
    .map((peering) => peering.name);
  const rest = gone.reduce(dropPeering, spec);
  return { ...rest, vpcs: rest.vpcs.filter((vpc) => vpc.name !== name) };
}

function dropPeering(spec: NetworkSpec, name: string): NetworkSpec {
  return {
    peerings: spec.peerings.filter((peering) => peering.name !== name),
    vpcs: spec.vpcs.map((vpc) => dropTarget(vpc, name)),
  };
}

/** Routes that lead to something that is no more. */
function dropTarget(vpc: VpcSpec, name: string): VpcSpec {
  return {
    ...vpc,
    tables: vpc.tables.map((table) => ({
      ...table,
      routes: table.routes.filter(({ target }) => !('name' in target) || target.name !== name),
    })),
  };
}

function without<Item>(items: readonly Item[], index: number): readonly Item[] {
  return items.filter((_, position) => position !== index);
}

function each<Item>(
  items: readonly Item[],
  change: (rest: readonly Item[], gone: Item) => VpcSpec,
): VpcSpec[] {
  return items.map((gone, index) => change(without(items, index), gone));
}

function smallerVpc(vpc: VpcSpec, kept: ReadonlySet<string>): readonly VpcSpec[] {
  const endpoints = vpc.endpoints.filter(({ name }) => !kept.has(name));
  return [
    ...endpoints.map((gone) => ({ ...vpc, endpoints: vpc.endpoints.filter((one) => one !== gone) })),
    ...vpc.hosts.filter(({ name }) => !kept.has(name)).map((gone) => dropHost(vpc, gone)),
    ...each(vpc.nats, (nats, gone) => dropTarget({ ...vpc, nats }, gone.name)),
    ...vpc.acls.map(({ name }) => dropAcl(vpc, name)),
    ...unusedSubnets(vpc).map((name) => ({
      ...vpc,
      subnets: vpc.subnets.filter((subnet) => subnet.name !== name),
    })),
    ...unusedGroups(vpc).map((name) => ({
      ...vpc,
      groups: vpc.groups.filter((group) => group.name !== name),
    })),
    ...vpc.tables.flatMap((table, index) =>
      each(table.routes, (routes) => ({
        ...vpc,
        tables: vpc.tables.map((other, position) => (position === index ? { ...table, routes } : other)),
      })),
    ),
    ...vpc.groups.flatMap((group, index) =>
      each(group.rules, (rules) => ({
        ...vpc,
        groups: vpc.groups.map((other, position) => (position === index ? { ...group, rules } : other)),
      })),
    ),
    ...vpc.acls.flatMap((acl, index) =>
      each(acl.entries, (entries) => ({
        ...vpc,
        acls: vpc.acls.map((other, position) => (position === index ? { ...acl, entries } : other)),
      })),
    ),
    ...vpc.hosts.filter(({ groups }) => groups.length > 1).map((host) => fewerGroups(vpc, host)),
  ];
}

function dropHost(vpc: VpcSpec, { name }: HostSpec): VpcSpec {
  return dropTarget({ ...vpc, hosts: vpc.hosts.filter((host) => host.name !== name) }, name);
}

function dropAcl(vpc: VpcSpec, name: string): VpcSpec {
  return {
    ...vpc,
    acls: vpc.acls.filter((acl) => acl.name !== name),
    subnets: vpc.subnets.map((subnet) => (subnet.acl === name ? { ...subnet, acl: undefined } : subnet)),
  };
}

function fewerGroups(vpc: VpcSpec, { name }: HostSpec): VpcSpec {
  return {
    ...vpc,
    hosts: vpc.hosts.map((host) => (host.name === name ? { ...host, groups: host.groups.slice(1) } : host)),
  };
}

function unusedSubnets({ subnets, hosts, nats, endpoints }: VpcSpec): readonly string[] {
  const used = new Set<string | undefined>([
    ...hosts.map(({ subnet }) => subnet),
    ...nats.map(({ subnet }) => subnet),
    ...endpoints.flatMap((endpoint) => endpoint.subnets),
  ]);
  return subnets.map(({ name }) => name).filter((name) => !used.has(name));
}

function unusedGroups({ groups, hosts, endpoints }: VpcSpec): readonly string[] {
  const used = new Set<string>([
    ...hosts.flatMap((host) => host.groups),
    ...endpoints.flatMap((endpoint) => endpoint.groups),
    ...groups.flatMap(({ rules }) => rules.flatMap(({ peer }) => (peer.kind === 'group' ? [peer.name] : []))),
  ]);
  return groups.map(({ name }) => name).filter((name) => !used.has(name));
}

/** Takes one smaller network after the other while the question still shows what it showed. */
export async function shrink(
  spec: NetworkSpec,
  kept: ReadonlySet<string>,
  stillShows: (candidate: NetworkSpec) => Promise<boolean>,
  triesMax: number,
): Promise<NetworkSpec> {
  let smallest = spec;
  let tries = 0;
  for (let isShrinking = true; isShrinking; ) {
    isShrinking = false;
    for (const candidate of smaller(smallest, kept)) {
      if (tries >= triesMax) return smallest;
      tries++;
      if (!(await stillShows(candidate))) continue;
      smallest = candidate;
      isShrinking = true;
      break;
    }
  }
  return smallest;
}
