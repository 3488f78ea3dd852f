/**
 * Compares naisen's evaluator with @cloud-copilot/iam-simulate on generated calls.
 *
 *     npm run compare -- [calls] [seed]            counts agreement, groups the differences
 *     npm run compare -- 20000 1 --record 4000     also writes agreed calls for the plain test suite
 */
import { writeFileSync } from 'node:fs';
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { evaluate } from '../../packages/engine/src/authorization/evaluate.ts';
import {
  policySetOf,
  type RecordedCase,
  type RecordedDecision,
  requestOf,
} from '../../packages/engine/test/recorded-decisions.ts';
import { classify } from './differences.ts';
import { createChooser, generateCase } from './generator.ts';

const numbers = process.argv
  .slice(2)
  .filter((argument) => /^\d+$/.test(argument))
  .map(Number);
const recordAt = process.argv.indexOf('--record');
const recordMax = recordAt < 0 ? 0 : Number(process.argv[recordAt + 1]);
const [count = 20_000, seed = 1] = numbers;

/** Short cases: the file is read by everyone's tests. */
const longestRecorded = 1100;

const golden = new URL('../../packages/engine/test/golden/iam-agreement.json', import.meta.url);

function simulationOf({ policies, ...recorded }: RecordedCase): Parameters<typeof runSimulation>[0] {
  const named = (document: object | undefined, name: string) =>
    document === undefined ? [] : [{ name, policy: document }];
  const levels = (given: readonly (readonly object[])[] = []) =>
    given.map((level, i) => ({
      orgIdentifier: `level-${i}`,
      policies: level.map((policy, j) => ({ name: `policy-${j}`, policy })),
    }));
  return {
    request: {
      principal: recorded.caller,
      action: recorded.action,
      resource: { resource: recorded.resource, accountId: recorded.resourceAccount },
      contextVariables: Object.fromEntries(
        Object.entries(withCallerKeys(recorded.caller, recorded.context)).map(([name, value]) => [
          name,
          typeof value === 'string' ? value : [...value],
        ]),
      ),
    },
    identityPolicies: policies.identity.map((policy, i) => ({ name: `identity-${i}`, policy })),
    serviceControlPolicies: levels(policies.scps),
    resourceControlPolicies: levels(policies.rcps),
    ...(policies.resource === undefined ? {} : { resourcePolicy: policies.resource }),
    ...(policies.boundary === undefined
      ? {}
      : { permissionBoundaryPolicies: named(policies.boundary, 'boundary') }),
    ...(policies.session === undefined ? {} : { sessionPolicy: policies.session }),
    ...(policies.endpoint === undefined ? {} : { vpcEndpointPolicies: named(policies.endpoint, 'endpoint') }),
  };
}

/** The oracle wants every key from its caller. */
function withCallerKeys(caller: string, context: RecordedCase['context']): RecordedCase['context'] {
  const [, , , , account = ''] = caller.split(':');
  const [, name = '', session] = caller.split('/');
  const arn = session === undefined ? caller : `arn:aws:iam::${account}:role/${name}`;
  return { ...context, 'aws:PrincipalArn': arn, 'aws:PrincipalAccount': account };
}

async function main(): Promise<void> {
  const chooser = createChooser(seed);
  const outcomes: Record<string, number> = {};
  const classes = new Map<string, { count: number; first: unknown }>();
  const recorded: RecordedDecision[] = [];
  let agreed = 0;
  let refused = 0;
  for (let i = 0; i < count; i++) {
    const generated = generateCase(chooser);
    const theirs = await runSimulation(simulationOf(generated), {});
    if (theirs.resultType !== 'single') {
      refused++;
      if (refused < 4)
        console.log('refused', JSON.stringify('errors' in theirs ? theirs.errors : theirs.resultType));
      continue;
    }
    const known = withoutIgnored(generated, theirs.result.ignoredContextKeys ?? []);
    const ours = evaluate(requestOf(known), policySetOf(known));
    const outcome = theirs.overallResult === 'Allowed' ? 'allowed' : 'denied';
    outcomes[`theirs ${theirs.overallResult}, ours ${ours.outcome}`] =
      (outcomes[`theirs ${theirs.overallResult}, ours ${ours.outcome}`] ?? 0) + 1;
    if (ours.outcome === outcome) {
      agreed++;
      if (recorded.length < recordMax && JSON.stringify(known).length < longestRecorded)
        recorded.push({ ...known, outcome });
      continue;
    }
    const name = classify(known, outcome);
    const earlier = classes.get(name);
    if (process.argv.includes('--all')) {
      console.log(
        JSON.stringify({
          name,
          gates: ours.gates.map(
            (gate) => `${gate.kind} ${gate.outcome} ${gate.statements.map(({ statement }) => statement)}`,
          ),
          denial: theirs.result.analysis.blockedBy,
          known,
        }),
      );
    }
    classes.set(name, { count: (earlier?.count ?? 0) + 1, first: earlier?.first ?? known });
  }
  console.log(`${count} calls, seed ${seed}: ${agreed} agree, ${refused} refused by the oracle`, outcomes);
  for (const [name, { count: times, first }] of classes) {
    console.log(`\n${times} × ${name}`);
    if (name.startsWith('?') || process.argv.includes('--show')) console.log(JSON.stringify(first, null, 1));
  }
  if (recordMax > 0) {
    writeFileSync(golden, `[\n${recorded.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`);
  }
}

/** Keys that the action does not have, the oracle leaves out. */
function withoutIgnored(generated: RecordedCase, ignored: readonly string[]): RecordedCase {
  const left = new Set(ignored.map((name) => name.toLowerCase()));
  const context = Object.entries(generated.context).filter(([name]) => !left.has(name.toLowerCase()));
  return { ...generated, context: Object.fromEntries(context) };
}

await main();
