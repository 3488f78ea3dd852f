import type { Catalog, Network } from '@naisen/engine';
import { createLabWorld } from '../aws/lab-world.ts';
import type { LabPlan } from '../plan/lab-plan.ts';
import type { StoredFlow } from './collect-flow-logs.ts';
import { RecordWriter } from './format-record.ts';
import { headerLine, type LogFormat } from './log-format.ts';

export interface FlowLogFormatter {
  readonly header: string;
  /** A line of `flow-records.jsonl` as a record; `undefined` = AWS's record of it is not known (LAB-93), or none. */
  readonly line: (stored: string) => string | undefined;
  readonly counts: () => { readonly unrouted: number; readonly lost: number };
}

/** Formats what a lab has kept, in any format, also afterwards. */
export function flowLogFormatter(
  network: Network,
  catalog: Catalog,
  plan: Pick<LabPlan, 'interfaces' | 'hosts' | 'vpcs'>,
  format: LogFormat,
): FlowLogFormatter {
  const writer = new RecordWriter(createLabWorld(network, catalog, plan));
  let unrouted = 0;
  let lost = 0;
  return {
    header: headerLine(format),
    line: (text) => {
      const stored = storedOf(text);
      if (stored === undefined) return undefined;
      if (stored.kind === 'record') return writer.record(stored.record, format);
      if (stored.kind === 'status') return writer.status(stored.status, format);
      if (stored.kind === 'lost') lost += stored.lines;
      else unrouted += stored.record.packets;
      return undefined;
    },
    counts: () => ({ unrouted, lost }),
  };
}

const kinds: ReadonlySet<string> = new Set<StoredFlow['kind']>(['record', 'status', 'unrouted', 'lost']);

function storedOf(line: string): StoredFlow | undefined {
  try {
    const value: StoredFlow = JSON.parse(line);
    return kinds.has(value.kind) ? value : undefined;
  } catch {
    return undefined;
  }
}
