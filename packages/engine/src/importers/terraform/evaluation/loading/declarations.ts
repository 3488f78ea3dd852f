import type { SourceRange } from '../../../../base/source-range.ts';
import type { Attribute } from '../../syntax/ast.ts';
import type { Placed, PlacedBody, Source } from '../source.ts';

/** One top-level block, override files merged into it. */
export interface Declaration {
  readonly name: string;
  readonly body: PlacedBody;
  readonly source: Source;
  readonly range: SourceRange;
}

export interface ResourceDeclaration extends Declaration {
  readonly mode: 'managed' | 'data' | 'ephemeral';
  readonly type: string;
}

export interface LocalDeclaration {
  readonly name: string;
  readonly value: Placed<Attribute>;
}

/** What one module directory declares; resources by `type.name`, providers by `name` or `name.alias`. */
export interface ModuleDeclarations {
  readonly directory: string;
  readonly variables: ReadonlyMap<string, Declaration>;
  readonly locals: ReadonlyMap<string, LocalDeclaration>;
  readonly outputs: ReadonlyMap<string, Declaration>;
  readonly resources: ReadonlyMap<string, ResourceDeclaration>;
  readonly data: ReadonlyMap<string, ResourceDeclaration>;
  readonly ephemerals: ReadonlyMap<string, ResourceDeclaration>;
  readonly calls: ReadonlyMap<string, Declaration>;
  readonly providers: ReadonlyMap<string, Declaration>;
  /** Blocks `terraform { … }`, of which only `required_providers` is read. */
  readonly settings: readonly Declaration[];
}
