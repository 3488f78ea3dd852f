import type { AskedResource } from './received.ts';

/** The fields of a request's body, whatever its protocol. */
export type Fields = Readonly<Record<string, unknown>>;

/** The resources that an operation is about; `undefined` = the lab does not know them. */
type Reading = (fields: Fields, operation: string) => readonly AskedResource[] | undefined;

const any: readonly AskedResource[] = [{ kind: 'any' }];

/**
 * Which resources the operations of a service are about, by IAM's prefix.
 *
 * A service or operation that is not here is refused by the lab rather than judged against a guess.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const readings: Readonly<Record<string, Reading>> = {
  cloudwatch: (_fields, operation) => (/^(Put|Get|List)Metric/.test(operation) ? any : undefined),
  dynamodb: tables,
  ec2: (_fields, operation) => (operation.startsWith('Describe') ? any : undefined),
  ecr: repositories,
  kms: keys,
  logs: logGroups,
  secretsmanager: secrets,
  sns: topics,
  sqs: queues,
  ssm: parameters,
  sts: (_fields, operation) => (operation === 'GetCallerIdentity' ? any : undefined),
};

export function isKnownService(service: string): boolean {
  return service in readings;
}

/** @returns `undefined` = nobody knows which resource this is about */
export function resourcesOf(
  service: string,
  operation: string,
  fields: Fields,
): readonly AskedResource[] | undefined {
  return readings[service]?.(fields, operation);
}

function text(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function texts(fields: Fields, name: string): readonly string[] {
  const value = fields[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function named(service: string, before: string, name: string, tail = ''): AskedResource {
  // What is given as an ARN says its own name.
  const own = name.startsWith('arn:') ? name.split(':').slice(5).join(':') : `${before}${name}`;
  return { kind: 'named', service, before, name: own.slice(before.length), tail };
}

function secrets(fields: Fields, operation: string): readonly AskedResource[] | undefined {
  if (/^(ListSecrets|GetRandomPassword)$/.test(operation)) return any;
  const name = text(fields, operation === 'CreateSecret' ? 'Name' : 'SecretId');
  return name === undefined ? undefined : [named('secretsmanager', 'secret:', name)];
}

/** A group's own operations are about `…:log-stream:` with nothing after it, as AWS's refusals spell it. */
function logGroups(fields: Fields, operation: string): readonly AskedResource[] | undefined {
  const name = text(fields, 'logGroupName') ?? text(fields, 'logGroupIdentifier');
  if (operation === 'DescribeLogGroups')
    return [named('logs', 'log-group:', text(fields, 'logGroupNamePrefix') ?? '', ':log-stream:')];
  if (operation === 'StartLiveTail' || operation === 'StartQuery') {
    const groups = [...texts(fields, 'logGroupIdentifiers'), ...texts(fields, 'logGroupNames')];
    const all = name === undefined ? groups : [...groups, name];
    return all.length === 0 ? undefined : all.map((one) => named('logs', 'log-group:', one, ':log-stream:'));
  }
  if (name === undefined) return undefined;
  const stream = text(fields, 'logStreamName') ?? '';
  return [named('logs', 'log-group:', name.replace(/:\*$/, ''), `:log-stream:${stream}`)];
}

function tables(fields: Fields, operation: string): readonly AskedResource[] | undefined {
  if (/^(ListTables|DescribeLimits|DescribeEndpoints|ListBackups|ListGlobalTables)$/.test(operation))
    return any;
  const many = fields.RequestItems;
  if (typeof many === 'object' && many !== null)
    return Object.keys(many).map((name) => named('dynamodb', 'table/', name));
  const name = text(fields, 'TableName');
  const index = text(fields, 'IndexName');
  if (name === undefined) return undefined;
  return [named('dynamodb', 'table/', name, index === undefined ? '' : `/index/${index}`)];
}

function repositories(fields: Fields, operation: string): readonly AskedResource[] | undefined {
  if (operation === 'GetAuthorizationToken') return any;
  const names = [...texts(fields, 'repositoryNames'), text(fields, 'repositoryName')].filter(
    (name) => name !== undefined,
  );
  if (names.length === 0 && operation === 'DescribeRepositories') return [named('ecr', 'repository/', '*')];
  return names.length === 0 ? undefined : names.map((name) => named('ecr', 'repository/', name));
}

/** An alias leads to a key that the request does not name. */
function keys(fields: Fields, operation: string): readonly AskedResource[] | undefined {
  if (/^(ListKeys|ListAliases|CreateKey|GenerateRandom)$/.test(operation)) return any;
  const id = text(fields, 'KeyId');
  if (id === undefined || /(^|:)alias\//.test(id)) return undefined;
  return [named('kms', 'key/', id)];
}

function queues(fields: Fields, operation: string): readonly AskedResource[] | undefined {
  if (operation === 'ListQueues') return any;
  const name = text(fields, 'QueueName') ?? text(fields, 'QueueUrl')?.split('/').at(-1);
  return name === undefined ? undefined : [named('sqs', '', name)];
}

function topics(fields: Fields, operation: string): readonly AskedResource[] | undefined {
  if (/^List(Topics|Subscriptions)$/.test(operation)) return any;
  const arn = text(fields, 'TopicArn') ?? text(fields, 'TargetArn');
  const name = arn ?? (operation === 'CreateTopic' ? text(fields, 'Name') : undefined);
  return name === undefined ? undefined : [named('sns', '', name)];
}

function parameters(fields: Fields, operation: string): readonly AskedResource[] | undefined {
  if (operation === 'DescribeParameters') return any;
  const all = [text(fields, 'Name'), text(fields, 'Path'), ...texts(fields, 'Names')];
  const names = all.filter((name) => name !== undefined);
  if (!/Parameter/.test(operation) || names.length === 0) return undefined;
  return names.map((name) => named('ssm', 'parameter/', name.replace(/^\//, '')));
}
