import { diagnosticKinds } from '@naisen/engine';
import { CannotRun } from '../failure.ts';
import { nearestNames } from '../nearest.ts';
import { readPage } from '../shipped-files.ts';
import type { CommandContext, ExitCode } from './context.ts';

/** `naisen explain CODE`. */
export function explain(asked: string, context: CommandContext): ExitCode {
  const code = asked.toUpperCase();
  const page = readPage(code, context.language);
  if (page === undefined) {
    if (diagnosticKinds.has(code)) throw new CannotRun({ kind: 'no-page', asked: code });
    throw new CannotRun({
      kind: 'no-such-code',
      asked,
      nearest: nearestNames(code, [...diagnosticKinds.keys()]),
    });
  }
  context.output.result(page.endsWith('\n') ? page : `${page}\n`);
  return 0;
}
