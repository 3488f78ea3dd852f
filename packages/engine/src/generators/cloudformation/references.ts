import type { DeploymentFact, StackReference, StackText } from '../../model/stack.ts';
import { typeOf } from '../address.ts';
import { type Data, piecesOf } from '../data.ts';
import { logicalIdOf } from './logical-ids.ts';
import type { Json } from './template.ts';

export function ref(id: string): Json {
  return { Ref: logicalIdOf(id) };
}

export function attr(id: string, attribute: string): Json {
  return { 'Fn::GetAtt': [logicalIdOf(id), attribute] };
}

/** The id that other resources take. */
export function idRef(id: string): Json {
  const attribute = idAttributes[typeOf(id)];
  return attribute === undefined ? ref(id) : attr(id, attribute);
}

/** Where `Ref` gives something else than the id. */
const idAttributes: Readonly<Record<string, string>> = {
  aws_eip: 'AllocationId',
  aws_route53_resolver_endpoint: 'ResolverEndpointId',
  aws_security_group: 'GroupId',
};

/** A policy or another value; its texts become intrinsic functions where they name things. */
export function json(data: Data): Json {
  if (typeof data !== 'object') return data;
  switch (data.kind) {
    case 'text':
      return textJson(data.text);
    case 'list':
      return data.items.map(json);
    case 'object':
      return Object.fromEntries(data.entries.map(([name, value]) => [name, json(value)]));
  }
}

/**
 * One reference alone is `Ref` or `Fn::GetAtt`; with other pieces it becomes `Fn::Sub`, or `Fn::Join` where a
 * literal `$` could be taken for the beginning of something.
 */
export function textJson(text: StackText): Json {
  const pieces = piecesOf(text);
  const [only = '', second] = pieces;
  if (second === undefined) return typeof only === 'string' ? only : aloneJson(only);
  const isPlain = pieces.every((piece) => typeof piece !== 'string' || !piece.includes('$'));
  return isPlain
    ? { 'Fn::Sub': pieces.map(substitution).join('') }
    : { 'Fn::Join': ['', pieces.map((piece) => (typeof piece === 'string' ? piece : aloneJson(piece)))] };
}

function substitution(piece: string | StackReference | DeploymentFact): string {
  if (typeof piece === 'string') return piece;
  const target = 'of' in piece ? targetOf(piece) : pseudoParameters[piece.deployment];
  return target.includes('${') ? target : `\${${target}}`;
}

function aloneJson(piece: StackReference | DeploymentFact): Json {
  const target = 'of' in piece ? targetOf(piece) : pseudoParameters[piece.deployment];
  if (target.includes('${')) return { 'Fn::Sub': target };
  const [logicalId = '', attribute] = target.split('.');
  return attribute === undefined ? { Ref: logicalId } : { 'Fn::GetAtt': [logicalId, attribute] };
}

const pseudoParameters: Readonly<Record<DeploymentFact['deployment'], string>> = {
  account: 'AWS::AccountId',
  partition: 'AWS::Partition',
  region: 'AWS::Region',
};

/** As `Fn::Sub` names it: `Queue`, `Queue.Arn`, or a whole template. */
function targetOf({ of, attribute }: StackReference): string {
  const logicalId = logicalIdOf(of);
  switch (attribute) {
    case 'arn':
      return arnTarget(typeOf(of), logicalId);
    case 'url':
      return `${logicalId}.RepositoryUri`;
    case 'id':
      return idAttributes[typeOf(of)] === undefined ? logicalId : `${logicalId}.${idAttributes[typeOf(of)]}`;
    case 'name':
      return logicalId;
  }
}

function arnTarget(type: string, logicalId: string): string {
  // CFN-2: the attribute ends in `:*`, which Terraform's does not.
  if (type === 'aws_cloudwatch_log_group')
    return `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:\${${logicalId}}`;
  return refIsArn.has(type) ? logicalId : `${logicalId}.Arn`;
}

const refIsArn: ReadonlySet<string> = new Set([
  'aws_ecs_service',
  'aws_ecs_task_definition',
  'aws_secretsmanager_secret',
]);
