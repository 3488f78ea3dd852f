/**
 * Records what the real AWS provider plans for arguments that nobody wrote.
 *
 *     npx tsx tools/record-provider-defaults.ts --mirror DIR [--version 5.100.0] [--only REGEX] [--report F]
 *
 * The schema that a provider publishes has no defaults. So this writes one minimal resource of each type and
 * one for each optional block, lets `terraform validate` correct the dummy values, plans them offline, and
 * keeps what the plan knows beyond what was written. Types that cannot be planned without an account are
 * listed in the file's head. All types take some twenty minutes; `--only` replaces the lines of some.
 * Writes catalog/provider-schema/aws-<major>.defaults.txt.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { byHead } from './provider-schema/compact.ts';
import { readDeclaredProvider } from './provider-schema/declared.ts';
import { type Observation, observe, type Rewriting, rewritings } from './provider-schema/harvest.ts';
import type { Probe } from './provider-schema/probe.ts';
import { draftProbes } from './provider-schema/probes.ts';
import { batches, planSettled, settleByValidation } from './provider-schema/settle.ts';
import { spellDefaults } from './provider-schema/spell-defaults.ts';
import { openWorkbench } from './provider-schema/terraform.ts';

const { values } = parseArgs({
  options: {
    mirror: { type: 'string' },
    version: { type: 'string', default: '5.100.0' },
    only: { type: 'string', default: '' },
    report: { type: 'string' },
  },
});
if (values.mirror === undefined) throw new Error('--mirror DIR is missing');

const name = `aws-${values.version.split('.')[0]}.defaults.txt`;
const file = new URL(`../catalog/provider-schema/${name}`, import.meta.url);
const unseenHead = '# not planned: ';

const bench = openWorkbench(values.mirror, values.version);
try {
  const provider = readDeclaredProvider(bench.run(['providers', 'schema', '-json']).stdout);
  const probes = draftProbes(provider, new RegExp(values.only));
  console.error(`${probes.length} probes`);
  settleByValidation(bench, probes, 40);
  const observations = new Map<string, Observation[]>();
  const changed: Rewriting[] = [];
  for (const batch of batches(probes.filter((probe) => probe.dropped === undefined))) {
    console.error(`plan from ${batch[0]?.type}`);
    for (const plan of planSettled(bench, batch, 12)) changed.push(...harvest(batch, plan, observations));
  }
  writeDefaults(probes, observations);
  if (values.report !== undefined) writeReport(values.report, probes, changed);
} finally {
  bench.close();
}

/** Adds what the plan knows to `observations`, by type; gives the arguments that it rewrote. */
function harvest(
  probes: readonly Probe[],
  plan: string,
  observations: Map<string, Observation[]>,
): readonly Rewriting[] {
  const byAddress = new Map(probes.map((probe) => [`${probe.type}.${probe.name}`, probe]));
  const changed: Rewriting[] = [];
  for (const { address, change } of JSON.parse(plan).resource_changes) {
    const probe = byAddress.get(address);
    if (probe === undefined) continue;
    const known = observations.get(probe.type) ?? [];
    observations.set(probe.type, [...known, ...observe(probe, change.after, change.after_unknown)]);
    changed.push(...rewritings(probe, change.after));
  }
  return changed;
}

/** With `--only`, the lines of other types stay as they are. */
function writeDefaults(
  probes: readonly Probe[],
  observations: ReadonlyMap<string, readonly Observation[]>,
): void {
  const types = [...new Set(probes.map((probe) => probe.type))];
  const earlier = readDefaults();
  for (const type of types) {
    const line = spellDefaults(type, observations.get(type) ?? []);
    if (line === undefined) earlier.lines.delete(type);
    else earlier.lines.set(type, line);
    if (observations.has(type)) earlier.unseen.delete(type);
    else earlier.unseen.add(type);
  }
  const head = [
    `# hashicorp/aws ${values.version}: what is planned for arguments that nobody wrote`,
    `${unseenHead}${[...earlier.unseen].sort().join(' ')}`,
  ];
  writeFileSync(file, `${[...head, ...[...earlier.lines.values()].sort(byHead)].join('\n')}\n`);
  console.error(`${observations.size} of ${types.length} types planned`);
}

function readDefaults(): { readonly lines: Map<string, string>; readonly unseen: Set<string> } {
  const text = values.only === '' || !existsSync(file) ? '' : readFileSync(file, 'utf8');
  const all = text.split('\n');
  const lines = all
    .filter((line) => line.startsWith('r '))
    .map((line): [string, string] => [line.split(' ')[1] ?? '', line]);
  const unseen =
    all
      .find((line) => line.startsWith(unseenHead))
      ?.slice(unseenHead.length)
      .split(' ') ?? [];
  return { lines: new Map(lines), unseen: new Set(unseen.filter((type) => type !== '')) };
}

function writeReport(file: string, probes: readonly Probe[], changed: readonly Rewriting[]): void {
  const dropped = probes.flatMap(({ type, focus, dropped: why }) =>
    why === undefined ? [] : [{ type, focus, why }],
  );
  writeFileSync(file, JSON.stringify({ dropped, changed }, undefined, 1));
}
