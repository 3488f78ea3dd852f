import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { Span } from '../syntax/ast.ts';
import type { Value } from '../values/value.ts';
import type { Session } from './session.ts';
import type { Source } from './source.ts';

/** Names bound inside an expression or block: for-variables, `each`, `count`, iterators; innermost first. */
export interface Names {
  readonly name: string;
  readonly value: Value;
  readonly outer: Names | undefined;
}

/** A reference to something a module declares: `var.x`, `aws_vpc.main`, `data.aws_region.current`. */
export interface GlobalReference {
  /** The names up to where the thing is identified, such as `['data', 'aws_region', 'current']`. */
  readonly names: readonly string[];
  readonly span: Span;
}

/** What a module offers to its expressions. */
export interface Globals {
  readonly resolve: (reference: GlobalReference, scope: Scope) => Value;
  /** `path.module` */
  readonly directory: string;
}

export type Report = (diagnostic: Diagnostic) => void;

/** Where an expression is evaluated. */
export interface Scope {
  readonly source: Source;
  readonly names: Names | undefined;
  readonly globals: Globals;
  readonly session: Session;
  readonly report: Report;
}

export function bind(scope: Scope, name: string, value: Value): Scope {
  return { ...scope, names: { name, value, outer: scope.names } };
}

export function lookUpName(scope: Scope, name: string): Value | undefined {
  for (let names = scope.names; names !== undefined; names = names.outer) {
    if (names.name === name) return names.value;
  }
  return undefined;
}

/** The same scope for an expression of another file. */
export function within(scope: Scope, source: Source): Scope {
  return scope.source === source ? scope : { ...scope, source };
}
