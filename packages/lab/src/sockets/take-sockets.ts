import { spawn } from 'node:child_process';
import { Socket as UdpSocket } from 'node:dgram';
import { Server as TcpServer } from 'node:net';
import { KernelRefused } from '../kernel/run-program.ts';
import type { Listener } from '../plan/lab-plan.ts';

/** A listener with its socket: it stays in the namespace it was made in, whoever serves it (LAB-40, LAB-41). */
export type TakenSocket =
  | { readonly listener: Listener; readonly protocol: 'tcp'; readonly server: TcpServer }
  | { readonly listener: Listener; readonly protocol: 'udp'; readonly socket: UdpSocket };

/**
 * Runs inside one namespace for a moment, binds and hands over. Plain Node, so that it needs no file.
 *
 * `process.exit`, not `disconnect`: a living child keeps accepting from the shared socket. An address that is
 * still being set up (IPv6) is tried again for a second.
 */
const handOff = `
const dgram = require('node:dgram');
const net = require('node:net');
const bind = (want) => new Promise((done, fail) => {
  if (want.protocol === 'udp') {
    const type = want.address.includes(':') ? 'udp6' : 'udp4';
    const socket = dgram.createSocket({ type, ipv6Only: type === 'udp6' }).on('error', fail);
    socket.bind(want.port, want.address, () => process.send(want.index, socket, () => done()));
  } else {
    const server = net.createServer({ pauseOnConnect: true }).on('error', fail);
    const ipv6Only = want.address.includes(':');
    server.listen({ port: want.port, host: want.address, backlog: 1024, ipv6Only },
      () => process.send(want.index, server, () => done()));
  }
});
process.once('message', async (wanted) => {
  for (const want of wanted) await bind(want);
  process.exit(0);
});
`;

/** How a program is started inside a namespace. */
export type EnterNamespace = (namespace: string, command: readonly string[]) => readonly string[];

/** `ip netns exec`, as root. */
export const enterByIp: EnterNamespace = (namespace, command) => [
  'ip',
  'netns',
  'exec',
  namespace,
  ...command,
];

/** Binds all listeners of one namespace and takes the sockets over. */
export function takeSockets(
  namespace: string,
  listeners: readonly Listener[],
  enter: EnterNamespace = enterByIp,
): Promise<readonly TakenSocket[]> {
  const [program = 'ip', ...rest] = enter(namespace, [process.execPath, '-e', handOff]);
  const child = spawn(program, rest, {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { PATH: process.env.PATH },
  });
  const taken: TakenSocket[] = [];
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('message', (index, handle) => {
      const listener = typeof index === 'number' ? listeners[index] : undefined;
      if (listener === undefined) return;
      if (handle instanceof TcpServer) taken.push({ listener, protocol: 'tcp', server: handle });
      if (handle instanceof UdpSocket) taken.push({ listener, protocol: 'udp', socket: handle });
    });
    child.on('exit', (code) => {
      if (code === 0) done(taken);
      else
        fail(
          new KernelRefused([`sockets of ${namespace}`], {
            code: code ?? 128,
            output: '',
            complaint: reasonOf(complaint),
          }),
        );
    });
    child.send(listeners.map(({ protocol, address, port }, index) => ({ protocol, address, port, index })));
  });
}

/** Node says where it stood; what the kernel said is one line of it, `listen EACCES: permission denied`, say. */
function reasonOf(complaint: string): string {
  const said = complaint.split('\n').find((line) => /\bE[A-Z]{3,}\b/.test(line)) ?? complaint.slice(0, 300);
  // Ports below 1024 are the resolver's, the metadata's and every endpoint's (LAB-71).
  return /EACCES/.test(said) ? `${said} (CAP_NET_BIND_SERVICE)` : said;
}
