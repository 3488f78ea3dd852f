import type { Value } from '../../values/value.ts';
import type { InstanceContext } from '../resources/provider-rules.ts';

export type DataSource = (
  values: ReadonlyMap<string, Value>,
  context: InstanceContext,
) => Readonly<Record<string, Value>>;

const dataSources: ReadonlyMap<string, DataSource> = new Map();

/** Fills in what a data source answers without an account; the rest stays unknown (TF-6). */
export function computeDataSource(
  values: ReadonlyMap<string, Value>,
  context: InstanceContext,
): ReadonlyMap<string, Value> {
  const compute = dataSources.get(context.type);
  return compute === undefined ? values : new Map([...values, ...Object.entries(compute(values, context))]);
}
