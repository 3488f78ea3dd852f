import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDecimal } from './decimal.ts';
import { readUsage } from './read-usage.ts';
import { servicesOfUsage, usageTable } from './usage.ts';

/** `aws_ecs_service.app ecr.dkr 40`, then problems as `bad-number 1:45 negative`. */
function check(text: string): readonly string[] {
  const { value, problems } = readUsage(text, 'usage.json');
  return [
    ...value.entries.map(
      ({ of, service, gbPerMonth }) =>
        `${of} ${service} ${gbPerMonth === undefined ? '-' : formatDecimal(gbPerMonth)}`,
    ),
    ...problems.map((problem) => {
      const { line, column } = problem.range.start;
      const more = 'why' in problem ? ` ${problem.why}` : 'expected' in problem ? ` ${problem.expected}` : '';
      return `${problem.kind} ${line}:${column}${more}`;
    }),
  ];
}

describe('a usage file', () => {
  it.each([
    [
      'one amount',
      '{"aws_ecs_service.app": {"ecr.dkr": {"gbPerMonth": 40}}}',
      ['aws_ecs_service.app ecr.dkr 40'],
    ],
    ['`*` for either key', '{"*": {"*": {"gbPerMonth": 0.5}}}', ['* * 0.5']],
    ['nothing', '{}', []],
    ['a workload without services', '{"a": {}}', []],
    ['a byte order mark', '\ufeff{"*": {"s3": {"gbPerMonth": 1}}}', ['* s3 1']],
    ['zero is a number that somebody gave', '{"*": {"s3": {"gbPerMonth": 0}}}', ['* s3 0']],
    ['minus zero is zero', '{"*": {"s3": {"gbPerMonth": -0.0}}}', ['* s3 0']],
    ['an exabyte is the most', '{"*": {"s3": {"gbPerMonth": 1e9}}}', ['* s3 1000000000']],
    ['more is a unit mistaken', '{"*": {"s3": {"gbPerMonth": 1000000001}}}', ['bad-number 1:29 absurd']],
    ['a negative amount', '{"*": {"s3": {"gbPerMonth": -1}}}', ['bad-number 1:29 negative']],
    ['an endless exponent', '{"*": {"s3": {"gbPerMonth": 1e999}}}', ['bad-number 1:29 digits']],
    ['a number in quotes', '{"*": {"s3": {"gbPerMonth": "40"}}}', ['wrong-shape 1:29 number']],
    ['null for not given', '{"*": {"s3": {"gbPerMonth": null}}}', ['wrong-shape 1:29 number']],
    ['a list', '[]', ['wrong-shape 1:1 object']],
    ['a number for a workload', '{"a": 40}', ['wrong-shape 1:7 object']],
    ['a number for a service', '{"a": {"s3": 40}}', ['wrong-shape 1:14 object']],
    ['a service without amounts', '{"a": {"s3": {}}}', ['wrong-shape 1:14 amount']],
    ['a misspelt amount', '{"a": {"s3": {"gb": 40}}}', ['unknown-amount 1:15']],
    [
      'a service twice',
      '{"a": {"s3": {"gbPerMonth": 1}, "s3": {"gbPerMonth": 2}}}',
      ['a s3 1', 'twice 1:33'],
    ],
    ['a workload twice', '{"a": {}, "a": {"s3": {"gbPerMonth": 2}}}', ['twice 1:11']],
    [
      'more out than in all',
      '{"a": {"internet": {"gbPerMonth": 1, "outGbPerMonth": 2}}}',
      ['out-above-all 1:20'],
    ],
    ['as much out as in all', '{"a": {"internet": {"gbPerMonth": 2, "outGbPerMonth": 2}}}', ['a internet 2']],
    ['no JSON', '{"a": ', ['not-json 1:7 a value']],
    ['a comma too many', '{"a": {},}', ['not-json 1:10 "']],
    ['text after the end', '{} {}', ['not-json 1:4 end of file']],
    ['JavaScript numbers', '{"a": {"s3": {"gbPerMonth": NaN}}}', ['not-json 1:29 a value']],
    ['leading zeros', '{"a": {"s3": {"gbPerMonth": 040}}}', ['not-json 1:30 ,']],
    ['an empty file', '', ['not-json 1:1 a value']],
  ])('%s', (_reason, text, expected) => {
    expect(check(text)).toEqual(expected);
  });

  it('all problems are found, each at its place, and right entries are kept', () => {
    const text = '{\n  "a": { "s3": { "gbPerMonth": -1 }, "logs": { "gbPerMonth": 3 } },\n  "b": 4\n}';
    expect(check(text)).toEqual(['a logs 3', 'bad-number 2:32 negative', 'wrong-shape 3:8 object']);
  });

  it('deep nesting is refused, not followed', () => {
    expect(check('['.repeat(100_000))).toEqual(['not-json 1:66 fewer levels']);
  });

  it('is valid JSON exactly when JSON.parse says so', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"a"',
      '"\\n"',
      '1',
      '-1',
      '0.5',
      '1e3',
      'true',
      'null',
      ' ',
      '\n',
      '"',
    ];
    const isJson = (text: string) => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')),
          fc.json({ maxDepth: 3 }),
        ),
        (text) => {
          const { problems } = readUsage(text, 'usage.json');
          expect(!problems.some(({ kind }) => kind === 'not-json')).toBe(isJson(text));
        },
      ),
      { seed: 4101, numRuns: 500 },
    );
  });
});

describe('which entry counts for a call', () => {
  const { value } = readUsage(
    JSON.stringify({
      '*': { '*': { gbPerMonth: 1 }, logs: { gbPerMonth: 2 } },
      app: { '*': { gbPerMonth: 3 }, 'ecr.dkr': { gbPerMonth: 4 } },
      'aws_nat_gateway.main': { '*': { gbPerMonth: 5 } },
    }),
    'usage.json',
  );
  const table = usageTable(value);
  const gb = (amounts: ReturnType<typeof table.ofCall>) =>
    amounts?.gbPerMonth === undefined ? undefined : formatDecimal(amounts.gbPerMonth);

  it.each([
    ['both named, by the workload’s name', 'app', 'ecr.dkr', '4'],
    ['any service of the workload comes before the service of any workload', 'app', 'logs', '3'],
    ['the service of any workload', 'other', 'logs', '2'],
    ['any of any', 'other', 's3', '1'],
  ])('%s', (_reason, name, service, expected) => {
    expect(gb(table.ofCall({ workload: `aws_ecs_service.${name}`, workloadName: name }, service))).toBe(
      expected,
    );
  });

  it('a resource is measured only by its own address or its kind', () => {
    expect(gb(table.ofResource('aws_nat_gateway.main', 'nat-gateway'))).toBe('5');
    expect(table.ofResource('aws_nat_gateway.other', 'nat-gateway')).toBeUndefined();
  });

  it('the services that it names are columns of the matrix', () => {
    expect(servicesOfUsage(value)).toEqual(['ecr.dkr', 'logs']);
  });
});
