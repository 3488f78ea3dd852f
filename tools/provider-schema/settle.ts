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
  const changed = mend(errors, owners, giveUp);
  return batch.filter((probe) => changed.has(probe) && probe.dropped === undefined);
}

/** Plans, dropping the probes that the provider refuses at plan time; gives the plan as JSON text. */
export function planSettled(bench: Workbench, probes: readonly Probe[], rounds: number): string {
  for (let round = 0; round < rounds; round++) {
    const { text, owners } = writeProbes(probes.filter((probe) => probe.dropped === undefined));
    bench.write(file, text);
    const planned = bench.run([
      'plan',
      '-json',
      '-input=false',
      '-refresh=false',
      '-out=plan.bin',
      '-parallelism=40',
    ]);
    if (planned.code === 0) return bench.run(['show', '-json', 'plan.bin']).stdout;
    const errors = planned.stdout.split('\n').flatMap(readPlanError);
    console.error(`plan ${round + 1}: ${errors.length} errors`);
    if (errors.length === 0) throw new Error(planned.stderr + planned.stdout.slice(-2000));
    mend(errors, owners, round > rounds - 4);
  }
  throw new Error('the probes do not settle');
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
  const own = owner.slot === undefined ? undefined : owner.draft.slots.get(owner.slot);
  const slots = own === undefined ? namedSlots(owner.probe.root, words) : [own];
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

function missingPaths(words: string): readonly string[] {
  const listed =
    /one of `([^`]+)` must be specified/.exec(words) ??
    /all of `([^`]+)` must be specified/.exec(words) ??
    /No attribute specified when one \(and only one\) of \[([^\]]+)\]/.exec(words) ??
    /(?:[Ee]xactly|[Aa]t least) one of these attributes must be configured: \[([^\]]+)\]/.exec(words) ??
    /Attribute "?([\w.]+)"? must be specified when/.exec(words) ??
    /Either "([\w.[\]]+)" or/.exec(words) ??
    /"([\w.[\]]+)" must be specified/.exec(words) ??
    /Block (\w+) must have a configuration value/.exec(words) ??
    /Attribute ([\w.]+) (?:list|set) must contain at least 1/.exec(words);
  return (listed?.[1] ?? '')
    .split(',')
    .map((path) => path.trim().replaceAll(/\[(\d+)\]/g, '.$1'))
    .filter((path) => path !== '');
}

function nextCandidate(slot: Slot, words: string): boolean {
  const present = slot.candidates[0] ?? '';
  const [, ...others] = slot.candidates;
  const listed = listedValues(words).map((value) =>
    present.replace(/"(?:[^"\\]|\\.)*"|-?\d+|true|false/, () => value),
  );
  slot.candidates = [...listed.filter((value) => value !== present).slice(0, 1), ...others];
  return slot.candidates.length > 0;
}

/** What the message allows: `one of ["A" "B"]`, `one of: ["\"A\"" …]`, `in the range (1 - 5)`, `at least (3)`. */
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
