import { diagnose } from '../../../../diagnostics/diagnostic.ts';
import { conditionFailed } from '../../../../diagnostics/kinds/evaluation.ts';
import type { Block } from '../../syntax/ast.ts';
import { bind, type Scope, within } from '../scope.ts';
import { headerOf, type Placed, type PlacedBody, placeBody } from '../source.ts';
import { failedCondition } from '../variables/variable.ts';
import { type EvaluatedResource, type ModuleInstance, moduleScope, prefixAddress } from './module.ts';

/** Tells pre- and postconditions that are known not to hold. */
export function checkConditions(module: ModuleInstance): void {
  for (const pull of [...module.resources.values(), ...module.data.values()]) checkResource(pull());
  for (const declaration of module.declarations.outputs.values()) {
    const scope = moduleScope(module, declaration.source);
    const of = prefixAddress(module, `output.${declaration.name}`);
    checkBlocks(declaration.body.blocks, of, scope);
  }
}

function checkResource({ declaration, instances }: EvaluatedResource): void {
  const lifecycles = declaration.body.blocks.filter(({ node }) => node.type === 'lifecycle');
  if (lifecycles.length === 0) return;
  for (const { instance, object, scope } of instances) {
    for (const lifecycle of lifecycles) {
      const inner = bind(within(scope, lifecycle.source), 'self', object);
      checkBlocks(bodyOf(lifecycle).blocks, instance.address, inner);
    }
  }
}

function bodyOf(block: Placed<Block>): PlacedBody {
  return placeBody(block.node.body, block.source);
}

function checkBlocks(blocks: readonly Placed<Block>[], of: string, scope: Scope): void {
  for (const block of blocks) {
    if (block.node.type !== 'precondition' && block.node.type !== 'postcondition') continue;
    const text = failedCondition(bodyOf(block), within(scope, block.source));
    if (text !== undefined) scope.report(diagnose(conditionFailed, { of, text }, headerOf(block)));
  }
}
