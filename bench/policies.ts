// Policy decisions, warm: parse once, evaluate many. `npx tsx --conditions=naisen-source bench/policies.ts`
import { readFileSync } from 'node:fs';
import { evaluate } from '../packages/engine/src/authorization/evaluate.ts';
import { parsePolicy } from '../packages/engine/src/authorization/parse-policy.ts';
import { policySetOf, type RecordedDecision, requestOf } from '../packages/engine/test/recorded-decisions.ts';

const golden = new URL('../packages/engine/test/golden/iam-agreement.json', import.meta.url);
const recorded: readonly RecordedDecision[] = JSON.parse(readFileSync(golden, 'utf8'));
const calls = recorded.map((one) => ({ request: requestOf(one), policies: policySetOf(one) }));

/** Processor time: other work on the machine does not count. */
function microsecondsOf(work: () => void, evaluations: number): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / evaluations;
}

const repeats = 10;
/** Each call again and again: its policies are in the processor's cache, as in a matrix. */
const warm = () => {
  for (const { request, policies } of calls) for (let i = 0; i < repeats; i++) evaluate(request, policies);
};
/** Other policies each time: most of it is waiting for memory. */
const scattered = () => {
  for (let i = 0; i < repeats; i++) for (const { request, policies } of calls) evaluate(request, policies);
};

function medianOf(work: () => void): string {
  work();
  const times = Array.from({ length: 7 }, () => microsecondsOf(work, repeats * calls.length));
  return (times.sort((a, b) => a - b)[3] ?? 0).toFixed(2);
}

console.log(
  `evaluate: ${medianOf(warm)} µs warm, ${medianOf(scattered)} µs with other policies each time ` +
    `(medians of 7, ${calls.length} recorded calls, all kinds of policies)`,
);

const managed = readFileSync(new URL('../catalog/managed-policies.json', import.meta.url), 'utf8');
const documents: readonly string[] = JSON.parse(managed).policies.map(({ document }: { document: object }) =>
  JSON.stringify(document),
);
const bytes = documents.reduce((sum, { length }) => sum + length, 0);
const parseAll = () => documents.map((document) => parsePolicy(document, { kind: 'identity', name: 'p' }));
parseAll();
const start = process.cpuUsage();
for (let i = 0; i < 10; i++) parseAll();
console.log(
  `parsePolicy: ${((bytes * 10) / process.cpuUsage(start).user).toFixed(0)} MB/s (${documents.length} managed policies)`,
);
