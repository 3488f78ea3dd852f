import { formatPrefix } from '../src/ip/address.ts';
import type { Role } from '../src/model/access.ts';
import type { Network, RestApi } from '../src/model/network.ts';
import type {
  Stack,
  StackPolicy,
  StackRoute,
  StackSecurityGroupRule,
  StackText,
  StackVpcEndpoint,
} from '../src/model/stack.ts';

/**
 * Two readings of one network in the same short words: what a stack says, and what the reader of Terraform
 * made of the files that were written from it. They share nothing but these words.
 */
export type Summary = Readonly<Record<string, unknown>>;

/** What a stack says, without a look at any file. */
export function summaryOfStack(stack: Stack): Summary {
  return {
    region: stack.region,
    vpcs: byId(stack.vpcs, (vpc) => [
      vpc.name,
      formatPrefix(vpc.ipv4Cidr),
      vpc.ipv6 === 'none' ? 'no IPv6' : 'IPv6',
      vpc.enableDnsSupport,
      vpc.enableDnsHostnames,
    ]),
    subnets: byId(stack.subnets, (subnet) => [
      subnet.name,
      subnet.vpc,
      subnet.availabilityZone,
      formatPrefix(subnet.ipv4Cidr),
      subnet.ipv6Index === undefined ? 'no IPv6' : `IPv6 of ${subnet.vpc}`,
      subnet.mapPublicIpOnLaunch,
      subnet.routeTable ?? 'main table',
    ]),
    tables: byId(stack.routeTables, ({ id, vpc }) => [
      vpc,
      sorted(stack.routes.filter((route) => route.routeTable === id).map(routeText)),
      sorted(
        stack.vpnGateways.filter(({ propagatesTo }) => propagatesTo.includes(id)).map((each) => each.id),
      ),
    ]),
    groups: byId(stack.securityGroups, ({ id, name, vpc }) => [
      name,
      vpc,
      sorted(stack.securityGroupRules.filter((rule) => rule.securityGroup === id).map(ruleText)),
    ]),
    gateways: sorted([
      ...stack.internetGateways.map(({ id, vpc }) => `${id} of ${vpc}`),
      ...stack.egressOnlyInternetGateways.map(({ id, vpc }) => `${id} of ${vpc}`),
      ...stack.natGateways.map(({ id, subnet, elasticIp }) => `${id} in ${subnet} by ${elasticIp}`),
      ...stack.elasticIps.map(({ id, instance }) => `${id} of ${instance ?? 'nothing'}`),
    ]),
    endpoints: byId(stack.vpcEndpoints, endpointOfStack),
    zones: byId(stack.hostedZones, ({ domainName, vpc, records }) => [
      domainName,
      vpc,
      sorted(records.map(({ name, endpoint }) => `${name} is ${endpoint}`)),
    ]),
    roles: byId(stack.roles, ({ name, trust, inlinePolicies, managedPolicies }) => [
      name,
      policyOfStack(trust, stack),
      inlinePolicies.map(({ policy }) => policyOfStack(policy, stack)),
      sorted(managedPolicies.map((policy) => `arn:aws:iam::aws:policy/${policy.name}`)),
    ]),
    flowLogs: sorted(
      stack.flowLogs.map(({ id, vpc, trafficType, role, logGroup, fields, aggregationIntervalSeconds }) =>
        JSON.stringify([
          id,
          vpc,
          trafficType,
          role,
          logGroup,
          fields.map((field) => `\${${field}}`).join(' '),
          aggregationIntervalSeconds,
        ]),
      ),
    ),
    restApis: byId(stack.restApis, ({ endpointType, policy }) => [
      endpointType,
      policy === undefined ? [] : [policyOfStack(policy, stack)],
    ]),
    workloads: workloadsOfStack(stack),
  };
}

function workloadsOfStack(stack: Stack): Summary {
  const texts = (record: Readonly<Record<string, StackText>>): readonly string[] =>
    sorted(Object.entries(record).map(([name, value]) => `${name}=${textOf(value, stack)}`));
  const values = (record: Readonly<Record<string, StackText>>): readonly string[] =>
    sorted(Object.values(record).map((value) => textOf(value, stack)));
  return {
    ...byId(stack.services, (service) => [
      service.name,
      sorted(service.subnets),
      sorted(service.securityGroups),
      service.assignPublicIp ? 'yes' : 'no',
      service.containers.map(({ image }) => textOf(image, stack)),
      service.containers.flatMap(({ environment }) => texts(environment)),
      service.containers.flatMap(({ secrets }) => values(secrets)),
      service.containers.map(({ logGroup }) => (logGroup === undefined ? 'no log' : 'awslogs')),
      sorted([service.executionRole, ...(service.taskRole === undefined ? [] : [service.taskRole])]),
      service.executeCommand,
    ]),
    ...byId(stack.instances, (instance) => [
      instance.name,
      [instance.subnet],
      sorted(instance.securityGroups),
      // The address of an Elastic IP is public whatever the subnet says.
      stack.elasticIps.some((address) => address.instance === instance.id) ? 'yes' : instance.publicIp,
      instance.sourceDestCheck,
    ]),
    ...byId(stack.functions, (lambda) => [
      lambda.name,
      sorted(lambda.subnets),
      sorted(lambda.securityGroups),
      'no',
      lambda.code.kind === 'image' ? [textOf(lambda.code.image, stack)] : [],
      texts(lambda.environment),
      [lambda.role],
    ]),
  };
}

function byId<Thing extends { readonly id: string }>(
  things: readonly Thing[],
  describe: (thing: Thing) => unknown,
): Summary {
  return Object.fromEntries(things.map((thing) => [thing.id, describe(thing)]));
}

function sorted(texts: readonly string[]): readonly string[] {
  return texts.toSorted();
}

function routeText({ destination, target }: StackRoute): string {
  return `${formatPrefix(destination)} to ${target.kind} ${target.id}`;
}

function ruleText(rule: StackSecurityGroupRule): string {
  const { direction, protocol, fromPort, toPort, peer } = rule;
  const other =
    peer.kind === 'prefix'
      ? formatPrefix(peer.prefix)
      : peer.kind === 'security-group'
        ? peer.securityGroup
        : `list of ${peer.endpoint}`;
  return `${direction} ${protocol} ${fromPort}-${toPort} ${other}`;
}

function endpointOfStack(endpoint: StackVpcEndpoint): unknown {
  const common = [endpoint.name, endpoint.vpc, endpoint.type, endpoint.serviceName];
  if (endpoint.type === 'Gateway') return [...common, sorted(endpoint.routeTables)];
  const isSaid =
    endpoint.privateDns === 'on-for-inbound-resolver' ||
    (endpoint.privateDns === 'on' && endpoint.serviceName.endsWith('.s3'));
  return [
    ...common,
    sorted(endpoint.subnets),
    sorted(endpoint.securityGroups),
    endpoint.privateDns !== 'off',
    isSaid ? endpoint.privateDns === 'on-for-inbound-resolver' : 'not said',
    endpoint.ipAddressType,
  ];
}

/** A policy as JSON in which references stand as `${address.attribute}`, its keys sorted. */
function policyOfStack({ statements }: StackPolicy, stack: Stack): unknown {
  const many = (texts: readonly StackText[]): unknown => {
    const written = texts.map((text) => textOf(text, stack));
    return written.length === 1 ? written[0] : written;
  };
  return {
    Version: '2012-10-17',
    Statement: statements.map(({ sid, effect, principal, actions, resources, conditions }) => {
      const condition: Record<string, Record<string, unknown>> = {};
      for (const { operator, key, values } of conditions)
        condition[operator] = { ...condition[operator], [key]: many(values) };
      return {
        Sid: sid,
        Effect: effect,
        ...(principal === undefined
          ? {}
          : principal.kind === 'anyone'
            ? { Principal: '*' }
            : principal.kind === 'service'
              ? { Principal: { Service: many(principal.services) } }
              : { Principal: { AWS: many(principal.principals) } }),
        Action: many(actions),
        ...(resources.length === 0 ? {} : { Resource: many(resources) }),
        ...(conditions.length === 0 ? {} : { Condition: condition }),
      };
    }),
  };
}

const attributeWords: Readonly<Record<string, string>> = {
  'aws_ecr_repository url': 'repository_url',
  'aws_s3_bucket name': 'id',
};

/** A reference in marks that no drawn text has. */
function mark(address: string): string {
  return `⟦${address}⟧`;
}

function textOf(text: StackText, stack: Stack): string {
  if (typeof text === 'string') return text;
  return text
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      if ('deployment' in piece) {
        if (piece.deployment === 'region') return stack.region;
        if (piece.deployment === 'partition') return 'aws';
        return mark('data.aws_caller_identity.current.account_id');
      }
      const type = piece.of.split('.')[0] ?? '';
      const named = knownNames(stack).get(`${piece.of} ${piece.attribute}`);
      return named ?? mark(`${piece.of}.${attributeWords[`${type} ${piece.attribute}`] ?? piece.attribute}`);
    })
    .join('');
}

/** Names that are written in the files themselves, so that a reader knows them before anything is applied. */
function knownNames({ repositories, secrets, tables, logGroups, clusters }: Stack): Map<string, string> {
  const named = [...repositories, ...secrets, ...tables, ...logGroups, ...clusters];
  return new Map(named.map(({ id, name }) => [`${id} name`, name]));
}

/** What was read from the files. */
export function summaryOfNetwork(network: Network): Summary {
  return {
    region: known(network.defaultRegion),
    vpcs: mapped(network.vpcs, (vpc) => [
      vpc.name,
      formatPrefix(only(vpc.ipv4Cidrs.items)),
      vpc.ipv6Cidrs.unknowns.length === 0 ? 'no IPv6' : 'IPv6',
      known(vpc.enableDnsSupport),
      known(vpc.enableDnsHostnames),
    ]),
    subnets: mapped(network.subnets, (subnet) => [
      subnet.name,
      known(subnet.vpc),
      known(subnet.availabilityZone),
      subnet.ipv4Cidr?.kind === 'known' ? formatPrefix(subnet.ipv4Cidr.value) : 'none',
      subnet.ipv6Cidr?.kind === 'unknown'
        ? `IPv6 of ${subnet.ipv6Cidr.unknown.references[0]?.address}`
        : 'no IPv6',
      known(subnet.mapPublicIpOnLaunch),
      subnet.routeTable === undefined ? 'main table' : known(subnet.routeTable.target),
    ]),
    tables: mapped(declared(network.routeTables), (table) => [
      known(table.vpc),
      sorted(
        table.routes.items.map(({ destination, target }) => {
          const to = 'id' in target ? `${target.kind} ${target.id}` : target.kind;
          return `${destination.kind === 'prefix' ? formatPrefix(destination.prefix) : '?'} to ${to}`;
        }),
      ),
      sorted(table.propagatingVpnGateways.items),
    ]),
    groups: mapped(declared(network.securityGroups), (group) => [
      group.name,
      known(group.vpc),
      sorted([
        ...group.ingress.items.map((rule) => readRule('ingress', rule, network)),
        ...group.egress.items.map((rule) => readRule('egress', rule, network)),
      ]),
    ]),
    gateways: sorted([
      ...[...network.internetGateways.values()].map(({ id, vpc }) => `${id} of ${vpc && known(vpc)}`),
      ...[...network.egressOnlyInternetGateways.values()].map(
        ({ id, vpc }) => `${id} of ${vpc && known(vpc)}`,
      ),
      ...[...network.natGateways.values()].map(
        ({ id, subnet, elasticIp }) =>
          `${id} in ${subnet && known(subnet)} by ${elasticIp && known(elasticIp)}`,
      ),
      ...[...network.elasticIps.values()].map(
        ({ id, instance }) => `${id} of ${instance === undefined ? 'nothing' : known(instance)}`,
      ),
    ]),
    ...readThings(network),
  };
}

function readThings(network: Network): Summary {
  return {
    endpoints: mapped(network.vpcEndpoints, (endpoint) => {
      const common = [endpoint.name, known(endpoint.vpc), known(endpoint.type), known(endpoint.serviceName)];
      if (known(endpoint.type) === 'Gateway')
        return [...common, sorted(endpoint.routeTables.items.map(({ target }) => known(target)))];
      const inbound = endpoint.privateDnsOnlyForInboundResolverEndpoint;
      return [
        ...common,
        sorted(endpoint.subnets.items),
        sorted(endpoint.securityGroups.items),
        known(endpoint.privateDnsEnabled),
        inbound === undefined ? 'not said' : known(inbound),
        known(endpoint.ipAddressType),
      ];
    }),
    zones: mapped(network.hostedZones, ({ name, vpcs, records }) => [
      known(name),
      only(vpcs?.items ?? []),
      sorted(records.items.map((record) => `${known(record.name)} is ${record.endpoint}`)),
    ]),
    roles: mapped(network.access?.roles ?? new Map<string, Role>(), (role) => [
      known(role.name),
      JSON.parse(readText(role.trust?.text)),
      role.inlinePolicies.items.map(({ text }) => JSON.parse(readText(text))),
      sorted(role.managedPolicies.items),
    ]),
    flowLogs: sorted(
      network.flowLogs.map((log) =>
        JSON.stringify([
          log.address,
          log.vpc && known(log.vpc),
          known(log.trafficType),
          log.role,
          log.logGroup,
          log.logFormat === undefined ? '' : known(log.logFormat),
          log.aggregationInterval && known(log.aggregationInterval),
        ]),
      ),
    ),
    restApis: mapped(network.restApis ?? new Map<string, RestApi>(), ({ address, endpointTypes }) => [
      only(endpointTypes.items),
      (network.access?.resources ?? [])
        .filter((protectedResource) => protectedResource.address === address)
        .flatMap(({ policies }) => policies.items.map((policy) => JSON.parse(readText(policy.text)))),
    ]),
    workloads: mapped(network.workloads, (workload) => {
      const { facts, kind } = workload;
      const place = [
        workload.name,
        sorted(workload.subnets.items),
        sorted(workload.securityGroups.items),
        known(workload.publicIp),
      ];
      if (kind === 'ec2-instance' || kind === 'ec2-session-manager')
        return [...place, known(workload.sourceDestCheck)];
      const images = (facts.images ?? []).map(({ image }) => readText(image));
      const environment = sorted(
        (facts.environment ?? []).map(({ name, value }) => `${name}=${readText(value)}`),
      );
      const roles = sorted((facts.roles ?? []).map(({ role }) => known(role)));
      if (kind === 'lambda-vpc') return [...place, images, environment, roles];
      const drivers = (facts.logDrivers ?? []).map(({ driver }) => known(driver));
      return [
        ...place,
        images,
        environment,
        (facts.secrets ?? []).map(({ valueFrom }) => readText(valueFrom)),
        drivers.length === 0 ? ['no log'] : drivers,
        roles,
        facts.executeCommand && known(facts.executeCommand),
      ];
    }),
  };
}

type MaybeKnown<Value> =
  | { readonly kind: 'known'; readonly value: Value }
  | { readonly kind: 'unknown'; readonly unknown: { readonly template?: readonly unknown[] } };

function known<Value>(value: MaybeKnown<Value>): Value {
  if (value.kind === 'known') return value.value;
  throw new Error(`not known: ${JSON.stringify(value.unknown)}`);
}

function readText(text: MaybeKnown<string> | undefined): string {
  if (text === undefined) return 'none';
  if (text.kind === 'known') return text.value;
  const pieces = (text.unknown.template ?? []) as readonly (string | { address: string; path: string })[];
  return pieces
    .map((piece) => (typeof piece === 'string' ? piece : mark(`${piece.address}.${piece.path}`)))
    .join('');
}

function only<Item>(items: readonly Item[]): Item {
  const [item] = items;
  if (item === undefined || items.length !== 1) throw new Error(`${items.length} instead of one`);
  return item;
}

function mapped<Thing>(things: ReadonlyMap<string, Thing>, describe: (thing: Thing) => unknown): Summary {
  return Object.fromEntries([...things].map(([id, thing]) => [id, describe(thing)]));
}

/** Without the default tables and groups, which exist whether written or not. */
function declared<Thing>(things: ReadonlyMap<string, Thing>): ReadonlyMap<string, Thing> {
  return new Map([...things].filter(([id]) => !id.startsWith('aws_vpc.')));
}

type ReadRule = NonNullable<ReturnType<Network['securityGroups']['get']>>['ingress']['items'][number];

function readRule(
  direction: string,
  { protocol, fromPort, toPort, peer }: ReadRule,
  network: Network,
): string {
  const lists = new Map(
    [...network.vpcEndpoints.values()].map((endpoint) => [endpoint.prefixList, endpoint.id]),
  );
  const other =
    peer.kind === 'prefix'
      ? formatPrefix(peer.prefix)
      : peer.kind === 'security-group'
        ? peer.securityGroup
        : peer.kind === 'prefix-list'
          ? `list of ${lists.get(peer.prefixList)}`
          : 'unknown';
  return `${direction} ${known(protocol)} ${known(fromPort)}-${known(toPort)} ${other}`;
}
