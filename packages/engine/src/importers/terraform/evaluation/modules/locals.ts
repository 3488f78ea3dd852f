import type { Value } from '../../values/value.ts';
import { evaluate } from '../expressions/evaluate.ts';
import { invalidValue } from '../expressions/unknown-parts.ts';
import { walkExpression } from '../expressions/walk.ts';
import type { LocalDeclaration } from '../loading/declarations.ts';
import { createPull } from '../session.ts';
import { rangeOf } from '../source.ts';
import { type ModuleInstance, moduleScope, prefixAddress } from './module.ts';

/** The module's local values: each a pull of its value. */
export function createLocals(self: ModuleInstance): ReadonlyMap<string, () => Value> {
  const pulls = new Map<string, () => Value>();
  const settled = new Set<string>();
  const settle = (name: string): void => settleChain(name, self.declarations.locals, pulls, settled);
  const guarded = new Map<string, () => Value>();
  for (const [name, { value }] of self.declarations.locals) {
    const label = prefixAddress(self, `local.${name}`);
    const compute = (): Value => evaluate(value.node.value, moduleScope(self, value.source));
    pulls.set(
      name,
      createPull(self.session, { label, range: rangeOf(value), compute, fallback: invalidValue }),
    );
    guarded.set(name, () => {
      if (!settled.has(name)) settle(name);
      return pulls.get(name)?.() ?? invalidValue();
    });
  }
  return guarded;
}

/**
 * Computes the locals that a local hangs on before it, the innermost first: chains of thousands of locals
 * must not use up the stack.
 */
function settleChain(
  first: string,
  declared: ReadonlyMap<string, LocalDeclaration>,
  pulls: ReadonlyMap<string, () => Value>,
  settled: Set<string>,
): void {
  const waiting = [first];
  const opened = new Set<string>();
  for (let name = waiting.at(-1); name !== undefined; name = waiting.at(-1)) {
    const declaration = declared.get(name);
    if (declaration !== undefined && !opened.has(name) && !settled.has(name)) {
      opened.add(name);
      waiting.push(...localsIn(declaration).filter((inner) => !settled.has(inner) && !opened.has(inner)));
      continue;
    }
    waiting.pop();
    if (settled.has(name)) continue;
    settled.add(name);
    if (name !== first) pulls.get(name)?.();
  }
}

function localsIn(declaration: LocalDeclaration): readonly string[] {
  const names: string[] = [];
  walkExpression(declaration.value.node.value, (expression) => {
    if (expression.kind !== 'attribute' || expression.of.kind !== 'variable') return;
    if (expression.of.name === 'local') names.push(expression.name);
  });
  return names;
}
