import type { Value } from '../../values/value.ts';
import type { InstanceContext } from '../resources/provider-rules.ts';
import { accountFreeSources } from './account-free.ts';
import type { DataSource } from './data-source.ts';
import { declaredSources } from './declared.ts';
import { networkSources } from './network.ts';
import { computePolicyDocument } from './policy-document.ts';
import { computeTemplateFile } from './template-file.ts';

const dataSources: ReadonlyMap<string, DataSource> = new Map(
  Object.entries({
    ...accountFreeSources,
    ...networkSources,
    ...declaredSources,
    aws_iam_policy_document: computePolicyDocument,
    template_file: computeTemplateFile,
  }),
);

/** Fills in what a data source answers without an account; the rest stays unknown (TF-6). */
export function computeDataSource(
  values: ReadonlyMap<string, Value>,
  context: InstanceContext,
): ReadonlyMap<string, Value> {
  const compute = dataSources.get(context.type);
  return compute === undefined ? values : new Map([...values, ...Object.entries(compute(values, context))]);
}
