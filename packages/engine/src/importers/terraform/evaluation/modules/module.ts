import type { SourceRange } from '../../../../base/source-range.ts';
import type { MissingModule, ResourceInstance } from '../../instances.ts';
import type { Value } from '../../values/value.ts';
import type { Declaration, ModuleDeclarations, ResourceDeclaration } from '../loading/declarations.ts';
import type { Expansion } from '../resources/expansion.ts';
import type { Globals, Scope } from '../scope.ts';
import type { Session } from '../session.ts';
import type { PlacedBody } from '../source.ts';

/** One module of the tree after count and for_each. Everything in it is computed when it is asked for. */
export interface ModuleInstance extends Globals {
  /** `module.a["k"]`; empty for the root. */
  readonly address: string;
  readonly session: Session;
  readonly declarations: ModuleDeclarations;
  /** How it was called; `undefined` for the root. */
  readonly call: ModuleCall | undefined;
  /** Its own or an outer call's number of instances is not known. */
  readonly isSymbolic: boolean;
  readonly depth: number;
  readonly variables: ReadonlyMap<string, () => Value>;
  readonly locals: ReadonlyMap<string, () => Value>;
  readonly outputs: ReadonlyMap<string, () => Value>;
  /** Managed resources by `type.name`. */
  readonly resources: ReadonlyMap<string, () => EvaluatedResource>;
  readonly data: ReadonlyMap<string, () => EvaluatedResource>;
  readonly calls: ReadonlyMap<string, () => EvaluatedCall>;
  /** By `aws` or `aws.alias`. */
  readonly provider: (key: string, range: SourceRange | undefined) => ProviderConfiguration;
}

export interface ModuleCall {
  readonly caller: ModuleInstance;
  readonly name: string;
  readonly body: PlacedBody;
  /** With the call's own `each` or `count`. */
  readonly scope: Scope;
  readonly declaration: Declaration;
}

export interface ProviderConfiguration {
  /** A string, or an unknown with the reason. */
  readonly region: Value;
  /** TF: `default_tags`; a map, null or an unknown. */
  readonly defaultTags: Value;
}

/** A resource or data source with all its instances. */
export interface EvaluatedResource {
  readonly declaration: ResourceDeclaration;
  readonly instances: readonly EvaluatedInstance[];
  /** What references see: one object, a tuple of them, an object by key, or an unknown. */
  readonly value: Value;
}

export interface EvaluatedInstance {
  readonly instance: ResourceInstance;
  readonly object: Value;
  readonly scope: Scope;
}

export interface EvaluatedCall {
  readonly expansion: Expansion;
  readonly modules: readonly ModuleInstance[];
  /** Looked at when everything has its value: what is passed may hang on what passes it. */
  readonly missing: () => readonly MissingModule[];
  readonly value: Value;
}

/** The scope of a module's own expressions. */
export function moduleScope(module: ModuleInstance, source: Scope['source']): Scope {
  return {
    source,
    names: undefined,
    globals: module,
    session: module.session,
    report: module.session.report,
  };
}

export function prefixAddress(module: ModuleInstance, address: string): string {
  return module.address === '' ? address : `${module.address}.${address}`;
}
