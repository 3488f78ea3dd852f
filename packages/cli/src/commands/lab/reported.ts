import { labWordsOf } from '../../words/lab-words.ts';
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
    if (!(error instanceof LabStopped)) throw error;
    const word = context.language === 'ja' ? 'エラー' : 'error';
    context.output.remark(`${word}: ${labWordsOf(context.language).problem(error.problem).join('\n')}\n`);
    return 2;
  }
}
