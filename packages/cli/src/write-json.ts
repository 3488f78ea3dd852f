import type { Output } from './output.ts';

/**
 * Writes one JSON document, member by member: the answer of a large estate would not fit into one text.
 * What comes out is what `JSON.stringify(document, null, 2)` would give.
 */
export function writeJson(document: object, output: Output): void {
  const members = Object.entries(document).filter(([, value]) => value !== undefined);
  output.result('{\n');
  for (const [index, [name, value]] of members.entries()) {
    output.result(`  ${JSON.stringify(name)}: `);
    if (Array.isArray(value) && value.length > 0) writeItems(value, output);
    else output.result(indented(value, '  '));
    output.result(index === members.length - 1 ? '\n' : ',\n');
  }
  output.result('}\n');
}

function writeItems(items: readonly unknown[], output: Output): void {
  output.result('[\n');
  for (const [index, item] of items.entries()) {
    output.result(`    ${indented(item, '    ')}${index === items.length - 1 ? '' : ','}\n`);
  }
  output.result('  ]');
}

function indented(value: unknown, indent: string): string {
  return (JSON.stringify(value, null, 2) ?? 'null').replaceAll('\n', `\n${indent}`);
}
