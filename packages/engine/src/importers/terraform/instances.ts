import type { SourceRange } from '../../base/source-range.ts';
import type { WrittenHabit } from './evaluation/habits.ts';
import type { Value } from './values/value.ts';

/** One resource or data instance after count, for_each, dynamic blocks and modules. */
export interface ResourceInstance {
  /** `module.a["k"].aws_subnet.private[0]`. An instance whose number is unknown ends in `[*]` (TF-8). */
  readonly address: string;
  /** `module.a["k"]`; empty in the root module. */
  readonly moduleAddress: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly key: string | number | undefined;
  /** `zero-or-more`: its count or for_each is not known, so this one stands for any number of instances. */
  readonly multiplicity: 'one' | 'zero-or-more';
  /** TF-10: of its provider configuration or its own `region`; a string value or an unknown. */
  readonly region: Value;
  /**
   * What was written, converted to the provider's types where its schema is known; documented defaults;
   * attributes that AWS computes as unknowns that refer to this instance; nested blocks as lists or sets
   * of objects (or one object), as in plan JSON. An unknown among the objects of a nested block stands for
   * any number of them (a `dynamic` block whose `for_each` is not known).
   */
  readonly values: ReadonlyMap<string, Value>;
  /** Names that stand in the source (arguments and nested blocks), defaults and computed ones left out. */
  readonly configured: ReadonlySet<string>;
  /** The block's header. */
  readonly range: SourceRange;
  /** Places of values by path: `cidr_block`, `ingress[0]`, `ingress[0].cidr_blocks`, `route_table_ids[1]`. */
  readonly ranges: ReadonlyMap<string, SourceRange>;
}

/** A module whose source is not on disk: what hangs on it is unknown (TF-7). */
export interface MissingModule {
  readonly address: string;
  readonly source: string;
  readonly version: string | undefined;
  /** Its arguments: what it was given is what it may change. */
  readonly passed: readonly Value[];
  readonly range: SourceRange;
}

/** A Terraform directory after evaluation. */
export interface Configuration {
  readonly resources: readonly ResourceInstance[];
  readonly data: readonly ResourceInstance[];
  readonly missingModules: readonly MissingModule[];
  /** Root module outputs, sorted by name. */
  readonly outputs: ReadonlyMap<string, Value>;
  /** Ways of writing, of each module directory of the project once. */
  readonly habits?: readonly WrittenHabit[];
  /** Its provider is older than the recorded ones: what these call deprecated has no other name there. */
  readonly isOlderProvider?: true;
  /** Resource blocks that have no instance as the values stand: `count = 0`. Sorted. */
  readonly switchedOff?: readonly string[];
  /** The default provider configuration's Region. */
  readonly defaultRegion: Value;
  /** Facts that were assumed because no account was asked (the AZs of a Region…), in words of the catalogue. */
  readonly assumptions: readonly {
    readonly kind: 'availability-zones' | 'region' | 'partition';
    readonly detail: string;
  }[];
}
