/** The type of one attribute as the provider declares it, in a compact form. */
export type SchemaType =
  | 'string'
  | 'number'
  | 'bool'
  | 'dynamic'
  | readonly ['list' | 'set' | 'map', SchemaType]
  | readonly ['object', Readonly<Record<string, SchemaType>>]
  | readonly ['tuple', readonly SchemaType[]];

export interface AttributeSchema {
  readonly type: SchemaType;
  readonly required?: true;
  readonly optional?: true;
  readonly computed?: true;
  readonly sensitive?: true;
  /** A documented default that the provider plans when nothing is written: the planned JSON value. */
  readonly default?: unknown;
  /** Siblings that take the default away: when one of them is written, null is planned instead. */
  readonly defaultUnless?: readonly string[];
  /**
   * What is planned when nothing is written and the flags would say otherwise (without this: the default,
   * else unknown when computed, else null). `null`: computed, yet planned as null. `varies`: depends on
   * other arguments, so it must be taken as unknown.
   */
  readonly absent?: 'null' | 'varies';
  /** How the provider changes the written value while it plans. */
  readonly rewrite?: Rewrite;
}

/**
 * - json: keys sorted, no white space
 * - container-definitions: as json, environment and secrets sorted by name, nulls dropped
 * - domain-name: lower case without the dot at the end; trailing-dot: only without the dot
 * - sha1: hexadecimal, of the decoded text when it is base64
 * - ip-protocol: lower case, `all` → `-1`, 1, 6, 17 and 58 → their names; on an attribute that holds objects
 *   it is about their `protocol`
 */
export type Rewrite =
  | 'json'
  | 'container-definitions'
  | 'lower-case'
  | 'domain-name'
  | 'trailing-dot'
  | 'sha1'
  | 'ip-protocol';

export interface BlockSchema {
  readonly attributes: Readonly<Record<string, AttributeSchema>>;
  readonly blocks: Readonly<Record<string, NestedBlockSchema>>;
}

export interface NestedBlockSchema {
  /** `single` gives one object or null; the others a list or set of objects. */
  readonly nesting: 'list' | 'set' | 'single' | 'group' | 'map';
  readonly block: BlockSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  /** AWS fills it when it is not written: unknown then, instead of empty. */
  readonly computed?: true;
  /** What is planned when it is not written, where that is known and not empty. */
  readonly default?: unknown;
}

/** Major versions of the AWS provider whose spelling is known. */
export type ProviderMajor = 5 | 6;

/** What the AWS provider declares of its resource and data types. `undefined` = not in the catalogue. */
export interface ProviderSchemas {
  readonly resource: (type: string) => BlockSchema | undefined;
  readonly data: (type: string) => BlockSchema | undefined;
}
