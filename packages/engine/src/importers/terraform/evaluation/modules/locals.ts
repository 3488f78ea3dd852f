import { diagnose } from '../../../../diagnostics/diagnostic.ts';
import { dependencyCycle } from '../../../../diagnostics/kinds/evaluation.ts';
import type { Value } from '../../values/value.ts';
import { evaluate } from '../expressions/evaluate.ts';
import { invalidValue } from '../expressions/unknown-parts.ts';
import { walkExpression } from '../expressions/walk.ts';
import type { LocalDeclaration } from '../loading/declarations.ts';
import { createPull } from '../session.ts';
import { rangeOf } from '../source.ts';
import { type ModuleInstance, moduleScope, prefixAddress } from './module.ts';

/** The local values of one module while they are computed. */
interface Locals {
  readonly self: ModuleInstance;
  readonly declared: ReadonlyMap<string, LocalDeclaration>;
  readonly pulls: Map<string, () => Value>;
  /** Computed, or being computed. */
  readonly settled: Set<string>;
  /** Members of a circle that was told. */
  readonly broken: Set<string>;
}

/** The module's local values: each a pull of its value. */
export function createLocals(self: ModuleInstance): ReadonlyMap<string, () => Value> {
  const declared = self.declarations.locals;
  const locals: Locals = { self, declared, pulls: new Map(), settled: new Set(), broken: new Set() };
  const guarded = new Map<string, () => Value>();
  for (const [name, { value }] of declared) {
    const label = prefixAddress(self, `local.${name}`);
    const compute = (): Value => evaluate(value.node.value, moduleScope(self, value.source));
    locals.pulls.set(
      name,
      createPull(self.session, { label, range: rangeOf(value), compute, fallback: invalidValue }),
    );
    guarded.set(name, () => pullLocal(name, locals));
  }
  return guarded;
}

function pullLocal(name: string, locals: Locals): Value {
  if (!locals.settled.has(name)) settleChain(name, locals);
  return locals.broken.has(name) ? invalidValue() : (locals.pulls.get(name)?.() ?? invalidValue());
}

/**
 * Computes the locals that a local hangs on before it, the innermost first: chains of thousands of locals
 * must not use up the stack.
 */
function settleChain(first: string, locals: Locals): void {
  const waiting = [first];
  // Those that wait for what is being settled, outermost first.
  const path = new Set<string>();
  for (let name = waiting.at(-1); name !== undefined; name = waiting.at(-1)) {
    const declaration = locals.declared.get(name);
    if (declaration !== undefined && !path.has(name) && !locals.settled.has(name)) {
      path.add(name);
      waiting.push(...dependenciesToSettle(declaration, path, locals));
      continue;
    }
    waiting.pop();
    path.delete(name);
    if (locals.settled.has(name)) continue;
    locals.settled.add(name);
    if (name !== first && !locals.broken.has(name)) locals.pulls.get(name)?.();
  }
}

function dependenciesToSettle(
  declaration: LocalDeclaration,
  path: ReadonlySet<string>,
  locals: Locals,
): readonly string[] {
  const dependencies: string[] = [];
  for (const name of localsIn(declaration)) {
    if (path.has(name)) tellCircle(name, path, locals);
    else if (!locals.settled.has(name)) dependencies.push(name);
  }
  return dependencies;
}

function tellCircle(name: string, path: ReadonlySet<string>, locals: Locals): void {
  const waiting = [...path];
  const members = waiting.slice(waiting.indexOf(name));
  if (members.some((member) => locals.broken.has(member))) return;
  for (const member of members) locals.broken.add(member);
  const chain = [...members, name].map((member) => prefixAddress(locals.self, `local.${member}`));
  const related = members.slice(1).flatMap((member) => {
    const declaration = locals.declared.get(member);
    return declaration === undefined ? [] : [{ range: rangeOf(declaration.value), label: 'cycle-member' }];
  });
  const declaration = locals.declared.get(name);
  const range = declaration === undefined ? undefined : rangeOf(declaration.value);
  locals.self.session.report(diagnose(dependencyCycle, { chain }, range, related));
}

function localsIn(declaration: LocalDeclaration): ReadonlySet<string> {
  const names = new Set<string>();
  walkExpression(declaration.value.node.value, (expression) => {
    if (expression.kind !== 'attribute' || expression.of.kind !== 'variable') return;
    if (expression.of.name === 'local') names.add(expression.name);
  });
  return names;
}
