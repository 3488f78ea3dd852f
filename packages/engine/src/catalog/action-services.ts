import type { CatalogFiles } from './catalog.ts';
import { lazy } from './lazily.ts';

/** From permissions to the calls that use them. */
export interface ActionServices {
  /**
   * Short names of the endpoint services that calls of an action go to; empty = it is no call to an endpoint.
   *
   * @param action may end in wildcards: `s3:Get*`
   */
  readonly servicesOfAction: (action: string) => readonly string[];
  /** IAM's prefix of an endpoint service's actions: `cloudwatch` for `monitoring`. */
  readonly prefixOfService: (short: string) => string;
  /** AWS's own agents use the permission, or `ec2:*` is written for theirs; the kind of workload says when. */
  readonly isMadeByAws: (kind: string, action: string) => boolean;
  /** What a policy of AWS is for; `undefined` = its document says it. */
  readonly servicesOfManagedPolicy: (arn: string) => readonly string[] | undefined;
}

interface ActionServicesFile {
  readonly prefixes: Readonly<Record<string, readonly string[]>>;
  readonly actions: readonly { readonly action: string; readonly services: readonly string[] }[];
  readonly withoutCall: readonly { readonly action: string }[];
  readonly madeByAws: readonly { readonly kind: string; readonly actions: readonly string[] }[];
  readonly managedPolicies: readonly { readonly name: string; readonly services: readonly string[] }[];
}

const nothing: ActionServicesFile = {
  prefixes: {},
  actions: [],
  withoutCall: [],
  madeByAws: [],
  managedPolicies: [],
};

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
export function createActionServices(files: CatalogFiles): ActionServices {
  const file = lazy((): ActionServicesFile => {
    const text = files.read('action-services.json');
    return text === undefined ? nothing : JSON.parse(text);
  });
  return {
    servicesOfAction: (action) => servicesOf(file(), action.toLowerCase()),
    prefixOfService: (short) =>
      Object.entries(file().prefixes).find(([, services]) => services[0] === short)?.[0] ??
      (short.split('.')[0] || short),
    isMadeByAws: (kind, action) =>
      file().madeByAws.some(
        (row) => row.kind === kind && row.actions.some((one) => covers(one, action) || covers(action, one)),
      ),
    servicesOfManagedPolicy: (arn) => {
      const name = arn.slice(arn.lastIndexOf('/') + 1);
      return file().managedPolicies.find((row) => covers(row.name, name))?.services;
    },
  };
}

function servicesOf(file: ActionServicesFile, action: string): readonly string[] {
  const [prefix = '', name = ''] = action.split(':');
  if (file.withoutCall.some((row) => covers(row.action, action))) return [];
  const ordinary = file.prefixes[prefix] ?? [prefix];
  if (name.startsWith('*')) return ordinary;
  // The row that says most: `bedrock:InvokeAgent` before `bedrock:Invoke*`.
  const [best] = file.actions
    .filter((row) => covers(row.action, action))
    .toSorted((a, b) => b.action.length - a.action.length);
  return best?.services ?? ordinary;
}

/** `ssm:*` covers `ssm:Get*`; a pattern with a star in its middle is covered by what it begins with. */
function covers(written: string, asked: string): boolean {
  const row = written.toLowerCase();
  const text = asked.toLowerCase();
  return row.endsWith('*') ? text.startsWith(row.slice(0, -1)) : text === row;
}
