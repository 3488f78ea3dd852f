import { argument, formatItems, quoted } from './hcl-text.ts';

/** A policy document (JSON text) as people write it in Terraform; `jsonencode` gives the same document. */
export function policyText(json: string): string {
  return `jsonencode(${hclOf(JSON.parse(json))})`;
}

function hclOf(value: unknown): string {
  if (Array.isArray(value)) return listOfValues(value);
  if (typeof value === 'object' && value !== null) {
    const items = Object.entries(value).map(([key, item]) => argument(keyOf(key), hclOf(item)));
    return items.length === 0 ? '{}' : `{\n${formatItems(items, 1)}}`;
  }
  return typeof value === 'string' ? quoted(value) : String(value);
}

function listOfValues(values: readonly unknown[]): string {
  const written = values.map(hclOf);
  const short = `[${written.join(', ')}]`;
  if (short.length <= 80 && !short.includes('\n')) return short;
  if (written.length === 1) return short;
  return `[\n${written.map((one) => `  ${one.replaceAll('\n', '\n  ')},\n`).join('')}]`;
}

/** A key that is no identifier stands in quotes. */
function keyOf(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? key : quoted(key);
}
