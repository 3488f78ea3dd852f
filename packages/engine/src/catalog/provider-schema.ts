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
}

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
}

/** What the AWS provider declares of its resource and data types. `undefined` = not in the catalogue. */
export interface ProviderSchemas {
  readonly resource: (type: string) => BlockSchema | undefined;
  readonly data: (type: string) => BlockSchema | undefined;
}
