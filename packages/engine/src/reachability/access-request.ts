import { type CallPath, pathKeys } from '../authorization/path-keys.ts';
import type { KeyValue } from '../authorization/request.ts';
import {
  absent,
  type Caller,
  createRequest,
  present,
  type RequestContext,
} from '../authorization/request.ts';
import type { Text } from '../authorization/text.ts';
import { formatAddress, formatPrefix } from '../ip/address.ts';
import type { Role } from '../model/access.ts';
import type { Network, VpcEndpoint } from '../model/network.ts';
import type { Workload } from '../model/workload.ts';
import type { AccessPolicies } from './access-policies.ts';
import type { PathAnswer, Via } from './answer.ts';

/** What is asked of the policies, besides the path. */
export interface AccessQuestion {
  readonly action: string;
  /** An ARN, `*`, or the address of a declared resource with what follows it; empty = not known. */
  readonly resource: string;
  /** `aws-owned` = AWS's own principal signed the request, as for ECR layers (POL-10). */
  readonly by: 'application' | 'agent' | 'aws-owned';
  /** Whether the caller signs its calls is not known: its own policies are not asked. */
  readonly isOpenCaller?: true;
}

/** The way a call takes, as far as conditions can see it. */
export interface AccessPath {
  readonly endpoint: VpcEndpoint | undefined;
  readonly path: CallPath | undefined;
  /** The name that is called: it says the Region. */
  readonly hostname: string;
}

/** What policies can see of a path, and the name that was called. */
export type AskedPath = Pick<PathAnswer, 'via' | 'hops' | 'subnets'> & { readonly hostname: string };

/** Ids are known after apply; a reference to the attribute stands for each. */
function idText(address: string, spelling: RegExp, path: string): Text {
  return spelling.test(address) ? address : [{ address, path }];
}

/** KEY-1: which keys the proven path gives. */
export function accessPathOf(network: Network, workload: Workload, answer: AskedPath): AccessPath {
  const { hostname } = answer;
  const via = decisiveHop(answer) ?? answer.via;
  const endpoint = [...network.vpcEndpoints.values()].find(({ id }) => id === via.component);
  if (endpoint !== undefined && /endpoint$/.test(via.kind)) {
    return { endpoint, path: endpointPath(network, workload, endpoint, answer.subnets), hostname };
  }
  if (!publicWays.has(via.kind)) return { endpoint: undefined, path: undefined, hostname };
  const publicIp = publicAddress(network, workload, via);
  return { endpoint: undefined, path: { kind: 'public', publicIp }, hostname };
}

const publicWays: ReadonlySet<string> = new Set([
  'internet-gateway',
  'nat-gateway',
  'nat-instance',
  'egress-only-internet-gateway',
]);

/** Behind a peering or a NAT instance the path goes on: the last endpoint or gateway counts. */
function decisiveHop({ hops }: Pick<PathAnswer, 'hops'>): Via | undefined {
  const forward = hops.filter(({ direction }) => direction === 'forward');
  const endpoint = forward.findLast(
    ({ kind }) => kind === 'interface-endpoint' || kind === 'gateway-endpoint',
  );
  const translating = forward.findLast(({ kind }) => kind === 'nat-gateway' || kind === 'nat-instance');
  const leaving = forward.findLast(
    ({ kind }) => kind === 'internet-gateway' || kind === 'egress-only-internet-gateway',
  );
  const hop = endpoint ?? translating ?? leaving;
  return hop === undefined ? undefined : { kind: hop.kind as Via['kind'], component: hop.component };
}

function endpointPath(
  network: Network,
  workload: Workload,
  endpoint: VpcEndpoint,
  subnets: PathAnswer['subnets'],
): CallPath {
  const vpc = endpoint.vpc.kind === 'known' ? endpoint.vpc.value : undefined;
  return {
    kind: 'endpoint',
    endpointId: idText(endpoint.id, /^vpce-/, 'id'),
    vpcId: vpc === undefined ? undefined : idText(vpc, /^vpc-/, 'id'),
    vpcArn: vpc === undefined || /^vpc-/.test(vpc) ? undefined : [{ address: vpc, path: 'arn' }],
    privateIp: privateAddress(network, workload, subnets),
    endpointAccount: undefined,
    givesOwnerKeys: undefined,
  };
}

function privateAddress(
  network: Network,
  workload: Workload,
  subnets: PathAnswer['subnets'],
): Text | undefined {
  const [own, second] = workload.privateIps;
  if (own !== undefined && second === undefined) return formatAddress('ipv4', own);
  const [subnet, other] = subnets;
  const cidr =
    subnet === undefined || other !== undefined ? undefined : network.subnets.get(subnet)?.ipv4Cidr;
  return cidr?.kind === 'known' ? formatPrefix(cidr.value) : undefined;
}

/** The Elastic IP of the NAT gateway, of the NAT instance, or of the client itself. */
function publicAddress(network: Network, workload: Workload, via: Via): Text | undefined {
  const nat = [...network.natGateways.values()].find(({ id }) => id === via.component);
  const elasticIps = [...network.elasticIps.values()];
  const instance = via.kind === 'nat-instance' ? via.component : (workload.instance ?? '');
  const found =
    nat === undefined
      ? elasticIps.find((ip) => ip.instance?.kind === 'known' && ip.instance.value === instance)
      : elasticIps.find((ip) => nat.elasticIp?.kind === 'known' && ip.id === nat.elasticIp.value);
  if (found?.publicIp.kind === 'known') return formatAddress('ipv4', found.publicIp.value);
  return found === undefined ? undefined : [{ address: found.id, path: 'public_ip' }];
}

interface RequestFacts {
  readonly caller: Caller;
  readonly role: Role | undefined;
  readonly path: CallPath | undefined;
  readonly region: string | undefined;
  /** The account in the resource's ARN, when it is another one than the caller's. */
  readonly otherAccount: string | undefined;
  /** Then both sides must allow. */
  readonly isCrossAccount: boolean;
}

/**
 * The client calls by itself, and no service of AWS in its name.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
const ownCall: readonly (readonly [string, KeyValue])[] = [
  ['aws:viaawsservice', present('false')],
  ['aws:calledvia', absent],
  ['aws:calledviafirst', absent],
  ['aws:calledvialast', absent],
  ['kms:viaservice', absent],
];

/** POL-9: it stands in an account of AWS; `amazon` is no number, so that it equals nothing a user writes. */
const ownedByAws: readonly (readonly [string, KeyValue])[] = [
  ['aws:resourceaccount', present('amazon')],
  ['aws:resourceorgid', present('amazon')],
  ['aws:resourceorgpaths', present('amazon')],
];

/** The request as AWS would see it, from what the path and the caller decide. */
export function requestOf(
  policies: AccessPolicies,
  workload: Workload,
  question: AccessQuestion,
  { caller, role, path, region, otherAccount, isCrossAccount }: RequestFacts,
): RequestContext {
  const keys: (readonly [string, KeyValue])[] = [
    ...(path === undefined ? [] : pathKeys(path)),
    ...(region === undefined ? [] : [['aws:requestedregion', present(region)] as const]),
    ...ownCall,
    ...policies.timeKeys(),
    ...(question.by === 'aws-owned' ? ownedByAws : policies.resourceKeys(otherAccount)),
    ...(caller.kind === 'role' ? policies.principalKeys(role) : []),
  ];
  return createRequest({
    ...(isCrossAccount && otherAccount !== undefined ? { resourceAccount: otherAccount } : {}),
    ...(caller.kind === 'role' ? { closedKeys: policies.closedKeys(role) } : {}),
    action: question.action,
    resource:
      question.resource === ''
        ? [{ address: workload.id, path: 'resource' }]
        : policies.resource(question.resource),
    caller,
    keys,
  });
}
