import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';

/**
 * The one question that other processes ask a lab: become what your directory says. One line of JSON comes
 * back. Only the lab's owner reaches the socket: its directory has mode 0700.
 */
export function serveControl(path: string, answer: () => Promise<object>): Server {
  rmSync(path, { force: true });
  // One after the other: two applies at once would mix their steps.
  let queue: Promise<unknown> = Promise.resolve();
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    queue = queue.then(async () => {
      const text = JSON.stringify(await answer());
      if (!socket.destroyed) socket.end(`${text}\n`);
    });
  });
  server.listen(path, () => chmodSync(path, 0o600));
  return server;
}

/** @returns `undefined` = nobody answers there */
export function askLab(path: string): Promise<unknown> {
  return new Promise((done) => {
    let text = '';
    const socket = connect(path);
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('error', () => done(undefined));
    socket.on('close', () => done(text === '' ? undefined : JSON.parse(text)));
  });
}
