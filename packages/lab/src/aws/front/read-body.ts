import type { IncomingMessage } from 'node:http';

/** More than any request of the APIs that the lab reads whole (DynamoDB's batches have 16 MiB). */
export const bodyBytesMax = 16 * 1024 * 1024;

/** The client ended the connection: nobody waits for an answer. */
export class ClientGone extends Error {
  constructor() {
    super('client-gone');
  }
}

/** @returns `undefined` = it is larger than that */
export function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((done, fail) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= bodyBytesMax) chunks.push(chunk);
    });
    request.on('end', () => done(size > bodyBytesMax ? undefined : Buffer.concat(chunks)));
    request.on('error', fail);
    request.on('aborted', () => fail(new ClientGone()));
  });
}
