import type { AddressInfo } from 'node:net';
import type { Classified } from '../requests/received.ts';
import type { LabSessions } from '../sessions.ts';
import { callerIdentity } from './caller-identity.ts';
import { LabLogs } from './lab-logs.ts';
import { isLayerBucket, LabRegistry } from './lab-registry.ts';
import { LabSecrets } from './lab-secrets.ts';
import { ApiError, jsonAnswer } from './local-response.ts';
import { invokeApi } from './rest-apis.ts';
import type { LocalRequest, Upstream, UpstreamAnswer, UpstreamTarget } from './upstream.ts';

export interface UpstreamFacts {
  readonly sessions: LabSessions;
  readonly account: string;
  readonly region: string;
  readonly clock: () => Date;
}

/** What depends on the caller or on the way is always the lab's own, whoever answers for the rest. */
function ownTargets({
  sessions,
  clock,
}: UpstreamFacts): (classified: Classified) => UpstreamTarget | undefined {
  const registry = new LabRegistry(sessions, clock);
  const targets: Readonly<Record<string, UpstreamTarget>> = {
    ecr: { kind: 'local', answer: (request) => registry.answer(request) },
    sts: { kind: 'local', answer: callerIdentity },
    'execute-api': { kind: 'local', answer: invokeApi },
  };
  const layers: UpstreamTarget = { kind: 'local', answer: (request) => registry.blob(request) };
  return ({ service, s3 }) => (s3 !== undefined && isLayerBucket(s3.bucket) ? layers : targets[service]);
}

/** LAB-49: any endpoint on this machine's own 127.0.0.1. */
export function openExternalUpstream(url: URL, facts: UpstreamFacts): Upstream {
  const own = ownTargets(facts);
  const target: UpstreamTarget = { kind: 'http', url };
  return {
    targetOf: (classified) => own(classified) ?? target,
    call: {
      json: (service, operation, fields) => postJson(url, facts.region, service, operation, fields),
      createBucket: (name) => putBucket(url, facts.region, name),
    },
    close: async () => {},
  };
}

/** The default, of npm packages alone: S3, SQS and SNS by fauxqs, DynamoDB by dynalite, the rest the lab's own. */
export async function openEmbeddedUpstream(facts: UpstreamFacts): Promise<Upstream> {
  const own = ownTargets(facts);
  // Most of a lab's commands answer nobody: they start without these.
  const [{ buildApp }, { default: dynalite }] = await Promise.all([import('fauxqs'), import('dynalite')]);
  const storage = buildApp({ logger: false, defaultRegion: facts.region });
  // `startFauxqs` would listen on every address of the machine.
  const storageUrl = new URL(await storage.listen({ host: '127.0.0.1', port: 0 }));
  const tables = dynalite({ createTableMs: 0 });
  await new Promise<void>((done) => tables.listen(0, '127.0.0.1', () => done()));
  const tablesUrl = new URL(`http://127.0.0.1:${(tables.address() as AddressInfo).port}`);
  const secrets = new LabSecrets(facts.account, facts.clock);
  const logs = new LabLogs(facts.account, facts.clock);
  const operate = (api: LabSecrets | LabLogs): UpstreamTarget => ({
    kind: 'local',
    answer: ({ classified: { operation, fields }, message }: LocalRequest) =>
      jsonAnswer(() => api.answer(operation, fields, message.region)),
  });
  const targets: Readonly<Record<string, UpstreamTarget>> = {
    s3: { kind: 'http', url: storageUrl },
    sqs: { kind: 'http', url: storageUrl },
    sns: { kind: 'http', url: storageUrl },
    dynamodb: { kind: 'http', url: tablesUrl },
    secretsmanager: operate(secrets),
    logs: operate(logs),
  };
  const apis = { secretsmanager: secrets, logs };
  return {
    targetOf: (classified) => own(classified) ?? targets[classified.service],
    call: {
      json: async (service, operation, fields) =>
        outcomeOf(() => apis[service].answer(operation, { ...fields }, facts.region)),
      createBucket: (name) => putBucket(storageUrl, facts.region, name),
    },
    close: async () => {
      await storage.close();
      await new Promise<void>((done) => tables.close(() => done()));
    },
  };
}

function outcomeOf(operate: () => object): UpstreamAnswer {
  try {
    operate();
    return { status: 200, code: '' };
  } catch (error) {
    if (error instanceof ApiError) return { status: 400, code: error.code };
    throw error;
  }
}

const targets = { secretsmanager: 'secretsmanager', logs: 'Logs_20140328' } as const;

/** Fakes read the service from the scope of the signature and verify none. */
function scopeOf(region: string, service: string): string {
  return `AWS4-HMAC-SHA256 Credential=naisen/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}

async function postJson(
  url: URL,
  region: string,
  service: 'secretsmanager' | 'logs',
  operation: string,
  fields: object,
): Promise<UpstreamAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `${targets[service]}.${operation}`,
      authorization: scopeOf(region, service),
    },
    body: JSON.stringify(fields),
  });
  const text = await response.text();
  const [, code = ''] = /"__type"\s*:\s*"(?:[^"#]*#)?([^"]*)"/.exec(text) ?? [];
  return { status: response.status, code: response.ok ? '' : code || String(response.status) };
}

async function putBucket(url: URL, region: string, name: string): Promise<UpstreamAnswer> {
  const isDefault = region === 'us-east-1';
  const response = await fetch(new URL(`/${name}`, url), {
    method: 'PUT',
    headers: { authorization: scopeOf(region, 's3') },
    ...(isDefault
      ? {}
      : {
          body: `<CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`,
        }),
  });
  const [, code = ''] = /<Code>([^<]*)<\/Code>/.exec(await response.text()) ?? [];
  return { status: response.status, code: response.ok ? '' : code || String(response.status) };
}
