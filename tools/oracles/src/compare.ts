import type { Diagnostic } from '../../../packages/engine/src/diagnostics/diagnostic.ts';
import { parseNative } from '../../../packages/engine/src/importers/terraform/syntax/native.ts';
import { readWithGo } from './go-parser.ts';
import { compareLiterals } from './literals.ts';
import { shapeOf } from './shape.ts';
import type { TreeSitterReading } from './tree-sitter.ts';

/** How naisen's reading of one file differs from the two others; empty = not at all. */
export interface Comparison {
  readonly accepted: boolean;
  readonly literals: number;
  /** Nodes compared with tree-sitter; 0 where it could not read the file. */
  readonly nodes: number;
  readonly differences: readonly string[];
}

/** Reads one file three times. */
export async function compareFile(
  path: string,
  text: string,
  readWithTreeSitter: (text: string) => TreeSitterReading,
): Promise<Comparison> {
  const ours = parseNative(path, text);
  const go = await readWithGo('oracle.tf', text);
  const errors = ours.diagnostics.filter(({ severity }) => severity === 'error');
  const refusal = errors.map(showProblem)[0];
  if (go.kind === 'rejected') {
    const differences = errors.length > 0 ? [] : [`false accept: Go says ${go.message}`];
    return { accepted: false, literals: 0, nodes: 0, differences };
  }
  if (refusal !== undefined)
    return { accepted: true, literals: 0, nodes: 0, differences: [`false reject: ${refusal}`] };
  const differences: string[] = [];
  let literals = 0;
  if (go.kind === 'accepted') {
    const comparison = compareLiterals(text, ours.value.body, go.value);
    literals = comparison.compared;
    for (const { at, ours: left, theirs } of comparison.differences)
      differences.push(`${at}: ${left} is ${theirs} in Go`);
  }
  const theirs = readWithTreeSitter(text);
  if (theirs.hasError) return { accepted: true, literals, nodes: 0, differences };
  const shape = shapeOf(ours.value);
  differences.push(...shapeDifferences(shape, theirs.nodes));
  return { accepted: true, literals, nodes: shape.length, differences };
}

function showProblem({ code, subject, facts }: Diagnostic): string {
  return `${code} at ${subject?.start.line}:${subject?.start.column} ${JSON.stringify(facts)}`;
}

/** Members of two sorted lists that the other one lacks. */
function shapeDifferences(ours: readonly string[], theirs: readonly string[]): string[] {
  const balance = new Map<string, number>();
  for (const node of ours) balance.set(node, (balance.get(node) ?? 0) + 1);
  for (const node of theirs) balance.set(node, (balance.get(node) ?? 0) - 1);
  return [...balance]
    .filter(([, count]) => count !== 0)
    .map(([node, count]) =>
      count > 0 ? `only naisen has ${count} × ${node}` : `only tree-sitter has ${-count} × ${node}`,
    );
}
