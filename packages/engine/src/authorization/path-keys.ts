import { absent, type KeyValue, present, unknownKey } from './request.ts';
import type { Text } from './text.ts';

/** How the call travels, as the proof found it. Text that nothing is known of is `undefined`. */
export type CallPath =
  | {
      readonly kind: 'endpoint';
      readonly endpointId: Text | undefined;
      readonly vpcId: Text | undefined;
      readonly vpcArn: Text | undefined;
      /** An address, or the block that it is in (`10.0.1.0/24`). */
      readonly privateIp: Text | undefined;
      /** The account that owns the endpoint. */
      readonly endpointAccount: Text | undefined;
      /** Does the service give the keys `aws:Vpce…` and `aws:SourceVpcArn` (KEY-5)? */
      readonly givesOwnerKeys: boolean | undefined;
    }
  | {
      readonly kind: 'public';
      /** The NAT's or the instance's public address. */
      readonly publicIp: Text | undefined;
    };

/** Keys that only a path through an endpoint gives. */
const endpointKeys = [
  'aws:sourcevpce',
  'aws:sourcevpc',
  'aws:vpcsourceip',
  'aws:sourcevpcarn',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
] as const;

/**
 * Keys that the path decides: an endpoint gives `aws:SourceVpce` and its kin and takes `aws:SourceIp` away.
 *
 * KEY-1, KEY-5. Every call of the AWS SDKs is HTTPS.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function pathKeys(path: CallPath): readonly (readonly [string, KeyValue])[] {
  if (path.kind === 'public') {
    return [
      ...endpointKeys.map((key) => [key, absent] as const),
      ['aws:sourceip', given(path.publicIp)],
      ['aws:securetransport', present('true')],
    ];
  }
  const owner = path.givesOwnerKeys;
  return [
    ['aws:sourcevpce', given(path.endpointId)],
    ['aws:sourcevpc', given(path.vpcId)],
    ['aws:vpcsourceip', given(path.privateIp)],
    ['aws:sourceip', absent],
    ['aws:securetransport', present('true')],
    ['aws:sourcevpcarn', ownerKey(owner, path.vpcArn)],
    ['aws:vpceaccount', ownerKey(owner, path.endpointAccount)],
    ['aws:vpceorgid', ownerKey(owner, undefined)],
    ['aws:vpceorgpaths', ownerKey(owner, undefined)],
  ];
}

function given(text: Text | undefined): KeyValue {
  return text === undefined ? unknownKey : present(text);
}

function ownerKey(isGiven: boolean | undefined, text: Text | undefined): KeyValue {
  if (isGiven === undefined) return unknownKey;
  return isGiven ? given(text) : absent;
}
