import { missingSetting, wrongForm } from '../../diagnostics/kinds/configuration.ts';
import type { Setting } from '../configuration/config-reader.ts';
import { accesses, type IntentNeed, queueAccesses } from './intent.ts';
import type { IntentReader } from './intent-reader.ts';

type Found = ReadonlyMap<string, Setting>;

/** What goes with each service besides `service`. */
const ownNames: Readonly<Record<string, readonly string[]>> = {
  s3: ['buckets', 'access', 'existing'],
  dynamodb: ['tables', 'access', 'existing'],
  sqs: ['queues', 'access'],
  secretsmanager: ['secrets'],
  'execute-api': ['api', 'type'],
  'cognito-idp': ['userPool', 'domain'],
};

/** One call that a workload makes: a service with what it calls there, or a host. */
export function readNeed(reader: IntentReader, setting: Setting): IntentNeed | undefined {
  const { node, path } = setting;
  if (node.type !== 'object') return void reader.object(setting, []);
  const given = new Map(node.properties.map((property) => [property.name, property.value]));
  const host = given.get('host');
  if (host !== undefined) {
    reader.object(setting, ['host']);
    return readHost(reader, { node: host, path: `${path}.host` }, setting);
  }
  const named = given.get('service');
  if (named === undefined)
    return reader.report(missingSetting, { path, names: ['service', 'host'] }, setting);
  const at = { node: named, path: `${path}.service` };
  const service = reader.text(at);
  if (service === undefined || !reader.isService(service, at)) return undefined;
  const own = ownNames[service] ?? [];
  const isOwn = own.some((name) => given.has(name));
  const found = reader.object(setting, ['service', ...(isOwn ? own : [...own, 'actions', 'resources'])]);
  if (found === undefined) return undefined;
  return isOwn ? readOwn(reader, service, found, setting) : readService(reader, service, found, setting);
}

function readHost(reader: IntentReader, at: Setting, setting: Setting): IntentNeed | undefined {
  const host = reader.text(at);
  if (host === undefined) return undefined;
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(host)) return { kind: 'host', host: host.toLowerCase(), setting };
  return reader.report(wrongForm, { path: at.path, found: host, example: 'api.example.com' }, at);
}

function readOwn(
  reader: IntentReader,
  service: string,
  found: Found,
  setting: Setting,
): IntentNeed | undefined {
  const access = (): (typeof accesses)[number] =>
    reader.choice(found.get('access'), accesses) ?? 'read-write';
  const existing = reader.boolean(found.get('existing')) ?? false;
  switch (service) {
    case 's3':
      return {
        kind: 's3',
        buckets: reader.names(required(reader, found, setting, 'buckets'), 'bucket'),
        access: access(),
        existing,
        setting,
      };
    case 'dynamodb':
      return {
        kind: 'dynamodb',
        tables: reader.names(required(reader, found, setting, 'tables'), 'table'),
        access: access(),
        existing,
        setting,
      };
    case 'sqs':
      return {
        kind: 'sqs',
        queues: reader.names(required(reader, found, setting, 'queues'), 'queue'),
        access: reader.choice(found.get('access'), queueAccesses) ?? 'send-receive',
        setting,
      };
    case 'secretsmanager':
      return { kind: 'secretsmanager', secrets: reader.names(found.get('secrets'), 'secret'), setting };
    case 'execute-api':
      return readApi(reader, found, setting);
    default:
      return readUserPool(reader, found, setting);
  }
}

function required(reader: IntentReader, found: Found, setting: Setting, name: string): Setting | undefined {
  if (!found.has(name)) reader.missing(setting, [name]);
  return found.get(name);
}

function readApi(reader: IntentReader, found: Found, setting: Setting): IntentNeed | undefined {
  const api = reader.name(required(reader, found, setting, 'api'), 'other');
  const type = reader.choice(found.get('type'), ['private', 'regional']) ?? 'private';
  if (api === undefined) return undefined;
  return { kind: 'execute-api', api, type: type === 'private' ? 'PRIVATE' : 'REGIONAL', setting };
}

function readUserPool(reader: IntentReader, found: Found, setting: Setting): IntentNeed | undefined {
  const userPool = reader.name(required(reader, found, setting, 'userPool'), 'other');
  const domain = reader.formed(
    found.get('domain'),
    /^(?!.*(aws|amazon|cognito))[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    'shop-login',
  );
  return userPool === undefined ? undefined : { kind: 'cognito', userPool, domain, setting };
}

function readService(reader: IntentReader, service: string, found: Found, setting: Setting): IntentNeed {
  const actions = reader
    .list(found.get('actions'))
    .flatMap((item) => reader.formed(item, /^[a-z0-9-]+:[A-Za-z0-9*]+$/, 'kms:Decrypt') ?? []);
  const resources = reader
    .list(found.get('resources'))
    .flatMap((item) => reader.formed(item, /^(\*|arn:[a-z-]+:.+)$/, 'arn:aws:kms:*:*:key/*') ?? []);
  return { kind: 'service', service, actions, resources, setting };
}
