import { compareAddresses, compareText } from '../../../base/ordered.ts';
import type { ProviderSchemas } from '../../../catalog/provider-schema.ts';
import { type Diagnostic, diagnose, type Read } from '../../../diagnostics/diagnostic.ts';
import { noConfiguration } from '../../../diagnostics/kinds/files.ts';
import type { Configuration, MissingModule, ResourceInstance } from '../instances.ts';
import type { ProjectFiles, ProjectInputs } from '../project.ts';
import { unknownOf } from '../values/construct.ts';
import type { Value } from '../values/value.ts';
import { evaluate } from './expressions/evaluate.ts';
import type { EvaluationFacts } from './facts.ts';
import { habitsOf, type WrittenHabit } from './habits.ts';
import type { ModuleDeclarations } from './loading/declarations.ts';
import { readModule } from './loading/read-module.ts';
import type { ModuleSources } from './modules/calls.ts';
import { checkConditions } from './modules/conditions.ts';
import { createModule } from './modules/create-module.ts';
import { readInstalledModules } from './modules/installed-modules.ts';
import type { ModuleInstance } from './modules/module.ts';
import { checkTriedArguments } from './modules/tried-arguments.ts';
import { checkVariables } from './modules/variables.ts';
import { asksForNewerProvider, asksForOlderProvider } from './provider-version.ts';
import type { Session } from './session.ts';
import { collectGivenValues } from './variables/given-values.ts';

/**
 * Reads a Terraform project: every resource and data source instance with what is known of its values, and
 * typed unknowns for the rest. It asks no account, runs no program, and never throws on the user's text.
 *
 * @param schemas of the provider version that the project uses; a type without one is read as it is written
 */
export function evaluateProject(
  files: ProjectFiles,
  inputs: ProjectInputs,
  schemas: ProviderSchemas,
  facts: EvaluationFacts,
): Read<Configuration> {
  const { value, diagnostics } = evaluateModules(files, inputs, schemas, facts);
  return { value: value.configuration, diagnostics };
}

/** A configuration with the tree of modules that it was read from. */
export interface EvaluatedProject {
  readonly configuration: Configuration;
  /** `undefined` = the directory holds no Terraform files. */
  readonly root: ModuleInstance | undefined;
}

/** The same with the modules behind it, for those who write into the user's files (ADR 12). */
export function evaluateModules(
  files: ProjectFiles,
  inputs: ProjectInputs,
  schemas: ProviderSchemas,
  facts: EvaluationFacts,
): Read<EvaluatedProject> {
  const collected: Diagnostic[] = [];
  const assumptions = new Map<string, Configuration['assumptions'][number]>();
  const report = (diagnostic: Diagnostic): void => void collected.push(diagnostic);
  const declarations = readModule(files, '.', report);
  if (declarations === undefined) {
    report(diagnose(noConfiguration, { directory: files.workingDirectory }, undefined));
    return { value: { configuration: emptyConfiguration, root: undefined }, diagnostics: collected };
  }
  const session: Session = {
    evaluate,
    files,
    inputs,
    schemas,
    facts,
    report,
    assume: (assumption) => assumptions.set(`${assumption.kind} ${assumption.detail}`, assumption),
    counters: { depth: 0, steps: 0, instances: 0 },
    evaluated: new Map(),
    pulls: [],
    isNewerProvider: asksForNewerProvider(files, declarations),
    isOlderProvider: asksForOlderProvider(files, declarations),
  };
  const root = createRoot(session, declarations);
  const found = evaluateRoot(root);
  const sorted = [...assumptions].toSorted(([a], [b]) => compareText(a, b)).map(([, value]) => value);
  const older = session.isOlderProvider ? { isOlderProvider: true as const } : {};
  const configuration = { ...found, ...older, assumptions: sorted };
  return { value: { configuration, root }, diagnostics: settleDiagnostics(collected) };
}

const notGiven: Value = unknownOf({ kind: 'string' }, { reason: 'not-given', references: [] });

const emptyConfiguration: Configuration = {
  resources: [],
  data: [],
  missingModules: [],
  outputs: new Map(),
  defaultRegion: notGiven,
  assumptions: [],
};

function createRoot(session: Session, declarations: ModuleDeclarations): ModuleInstance {
  const loaded = new Map<string, ModuleDeclarations | undefined>([['.', declarations]]);
  const sources: ModuleSources = {
    load: (directory) => {
      if (!loaded.has(directory)) loaded.set(directory, readModule(session.files, directory, session.report));
      return loaded.get(directory);
    },
    installed: readInstalledModules(session),
    create: (inner, address, call, isSymbolic) =>
      createModule({ session, declarations: inner, address, call, isSymbolic, sources, given: new Map() }),
  };
  const given = collectGivenValues(session, declarations.variables);
  return createModule({
    session,
    declarations,
    address: '',
    call: undefined,
    isSymbolic: false,
    sources,
    given,
  });
}

function evaluateRoot(root: ModuleInstance): Configuration {
  const found: Found = { resources: [], data: [], missing: [], modules: [], switchedOff: [] };
  evaluateWhole(root, found);
  checkTriedArguments(root, found.modules);
  return {
    resources: found.resources.toSorted(byAddress),
    data: found.data.toSorted(byAddress),
    missingModules: found.missing.toSorted(byAddress),
    outputs: outputsOf(root),
    habits: habitsWithin(found.modules),
    switchedOff: found.switchedOff.toSorted(compareText),
    defaultRegion: root.provider('aws', undefined).region,
    assumptions: [],
  };
}

/** Modules that `terraform init` brought are nobody's to mend here. */
function habitsWithin(modules: readonly ModuleInstance[]): readonly WrittenHabit[] {
  const declared = new Map(modules.map(({ declarations }) => [declarations.directory, declarations]));
  const isNewer = modules.some(({ session }) => session.isNewerProvider);
  return [...declared]
    .filter(([directory]) => !directory.includes('.terraform/'))
    .flatMap(([, declarations]) => habitsOf(declarations))
    .filter(({ kind }) => isNewer || kind !== 'region-name');
}

function byAddress(left: { readonly address: string }, right: { readonly address: string }): number {
  return compareAddresses(left.address, right.address);
}

function outputsOf(root: ModuleInstance): ReadonlyMap<string, Value> {
  const names = [...root.outputs.keys()].toSorted(compareText);
  return new Map(
    names.flatMap((name) => {
      const value = root.outputs.get(name)?.();
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

interface Found {
  readonly resources: ResourceInstance[];
  readonly data: ResourceInstance[];
  readonly missing: MissingModule[];
  readonly modules: ModuleInstance[];
  readonly switchedOff: string[];
}

/** Asks for everything a module declares, so that every mistake is told, then goes into its calls. */
function evaluateWhole(module: ModuleInstance, found: Found): void {
  found.modules.push(module);
  const plain = [module.variables, module.locals, module.outputs];
  for (const pulls of plain) for (const pull of pulls.values()) pull();
  for (const pull of module.data.values())
    found.data.push(...pull().instances.map(({ instance }) => instance));
  for (const [name, pull] of module.resources) {
    const { instances } = pull();
    found.resources.push(...instances.map(({ instance }) => instance));
    if (instances.length === 0) found.switchedOff.push(`${module.address}${module.address && '.'}${name}`);
  }
  for (const key of module.declarations.providers.keys()) module.provider(key, undefined);
  checkVariables(module);
  checkConditions(module);
  for (const pull of module.calls.values()) {
    const call = pull();
    found.missing.push(...call.missing());
    for (const inner of call.modules) evaluateWhole(inner, found);
  }
}

/** One of each, in the order of files and lines. */
function settleDiagnostics(collected: readonly Diagnostic[]): readonly Diagnostic[] {
  const distinct = new Map<string, Diagnostic>();
  for (const diagnostic of collected) {
    const { code, subject, facts } = diagnostic;
    const key = JSON.stringify([subject?.file ?? '', subject?.start, subject?.end, code, facts]);
    if (!distinct.has(key)) distinct.set(key, diagnostic);
  }
  return [...distinct.values()].toSorted(byPlace);
}

function byPlace(left: Diagnostic, right: Diagnostic): number {
  return (
    compareText(left.subject?.file ?? '', right.subject?.file ?? '') ||
    (left.subject?.start.offset ?? 0) - (right.subject?.start.offset ?? 0) ||
    compareText(left.code, right.code)
  );
}
