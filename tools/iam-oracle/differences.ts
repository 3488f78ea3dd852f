import { evaluate, type PolicySet } from '../../packages/engine/src/authorization/evaluate.ts';
import { policySetOf, type RecordedCase, requestOf } from '../../packages/engine/test/recorded-decisions.ts';

/** One way in which the oracle reads policies otherwise: with it, our evaluator must give the oracle's answer. */
interface Reading {
  /** The heading in DIFFERENCES.md. */
  readonly name: string;
  readonly change: (recorded: RecordedCase) => RecordedCase;
  readonly changePolicies?: (policies: PolicySet) => PolicySet;
}

function replaceInPolicies(recorded: RecordedCase, replace: (text: string) => string): RecordedCase {
  return { ...recorded, policies: JSON.parse(replace(JSON.stringify(recorded.policies))) };
}

const readings: readonly Reading[] = [
  {
    name: 'Epoch time',
    change: (recorded) =>
      replaceInPolicies(recorded, (text) => text.replaceAll('"1767225600"', '"1970-01-21T10:53:45Z"')),
  },
  {
    name: 'Variables in version 2008-10-17',
    change: (recorded) => replaceInPolicies(recorded, (text) => text.replaceAll('2008-10-17', '2012-10-17')),
  },
  {
    name: 'Resource control policies of SQS',
    change: (recorded) => {
      if (!recorded.action.startsWith('sqs:')) return recorded;
      const { rcps: _, ...policies } = recorded.policies;
      return { ...recorded, policies };
    },
  },
  {
    name: 'Wildcards for ids in endpoint policies',
    change: (recorded) => recorded,
    changePolicies: ({ endpoint, ...policies }) => {
      if (endpoint?.policy === undefined) return policies;
      return { ...policies, endpoint: { ...endpoint, policy: { ...endpoint.policy, isInvalid: false } } };
    },
  },
  {
    name: 'Session policies and grants to a session',
    change: (recorded) => recorded,
    changePolicies: ({ session, ...policies }) =>
      session === undefined ? policies : { ...policies, session, scps: [...(policies.scps ?? []), session] },
  },
  {
    name: 'IPv6 addresses',
    change: (recorded) => {
      if (!String(recorded.context['aws:SourceIp']).includes('::')) return recorded;
      return replaceInPolicies(recorded, (text) =>
        text.replaceAll(
          /"(?:Not)?IpAddress(?:IfExists)?":\{"(aws:sourceip)":(?:\[[^\]]*\]|"[^"]*")\}/gi,
          '"StringEquals":{"$1":"never"}',
        ),
      );
    },
  },
];

const negatedVariable = /NotResource":"[^"]*\$\{|Not(?:Equals|Like)\w*":\{"[^}]*\$\{/;

/** The fewest other readings that give the oracle's answer; `?` = none does. */
export function classify(recorded: RecordedCase, theirs: 'allowed' | 'denied'): string {
  const choices = subsets(readings).toSorted((a, b) => a.length - b.length);
  const found = choices.find((choice) => answerOf(recorded, choice) === theirs);
  if (found !== undefined) return found.map(({ name }) => name).join(' + ');
  const nearest = choices.find((choice) => answerOf(recorded, choice) === 'undetermined');
  const isOpen = nearest !== undefined && negatedVariable.test(JSON.stringify(recorded.policies));
  return isOpen ? 'Variables without a value, negated' : `? theirs ${theirs}`;
}

function answerOf(recorded: RecordedCase, choice: readonly Reading[]): string {
  const changed = choice.reduce((one, { change }) => change(one), recorded);
  const policies = choice.reduce<PolicySet>(
    (one, { changePolicies }) => changePolicies?.(one) ?? one,
    policySetOf(changed),
  );
  return evaluate(requestOf(changed), policies).outcome;
}

function subsets<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return items.reduce<readonly (readonly Item[])[]>(
    (all, item) => all.concat(all.map((one) => [...one, item])),
    [[]],
  );
}
