import { type Ipv4Prefix, type Ipv6Prefix, parsePrefix } from '../../src/ip/address.ts';
import type { Stack } from '../../src/model/stack.ts';

/** Stacks for the tests of the generators. */

export const emptyStack: Stack = {
  name: 'shop',
  region: 'ap-northeast-1',
  tags: {},
  vpcs: [],
  subnets: [],
  routeTables: [],
  routes: [],
  internetGateways: [],
  egressOnlyInternetGateways: [],
  elasticIps: [],
  natGateways: [],
  vpnGateways: [],
  securityGroups: [],
  securityGroupRules: [],
  vpcEndpoints: [],
  resolverEndpoints: [],
  hostedZones: [],
  roles: [],
  instanceProfiles: [],
  logGroups: [],
  flowLogs: [],
  repositories: [],
  secrets: [],
  buckets: [],
  tables: [],
  restApis: [],
  userPools: [],
  clusters: [],
  services: [],
  instances: [],
  functions: [],
  outputs: [],
};

export function ipv4(text: string): Ipv4Prefix {
  const parsed = parsePrefix(text);
  if (!parsed.ok || parsed.value.family !== 'ipv4') throw new Error(`bug: \`${text}\` is an IPv4 prefix`);
  return parsed.value;
}

export function ipv6(text: string): Ipv6Prefix {
  const parsed = parsePrefix(text);
  if (!parsed.ok || parsed.value.family !== 'ipv6') throw new Error(`bug: \`${text}\` is an IPv6 prefix`);
  return parsed.value;
}
