import { describe, expect, it } from 'vitest';
import {
  account,
  allowAll,
  type Call,
  decide,
  type Json,
  policy,
  requestOf,
  role,
} from '../../test/policy-calls.ts';
import { collection } from '../base/known.ts';
import { evaluate, type PolicySet } from './evaluate.ts';
import { explain, type Refusal } from './explain.ts';
import { pathKeys } from './path-keys.ts';
import type { Caller } from './request.ts';

const gateway = (...statements: readonly Json[]): Partial<PolicySet> => ({
  endpoint: { type: 'Gateway', policy: policy('endpoint', ...statements), supportsPolicy: true },
});
const any = { ...allowAll, Principal: '*' };
const onlyBucket = {
  Sid: 'Allow-bucket',
  ...any,
  Resource: ['arn:aws:s3:::test-us-west-bt', 'arn:aws:s3:::test-us-west-bt/*'],
};

function refusals(call: Call, policies: Partial<PolicySet>): readonly Refusal[] {
  const set = { identity: collection([policy('identity', allowAll)]), ...policies };
  return explain(requestOf(call), set, evaluate(requestOf(call), set));
}

describe('why a policy refuses', () => {
  it.each([
    ['VPCE_POLICY_IMPLICIT_DENY', 'S3-41: the other bucket is not listed', {}, gateway(onlyBucket)],
    ['VPCE_POLICY_EXPLICIT_DENY', 'a statement denies', {}, gateway(any, { ...any, Effect: 'Deny' })],
    ['VPCE_POLICY_DENY_ONLY', 'POL-4', {}, gateway({ ...any, Effect: 'Deny', Action: 'ec2:*' })],
    ['VPCE_POLICY_INVALID', 'POL-5: no Principal', {}, gateway(allowAll)],
    ['VPCE_POLICY_ROOT_ONLY', 'GW-17', {}, gateway({ ...any, Principal: { AWS: account } })],
    [
      'VPCE_POLICY_NO_PRINCIPAL',
      'POL-10',
      { caller: { kind: 'aws-owned' } },
      gateway({ ...any, Condition: { StringEquals: { 'aws:PrincipalAccount': account } } }),
    ],
    ['IAM_IDENTITY_IMPLICIT_DENY', 'nothing allows', {}, { identity: collection([]) }],
    [
      'IAM_IDENTITY_EXPLICIT_DENY',
      'the role denies',
      {},
      { identity: collection([policy('identity', allowAll, { ...allowAll, Effect: 'Deny' })]) },
    ],
    [
      'IAM_RESOURCE_EXPLICIT_DENY',
      'the bucket denies',
      {},
      { resource: policy('resource', { ...any, Effect: 'Deny' }) },
    ],
    [
      'IAM_RESOURCE_IMPLICIT_DENY',
      'POL-8: the key must allow',
      { action: 'kms:Decrypt' },
      { resource: policy('resource', { ...any, Action: 'kms:Encrypt' }) },
    ],
    [
      'IAM_BOUNDARY_DENY',
      'the boundary is narrow',
      {},
      { boundary: policy('boundary', { ...allowAll, Action: 'ec2:*' }) },
    ],
    [
      'IAM_SESSION_DENY',
      'the session is narrow',
      {},
      { session: [policy('session', { ...allowAll, Action: 'ec2:*' })] },
    ],
    ['IAM_SCP_DENY', 'the SCP is narrow', {}, { scps: [[policy('scp', { ...allowAll, Action: 'ec2:*' })]] }],
    [
      'IAM_RCP_DENY',
      'the RCP denies',
      {},
      { rcps: [[policy('rcp', { ...any, Effect: 'Deny', Action: 's3:*' })]] },
    ],
  ] satisfies readonly (readonly [string, string, Call, Partial<PolicySet>])[])(
    '%s: %s',
    (code, _, call, policies) => {
      expect(refusals(call, policies).map((refusal) => refusal.code)).toEqual([code]);
    },
  );

  it.each([
    [
      'IAM_KEY_ABSENT',
      'aws:SourceVpce',
      'KEY-6: by NAT there is no endpoint',
      { kind: 'public', publicIp: '203.0.113.7' },
      { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
    ],
    [
      'IAM_SOURCE_IP_CHANGED',
      'aws:SourceIp',
      'KEY-3: behind an endpoint there is no public address',
      {
        kind: 'endpoint',
        endpointId: 'vpce-1',
        vpcId: 'vpc-1',
        vpcArn: undefined,
        privateIp: '10.0.1.7',
        endpointAccount: account,
        givesOwnerKeys: false,
      },
      { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
    ],
  ] as const)('%s on %s: %s', (code, key, _, path, condition) => {
    const resource = policy('resource', { ...any, Effect: 'Deny', Condition: condition });
    const [refusal] = refusals({ keys: Object.fromEntries(pathKeys(path)) }, { resource });
    expect([refusal?.code, refusal?.absentKeys, refusal?.mend.code]).toEqual([
      code,
      [key],
      'USE_KEY_OF_PATH',
    ]);
  });

  it('the nearest statement is named, with what of it does not fit', () => {
    const [refusal] = refusals(
      { resource: 'arn:aws:s3:::test-us-west-bt2/k' },
      gateway({ ...any, Action: 'ec2:*', Resource: 'arn:aws:x:::y' }, onlyBucket),
    );
    expect(refusal?.facts.statement).toBe('Statement 2 (Allow-bucket)');
    expect(refusal?.misses.map(({ element }) => element)).toEqual(['Resource']);
  });
});

describe('the mend is a statement that lifts the refusal', () => {
  it.each<readonly [string, Call, Partial<PolicySet>]>([
    ['endpoint', {}, gateway(onlyBucket)],
    ['identity', {}, { identity: collection([]) }],
    [
      'resource',
      { action: 'kms:Decrypt', resource: '*' },
      { resource: policy('resource', { ...any, Action: 'kms:Encrypt' }) },
    ],
    ['boundary', {}, { boundary: policy('boundary', { ...allowAll, Action: 'ec2:*' }) }],
    ['scp', {}, { scps: [[policy('scp', { ...allowAll, Action: 'ec2:*' })]] }],
    ['root only', {}, gateway({ ...any, Principal: { AWS: account } })],
    [
      'no principal',
      { caller: { kind: 'aws-owned' } as Caller },
      gateway({ ...any, Condition: { StringEquals: { 'aws:PrincipalAccount': account } } }),
    ],
  ])('%s', (_, call, policies) => {
    const [refusal] = refusals(call, policies);
    const add: Json = JSON.parse(refusal?.mend.facts.add ?? '{}');
    const kind = refusal?.gate ?? 'identity';
    const mended: Partial<PolicySet> = {
      ...policies,
      ...(kind === 'identity' ? { identity: collection([policy('identity', add)]) } : {}),
      ...(kind === 'resource' ? { resource: policy('resource', add) } : {}),
      ...(kind === 'boundary' ? { boundary: policy('boundary', add) } : {}),
      ...(kind === 'scp' ? { scps: [[policy('scp', add)]] } : {}),
      ...(kind === 'endpoint' ? gateway(add) : {}),
    };
    expect(decide(call, mended).outcome).toBe('allowed');
    expect(
      decide(
        {
          ...call,
          caller: { ...role, arn: `arn:aws:iam::${account}:role/other` } as Caller,
          action: call.action === undefined ? 's3:PutObject' : 'kms:Encrypt',
        },
        mended,
      ).outcome,
    ).not.toBe('allowed');
  });
});
