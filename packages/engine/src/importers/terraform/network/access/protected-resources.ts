import { type Collection, collection, type Known, known, type Unknown } from '../../../../base/known.ts';
import { compareAddresses } from '../../../../base/ordered.ts';
import type { ProtectedResource, WrittenPolicy } from '../../../../model/access.ts';
import type { ResourceInstance } from '../../instances.ts';
import {
  argumentOf,
  type Declared,
  declaredBy,
  originOf,
  textAt,
  textOf,
  uncertainNumber,
  unreadable,
} from '../declared.ts';
import { isCertain, nameOf } from '../links.ts';
import { certain, type Reading } from '../reading.ts';
import { functionPermission, keyGrant, onlyFromItsVpc, type ReadAdded } from './added-policies.ts';
import { accountText } from './arns.ts';
import { statementsAt } from './statement-places.ts';

interface Form {
  readonly service: string;
  /** The argument that holds the policy of the resource itself. */
  readonly own?: string;
  /** The resource that holds the policy apart, and the argument by which it names its target. */
  readonly apart?: { readonly type: string; readonly by: string };
  readonly name: string;
  /** The resource that adds a statement of its own, and the argument by which it names its target. */
  readonly added?: { readonly type: string; readonly by: string; readonly read: ReadAdded };
}

const forms: Readonly<Record<string, Form>> = {
  aws_s3_bucket: {
    service: 's3',
    own: 'policy',
    apart: { type: 'aws_s3_bucket_policy', by: 'bucket' },
    name: 'bucket',
  },
  aws_sqs_queue: {
    service: 'sqs',
    own: 'policy',
    apart: { type: 'aws_sqs_queue_policy', by: 'queue_url' },
    name: 'name',
  },
  aws_sns_topic: {
    service: 'sns',
    own: 'policy',
    apart: { type: 'aws_sns_topic_policy', by: 'arn' },
    name: 'name',
  },
  aws_kms_key: {
    service: 'kms',
    own: 'policy',
    apart: { type: 'aws_kms_key_policy', by: 'key_id' },
    added: { type: 'aws_kms_grant', by: 'key_id', read: keyGrant },
    name: 'id',
  },
  aws_secretsmanager_secret: {
    service: 'secretsmanager',
    own: 'policy',
    apart: { type: 'aws_secretsmanager_secret_policy', by: 'secret_arn' },
    name: 'name',
  },
  aws_ecr_repository: {
    service: 'ecr',
    apart: { type: 'aws_ecr_repository_policy', by: 'repository' },
    name: 'name',
  },
  aws_dynamodb_table: {
    service: 'dynamodb',
    apart: { type: 'aws_dynamodb_resource_policy', by: 'resource_arn' },
    name: 'name',
  },
  aws_lambda_function: {
    service: 'lambda',
    added: { type: 'aws_lambda_permission', by: 'function_name', read: functionPermission },
    name: 'function_name',
  },
  aws_s3_access_point: {
    service: 's3',
    own: 'policy',
    apart: { type: 'aws_s3control_access_point_policy', by: 'access_point_arn' },
    name: 'name',
  },
  aws_kinesis_stream: {
    service: 'kinesis',
    apart: { type: 'aws_kinesis_resource_policy', by: 'resource_arn' },
    name: 'name',
  },
  aws_cloudwatch_event_bus: {
    service: 'events',
    apart: { type: 'aws_cloudwatch_event_bus_policy', by: 'event_bus_name' },
    name: 'name',
  },
  aws_api_gateway_rest_api: {
    service: 'execute-api',
    own: 'policy',
    apart: { type: 'aws_api_gateway_rest_api_policy', by: 'rest_api_id' },
    name: 'id',
  },
};

/** Resources that may carry a policy of their own, with the policy that the source gives them. */
export function readProtectedResources(reading: Reading): readonly ProtectedResource[] {
  const resources = Object.entries(forms).flatMap(([type, form]) =>
    certain(reading.managed(type)).map((instance) => readResource(reading, instance, form)),
  );
  return resources.toSorted((a, b) => compareAddresses(a.address, b.address));
}

function readResource(reading: Reading, instance: ResourceInstance, form: Form): ProtectedResource {
  const declared = declaredBy(instance);
  const name = textAt(declared, form.name);
  return {
    address: nameOf(instance),
    service: form.service,
    arn: arnOf(declared),
    ...(name === undefined ? {} : { name }),
    policies: withAdded(reading, declared, form),
    ...(form.added === undefined && instance.type !== 'aws_s3_access_point' ? {} : { areAllAsked: true }),
    ...bucketBehind(reading, declared),
    origin: originOf(declared),
  };
}

/** Calls of an API are made to its `execution_arn`; its `arn` is the one of its management. */
function arnOf({ instance }: Declared): Known<string> {
  const path = instance.type === 'aws_api_gateway_rest_api' ? 'execution_arn' : 'arn';
  const reference = { address: instance.address, path };
  return {
    kind: 'unknown',
    unknown: { reason: 'known-after-apply', references: [reference], template: [reference] },
  };
}

/** Calls to an access point are calls to its bucket, too. */
function bucketBehind(reading: Reading, declared: Declared): Pick<ProtectedResource, 'behind'> {
  if (declared.instance.type !== 'aws_s3_access_point') return {};
  const bucket = argumentOf(declared, 'bucket');
  const referenced = reading.links.referenced(bucket)?.instance;
  if (referenced?.type === 'aws_s3_bucket') return { behind: arnOf(declaredBy(referenced)) };
  const name = textOf(bucket);
  return {
    behind:
      name?.kind === 'known'
        ? known(`arn:aws:s3:::${name.value}`)
        : (name ?? unreadable(declared.instance, 'bucket')),
  };
}

function withAdded(reading: Reading, declared: Declared, form: Form): Collection<WrittenPolicy> {
  const own = policiesOf(reading, declared, form);
  const arn = arnOf(declared);
  if (declared.instance.type === 'aws_s3_access_point') {
    return collection([...own.items, ...onlyFromItsVpc(declared, arn)], own.unknowns);
  }
  const { added } = form;
  if (added === undefined) return own;
  const policies = [...own.items];
  const unknowns = [...own.unknowns];
  for (const instance of reading.managed(added.type)) {
    const one = declaredBy(instance);
    const fit = concernsResource(reading, one, added.by, form, declared);
    if (fit === 'no') continue;
    if (fit === 'maybe') unknowns.push(unreadable(instance, added.by).unknown);
    else if (!isCertain(instance)) unknowns.push(uncertainNumber(instance));
    else policies.push(added.read(one, arn));
  }
  return collection(policies, unknowns);
}

function policiesOf(reading: Reading, declared: Declared, form: Form): Collection<WrittenPolicy> {
  const own = form.own === undefined ? undefined : textAt(declared, form.own);
  const policies: WrittenPolicy[] =
    own === undefined
      ? []
      : [
          {
            name: nameOf(declared.instance),
            text: own,
            origin: originOf(declared, form.own),
            ...statementsAt(declared, form.own ?? ''),
          },
        ];
  const unknowns: Unknown[] = [];
  for (const instance of form.apart === undefined ? [] : reading.managed(form.apart.type)) {
    const apart = declaredBy(instance);
    const fit = concernsResource(reading, apart, form.apart?.by ?? '', form, declared);
    if (fit === 'no') continue;
    if (fit === 'maybe') unknowns.push(unreadable(instance, form.apart?.by ?? '').unknown);
    else if (!isCertain(instance)) unknowns.push(uncertainNumber(instance));
    else policies.push(policyApart(apart));
  }
  const isBare = policies.length === 0 && unknowns.length === 0;
  return isBare && form.service === 'kms'
    ? collection([defaultKeyPolicy(declared)])
    : collection(policies, unknowns);
}

function policyApart(declared: Declared): WrittenPolicy {
  return {
    name: nameOf(declared.instance),
    text: textAt(declared, 'policy') ?? known(''),
    origin: originOf(declared, 'policy'),
    ...statementsAt(declared, 'policy'),
  };
}

/** By reference to one instance, or by the literal name at the end of what is written. */
function concernsResource(
  reading: Reading,
  apart: Declared,
  by: string,
  form: Form,
  resource: Declared,
): 'yes' | 'no' | 'maybe' {
  const value = argumentOf(apart, by);
  const referenced = reading.links.referenced(value)?.instance;
  if (referenced !== undefined && referenced.type === resource.instance.type)
    return referenced.address === resource.instance.address ? 'yes' : 'no';
  const written = textOf(value);
  if (written?.kind !== 'known') return 'maybe';
  const name = textAt(resource, form.name);
  const tail = written.value.split(/[:/]/).at(-1);
  return name?.kind === 'known' ? (name.value === tail ? 'yes' : 'no') : 'maybe';
}

/**
 * A key whose policy nobody writes lets its account decide by IAM policies.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
function defaultKeyPolicy(declared: Declared): WrittenPolicy {
  const before = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::';
  const after = ':root"},"Action":"kms:*","Resource":"*"}]}';
  return {
    name: nameOf(declared.instance),
    text: {
      kind: 'unknown',
      unknown: { reason: 'not-given', references: [accountText], template: [before, accountText, after] },
    },
    origin: originOf(declared),
  };
}
