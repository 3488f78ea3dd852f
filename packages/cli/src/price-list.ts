import { CannotRun } from './failure.ts';

/** A price list of one Region has some hundred kilobytes; what is longer is something else. */
const bytesMax = 64 * 1024 * 1024;
const secondsMax = 60;

/** One text of the network, or the failure in words. Only `naisen prices update` asks for any. */
export async function fetchText(url: string): Promise<string> {
  const response = await request(url);
  if (!response.ok)
    throw new CannotRun({ kind: 'prices-not-fetched', url, reason: `HTTP ${response.status}` });
  const length = Number(response.headers.get('content-length') ?? 0);
  if (length > bytesMax) throw new CannotRun({ kind: 'prices-not-fetched', url, reason: `${length} bytes` });
  try {
    return await response.text();
  } catch (error) {
    throw new CannotRun({ kind: 'prices-not-fetched', url, reason: reasonOf(error) });
  }
}

async function request(url: string): Promise<Response> {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(secondsMax * 1000) });
  } catch (error) {
    throw new CannotRun({ kind: 'prices-not-fetched', url, reason: reasonOf(error) });
  }
}

/** `ENOTFOUND`, `ECONNREFUSED`, `TimeoutError`: what stands nearest to the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return '?';
  const { cause } = error;
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message;
  return error.name === 'TypeError' || error.name === 'Error' ? error.message : error.name;
}
