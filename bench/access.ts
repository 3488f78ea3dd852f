// The estate with policies on: `npx tsx --conditions=naisen-source bench/access.ts`
import { collection, known } from '../packages/engine/src/base/known.ts';
import type { Access, Role } from '../packages/engine/src/model/access.ts';
import { idOf, type Origin } from '../packages/engine/src/model/identity.ts';
import type { Network } from '../packages/engine/src/model/network.ts';
import { checkNetwork } from '../packages/engine/src/reachability/check.ts';
import { estateServices, fullSize, makeEstate } from './estate.ts';
import { catalog, outcomesOf, seed } from './prove-estate.ts';

const nowhere = { line: 1, column: 1, offset: 0 };
const origin: Origin = {
  kind: 'terraform',
  address: 'aws_iam_role',
  range: { file: 'roles.tf', start: nowhere, end: nowhere },
};
const roleCount = 300;

/** Roles of which every tenth may do nothing with half of the services. */
function roleAt(i: number): Role {
  const actions = i % 10 === 0 ? ['s3:*', 'logs:*', 'kms:*'] : '*';
  const document = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }],
  };
  const policy = { name: `aws_iam_role_policy.r${i}`, text: known(JSON.stringify(document)), origin };
  return {
    id: idOf('Role', `aws_iam_role.r${i}`),
    name: known(`r${i}`),
    arn: known(`arn:aws:iam::111122223333:role/r${i}`),
    trust: undefined,
    inlinePolicies: collection([policy]),
    managedPolicies: collection<string>([]),
    boundary: undefined,
    origin,
  };
}

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

/** CPU time beside wall time: other work on the machine does not count into it. */
function prove(isAsked: boolean): void {
  const start = performance.now();
  const before = process.cpuUsage();
  const answer = checkNetwork(network, catalog, { needs: needs(isAsked), services: [] });
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  const name = isAsked ? 'with policies' : 'network only';
  console.log(`${name}: ${ms.toFixed(0)} ms, CPU ${((user + system) / 1000).toFixed(0)} ms`);
  console.log(`  ${answer.calls.length} calls, ${JSON.stringify(outcomesOf(answer))}`);
}

for (let i = 0; i < 3; i++) {
  prove(false);
  prove(true);
}
