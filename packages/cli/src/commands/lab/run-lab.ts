import { examineMachine, isAlive, namespacesOf, prefixOf, takeDown, tearDown } from '@naisen/lab';
import { labWordsOf } from '../../words/lab-words.ts';
import { writeJson } from '../../write-json.ts';
import type { CommandContext, ExitCode } from '../context.ts';
import { findLab, labsOf, readPlan } from './find-lab.ts';
import { planOfProject } from './plan-of-project.ts';
import type { LabOptions } from './program.ts';
import { nameOf } from './up.ts';

export { apply } from './apply.ts';
export { explainCall } from './explain-packet.ts';
export { lesson } from './lesson.ts';
export { logs } from './logs.ts';
export { probe } from './probe.ts';
export { reported } from './reported.ts';
export { serve } from './serve.ts';
export { up } from './up.ts';
export { capture, exec, operate, shell } from './use-host.ts';

/** `naisen lab down [NAME] [--all]`. */
export async function down(
  name: string | undefined,
  options: LabOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const labs = labsOf(context);
  const words = labWordsOf(context.language);
  if (name !== undefined && labs.read(name) === undefined && namespacesOf(prefixOf(name)).length > 0) {
    const { namespaces, programs } = await tearDown(prefixOf(name));
    context.output.result(`${words.down(name, namespaces, programs)}\n`);
    return 0;
  }
  const names = options.all === true ? labs.names() : [findLab(labs, name).name];
  if (names.length === 0) context.output.result(`${words.nothingUp}\n`);
  for (const each of names) {
    const record = labs.read(each);
    if (record === undefined) {
      labs.remove(each);
      continue;
    }
    const counted = countOf(labs, each);
    const { namespaces, programs } = await takeDown(labs, record);
    context.output.result(`${words.down(each, Math.max(namespaces, counted), programs)}\n`);
  }
  return 0;
}

/** The lab's own process may have removed them before anybody could count. */
function countOf(labs: ReturnType<typeof labsOf>, name: string): number {
  try {
    return readPlan(labs, name).namespaces.length;
  } catch {
    return 0;
  }
}

/** `naisen lab list`. */
export async function list(options: LabOptions, context: CommandContext): Promise<ExitCode> {
  const labs = labsOf(context);
  const words = labWordsOf(context.language);
  const found = labs.names().flatMap((name) => {
    const record = labs.read(name);
    if (record === undefined) return [];
    const state = !isAlive(record.process) ? 'left-behind' : record.state;
    const hosts = state === 'up' ? readPlan(labs, name).hosts.map((host) => host.name) : [];
    return [{ name, state, source: record.source, mode: record.mode, hosts } as const];
  });
  if (options.format === 'json') writeJson({ schemaVersion: 1, labs: found }, context.output);
  else if (found.length === 0) context.output.result(`${words.nothingUp}\n`);
  else
    for (const { name, state, source, hosts } of found)
      context.output.result(
        `${name}  ${words.state[state]}  ${source}\n${hosts.length === 0 ? '' : `  ${words.hosts}: ${hosts.join('  ')}\n`}`,
      );
  return 0;
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
  const { variables = [], config } = options;
  const { plan } = await planOfProject(source, nameOf(source), { variables, config }, context);
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
