import type { Socket as UdpSocket } from 'node:dgram';
import type { Socket, Server as TcpServer } from 'node:net';
import dnsPacket, { type DecodedPacket, type OptAnswer, type Packet } from 'dns-packet';
import type { DnsAnswer } from './answer-question.ts';

/** A question and what it was answered, for the log. */
export interface ServedQuestion {
  readonly client: string;
  readonly name: string;
  readonly type: string;
  readonly answer: DnsAnswer;
}

export interface DnsService {
  readonly answer: (name: string, type: string) => DnsAnswer;
  readonly onServed: (served: ServedQuestion) => void;
}

/** As AWS gives private DNS names of endpoints. */
const ttlSeconds = 60;
/** Without EDNS (RFC 1035). */
const plainUdpBytes = 512;
/** What this side says it takes, and at most sends (RFC 6891, DNS flag day 2020). */
const udpBytesMax = 1232;

const codes = { 'no-name': 3, open: 2 } as const;

/** LAB-43: UDP; what does not fit is cut, and the client asks again by TCP. */
export function serveDnsByUdp(socket: UdpSocket, service: DnsService): void {
  socket.on('message', (message, { address, port }) => {
    const query = decode(message);
    if (query === undefined) return;
    const response = respond(service, query, address);
    if (response === undefined) return;
    const limit = Math.min(Math.max(sizeOffered(query), plainUdpBytes), udpBytesMax);
    const whole = dnsPacket.encode(response);
    const sent =
      whole.length <= limit
        ? whole
        : dnsPacket.encode({
            ...response,
            answers: [],
            flags: (response.flags ?? 0) | dnsPacket.TRUNCATED_RESPONSE,
          });
    socket.send(sent, port, address, () => {});
  });
}

/** LAB-43: TCP; each message has its length in front (RFC 1035). */
export function serveDnsByTcp(server: TcpServer, service: DnsService): void {
  server.on('connection', (socket) => serveConnection(socket, service));
}

function serveConnection(socket: Socket, service: DnsService): void {
  let waiting: Buffer = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.setTimeout(10_000, () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE(0)) {
      const length = waiting.readUInt16BE(0);
      const query = decode(waiting.subarray(2, 2 + length));
      waiting = waiting.subarray(2 + length);
      const response = query === undefined ? undefined : respond(service, query, socket.remoteAddress ?? '');
      if (response === undefined) continue;
      const bytes = dnsPacket.encode(response);
      const head = Buffer.alloc(2);
      head.writeUInt16BE(bytes.length);
      socket.write(Buffer.concat([head, bytes]));
    }
  });
  socket.resume();
}

function decode(message: Buffer): DecodedPacket | undefined {
  try {
    const packet = dnsPacket.decode(message);
    return packet.type === 'query' ? packet : undefined;
  } catch {
    return undefined;
  }
}

/** @returns `undefined` = silence */
function respond(service: DnsService, query: DecodedPacket, client: string): Packet | undefined {
  const [question] = query.questions ?? [];
  if (question === undefined) return undefined;
  const { name, type } = question;
  const answer = service.answer(name, type);
  service.onServed({ client, name, type, answer });
  if (answer.kind === 'silence') return undefined;
  const code = answer.kind === 'no-name' || answer.kind === 'open' ? codes[answer.kind] : 0;
  const asked = (query.flags ?? 0) & dnsPacket.RECURSION_DESIRED;
  return {
    type: 'response',
    id: query.id ?? 0,
    flags: asked | dnsPacket.RECURSION_AVAILABLE | code,
    questions: [question],
    answers:
      answer.kind === 'records' ? answer.records.map((record) => ({ ...record, ttl: ttlSeconds })) : [],
    additionals: hasEdns(query) ? [edns] : [],
  };
}

const edns: OptAnswer = {
  type: 'OPT',
  name: '.',
  udpPayloadSize: udpBytesMax,
  extendedRcode: 0,
  ednsVersion: 0,
  flags: 0,
  flag_do: false,
  options: [],
};

function hasEdns({ additionals }: DecodedPacket): boolean {
  return (additionals ?? []).some(({ type }) => type === 'OPT');
}

function sizeOffered({ additionals }: DecodedPacket): number {
  const offered = (additionals ?? []).find(({ type }) => type === 'OPT');
  return offered?.type === 'OPT' ? (offered.udpPayloadSize ?? plainUdpBytes) : plainUdpBytes;
}
