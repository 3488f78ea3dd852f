import type { CatalogFiles } from './catalog.ts';
import { lazy } from './lazily.ts';

/** A policy that AWS keeps, in its newest recorded version. */
interface ManagedPolicy {
  /** In the partition `aws`. */
  readonly arn: string;
  readonly name: string;
  /** `v2`. */
  readonly version: string;
  /** The document as JSON text. */
  readonly document: string;
}

export interface ManagedPolicies {
  /** @returns `undefined` for policies of customers and for those that are not recorded */
  readonly managedPolicy: (arn: string) => ManagedPolicy | undefined;
}

interface ManagedPoliciesFile {
  readonly policies: readonly { readonly arn: string; readonly version: string; readonly document: object }[];
}

export function createManagedPolicies(files: CatalogFiles): ManagedPolicies {
  const byArn = lazy(() => readPolicies(files));
  return { managedPolicy: (arn) => byArn().get(inPartitionAws(arn)) };
}

function readPolicies(files: CatalogFiles): ReadonlyMap<string, ManagedPolicy> {
  const text = files.read('managed-policies.json');
  if (text === undefined) return new Map();
  const { policies }: ManagedPoliciesFile = JSON.parse(text);
  return new Map(
    policies.map(({ arn, version, document }) => {
      const name = arn.slice(arn.lastIndexOf('/') + 1);
      return [arn, { arn, name, version, document: JSON.stringify(document) }];
    }),
  );
}

/** The same policies exist in every partition: `arn:aws-cn:iam::aws:policy/AmazonS3FullAccess`. */
function inPartitionAws(arn: string): string {
  return arn.replace(/^arn:aws-[a-z-]+:iam::aws:/, 'arn:aws:iam::aws:');
}
