/** The part of `terraform providers schema -json` that we read. */
export interface DeclaredAttribute {
  readonly type: unknown;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
}

export interface DeclaredBlock {
  readonly attributes?: Readonly<Record<string, DeclaredAttribute>>;
  readonly block_types?: Readonly<Record<string, DeclaredNesting>>;
}

export interface DeclaredNesting {
  readonly nesting_mode: 'list' | 'set' | 'single' | 'group' | 'map';
  readonly block: DeclaredBlock;
  readonly min_items?: number;
  readonly max_items?: number;
}

export interface DeclaredProvider {
  readonly resource_schemas: Readonly<Record<string, { readonly block: DeclaredBlock }>>;
  readonly data_source_schemas: Readonly<Record<string, { readonly block: DeclaredBlock }>>;
}

const address = 'registry.terraform.io/hashicorp/aws';

export function readDeclaredProvider(json: string): DeclaredProvider {
  const schemas: { provider_schemas: Record<string, DeclaredProvider> } = JSON.parse(json);
  const provider = schemas.provider_schemas[address];
  if (provider === undefined) throw new Error(`no schema of ${address}`);
  return provider;
}
