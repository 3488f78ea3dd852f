import {
  judgeRequest,
  type ReceivedCaller,
  type RequestVerdict,
  type ResourceName,
  type VpcEndpoint,
} from '@naisen/engine';
import type { LabWorld } from '../lab-world.ts';
import { madeUpId } from '../made-up-id.ts';
import type { AskedAction, AskedResource, Classified } from '../requests/received.ts';
import type { SessionHolder } from '../sessions.ts';
import { refusalText } from '../words/refusal-words.ts';

/** Who calls, and by which way. */
export interface CallerAndWay {
  /** `undefined` = nobody signed the request. */
  readonly holder: SessionHolder | undefined;
  readonly endpoint: VpcEndpoint | undefined;
  readonly sourceIp: string;
  readonly region: string;
}

export interface MessageVerdict {
  readonly outcome: RequestVerdict['outcome'];
  readonly action: string;
  /** As text, with the lab's account. */
  readonly resource: string;
  /** The policy kind that refused: `endpoint`, `identity`… */
  readonly layer: string | undefined;
  /** `endpoint: Statement 1 (Allow-bucket)` and the like: what decided. */
  readonly statement: string | undefined;
  /** The statement that comes nearest to allowing what no statement allows. */
  readonly nearest: string | undefined;
  /** As AWS words it; empty unless denied. */
  readonly message: string;
  readonly missing: readonly string[];
}

/** Asks the engine about everything that a request asks for; the first refusal is the answer. */
export function judgeMessage(
  world: LabWorld,
  { asked, keys }: Classified,
  call: CallerAndWay,
): readonly MessageVerdict[] {
  return asked.map((one) => judgeAction(world, one, keys, call));
}

/** The one that decides: a refusal before a doubt, a doubt before what is allowed. */
export function decisive(verdicts: readonly MessageVerdict[]): MessageVerdict | undefined {
  const order = ['denied', 'undetermined', 'allowed'] as const;
  return order
    .map((outcome) => verdicts.find((verdict) => verdict.outcome === outcome))
    .find((verdict) => verdict !== undefined);
}

function judgeAction(
  world: LabWorld,
  { action, resource }: AskedAction,
  keys: Classified['keys'],
  { holder, endpoint, sourceIp, region }: CallerAndWay,
): MessageVerdict {
  const verdict = judgeRequest(world.network, world.policies, {
    action,
    resource: resourceName(world, resource, region),
    caller: callerOf(holder),
    endpoint,
    sourceIp,
    keys: { ...keys, 'aws:requestedregion': [region] },
  });
  const shown = resourceText(world, resource, region);
  const refusals = verdict.refusals.filter(({ gate }) => needs(action, gate));
  const [refusal] = refusals;
  const outcome = verdict.outcome === 'denied' && refusal === undefined ? 'allowed' : verdict.outcome;
  const principal = holder?.kind === 'role' ? holder.arn : 'anonymous';
  if (outcome !== 'denied' || refusal === undefined)
    return {
      outcome,
      action,
      resource: shown,
      layer: undefined,
      statement: verdict.decided.join('; ') || undefined,
      nearest: undefined,
      message: '',
      missing: verdict.missing,
    };
  const { gate, form, facts } = refusal;
  const said = facts.statement === '' ? undefined : `${gate}: ${facts.statement}`;
  return {
    outcome,
    action,
    resource: shown,
    layer: gate,
    statement: form === 'explicit-deny' ? said : undefined,
    nearest: form === 'explicit-deny' ? undefined : said,
    message: refusalText({ gate, form, principal, action, resource: shown }),
    missing: [],
  };
}

/**
 * Calls that need no permission of IAM: only the endpoint's policy has a say.
 *
 * An API of API Gateway asks IAM when its method is declared so and has a policy of its own; neither is in
 * the model (known gap).
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html "No permissions are required"
 */
const withoutPermission: ReadonlySet<string> = new Set(['sts:GetCallerIdentity', 'execute-api:Invoke']);

function needs(action: string, gate: string): boolean {
  return gate === 'endpoint' || !withoutPermission.has(action);
}

function callerOf(holder: SessionHolder | undefined): ReceivedCaller {
  if (holder === undefined) return { kind: 'anonymous' };
  return holder.kind === 'role' ? { kind: 'role', role: holder.role } : { kind: 'aws-owned' };
}

function partitionOf({ catalog }: LabWorld, region: string): string {
  return catalog.partitionOf(region)?.partition ?? 'aws';
}

/** A declared thing whose ARN AWS makes goes by its address, so that policies which name it meet it. */
function resourceName(world: LabWorld, resource: AskedResource, region: string): ResourceName {
  if (resource.kind === 'any') return { kind: 'text', text: '*' };
  if (resource.kind === 's3') return { kind: 'text', text: bucketArn(world, resource, region) };
  const declared = declaredAs(world, resource);
  if (declared !== undefined) return { kind: 'declared', address: declared, rest: resource.tail };
  const { before, after } = arnAround(world, resource, region);
  return { kind: 'arn', before, after };
}

function resourceText(world: LabWorld, resource: AskedResource, region: string): string {
  if (resource.kind === 'any') return '*';
  if (resource.kind === 's3') return bucketArn(world, resource, region);
  const { before, after } = arnAround(world, resource, region);
  return `${before}${world.account}${after}`;
}

function bucketArn(
  world: LabWorld,
  { bucket, key }: Extract<AskedResource, { kind: 's3' }>,
  region: string,
): string {
  return `arn:${partitionOf(world, region)}:s3:::${bucket}${key === '' ? '' : `/${key}`}`;
}

type Named = Extract<AskedResource, { kind: 'named' }>;

function declaredAs({ network }: LabWorld, { service, name, tail }: Named): string | undefined {
  // A tail such as `/index/…` belongs to the ARN, which resources with a written name spell in full.
  if (tail !== '') return undefined;
  const names = [name, name.replace(/-[A-Za-z0-9]{6}$/, '')];
  return network.access?.resources.find(
    (one) => one.service === service && one.name?.kind === 'known' && names.includes(one.name.value),
  )?.address;
}

function arnAround(
  world: LabWorld,
  { service, before, name, tail }: Named,
  region: string,
): { readonly before: string; readonly after: string } {
  const ending = service === 'secretsmanager' ? withSecretSuffix(name) : name;
  return {
    before: `arn:${partitionOf(world, region)}:${service}:${region}:`,
    after: `:${before}${ending}${tail}`,
  };
}

/** @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html "six random characters" */
export function withSecretSuffix(name: string): string {
  return /-[A-Za-z0-9]{6}$/.test(name) ? name : `${name}-${madeUpId('s', name).slice(3, 9)}`;
}
