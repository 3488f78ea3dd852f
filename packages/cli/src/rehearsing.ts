import {
  addConfiguredWorkloads,
  addStandIns,
  answerRehearsal,
  applyChanges,
  buildNetwork,
  type Call,
  type CallsOf,
  type Catalog,
  type CatalogFiles,
  type Configuration,
  changeDiagnostic,
  type Diagnostic,
  dataSourceFacts,
  evaluateProject,
  heldAddresses,
  inspectConfiguration,
  isMeantBy,
  type Language,
  type Network,
  type NetworkChange,
  nothingToRehearse,
  openPriceBook,
  type ProjectFiles,
  type ProjectInputs,
  parseEndpointRequest,
  prefixListFacts,
  proposeEndpoints,
  type RehearsalReport,
  type RehearsedSide,
  type RehearseJson,
  readTriedSetting,
  rehearse,
  ruleContext,
  runRules,
  type Settings,
  type TriedSetting,
  withSeverities,
} from '@naisen/engine';

/** What of a session a rehearsal starts from. */
export interface RehearsalSource {
  readonly files: ProjectFiles;
  readonly inputs: ProjectInputs;
  readonly catalogFiles: CatalogFiles;
  readonly catalog: Catalog;
  readonly schemas: Parameters<typeof evaluateProject>[2];
  readonly settings: Settings;
  readonly configuration: Configuration;
  /** Of reading the source as it is. */
  readonly diagnostics: readonly Diagnostic[];
  /** With its stand-ins. */
  readonly model: Network;
  /** What each workload is known to call; with the calls that the usage names. */
  readonly callsOf: CallsOf;
}

/** The changes as the user wrote them, in the order of their kinds: settings, removals, additions. */
export interface AskedRehearsal
  extends Pick<RehearsalReport, 'usage' | 'hoursPerMonth' | 'currency' | 'book'> {
  readonly remove: readonly string[];
  readonly add: readonly string[];
  readonly set: readonly string[];
  readonly services: readonly string[];
  /** Of the configuration and of the usage file. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A question that makes no sense, and why. */
export interface RefusedRehearsal {
  readonly kind: 'refused';
  readonly diagnostics: readonly Diagnostic[];
}

/** What was rehearsed, and what of it can be written into files. */
export interface Rehearsed {
  readonly kind: 'rehearsed';
  readonly json: RehearseJson;
  /** Removals and additions; values that were tried are the user's to set. */
  readonly changes: readonly NetworkChange[];
  /** Every call as it is afterwards. */
  readonly calls: readonly Call[];
}

/** Reads the changes, applies them to the model, and proves both networks. Nothing is written. */
export function rehearseProject(
  source: RehearsalSource,
  asked: AskedRehearsal,
  language: Language,
): Rehearsed | RefusedRehearsal {
  if (asked.remove.length + asked.add.length + asked.set.length === 0) {
    return { kind: 'refused', diagnostics: [nothingToRehearse()] };
  }
  const settings = asked.set.map(readTriedSetting);
  const unread = settings.flatMap((setting) => (setting.ok ? [] : [setting.error]));
  if (unread.length > 0) return { kind: 'refused', diagnostics: unread };
  const tried = settings.flatMap((setting) => (setting.ok ? [setting.value] : []));
  const changed = changedNetwork(source, asked, tried);
  if ('kind' in changed) return changed;
  const report = reportOf(source, asked, tried, changed);
  return {
    kind: 'rehearsed',
    json: answerRehearsal(report, language),
    changes: changed.changes,
    calls: report.rehearsal.after,
  };
}

interface ChangedNetwork {
  /** With its stand-ins. */
  readonly network: Network;
  readonly configuration: Configuration;
  readonly changes: readonly NetworkChange[];
  readonly removed: readonly string[];
  readonly switchedOff: readonly string[];
  readonly routes: ReturnType<typeof applyChanges>['routes'];
}

function changedNetwork(
  source: RehearsalSource,
  { remove, add }: AskedRehearsal,
  tried: readonly TriedSetting[],
): ChangedNetwork | RefusedRehearsal {
  const read = tried.length === 0 ? source.configuration : evaluatedWith(source, tried);
  if ('kind' in read) return read;
  const whole = tried.length === 0 ? source.model : networkOf(source, read);
  const atSource = remove.filter((address) => isRemovedAtSource(address, whole, read));
  const configuration = withoutInstances(read, atSource);
  const base = networkOf(source, configuration);
  const removals = remove
    .filter((address) => !isSwitchedOff(address, read))
    .map((address): NetworkChange => ({ kind: 'remove', address }));
  const inModel = removals.filter((change) => change.kind === 'remove' && !atSource.includes(change.address));
  const without = applyChanges(base, inModel, source.catalog);
  const additions = additionsOf(add, without.network, source);
  const problems = [...without.problems.map(changeDiagnostic), ...additions.problems];
  if (problems.length > 0) return { kind: 'refused', diagnostics: problems };
  const { network } = applyChanges(without.network, additions.changes, source.catalog);
  return {
    network: withClients(network),
    configuration,
    changes: [...removals, ...additions.changes],
    removed: [...new Set([...atSource, ...without.removed])],
    switchedOff: remove.filter((address) => isSwitchedOff(address, read)),
    routes: without.routes,
  };
}

/** The project with other values; an error that is new is a fault of the question. */
function evaluatedWith(
  { files, inputs, schemas, catalog, diagnostics }: RehearsalSource,
  tried: readonly TriedSetting[],
): Configuration | RefusedRehearsal {
  const variables = tried.filter(({ module }) => module === '');
  const read = evaluateProject(
    files,
    {
      ...inputs,
      options: [
        ...inputs.options,
        ...variables.map(({ name, value }) => ({ kind: 'var' as const, name, value })),
      ],
      moduleArguments: tried.filter(({ module }) => module !== ''),
    },
    schemas,
    dataSourceFacts(catalog),
  );
  const known = new Set(diagnostics.map(signatureOf));
  const faults = read.diagnostics.filter(
    (diagnostic) => diagnostic.severity === 'error' && !known.has(signatureOf(diagnostic)),
  );
  return faults.length === 0 ? read.value : { kind: 'refused', diagnostics: faults };
}

function signatureOf({ code, subject, facts }: Diagnostic): string {
  return JSON.stringify([code, subject, facts]);
}

/**
 * Some declarations are no things of the model but decide attributes of others: a policy of its own, an
 * address of an instance, a role. They are taken out of the source instead.
 */
function isRemovedAtSource(asked: string, network: Network, { resources }: Configuration): boolean {
  const isDeclared = resources.some(({ address }) => isMeantBy(asked, address));
  const isHeld = heldAddresses(network).some((address) => isMeantBy(asked, address));
  const decidesAddress = [...network.elasticIps.values()].some(
    ({ id, instance, networkInterface }) =>
      isMeantBy(asked, id) && (instance !== undefined || networkInterface !== undefined),
  );
  return isDeclared && (!isHeld || (decidesAddress && !asked.startsWith('module.')));
}

/** Declared, and none is there as the values stand: it is removed already. */
function isSwitchedOff(asked: string, { resources, switchedOff = [] }: Configuration): boolean {
  return (
    switchedOff.some((address) => isMeantBy(asked, address)) &&
    !resources.some(({ address }) => isMeantBy(asked, address))
  );
}

function withoutInstances(configuration: Configuration, addresses: readonly string[]): Configuration {
  if (addresses.length === 0) return configuration;
  const isKept = ({ address }: { readonly address: string }) =>
    !addresses.some((asked) => isMeantBy(asked, address));
  return { ...configuration, resources: configuration.resources.filter(isKept) };
}

function networkOf({ catalog, settings }: RehearsalSource, configuration: Configuration): Network {
  const network = buildNetwork(configuration, prefixListFacts(catalog)).value;
  return addConfiguredWorkloads(network, settings.workloads).value;
}

/**
 * With a stand-in for each subnet of a VPC in which nothing that calls is declared: a load balancer alone
 * does not say that nobody is behind it, and an endpoint that goes is missed by whoever is deployed from
 * elsewhere.
 */
function withClients(network: Network): Network {
  const callers = [...network.workloads].filter(
    ([, { kind }]) => kind !== 'load-balancer' && kind !== 'database',
  );
  const { workloads } = addStandIns({ ...network, workloads: new Map(callers) });
  return { ...network, workloads: new Map([...network.workloads, ...workloads]) };
}

function additionsOf(
  add: readonly string[],
  network: Network,
  { catalog, callsOf }: RehearsalSource,
): { readonly changes: readonly NetworkChange[]; readonly problems: readonly Diagnostic[] } {
  const changes: NetworkChange[] = [];
  const problems: Diagnostic[] = [];
  let clients = withClients(network);
  for (const asked of add) {
    const request = parseEndpointRequest(asked);
    const proposed = request.ok ? proposeEndpoints(request.value, clients, catalog, callsOf) : request;
    if (!proposed.ok) {
      problems.push(changeDiagnostic(proposed.error));
      continue;
    }
    const added = proposed.value.map((endpoint) => ({ kind: 'add-endpoint' as const, endpoint }));
    changes.push(...added);
    clients = applyChanges(clients, added, catalog).network;
  }
  return { changes, problems };
}

function reportOf(
  source: RehearsalSource,
  asked: AskedRehearsal,
  tried: readonly TriedSetting[],
  { network, configuration, changes, removed, switchedOff, routes }: ChangedNetwork,
): RehearsalReport {
  const { catalog, callsOf } = source;
  const model = withClients(source.model);
  const region = model.defaultRegion.kind === 'known' ? model.defaultRegion.value : 'us-east-1';
  const rehearsal = rehearse({
    before: model,
    after: network,
    routes,
    catalog,
    needs: callsOf,
    services: asked.services,
  });
  const remaining = withoutInstances(configuration, removed);
  return {
    rehearsal,
    before: sideOf(source, model, source.configuration, rehearsal.before),
    after: sideOf(source, network, remaining, rehearsal.after),
    changes,
    removed,
    switchedOff,
    settings: tried.map(({ module, name, value }) => ({
      name: module === '' ? name : `${module}.${name}`,
      value,
    })),
    endpointTypes: (service) => catalog.service(service, region)?.service.types ?? [],
    isBilled: (call) => call.service !== 'internet' || isMeasured(call, source, asked),
    book: asked.book ?? openPriceBook(source.catalogFiles),
    usage: asked.usage,
    ...(asked.hoursPerMonth === undefined ? {} : { hoursPerMonth: asked.hoursPerMonth }),
    ...(asked.currency === undefined ? {} : { currency: asked.currency }),
    diagnostics: asked.diagnostics,
  };
}

/** What leaves for the Internet has a price only where its usage is known. */
function isMeasured({ workload }: Call, { model }: RehearsalSource, { usage }: AskedRehearsal): boolean {
  const names = [workload, model.workloads.get(workload)?.name, '*'];
  return usage.entries.some(({ service, of }) => service === 'internet' && names.includes(of));
}

/** The rules know no calls to the Internet that nobody asked for. */
function sideOf(
  { catalog, settings }: RehearsalSource,
  network: Network,
  configuration: Configuration,
  calls: readonly Call[],
): RehearsedSide {
  const asked = calls.filter(({ service }) => service !== 'internet');
  return {
    network,
    resources: inspectConfiguration(configuration).resources,
    findings: withSeverities(runRules(ruleContext(network, catalog, asked)), settings.severities),
  };
}
