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
    socket.on('error', ({ code }) => end(/^ECONN(REFUSED|RESET)$/.test(code) ? 'refused' : 'silent'));
    setTimeout(() => end('silent'), waitMs);
  })));
  process.stdout.write(JSON.stringify(outcomes), () => process.exit(0));
});
`;

/** A name, and what the host's own resolver made of it. */
export interface NameTarget {
  readonly hostname: string;
  readonly port: number;
  /** Only addresses of this one; `undefined` = IPv4, and IPv6 where there is none. */
  readonly family?: 'ipv4' | 'ipv6';
}

export interface NameOutcome {
  /** Empty = the name has no address there, or nobody answered. */
  readonly addresses: readonly string[];
  /** Of the first address that fares worst. */
  readonly outcome: ProbeOutcome | 'no-address';
  readonly address: string | undefined;
}

/** Asks the host's resolver for each name, then tries every address that it was given. */
const resolveAndConnect = `
const net = require('node:net');
const { Resolver } = require('node:dns').promises;
const resolver = new Resolver({ timeout: 1500, tries: 2 });
const connect = (address, port, waitMs) => new Promise((done) => {
  const socket = net.connect({ host: address, port });
  const end = (outcome) => { socket.destroy(); done({ address, outcome }); };
  socket.on('connect', () => end('open'));
  socket.on('error', ({ code }) => end(/^ECONN(REFUSED|RESET)$/.test(code) ? 'refused' : 'silent'));
  setTimeout(() => end('silent'), waitMs);
});
const resolve = async (hostname, family) => {
  if (net.isIP(hostname)) return [hostname];
  const ipv4 = family === 'ipv6' ? [] : await resolver.resolve4(hostname).catch(() => []);
  return ipv4.length > 0 || family === 'ipv4' ? ipv4 : resolver.resolve6(hostname).catch(() => []);
};
let text = '';
process.stdin.on('data', (chunk) => { text += chunk; }).on('end', async () => {
  const { targets, waitMs } = JSON.parse(text);
  const outcomes = await Promise.all(targets.map(async ({ hostname, port, family }) => {
    const addresses = await resolve(hostname, family);
    const found = await Promise.all(addresses.map((address) => connect(address, port, waitMs)));
    const worst = found.find(({ outcome }) => outcome === 'silent') ?? found[0];
    return { addresses, outcome: worst?.outcome ?? 'no-address', address: worst?.address };
  }));
  process.stdout.write(JSON.stringify(outcomes), () => process.exit(0));
});
`;

export const nameProgram: readonly string[] = [process.execPath, '-e', resolveAndConnect];

/** @returns one outcome for each target, in their order */
export async function probeNames(
  words: readonly string[],
  targets: readonly NameTarget[],
  waitMs: number,
): Promise<readonly NameOutcome[]> {
  const outcomes: readonly NameOutcome[] = JSON.parse(await talk(words, { targets, waitMs }));
  return outcomes;
}

/** The program that tries connections; how it is brought into a host is the caller's business. */
export const probeProgram: readonly string[] = [process.execPath, '-e', connectAll];

/** @returns one outcome for each target, in their order */
export async function probeFrom(
  words: readonly string[],
  targets: readonly ProbeTarget[],
  waitMs: number,
): Promise<readonly ProbeOutcome[]> {
  const outcomes: readonly ProbeOutcome[] = JSON.parse(await talk(words, { targets, waitMs }));
  return outcomes;
}

/** Gives a program its question and takes its answer. */
function talk(words: readonly string[], question: object): Promise<string> {
  const [program = '', ...rest] = words;
  const child = spawn(program, rest, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(question));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => {
      if (code === 0) done(output);
      else fail(new Error(`exit code ${code}`));
    });
  });
}
