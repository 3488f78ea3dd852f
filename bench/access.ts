// The estate with policies on: `npx tsx --conditions=naisen-source bench/access.ts`
import { collection, known } from '../packages/engine/src/base/known.ts';
import type { Access, Role, WrittenPolicy } from '../packages/engine/src/model/access.ts';
import { idOf, type Origin } from '../packages/engine/src/model/identity.ts';
import type { Network } from '../packages/engine/src/model/network.ts';
import type { Workload } from '../packages/engine/src/model/workload.ts';
import { RoleNeeds } from '../packages/engine/src/needs/role-needs.ts';
import { checkNetwork, type NeededCall } from '../packages/engine/src/reachability/check.ts';
import { type RoleGrant, RoleGrants } from '../packages/engine/src/reachability/role-grants.ts';
import { estateServices, fullSize, makeEstate } from './estate.ts';
import { catalog, outcomesOf, seed } from './prove-estate.ts';

const nowhere = { line: 1, column: 1, offset: 0 };
const origin: Origin = {
  kind: 'terraform',
  address: 'aws_iam_role',
  range: { file: 'roles.tf', start: nowhere, end: nowhere },
};
const roleCount = 300;

const iamPrefixes: Readonly<Record<string, string>> = {
  'ecr.api': 'ecr',
  'ecr.dkr': 'ecr',
  monitoring: 'cloudwatch',
  'kinesis-streams': 'kinesis',
};

/** Roles of which every tenth may do nothing with half of the services. */
function roleAt(i: number): Role {
  const named = policyOf(`aws_iam_role_policy.named${i}`, applicationActions);
  const policies =
    i % 10 === 0
      ? [policyOf(`aws_iam_role_policy.few${i}`, ['s3:*', 'logs:*', 'kms:*'])]
      : [policyOf(`aws_iam_role_policy.all${i}`, '*'), named];
  return {
    id: idOf('Role', `aws_iam_role.r${i}`),
    name: known(`r${i}`),
    arn: known(`arn:aws:iam::111122223333:role/r${i}`),
    trust: undefined,
    inlinePolicies: collection(policies),
    managedPolicies: collection<string>([]),
    boundary: undefined,
    origin,
  };
}

function policyOf(name: string, actions: string | readonly string[]): WrittenPolicy {
  const statement = { Effect: 'Allow', Action: actions, Resource: '*' };
  return { name, text: known(JSON.stringify({ Version: '2012-10-17', Statement: [statement] })), origin };
}

/** What an application needs of each service, as its role would say it. */
const applicationActions = estateServices.flatMap((service) => {
  const prefix = iamPrefixes[service] ?? service;
  return [`${prefix}:GetThing`, `${prefix}:PutThing`];
});

/** Every endpoint has a policy, every workload a role. */
function withPolicies(network: Network): Network {
  const roles = Array.from({ length: roleCount }, (_, i) => roleAt(i));
  const access: Access = {
    roles: new Map(roles.map((role) => [role.id, role])),
    instanceProfiles: new Map(),
    policies: new Map(),
    resources: [],
    account: known('111122223333'),
    texts: new Map(),
  };
  const statement = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
  const policy = known(JSON.stringify({ Version: '2012-10-17', Statement: [statement] }));
  const endpoints = [...network.vpcEndpoints].map(([id, one]) => [id, { ...one, policy }] as const);
  const workloads = [...network.workloads].map(([id, one], i) => {
    const role = { use: 'instance', role: known(`aws_iam_role.r${i % roleCount}`), origin } as const;
    return [id, { ...one, facts: { ...one.facts, roles: [role] } }] as const;
  });
  return { ...network, access, vpcEndpoints: new Map(endpoints), workloads: new Map(workloads) };
}

const questions = new Map(
  estateServices.map((service) => [
    service,
    [{ action: `${service.split('.')[0]}:Get`, resource: '*', by: 'application' as const }],
  ]),
);
const network = withPolicies(makeEstate(fullSize, seed));
const needs = (isAsked: boolean) => () =>
  estateServices.map((service) => ({
    service,
    reason: { kind: 'asked' as const },
    questions: isAsked ? (questions.get(service) ?? []) : [],
  }));

const grants = new RoleGrants(network, catalog);
const roleNeeds = new RoleNeeds<RoleGrant>(catalog, 'ap-northeast-1');
/** Every service is called, and whatever the role allows is asked of the policies. */
const needsOfRoles = (workload: Workload): readonly NeededCall[] => {
  const ofRole = roleNeeds.of(workload, grants.of(workload));
  const questionsOf = new Map(ofRole.map(({ service, actions }) => [service, actions ?? []]));
  return estateServices.map((service) => ({
    service,
    reason: { kind: 'asked' as const },
    questions: questionsOf.get(service) ?? [],
  }));
};

/** CPU time beside wall time: other work on the machine does not count into it. */
function prove(name: string, needs: (workload: Workload) => readonly NeededCall[]): void {
  const start = performance.now();
  const before = process.cpuUsage();
  const answer = checkNetwork(network, catalog, { needs, services: [] });
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  console.log(`${name}: ${ms.toFixed(0)} ms, CPU ${((user + system) / 1000).toFixed(0)} ms`);
  console.log(`  ${answer.calls.length} calls, ${JSON.stringify(outcomesOf(answer))}`);
}

for (let i = 0; i < 3; i++) {
  prove('network only', needs(false));
  prove('with policies', needs(true));
  prove('with needs from policies', needsOfRoles);
}
