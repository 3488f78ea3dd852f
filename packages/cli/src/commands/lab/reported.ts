import { labWordsOf } from '../../words/lab-words-of.ts';
import type { CommandContext } from '../context.ts';
import { LabStopped } from './find-lab.ts';

/** Runs a lab command; what stops it is told in the user's words. */
export async function reported<Code extends number>(
  act: () => Promise<Code>,
  context: CommandContext,
): Promise<Code | 2> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof LabStopped) && !isOfTheWorld(error)) throw error;
    const problem =
      error instanceof LabStopped ? error.problem : ({ kind: 'world', reason: error.message } as const);
    const word = context.language === 'ja' ? 'エラー' : 'error';
    context.output.remark(`${word}: ${labWordsOf(context.language).problem(problem).join('\n')}\n`);
    return 2;
  }
}

/** A full disk, a directory that may not be written: Node gives these a number of the kernel. */
export function isOfTheWorld(error: unknown): error is Error {
  return error instanceof Error && 'errno' in error && 'syscall' in error;
}
