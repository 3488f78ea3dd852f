import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { headerLine, type LogFormat } from './log-format.ts';

/** Whose flow log a file is, and when it was written. */
export interface LogFile {
  readonly account: string;
  readonly region: string;
  readonly flowLogId: string;
  readonly time: Date;
}

/**
 * The key of an object as AWS names it in a bucket.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-path.html
 */
export function objectKey({ account, region, flowLogId, time }: LogFile, content: string): string {
  const stamp = time.toISOString();
  const [year, month, day] = [stamp.slice(0, 4), stamp.slice(5, 7), stamp.slice(8, 10)];
  const minute = `${stamp.slice(0, 16).replace(/[-:]/g, '')}Z`;
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8);
  const name = `${account}_vpcflowlogs_${region}_${flowLogId}_${minute}_${hash}.log.gz`;
  return `AWSLogs/${account}/vpcflowlogs/${region}/${year}/${month}/${day}/${name}`;
}

export type Delivery =
  | { readonly kind: 'written'; readonly path: string }
  /** Nothing was there to write. */
  | { readonly kind: 'empty' }
  /** `ENOSPC` and the like; what was written before is whole. */
  | { readonly kind: 'failed'; readonly code: string; readonly path: string };

/** One gzip file below `directory`, whole or not at all: it gets its name when everything is in it. */
export function writeLogFile(
  directory: string,
  file: LogFile,
  format: LogFormat,
  lines: readonly string[],
): Delivery {
  if (lines.length === 0) return { kind: 'empty' };
  const text = `${[headerLine(format), ...lines].join('\n')}\n`;
  const path = join(directory, objectKey(file, text));
  const partial = `${path}.partial`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(partial, gzipSync(text), { mode: 0o600 });
    renameSync(partial, path);
    return { kind: 'written', path };
  } catch (error) {
    removeIfThere(partial);
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'EIO';
    return { kind: 'failed', code, path };
  }
}

/** What could not be written may not be there at all, or lie where nothing can be removed. */
function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The disk is as it was.
  }
}
