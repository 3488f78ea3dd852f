import type { Read } from '../../../diagnostics/diagnostic.ts';
import { diagnose } from '../../../diagnostics/diagnostic.ts';
import { blockInVariableFile } from '../../../diagnostics/kinds/syntax.ts';
import type { SourceFile } from './ast.ts';
import { parseJsonAttributes } from './json.ts';
import { locator } from './locate.ts';
import { parseNative } from './native.ts';

/** Reads `.tfvars` and `.tfvars.json`: values only, blocks are refused. */
export function parseVariableFile(path: string, text: string): Read<SourceFile> {
  if (path.endsWith('.json')) return parseJsonAttributes(path, text);
  const { value, diagnostics } = parseNative(path, text);
  const locate = locator(path, text);
  const refused = value.body.blocks.map(({ type, headerSpan }) =>
    diagnose(blockInVariableFile, { type }, locate(headerSpan)),
  );
  return { value, diagnostics: [...diagnostics, ...refused] };
}
