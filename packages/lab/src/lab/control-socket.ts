import { chmodSync, closeSync, openSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { basename, dirname } from 'node:path';

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
  const near = nearName(path);
  server.on('close', near.close);
  server.listen(near.path, () => chmodSync(path, 0o600));
  return server;
}

/** @returns `undefined` = nobody answers there, or not to the end */
export function askLab(path: string): Promise<unknown> {
  return new Promise((done) => {
    let text = '';
    const near = nearName(path);
    const socket = connect(near.path);
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('error', () => done(undefined));
    socket.on('close', () => {
      near.close();
      // A lab that is killed in between leaves half a line.
      done(text.endsWith('\n') ? JSON.parse(text) : undefined);
    });
  });
}

/** The name of a socket has at most 107 bytes (unix(7)), however deep its directory lies. */
function nearName(path: string): { readonly path: string; readonly close: () => void } {
  if (Buffer.byteLength(path) <= 107) return { path, close: () => undefined };
  const directory = openSync(dirname(path), 'r');
  return {
    path: `/proc/self/fd/${directory}/${basename(path)}`,
    close: () => closeSync(directory),
  };
}
