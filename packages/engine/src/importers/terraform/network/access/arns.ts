import type { Reference } from '../../../../base/known.ts';
import type { ResourceInstance } from '../../instances.ts';
import { declaredBy, textAt, textOf } from '../declared.ts';
import { nameOf } from '../links.ts';
import { certain, type Reading } from '../reading.ts';

type Pieces = readonly (string | Reference)[];

/** Stands for the number of the account that the source belongs to. */
export const accountText: Reference = { address: 'data.aws_caller_identity.current', path: 'account_id' };

interface ArnForm {
  readonly service: string;
  /** The argument that holds the name. */
  readonly name: string;
  /** What stands before the name. */
  readonly before: string;
  /** Buckets and roles are in no Region, buckets in no account either. */
  readonly scope: 'bucket' | 'account' | 'region';
}

/**
 * ARNs that follow from the name. Those of secrets and keys end in what AWS chooses.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const forms: Readonly<Record<string, ArnForm>> = {
  aws_s3_bucket: { service: 's3', name: 'bucket', before: '', scope: 'bucket' },
  aws_sqs_queue: { service: 'sqs', name: 'name', before: '', scope: 'region' },
  aws_sns_topic: { service: 'sns', name: 'name', before: '', scope: 'region' },
  aws_ecr_repository: { service: 'ecr', name: 'name', before: 'repository/', scope: 'region' },
  aws_dynamodb_table: { service: 'dynamodb', name: 'name', before: 'table/', scope: 'region' },
  aws_lambda_function: { service: 'lambda', name: 'function_name', before: 'function:', scope: 'region' },
  aws_cloudwatch_log_group: { service: 'logs', name: 'name', before: 'log-group:', scope: 'region' },
  aws_s3_access_point: { service: 's3', name: 'name', before: 'accesspoint/', scope: 'region' },
  aws_kinesis_stream: { service: 'kinesis', name: 'name', before: 'stream/', scope: 'region' },
  aws_cloudwatch_event_bus: { service: 'events', name: 'name', before: 'event-bus/', scope: 'region' },
  aws_iam_role: { service: 'iam', name: 'name', before: 'role/', scope: 'account' },
};

/** What ARNs, ids and names of declared things are made of, by `address.attribute`. */
export function textsOf(reading: Reading): ReadonlyMap<string, Pieces> {
  const texts = new Map<string, Pieces>();
  for (const type of Object.keys(forms)) {
    for (const instance of certain(reading.managed(type))) {
      for (const [path, pieces] of namesOf(instance)) texts.set(`${instance.address}.${path}`, pieces);
    }
  }
  for (const api of certain(reading.managed('aws_api_gateway_rest_api'))) {
    const pieces = executionArn(api);
    if (pieces !== undefined) texts.set(`${api.address}.execution_arn`, pieces);
  }
  return texts;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html */
function executionArn(api: ResourceInstance): Pieces | undefined {
  const region = textOf(api.region);
  if (region?.kind !== 'known') return undefined;
  const id = { address: nameOf(api), path: 'id' };
  const start = `arn:${partitionOf(region.value)}:execute-api:${region.value}:`;
  return [start, accountText, ':', id];
}

function namesOf(instance: ResourceInstance): readonly (readonly [string, Pieces])[] {
  const form = forms[instance.type];
  if (form === undefined) return [];
  const name = namePieces(instance, form);
  const arn = arnPieces(instance, form, name);
  const named =
    form.scope === 'bucket' ? (['id', 'bucket'] as const).map((path) => [path, name] as const) : [];
  return [...named, ...(arn === undefined ? [] : [['arn', arn] as const])];
}

/** The name as written; of a bucket whose name AWS or a variable chooses, its own attribute stands for it. */
function namePieces(instance: ResourceInstance, form: ArnForm): Pieces {
  const text = textAt(declaredBy(instance), form.name);
  if (text?.kind === 'known') return [text.value];
  return [{ address: nameOf(instance), path: form.name }];
}

/** @returns `undefined` when its Region is not known */
function arnPieces(instance: ResourceInstance, form: ArnForm, name: Pieces): Pieces | undefined {
  const region = textOf(instance.region);
  const place = region?.kind === 'known' ? region.value : undefined;
  const partition = partitionOf(place ?? '');
  const start = `arn:${partition}:${form.service}:`;
  switch (form.scope) {
    case 'bucket':
      return [`${start}::`, ...name];
    case 'account':
      return [`${start}:`, accountText, `:${form.before}`, ...pathOf(instance), ...name];
    case 'region':
      return place === undefined ? undefined : [`${start}${place}:`, accountText, `:${form.before}`, ...name];
  }
}

/** `/service/` stands between `role` and the name as `service/`. */
function pathOf(instance: ResourceInstance): readonly string[] {
  const path = textAt(declaredBy(instance), 'path');
  return path?.kind === 'known' && path.value !== '/' ? [path.value.replace(/^\//, '')] : [];
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
