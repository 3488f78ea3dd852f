import type { Upstream } from '../aws/upstream/upstream.ts';
import type { FlowInterval } from './flow-record.ts';
import type { RecordWriter } from './format-record.ts';
import type { LogFormat } from './log-format.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const eventsMax = 10_000;

/**
 * FL-10: one stream for each ENI (`eni-…-all`), the record without a header, its start as the event's time.
 *
 * A group that is missing is made, as the source declares it; a stream too.
 */
export async function deliverToLogGroup(
  { call }: Upstream,
  logGroupName: string,
  writer: RecordWriter,
  format: LogFormat,
  { records, statuses }: FlowInterval,
): Promise<void> {
  const streams = new Map<string, { readonly timestamp: number; readonly message: string }[]>();
  const add = (eniId: string, start: number, message: string): void => {
    const events = streams.get(eniId) ?? [];
    events.push({ timestamp: start * 1000, message });
    streams.set(eniId, events);
  };
  for (const record of records) add(record.eniId, record.start, writer.record(record, format));
  for (const status of statuses) add(status.eniId, status.start, writer.status(status, format));
  for (const [eniId, events] of [...streams].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const logStreamName = `${eniId}-all`;
    const put = (logEvents: typeof events) =>
      call.json('logs', 'PutLogEvents', { logGroupName, logStreamName, logEvents });
    for (let from = 0; from < events.length; from += eventsMax) {
      const page = events.slice(from, from + eventsMax).sort((a, b) => a.timestamp - b.timestamp);
      const { code } = await put(page);
      if (code !== 'ResourceNotFoundException') continue;
      await call.json('logs', 'CreateLogGroup', { logGroupName });
      await call.json('logs', 'CreateLogStream', { logGroupName, logStreamName });
      await put(page);
    }
  }
}
