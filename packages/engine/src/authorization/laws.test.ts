import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  account,
  allowAll,
  type Call,
  decide,
  foreignRole,
  type Json,
  policy,
  requestOf,
  role,
} from '../../test/policy-calls.ts';
import { collection } from '../base/known.ts';
import type { PolicySet } from './evaluate.ts';
import { explain } from './explain.ts';
import type { PolicyKind } from './policy.ts';
import { absent, type Caller, present, unknownKey } from './request.ts';

const seed = 20261128;
const runs = { seed, numRuns: 400 };

/** Aimed at one call: most statements are about it, most conditions hang on keys that it has. */
const condition = fc.oneof(
  fc.record({ StringEquals: fc.record({ 'aws:SourceVpce': fc.constantFrom('vpce-1', 'vpce-2') }) }),
  fc.record({ StringNotEquals: fc.record({ 'aws:SourceVpce': fc.constantFrom('vpce-1', 'vpce-2') }) }),
  fc.record({
    StringLikeIfExists: fc.record({ 'aws:PrincipalTag/team': fc.constantFrom('b*', 'red', '*') }),
  }),
  fc.record({ 'ForAllValues:StringEquals': fc.record({ 'aws:TagKeys': fc.constantFrom('a', ['a', 'b']) }) }),
  fc.record({ Null: fc.record({ 'aws:SourceVpce': fc.constantFrom('true', 'false') }) }),
  fc.record({ IpAddress: fc.record({ 'aws:SourceIp': fc.constantFrom('203.0.113.0/24', '10.0.0.0/8') }) }),
);

const statementOf = (hasPrincipal: boolean): fc.Arbitrary<Json> =>
  fc
    .record({
      Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
      Action: fc.constantFrom('*', 's3:*', 's3:GetObject', 's3:Get*', 'ec2:*'),
      Resource: fc.constantFrom('*', 'arn:aws:s3:::b/*', 'arn:aws:s3:::b/?', 'arn:aws:s3:::c/*'),
      Principal: fc.constantFrom<unknown>('*', { AWS: account }, { AWS: `arn:aws:iam::${account}:role/app` }),
      Condition: fc.option(condition, { nil: undefined, freq: 2 }),
    })
    .map(({ Principal, Condition, ...rest }) => ({
      ...rest,
      ...(hasPrincipal ? { Principal } : {}),
      ...(Condition === undefined ? {} : { Condition }),
    }));

const statements = (kind: PolicyKind): fc.Arbitrary<readonly Json[]> =>
  fc.array(statementOf(kind === 'resource' || kind === 'endpoint' || kind === 'rcp'), {
    minLength: 1,
    maxLength: 4,
  });

interface Written {
  readonly identity: readonly Json[];
  readonly resource: readonly Json[] | undefined;
  readonly endpoint: readonly Json[] | undefined;
  readonly boundary: readonly Json[] | undefined;
  readonly scp: readonly Json[] | undefined;
}

const sometimes = (kind: PolicyKind) => fc.option(statements(kind), { nil: undefined, freq: 2 });
const written: fc.Arbitrary<Written> = fc.record({
  identity: statements('identity'),
  resource: sometimes('resource'),
  endpoint: sometimes('endpoint'),
  boundary: sometimes('boundary'),
  scp: sometimes('scp'),
});

const value = (...texts: readonly string[]) =>
  fc.oneof(
    fc.constantFrom(...texts).map((text) => present(text)),
    fc.constant(absent),
    fc.constant(unknownKey),
  );

const call: fc.Arbitrary<Call> = fc.record({
  caller: fc.constantFrom<Caller>(role, role, foreignRole, { kind: 'anonymous' }, { kind: 'root', account }),
  resourceAccount: fc.constant(account),
  keys: fc.record({
    'aws:SourceVpce': value('vpce-1', 'vpce-2'),
    'aws:PrincipalTag/team': value('blue', 'red'),
    'aws:TagKeys': value('a', 'c'),
    'aws:SourceIp': value('203.0.113.9', '10.1.2.3'),
  }),
});

function setOf({ identity, resource, endpoint, boundary, scp }: Written): Partial<PolicySet> {
  return {
    identity: collection([policy('identity', ...identity)]),
    ...(resource === undefined ? {} : { resource: policy('resource', ...resource) }),
    ...(endpoint === undefined
      ? {}
      : { endpoint: { type: 'Interface', policy: policy('endpoint', ...endpoint), supportsPolicy: true } }),
    ...(boundary === undefined ? {} : { boundary: policy('boundary', ...boundary) }),
    ...(scp === undefined ? {} : { scps: [[policy('scp', ...scp)]] }),
  };
}

const outcome = (made: Call, policies: Written) => decide(made, setOf(policies)).outcome;
const rank = { denied: 0, undetermined: 1, allowed: 2 };
const withPrincipal = (kind: keyof Written, statement: Json): Json =>
  kind === 'resource' || kind === 'endpoint' ? { ...statement, Principal: '*' } : statement;

const kinds = fc.constantFrom<keyof Written>('identity', 'resource', 'endpoint', 'boundary', 'scp');

describe('laws of policies', () => {
  it('an Allow more never takes anything away', () => {
    fc.assert(
      fc.property(call, written, kinds, statementOf(false), (made, policies, kind, statement) => {
        const list = policies[kind];
        if (list === undefined) return;
        const more = {
          ...policies,
          [kind]: [...list, withPrincipal(kind, { ...statement, Effect: 'Allow' })],
        };
        expect(rank[outcome(made, more)]).toBeGreaterThanOrEqual(rank[outcome(made, policies)]);
      }),
      runs,
    );
  });

  it('a Deny more never gives anything', () => {
    fc.assert(
      fc.property(call, written, kinds, statementOf(false), (made, policies, kind, statement) => {
        const list = policies[kind];
        if (list === undefined) return;
        const more = {
          ...policies,
          [kind]: [...list, withPrincipal(kind, { ...statement, Effect: 'Deny' })],
        };
        expect(rank[outcome(made, more)]).toBeLessThanOrEqual(rank[outcome(made, policies)]);
      }),
      runs,
    );
  });

  it('an explicit deny wins wherever it stands', () => {
    fc.assert(
      fc.property(call, written, kinds, (made, policies, kind) => {
        const list = policies[kind];
        if (list === undefined || made.caller?.kind !== 'role') return;
        const more = { ...policies, [kind]: [withPrincipal(kind, { ...allowAll, Effect: 'Deny' }), ...list] };
        expect(outcome(made, more)).toBe('denied');
      }),
      runs,
    );
  });

  it('the order of statements decides nothing', () => {
    fc.assert(
      fc.property(call, written, (made, policies) => {
        const turned = Object.fromEntries(
          Object.entries(policies).map(([kind, list]) => [kind, list?.toReversed()]),
        ) as unknown as Written;
        expect(outcome(made, turned)).toBe(outcome(made, policies));
      }),
      runs,
    );
  });

  it('what is learnt of a key settles an answer and never turns one', () => {
    fc.assert(
      fc.property(
        call,
        written,
        fc.constantFrom(present('vpce-1'), present('vpce-2'), absent),
        (made, policies, learnt) => {
          const before = outcome({ ...made, keys: { ...made.keys, 'aws:SourceVpce': unknownKey } }, policies);
          const after = outcome({ ...made, keys: { ...made.keys, 'aws:SourceVpce': learnt } }, policies);
          if (before !== 'undetermined') expect(after).toBe(before);
        },
      ),
      runs,
    );
  });

  it('names of keys, actions and operators have no case', () => {
    const swap = (text: string) =>
      text.replaceAll(/aws:SourceVpce|s3:GetObject|s3:Get/g, (found) => found.toUpperCase());
    fc.assert(
      fc.property(call, written, (made, policies) => {
        const loud: Written = JSON.parse(swap(JSON.stringify(policies)));
        expect(outcome(made, loud)).toBe(outcome(made, policies));
      }),
      runs,
    );
  });

  it('a denied call has a gate that blocks, with a refusal and a mend', () => {
    fc.assert(
      fc.property(call, written, (made, policies) => {
        const set = setOf(policies);
        const decision = decide(made, set);
        const request = requestOf(made);
        const whole = { identity: collection([]), ...set };
        const refusals = explain(request, whole, decision);
        expect(refusals.length > 0).toBe(decision.outcome === 'denied');
        expect(refusals.every(({ mend }) => mend.code !== undefined)).toBe(true);
        expect(decision.missingKeys.length + decision.references.length > 0).toBe(
          decision.outcome === 'undetermined',
        );
      }),
      runs,
    );
  });
});
