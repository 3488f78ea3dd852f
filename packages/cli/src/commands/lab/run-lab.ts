import { examineMachine, isAlive } from '@naisen/lab';
import type { LabWords } from '../../words/lab-words.ts';
import { labWordsOf } from '../../words/lab-words-of.ts';
import { writeJson } from '../../write-json.ts';
import type { CommandContext, ExitCode } from '../context.ts';
import { labsOf, readPlan } from './find-lab.ts';
import type { LabOptions } from './lab-options.ts';
import { planOfProject } from './plan-of-project.ts';
import { nameOf } from './up.ts';

export { apply } from './apply.ts';
export { down } from './down.ts';
export { explainCall } from './explain-packet.ts';
export { lesson } from './lesson.ts';
export { logs } from './logs.ts';
export { probe } from './probe.ts';
export { reported } from './reported.ts';
export { serve } from './serve.ts';
export { up } from './up.ts';
export { capture, exec, operate, shell } from './use-host.ts';

interface ListedLab {
  readonly name: string;
  readonly state: keyof LabWords['state'];
  readonly source: string;
  /** `undefined` = nothing of it can be read. */
  readonly mode?: 'root' | 'rootless';
  readonly hosts: readonly string[];
}

/** `naisen lab list`. */
export async function list(options: LabOptions, context: CommandContext): Promise<ExitCode> {
  const labs = labsOf(context);
  const words = labWordsOf(context.language);
  const found = labs.names().map((name): ListedLab => {
    const record = labs.read(name);
    if (record === undefined) return { name, state: 'damaged', source: '', hosts: [] };
    const state = !isAlive(record.process) ? 'left-behind' : record.state;
    const hosts = state === 'up' ? hostsOf(labs, name) : [];
    return { name, state, source: record.source, mode: record.mode, hosts };
  });
  if (options.format === 'json') writeJson({ schemaVersion: 1, labs: found }, context.output);
  else if (found.length === 0) context.output.result(`${words.nothingUp}\n`);
  else
    for (const { name, state, source, hosts } of found) {
      context.output.result(`${`${name}  ${words.state[state]}  ${source}`.trimEnd()}\n`);
      if (hosts.length > 0) context.output.result(`  ${words.hosts}: ${hosts.join('  ')}\n`);
    }
  return 0;
}

/** A list of labs is shown whatever one of them is like. */
function hostsOf(labs: ReturnType<typeof labsOf>, name: string): readonly string[] {
  try {
    return readPlan(labs, name).hosts.map((host) => host.name);
  } catch {
    return [];
  }
}

/** `naisen lab doctor`. */
export async function doctor(options: LabOptions, context: CommandContext): Promise<ExitCode> {
  const examined = await examineMachine();
  const words = labWordsOf(context.language);
  if (options.format === 'json') writeJson({ schemaVersion: 1, ...examined }, context.output);
  else {
    const lines = examined.features.flatMap(({ id, state, need, said }) => {
      const { is, mend } = words.feature[id];
      const note = need === 'useful' && state === 'missing' ? ` (${words.useful})` : '';
      const detail = state === 'present' ? said : `→ ${mend}`;
      return [`${words.featureState[state].padEnd(4)} ${is}${note}${detail === '' ? '' : `  ${detail}`}`];
    });
    context.output.result(`${[...lines, '', ...words.doctor[examined.mode ?? 'none']].join('\n')}\n`);
  }
  return examined.mode === undefined ? 2 : 0;
}

/** `naisen lab print DIR`. */
export async function print(source: string, options: LabOptions, context: CommandContext): Promise<ExitCode> {
  const { variables = [], config, region, workspace } = options;
  const planning = { variables, config, region, workspace };
  const { plan } = await planOfProject(source, nameOf(source), planning, context);
  if (options.format === 'json') {
    writeJson({ schemaVersion: 1, ...plan }, context.output);
    return 0;
  }
  for (const { name, sysctls, ip, ip6, nft, files } of plan.namespaces) {
    const blocks: readonly (readonly [string, readonly string[]])[] = [
      [`# sysctl ${name}`, sysctls],
      [`# ip -n ${name} -batch -`, ip],
      [`# ip -6 -n ${name} -batch -`, ip6],
      [`# nft ${name}`, nft === '' ? [] : nft.trimEnd().split('\n')],
      ...files.map(({ path, text }) => [`# ${name} ${path}`, text.trimEnd().split('\n')] as const),
    ];
    for (const [title, lines] of blocks)
      if (lines.length > 0) context.output.result(`${title}\n${lines.join('\n')}\n\n`);
  }
  return 0;
}
