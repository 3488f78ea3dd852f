import type { Call, Workload } from '@naisen/engine';
import { hostProgram, type LabHost, type NameOutcome, nameProgram, probeNames } from '@naisen/lab';
import type { EngineSession } from '../../engine-session.ts';
import type { LabWords } from '../../words/lab-words.ts';
import { labWordsOf } from '../../words/lab-words-of.ts';
import { writeJson } from '../../write-json.ts';
import type { CommandContext, ExitCode } from '../context.ts';
import { askedName } from './asked-name.ts';
import { type FoundLab, findRunning } from './find-lab.ts';
import type { LabOptions } from './lab-options.ts';
import { planOfProject } from './plan-of-project.ts';

interface Cell {
  readonly host: LabHost;
  readonly service: string;
  readonly hostname: string;
  readonly port: number;
  /** V6-1: each is a proof of its own. */
  readonly family: Call['paths'][number]['family'];
  /** The network's part of the proof: policies are asked by requests, not by connections. */
  readonly verdict: Call['verdict'];
}

/** A name that is only known after apply cannot be asked for: its cell is told and not compared. */
type Found = Omit<NameOutcome, 'outcome'> & { readonly outcome: NameOutcome['outcome'] | 'not-asked' };

interface ProbedCell extends Cell {
  readonly found: Found;
  readonly result: 'agree' | 'differ' | 'open';
}

/** `naisen lab probe`: every cell of the matrix, a real connection to what the lab's resolver answers. */
export async function probe(options: LabOptions, context: CommandContext): Promise<ExitCode> {
  const lab = findRunning(options.name, context);
  const { record } = lab;
  const { session } = await planOfProject(record.source, record.name, record.options, context);
  const waitMs = Number(options.seconds ?? 1.5) * 1000;
  const cells = cellsOf(session, lab);
  const probed: ProbedCell[] = [];
  for (const host of lab.plan.hosts) {
    const own = cells.filter((cell) => cell.host === host);
    if (own.length > 0) probed.push(...(await probeHost(lab, host, own, waitMs, context)));
  }
  write(probed, options, context);
  return probed.some(({ result }) => result === 'differ') ? 1 : 0;
}

function cellsOf(session: EngineSession, { plan }: FoundLab): readonly Cell[] {
  const calls = session.check([]);
  if ('kind' in calls) return [];
  return calls.flatMap((call) => {
    const { service, port } = call;
    const workload = session.workloads().find(({ id }) => id === call.workload);
    const hostname = askedName(call.hostname);
    if (workload === undefined) return [];
    return plan.hosts
      .filter((host) => host.workload === call.workload)
      .flatMap((host) => cellsFrom(session, workload, { service, hostname, port }, host, plan));
  });
}

/** One cell for each family in which the host may call the name. */
function cellsFrom(
  session: EngineSession,
  workload: Workload,
  asked: Pick<Call, 'service' | 'hostname' | 'port'>,
  host: LabHost,
  plan: FoundLab['plan'],
): readonly Cell[] {
  const subnet = plan.interfaces.find(({ eniId }) => eniId === host.eniId)?.subnet;
  const proof = session.trace(workload, asked.service);
  const paths =
    'kind' in proof ? [] : proof.paths.filter(({ subnets }) => subnets.some((id) => id === subnet));
  if (paths.length === 0) return [{ ...asked, host, family: 'ipv4', verdict: 'undetermined' }];
  const families = new Set(paths.map(({ family }) => family));
  return [...families].sort().map((family): Cell => {
    const verdicts = new Set(paths.filter((path) => path.family === family).map(({ verdict }) => verdict));
    const [verdict] = verdicts;
    // Addresses of one name that fare differently: which of them is meant is not decided here.
    const isOne = verdict !== undefined && verdicts.size === 1;
    return { ...asked, host, family, verdict: isOne ? verdict : 'undetermined' };
  });
}

async function probeHost(
  { labs, record, plan }: FoundLab,
  host: LabHost,
  cells: readonly Cell[],
  waitMs: number,
  { environment }: CommandContext,
): Promise<readonly ProbedCell[]> {
  const { words } = hostProgram(record, plan, host, labs.pathOf(record.name), nameProgram, environment);
  const ask = (asked: readonly Cell[], wait: number): Promise<readonly NameOutcome[]> =>
    probeNames(
      words,
      asked.map(({ hostname, port, family }) => ({ hostname, port, family })),
      wait,
    );
  const answers = new Map<Cell, NameOutcome>();
  const named = cells.filter(({ hostname }) => hostname !== '' && !hostname.includes('<'));
  for (const [index, outcome] of (await ask(named, waitMs)).entries()) {
    const cell = named[index];
    if (cell !== undefined) answers.set(cell, outcome);
  }
  // A busy machine answers late: what differs is tried once more, for longer.
  const late = named.filter((cell) => resultOf(cell, answers.get(cell)) === 'differ');
  const again = late.length === 0 ? [] : await ask(late, waitMs * 3);
  for (const [index, outcome] of again.entries()) {
    const cell = late[index];
    if (cell !== undefined) answers.set(cell, outcome);
  }
  return cells.map((cell) => ({
    ...cell,
    found: answers.get(cell) ?? notAsked,
    result: resultOf(cell, answers.get(cell)),
  }));
}

const notAsked: Found = { addresses: [], outcome: 'not-asked', address: undefined };

function resultOf({ verdict }: Cell, found: NameOutcome | undefined): ProbedCell['result'] {
  if (verdict === 'undetermined' || found === undefined) return 'open';
  const arrived = found.outcome === 'open' || found.outcome === 'refused';
  return arrived === (verdict === 'reachable') ? 'agree' : 'differ';
}

/** `schemas/lab-probe-1.json`. */
interface LabProbeJson {
  readonly schema: 'naisen/lab-probe/1';
  readonly cells: readonly {
    readonly host: string;
    readonly workload: string;
    readonly service: string;
    readonly hostname: string;
    readonly port: number;
    readonly family: Cell['family'];
    /** What the resolver of the lab answered. */
    readonly addresses: readonly string[];
    readonly packets: Found['outcome'];
    readonly verdict: Call['verdict'];
    readonly result: ProbedCell['result'];
  }[];
}

function toJson(probed: readonly ProbedCell[]): LabProbeJson {
  const cells = probed.map(({ host, found, service, hostname, port, family, verdict, result }) => ({
    host: host.name,
    workload: host.workload,
    service,
    hostname,
    port,
    family,
    addresses: found.addresses,
    packets: found.outcome,
    verdict,
    result,
  }));
  return { schema: 'naisen/lab-probe/1', cells };
}

function write(probed: readonly ProbedCell[], options: LabOptions, context: CommandContext): void {
  if (options.format === 'json') {
    writeJson(toJson(probed), context.output);
    return;
  }
  const words = labWordsOf(context.language);
  if (probed.length === 0) {
    context.output.result(`${words.probe.noCells.join('\n')}\n`);
    return;
  }
  const rows = [words.probe.heading, ...probed.map((cell) => rowOf(cell, words))];
  context.output.result(`${table(rows)}\n`);
  const compared = probed.filter(({ result }) => result !== 'open').length;
  const differences = probed.filter(({ result }) => result === 'differ').length;
  context.output.result(`\n${words.probe.summary(probed.length, compared, differences)}\n`);
}

function rowOf(
  { host, service, family, found, verdict, result }: ProbedCell,
  { probe, verdicts }: LabWords,
): readonly string[] {
  const outcomes = {
    open: probe.arrived,
    refused: probe.refused,
    silent: probe.silent,
    'no-address': probe.noName,
    'not-asked': probe.notAsked,
  };
  const address = found.address === undefined ? '' : ` ${found.address}`;
  const asked = family === 'ipv6' ? `${service} (IPv6)` : service;
  return [host.name, asked, `${outcomes[found.outcome]}${address}`, verdicts[verdict], probe[result]];
}

/** Columns by their width; the last is left ragged. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  return rows
    .map((row) =>
      row
        .map((text, column) => text + ' '.repeat((widths[column] ?? 0) - widthOf(text)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Japanese characters are two columns wide. */
function widthOf(text: string): number {
  return [...text].reduce((width, letter) => width + (letter.charCodeAt(0) > 0x2e7f ? 2 : 1), 0);
}
