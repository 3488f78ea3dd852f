import type { Value } from '../../values/value.ts';
import type { InstanceContext } from '../resources/provider-rules.ts';

/** Answers of one data source: only attributes that it adds to what is written. */
export type DataSource = (
  values: ReadonlyMap<string, Value>,
  context: InstanceContext,
) => Readonly<Record<string, Value>>;
