/** One argument, nested block, comment or empty line of a block that is written anew. */
export type HclItem =
  | { readonly kind: 'argument'; readonly name: string; readonly value: string }
  | { readonly kind: 'block'; readonly header: string; readonly items: readonly HclItem[] }
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'empty' };

export function argument(name: string, value: string): HclItem {
  return { kind: 'argument', name, value };
}

export function block(header: string, items: readonly HclItem[]): HclItem {
  return { kind: 'block', header, items };
}

export function comment(text: string): HclItem {
  return { kind: 'comment', text };
}

export const emptyLine: HclItem = { kind: 'empty' };

/** Text as `terraform fmt` leaves it: two spaces a level, `=` of neighbouring one-line arguments aligned. */
export function formatItems(items: readonly HclItem[], level = 0): string {
  const indent = '  '.repeat(level);
  const widths = alignedWidths(items);
  return items.map((item, i) => formatItem(item, indent, widths[i] ?? 0, level)).join('');
}

function formatItem(item: HclItem, indent: string, width: number, level: number): string {
  switch (item.kind) {
    case 'argument':
      return `${indent}${item.name.padEnd(width)} = ${indentMore(item.value, indent)}\n`;
    case 'block':
      if (item.items.length === 0) return `${indent}${item.header} {}\n`;
      return `${indent}${item.header} {\n${formatItems(item.items, level + 1)}${indent}}\n`;
    case 'comment':
      return `${indent}# ${item.text}\n`;
    case 'empty':
      return '\n';
  }
}

function indentMore(value: string, indent: string): string {
  return value.replaceAll(/\n(?!\n)/g, `\n${indent}`);
}

/** A value of several lines ends its run of aligned arguments and is not part of it. */
function alignedWidths(items: readonly HclItem[]): readonly number[] {
  const widths = items.map((item) => (item.kind === 'argument' ? item.name.length : 0));
  let run: number[] = [];
  const close = (): void => {
    const width = Math.max(0, ...run.map((i) => widths[i] ?? 0));
    for (const i of run) widths[i] = width;
    run = [];
  };
  for (const [i, item] of items.entries()) {
    if (item.kind === 'argument' && !item.value.includes('\n')) run.push(i);
    else close();
  }
  close();
  return widths;
}

/** A quoted string; what would start a sequence is escaped. */
export function quoted(text: string): string {
  return JSON.stringify(text)
    .replaceAll('${', () => '$${')
    .replaceAll('%{', '%%{');
}

/** `[a, b]`, over several lines when it would not fit one. */
export function listOf(elements: readonly string[]): string {
  const short = `[${elements.join(', ')}]`;
  if (short.length <= 90 && !short.includes('\n')) return short;
  return `[\n${elements.map((element) => `  ${element.replaceAll('\n', '\n  ')},\n`).join('')}]`;
}
