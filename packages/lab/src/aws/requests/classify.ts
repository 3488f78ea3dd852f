import type { HostnameClass } from '@naisen/engine';
import {
  type AskedAction,
  type Classification,
  headerOf,
  type Protocol,
  type ReceivedMessage,
} from './received.ts';
import { classifyRegistry } from './registry-request.ts';
import { type Fields, isKnownService, resourcesOf } from './resources.ts';
import { classifyS3 } from './s3-request.ts';

/** Services whose prefix in IAM is not the first label of their name. */
const prefixes: Readonly<Record<string, string>> = { monitoring: 'cloudwatch', 'ecr.api': 'ecr' };

/** What a request asks for, by the name that it called and by what it says (LAB-47). */
export function classifyRequest(message: ReceivedMessage): Classification {
  const short = serviceOf(message.hostClass);
  if (short === undefined)
    return { kind: 'unclassified', protocol: 'plain', why: 'foreign-name', what: message.host };
  if (short === 's3') return classifyS3(message);
  if (short === 'ecr.dkr') return classifyRegistry(message);
  if (short === 'execute-api') return classifyApi(message);
  return classifyOperation(message, prefixes[short] ?? short);
}

/** The catalogue's short name of the service that a name belongs to; `undefined` = no API of AWS. */
export function serviceOf(host: HostnameClass): string | undefined {
  if (host.kind === 'service' || host.kind === 'service-without-endpoint') return host.service.short;
  if (host.kind !== 'endpoint') return undefined;
  // An endpoint's own names have the labels of the public name: `dkr.ecr`, `api.ecr`.
  return host.service.split('.').toReversed().join('.');
}

/**
 * Does the caller's principal come from a signature? A registry is shown a token that was signed for, an API
 * of API Gateway may ask for none.
 */
export function isSignedService(short: string | undefined): boolean {
  return short !== 'ecr.dkr';
}

interface Operation {
  readonly protocol: Protocol;
  readonly name: string;
  readonly fields: Fields | undefined;
}

function classifyOperation(message: ReceivedMessage, service: string): Classification {
  const operation = operationOf(message, service);
  const { protocol } = operation ?? { protocol: 'json' as const };
  if (operation === undefined)
    return { kind: 'unclassified', protocol, why: 'operation', what: `${message.method} ${message.url}` };
  const action = `${service}:${operation.name}`;
  if (!isKnownService(service)) return { kind: 'unclassified', protocol, why: 'service', what: action };
  if (operation.fields === undefined) return { kind: 'unclassified', protocol, why: 'body', what: action };
  const resources = resourcesOf(service, operation.name, operation.fields);
  if (resources === undefined || resources.length === 0)
    return { kind: 'unclassified', protocol, why: 'resource', what: action };
  const asked = resources.map((resource): AskedAction => ({ action, resource }));
  const { name, fields } = operation;
  return {
    kind: 'classified',
    protocol,
    service,
    asked,
    keys: keysOf(service, fields),
    operation: name,
    fields,
  };
}

/** Which operation, by the protocol that the request speaks. */
function operationOf(message: ReceivedMessage, service: string): Operation | undefined {
  const target = headerOf(message, 'x-amz-target');
  if (target !== undefined)
    return { protocol: 'json', name: target.split('.').at(-1) ?? '', fields: jsonFields(message.body) };
  const [, cbor] = /^\/service\/[^/]+\/operation\/([A-Za-z0-9]+)$/.exec(message.url) ?? [];
  // No operation that is known to come as CBOR is about a resource that the body names.
  if (cbor !== undefined) return { protocol: 'cbor', name: cbor, fields: {} };
  const form = formFields(message);
  const name = form.Action;
  if (typeof name !== 'string') return undefined;
  return { protocol: service === 'ec2' ? 'ec2' : 'query', name, fields: form };
}

function jsonFields(body: Buffer | undefined): Fields | undefined {
  if (body === undefined || body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A query goes in the body or in the URL. */
function formFields({ url, body }: ReceivedMessage): Fields {
  const query = new URLSearchParams(url.split(/\?(.*)/s, 2)[1] ?? '');
  const form = new URLSearchParams(body?.toString('utf8') ?? '');
  return Object.fromEntries([...query, ...form]);
}

function keysOf(service: string, fields: Fields): Readonly<Record<string, readonly string[]>> {
  if (service !== 'secretsmanager') return {};
  const stage = fields.VersionStage;
  return { 'secretsmanager:versionstage': typeof stage === 'string' ? [stage] : [] };
}

/** Everything at the name of an API is an invocation. */
function classifyApi(message: ReceivedMessage): Classification {
  const api = headerOf(message, 'x-apigw-api-id') ?? message.host.split('.')[0] ?? '';
  const [stage = '', ...path] = message.url.replace(/\?.*$/s, '').replace(/^\//, '').split('/');
  const name = `${api}/${stage}/${message.method}/${path.join('/')}`;
  const resource = { kind: 'named', service: 'execute-api', before: '', name, tail: '' } as const;
  return {
    kind: 'classified',
    protocol: 'rest-json',
    service: 'execute-api',
    asked: [{ action: 'execute-api:Invoke', resource }],
    keys: {},
    operation: 'Invoke',
    fields: {},
  };
}
