import { compareText } from '../../base/ordered.ts';
import type { ModuleInstance } from '../../importers/terraform/evaluation/modules/module.ts';
import type { ProposedEndpoint } from '../../model/change.ts';
import type { Id } from '../../model/identity.ts';
import type { WorkloadKind } from '../../model/workload.ts';
import type { Draft } from './draft.ts';
import { argument, formatItems, type HclItem, listOf, quoted } from './hcl-text.ts';
import { scopeOf, tryExpression } from './user-project.ts';

/** One action that a call performs. */
export interface PolicyQuestion {
  readonly action: string;
  /** An ARN, `*`, the address of a declared resource; empty = not known. */
  readonly resource: string;
  /** `aws-owned`: AWS's own principal signs it (POL-10). */
  readonly by: 'application' | 'agent' | 'aws-owned';
}

/** What is known for endpoint policies. */
export interface PolicyFacts {
  /** What a workload does at a service; `undefined` or empty = not known. */
  readonly questionsOf: (workload: Id<'Workload'>, service: string) => readonly PolicyQuestion[] | undefined;
  /** Buckets and the like of AWS's own, with placeholders such as `<region>` (POL-9). */
  readonly ownedResources: readonly { readonly owner: string; readonly arns: readonly string[] }[];
}

/** POL-5: AWS takes no longer document. */
const charactersMax = 20_480;

/**
 * The policy of a new endpoint: what its callers are known to do, by principals of the own account; and what
 * AWS's own principals and callers without one fetch from AWS's own buckets (POL-7, POL-9, POL-10).
 *
 * A caller of which nothing is known may do anything, but only as a principal of the own account.
 *
 * @returns `undefined` when the service takes no policy (POL-11)
 */
export function endpointPolicy(
  draft: Draft,
  module: ModuleInstance,
  endpoint: ProposedEndpoint,
  facts: PolicyFacts,
): string | undefined {
  const known = draft.project.source.facts.endpointService(endpoint.serviceName);
  if (known?.supportsPolicy === false) return undefined;
  const asked = endpoint.callers.map((caller) => facts.questionsOf(caller, endpoint.service) ?? []);
  const account = (): string => accountIn(draft, module, endpoint.vpc);
  const owned = ownedStatement(draft, endpoint, asked.flat(), facts);
  const isOpen = asked.length === 0 || asked.some((questions) => questions.length === 0);
  const callers = isOpen ? [openStatement(account())] : ownStatements(module, asked.flat(), account);
  const text = documentOf([...callers, ...owned]);
  return text.length < charactersMax ? text : documentOf([openStatement(account()), ...owned]);
}

/** One statement for each set of actions. */
function ownStatements(
  module: ModuleInstance,
  questions: readonly PolicyQuestion[],
  account: () => string,
): readonly string[] {
  const actions = new Map<string, Set<string>>();
  for (const { action, resource, by } of questions) {
    if (by === 'aws-owned') continue;
    const text = resourceText(module, resource);
    actions.set(text, (actions.get(text) ?? new Set()).add(action));
  }
  const resources = new Map<string, string[]>();
  for (const [resource, own] of actions) {
    const key = [...own].toSorted(compareText).join(' ');
    resources.set(key, [...(resources.get(key) ?? []), resource]);
  }
  return [...resources]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([key, own], i) =>
      statement(i === 0 ? 'Callers' : `Callers${i + 1}`, {
        actions: key.split(' '),
        resources: own,
        account: account(),
      }),
    );
}

function openStatement(account: string): string {
  return statement('Callers', { actions: ['*'], resources: [quoted('*')], account });
}

function documentOf(statements: readonly string[]): string {
  const items = [
    argument('Version', quoted('2012-10-17')),
    argument('Statement', `[\n${statements.map((one) => `  ${one.replaceAll('\n', '\n  ')},\n`).join('')}]`),
  ];
  return `jsonencode({\n${formatItems(items, 1)}})`;
}

interface Allowed {
  readonly actions: readonly string[];
  /** As HCL. */
  readonly resources: readonly string[];
  /** As HCL; `undefined` = any principal, or none. */
  readonly account: string | undefined;
}

function statement(sid: string, { actions, resources, account }: Allowed): string {
  const items: HclItem[] = [
    argument('Sid', quoted(sid)),
    argument('Effect', '"Allow"'),
    argument('Principal', '"*"'),
    argument('Action', oneOrList([...new Set(actions)].toSorted(compareText).map(quoted))),
    argument('Resource', oneOrList([...new Set(resources)].toSorted(compareText))),
  ];
  const condition = `{ StringEquals = { "aws:PrincipalAccount" = ${account ?? ''} } }`;
  return `{\n${formatItems(account === undefined ? items : [...items, argument('Condition', condition)], 1)}}`;
}

function oneOrList(values: readonly string[]): string {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : listOf(values);
}

/** An ARN as it is; a declared resource by its own attribute where it has a name in the module. */
function resourceText(module: ModuleInstance, resource: string): string {
  if (resource === '*' || resource.startsWith('arn:')) return quoted(resource);
  const reference = `${resource}.arn`;
  const isNamed = resource !== '' && tryExpression(reference, scopeOf(module)) !== undefined;
  return isNamed ? reference : quoted('*');
}

/** The user's own data source for the account, or a new one. */
function accountIn(draft: Draft, module: ModuleInstance, owner: string): string {
  const known = [...module.declarations.data.keys()].find((key) => key.startsWith('aws_caller_identity.'));
  const address = known ?? draft.dataSource(module, 'aws_caller_identity', 'current', 'account', [], owner);
  return `data.${address}.account_id`;
}

const instances: readonly WorkloadKind[] = [
  'auto-scaling-group',
  'ec2-instance',
  'ec2-session-manager',
  'ecs-ec2',
];

/** Owners whose buckets instances read: packages of Amazon Linux, and what the SSM agent fetches. */
const ownersForInstances = ['Amazon EC2', 'Amazon Elastic Compute Cloud (Amazon EC2)', 'AWS Systems Manager'];

function ownedStatement(
  { network }: Draft,
  { service, serviceName, callers }: ProposedEndpoint,
  questions: readonly PolicyQuestion[],
  { ownedResources }: PolicyFacts,
): readonly string[] {
  const signed = questions.filter(({ by }) => by === 'aws-owned');
  const region = serviceName.split('.').at(-service.split('.').length - 1) ?? '';
  const hasInstances = callers.some((caller) => {
    const kind = network.workloads.get(caller)?.kind;
    return kind !== undefined && instances.includes(kind);
  });
  const packages = ownedResources
    .filter(({ owner }) => service === 's3' && hasInstances && ownersForInstances.includes(owner))
    .flatMap(({ arns }) => arns.map((arn) => arn.replaceAll('<region>', region)))
    .filter((arn) => arn.startsWith('arn:aws:s3:::') && !arn.includes('<'));
  const resources = [...signed.map(({ resource }) => resource), ...packages].map(quoted);
  if (resources.length === 0) return [];
  const actions = [...signed.map(({ action }) => action), ...(packages.length > 0 ? ['s3:GetObject'] : [])];
  return [statement('AwsOwned', { actions, resources, account: undefined })];
}
