import { compareText } from '../../base/ordered.ts';
import type { ProviderSchemas } from '../../catalog/provider-schema.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { evaluateModules } from '../../importers/terraform/evaluation/evaluate-project.ts';
import { evaluate } from '../../importers/terraform/evaluation/expressions/evaluate.ts';
import type { EvaluationFacts } from '../../importers/terraform/evaluation/facts.ts';
import {
  type EvaluatedInstance,
  type EvaluatedResource,
  type ModuleInstance,
  moduleScope,
} from '../../importers/terraform/evaluation/modules/module.ts';
import type { Scope } from '../../importers/terraform/evaluation/scope.ts';
import type { Configuration } from '../../importers/terraform/instances.ts';
import { buildNetwork } from '../../importers/terraform/network/build-network.ts';
import { Links } from '../../importers/terraform/network/links.ts';
import type { NetworkFacts } from '../../importers/terraform/network/network-facts.ts';
import type { ProjectFiles, ProjectInputs } from '../../importers/terraform/project.ts';
import { locator } from '../../importers/terraform/syntax/locate.ts';
import { parseExpression } from '../../importers/terraform/syntax/native.ts';
import type { Value } from '../../importers/terraform/values/value.ts';
import type { Network } from '../../model/network.ts';
import type { GeneratedFile } from '../generated-file.ts';
import { applyEdits } from './unified-diff.ts';
import type { FileEdit, GivenOtherwise } from './written-change.ts';

/** What reading a project needs; the caller read its files. */
export interface ProjectSource {
  readonly files: ProjectFiles;
  readonly inputs: ProjectInputs;
  readonly schemas: ProviderSchemas;
  readonly facts: EvaluationFacts;
  readonly networkFacts: NetworkFacts;
}

/** One resource instance with the block that declares it and the module in which it stands. */
export interface Placed {
  readonly module: ModuleInstance;
  readonly resource: EvaluatedResource;
  readonly evaluated: EvaluatedInstance;
}

/** The user's project as those see it who write into it. */
export interface UserProject {
  readonly source: ProjectSource;
  readonly configuration: Configuration;
  readonly diagnostics: readonly Diagnostic[];
  readonly root: ModuleInstance;
  /** Every module instance, the root first, outer ones before inner ones. */
  readonly modules: readonly ModuleInstance[];
  /** Managed instances and data sources by address. */
  readonly instances: ReadonlyMap<string, Placed>;
  readonly links: Links;
  readonly network: () => Network;
}

/** @returns `undefined` when the directory holds no Terraform files */
export function openUserProject(source: ProjectSource): UserProject | undefined {
  const { files, inputs, schemas, facts, networkFacts } = source;
  const read = evaluateModules(files, inputs, schemas, facts);
  const { root, configuration } = read.value;
  if (root === undefined) return undefined;
  const modules = modulesBelow(root);
  const instances = new Map(modules.flatMap((module) => instancesOf(module)));
  const links = new Links([...configuration.resources, ...configuration.data], () => undefined);
  const network = (): Network => buildNetwork(configuration, networkFacts).value;
  return { source, configuration, diagnostics: read.diagnostics, root, modules, instances, links, network };
}

/** The same project with files added and edits made, read from the start. */
export function reread(
  { source }: UserProject,
  files: readonly GeneratedFile[],
  edits: readonly FileEdit[],
  given: readonly GivenOtherwise[] = [],
): UserProject | undefined {
  return openUserProject({
    ...source,
    files: overlaid(source.files, files, edits),
    inputs: withGiven(source.inputs, given),
  });
}

/** The later of two values wins (TF-9). */
export function withGiven(inputs: ProjectInputs, given: readonly GivenOtherwise[]): ProjectInputs {
  const options = given.map(({ name, value }) => ({ kind: 'var' as const, name, value }));
  return { ...inputs, options: [...inputs.options, ...options] };
}

function modulesBelow(module: ModuleInstance): readonly ModuleInstance[] {
  const inner = [...module.calls.values()].flatMap((call) => call().modules);
  return [module, ...inner.flatMap(modulesBelow)];
}

function instancesOf(module: ModuleInstance): readonly [string, Placed][] {
  const resources = [...module.resources.values(), ...module.data.values()].map((pull) => pull());
  return resources.flatMap((resource) =>
    resource.instances.map((evaluated): [string, Placed] => [
      evaluated.instance.address,
      { module, resource, evaluated },
    ]),
  );
}

/** The files as they are with the change made. */
export function overlaid(
  files: ProjectFiles,
  added: readonly GeneratedFile[],
  edits: readonly FileEdit[],
): ProjectFiles {
  const texts = new Map(added.map(({ path, text }) => [path, text]));
  for (const path of new Set(edits.map(({ file }) => file))) {
    const read = files.readText(path);
    if (read.kind !== 'text') continue;
    const own = edits.filter(({ file }) => file === path);
    texts.set(path, applyEdits(read.text, own));
  }
  return {
    ...files,
    readText: (path) => {
      const text = texts.get(path);
      return text === undefined ? files.readText(path) : { kind: 'text', text };
    },
    list: (directory) => {
      const prefix = directory === '.' ? '' : `${directory}/`;
      const own = added
        .filter(({ path }) => path.startsWith(prefix) && !path.slice(prefix.length).includes('/'))
        .map(({ path }) => path.slice(prefix.length));
      const there = files.list(directory);
      if (own.length === 0) return there;
      return [...new Set([...(there ?? []), ...own])].toSorted(compareText);
    },
  };
}

/** What an expression would be worth in a scope; `undefined` = it is not right there. */
export function tryExpression(text: string, scope: Scope): Value | undefined {
  const { value: expression, diagnostics } = parseExpression('naisen', text);
  if (diagnostics.length > 0) return undefined;
  let isWrong = false;
  const report = (diagnostic: Diagnostic): void => {
    if (diagnostic.severity === 'error') isWrong = true;
  };
  const source = { path: 'naisen', text, syntax: 'native' as const, locate: locator('naisen', text) };
  const value = evaluate(expression, { ...scope, source, report });
  return isWrong ? undefined : value;
}

/** The scope of a module's own expressions, outside of any block. */
export function scopeOf(module: ModuleInstance): Scope {
  return moduleScope(module, { path: '', text: '', syntax: 'native', locate: locator('', '') });
}

/** May new text be put into the module's folder? Not into what `terraform init` downloads. */
export function isUsersOwn(directory: string): boolean {
  return !directory.split('/').includes('.terraform') && !directory.startsWith('/');
}
