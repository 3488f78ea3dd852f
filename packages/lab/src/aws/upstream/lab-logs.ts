import { serviceText } from '../words/refusal-words.ts';
import { ApiError, type Fields, numberField, textField } from './local-response.ts';

export interface LogEvent {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

interface StoredEvent extends LogEvent {
  readonly ingestionTime: number;
  readonly eventId: string;
}

interface Stream {
  readonly created: number;
  readonly events: StoredEvent[];
}

interface Group {
  readonly created: number;
  retentionInDays: number | undefined;
  readonly streams: Map<string, Stream>;
}

const pageMax = 10_000;
/** A lab that runs for days keeps the newest: the files have everything. */
const eventsOfStreamMax = 100_000;

/** CloudWatch Logs as far as `aws logs tail` needs it: groups, streams and events, in memory. */
export class LabLogs {
  readonly #groups = new Map<string, Group>();
  readonly #account: string;
  readonly #clock: () => Date;
  #eventCount = 0;

  constructor(account: string, clock: () => Date) {
    this.#account = account;
    this.#clock = clock;
  }

  answer(operation: string, fields: Fields, region: string): object {
    switch (operation) {
      case 'CreateLogGroup':
        return this.#createGroup(groupName(fields));
      case 'CreateLogStream':
        return this.#createStream(groupName(fields), textField(fields, 'logStreamName') ?? '');
      case 'PutLogEvents':
        return this.#put(groupName(fields), textField(fields, 'logStreamName') ?? '', eventsOf(fields));
      case 'DescribeLogGroups':
        return { logGroups: this.#describeGroups(textField(fields, 'logGroupNamePrefix') ?? '', region) };
      case 'DescribeLogStreams':
        return { logStreams: this.#describeStreams(fields, region) };
      case 'GetLogEvents':
      case 'FilterLogEvents':
        return this.#read(operation, fields);
      case 'PutRetentionPolicy':
        this.#group(groupName(fields)).retentionInDays = numberField(fields, 'retentionInDays');
        return {};
      case 'DeleteLogGroup':
        this.#group(groupName(fields));
        this.#groups.delete(groupName(fields));
        return {};
      default:
        throw new ApiError('NaisenLab', `naisen lab: logs:${operation}`);
    }
  }

  #createGroup(name: string): object {
    if (this.#groups.has(name)) throw new ApiError('ResourceAlreadyExistsException', serviceText.groupExists);
    this.#groups.set(name, {
      created: this.#clock().getTime(),
      retentionInDays: undefined,
      streams: new Map(),
    });
    return {};
  }

  #group(name: string): Group {
    const group = this.#groups.get(name);
    if (group === undefined) throw new ApiError('ResourceNotFoundException', serviceText.groupMissing);
    return group;
  }

  #createStream(group: string, name: string): object {
    const { streams } = this.#group(group);
    if (streams.has(name)) throw new ApiError('ResourceAlreadyExistsException', serviceText.streamExists);
    streams.set(name, { created: this.#clock().getTime(), events: [] });
    return {};
  }

  #put(group: string, name: string, events: readonly LogEvent[]): object {
    const stream = this.#group(group).streams.get(name);
    if (stream === undefined) throw new ApiError('ResourceNotFoundException', serviceText.streamMissing);
    const ingestionTime = this.#clock().getTime();
    for (const event of events)
      stream.events.push({ ...event, ingestionTime, eventId: String(++this.#eventCount).padStart(56, '0') });
    stream.events.splice(0, stream.events.length - eventsOfStreamMax);
    return { nextSequenceToken: String(this.#eventCount) };
  }

  #arn(region: string, group: string): string {
    return `arn:aws:logs:${region}:${this.#account}:log-group:${group}`;
  }

  #describeGroups(prefix: string, region: string): readonly object[] {
    return [...this.#groups]
      .filter(([name]) => name.startsWith(prefix))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([logGroupName, { created, retentionInDays, streams }]) => ({
        logGroupName,
        creationTime: created,
        ...(retentionInDays === undefined ? {} : { retentionInDays }),
        metricFilterCount: 0,
        arn: `${this.#arn(region, logGroupName)}:*`,
        logGroupArn: this.#arn(region, logGroupName),
        storedBytes: [...streams.values()].flatMap(({ events }) => events).length,
      }));
  }

  #describeStreams(fields: Fields, region: string): readonly object[] {
    const group = groupName(fields);
    const prefix = textField(fields, 'logStreamNamePrefix') ?? '';
    return [...this.#group(group).streams]
      .filter(([name]) => name.startsWith(prefix))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([logStreamName, { created, events }]) => ({
        logStreamName,
        creationTime: created,
        arn: `${this.#arn(region, group)}:log-stream:${logStreamName}`,
        ...(events.length === 0
          ? {}
          : {
              firstEventTimestamp: events[0]?.timestamp,
              lastEventTimestamp: events.at(-1)?.timestamp,
              lastIngestionTime: events.at(-1)?.ingestionTime,
            }),
      }));
  }

  #read(operation: string, fields: Fields): object {
    const { streams } = this.#group(groupName(fields));
    const only = textField(fields, 'logStreamName');
    const names = Array.isArray(fields.logStreamNames) ? new Set(fields.logStreamNames) : undefined;
    const from = numberField(fields, 'startTime') ?? 0;
    const to = numberField(fields, 'endTime') ?? Number.MAX_SAFE_INTEGER;
    const pattern = textField(fields, 'filterPattern') ?? '';
    const offset = Number(textField(fields, 'nextToken')?.replace(/^[fb]\//, '') ?? 0);
    const limit = Math.min(numberField(fields, 'limit') ?? pageMax, pageMax);
    const found = [...streams]
      .filter(([name]) => (only === undefined || name === only) && (names === undefined || names.has(name)))
      .flatMap(([logStreamName, { events }]) => events.map((event) => ({ logStreamName, ...event })))
      .filter(({ timestamp, message }) => timestamp >= from && timestamp < to && isMatched(message, pattern))
      .sort((a, b) => a.timestamp - b.timestamp || (a.eventId < b.eventId ? -1 : 1));
    const page = found.slice(offset, offset + limit);
    if (operation === 'GetLogEvents')
      return {
        events: page.map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
        nextForwardToken: `f/${offset + page.length}`,
        nextBackwardToken: `b/${offset}`,
      };
    const next = offset + page.length;
    return {
      events: page,
      searchedLogStreams: [],
      ...(next < found.length ? { nextToken: String(next) } : {}),
    };
  }
}

/** Words that must all be there; the rest of the pattern language is not read. */
function isMatched(message: string, pattern: string): boolean {
  const words = [...pattern.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  return words.every((word) => message.includes(word));
}

function groupName(fields: Fields): string {
  const name = textField(fields, 'logGroupName') ?? textField(fields, 'logGroupIdentifier') ?? '';
  return name.replace(/^arn:[^:]+:logs:[^:]*:[^:]*:log-group:/, '').replace(/:\*$/, '');
}

function eventsOf({ logEvents }: Fields): readonly LogEvent[] {
  return Array.isArray(logEvents) ? logEvents.filter(isEvent) : [];
}

function isEvent(value: unknown): value is LogEvent {
  return (
    typeof value === 'object' &&
    value !== null &&
    'timestamp' in value &&
    typeof value.timestamp === 'number' &&
    'message' in value &&
    typeof value.message === 'string'
  );
}
