/** One catalogue file: what it is, then its tables. */
export interface CatalogFile {
  readonly _meta: Readonly<Record<string, unknown>>;
  readonly [table: string]: unknown;
}

/** Compact, but one row per line, so that a change of one fact is a change of one line. */
export function toFile(file: CatalogFile): string {
  const tables = Object.entries(file).map(([name, table]) => `${JSON.stringify(name)}:${rowsOf(table)}`);
  return `{${tables.join(',\n')}}\n`;
}

function rowsOf(table: unknown): string {
  if (Array.isArray(table)) return `[\n${table.map((row) => JSON.stringify(row)).join(',\n')}\n]`;
  if (typeof table !== 'object' || table === null) return JSON.stringify(table);
  const rows = Object.entries(table).map(([key, row]) => `${JSON.stringify(key)}:${JSON.stringify(row)}`);
  return `{\n${rows.join(',\n')}\n}`;
}

/** Leaves out what is `null`, `undefined`, `false` or empty: absence means "not established" or "no". */
export function compact(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => !isAbsent(value)));
}

function isAbsent(value: unknown): boolean {
  return (
    value === null || value === undefined || value === false || (Array.isArray(value) && value.length === 0)
  );
}
