import { labNamePattern, namespacesOf, prefixOf, takeDown, tearDown } from '@naisen/lab';
import { labWordsOf } from '../../words/lab-words-of.ts';
import type { CommandContext, ExitCode } from '../context.ts';
import { findLab, labsOf, readPlan } from './find-lab.ts';
import type { LabOptions } from './lab-options.ts';

/** `naisen lab down [NAME] [--all]`. */
export async function down(
  name: string | undefined,
  options: LabOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const labs = labsOf(context);
  const words = labWordsOf(context.language);
  if (name !== undefined && labs.read(name) === undefined && isSomethingOf(labs, name)) {
    // A process of the lab that still lives is told by the loss of its directory.
    labs.remove(name);
    const { namespaces, programs } = await tearDown(prefixOf(name));
    context.output.result(`${words.down(name, namespaces, programs)}\n`);
    return 0;
  }
  const names = options.all === true ? labs.names() : [findLab(labs, name).name];
  if (names.length === 0) context.output.result(`${words.nothingUp}\n`);
  for (const each of names) {
    const record = labs.read(each);
    if (record === undefined) {
      await down(each, {}, context);
      continue;
    }
    const counted = countOf(labs, each);
    const { namespaces, programs } = await takeDown(labs, record);
    context.output.result(`${words.down(each, Math.max(namespaces, counted), programs)}\n`);
  }
  return 0;
}

/** A directory without a record, or namespaces without a directory. */
function isSomethingOf(labs: ReturnType<typeof labsOf>, name: string): boolean {
  if (!labNamePattern.test(name)) return false;
  return labs.has(name) || namespacesOf(prefixOf(name)).length > 0;
}

/** The lab's own process may have removed them before anybody could count. */
function countOf(labs: ReturnType<typeof labsOf>, name: string): number {
  try {
    return readPlan(labs, name).namespaces.length;
  } catch {
    return 0;
  }
}
