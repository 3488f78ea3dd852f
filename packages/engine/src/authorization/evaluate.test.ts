import { describe, expect, it } from 'vitest';
import {
  account,
  allowAll,
  type Call,
  decide,
  foreignRole,
  type Json,
  otherAccount,
  policy,
  role,
  show,
} from '../../test/policy-calls.ts';
import { collection } from '../base/known.ts';
import type { PolicySet } from './evaluate.ts';
import { unknownPolicy } from './parse-policy.ts';
import { pathKeys } from './path-keys.ts';
import type { Caller, KeyValue } from './request.ts';

const full = { Effect: 'Allow', Action: ['s3:*', 's3-object-lambda:*'], Resource: '*' };
const gateway = (...statements: readonly Json[]): Partial<PolicySet> => ({
  endpoint: { type: 'Gateway', policy: policy('endpoint', ...statements), supportsPolicy: true },
});
const onlyB = {
  Sid: 'Allow-bucket',
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:*',
  Resource: ['arn:aws:s3:::B', 'arn:aws:s3:::B/*'],
};

describe('LIB-30: AmazonS3FullAccess through an endpoint that allows s3:* on one bucket', () => {
  it.each([
    ['s3:ListBucket', 'arn:aws:s3:::B', 'allowed', 'the bucket is listed'],
    ['s3:GetObject', 'arn:aws:s3:::B/k', 'allowed', 'its objects are listed'],
    ['s3:ListBucket', 'arn:aws:s3:::other', 'denied, endpoint implicit-deny', 'another bucket is not'],
    ['s3:CreateBucket', 'arn:aws:s3:::new', 'denied, endpoint implicit-deny', 'a new one is not'],
    ['s3:ListAllMyBuckets', '*', 'denied, endpoint implicit-deny', 'the list of all is no bucket'],
    ['s3:CreateBucket', 'arn:aws:s3:::B', 'allowed', 's3:* on that ARN includes it'],
    ['s3:GetObject', 'arn:aws:s3:::Bk/k', 'denied, endpoint implicit-deny', 'B/* is not B*'],
    ['s3:ListBucket', 'arn:aws:s3:::b', 'denied, endpoint implicit-deny', 'resources have case'],
    ['S3:listbucket', 'arn:aws:s3:::B', 'allowed', 'actions have none'],
  ])('%s on %s: %s, because %s', (action, resource, expected) => {
    const identity = collection([policy('identity', full)]);
    expect(show(decide({ action, resource }, { identity, ...gateway(onlyB) }))).toBe(expected);
  });

  it('names the statement that allows, with its Sid', () => {
    const decision = decide(
      { resource: 'arn:aws:s3:::B/k' },
      gateway({ ...allowAll, Effect: 'Deny', Action: 'ec2:*', Principal: '*' }, onlyB),
    );
    const [place] = decision.gates.find(({ kind }) => kind === 'endpoint')?.statements ?? [];
    expect(place).toMatchObject({ policyKind: 'endpoint', statement: 1, sid: 'Allow-bucket' });
  });
});

const unlessVpce = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: '*',
  Condition: { StringNotEquals: { 'aws:sourceVpce': 'vpce-1' } },
};
const unless = (key: string, value: string): Json => ({
  ...unlessVpce,
  Condition: { StringNotEquals: { [key]: value } },
});
const without = ({ Principal: _, ...statement }: Json): Json => statement;

describe('POL-1: an explicit deny anywhere wins', () => {
  it.each([
    [
      'allowed',
      'the endpoint is the right one',
      { 'aws:SourceVpce': 'vpce-1' },
      { resource: policy('resource', unlessVpce) },
    ],
    [
      'denied, resource explicit-deny',
      'it is another one',
      { 'aws:SourceVpce': 'vpce-2' },
      { resource: policy('resource', unlessVpce) },
    ],
    [
      'denied, resource explicit-deny',
      'KEY-2: the path gives no key',
      {},
      { resource: policy('resource', unlessVpce) },
    ],
    [
      'denied, resource explicit-deny',
      'the organisation is another',
      { 'aws:PrincipalOrgID': 'o-abc' },
      { resource: policy('resource', unless('aws:PrincipalOrgID', 'o-xyz')) },
    ],
    [
      'denied, rcp explicit-deny',
      'of an RCP',
      { 'aws:SourceVpc': 'vpc-1' },
      { rcps: [[policy('rcp', unless('aws:SourceVpc', 'vpc-2'))]] },
    ],
    [
      'allowed',
      'RCPFullAWSAccess stays attached beside it',
      { 'aws:SourceVpc': 'vpc-2' },
      { rcps: [[policy('rcp', unless('aws:SourceVpc', 'vpc-2'))]] },
    ],
    [
      'denied, scp explicit-deny',
      'of an SCP',
      {},
      { scps: [[policy('scp', allowAll, without(unlessVpce))]] },
    ],
    [
      'denied, scp implicit-deny',
      'an SCP without Allow lets nothing through',
      {},
      { scps: [[policy('scp', { ...allowAll, Action: 'ec2:*' })]] },
    ],
    [
      'denied, scp implicit-deny',
      'each level of the organisation must allow',
      {},
      { scps: [[policy('scp', allowAll)], [policy('scp', { ...allowAll, Action: 'ec2:*' })]] },
    ],
    [
      'denied, identity explicit-deny',
      'of the identity',
      {},
      { identity: collection([policy('identity', allowAll, { ...allowAll, Effect: 'Deny' })]) },
    ],
    [
      'denied, boundary implicit-deny',
      'the boundary does not allow',
      {},
      { boundary: policy('boundary', { ...allowAll, Action: 'ec2:*' }) },
    ],
    [
      'denied, session implicit-deny',
      'the session policy does not allow',
      {},
      { session: [policy('session', { ...allowAll, Action: 'ec2:*' })] },
    ],
    [
      'denied, endpoint implicit-deny',
      'POL-4: a Deny-only endpoint policy denies everything',
      {},
      gateway({ ...unlessVpce, Action: 'ec2:*' }),
    ],
    [
      'denied, endpoint implicit-deny, identity implicit-deny',
      'POL-2, ENG-3: every gate that blocks is told',
      {},
      { ...gateway({ ...unlessVpce, Action: 'ec2:*' }), identity: collection([]) },
    ],
    [
      'denied, resource explicit-deny, endpoint implicit-deny',
      'POL-2: explicit denies come first',
      {},
      { ...gateway({ ...unlessVpce, Action: 'ec2:*' }), resource: policy('resource', unlessVpce) },
    ],
  ] satisfies readonly (readonly [string, string, Call['keys'], Partial<PolicySet>])[])(
    '%s, because %s',
    (expected, _, keys, policies) => {
      expect(show(decide({ keys }, policies))).toBe(expected);
    },
  );

  it.each([
    ['denied, scp implicit-deny', 'the root user of a member account is bound', { kind: 'root', account }],
    [
      'allowed',
      'a service-linked role is not',
      { kind: 'role', arn: `arn:aws:iam::${account}:role/aws-service-role/ecs/app`, account },
    ],
    ['allowed', 'a caller in no account is not', { kind: 'anonymous' }],
  ] satisfies readonly (readonly [string, string, Caller])[])(
    'SCPs: %s, because %s',
    (expected, _, caller) => {
      const scps = [[policy('scp', { ...allowAll, Action: 'ec2:*' })]];
      const resource = policy('resource', { ...allowAll, Principal: '*' });
      expect(show(decide({ caller, resourceAccount: account }, { scps, resource }))).toBe(expected);
    },
  );

  it('POL-3, IF-19: no policy and no support for one let everything through', () => {
    expect(show(decide({}, { endpoint: { type: 'Interface' } }))).toBe('allowed');
    const denyOnly = policy('endpoint', { ...unlessVpce });
    expect(
      show(decide({}, { endpoint: { type: 'Interface', policy: denyOnly, supportsPolicy: false } })),
    ).toBe('allowed');
    expect(show(decide({}, { endpoint: { type: 'Interface', policy: denyOnly } }))).toBe('undetermined');
  });
});

const allow = (Principal: unknown, more: Json = {}): Json => ({ ...allowAll, Principal, ...more });
const session = `arn:aws:sts::${account}:assumed-role/app/one`;
const inSession: Caller = { ...role, session } as Caller;
const nothing = { identity: collection([]) };
const narrow = policy('boundary', { ...allowAll, Action: 'ec2:*' });

describe('POL-8: who grants, in one account and across two', () => {
  it.each([
    [
      'allowed',
      'a bucket policy that names the role grants by itself',
      role,
      allow({ AWS: `arn:aws:iam::${account}:role/app` }),
      nothing,
    ],
    [
      'denied, identity implicit-deny',
      'the account only hands on to identity policies',
      role,
      allow({ AWS: account }),
      nothing,
    ],
    [
      'denied, identity implicit-deny',
      'so does its root ARN',
      role,
      allow({ AWS: `arn:aws:iam::${account}:root` }),
      nothing,
    ],
    ['allowed', '`*` grants', role, allow('*'), nothing],
    [
      'denied, identity implicit-deny',
      'a session of another role is not this one',
      role,
      allow({ AWS: `arn:aws:sts::${account}:assumed-role/other/one` }),
      nothing,
    ],
    [
      'denied, identity implicit-deny',
      'another role is not this one',
      role,
      allow({ AWS: `arn:aws:iam::${account}:role/app2` }),
      nothing,
    ],
    [
      'denied, boundary implicit-deny',
      'a grant to the role is limited by the boundary',
      role,
      allow({ AWS: `arn:aws:iam::${account}:role/app` }),
      { ...nothing, boundary: narrow },
    ],
    [
      'allowed',
      'a grant to the session is not',
      inSession,
      allow({ AWS: session }),
      { ...nothing, boundary: narrow },
    ],
    ['allowed', 'nor is one to everyone', role, allow({ AWS: '*' }), { ...nothing, boundary: narrow }],
    ['allowed', 'across accounts both allow', foreignRole, allow({ AWS: otherAccount }), {}],
    [
      'denied, identity implicit-deny',
      'across accounts the identity must allow',
      foreignRole,
      allow('*'),
      nothing,
    ],
    [
      'denied, resource implicit-deny',
      'across accounts the resource must allow',
      foreignRole,
      allow({ AWS: account }),
      {},
    ],
    [
      'denied, resource implicit-deny',
      'another service',
      { kind: 'service', service: 'sns.amazonaws.com' },
      allow({ Service: 'logs.amazonaws.com' }),
      {},
    ],
    [
      'allowed',
      'the service itself',
      { kind: 'service', service: 'logs.amazonaws.com' },
      allow({ Service: 'logs.amazonaws.com' }),
      {},
    ],
    ['allowed', 'an unsigned request on a public object', { kind: 'anonymous' }, allow('*'), nothing],
    [
      'denied, resource implicit-deny',
      'an unsigned request is in no account',
      { kind: 'anonymous' },
      allow({ AWS: account }),
      nothing,
    ],
    [
      'allowed',
      'the identity provider',
      { kind: 'federated', provider: 'cognito-identity.amazonaws.com' },
      allow({ Federated: 'cognito-identity.amazonaws.com' }),
      nothing,
    ],
    [
      'allowed',
      'the root user needs no policy',
      { kind: 'root', account },
      allow({ AWS: otherAccount }),
      nothing,
    ],
    [
      'undetermined',
      'whose canonical id it is, no declaration says',
      role,
      allow({ CanonicalUser: '79a5' }),
      { identity: collection([]), boundary: policy('boundary', allowAll), resourceAccount: otherAccount },
    ],
  ] satisfies readonly (readonly [string, string, Caller, Json, object])[])(
    '%s: %s',
    (expected, _, caller, statement, policies) => {
      const { resourceAccount = account, ...set } = policies as { resourceAccount?: string };
      const call = { caller, resourceAccount };
      const isOpen = expected === 'undetermined';
      const identity = isOpen ? { identity: collection([policy('identity', allowAll)]) } : {};
      expect(show(decide(call, { ...set, ...identity, resource: policy('resource', statement) }))).toBe(
        expected,
      );
    },
  );

  it.each([
    [
      'kms:Decrypt',
      allow({ AWS: otherAccount }),
      'denied, resource implicit-deny',
      'a key must let the account in',
    ],
    ['kms:Decrypt', allow({ AWS: account }), 'allowed', 'then identity policies count'],
    [
      'sts:AssumeRole',
      allow({ AWS: otherAccount }),
      'denied, resource implicit-deny',
      'a trust policy must name who assumes',
    ],
    [
      'sts:AssumeRole',
      allow({ AWS: `arn:aws:iam::${account}:role/app` }),
      'allowed',
      'the trust names the role',
    ],
    [
      'sts:SetSourceIdentity',
      allow({ AWS: otherAccount }),
      'denied, resource implicit-deny',
      'a trust policy decides on the source identity as well',
    ],
  ])('%s with a grant of %o: %s, because %s', (action, statement, expected) => {
    const call = { action, resource: '*', resourceAccount: account };
    expect(show(decide(call, { resource: policy('resource', statement) }))).toBe(expected);
  });

  it('whose the resource is decides whether its policy must allow: not known, nothing is said of it', () => {
    const resourceAccount = [{ address: 'data.aws_caller_identity.current', path: 'account_id' }];
    const decision = decide({ resourceAccount }, {});
    expect(decision.outcome).toBe('undetermined');
    expect(decision.gates.find(({ kind }) => kind === 'resource')?.outcome).toBe('open');
  });

  it('a key without a policy of its own lets nobody in', () => {
    expect(show(decide({ action: 'kms:Decrypt', resource: '*' }, {}))).toBe('denied, resource implicit-deny');
  });
});

describe('endpoint policies and principals', () => {
  it.each([
    [
      'denied, endpoint implicit-deny',
      'GW-17: an account is only its root user',
      'Gateway',
      role,
      { AWS: account },
    ],
    ['allowed', 'GW-17: the root user', 'Gateway', { kind: 'root', account }, { AWS: account }],
    [
      'allowed',
      'LIB-35: an interface endpoint reads it as everyone in the account',
      'Interface',
      role,
      { AWS: account },
    ],
    ['allowed', '{AWS: *} is everyone', 'Gateway', role, { AWS: '*' }],
    [
      'undetermined',
      'POL-5: a gateway endpoint takes only *',
      'Gateway',
      role,
      { AWS: `arn:aws:iam::${account}:role/app` },
    ],
    [
      'allowed',
      'a role on an interface endpoint',
      'Interface',
      role,
      { AWS: `arn:aws:iam::${account}:role/app` },
    ],
    [
      'denied, endpoint implicit-deny',
      'another role',
      'Interface',
      role,
      { AWS: `arn:aws:iam::${account}:role/x` },
    ],
  ] satisfies readonly (readonly [string, string, 'Gateway' | 'Interface', Caller, Json])[])(
    '%s: %s',
    (expected, _, type, caller, principal) => {
      const document = policy('endpoint', allow(principal));
      expect(show(decide({ caller }, { endpoint: { type, policy: document, supportsPolicy: true } }))).toBe(
        expected,
      );
    },
  );

  it.each([
    [
      'aws:PrincipalOrgID',
      'o-mine',
      'POL-7: a caller without principal has no organisation',
      { kind: 'anonymous' },
    ],
    ['aws:PrincipalAccount', account, 'POL-10: the layer URL is signed by AWS', { kind: 'aws-owned' }],
    ['aws:PrincipalArn', `arn:aws:iam::${account}:role/app`, 'POL-7', { kind: 'anonymous' }],
  ] satisfies readonly (readonly [string, string, string, Caller])[])(
    '%s refuses, because %s',
    (key, value, _, caller) => {
      const statement = allow('*', { Condition: { StringEquals: { [key]: value } } });
      const set = { ...gateway(statement), resource: policy('resource', allow('*')) };
      expect(show(decide({ caller }, set))).toBe('denied, endpoint implicit-deny');
    },
  );

  it('POL-9: AWS-owned buckets are reached by a presigned URL when the endpoint policy lists them', () => {
    const layers = {
      ...onlyB,
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*',
    };
    const call: Call = {
      caller: { kind: 'aws-owned' },
      resource: 'arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/x',
    };
    expect(show(decide(call, { ...nothing, ...gateway(layers) }))).toBe('allowed');
    expect(show(decide(call, { ...nothing, ...gateway(onlyB) }))).toBe('denied, endpoint implicit-deny');
  });
});

describe('NotPrincipal', () => {
  const deny = (NotPrincipal: unknown): Json => ({
    Effect: 'Deny',
    NotPrincipal,
    Action: '*',
    Resource: '*',
  });
  const arn = `arn:aws:iam::${account}:role/app`;

  it.each([
    ['denied, resource explicit-deny', 'others are denied', { AWS: `arn:aws:iam::${account}:role/x` }, {}],
    ['allowed', 'the role and its account are listed', { AWS: [arn, `arn:aws:iam::${account}:root`] }, {}],
    ['undetermined', 'without the account the whole account may be denied', { AWS: arn }, {}],
    [
      'denied, resource explicit-deny',
      'a caller with a boundary is always denied',
      { AWS: [arn, account] },
      { boundary: policy('boundary', allowAll) },
    ],
  ] satisfies readonly (readonly [string, string, Json, Partial<PolicySet>])[])(
    '%s: %s',
    (expected, _, listed, set) => {
      expect(show(decide({}, { ...set, resource: policy('resource', deny(listed)) }))).toBe(expected);
    },
  );
});

describe('KEY-1…KEY-6: keys that the path decides', () => {
  const endpoint = pathKeys({
    kind: 'endpoint',
    endpointId: 'vpce-1',
    vpcId: 'vpc-1',
    vpcArn: undefined,
    privateIp: '10.0.1.0/24',
    endpointAccount: account,
    givesOwnerKeys: true,
  });
  const nat = pathKeys({ kind: 'public', publicIp: '203.0.113.7' });
  const deny = (Condition: Json): Json => ({
    Effect: 'Deny',
    Principal: '*',
    Action: '*',
    Resource: '*',
    Condition,
  });

  it.each([
    ['allowed', 'KEY-1: through the endpoint', endpoint, { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }],
    ['denied', 'KEY-1: by NAT the key is absent', nat, { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }],
    [
      'denied',
      'KEY-2: IfExists holds without the key, so this Deny hits the other paths as well',
      nat,
      { StringNotEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } },
    ],
    [
      'denied',
      'KEY-3: aws:SourceIp is absent behind an endpoint',
      endpoint,
      { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
    ],
    ['allowed', 'KEY-3: by NAT it is there', nat, { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }],
    [
      'allowed',
      'GW-10: the private address, wherever in the subnet',
      endpoint,
      { NotIpAddress: { 'aws:VpcSourceIp': '10.0.0.0/16' } },
    ],
    ['undetermined', 'half of the subnet', endpoint, { NotIpAddress: { 'aws:VpcSourceIp': '10.0.1.0/25' } }],
    ['denied', 'another block', endpoint, { NotIpAddress: { 'aws:VpcSourceIp': '10.9.0.0/16' } }],
    [
      'allowed',
      'KEY-5: the account of the endpoint',
      endpoint,
      { StringNotEquals: { 'aws:VpceAccount': account } },
    ],
    [
      'undetermined',
      'KEY-5: the organisation is not known',
      endpoint,
      { StringNotEquals: { 'aws:VpceOrgID': 'o-1' } },
    ],
    ['allowed', 'calls are encrypted', nat, { Bool: { 'aws:SecureTransport': 'false' } }],
  ] satisfies readonly (readonly [string, string, readonly (readonly [string, KeyValue])[], Json])[])(
    '%s, because %s',
    (expected, _, keys, condition) => {
      const call = { keys: Object.fromEntries(keys), otherKeys: 'unknown' as const };
      expect(decide(call, { resource: policy('resource', deny(condition)) }).outcome).toBe(expected);
    },
  );

  it('an undetermined answer names the key that it hangs on', () => {
    const statement = allow('*', {
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-mine', 's3:ExistingObjectTag/x': '1' } },
    });
    const decision = decide({ otherKeys: 'unknown' }, gateway(statement));
    expect(decision.outcome).toBe('undetermined');
    expect(decision.missingKeys).toEqual(['aws:PrincipalOrgID', 's3:ExistingObjectTag/x']);
  });

  it('keys of statements that are about other calls are not named', () => {
    const other = allow('*', {
      Action: 'ec2:*',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-mine' } },
    });
    const decision = decide({ otherKeys: 'unknown' }, gateway(other, allow('*')));
    expect([decision.outcome, decision.missingKeys]).toEqual(['allowed', []]);
  });
});

describe('policies that are not known', () => {
  it.each([
    ['identity', { identity: collection([], [{ reason: 'not-readable', references: [] }]) }],
    ['resource', { resource: unknownPolicy({ kind: 'resource', name: 'r' }, []) }],
    ['boundary', { boundary: unknownPolicy({ kind: 'boundary', name: 'b' }, []) }],
    [
      'endpoint',
      {
        endpoint: {
          type: 'Gateway',
          policy: unknownPolicy({ kind: 'endpoint', name: 'e' }, []),
          supportsPolicy: true,
        },
      },
    ],
  ] satisfies readonly (readonly [string, Partial<PolicySet>])[])('%s: undetermined', (_, policies) => {
    expect(decide({}, policies).outcome).toBe('undetermined');
  });

  it('another gate that certainly refuses decides all the same', () => {
    const resource = unknownPolicy({ kind: 'resource', name: 'r' }, []);
    expect(decide({}, { resource, ...gateway({ ...onlyB }) }).outcome).toBe('denied');
  });
});
