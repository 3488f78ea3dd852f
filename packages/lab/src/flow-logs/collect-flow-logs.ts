import { join } from 'node:path';
import type { FlowLog, Id } from '@naisen/engine';
import { type LabWorld, regionOf } from '../aws/lab-world.ts';
import { LineLog, type LineLogProblem } from '../aws/line-log.ts';
import { madeUpId } from '../aws/made-up-id.ts';
import type { Upstream } from '../aws/upstream/upstream.ts';
import type { LabInterface } from '../plan/lab-plan.ts';
import { eniFinder, FlowAggregation } from './aggregate-flows.ts';
import { readCounterSets } from './counter-sets.ts';
import { writeLogFile } from './deliver-files.ts';
import { deliverToLogGroup } from './deliver-log-group.ts';
import type { FlowInterval, FlowRecord } from './flow-record.ts';
import { RecordWriter } from './format-record.ts';
import { defaultFormat, type LogFormat, readLogFormat } from './log-format.ts';

export interface FlowLogFacts {
  readonly world: () => LabWorld;
  readonly upstream: Upstream;
  /** Below it: `flow-records.jsonl` for `lab logs`, and the files in S3's layout. */
  readonly directory: string;
  /** What `nft -j list sets` prints in the namespace of a router. */
  readonly readSets: (router: string) => Promise<string>;
  readonly clock: () => Date;
  readonly onProblem: (problem: LineLogProblem) => void;
  /** Ten in a lab: nobody waits ten minutes, AWS's default, for a record (FL-11). */
  readonly intervalSeconds: number;
}

export interface FlowLogCollection {
  /** Reads the counters and ends the interval now. */
  readonly flush: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const pollMs = 1000;

/** A line of `flow-records.jsonl`. */
export type StoredFlow =
  | { readonly kind: 'record'; readonly record: FlowRecord }
  | { readonly kind: 'status'; readonly status: FlowInterval['statuses'][number] }
  /** LAB-93: no route; AWS's record of it is not known. */
  | { readonly kind: 'unrouted'; readonly record: FlowRecord }
  /** In the place of lines for which the disk had no room. */
  | { readonly kind: 'lost'; readonly lines: number };

export function flowRecordsFile(directory: string): string {
  return join(directory, 'flow-records.jsonl');
}

/** Polls the counters of every router and writes what each interval came to (LAB-60 to LAB-64). */
export function collectFlowLogs(facts: FlowLogFacts): FlowLogCollection {
  const collector = new Collector(facts);
  const timer = setInterval(() => void collector.poll(), pollMs);
  return {
    flush: () => collector.flush(),
    stop: async () => {
      clearInterval(timer);
      await collector.flush();
      collector.close();
    },
  };
}

class Collector {
  readonly #facts: FlowLogFacts;
  readonly #store: LineLog;
  readonly #routers = new Map<string, FlowAggregation>();
  #since: number;
  #running: Promise<void> = Promise.resolve();

  constructor(facts: FlowLogFacts) {
    this.#facts = facts;
    this.#store = new LineLog(flowRecordsFile(facts.directory), facts.onProblem, lossLine);
    this.#since = this.#now();
  }

  #now(): number {
    return this.#facts.clock().getTime() / 1000;
  }

  /** One after the other: a slow poll delays the next and never overlaps it. */
  poll(): Promise<void> {
    // A clock that was put back is a reason, too: else nothing came until it caught up.
    const isDue = Math.abs(this.#now() - this.#since) >= this.#facts.intervalSeconds;
    return isDue ? this.flush() : this.#next(() => this.#read());
  }

  flush(): Promise<void> {
    return this.#next(async () => {
      await this.#read();
      await this.#deliver();
    });
  }

  close(): void {
    this.#store.close();
  }

  #next(step: () => Promise<void>): Promise<void> {
    this.#running = this.#running.then(step, step);
    return this.#running;
  }

  async #read(): Promise<void> {
    for (const { router } of this.#facts.world().plan.vpcs) {
      const text = await this.#facts.readSets(router).catch(() => '');
      const reading = readCounterSets(text);
      if (reading === undefined) continue;
      const aggregation = this.#routers.get(router) ?? new FlowAggregation(this.#now());
      this.#routers.set(router, aggregation);
      aggregation.add(reading, this.#now());
    }
  }

  async #deliver(): Promise<void> {
    const world = this.#facts.world();
    const writer = new RecordWriter(world);
    this.#since = this.#now();
    for (const { id, router } of world.plan.vpcs) {
      const own = world.plan.interfaces.filter((one) => one.vpc === id);
      const eniOf = eniFinder(own);
      const interval = this.#routers.get(router)?.take(
        own.map(({ eniId }) => eniId),
        eniOf,
        this.#now(),
      );
      if (interval === undefined) continue;
      if (isIdle(interval)) this.#store.write(storedLines({ ...interval, statuses: [] }));
      else {
        this.#store.write(storedLines(interval));
        await this.#deliverInterval(world, writer, id, interval);
      }
    }
  }

  async #deliverInterval(
    world: LabWorld,
    writer: RecordWriter,
    vpc: Id<'Vpc'>,
    interval: FlowInterval,
  ): Promise<void> {
    for (const log of logsOf(world, vpc)) {
      const covered = coveredBy(world, log, interval);
      if (log.logGroup !== undefined) {
        await deliverToLogGroup(this.#facts.upstream, log.logGroup, writer, log.format, covered);
        continue;
      }
      const file = {
        account: world.account,
        region: regionOf(world, vpc),
        flowLogId: log.id,
        time: this.#facts.clock(),
      };
      const lines = [
        ...covered.records.map((record) => writer.record(record, log.format)),
        ...covered.statuses.map((status) => writer.status(status, log.format)),
      ];
      const delivery = writeLogFile(this.#facts.directory, file, log.format, lines);
      if (delivery.kind === 'failed')
        this.#facts.onProblem({ code: delivery.code, file: delivery.path, linesLost: lines.length });
    }
  }
}

/** AWS writes NODATA of every ENI; a lab that nobody uses writes nothing. */
function isIdle({ records, statuses }: FlowInterval): boolean {
  return records.length === 0 && !statuses.some(({ status }) => status === 'SKIPDATA');
}

function lossLine(lines: number): string {
  const lost: StoredFlow = { kind: 'lost', lines };
  return JSON.stringify(lost);
}

function storedLines({ records, statuses, unrouted }: FlowInterval): readonly string[] {
  const lines: readonly StoredFlow[] = [
    ...records.map((record) => ({ kind: 'record', record }) as const),
    ...statuses.map((status) => ({ kind: 'status', status }) as const),
    ...unrouted.map((record) => ({ kind: 'unrouted', record }) as const),
  ];
  return lines.map((line) => JSON.stringify(line));
}

interface DeclaredLog {
  readonly id: string;
  readonly format: LogFormat;
  readonly trafficType: string;
  readonly scope: (eni: LabInterface) => boolean;
  /** The group's name; `undefined` = files. */
  readonly logGroup: string | undefined;
}

/** The flow logs of the source, and always one of the lab's own for each VPC: files in the default format. */
function logsOf(world: LabWorld, vpc: Id<'Vpc'>): readonly DeclaredLog[] {
  const own: DeclaredLog = {
    id: madeUpId('fl', `lab ${vpc}`),
    format: defaultFormat,
    trafficType: 'ALL',
    scope: () => true,
    logGroup: undefined,
  };
  const declared = world.network.flowLogs.flatMap((log): DeclaredLog[] => {
    const logGroup = logGroupOf(world, log);
    const toFiles = log.destinationType?.kind === 'known' && log.destinationType.value === 's3';
    if (logGroup === undefined && !toFiles) return [];
    return [
      {
        id: madeUpId('fl', log.address),
        format: formatOf(log),
        trafficType: log.trafficType.kind === 'known' ? log.trafficType.value : 'ALL',
        scope: scopeOf(log),
        logGroup,
      },
    ];
  });
  return [own, ...declared];
}

function formatOf({ logFormat }: FlowLog): LogFormat {
  const read = logFormat?.kind === 'known' ? readLogFormat(logFormat.value) : undefined;
  return read?.ok === true ? read.format : defaultFormat;
}

function scopeOf({ vpc, subnet }: FlowLog): (eni: LabInterface) => boolean {
  if (subnet?.kind === 'known') return (eni) => eni.subnet === subnet.value;
  return vpc?.kind === 'known' ? (eni) => eni.vpc === vpc.value : () => false;
}

/** The name stands at the end of the group's ARN. */
function logGroupOf({ network }: LabWorld, { logGroup }: FlowLog): string | undefined {
  const pieces = logGroup === undefined ? [] : (network.access?.texts.get(`${logGroup}.arn`) ?? []);
  const text = pieces.map((piece) => (typeof piece === 'string' ? piece : '')).join('');
  return /:log-group:(.+)$/.exec(text)?.[1];
}

function coveredBy(
  world: LabWorld,
  { scope, trafficType }: DeclaredLog,
  interval: FlowInterval,
): FlowInterval {
  const enis = new Set(world.plan.interfaces.filter(scope).map(({ eniId }) => eniId));
  const isWanted = ({ action }: FlowRecord): boolean => trafficType === 'ALL' || trafficType === action;
  return {
    records: interval.records.filter((record) => enis.has(record.eniId) && isWanted(record)),
    statuses: interval.statuses.filter(({ eniId }) => enis.has(eniId)),
    unrouted: [],
  };
}
