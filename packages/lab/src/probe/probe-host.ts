import { spawn } from 'node:child_process';

/** Where a connection is tried to. */
export interface ProbeTarget {
  readonly address: string;
  readonly port: number;
}

/** `refused` = a packet came back all the same: only nobody listens. */
export type ProbeOutcome = 'open' | 'refused' | 'silent';

/** Tries all at once and waits as long as asked; runs inside a namespace, so it is text. */
const connectAll = `
const net = require('node:net');
let text = '';
process.stdin.on('data', (chunk) => { text += chunk; }).on('end', async () => {
  const { targets, waitMs } = JSON.parse(text);
  const outcomes = await Promise.all(targets.map(({ address, port }) => new Promise((done) => {
    const socket = net.connect({ host: address, port });
    const end = (outcome) => { socket.destroy(); done(outcome); };
    socket.on('connect', () => end('open'));
    socket.on('error', ({ code }) => end(code === 'ECONNREFUSED' || code === 'ECONNRESET' ? 'refused' : 'silent'));
    setTimeout(() => end('silent'), waitMs);
  })));
  process.stdout.write(JSON.stringify(outcomes), () => process.exit(0));
});
`;

/** The program that tries connections; how it is brought into a host is the caller's business. */
export const probeProgram: readonly string[] = [process.execPath, '-e', connectAll];

/** @returns one outcome for each target, in their order */
export function probeFrom(
  words: readonly string[],
  targets: readonly ProbeTarget[],
  waitMs: number,
): Promise<readonly ProbeOutcome[]> {
  const [program = '', ...rest] = words;
  const child = spawn(program, rest, { stdio: ['pipe', 'pipe', 'inherit'], env: { PATH: process.env.PATH } });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify({ targets, waitMs }));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => {
      if (code !== 0) return fail(new Error(`no packets could be sent: exit code ${code}`));
      const outcomes: readonly ProbeOutcome[] = JSON.parse(output);
      done(outcomes);
    });
  });
}
