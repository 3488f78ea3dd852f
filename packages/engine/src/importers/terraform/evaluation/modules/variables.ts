import { diagnose } from '../../../../diagnostics/diagnostic.ts';
import { missingModuleArgument, missingVariable } from '../../../../diagnostics/kinds/variables.ts';
import { stringValue, unknownOf } from '../../values/construct.ts';
import { isPrimitive } from '../../values/type.ts';
import type { Value } from '../../values/value.ts';
import { evaluate } from '../expressions/evaluate.ts';
import { unknownAttribute } from '../expressions/unknown-parts.ts';
import { within } from '../scope.ts';
import { createPull } from '../session.ts';
import { rangeOf } from '../source.ts';
import { type GivenValue, rangeOfGiven, readGivenText } from '../variables/given-values.ts';
import {
  acceptValue,
  checkValidations,
  defaultOf,
  readVariable,
  type Variable,
} from '../variables/variable.ts';
import { type ModuleInstance, moduleScope, prefixAddress } from './module.ts';
import { triedArgument } from './tried-arguments.ts';

/** The module's variables: each a pull of its value in this instance. */
export function createVariables(
  module: () => ModuleInstance,
  given: ReadonlyMap<string, GivenValue>,
): ReadonlyMap<string, () => Value> {
  const self = module();
  const pulls = new Map<string, () => Value>();
  for (const [name, declaration] of self.declarations.variables) {
    const address = prefixAddress(self, `var.${name}`);
    const compute = (): Value => {
      const variable = readVariable(declaration, moduleScope(self, declaration.source));
      return variableValue(self, variable, given.get(name));
    };
    const fallback = (): Value => unknownOf({ kind: 'dynamic' }, { reason: 'invalid', references: [] });
    pulls.set(
      name,
      createPull(self.session, { label: address, range: declaration.range, compute, fallback }),
    );
  }
  return pulls;
}

/** Validation rules may read other variables, so they are checked when all can be had. */
export function checkVariables(module: ModuleInstance): void {
  for (const declaration of module.declarations.variables.values()) {
    if (!declaration.body.blocks.some((block) => block.node.type === 'validation')) continue;
    const scope = moduleScope(module, declaration.source);
    checkValidations(readVariable(declaration, { ...scope, report: () => {} }), scope);
  }
}

function variableValue(module: ModuleInstance, variable: Variable, given: GivenValue | undefined): Value {
  return module.call === undefined
    ? rootValue(module, variable, given)
    : argumentValue(module, module.call, variable);
}

function rootValue(module: ModuleInstance, variable: Variable, given: GivenValue | undefined): Value {
  const scope = moduleScope(module, variable.declaration.source);
  if (given !== undefined) {
    const value = evaluateGiven(module, variable, given);
    return acceptValue(variable, value, rangeOfGiven(given) ?? variable.declaration.range, scope);
  }
  if (!variable.isRequired) return defaultOf(variable, scope);
  const { range } = variable.declaration;
  module.session.report(diagnose(missingVariable, { name: variable.name }, range));
  return notGiven(module, variable);
}

function notGiven(module: ModuleInstance, variable: Variable): Value {
  const address = prefixAddress(module, `var.${variable.name}`);
  return unknownAttribute(variable.constraint.type, { address, path: '' }, 'not-given');
}

/** Text for a variable of a plain type is the value itself; otherwise it is an expression. */
function evaluateGiven(module: ModuleInstance, variable: Variable, given: GivenValue): Value {
  if (given.kind === 'expression') return evaluate(given.expression, moduleScope(module, given.source));
  const { type } = variable.constraint;
  const isLiteral = isPrimitive(type) || !variable.declaration.body.attributes.has('type');
  if (isLiteral) return stringValue(given.text);
  const read = readGivenText(given);
  for (const diagnostic of read.diagnostics) module.session.report(diagnostic);
  return evaluate(read.expression, moduleScope(module, read.source));
}

function argumentValue(
  module: ModuleInstance,
  call: NonNullable<ModuleInstance['call']>,
  variable: Variable,
): Value {
  const scope = moduleScope(module, variable.declaration.source);
  const tried = triedArgument(module, variable.name);
  if (tried !== undefined) {
    const text = { kind: 'text', text: tried.value, place: `${tried.module}.${tried.name}` } as const;
    const value = evaluateGiven(module, variable, text);
    return acceptValue(variable, value, variable.declaration.range, scope);
  }
  const written = call.body.attributes.get(variable.name);
  if (written !== undefined) {
    const value = evaluate(written.node.value, within(call.scope, written.source));
    return acceptValue(variable, value, rangeOf(written), scope);
  }
  if (!variable.isRequired) return defaultOf(variable, scope);
  const facts = { module: prefixAddress(call.caller, `module.${call.name}`), name: variable.name };
  module.session.report(diagnose(missingModuleArgument, facts, call.declaration.range));
  return notGiven(module, variable);
}
