import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Language } from '@naisen/engine';
import { errorResponse } from './front/error-body.ts';
import { forward } from './front/forward.ts';
import { readBody } from './front/read-body.ts';
import type { LabWorld } from './lab-world.ts';
import { classifyRequest } from './requests/classify.ts';
import type { ReceivedMessage } from './requests/received.ts';
import { readSignature } from './requests/signature.ts';
import type { Upstream } from './upstream/upstream.ts';
import { labText } from './words/lab-words.ts';

export interface OperatorFacts {
  readonly world: () => LabWorld;
  readonly upstream: Upstream;
  readonly language: Language;
}

export interface OperatorDoor {
  /** What a program outside the VPC is started with, to reach the services as the account's administrator. */
  readonly environment: () => Readonly<Record<string, string>>;
  readonly close: () => void;
}

/**
 * The services of a lab for whoever operates the account, on 127.0.0.1: no network and no policy stands
 * between.
 *
 * Who has this machine's loopback has the lab; so nothing is verified here.
 */
export async function openOperatorDoor(facts: OperatorFacts): Promise<OperatorDoor> {
  const server = createServer((request, response) => {
    answer(facts, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const { port } = server.address() as AddressInfo;
  return {
    environment: () => ({
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'naisen-lab-operator',
      AWS_SECRET_ACCESS_KEY: 'naisen-lab-operator',
      AWS_REGION: facts.world().region,
      AWS_DEFAULT_REGION: facts.world().region,
      AWS_PAGER: '',
    }),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The scope of the signature says which service is meant: one address stands for all. */
async function answer(
  { world, upstream, language }: OperatorFacts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/', headers } = request;
  const reading = readSignature({ url, headers });
  const service = reading.kind === 'signed' ? reading.signature.service : 's3';
  const region = reading.kind === 'signed' ? reading.signature.region : world().region;
  const host = `${hostLabels[service] ?? service}.${region}.amazonaws.com`;
  const isObject = service === 's3' && !/[?&]delete(?:[=&]|$)/.test(url);
  const body = isObject ? undefined : await readBody(request);
  const hostClass = world().catalog.classifyHostname(host);
  const message: ReceivedMessage = { method, url, headers, host, hostClass, region, body };
  const classified = classifyRequest(message);
  const target = classified.kind === 'classified' ? upstream.targetOf(classified) : undefined;
  if (classified.kind === 'unclassified' || target === undefined) {
    const what = classified.kind === 'unclassified' ? classified.what : service;
    const text = labText({ kind: 'unknown-operation', what }, language);
    return send(
      response,
      errorResponse(classified.protocol, { status: 400, code: 'NaisenLab', message: text }, 'operator'),
    );
  }
  if (target.kind === 'http') {
    await forward({ url: target.url, message, classified, endpointId: undefined }, request, response);
    return;
  }
  const answered = target.answer({ message, classified, session: undefined, way: 'public', world: world() });
  send(response, { ...answered, body: Buffer.from(answered.body) });
}

/** Where the name is not the one in the scope. */
const hostLabels: Readonly<Record<string, string>> = { ecr: 'api.ecr' };

function send(
  response: ServerResponse,
  { status, headers, body }: { status: number; headers: Readonly<Record<string, string>>; body: Buffer },
): void {
  response.writeHead(status, { ...headers, 'content-length': body.length });
  response.end(body);
}
