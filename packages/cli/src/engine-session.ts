import {
  type AccessQuestion,
  actingKindsOf,
  addAccountFacts,
  addConfiguredWorkloads,
  addStandIns,
  answerCost,
  authoriseCall,
  buildNetwork,
  type Call,
  type CallReason,
  type Catalog,
  type CatalogFiles,
  type Configuration,
  type CostJson,
  type CostQuestion,
  checkNetwork,
  createCatalog,
  createProviderSchemas,
  type Diagnostic,
  dataSourceFacts,
  diagnosePolicies,
  emptySettings,
  evaluateProject,
  hostnameNeedsOf,
  type InspectedSource,
  imagePull,
  inspectConfiguration,
  isMeant,
  type JudgedExpectation,
  judgeExpectations,
  type Language,
  type Need,
  type Network,
  type NetworkChange,
  type NetworkMap,
  needsInRegions,
  openPriceBook,
  overlaid,
  type PolicyFacts,
  type PriceBook,
  type ProjectFiles,
  type ProjectInputs,
  parseTarget,
  prefixListFacts,
  proveOne,
  providerMajorOf,
  type ReadPolicyFile,
  type RoleGrant,
  RoleGrants,
  RoleNeeds,
  registryNeedsOf,
  ruleContext,
  runRules,
  type Settings,
  servicesOfUsage,
  toNetworkMap,
  type Usage,
  type Workload,
  type WrittenChange,
  withGiven,
  withSeverities,
  writeChange,
} from '@naisen/engine';
import { nearestNames } from './nearest.ts';
import { type AnsweredPlan, type AskedPlan, planProject } from './planning.ts';
import { type AskedRehearsal, type RefusedRehearsal, type Rehearsed, rehearseProject } from './rehearsing.ts';

/** One project, read once; every command asks it. */
export interface EngineSession {
  /** What was read, with the diagnostics of reading. */
  readonly inspect: () => InspectedSource;
  /** All diagnostics: of reading, and of the network that was read. */
  readonly diagnostics: () => readonly Diagnostic[];
  /** What the rules find in the network and in its matrix. */
  readonly findings: () => readonly Diagnostic[];
  readonly workloads: () => readonly Workload[];
  /** The matrix. Each of `services` is a column more, and needed. */
  readonly check: (services: readonly string[]) => readonly Call[] | UnknownName;
  /** The expectations of the configuration, held against the proof. */
  readonly test: () => readonly JudgedExpectation[];
  /** The bill; `undefined` = no price book came with this version. */
  readonly cost: (question: AskedCost, language: Language) => CostJson | undefined;
  /** What a change would do; nothing is written. */
  readonly rehearse: (
    asked: AskedRehearsal,
    language: Language,
  ) => Rehearsed | RefusedRehearsal | UnknownName;
  /** A change in the user's own Terraform, and the project as it is then. Nothing is written to disk. */
  readonly write: (changes: readonly NetworkChange[], endpointPolicies: EndpointPolicies) => WrittenProject;
  /** The cheapest change that meets a goal; `undefined` = no price book came with this version. */
  readonly plan: (asked: AskedPlan, language: Language) => AnsweredPlan | UnknownName | undefined;
  /** Names near to a workload or a target that nobody knows. */
  readonly nearest: (of: 'workload' | 'target', asked: string) => readonly string[];
  /** The network itself and the facts of AWS, for the lab. */
  readonly network: () => Network;
  readonly catalog: Catalog;
  /** What stands where, for a picture. */
  readonly map: () => NetworkMap;
  /** One call; `to` as the user wrote it. With a question, the policies on its path are asked too. */
  readonly trace: (from: Workload, to: string, question?: AccessQuestion) => Call | UnknownName;
}

/** What the user says besides the network. */
export interface AskedCost extends Pick<CostQuestion, 'diagnostics' | 'currency' | 'hoursPerMonth'> {
  readonly usage: Usage;
  /** `undefined` = the newest that is shipped. */
  readonly book: PriceBook | undefined;
}

/** `needs`: each new endpoint allows what its callers are known to do. */
export type EndpointPolicies = 'none' | 'needs';

export interface WrittenProject {
  readonly change: WrittenChange;
  readonly after: EngineSession;
}

/** A service or target that nobody knows, and the nearest names that somebody does. */
export interface UnknownName {
  readonly kind: 'unknown-name';
  readonly asked: string;
  readonly nearest: readonly string[];
}

export interface SessionInputs {
  readonly files: ProjectFiles;
  readonly inputs: ProjectInputs;
  readonly catalog: CatalogFiles;
  /** What the user says besides the network. */
  readonly settings?: Settings;
  /** A file that the settings name, seen from the configuration. */
  readonly readPolicyFile?: ReadPolicyFile;
}

/** Reads the project and prepares its questions; the network is built when one of them needs it. */
export function openSession({
  files,
  inputs,
  catalog: catalogFiles,
  settings = emptySettings,
  readPolicyFile = () => undefined,
}: SessionInputs): EngineSession {
  const catalog = createCatalog(catalogFiles);
  const schemas = createProviderSchemas(catalogFiles, providerMajorOf(files));
  const configuration = evaluateProject(files, inputs, schemas, dataSourceFacts(catalog));
  const network = once(() => buildNetwork(configuration.value, prefixListFacts(catalog)));
  const configured = once(() => addConfiguredWorkloads(network().value, settings.workloads));
  const accounted = once(() => addAccountFacts(configured().value, settings, readPolicyFile));
  const model = once(() => addStandIns(accounted().value));
  const needs = needsIn(catalog, model, settings);
  const read: ReadSession = { catalog, catalogFiles, model, needs, configuration: configuration.value };
  const neededMatrix = once(() => checkNetwork(model(), catalog, { needs, services: [] }).calls);
  return {
    inspect: () => ({
      ...inspectConfiguration(configuration.value),
      diagnostics: configuration.diagnostics,
    }),
    diagnostics: () =>
      withSeverities(
        [
          ...configuration.diagnostics,
          ...network().diagnostics,
          ...configured().diagnostics,
          ...accounted().diagnostics,
          ...diagnosePolicies(accounted().value, (file) => textOf(files, file)),
        ],
        settings.severities,
      ),
    findings: () =>
      withSeverities(runRules(ruleContext(model(), catalog, neededMatrix())), settings.severities),
    workloads: () => [...model().workloads.values()],
    check: (services) => {
      const unknown = services
        .map((service) => unknownService(catalog, model(), service))
        .find((found) => found !== undefined);
      if (unknown !== undefined) return unknown;
      return services.length === 0
        ? neededMatrix()
        : checkNetwork(model(), catalog, { needs, services }).calls;
    },
    test: () => judgeExpectations(model(), catalog, settings.expectations),
    cost: (asked, language) => costIn(read, asked, language),
    rehearse: (asked, language) => {
      const { usage, services } = asked;
      const [unknown] = services.flatMap((service) => unknownService(catalog, model(), service) ?? []);
      if (unknown !== undefined) return unknown;
      const known = servicesThatExist(catalog, model(), [...services, ...servicesOfUsage(usage)]);
      const { value, diagnostics } = configuration;
      const project = { files, inputs, catalogFiles, catalog, schemas, settings };
      const read = { configuration: value, diagnostics, model: model() };
      const callsOf = (workload: Workload) => usedCalls(needs(workload), workload, known, usage);
      return rehearseProject({ ...project, ...read, callsOf }, asked, language);
    },
    plan: (asked, language) => planIn(read, asked, language),
    write: (changes, policies) =>
      writeInto({ files, inputs, catalog: catalogFiles, settings }, changes, policies, needs),
    nearest: (of, asked) =>
      of === 'workload'
        ? nearestNames(asked, [...model().workloads.keys()])
        : unknownName(catalog, asked).nearest,
    network: model,
    catalog,
    map: () => toNetworkMap(model()),
    trace: (from, to, question) => {
      const target = parseTarget(to, model(), catalog);
      if (!target.ok) return unknownName(catalog, to);
      const call = proveOne(model(), catalog, from, target.value);
      return question === undefined
        ? call
        : authoriseCall(model(), catalog, from, target.value, call, question);
    },
  };
}

/** What has been read, for the questions that price. */
interface ReadSession {
  readonly catalog: Catalog;
  readonly catalogFiles: CatalogFiles;
  readonly model: () => Network;
  readonly needs: (workload: Workload) => readonly NeededCall[];
  readonly configuration: Configuration;
}

function costIn(
  { catalog, catalogFiles, model, needs, configuration }: ReadSession,
  asked: AskedCost,
  language: Language,
): CostJson | undefined {
  const { usage } = asked;
  const book = asked.book ?? openPriceBook(catalogFiles);
  if (book === undefined) return undefined;
  const named = servicesThatExist(catalog, model(), servicesOfUsage(usage));
  const used = (workload: Workload) => usedCalls(needs(workload), workload, named, usage);
  const { calls } = checkNetwork(model(), catalog, { needs: used, services: [] });
  const region = regionOf(model());
  const question = {
    ...asked,
    network: model(),
    calls: [...calls, ...internetCalls(catalog, model(), usage)],
    endpointTypes: (service: string) => catalog.service(service, region)?.service.types ?? [],
    resources: inspectConfiguration(configuration).resources,
    book,
  };
  return answerCost(question, language);
}

function planIn(
  { catalog, catalogFiles, model, needs, configuration }: ReadSession,
  asked: AskedPlan,
  language: Language,
): AnsweredPlan | UnknownName | undefined {
  const { usage, services } = asked;
  const [unknown] = services.flatMap((service) => unknownService(catalog, model(), service) ?? []);
  if (unknown !== undefined) return unknown;
  const book = openPriceBook(catalogFiles);
  if (book === undefined) return undefined;
  const named = servicesThatExist(catalog, model(), servicesOfUsage(usage));
  const source = {
    catalog,
    model: model(),
    resources: inspectConfiguration(configuration).resources,
    book,
    // A plan counts what is pulled from the Internet by image: it says what becomes of each.
    callsOf: (workload: Workload) => usedCalls(needs(workload).filter(isNoPull), workload, named, usage),
    callsInternet: (workload: Workload) => isUsed(usage, workload, 'internet'),
  };
  return planProject(source, asked, language);
}

function isNoPull({ reason }: NeededCall): boolean {
  return reason.kind !== 'needed' || reason.why !== imagePull;
}

/** Read anew: what is written is rare, and stands apart from every other question. */
function writeInto(
  given: SessionInputs,
  changes: readonly NetworkChange[],
  policies: EndpointPolicies,
  needs: (workload: Workload) => readonly NeededCall[],
): WrittenProject {
  const { files, inputs } = given;
  const catalog = createCatalog(given.catalog);
  const schemas = createProviderSchemas(given.catalog, providerMajorOf(files));
  const facts = dataSourceFacts(catalog);
  const networkFacts = prefixListFacts(catalog);
  const configuration = evaluateProject(files, inputs, schemas, facts).value;
  const network = buildNetwork(configuration, networkFacts).value;
  const known = policies === 'none' ? undefined : policyFacts(catalog, network, needs);
  const change = writeChange({ files, inputs, schemas, facts, networkFacts }, network, changes, known);
  const changed = overlaid(files, change.files, change.edits);
  return {
    change,
    after: openSession({ ...given, files: changed, inputs: withGiven(inputs, change.given) }),
  };
}

/** What the calls of each workload ask of an endpoint's policy. */
function policyFacts(
  catalog: Catalog,
  network: Network,
  needs: (workload: Workload) => readonly NeededCall[],
): PolicyFacts {
  return {
    questionsOf: (id, service) => {
      const workload = network.workloads.get(id);
      const calls = workload === undefined ? [] : needs(workload);
      return calls.find((call) => call.service === service)?.questions;
    },
    ownedResources: catalog.ownedResources(),
  };
}

type NeededCall = {
  readonly service: string;
  readonly reason: CallReason;
  readonly hostname?: string;
  readonly questions?: readonly AccessQuestion[];
  readonly asks?: 'each' | 'any';
};

/** The calls of each workload of the network: by its kind and declaration, its role and the configuration. */
function needsIn(
  catalog: Catalog,
  model: () => Network,
  settings: Settings,
): (workload: Workload) => readonly NeededCall[] {
  const grants = once(() => new RoleGrants(model(), catalog));
  const roleNeeds = once(() => new RoleNeeds<RoleGrant>(catalog, regionOf(model())));
  return (workload) => {
    const ofRole = roleNeeds().of(workload, grants().of(workload));
    const configured = configuredCalls(neededCalls(catalog, model(), workload, ofRole), workload, settings);
    return configured.map((call) => withHostname(call, catalog, regionOf(model())));
  };
}

/** What the user's configuration adds to the calls of a workload, and what it says the workload never calls. */
function configuredCalls(
  calls: readonly NeededCall[],
  workload: Workload,
  { needs }: Settings,
): readonly NeededCall[] {
  const own = needs.filter(({ from }) => isMeant(from, workload.id));
  const named = new Set(own.map(({ to }) => to));
  const added = own.flatMap(({ to, need, why }): NeededCall[] =>
    need === 'none' ? [] : [{ service: to, reason: { kind: 'needed', why, need, source: [] } }],
  );
  return [...calls.filter(({ service }) => !named.has(service)), ...added];
}

/** A need may name a host, or an API of AWS that has no endpoint: both are called by name. */
function withHostname(call: NeededCall, catalog: Catalog, region: string): NeededCall {
  const { service, hostname } = call;
  if (hostname !== undefined || service === 'internet') return call;
  if (catalog.service(service, region) !== undefined) return call;
  const api = catalog.withoutEndpoint().find(({ short }) => short === service);
  if (api !== undefined) return { ...call, hostname: catalog.inRegion(api.host, region) };
  const [, named] = /^(?:https?:\/\/)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::443)?(?:\/.*)?$/i.exec(service) ?? [];
  return named === undefined ? call : { ...call, hostname: named.toLowerCase() };
}

/** What the usage says that the workload calls, besides. `services` are the named ones that exist. */
function usedCalls(
  calls: readonly NeededCall[],
  workload: Workload,
  services: readonly string[],
  usage: Usage,
): readonly NeededCall[] {
  const known = new Set(calls.map(({ service }) => service));
  const added = services.filter((service) => !known.has(service) && isUsed(usage, workload, service));
  return [...calls, ...added.map((service): NeededCall => ({ service, reason: { kind: 'asked' } }))];
}

/** What the workload is known to call, with the reason. */
function neededCalls(
  catalog: Catalog,
  network: Network,
  workload: Workload,
  ofRole: readonly Need[],
): readonly NeededCall[] {
  const rows = actingKindsOf(workload).flatMap((kind) => catalog.workloadNeeds(kind));
  const known = needsInRegions(workload, rows, regionOfClient(network, workload), catalog, ofRole);
  return [...known, ...registryNeedsOf(workload), ...hostnameNeedsOf(workload, catalog)].map(
    ({ service, hostname, need, because, why, facts, source, actions }) => ({
      service,
      ...(hostname === undefined ? {} : { hostname }),
      questions: actions ?? [],
      asks: because === 'ROLE_POLICY' ? 'any' : 'each',
      reason:
        need === 'conditional'
          ? { kind: 'conditional', why, ...(facts === undefined ? {} : { facts }), source }
          : { kind: 'needed', why, need, source },
    }),
  );
}

function servicesThatExist(
  catalog: Catalog,
  network: Network,
  services: readonly string[],
): readonly string[] {
  return services.filter((service) => unknownService(catalog, network, service) === undefined);
}

function unknownService(catalog: Catalog, network: Network, service: string): UnknownName | undefined {
  return catalog.service(service, regionOf(network)) === undefined
    ? unknownName(catalog, service)
    : undefined;
}

/** The Region whose names a question means when the network does not say: the one that has every service. */
function regionOf({ defaultRegion }: Network): string {
  return defaultRegion.kind === 'known' ? defaultRegion.value : 'us-east-1';
}

/** The Region of its VPC: a provider of its own may put it elsewhere. */
function regionOfClient(network: Network, { subnets }: Workload): string {
  const [first] = subnets.items;
  const vpc = first === undefined ? undefined : network.subnets.get(first)?.vpc;
  const region = vpc?.kind === 'known' ? network.vpcs.get(vpc.value)?.region : undefined;
  return region?.kind === 'known' ? region.value : regionOf(network);
}

/** What the usage says of the internet needs the way there. */
function internetCalls(catalog: Catalog, network: Network, usage: Usage): readonly Call[] {
  const callers = [...network.workloads.values()].filter((workload) => isUsed(usage, workload, 'internet'));
  const target = parseTarget('internet', network, catalog);
  return target.ok ? callers.map((workload) => proveOne(network, catalog, workload, target.value)) : [];
}

function isUsed({ entries }: Usage, { id, name }: Workload, service: string): boolean {
  return entries.some((entry) => entry.service === service && [id, name, '*'].includes(entry.of));
}

function unknownName(catalog: Catalog, asked: string): UnknownName {
  return {
    kind: 'unknown-name',
    asked,
    nearest: nearestNames(
      asked,
      catalog.all().map(({ short }) => short),
    ),
  };
}

function textOf(files: ProjectFiles, file: string): string | undefined {
  const read = files.readText(file);
  return read.kind === 'text' ? read.text : undefined;
}

function once<Answer extends object>(compute: () => Answer): () => Answer {
  let answer: Answer | undefined;
  return () => {
    answer ??= compute();
    return answer;
  };
}
