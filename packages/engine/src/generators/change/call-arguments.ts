import { walkExpression } from '../../importers/terraform/evaluation/expressions/walk.ts';
import type { ModuleInstance } from '../../importers/terraform/evaluation/modules/module.ts';
import type { Source } from '../../importers/terraform/evaluation/source.ts';
import type { Expression } from '../../importers/terraform/syntax/ast.ts';
import { compareProjects } from './comparison.ts';
import { isUsersOwn, reread, type UserProject } from './user-project.ts';
import type { FileEdit } from './written-change.ts';

/** A value in a call of the user's that a downloaded module may make an argument of. */
export interface CallValue {
  /** The module in which the call stands. */
  readonly caller: ModuleInstance;
  readonly source: Source;
  readonly value: Expression;
}

/**
 * Values of one name in the calls around a module: `subnet_ids = …`, and
 * `endpoints = { s3 = { route_table_ids = … } }`, the innermost first.
 */
export function callValues(module: ModuleInstance, name: string): readonly CallValue[] {
  const { call } = module;
  if (call === undefined) return [];
  const { caller, body } = call;
  const found: CallValue[] = [];
  for (const { node, source } of body.attributes.values()) {
    if (source.syntax !== 'native' || !isUsersOwn(caller.directory)) continue;
    walkExpression(node.value, (inner) => {
      if (inner.kind !== 'object') return;
      for (const { key, value } of inner.items) {
        if (key.kind === 'string' && key.value === name) found.push({ caller, source, value });
      }
    });
    if (node.name === name) found.push({ caller, source, value: node.value });
  }
  return [...found, ...callValues(caller, name)];
}

/** Whether edits alter one thing only, and do with it what is wanted. */
export function altersOnly(
  project: UserProject,
  edits: readonly FileEdit[],
  address: string,
  isDone: (after: UserProject) => boolean,
): boolean {
  const after = reread(project, [], edits);
  if (after === undefined) return false;
  const { gone, added, altered, isBroken } = compareProjects(project, after);
  const isAlone = gone.length + added.length === 0 && altered.every((one) => one === address);
  return !isBroken && isAlone && isDone(after);
}
