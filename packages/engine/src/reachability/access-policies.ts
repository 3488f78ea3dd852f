import type { EndpointGate, PolicySet } from '../authorization/evaluate.ts';
import { parsePolicy, unknownPolicy } from '../authorization/parse-policy.ts';
import type { PolicyDocument, PolicyKind, StatementPlace } from '../authorization/policy.ts';
import { absent, type KeyValue, present, unknownKey } from '../authorization/request.ts';
import { formatText, piecesOf, spell, type Text, textOf, textOfKnown } from '../authorization/text.ts';
import { type Collection, collection, type Known } from '../base/known.ts';
import type { SourceRange } from '../base/source-range.ts';
import type { Catalog } from '../catalog/create-catalog.ts';
import {
  type Access,
  documentKey,
  type ProtectedResource,
  type Role,
  type WrittenPolicy,
} from '../model/access.ts';
import type { Origin } from '../model/identity.ts';
import type { Network, VpcEndpoint } from '../model/network.ts';
import type { Workload, WorkloadFacts } from '../model/workload.ts';

type GivenKey = readonly [string, KeyValue];

export type RoleUse = NonNullable<WorkloadFacts['roles']>[number]['use'];

/** What a resource's own policy is for one question. */
export interface ResourceGate {
  readonly resource: ProtectedResource | undefined;
  readonly document: PolicyDocument | undefined;
}

/**
 * Services that AWS named when RCPs began. It has added others since: whether those are bound is left open.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
const rcpServices: ReadonlySet<string> = new Set(['s3', 'sts', 'kms', 'sqs', 'secretsmanager']);

const nothingRead: Access = {
  roles: new Map(),
  instanceProfiles: new Map(),
  policies: new Map(),
  resources: [],
  account: { kind: 'unknown', unknown: { reason: 'not-given', references: [] } },
  texts: new Map(),
};

/** The policies of one network, each parsed once, with every text in one spelling. */
export class AccessPolicies {
  readonly #network: Network;
  readonly #catalog: Catalog;
  readonly #access: Access;
  readonly #documents: Map<string, PolicyDocument> = new Map();
  readonly #origins: Map<string, Origin> = new Map();
  #ownKeys: readonly GivenKey[] | undefined;
  readonly #principals: Map<Role | undefined, readonly GivenKey[]> = new Map();
  readonly #lineOffsets: Map<string, number> = new Map();
  readonly #statements: Map<string, readonly Origin[]> = new Map();
  #account: Text | undefined;
  readonly #regions: Map<string, { readonly region: string | undefined }> = new Map();
  #accessPoints: readonly ProtectedResource[] | undefined;
  #gates: Pick<PolicySet, 'scps' | 'rcps'> | undefined;
  #arns: readonly (readonly [arn: string, address: string])[] | undefined;
  readonly #identities: Map<string, Collection<PolicyDocument>> = new Map();

  constructor(network: Network, catalog: Catalog) {
    this.#network = network;
    this.#catalog = catalog;
    this.#access = network.access ?? nothingRead;
  }

  /**
   * Where a policy is written; `undefined` = AWS keeps it.
   *
   * @param statement its own place, as far as that is known
   */
  originOf(policy: string, statement?: StatementPlace): Origin | undefined {
    const origin = this.#origins.get(policy);
    const written = statement === undefined ? undefined : this.#statements.get(policy)?.[statement.statement];
    if (written !== undefined) return written;
    const offset = this.#lineOffsets.get(policy);
    if (origin?.kind !== 'terraform' || statement === undefined || offset === undefined) return origin;
    const { line, column } = statement.position;
    const start = { ...origin.range.start, line: line + offset, column };
    return { ...origin, range: { ...origin.range, start } };
  }

  get account(): Text {
    this.#account ??= this.text(this.#access.account) ?? [
      { address: 'data.aws_caller_identity.current', path: 'account_id' },
    ];
    return this.#account;
  }

  /** A text with every reference replaced by what it is made of. */
  text(written: Known<string>): Text | undefined {
    const text = textOfKnown(written);
    return text === undefined ? undefined : this.#spell(text);
  }

  #spell(text: Text): Text {
    return spell(text, this.#access.texts);
  }

  /** A declared thing by its address, with what follows (`aws_s3_bucket.a/*`); else the text is the ARN. */
  resource(asked: string): Text {
    const named = this.#access.resources
      .filter(({ address }) => asked === address || asked.startsWith(`${address}/`))
      .toSorted((a, b) => b.address.length - a.address.length)[0];
    const arn = named === undefined ? undefined : this.text(named.arn);
    if (named === undefined || arn === undefined) return asked;
    return textOf([...piecesOf(arn), asked.slice(named.address.length)]);
  }

  /** What a question calls the resource of a written ARN; empty = it has parts that nobody knows. */
  nameOf(written: Text): string {
    const text = formatText(this.#spell(written));
    const found = this.#declaredArns().find(([arn]) => text === arn || text.startsWith(`${arn}/`));
    const name = found === undefined ? text : `${found[1]}${text.slice(found[0].length)}`;
    return name.includes('${') ? '' : name;
  }

  #declaredArns(): readonly (readonly [arn: string, address: string])[] {
    this.#arns ??= this.#access.resources
      .map(({ arn, address }) => [formatText(this.text(arn) ?? ''), address] as const)
      .filter(([arn]) => arn !== '')
      .toSorted(([a], [b]) => b.length - a.length);
    return this.#arns;
  }

  /** The role with which a workload makes a call. */
  roleOf(workload: Workload, uses: readonly RoleUse[]): Role | undefined {
    for (const use of uses) {
      const named = workload.facts.roles?.find((role) => role.use === use)?.role;
      const role = named?.kind === 'known' ? this.#roleNamed(named.value) : undefined;
      if (role !== undefined) return role;
    }
    return undefined;
  }

  #roleNamed(name: string): Role | undefined {
    const { roles, instanceProfiles } = this.#access;
    const address = instanceProfiles.get(name) ?? name;
    const tail = address.slice(address.lastIndexOf('/') + 1);
    const isNamed = (role: Role): boolean => role.name.kind === 'known' && role.name.value === tail;
    return roles.get(address) ?? [...roles.values()].find(isNamed);
  }

  identityOf(role: Role): Collection<PolicyDocument> {
    const earlier = this.#identities.get(role.id);
    if (earlier !== undefined) return earlier;
    const inline = role.inlinePolicies.items.map((policy) => this.#document('identity', policy));
    const managed = role.managedPolicies.items.map((name) => this.#managed('identity', name));
    const unknowns = [...role.inlinePolicies.unknowns, ...role.managedPolicies.unknowns];
    const identity = collection([...inline, ...managed], unknowns);
    this.#identities.set(role.id, identity);
    return identity;
  }

  boundaryOf(role: Role): PolicyDocument | undefined {
    if (role.boundary === undefined) return undefined;
    if (role.boundary.kind === 'known') return this.#managed('boundary', role.boundary.value);
    return unknownPolicy({ kind: 'boundary', name: role.id }, role.boundary.unknown.references);
  }

  /** SCPs and RCPs that the user gave; a level without any is taken to allow. */
  organizationGates(action: string): Pick<PolicySet, 'scps' | 'rcps' | 'areRcpsBinding'> {
    this.#gates ??= this.#readGates();
    const service = action.slice(0, action.indexOf(':')).toLowerCase();
    return this.#gates.rcps === undefined
      ? this.#gates
      : { ...this.#gates, areRcpsBinding: rcpServices.has(service) };
  }

  #readGates(): Pick<PolicySet, 'scps' | 'rcps'> {
    const { organization } = this.#access;
    if (organization === undefined) return {};
    const read = (
      kind: 'scp' | 'rcp',
      levels: readonly (readonly WrittenPolicy[])[],
    ): readonly (readonly PolicyDocument[])[] =>
      levels
        .filter((level) => level.length > 0)
        .map((level) => level.map((policy) => this.#document(kind, policy)));
    return {
      scps: read('scp', organization.serviceControlPolicies),
      rcps: read('rcp', organization.resourceControlPolicies),
    };
  }

  /** The account in an ARN, when both it and the caller's are known and differ (POL-8). */
  otherAccountOf(resource: string): string | undefined {
    const own = this.account;
    const named = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(resource)?.[1];
    return typeof own === 'string' && named !== own ? named : undefined;
  }

  /**
   * `aws:RequestedRegion` of a call to the name: the Region in it, for a global service that of the partition
   * (S3 and STS answer their global names in more than one Region: `undefined` = not established).
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
   */
  requestedRegion(hostname: string): string | undefined {
    const known = this.#regions.get(hostname);
    if (known !== undefined) return known.region;
    const region = this.#regionOf(hostname);
    this.#regions.set(hostname, { region });
    return region;
  }

  #regionOf(hostname: string): string | undefined {
    const { defaultRegion } = this.#network;
    const own = defaultRegion.kind === 'known' ? defaultRegion.value : undefined;
    if (hostname === '') return own;
    const named = this.#catalog.classifyHostname(hostname);
    const region = 'region' in named ? named.region : undefined;
    if (region !== undefined || named.kind !== 'service') return region;
    const isOfManyRegions = named.service.short === 's3' || named.service.short === 'sts';
    return isOfManyRegions ? undefined : this.#catalog.partitionOf(own ?? '')?.globalRegion;
  }

  /** A day without an hour: what holds at one hour of it and not at another stays open. */
  timeKeys(): readonly GivenKey[] {
    const { today } = this.#access;
    return today === undefined ? [] : [['aws:currenttime', present(today)]];
  }

  /** Of the account and organisation in which the resource stands: the source's, if no other is named. */
  resourceKeys(otherAccount?: string): readonly GivenKey[] {
    if (otherAccount !== undefined) return [['aws:resourceaccount', present(otherAccount)]];
    this.#ownKeys ??= this.#readResourceKeys();
    return this.#ownKeys;
  }

  #readResourceKeys(): readonly GivenKey[] {
    const { id, path } = this.#access.organization ?? {};
    return [
      ['aws:resourceaccount', present(this.account)],
      ...(id === undefined ? [] : [['aws:resourceorgid', present(id)] as const]),
      ...(path === undefined ? [] : [['aws:resourceorgpaths', present(path)] as const]),
    ];
  }

  /** What of a role's sessions is known besides who they are. */
  principalKeys(role: Role | undefined): readonly GivenKey[] {
    const earlier = this.#principals.get(role);
    if (earlier !== undefined) return earlier;
    const keys = this.#readPrincipalKeys(role);
    this.#principals.set(role, keys);
    return keys;
  }

  #readPrincipalKeys(role: Role | undefined): readonly GivenKey[] {
    const { id, path } = this.#access.organization ?? {};
    const tags = [...(role?.tags?.values ?? [])].map(([name, value]) => {
      const text = this.text(value);
      return [`aws:principaltag/${name}`, text === undefined ? unknownKey : present(text)] as const;
    });
    return [
      ['aws:username', absent],
      // Given when AWS's own services call, not when a role does.
      ...(['aws:sourcearn', 'aws:sourceaccount', 'aws:sourceorgid', 'aws:sourceorgpaths'] as const).map(
        (key) => [key, absent] as const,
      ),
      ...(id === undefined ? [] : [['aws:principalorgid', present(id)] as const]),
      ...(path === undefined ? [] : [['aws:principalorgpaths', present(path)] as const]),
      ...tags,
    ];
  }

  /** A workload's session has no tags of its own: those of its role are all. */
  closedKeys(role: Role | undefined): readonly string[] {
    return role?.tags?.isComplete === true ? ['aws:principaltag/'] : [];
  }

  /** IF-19, POL-3, POL-11. */
  endpointGate(endpoint: VpcEndpoint): EndpointGate {
    const isGateway = endpoint.type.kind === 'known' && endpoint.type.value === 'Gateway';
    const name = endpoint.serviceName.kind === 'known' ? endpoint.serviceName.value : '';
    const supported = isGateway || this.#catalog.serviceByEndpointName(name)?.service.policy?.supported;
    const origin = endpoint.origins.policy ?? endpoint.origin;
    const written =
      endpoint.policy === undefined
        ? undefined
        : { name: endpoint.id, text: endpoint.policy, origin, statements: statementsOf(endpoint) };
    return {
      type: isGateway ? 'Gateway' : 'Interface',
      ...(written === undefined ? {} : { policy: this.#document('endpoint', written) }),
      ...(supported === undefined ? {} : { supportsPolicy: supported }),
    };
  }

  /** IAM's prefix of the service behind an endpoint whose policy allows nothing at all (POL-4). */
  prefixOfClosed(component: string): string | undefined {
    const endpoint = [...this.#network.vpcEndpoints.values()].find(({ id }) => id === component);
    if (endpoint === undefined) return undefined;
    const { policy, supportsPolicy } = this.endpointGate(endpoint);
    const isClosed = policy !== undefined && (policy.isDenyOnly || policy.isInvalid);
    if (!isClosed || supportsPolicy !== true || endpoint.serviceName.kind !== 'known') return undefined;
    const short = this.#catalog.serviceByEndpointName(endpoint.serviceName.value)?.service.short;
    return short === undefined ? undefined : this.#catalog.prefixOfService(short);
  }

  /** The policy of the resource that an ARN means, or of one that it may mean. */
  resourceGate(resource: Text, service: string): ResourceGate {
    const candidates = this.#access.resources.filter((one) => one.service === service);
    const asked = comparable(resource);
    const found = candidates.find((one) => {
      const arn = comparable(this.text(one.arn) ?? '');
      return arn !== '' && (asked === arn || asked.startsWith(`${arn}/`));
    });
    if (found !== undefined) return { resource: found, document: this.#resourceDocument(found) };
    const possible = asked === '*' ? undefined : candidates.find((one) => this.#mayBeAnything(one));
    const document =
      possible === undefined
        ? undefined
        : unknownPolicy({ kind: 'resource', name: possible.address }, [
            { address: possible.address, path: 'arn' },
          ]);
    return { resource: undefined, document };
  }

  #resourceDocument({ address, policies, areAllAsked }: ProtectedResource): PolicyDocument | undefined {
    const [doubt] = policies.unknowns;
    if (doubt !== undefined) return unknownPolicy({ kind: 'resource', name: address }, doubt.references);
    const documents = (areAllAsked === true ? policies.items : policies.items.slice(-1)).map((policy) =>
      this.#document('resource', policy),
    );
    return joinDocuments(documents);
  }

  /** The same of the bucket behind an access point; `undefined` = the resource is none. */
  behind(named: string): Text | undefined {
    this.#accessPoints ??= this.#access.resources.filter((one) => one.behind !== undefined);
    if (this.#accessPoints.length === 0) return undefined;
    const asked = comparable(this.resource(named));
    for (const { behind, arn } of this.#accessPoints) {
      const own = behind === undefined ? '' : comparable(this.text(arn) ?? '');
      const isMeant = own !== '' && (asked === own || asked.startsWith(`${own}/`));
      const bucket = behind === undefined || !isMeant ? undefined : this.text(behind);
      if (bucket === undefined) continue;
      const key = asked.slice(own.length).replace(/^\/object(?=\/)/, '');
      return textOf([...piecesOf(bucket), key]);
    }
    return undefined;
  }

  /** It has a policy, and its name is not known before apply. */
  #mayBeAnything(resource: ProtectedResource): boolean {
    const hasPolicy = resource.policies.items.length + resource.policies.unknowns.length > 0;
    return hasPolicy && comparable(this.text(resource.arn) ?? '').includes('${');
  }

  #managed(kind: PolicyKind, name: string): PolicyDocument {
    const declared = this.#access.policies.get(name);
    if (declared !== undefined) return this.#document(kind, declared);
    const arn = name.startsWith('arn:') ? name : `arn:aws:iam::aws:policy/${name}`;
    const document = this.#catalog.managedPolicy(arn)?.document;
    if (document === undefined) return unknownPolicy({ kind, name }, [{ address: name, path: '' }]);
    const key = `${kind} ${name}`;
    const parsed = this.#documents.get(key) ?? parsePolicy(document, { kind, name });
    this.#documents.set(key, parsed);
    return parsed;
  }

  #document(kind: PolicyKind, policy: WrittenPolicy): PolicyDocument {
    const { name, text: written, origin } = policy;
    const range = origin.kind === 'terraform' ? origin.range : undefined;
    const key = `${kind} ${name} ${range?.file ?? ''} ${range?.start.offset ?? ''}`;
    const earlier = this.#documents.get(key);
    if (earlier !== undefined) return earlier;
    const facts = { kind, name, ...(range === undefined ? {} : { range }) };
    const text = this.text(written);
    const unread = written.kind === 'unknown' ? written.unknown.references : [];
    const parsed = text === undefined ? unknownPolicy(facts, unread) : parsePolicy(text, facts);
    this.#documents.set(key, parsed);
    this.#origins.set(name, origin);
    const made = this.#access.documents?.get(documentKey(written));
    const statements = policy.statements?.length ? policy.statements : made;
    if (statements !== undefined) this.#statements.set(name, statements);
    const offset = range === undefined || text === undefined ? undefined : lineOffsetOf(kind, range, text);
    if (offset !== undefined) this.#lineOffsets.set(name, offset);
    return parsed;
  }

  endpoint(id: string): VpcEndpoint | undefined {
    return [...this.#network.vpcEndpoints.values()].find((endpoint) => endpoint.id === id);
  }
}

/**
 * How far the lines of a document are below those of its file: a file of its own, or a heredoc, which has one
 * line more at each end.
 */
function lineOffsetOf(kind: PolicyKind, { start, end }: SourceRange, text: Text): number | undefined {
  if (kind === 'scp' || kind === 'rcp') return 0;
  const lines = formatText(text).split('\n').length - 1;
  return lines > 0 && end.line - start.line === lines + 1 ? start.line : undefined;
}

/** `policy[0]`, `policy[1]`… among the places of an endpoint. */
function statementsOf({ origins }: VpcEndpoint): readonly Origin[] {
  const places: Origin[] = [];
  for (
    let origin = origins['policy[0]'];
    origin !== undefined;
    origin = origins[`policy[${places.length}]`]
  ) {
    places.push(origin);
  }
  return places;
}

/** One document of all their statements; each statement keeps its own place. */
function joinDocuments(documents: readonly PolicyDocument[]): PolicyDocument | undefined {
  const [first, ...more] = documents;
  if (first === undefined || more.length === 0) return first;
  return {
    ...first,
    statements: documents.flatMap(({ statements }) => statements),
    unknowns: documents.flatMap(({ unknowns }) => unknowns),
    isPartial: documents.some(({ isPartial }) => isPartial),
    isInvalid: documents.some(({ isInvalid }) => isInvalid),
    isDenyOnly: documents.every(({ isDenyOnly }) => isDenyOnly),
    problems: documents.flatMap(({ problems }) => problems),
  };
}

/** An ARN as plain text in which every account is alike. */
function comparable(text: Text): string {
  return formatText(text).replace(/:(?:\d{12}|\$\{[^}]*\.account_id\}):/, ':account:');
}
