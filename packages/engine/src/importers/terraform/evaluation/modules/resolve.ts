import { suggestNames } from '../../../../base/nearest-names.ts';
import { diagnose } from '../../../../diagnostics/diagnostic.ts';
import {
  type DeclaredThing,
  incompleteReference,
  undeclaredReference,
  unsupportedAttribute,
} from '../../../../diagnostics/kinds/evaluation.ts';
import { dynamicType, stringValue } from '../../values/construct.ts';
import type { Value } from '../../values/value.ts';
import { invalidValue, unknownAttribute } from '../expressions/unknown-parts.ts';
import type { GlobalReference, Scope } from '../scope.ts';
import { type ModuleInstance, prefixAddress } from './module.ts';

/** What a reference such as `var.x` or `aws_vpc.main` stands for in one module. */
export function resolveReference(module: ModuleInstance, reference: GlobalReference, scope: Scope): Value {
  const [root = '', second = '', third = ''] = reference.names;
  switch (root) {
    case 'var':
      return pull(
        module.variables.get(second),
        'variable',
        second,
        module.variables.keys(),
        reference,
        scope,
      );
    case 'local':
      return pull(module.locals.get(second), 'local', second, module.locals.keys(), reference, scope);
    case 'module':
      return resolveModule(module, second, reference, scope);
    case 'data':
      return resolveResource(module, 'data', `${second}.${third}`, reference, scope);
    case 'resource':
      return resolveResource(module, 'resource', `${second}.${third}`, reference, scope);
    case 'ephemeral':
      return resolveEphemeral(module, `${second}.${third}`, reference, scope);
    case 'path':
      return resolvePath(module, second, reference, scope);
    case 'terraform':
      return resolveTerraform(module, second, reference, scope);
    default:
      return resolveResource(module, 'resource', `${root}.${second}`, reference, scope);
  }
}

function pull(
  found: (() => Value) | undefined,
  what: DeclaredThing,
  name: string,
  candidates: Iterable<string>,
  reference: GlobalReference,
  scope: Scope,
): Value {
  return found?.() ?? refuse(what, name, candidates, reference, scope);
}

function refuse(
  what: DeclaredThing,
  name: string,
  candidates: Iterable<string>,
  reference: GlobalReference,
  scope: Scope,
): Value {
  const range = scope.source.locate(reference.span);
  scope.report(
    diagnose(undeclaredReference, { what, name, suggestions: suggestNames(name, candidates) }, range),
  );
  return invalidValue(range);
}

function resolveModule(
  module: ModuleInstance,
  name: string,
  reference: GlobalReference,
  scope: Scope,
): Value {
  const call = module.calls.get(name);
  return call === undefined ? refuse('module', name, module.calls.keys(), reference, scope) : call().value;
}

function resolveResource(
  module: ModuleInstance,
  what: 'resource' | 'data',
  key: string,
  reference: GlobalReference,
  scope: Scope,
): Value {
  const declared = what === 'data' ? module.data : module.resources;
  const found = declared.get(key);
  if (found !== undefined) return found().value;
  const [root = ''] = reference.names;
  // `foo.bar` whose first word is no resource type at all is a name that does not exist.
  if (what === 'resource' && !root.includes('_') && module.resources.size > 0 && root !== 'resource') {
    return refuseName(reference, scope);
  }
  return refuse(what, key, declared.keys(), reference, scope);
}

function refuseName(reference: GlobalReference, scope: Scope): Value {
  const range = scope.source.locate(reference.span);
  scope.report(diagnose(incompleteReference, { written: reference.names.join('.') }, range));
  return invalidValue(range);
}

function resolveEphemeral(
  module: ModuleInstance,
  key: string,
  reference: GlobalReference,
  scope: Scope,
): Value {
  const { ephemerals } = module.declarations;
  if (!ephemerals.has(key)) return refuse('ephemeral', key, ephemerals.keys(), reference, scope);
  const address = prefixAddress(module, `ephemeral.${key}`);
  return unknownAttribute(dynamicType, { address, path: '' }, 'not-readable');
}

function resolvePath(module: ModuleInstance, name: string, reference: GlobalReference, scope: Scope): Value {
  if (name === 'module') return stringValue(module.directory);
  if (name === 'root') return stringValue('.');
  if (name === 'cwd') return stringValue(module.session.files.workingDirectory);
  return refuseAttribute('path', name, ['module', 'root', 'cwd'], reference, scope);
}

function resolveTerraform(
  module: ModuleInstance,
  name: string,
  reference: GlobalReference,
  scope: Scope,
): Value {
  if (name === 'workspace') return stringValue(module.session.inputs.workspace);
  if (name === 'applying')
    return unknownAttribute({ kind: 'bool' }, { address: 'terraform', path: name }, 'impure');
  return refuseAttribute('terraform', name, ['workspace', 'applying'], reference, scope);
}

function refuseAttribute(
  of: string,
  name: string,
  known: readonly string[],
  reference: GlobalReference,
  scope: Scope,
): Value {
  const range = scope.source.locate(reference.span);
  const facts = { of: `\`${of}\``, name, suggestions: suggestNames(name, known) };
  scope.report(diagnose(unsupportedAttribute, facts, range));
  return invalidValue(range);
}
