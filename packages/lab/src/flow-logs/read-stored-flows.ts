import type { StoredFlow } from './collect-flow-logs.ts';
import type { RecordWriter } from './format-record.ts';
import type { LogFormat } from './log-format.ts';

/**
 * A line of `flow-records.jsonl` as a record in the wanted format.
 *
 * @returns `undefined` = AWS has no record of it (LAB-93), or the line is none
 */
export function formatStoredFlow(line: string, writer: RecordWriter, format: LogFormat): string | undefined {
  const stored = storedOf(line);
  if (stored === undefined || stored.kind === 'unrouted') return undefined;
  return stored.kind === 'record'
    ? writer.record(stored.record, format)
    : writer.status(stored.status, format);
}

function storedOf(line: string): StoredFlow | undefined {
  try {
    const value: StoredFlow = JSON.parse(line);
    return value.kind === 'record' || value.kind === 'status' || value.kind === 'unrouted'
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}
