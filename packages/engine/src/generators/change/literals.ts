import { walkExpression } from '../../importers/terraform/evaluation/expressions/walk.ts';
import type { ModuleInstance } from '../../importers/terraform/evaluation/modules/module.ts';
import type { Source } from '../../importers/terraform/evaluation/source.ts';
import { collectGivenValues } from '../../importers/terraform/evaluation/variables/given-values.ts';
import type { Expression } from '../../importers/terraform/syntax/ast.ts';
import { insertArgumentAfter, replaceSpan } from './block-text.ts';
import { namesOf } from './sources.ts';
import { isUsersOwn } from './user-project.ts';
import type { FileEdit } from './written-change.ts';

/** A place where a value that others hang on is written out, or could be. */
export interface ValuePlace {
  /** `var.enable_nat_gateway`, `module.vpc.enable_nat_gateway`. */
  readonly name: string;
  readonly source: Source;
  /** What stands there; `undefined` = nothing yet: a variable's default applies. */
  readonly literal: Expression | undefined;
  readonly set: (text: string) => readonly FileEdit[];
  /** Of a root variable: where a value comes from that is in no file and wins over what is. */
  readonly givenBy: string | undefined;
}

/**
 * The places of the values behind an expression: arguments of calls, defaults and variable files, through
 * any number of modules and local values; the outermost last.
 */
export function valuesBehind(module: ModuleInstance, expression: Expression): readonly ValuePlace[] {
  const found: ValuePlace[] = [];
  const seen = new Set<string>();
  follow(module, expression, seen, found);
  return found;
}

function follow(
  module: ModuleInstance,
  expression: Expression,
  seen: Set<string>,
  found: ValuePlace[],
): void {
  walkExpression(expression, (inner) => {
    const names = namesOf(inner);
    if (names?.length !== 2) return;
    const [root = '', name = ''] = names;
    const key = `${module.address} ${root}.${name}`;
    if (seen.has(key)) return;
    if (root === 'local') {
      seen.add(key);
      const local = module.declarations.locals.get(name);
      if (local === undefined) return;
      take(module, `local.${name}`, local.value.node.value, local.value.source, seen, found);
    }
    if (root === 'var') {
      seen.add(key);
      followVariable(module, name, seen, found);
    }
  });
}

/** A value that is written out is a place; anything else leads on. */
function take(
  module: ModuleInstance,
  name: string,
  value: Expression,
  source: Source,
  seen: Set<string>,
  found: ValuePlace[],
  givenBy?: string,
): void {
  if (isUsersOwnFile(source.path)) {
    for (const literal of literalsIn(value).filter((one) => isPlain(one, source))) {
      const set = (text: string): readonly FileEdit[] => [replaceSpan(source, literal.span, text)];
      found.push({ name, source, literal, set, givenBy });
    }
  }
  follow(module, value, seen, found);
}

/** In JSON syntax a value that stands for itself; one within a template has other quotes around it. */
function isPlain({ kind, span: { start, end } }: Expression, { syntax, text }: Source): boolean {
  return syntax === 'native' || kind !== 'tuple' || !text.slice(start, end).includes('\\');
}

function isUsersOwnFile(path: string): boolean {
  return isUsersOwn(path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.');
}

function literalsIn(value: Expression): readonly Expression[] {
  switch (value.kind) {
    case 'bool':
    case 'number':
    case 'string':
    case 'null':
      return [value];
    case 'object':
      return value.items.flatMap((item) => literalsIn(item.value));
    case 'tuple':
      return [value, ...value.elements.flatMap(literalsIn)];
    case 'call':
      return value.name === 'toset' ? value.args.flatMap(literalsIn) : [];
    default:
      return [];
  }
}

function followVariable(module: ModuleInstance, name: string, seen: Set<string>, found: ValuePlace[]): void {
  const { call } = module;
  if (call === undefined) {
    followRootVariable(module, name, seen, found);
    return;
  }
  const written = call.body.attributes.get(name);
  const label = `module.${call.name}.${name}`;
  if (written !== undefined) {
    take(call.caller, label, written.node.value, written.source, seen, found);
    return;
  }
  const after = [...call.body.attributes.values()].filter((one) => one.source === call.declaration.source);
  const last = after.toSorted((a, b) => a.node.span.start - b.node.span.start).at(-1);
  if (last === undefined || last.source.syntax !== 'native' || !isUsersOwnFile(last.source.path)) return;
  const { source } = last;
  const set = (text: string): readonly FileEdit[] => [
    insertArgumentAfter(source, last.node.span, name, text),
  ];
  found.push({ name: label, source, literal: undefined, set, givenBy: undefined });
}

function followRootVariable(
  module: ModuleInstance,
  name: string,
  seen: Set<string>,
  found: ValuePlace[],
): void {
  const declaration = module.declarations.variables.get(name);
  if (declaration === undefined) return;
  const given = collectGivenValues(module.session, module.declarations.variables).get(name);
  const label = `var.${name}`;
  if (given?.kind === 'expression') {
    take(module, label, given.expression, given.source, seen, found);
    return;
  }
  const written = declaration.body.attributes.get('default');
  if (written === undefined) return;
  take(module, label, written.node.value, written.source, seen, found, given?.place);
}
