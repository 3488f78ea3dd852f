import type { Readable, Writable } from 'node:stream';

/** As much goes out at once; more than twice that of one body is never held. */
const gatheredMax = 256 * 1024;

/** How long a body that comes slowly may wait for more of itself, in milliseconds. */
const patience = 1;

/**
 * Passes a body on as it comes, in larger pieces: TLS gives it in records of 16 KiB, and one write for each of them
 * is what a large object costs most. Whoever reads slowly slows down whoever sends.
 */
export function handOver(from: Readable, to: Writable): void {
  let gathered: Buffer[] = [];
  let size = 0;
  let timer: NodeJS.Timeout | undefined;
  const passOn = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (size === 0 || to.destroyed) return;
    const piece = gathered.length === 1 ? gathered[0] : Buffer.concat(gathered, size);
    gathered = [];
    size = 0;
    if (to.write(piece)) return;
    from.pause();
    to.once('drain', () => from.resume());
  };
  from.on('data', (chunk: Buffer) => {
    gathered.push(chunk);
    size += chunk.length;
    if (size >= gatheredMax) passOn();
    else timer ??= setTimeout(passOn, patience);
  });
  from.on('end', () => {
    passOn();
    to.end();
  });
  from.on('close', () => clearTimeout(timer));
}
