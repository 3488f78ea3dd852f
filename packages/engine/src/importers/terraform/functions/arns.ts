import { succeed } from '../../../base/result.ts';
import { objectOf, objectType, stringType, stringValue } from '../values/construct.ts';
import type { Value } from '../values/value.ts';
import { textAt } from './arguments.ts';
import { type FunctionTable, type Outcome, refuse } from './definition.ts';

const partNames = ['partition', 'service', 'region', 'account_id', 'resource'] as const;

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/functions/arn_parse */
export const arnFunctions: FunctionTable = {
  'provider::aws::arn_parse': {
    parameters: [{ name: 'arn', type: stringType }],
    result: objectType(Object.fromEntries(partNames.map((name) => [name, stringType]))),
    apply: applyArnParse,
  },
  'provider::aws::arn_build': {
    parameters: partNames.map((name) => ({ name, type: stringType })),
    result: stringType,
    apply: (args) => succeed(stringValue(['arn', ...partNames.map((_name, i) => textAt(args, i))].join(':'))),
  },
  'provider::aws::trim_iam_role_path': {
    parameters: [{ name: 'arn', type: stringType }],
    result: stringType,
    apply: applyTrimRolePath,
  },
};

/** Six parts; the last may hold colons. */
function parseArn(text: string): readonly string[] | undefined {
  const parts = text.split(':');
  if (parts[0] !== 'arn' || parts.length < 6) return undefined;
  return [...parts.slice(1, 5), parts.slice(5).join(':')];
}

function applyArnParse(args: readonly Value[]): Outcome {
  const parts = parseArn(textAt(args, 0));
  if (parts === undefined) return refuse('provider::aws::arn_parse', 'arn', 0, 'bad-arn', textAt(args, 0));
  return succeed(objectOf(partNames.map((name, i): [string, Value] => [name, stringValue(parts[i] ?? '')])));
}

/** `role/path/to/name` becomes `role/name`. */
function applyTrimRolePath(args: readonly Value[]): Outcome {
  const name = 'provider::aws::trim_iam_role_path';
  const parts = parseArn(textAt(args, 0));
  if (parts === undefined) return refuse(name, 'arn', 0, 'bad-arn', textAt(args, 0));
  const [partition, service, region, account, resource = ''] = parts;
  if (service !== 'iam' || !resource.startsWith('role/'))
    return refuse(name, 'arn', 0, 'not-a-role', textAt(args, 0));
  const role = resource.slice(resource.lastIndexOf('/') + 1);
  return succeed(stringValue(`arn:${partition}:${service}:${region}:${account}:role/${role}`));
}
