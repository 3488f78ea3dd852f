import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Server as TcpServer } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Way } from '../../plan/lab-plan.ts';
import type { LabCertificates } from '../certificates.ts';
import { plainAddress } from '../metadata/serve-metadata.ts';
import { answerRequest, type RequestPlace } from './answer-request.ts';
import type { FrontFacts } from './front-facts.ts';

/** Names a client may leave out: it called an address. */
const unnamed = 'naisen-lab';

/**
 * Serves one way into AWS (LAB-45, LAB-46): TLS with a certificate for the name that is called, or plain HTTP
 * on port 80; policies; the upstream.
 */
export async function serveAwsFront(
  server: TcpServer,
  facts: FrontFacts,
  { way, calledPort }: { readonly way: Way; readonly calledPort: number },
): Promise<Server> {
  const isTls = calledPort !== 80;
  const listener: RequestListener = (request, response) => {
    void answerRequest(facts, placeOf(request, way, calledPort, isTls), request, response);
  };
  const http = isTls ? await createSecure(facts.certificates, listener) : createServer(listener);
  // What is refused need not be sent: only then is the client told to go on.
  http.on('checkContinue', listener);
  http.keepAliveTimeout = 60_000;
  http.requestTimeout = 0;
  http.on('clientError', (_error, socket) => socket.destroy());
  server.on('connection', (socket) => {
    socket.setNoDelay(true);
    http.emit('connection', socket);
  });
  return http;
}

async function createSecure(certificates: LabCertificates, listener: RequestListener): Promise<Server> {
  const server = createTlsServer(
    {
      ...(await certificates.pemFor(unnamed)),
      ALPNProtocols: ['http/1.1'],
      SNICallback: (name, done) => {
        certificates.contextFor(name).then(
          (context) => done(null, context),
          (error: Error) => done(error),
        );
      },
    },
    listener,
  );
  server.on('tlsClientError', (_error, socket: TLSSocket) => socket.destroy());
  return server;
}

function placeOf({ socket }: IncomingMessage, way: Way, port: number, isTls: boolean): RequestPlace {
  return {
    way,
    port,
    isTls,
    source: plainAddress(socket.remoteAddress),
    destination: plainAddress(socket.localAddress),
  };
}
