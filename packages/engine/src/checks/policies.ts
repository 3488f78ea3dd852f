import type { Certainty } from '../authorization/certainty.ts';
import { evaluate } from '../authorization/evaluate.ts';
import { matches } from '../authorization/pattern.ts';
import type { PolicyDocument, Statement } from '../authorization/policy.ts';
import { createRequest } from '../authorization/request.ts';
import { piecesOf, type Text } from '../authorization/text.ts';
import { collection } from '../base/known.ts';
import type { VpcEndpoint } from '../model/network.ts';
import { endpointsFor } from './endpoints.ts';
import { workloadsOf } from './routes.ts';
import type { EvaluatedPolicy, RuleContext } from './rule.ts';
import { knownOf } from './values.ts';

/** POL-4. A document of which nothing is known may hold an Allow. */
export function isDenyOnly({ statements, unknowns }: PolicyDocument): boolean {
  return (
    statements.length > 0 && unknowns.length === 0 && statements.every(({ effect }) => effect === 'Deny')
  );
}

/** Says what the default policy says: a module writes it where nobody asked for a policy. */
export function isFullAccess({ statements }: PolicyDocument): boolean {
  const [only, second] = statements;
  if (only === undefined || second !== undefined || only.effect !== 'Allow') return false;
  const isAny = (patterns: Statement['resources']): boolean =>
    patterns === undefined || (!patterns.isNegated && patterns.patterns.some(({ form }) => form === 'any'));
  return only.conditions.length === 0 && isAny(only.actions) && isAny(only.resources);
}

/** POL-9: the bucket of AWS in which ECR keeps the layers of images. */
export function layersOf(region: string): string {
  return `arn:aws:s3:::prod-${region}-starport-layer-bucket`;
}

export interface LayerEndpoint {
  readonly endpoint: VpcEndpoint;
  /** A workload that pulls from ECR in its VPC. */
  readonly workload: string;
  readonly region: string;
}

/** S3 endpoints of VPCs in which a workload pulls images from ECR of the same Region. */
export function layerEndpoints(context: RuleContext): readonly LayerEndpoint[] {
  return [...context.network.vpcs.values()].flatMap((vpc) => {
    const region = knownOf(vpc.region);
    const pulling = workloadsOf(context.network, vpc.id).find(({ facts }) =>
      (facts.images ?? []).some(
        (image) =>
          image.registry === 'ecr' && (image.region === undefined || knownOf(image.region) === region),
      ),
    );
    if (region === undefined || pulling === undefined) return [];
    return endpointsFor(context, vpc.id, 's3').map((endpoint) => ({
      endpoint,
      workload: pulling.id,
      region,
    }));
  });
}

/** POL-10: the URL of a layer is signed by AWS. */
export function allowsLayers(policy: PolicyDocument, region: string): Certainty {
  return allowsObject(policy, `${layersOf(region)}/layer`);
}

/** Does the policy let somebody of no account of the user read an object? */
export function allowsObject(policy: PolicyDocument, resource: string): Certainty {
  const request = createRequest({ action: 's3:GetObject', resource, caller: { kind: 'aws-owned' } });
  const { gates } = evaluate(request, {
    endpoint: { type: 'Gateway', policy, supportsPolicy: true },
    identity: collection<PolicyDocument>([]),
  });
  const gate = gates.find(({ kind }) => kind === 'endpoint');
  if (gate === undefined || gate.outcome === 'undetermined') return 'maybe';
  return gate.outcome === 'allows' || gate.outcome === 'open' ? 'yes' : 'no';
}

/** Does an Allow take in the layers but for its conditions or principals? */
export function mayNameLayers({ statements, unknowns }: PolicyDocument, region: string): boolean {
  const layer = `${layersOf(region)}/layer`;
  return (
    unknowns.length > 0 ||
    statements.some(({ effect, actions, resources }) => {
      if (effect === 'Deny') return false;
      return mayTakeIn(actions, 's3:GetObject') && (resources === undefined || mayTakeIn(resources, layer));
    })
  );
}

function mayTakeIn({ isNegated, patterns, unknowns }: Statement['actions'], value: string): boolean {
  const isMet = patterns.some((pattern) => matches(pattern, value) !== 'no') || unknowns.length > 0;
  return isNegated ? !patterns.some((pattern) => matches(pattern, value) === 'yes') : isMet;
}

export function isOfBucket({ of }: EvaluatedPolicy): boolean {
  return /(^|\.)aws_s3_bucket\./.test(of);
}

const endpointKeys = [
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:vpcsourceip',
  'aws:sourcevpcarn',
  'aws:viaawsservice',
];

/** KEY-1: the statement, or another one of the same effect, also knows calls through an endpoint. */
export function hasOtherWayIn(statement: Statement, document: PolicyDocument): boolean {
  const knows = ({ conditions }: Statement): boolean =>
    conditions.some(
      ({ key, ifExists }) => endpointKeys.includes(key) || (key === 'aws:sourceip' && ifExists),
    );
  if (statement.effect === 'Deny') return knows(statement);
  return document.statements.some(
    (other) =>
      other.effect === 'Allow' &&
      (knows(other) || (other !== statement && !other.conditions.some(({ key }) => key === 'aws:sourceip'))),
  );
}

/** Is the value made of a reference to one of these addresses? */
export function namesOneOf(value: Text, addresses: ReadonlySet<string>): boolean {
  return piecesOf(value).some((piece) => typeof piece !== 'string' && addresses.has(piece.address));
}
