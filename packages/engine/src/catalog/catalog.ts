/**
 * The dated facts that naisen carries: services, workloads' needs, prefix lists, zones, provider schemas.
 * Files are read on first use through the caller, so that start-up parses only what a question needs.
 */
export interface CatalogFiles {
  /** Text of `catalog/<name>`; throws nothing: `undefined` = that file is not shipped. */
  readonly read: (name: string) => string | undefined;
}

/** Confidence words of the facts: `unconfirmed` and `unknown` are never printed as facts. */
export type Confidence = 'confirmed' | 'secondary' | 'derived' | 'unconfirmed' | 'unknown';
