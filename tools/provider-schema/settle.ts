import {
  addPath,
  type Draft,
  type LineOwner,
  type Probe,
  removePath,
  type Slot,
  writeProbes,
} from './probe.ts';
import type { Workbench } from './terraform.ts';

interface TerraformDiagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail?: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
}

const file = 'probes.tf';

/** Terraform's time grows faster than the number of resources, so that many are looked at at once. */
export const batchSize = 250;

/** Changes the probes until `terraform validate` accepts them, or drops those that nothing helps. */
export function settleByValidation(bench: Workbench, probes: readonly Probe[], rounds: number): void {
  let open = probes;
  for (let round = 0; round < rounds && open.length > 0; round++) {
    const giveUp = round === rounds - 1;
    // A probe without an error in this round has passed: nothing changes it any more.
    open = batches(open).flatMap((batch) => validateOnce(bench, batch, giveUp));
    console.error(`validate ${round + 1}: ${open.length} probes to mend`);
  }
}

export function batches(probes: readonly Probe[]): readonly (readonly Probe[])[] {
  const count = Math.ceil(probes.length / batchSize);
  return Array.from({ length: count }, (_, i) => probes.slice(i * batchSize, (i + 1) * batchSize));
}

/** Gives the probes that were changed and must be looked at again. */
function validateOnce(bench: Workbench, batch: readonly Probe[], giveUp: boolean): readonly Probe[] {
  const { text, owners } = writeProbes(batch);
  bench.write(file, text);
  const answer = JSON.parse(bench.run(['validate', '-json']).stdout);
  const errors: readonly TerraformDiagnostic[] = answer.diagnostics.filter(isError);
  if (batch.length > 1 && errors.some(isCrash))
    return halves(batch).flatMap((half) => validateOnce(bench, half, giveUp));
  const changed = mend(errors, owners, giveUp);
  return batch.filter((probe) => changed.has(probe) && probe.dropped === undefined);
}

/** Plans, dropping the probes that the provider refuses at plan time; gives plans as JSON text. */
export function planSettled(bench: Workbench, probes: readonly Probe[], rounds: number): readonly string[] {
  for (let round = 0; round < rounds; round++) {
    const open = probes.filter((probe) => probe.dropped === undefined);
    if (open.length === 0) return [];
    const { text, owners } = writeProbes(open);
    bench.write(file, text);
    const planned = bench.run([
      'plan',
      '-json',
      '-input=false',
      '-refresh=false',
      '-out=plan.bin',
      '-parallelism=40',
    ]);
    if (planned.code === 0) return [bench.run(['show', '-json', 'plan.bin']).stdout];
    const errors = planned.stdout.split('\n').flatMap(readPlanError);
    console.error(`plan ${round + 1}: ${errors.length} errors`);
    if (errors.length === 0) throw new Error(planned.stderr + planned.stdout.slice(-2000));
    if (open.length > 1 && errors.some(isCrash))
      return halves(open).flatMap((half) => planSettled(bench, half, rounds));
    mend(errors, owners, round > rounds - 4);
  }
  throw new Error('the probes do not settle');
}

/** The provider died: its errors name whoever was under way, so the guilty probe is found by halving. */
function isCrash(error: TerraformDiagnostic): boolean {
  return error.summary === 'Plugin did not respond' || error.summary === 'Request cancelled';
}

function halves(probes: readonly Probe[]): readonly (readonly Probe[])[] {
  const middle = Math.ceil(probes.length / 2);
  return [probes.slice(0, middle), probes.slice(middle)];
}

function isError(diagnostic: TerraformDiagnostic): boolean {
  return diagnostic.severity === 'error';
}

function readPlanError(line: string): readonly TerraformDiagnostic[] {
  if (!line.includes('"diagnostic"')) return [];
  const { diagnostic }: { diagnostic?: TerraformDiagnostic } = JSON.parse(line);
  return diagnostic !== undefined && isError(diagnostic) ? [diagnostic] : [];
}

function mend(
  errors: readonly TerraformDiagnostic[],
  owners: readonly LineOwner[],
  giveUp: boolean,
): ReadonlySet<Probe> {
  const probes = new Set<Probe>();
  const touched = new Set<Slot | Probe>();
  for (const error of errors) {
    const owner = owners[error.range?.start.line ?? 0];
    if (owner === undefined) throw new Error(`an error without a place: ${error.summary} ${error.detail}`);
    probes.add(owner.probe);
    const words = `${error.summary}: ${error.detail ?? ''}`.replaceAll(/\s+/g, ' ');
    if (giveUp || !change(owner, words, touched)) owner.probe.dropped ??= words.slice(0, 300);
  }
  return probes;
}

/** One change that may satisfy one error; false when there is none left. */
function change(owner: LineOwner, words: string, touched: Set<Slot | Probe>): boolean {
  const conflict =
    /"?([\w.]+)"?: conflicts with/.exec(words) ??
    /Attribute "([\w.[\]]+)" cannot be specified when/.exec(words);
  if (conflict?.[1] !== undefined)
    return (
      removePath(owner.probe.root, conflict[1].replaceAll(/\[(\d+)\]/g, '.$1')) || touched.has(owner.probe)
    );
  const missing = missingPaths(words);
  if (missing.length > 0) {
    const already = touched.has(owner.probe);
    touched.add(owner.probe);
    return already || missing.some((path) => addPath(owner.probe.root, path) || addPath(owner.draft, path));
  }
  const repeated = /Attribute (?:[\w.]+\.)?(\w+) requires (\d+) item minimum/.exec(words);
  const block = owner.draft.blocks.get(repeated?.[1] ?? '');
  if (block !== undefined && block.count < Number(repeated?.[2])) {
    block.count = Number(repeated?.[2]);
    return true;
  }
  const own = owner.slot === undefined ? undefined : owner.draft.slots.get(owner.slot);
  const named = own === undefined ? namedSlots(owner.probe.root, words) : [own];
  const slots = named.length > 0 ? named : quotedSlots(owner.probe.root, words);
  const open = slots.filter((slot) => !touched.has(slot));
  for (const slot of open) touched.add(slot);
  const changed = open.map((slot) => nextCandidate(slot, words));
  return slots.length > open.length || changed.some(Boolean);
}

/** Arguments that the message names: an error inside a set has only its resource's header as place. */
function namedSlots(draft: Draft, words: string): readonly Slot[] {
  const below = [...draft.blocks.values()].flatMap((block) => namedSlots(block.draft, words));
  const here = [...draft.slots].filter(([name]) => new RegExp(`(^|[^\\w])${name}([^\\w]|$)`).test(words));
  return [...below, ...here.map(([, slot]) => slot)];
}

/** Arguments whose value stands in a message that names none. */
function quotedSlots(draft: Draft, words: string): readonly Slot[] {
  const below = [...draft.blocks.values()].flatMap((block) => quotedSlots(block.draft, words));
  const here = [...draft.slots.values()].filter(({ candidates }) => {
    const text = /"[^"\\]+"/.exec(candidates[0] ?? '')?.[0];
    return text !== undefined && words.includes(text);
  });
  return [...below, ...here];
}

function missingPaths(words: string): readonly string[] {
  const listed =
    /one of `([^`]+)` must be specified/.exec(words) ??
    /all of `([^`]+)` must be specified/.exec(words) ??
    /No attribute specified when one \(and only one\) of \[([^\]]+)\]/.exec(words) ??
    /(?:[Ee]xactly|[Aa]t least) one of these attributes must be configured: \[([^\]]+)\]/.exec(words) ??
    /Attribute "?([\w.]+)"? must be specified when/.exec(words) ??
    /Either "([\w.[\]]+)" or/.exec(words) ??
    /"([\w.[\]]+)" must be specified/.exec(words) ??
    /value for the ([\w.[\]]+) attribute/.exec(words) ??
    /Block ([\w.[\]]+) must have a configuration value/.exec(words) ??
    /Attribute ([\w.]+) (?:list|set) must contain at least 1/.exec(words);
  return (listed?.[1] ?? '')
    .split(',')
    .map((path) => path.trim().replaceAll(/\[(\d+)\]/g, '.$1'))
    .filter((path) => path !== '');
}

function nextCandidate(slot: Slot, words: string): boolean {
  const repaired = repairedValue(slot.candidates[0] ?? '', words);
  if (repaired !== undefined && repaired !== slot.candidates[0]) {
    slot.candidates = [repaired, ...slot.candidates];
    return true;
  }
  const present = slot.candidates[0] ?? '';
  const [, ...others] = slot.candidates;
  const listed = listedValues(words).map((value) =>
    present.replace(/"(?:[^"\\]|\\.)*"|-?\d+|true|false/, () => value),
  );
  slot.candidates = [...listed.filter((value) => value !== present).slice(0, 1), ...others];
  return slot.candidates.length > 0;
}

/** Text of the asked length, or a list of two items where one is not enough. */
function repairedValue(present: string, words: string): string | undefined {
  const length = /expected length of [\w.]+ to be in the range \((\d+) -/.exec(words)?.[1];
  if (length !== undefined) return `"${'p'.repeat(Number(length))}"`;
  const item = /^\["([^"\\]*)"\]$/.exec(present)?.[1];
  const needsTwo = /requires 2 item minimum|at least 2 elements/.test(words);
  return needsTwo && item !== undefined ? `["${item}", "${item.replace(/.$/, '1')}"]` : undefined;
}

/** What the message allows: `one of ["A" "B"]`, `one of: [A B]`, `in the range (1 - 5)`, `at least (3)`. */
function listedValues(words: string): readonly string[] {
  const list = /(?:one of:?|Valid Values:) \[([^\]]*)\]/.exec(words)?.[1];
  if (list !== undefined) {
    const quoted = list.replaceAll('\\"', '').match(/"[^"]+"/g);
    return (
      quoted ??
      list
        .split(/[\s,]+/)
        .filter(Boolean)
        .map((word) => (/^\d+$/.test(word) ? word : `"${word}"`))
    );
  }
  const low =
    /in the range \((\d+) -/.exec(words) ??
    /at least \(?(\d+)\)?/.exec(words) ??
    /between (\d+) and/.exec(words);
  return low?.[1] === undefined ? [] : [low[1]];
}
