import type { RecordedCase, RecordedPolicies } from '../../packages/engine/test/recorded-decisions.ts';

/** Repeatable pseudo-random choices (mulberry32). */
export function createChooser(seed: number): Chooser {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    chance: (probability) => next() < probability,
    below: (limit) => Math.floor(next() * limit),
    of: (items) => items[Math.floor(next() * items.length)] as (typeof items)[number],
  };
}

export interface Chooser {
  readonly chance: (probability: number) => boolean;
  readonly below: (limit: number) => number;
  readonly of: <Item>(items: readonly Item[]) => Item;
}

type Json = Record<string, unknown>;

const own = '111122223333';
const other = '444455556666';

interface Call {
  readonly action: string;
  readonly resource: string;
  readonly patterns: readonly string[];
  /** Keys of the service that the action has. */
  readonly keys: readonly string[];
}

const bucket = 'arn:aws:s3:::reports';
const calls: readonly Call[] = [
  {
    action: 's3:ListBucket',
    resource: bucket,
    patterns: [bucket, 'arn:aws:s3:::rep*', '*'],
    keys: ['s3:prefix'],
  },
  {
    action: 's3:GetObject',
    resource: `${bucket}/2026/a.csv`,
    patterns: [
      `${bucket}/*`,
      `${bucket}/2026/?.csv`,
      'arn:aws:s3:::*',
      '*',
      `${bucket}/\${aws:PrincipalTag/team}/*`,
    ],
    keys: [],
  },
  {
    action: 's3:PutObject',
    resource: `${bucket}/blue/b.csv`,
    patterns: [
      `${bucket}/*`,
      '*',
      `${bucket}/\${aws:PrincipalTag/team}/*`,
      `${bucket}/\${aws:PrincipalTag/team, 'blue'}/*`,
    ],
    keys: ['s3:x-amz-acl'],
  },
  {
    action: 'sqs:SendMessage',
    resource: `arn:aws:sqs:us-east-1:${own}:jobs`,
    patterns: [`arn:aws:sqs:us-east-1:${own}:jobs`, 'arn:aws:sqs:*:*:jobs', 'arn:aws:sqs:us-east-1:*', '*'],
    keys: [],
  },
  {
    action: 'kms:Decrypt',
    resource: `arn:aws:kms:us-east-1:${own}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    patterns: ['*', `arn:aws:kms:us-east-1:${own}:key/*`],
    keys: [],
  },
  {
    action: 'dynamodb:GetItem',
    resource: `arn:aws:dynamodb:us-east-1:${own}:table/orders`,
    patterns: [`arn:aws:dynamodb:us-east-1:${own}:table/orders`, 'arn:aws:dynamodb:*:*:table/*', '*'],
    keys: ['dynamodb:LeadingKeys'],
  },
];

type KeyType = 'text' | 'arn' | 'number' | 'date' | 'boolean' | 'address' | 'texts';

/** Values of the request, and values that policies compare them with. */
const keys: Readonly<
  Record<string, { type: KeyType; request: readonly (string | string[])[]; policy: readonly string[] }>
> = {
  'aws:SourceIp': {
    type: 'address',
    request: ['203.0.113.7', '198.51.100.1', '2001:db8::7'],
    policy: ['203.0.113.0/24', '198.51.100.1', '10.0.0.0/8', '2001:db8::/32'],
  },
  'aws:VpcSourceIp': {
    type: 'address',
    request: ['10.0.1.7', '10.9.1.7'],
    policy: ['10.0.0.0/16', '10.9.1.7/32'],
  },
  'aws:SourceVpce': {
    type: 'text',
    request: ['vpce-0a1', 'vpce-0b2'],
    policy: ['vpce-0a1', 'vpce-*', 'vpce-0b?'],
  },
  'aws:SourceVpc': { type: 'text', request: ['vpc-0a1', 'vpc-0b2'], policy: ['vpc-0a1', 'vpc-0c3'] },
  'aws:PrincipalOrgID': { type: 'text', request: ['o-abc1234567'], policy: ['o-abc1234567', 'o-xyz1234567'] },
  'aws:PrincipalTag/team': {
    type: 'text',
    request: ['blue', '2026', 'Green'],
    policy: ['blue', 'green', 'b*', '2026'],
  },
  'aws:RequestedRegion': {
    type: 'text',
    request: ['us-east-1', 'eu-west-1'],
    policy: ['us-east-1', 'us-*', 'eu-west-?'],
  },
  'aws:SecureTransport': { type: 'boolean', request: ['true', 'false'], policy: ['true', 'false'] },
  'aws:MultiFactorAuthPresent': { type: 'boolean', request: ['true', 'false'], policy: ['true', 'false'] },
  'aws:MultiFactorAuthAge': { type: 'number', request: ['300', '3600'], policy: ['300', '900', '3600'] },
  'aws:CurrentTime': {
    type: 'date',
    request: ['2026-11-28T12:00:00Z', '2025-01-01T00:00:00Z'],
    policy: ['2026-01-01T00:00:00Z', '2026-11-28T12:00:00Z', '1767225600'],
  },
  'aws:SourceArn': {
    type: 'arn',
    request: [`arn:aws:sns:us-east-1:${own}:topic`, 'arn:aws:s3:::reports'],
    policy: [
      `arn:aws:sns:us-east-1:${own}:topic`,
      'arn:aws:sns:*:*:*',
      'arn:aws:s3:::rep*',
      'arn:aws:*:*:*:*',
    ],
  },
  's3:prefix': {
    type: 'text',
    request: ['2026/', 'home/'],
    policy: ['2026/', '20*', 'home/${aws:PrincipalTag/team}'],
  },
  's3:x-amz-acl': { type: 'text', request: ['private', 'public-read'], policy: ['private', 'public-*'] },
  'dynamodb:LeadingKeys': {
    type: 'texts',
    request: [['u1'], ['u1', 'u2'], ['x']],
    policy: ['u1', 'u2', 'u*'],
  },
};

const globalKeys = Object.keys(keys).filter((name) => name.startsWith('aws:'));

const operators: Readonly<Record<KeyType, readonly string[]>> = {
  text: [
    'StringEquals',
    'StringNotEquals',
    'StringLike',
    'StringNotLike',
    'StringEqualsIgnoreCase',
    'StringNotEqualsIgnoreCase',
  ],
  arn: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike', 'StringLike'],
  number: [
    'NumericEquals',
    'NumericNotEquals',
    'NumericLessThan',
    'NumericLessThanEquals',
    'NumericGreaterThan',
    'NumericGreaterThanEquals',
  ],
  date: [
    'DateEquals',
    'DateNotEquals',
    'DateLessThan',
    'DateLessThanEquals',
    'DateGreaterThan',
    'DateGreaterThanEquals',
  ],
  boolean: ['Bool'],
  address: ['IpAddress', 'NotIpAddress'],
  texts: [
    'ForAllValues:StringEquals',
    'ForAnyValue:StringEquals',
    'ForAllValues:StringLike',
    'ForAnyValue:StringNotEquals',
    'ForAllValues:StringNotEquals',
  ],
};

function conditionOf(chooser: Chooser, call: Call): Json {
  const name = chooser.of([...globalKeys, ...call.keys, ...call.keys]);
  const key = keys[name];
  if (key === undefined) throw new Error(`bug: no values for ${name}`);
  if (chooser.chance(0.12)) return { Null: { [name]: chooser.of(['true', 'false']) } };
  const operator = chooser.of(operators[key.type]);
  const written = key.type !== 'texts' && chooser.chance(0.25) ? `${operator}IfExists` : operator;
  const values = Array.from({ length: 1 + chooser.below(2) }, () => chooser.of(key.policy));
  return {
    [written]: {
      [chooser.chance(0.1) ? name.toLowerCase() : name]: values.length === 1 ? values[0] : values,
    },
  };
}

function actionsOf(chooser: Chooser, { action }: Call): unknown {
  const [service = ''] = action.split(':');
  const choice = chooser.below(10);
  if (choice < 4) return `${service}:*`;
  if (choice < 6) return '*';
  if (choice < 8) return [action, 'ec2:DescribeVpcs'];
  if (choice === 8) return `${action.slice(0, -3).toLowerCase()}*`;
  return ['ec2:*', 'logs:PutLogEvents'];
}

function resourcesOf(chooser: Chooser, call: Call): unknown {
  return chooser.chance(0.9) ? chooser.of(call.patterns) : 'arn:aws:s3:::elsewhere/*';
}

type PrincipalKind = 'everyone' | 'any' | 'none';

function statementOf(
  chooser: Chooser,
  call: Call,
  effect: 'Allow' | 'Deny',
  who: PrincipalKind,
  caller: string,
): Json {
  const isNegatedAction = chooser.chance(0.06);
  const isNegatedResource = chooser.chance(0.06);
  return {
    Effect: effect,
    ...(who === 'none' ? {} : { Principal: who === 'everyone' ? '*' : principalOf(chooser, caller) }),
    [isNegatedAction ? 'NotAction' : 'Action']: isNegatedAction
      ? ['iam:*', 'ec2:*']
      : actionsOf(chooser, call),
    [isNegatedResource ? 'NotResource' : 'Resource']: isNegatedResource
      ? chooser.of(['arn:aws:s3:::elsewhere/*', ...call.patterns])
      : resourcesOf(chooser, call),
    ...(chooser.chance(effect === 'Deny' ? 0.9 : 0.45) ? { Condition: conditionOf(chooser, call) } : {}),
  };
}

function principalOf(chooser: Chooser, caller: string): unknown {
  const account = caller.split(':')[4] ?? own;
  return chooser.of<unknown>([
    '*',
    { AWS: '*' },
    { AWS: caller },
    { AWS: [caller, `arn:aws:iam::${own}:role/nobody`] },
    { AWS: account },
    { AWS: `arn:aws:iam::${account}:root` },
    { AWS: `arn:aws:iam::${own}:role/app` },
    { AWS: other },
    { Service: 'logs.amazonaws.com' },
  ]);
}

function documentOf(
  chooser: Chooser,
  call: Call,
  who: PrincipalKind,
  caller: string,
  openness: number,
): Json {
  const statements: Json[] = [];
  if (chooser.chance(openness)) {
    statements.push({
      Effect: 'Allow',
      ...(who === 'none' ? {} : { Principal: who === 'everyone' ? '*' : principalOf(chooser, caller) }),
      Action: '*',
      Resource: '*',
    });
  }
  const more = chooser.below(3) + (statements.length === 0 ? 1 : 0);
  for (let i = 0; i < more; i++) {
    statements.push(statementOf(chooser, call, chooser.chance(0.72) ? 'Allow' : 'Deny', who, caller));
  }
  return { Version: chooser.chance(0.93) ? '2012-10-17' : '2008-10-17', Statement: statements };
}

/** Policies of resources in an organisation only deny, by services that have them. */
function controlOf(chooser: Chooser, call: Call, caller: string): Json {
  const [service = ''] = call.action.split(':');
  const { NotAction: _, ...statement } = statementOf(chooser, call, 'Deny', 'everyone', caller);
  return {
    Version: '2012-10-17',
    Statement: [{ ...statement, Action: chooser.of([`${service}:*`, call.action]) }],
  };
}

const callers = [
  `arn:aws:sts::${own}:assumed-role/app/session-1`,
  `arn:aws:sts::${own}:assumed-role/app/session-1`,
  `arn:aws:iam::${own}:user/ann`,
  `arn:aws:sts::${other}:assumed-role/app/session-1`,
  `arn:aws:iam::${other}:user/ann`,
] as const;

function policiesOf(chooser: Chooser, call: Call, caller: string): RecordedPolicies {
  const open = (who: PrincipalKind, openness: number) => documentOf(chooser, call, who, caller, openness);
  const isForeign = caller.includes(other);
  return {
    identity: [open('none', 0.55), ...(chooser.chance(0.3) ? [open('none', 0.3)] : [])],
    ...(chooser.chance(isForeign || call.action.startsWith('kms:') ? 0.9 : 0.35)
      ? { resource: open('any', 0.5) }
      : {}),
    ...(chooser.chance(0.2) ? { boundary: open('none', 0.7) } : {}),
    ...(chooser.chance(0.12) && caller.includes('assumed-role') ? { session: open('none', 0.7) } : {}),
    ...(chooser.chance(0.25) ? { scps: [[open('none', 0.85)]] } : {}),
    ...(chooser.chance(0.2) ? { rcps: [[controlOf(chooser, call, caller)]] } : {}),
    ...(chooser.chance(0.5) ? { endpoint: open('everyone', 0.5) } : {}),
  };
}

/** One call with its policies, biased so that about a third are allowed. */
export function generateCase(chooser: Chooser): RecordedCase {
  const call = chooser.of(calls);
  const caller = chooser.of(callers);
  const context: Record<string, string | string[]> = {};
  for (const name of [...globalKeys, ...call.keys]) {
    if (chooser.chance(0.55)) context[name] = chooser.of(keys[name]?.request ?? []);
  }
  return {
    action: call.action,
    resource: call.resource,
    resourceAccount: own,
    caller,
    context,
    policies: policiesOf(chooser, call, caller),
  };
}
