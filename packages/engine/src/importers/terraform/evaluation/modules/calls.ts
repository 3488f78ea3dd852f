import { suggestNames } from '../../../../base/nearest-names.ts';
import { diagnose } from '../../../../diagnostics/diagnostic.ts';
import {
  missingModule,
  missingModuleDirectory,
  moduleSourceNotLiteral,
  modulesTooDeep,
} from '../../../../diagnostics/kinds/files.ts';
import { unknownModuleArgument } from '../../../../diagnostics/kinds/variables.ts';
import type { MissingModule } from '../../instances.ts';
import { dynamicType, objectOf, tupleOf } from '../../values/construct.ts';
import type { Value } from '../../values/value.ts';
import { evaluate } from '../expressions/evaluate.ts';
import { invalidValue, unknownAttribute } from '../expressions/unknown-parts.ts';
import type { Declaration, ModuleDeclarations } from '../loading/declarations.ts';
import { joinPaths } from '../loading/paths.ts';
import { type Expansion, expand, formatInstanceKey, type Repeated } from '../resources/expansion.ts';
import { type Report, within } from '../scope.ts';
import { createPull, limits } from '../session.ts';
import { LazyEntries } from './lazy-entries.ts';
import {
  type EvaluatedCall,
  type ModuleCall,
  type ModuleInstance,
  moduleScope,
  prefixAddress,
} from './module.ts';
import { repeatedIn } from './resources.ts';

/** What module calls need of the project. */
export interface ModuleSources {
  /** Parsed once for each directory; `undefined` = no Terraform files there. */
  readonly load: (directory: string) => ModuleDeclarations | undefined;
  readonly installed: ReadonlyMap<string, string>;
  readonly create: (
    declarations: ModuleDeclarations,
    address: string,
    call: ModuleCall,
    isSymbolic: boolean,
  ) => ModuleInstance;
}

export function createCalls(
  self: ModuleInstance,
  sources: ModuleSources,
): ReadonlyMap<string, () => EvaluatedCall> {
  const pulls = new Map<string, () => EvaluatedCall>();
  for (const [name, declaration] of self.declarations.calls) {
    pulls.set(
      name,
      createPull(self.session, {
        label: prefixAddress(self, `module.${name}`),
        range: declaration.range,
        compute: () => evaluateCall(self, declaration, sources),
        fallback: () => emptyCall(self),
      }),
    );
  }
  return pulls;
}

function emptyCall(self: ModuleInstance): EvaluatedCall {
  const scope = moduleScope(self, { path: '', text: '', syntax: 'native', locate: noPlace });
  const expansion: Expansion = { kind: 'single', one: { key: undefined, scope } };
  return { expansion, modules: [], missing: noMissing, value: invalidValue() };
}

function noMissing(): readonly MissingModule[] {
  return [];
}

function noPlace(): ReturnType<ModuleInstance['declarations']['settings'][number]['source']['locate']> {
  const start = { line: 1, column: 1, offset: 0 };
  return { file: '', start, end: start };
}

function evaluateCall(self: ModuleInstance, declaration: Declaration, sources: ModuleSources): EvaluatedCall {
  const address = prefixAddress(self, `module.${declaration.name}`);
  const found = findModule(self, declaration, address, sources);
  const scope = moduleScope(self, declaration.source);
  const expansion = expand(declaration.body, address, scope);
  if (found.kind === 'missing') return missingCall(declaration, address, expansion, found);
  tellUnknownArguments(declaration, found.declarations, address, self.session.report);
  const isSymbolic = expansion.kind === 'symbolic';
  const modules = repeatedIn(expansion).map((repeated) => {
    const call: ModuleCall = {
      caller: self,
      name: declaration.name,
      body: declaration.body,
      scope: repeated.scope,
      declaration,
    };
    const inner = isSymbolic ? `${address}[*]` : address + formatInstanceKey(repeated.key);
    return sources.create(found.declarations, inner, call, self.isSymbolic || isSymbolic);
  });
  return { expansion, modules, missing: noMissing, value: valueOfCall(expansion, modules, address) };
}

type FoundModule =
  | { readonly kind: 'found'; readonly declarations: ModuleDeclarations }
  | { readonly kind: 'missing'; readonly source: string; readonly version: string | undefined };

function findModule(
  self: ModuleInstance,
  declaration: Declaration,
  address: string,
  sources: ModuleSources,
): FoundModule {
  const { report } = self.session;
  const source = literalOf(declaration, 'source');
  const version = literalOf(declaration, 'version');
  if (source === undefined) {
    report(diagnose(moduleSourceNotLiteral, { address }, declaration.range));
    return { kind: 'missing', source: '', version };
  }
  if (self.depth >= limits.modulesDeep) {
    report(diagnose(modulesTooDeep, { address, limit: limits.modulesDeep }, declaration.range));
    return { kind: 'missing', source, version };
  }
  const directory = directoryOf(self, declaration.name, source, sources);
  const declarations = directory === undefined ? undefined : sources.load(directory);
  if (declarations !== undefined) return { kind: 'found', declarations };
  if (isLocal(source)) {
    const facts = { address, directory: directory ?? source };
    report(diagnose(missingModuleDirectory, facts, declaration.range));
  } else {
    const facts = version === undefined ? { address, source } : { address, source, version };
    report(diagnose(missingModule, facts, declaration.range));
  }
  return { kind: 'missing', source, version };
}

function literalOf(declaration: Declaration, name: string): string | undefined {
  const value = declaration.body.attributes.get(name)?.node.value;
  return value?.kind === 'string' ? value.value : undefined;
}

function isLocal(source: string): boolean {
  return source.startsWith('./') || source.startsWith('../') || source === '.' || source === '..';
}

function directoryOf(
  self: ModuleInstance,
  name: string,
  source: string,
  sources: ModuleSources,
): string | undefined {
  if (isLocal(source)) return joinPaths(self.directory, source);
  return sources.installed.get([...callPath(self), name].join('.'));
}

/** Names of the calls from the root to a module, as `modules.json` joins them. */
function callPath(module: ModuleInstance): readonly string[] {
  return module.call === undefined ? [] : [...callPath(module.call.caller), module.call.name];
}

const callArguments: ReadonlySet<string> = new Set([
  'source',
  'version',
  'providers',
  'count',
  'for_each',
  'depends_on',
]);

function tellUnknownArguments(
  declaration: Declaration,
  declarations: ModuleDeclarations,
  module: string,
  report: Report,
): void {
  const { variables } = declarations;
  for (const [name, attribute] of declaration.body.attributes) {
    if (callArguments.has(name) || variables.has(name)) continue;
    const facts = { module, name, suggestions: suggestNames(name, variables.keys()) };
    report(diagnose(unknownModuleArgument, facts, attribute.source.locate(attribute.node.nameSpan)));
  }
}

function valueOfCall(expansion: Expansion, modules: readonly ModuleInstance[], address: string): Value {
  switch (expansion.kind) {
    case 'single':
      return outputsOf(modules[0]);
    case 'count':
      return tupleOf(modules.map(outputsOf));
    case 'for_each':
      return objectOf(
        expansion.items.map(({ key }, i): [string, Value] => [String(key), outputsOf(modules[i])]),
      );
    case 'symbolic':
      return expansion.unknown.reason === 'invalid'
        ? invalidValue()
        : unknownAttribute(dynamicType, { address: `${address}[*]`, path: '' }, expansion.unknown.reason);
  }
}

function outputsOf(module: ModuleInstance | undefined): Value {
  if (module === undefined) return invalidValue();
  const { outputs } = module;
  return { kind: 'object', entries: new LazyEntries(outputs.keys(), (name) => outputs.get(name)?.()) };
}

/** A hole: its outputs are unknowns that name it, and what it was given may be changed by it (TF-7). */
function missingCall(
  declaration: Declaration,
  address: string,
  expansion: Expansion,
  found: Extract<FoundModule, { kind: 'missing' }>,
): EvaluatedCall {
  const missingOne = (repeated: Repeated): MissingModule => {
    const key = expansion.kind === 'symbolic' ? '[*]' : formatInstanceKey(repeated.key);
    return {
      address: address + key,
      source: found.source,
      version: found.version,
      passed: passedTo(declaration, repeated),
      range: declaration.range,
    };
  };
  const missing = (): readonly MissingModule[] => repeatedIn(expansion).map(missingOne);
  const reason = 'not-readable';
  const hole = (key: string): Value =>
    unknownAttribute(dynamicType, { address: address + key, path: '' }, reason);
  return { expansion, modules: [], missing, value: holeOfExpansion(expansion, hole) };
}

function holeOfExpansion(expansion: Expansion, hole: (key: string) => Value): Value {
  switch (expansion.kind) {
    case 'single':
      return hole('');
    case 'symbolic':
      return hole('[*]');
    case 'count':
      return tupleOf(expansion.items.map(({ key }) => hole(formatInstanceKey(key))));
    case 'for_each':
      return objectOf(
        expansion.items.map(({ key }): [string, Value] => [String(key), hole(formatInstanceKey(key))]),
      );
  }
}

function passedTo(declaration: Declaration, repeated: Repeated): readonly Value[] {
  const values: Value[] = [];
  for (const [name, attribute] of declaration.body.attributes) {
    if (callArguments.has(name)) continue;
    values.push(evaluate(attribute.node.value, within(repeated.scope, attribute.source)));
  }
  return values;
}
