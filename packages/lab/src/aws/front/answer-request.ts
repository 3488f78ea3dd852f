import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Vpc, VpcEndpoint } from '@naisen/engine';
import type { Way } from '../../plan/lab-plan.ts';
import { endpointIdOf, hostOf, interfaceAt, type LabWorld, vpcIdOf } from '../lab-world.ts';
import { classifyRequest, isSignedService, serviceOf } from '../requests/classify.ts';
import type { Classification, Classified, Protocol, ReceivedMessage } from '../requests/received.ts';
import type { LabSession } from '../sessions.ts';
import { type LabProblem, labText } from '../words/lab-words.ts';
import { credentialText } from '../words/refusal-words.ts';
import { type Authentication, authenticate, authenticateRegistry, inProtocol } from './authenticate.ts';
import { deniedDeletions } from './denied-deletions.ts';
import type { EdgeEntry } from './edge-entry.ts';
import { type AwsError, type ErrorResponse, errorResponse } from './error-body.ts';
import { forward } from './forward.ts';
import type { FrontFacts } from './front-facts.ts';
import { decisive, judgeMessage, type MessageVerdict } from './judge-message.ts';
import { bodyBytesMax, readBody } from './read-body.ts';

/** Where and how a request came in. */
export interface RequestPlace {
  readonly way: Way;
  readonly port: number;
  readonly isTls: boolean;
  readonly source: string;
  readonly destination: string;
}

/** What is known of a request by the time that it is answered: the line of the log. */
interface Outcome {
  readonly verdict: EdgeEntry['verdict'];
  readonly session?: LabSession | undefined;
  readonly classified?: Classified;
  readonly judged?: MessageVerdict | undefined;
  readonly status: number;
  readonly code?: string;
  readonly message?: string;
}

/** Answers one request of a client, and writes it down. */
export async function answerRequest(
  facts: FrontFacts,
  place: RequestPlace,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const world = facts.world();
  const started = facts.clock();
  const requestId = newRequestId();
  const before = counted.get(request.socket) ?? { read: 0, written: 0 };
  const message = receivedMessage(world, place, request, undefined);
  let outcome: Outcome;
  try {
    outcome = await new Exchange(facts, world, place, request, response, requestId).run(message);
  } catch (error) {
    response.destroy();
    outcome = { verdict: 'unclassified', status: 0, message: error instanceof Error ? error.message : '' };
  }
  const after = counters(request);
  counted.set(request.socket, after);
  facts.onEntry({
    time: started.toISOString(),
    requestId,
    ...whereabouts(world, place),
    ...whatAndWho(message, outcome),
    bytesIn: after.read - before.read,
    bytesOut: after.written - before.written,
    milliseconds: facts.clock().getTime() - started.getTime(),
  });
}

let requestCount = 0;

/** Sixteen digits, as S3 has them; counted, so that a log can be followed. */
function newRequestId(): string {
  requestCount += 1;
  return `${process.pid.toString(16).toUpperCase()}${requestCount.toString(16).toUpperCase().padStart(12, '0')}`.padStart(
    16,
    '0',
  );
}

interface Counters {
  readonly read: number;
  readonly written: number;
}

/** What a connection had carried when its last request was answered. */
const counted = new WeakMap<object, Counters>();

function counters({ socket }: IncomingMessage): Counters {
  return { read: socket.bytesRead, written: socket.bytesWritten };
}

function receivedMessage(
  world: LabWorld,
  { way }: RequestPlace,
  { method = 'GET', url = '/', headers }: IncomingMessage,
  body: Buffer | undefined,
): ReceivedMessage {
  const host = (headers.host ?? '').toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
  const hostClass = world.catalog.classifyHostname(host);
  const named = 'region' in hostClass ? hostClass.region : undefined;
  const own = 'vpc' in way ? world.network.vpcs.get(way.vpc)?.region : undefined;
  const region = named ?? (own?.kind === 'known' ? own.value : world.region);
  return { method, url, headers, host, hostClass, region, body };
}

/** One request on its way through the checks, to the upstream or to a refusal. */
class Exchange {
  readonly #facts: FrontFacts;
  readonly #world: LabWorld;
  readonly #place: RequestPlace;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #requestId: string;
  #hasGoneOn = false;

  constructor(
    facts: FrontFacts,
    world: LabWorld,
    place: RequestPlace,
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ) {
    this.#facts = facts;
    this.#world = world;
    this.#place = place;
    this.#request = request;
    this.#response = response;
    this.#requestId = requestId;
  }

  async run(head: ReceivedMessage): Promise<Outcome> {
    const message = await this.#withBody(head);
    if (message === undefined)
      return this.#lab('plain', { kind: 'body-too-large', bytesMax: bodyBytesMax }, 413);
    const classification = classifyRequest(message);
    const { protocol } = classification;
    const other = this.#otherService(message);
    if (other !== undefined) return this.#lab(protocol, other);
    const proof = this.#authenticate(message);
    if (proof.kind === 'refused') return this.#refuse(protocol, proof.error, { verdict: 'unauthenticated' });
    const session = proof.kind === 'proved' ? proof.session : undefined;
    if (classification.kind === 'unclassified') return this.#unclassified(classification, session);
    const missing = this.#missingCredentials(classification, session);
    return missing ?? this.#judge(message, classification, session);
  }

  /** Objects of S3 may be large and are handed on as they come; everything else is read whole. */
  async #withBody(message: ReceivedMessage): Promise<ReceivedMessage | undefined> {
    const isS3 = serviceOf(message.hostClass) === 's3';
    const isDeletion = message.method === 'POST' && /[?&]delete(?:[=&]|$)/.test(message.url);
    if (isS3 && !isDeletion) return message;
    this.#goOn();
    const body = await readBody(this.#request);
    return body === undefined ? undefined : { ...message, body };
  }

  /** An endpoint serves one service, whatever name a client calls it by. */
  #otherService({ hostClass }: ReceivedMessage): LabProblem | undefined {
    const endpoint = endpointOf(this.#world, this.#place);
    if (endpoint?.serviceName.kind !== 'known') return undefined;
    const serves = this.#world.catalog.serviceByEndpointName(endpoint.serviceName.value)?.service.short;
    const called = serviceOf(hostClass);
    if (serves === undefined || called === undefined || sameService(serves, called)) return undefined;
    return { kind: 'other-service', endpoint: endpoint.id, serves, called };
  }

  #authenticate(message: ReceivedMessage): Authentication {
    const { sessions, clock } = this.#facts;
    return isSignedService(serviceOf(message.hostClass))
      ? authenticate(message, sessions, clock())
      : authenticateRegistry(message, sessions);
  }

  #missingCredentials(
    { protocol, service }: Classified,
    session: LabSession | undefined,
  ): Promise<Outcome> | undefined {
    if (session !== undefined || service === 's3' || service === 'execute-api') return undefined;
    if (protocol === 'registry')
      this.#response.setHeader(
        'www-authenticate',
        `Basic realm="https://${this.#request.headers.host ?? ''}/",service="ecr.amazonaws.com"`,
      );
    const error =
      protocol === 'registry'
        ? { status: 401, code: 'UNAUTHORIZED', message: 'Not Authorized' }
        : { status: 403, code: 'MissingAuthenticationTokenException', message: credentialText.missing };
    return this.#refuse(protocol, error, { verdict: 'unauthenticated' });
  }

  async #judge(
    message: ReceivedMessage,
    classified: Classified,
    session: LabSession | undefined,
  ): Promise<Outcome> {
    const verdicts = judgeMessage(
      this.#world,
      withTransportKeys(classified, message, this.#place, this.#facts),
      {
        holder: session?.holder,
        endpoint: endpointOf(this.#world, this.#place),
        sourceIp: this.#place.source,
        region: message.region,
      },
    );
    const judged = decisive(verdicts);
    const known = { session, classified, judged };
    if (judged?.outcome === 'undetermined')
      return this.#lab(classified.protocol, { kind: 'undetermined', ...judged }, 400, {
        ...known,
        verdict: 'undetermined',
      });
    if (judged?.outcome === 'denied') return this.#deny(message, classified, verdicts, judged, session);
    return this.#handOn(message, classified, session, judged);
  }

  async #deny(
    message: ReceivedMessage,
    classified: Classified,
    verdicts: readonly MessageVerdict[],
    judged: MessageVerdict,
    session: LabSession | undefined,
  ): Promise<Outcome> {
    const known = { session, classified, judged, verdict: 'denied' } as const;
    const { protocol, s3 } = classified;
    if (s3 !== undefined && message.body !== undefined) {
      if (verdicts.some(({ outcome }) => outcome !== 'denied'))
        return this.#lab(protocol, { kind: 'several-deletions' }, 400, known);
      return this.#send(deniedDeletions(verdicts, this.#requestId), known, 'AccessDenied', judged.message);
    }
    const isAnonymous = session === undefined;
    const error = {
      status: 403,
      code: deniedCodes[protocol] ?? 'AccessDenied',
      message: isAnonymous && protocol === 's3' ? 'Access Denied' : judged.message,
    };
    return this.#refuse(protocol, error, known);
  }

  async #handOn(
    message: ReceivedMessage,
    classified: Classified,
    session: LabSession | undefined,
    judged: MessageVerdict | undefined,
  ): Promise<Outcome> {
    const known = { verdict: 'allowed', session, classified, judged } as const;
    const target = this.#facts.upstream.targetOf(classified);
    if (target === undefined) {
      const [first] = classified.asked;
      const problem = {
        kind: 'nobody-serves',
        service: classified.service,
        action: first?.action ?? '',
      } as const;
      return this.#lab(classified.protocol, problem, 400, known);
    }
    if (target.kind === 'local') {
      const { status, headers, body } = target.answer({
        message,
        classified,
        session,
        way: this.#place.way.kind,
        world: this.#world,
      });
      return this.#send(
        { status, headers, body: typeof body === 'string' ? Buffer.from(body) : body },
        known,
      );
    }
    this.#goOn();
    const endpoint = endpointOf(this.#world, this.#place);
    const endpointId = endpoint && endpointIdOf(endpoint);
    try {
      const { url } = target;
      const status = await forward({ url, message, classified, endpointId }, this.#request, this.#response);
      return { ...known, status };
    } catch (error) {
      if (this.#response.headersSent || this.#response.destroyed) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      return this.#lab(
        classified.protocol,
        { kind: 'upstream-down', url: target.url.origin, reason },
        502,
        known,
      );
    }
  }

  #unclassified(
    { protocol, why, what }: Extract<Classification, { kind: 'unclassified' }>,
    session: LabSession | undefined,
  ): Promise<Outcome> {
    const kinds = {
      service: 'unknown-service',
      operation: 'unknown-operation',
      resource: 'unknown-resource',
      body: 'unreadable-body',
      'foreign-name': 'foreign-name',
    } as const;
    const status = why === 'foreign-name' ? 502 : 400;
    return this.#lab(protocol, { kind: kinds[why], what }, status, { session, verdict: 'unclassified' });
  }

  /** Something that AWS would not say. */
  #lab(
    protocol: Protocol,
    problem: LabProblem,
    status = 400,
    known: Omit<Outcome, 'status'> = { verdict: 'unclassified' },
  ): Promise<Outcome> {
    const message = labText(problem, this.#facts.language);
    return this.#refuse(protocol, { status, code: 'NaisenLab', message }, known);
  }

  #refuse(protocol: Protocol, error: AwsError, known: Omit<Outcome, 'status'>): Promise<Outcome> {
    const named = inProtocol(error, protocol);
    return this.#send(errorResponse(protocol, named, this.#requestId), known, named.code, named.message);
  }

  #send(
    { status, headers, body }: ErrorResponse,
    known: Omit<Outcome, 'status'>,
    code?: string,
    message?: string,
  ): Promise<Outcome> {
    this.#request.resume();
    const isHead = this.#request.method === 'HEAD';
    // A body that nobody asked for would be read as the next request.
    if (!this.#request.complete) this.#response.setHeader('connection', 'close');
    this.#response.writeHead(status, { server: 'naisen-lab', ...headers, 'content-length': body.length });
    return new Promise((done) => {
      const outcome = {
        ...known,
        status,
        ...(code === undefined ? {} : { code }),
        ...(message === undefined ? {} : { message }),
      };
      this.#response.on('close', () => done(outcome));
      this.#whenSent(() => this.#response.end(isHead ? undefined : body));
    });
  }

  /**
   * A client in the middle of its body hears of an answer only when it has sent all: a connection that is
   * closed before looks to it like a fault of TLS.
   */
  #whenSent(answer: () => void): void {
    const request = this.#request;
    const isSending = request.headers.expect === undefined || this.#hasGoneOn;
    if (request.complete || !isSending) return answer();
    const timer = setTimeout(answer, bodyPatienceMs);
    request.once('end', () => {
      clearTimeout(timer);
      answer();
    });
    this.#response.once('close', () => clearTimeout(timer));
  }

  /** `Expect: 100-continue` */
  #goOn(): void {
    if (this.#request.headers.expect === undefined || this.#response.headersSent) return;
    this.#response.writeContinue();
    this.#hasGoneOn = true;
  }
}

/** How long a refused body may still come. */
const bodyPatienceMs = 10_000;

const deniedCodes: Readonly<Partial<Record<Protocol, string>>> = {
  json: 'AccessDeniedException',
  cbor: 'AccessDeniedException',
  'rest-json': 'AccessDeniedException',
  ec2: 'UnauthorizedOperation',
  registry: 'DENIED',
};

/** `ecr.api` and `ecr.dkr` are two services of one IAM prefix; FIPS names are served by one endpoint. */
function sameService(a: string, b: string): boolean {
  return a.replace(/-fips$/, '') === b.replace(/-fips$/, '');
}

function endpointOf({ network }: LabWorld, { way }: RequestPlace): VpcEndpoint | undefined {
  return 'endpoint' in way ? network.vpcEndpoints.get(way.endpoint) : undefined;
}

/** Condition keys of the connection and the clock. */
function withTransportKeys(
  classified: Classified,
  { headers }: ReceivedMessage,
  { isTls }: RequestPlace,
  { clock }: FrontFacts,
): Classified {
  const now = clock();
  const { referer, 'user-agent': agent } = headers;
  const listed = (value: string | string[] | undefined): readonly string[] => [value ?? []].flat();
  return {
    ...classified,
    keys: {
      ...classified.keys,
      'aws:securetransport': [String(isTls)],
      'aws:currenttime': [now.toISOString()],
      'aws:epochtime': [String(Math.floor(now.getTime() / 1000))],
      'aws:useragent': listed(agent),
      'aws:referer': listed(referer),
    },
  };
}

function whereabouts(
  world: LabWorld,
  place: RequestPlace,
): Pick<EdgeEntry, 'way' | 'source' | 'destination' | 'port' | 'tls'> & Partial<EdgeEntry> {
  const { way, source, destination, port, isTls } = place;
  const endpoint = endpointOf(world, place);
  const vpc: Vpc | undefined = 'vpc' in way ? world.network.vpcs.get(way.vpc) : undefined;
  const eni = vpc && interfaceAt(world, vpc.id, source);
  const from = eni && hostOf(world, eni)?.name;
  return {
    way: way.kind,
    ...(endpoint === undefined ? {} : { vpce: endpointIdOf(endpoint), endpoint: endpoint.id }),
    ...(vpc === undefined ? {} : { vpc: vpcIdOf(vpc) }),
    source,
    ...(from === undefined ? {} : { from }),
    destination,
    port,
    tls: isTls,
  };
}

function whatAndWho(
  { host, method, url }: ReceivedMessage,
  { verdict, session, classified, judged, status, code, message }: Outcome,
): Pick<EdgeEntry, 'host' | 'method' | 'path' | 'principal' | 'verdict' | 'status'> & Partial<EdgeEntry> {
  const holder = session?.holder;
  return {
    host,
    method,
    // A presigned URL is a credential: only its path is written down.
    path: url.replace(/\?.*$/s, ''),
    ...(classified === undefined ? {} : { service: classified.service }),
    ...(judged === undefined ? {} : { action: judged.action, resource: judged.resource }),
    principal: holder === undefined ? 'anonymous' : holder.kind === 'role' ? holder.arn : holder.kind,
    verdict,
    ...(judged?.layer === undefined ? {} : { layer: judged.layer }),
    ...(judged?.statement === undefined ? {} : { statement: judged.statement }),
    ...(judged?.nearest === undefined ? {} : { nearest: judged.nearest }),
    status,
    ...(code === undefined ? {} : { code }),
    ...(message === undefined ? {} : { message }),
  };
}
