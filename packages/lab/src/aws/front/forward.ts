import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Classified, ReceivedMessage } from '../requests/received.ts';
import { ClientGone } from './read-body.ts';

/** Between the front and an upstream: connections are kept, since each costs more than a small request. */
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Names by which the lab speaks to an upstream; a client may not (LAB-49). */
const ownHeader = /^x-naisen-/;
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

export interface Forwarded {
  readonly url: URL;
  readonly message: ReceivedMessage;
  readonly classified: Classified;
  /** The id of the endpoint by which the request came in. */
  readonly endpointId: string | undefined;
}

/**
 * Hands an allowed request on, and the answer back as it comes.
 *
 * @returns the status of the answer; rejects when the upstream does not answer
 */
export function forward(
  { url, message, classified, endpointId }: Forwarded,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<number> {
  return new Promise((done, fail) => {
    const upstream = httpRequest(
      {
        host: url.hostname,
        port: url.port,
        method: message.method,
        path: pathFor(message, classified),
        headers: headersFor(message, classified, url, endpointId),
        agent,
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answerHeaders(answer));
        answer.pipe(outgoing);
        answer.on('error', fail);
        outgoing.on('finish', () => done(answer.statusCode ?? 502));
      },
    );
    upstream.on('error', fail);
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) upstream.destroy(new ClientGone());
    });
    if (message.body === undefined) incoming.pipe(upstream);
    else upstream.end(message.body);
  });
}

/** Path style: an upstream at 127.0.0.1 has no names for buckets. */
function pathFor({ url, host }: ReceivedMessage, { s3 }: Classified): string {
  if (s3 === undefined || s3.bucket === '' || !isVirtualHost(host, s3.bucket)) return url;
  return `/${s3.bucket}${url.startsWith('/') ? url : `/${url}`}`;
}

function isVirtualHost(host: string, bucket: string): boolean {
  return host.startsWith(`${bucket}.`) && host !== 's3.amazonaws.com';
}

function headersFor(
  message: ReceivedMessage,
  { s3, service }: Classified,
  url: URL,
  endpointId: string | undefined,
): Record<string, string | string[]> {
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(message.headers))
    if (value !== undefined && !ownHeader.test(name) && !hopByHop.has(name)) kept[name] = value;
  if (message.body !== undefined) kept['content-length'] = String(message.body.length);
  else if (message.headers['transfer-encoding'] !== undefined) kept['transfer-encoding'] = 'chunked';
  // Fakes find a service by its regional name; an endpoint's own names are unknown to them.
  const isOwnName = message.hostClass.kind === 'endpoint';
  kept.host =
    s3 === undefined ? (isOwnName ? `${service}.${message.region}.amazonaws.com` : message.host) : url.host;
  if (endpointId !== undefined) kept['x-naisen-vpce'] = endpointId;
  return kept;
}

function answerHeaders({ headers }: IncomingMessage): Record<string, string | string[]> {
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && (name === 'transfer-encoding' || !hopByHop.has(name))) kept[name] = value;
  delete kept['transfer-encoding'];
  return kept;
}
