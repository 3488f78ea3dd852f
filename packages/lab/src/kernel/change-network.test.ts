import { afterEach, describe, expect, it } from 'vitest';
import { modeOfMachine } from '../doctor/examine-machine.ts';
import { generateNetwork } from '../judge/generate-network.ts';
import type { NetworkSpec } from '../judge/network-spec.ts';
import { readNetworkText } from '../judge/read-network.ts';
import { smaller } from '../judge/shrink.ts';
import { terraformText } from '../judge/terraform-text.ts';
import { compileLab } from '../plan/compile-lab.ts';
import { diffPlans } from '../plan/diff-plans.ts';
import type { LabPlan } from '../plan/lab-plan.ts';
import { buildNetwork, inNamespace } from './build-network.ts';
import { changeNetwork } from './change-network.ts';
import { mustRun } from './run-program.ts';
import { namespacesOf, tearDown } from './tear-down.ts';

const mode = await modeOfMachine();
const prefix = `nsn.change-${process.pid}.`;

function planOf(spec: NetworkSpec): LabPlan {
  const { network, facts } = readNetworkText(terraformText(spec));
  return compileLab(network, facts, { prefix, counters: 'flow-counters' });
}

/** What the kernel has, in an order of its own making. */
async function kernelState({ namespaces }: LabPlan): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const { name } of namespaces) {
    const commands = [
      ['ip', '-br', 'addr'],
      ['ip', 'route', 'show', 'table', 'all'],
      ['ip', '-6', 'route', 'show', 'table', 'all'],
      ['ip', 'rule'],
      ['ip', '-6', 'rule'],
      ['ip', 'neigh', 'show', 'nud', 'permanent'],
      ['nft', '-s', 'list', 'ruleset'],
    ];
    for (const command of commands) {
      const text = await mustRun(inNamespace(name, command));
      lines.push(...text.split('\n').map((line) => `${name} ${command.join(' ')}: ${plain(line)}`));
    }
  }
  return lines.sort();
}

/** Interface numbers and the order of a set's elements are the kernel's. */
function plain(line: string): string {
  const text = line
    .trim()
    .replace(/@if\d+/, '')
    .replace(/\s+/g, ' ');
  return text.replace(
    /elements = \{ (.*) \}/,
    (_, list: string) => `elements = { ${list.split(', ').sort().join(', ')} }`,
  );
}

/** Long sets are broken over lines: their elements are sorted as lines of their own. */
const isElement = (line: string): boolean =>
  /,$|elements = \{|^[^:]*: [^ ]+( \. [^ ]+)*( : .*)? \}$/.test(line);

function comparable(lines: readonly string[]): readonly string[] {
  const others = lines.filter((line) => !isElement(line));
  const elements = lines
    .filter(isElement)
    .flatMap((line) =>
      line
        .replace(/elements = \{|\}/g, '')
        .replace(/^(\S+ nft[^:]*): /, '')
        .split(','),
    )
    .map((element) => element.trim())
    .filter((element) => element !== '')
    .sort();
  return [...others, ...elements];
}

describe.runIf(mode === 'root')('a lab that changes', { timeout: 120_000 }, () => {
  afterEach(async () => {
    await tearDown(prefix);
    expect(namespacesOf(prefix)).toEqual([]);
  });

  it.each([2, 5, 9, 12, 17])(
    'is the lab that would have been built: network %i, one thing less, and back',
    async (seed) => {
      const spec = generateNetwork(seed);
      const candidates = smaller(spec, new Set());
      const other = candidates[(seed * 7) % candidates.length] ?? spec;
      const [before, after] = [planOf(spec), planOf(other)];
      await buildNetwork(before, () => undefined);
      const atFirst = await kernelState(before);
      const there = diffPlans(before, after);
      const back = diffPlans(after, before);
      if (there === undefined || back === undefined) return;
      await changeNetwork(after, there);
      const changed = await kernelState(after);
      await changeNetwork(before, back);
      expect(comparable(await kernelState(before))).toEqual(comparable(atFirst));
      await tearDown(prefix);
      await buildNetwork(after, () => undefined);
      expect(comparable(changed)).toEqual(comparable(await kernelState(after)));
    },
  );
});
