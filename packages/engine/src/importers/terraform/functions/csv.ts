/**
 * The records of CSV text as RFC 4180 has them; empty lines are skipped.
 *
 * @returns `undefined` when quotes do not pair or stand inside a bare field
 */
export function parseCsv(text: string): readonly (readonly string[])[] | undefined {
  const records: string[][] = [];
  let at = 0;
  while (at < text.length) {
    const lineBreak = /\r?\n|\r$/y;
    lineBreak.lastIndex = at;
    const skipped = lineBreak.exec(text)?.[0];
    if (skipped !== undefined) {
      at += skipped.length;
      continue;
    }
    const record = readRecord(text, at);
    if (record === undefined) return undefined;
    records.push(record.fields);
    at = record.end;
  }
  return records;
}

function readRecord(
  text: string,
  start: number,
): { readonly fields: string[]; readonly end: number } | undefined {
  const fields: string[] = [];
  let at = start;
  for (;;) {
    const field = text[at] === '"' ? readQuoted(text, at) : readBare(text, at);
    if (field === undefined) return undefined;
    fields.push(field.value);
    at = field.end;
    if (text[at] !== ',') break;
    at++;
  }
  if (at >= text.length) return { fields, end: at };
  if (text.startsWith('\r\n', at)) return { fields, end: at + 2 };
  return text[at] === '\n' ? { fields, end: at + 1 } : undefined;
}

interface Field {
  readonly value: string;
  readonly end: number;
}

function readBare(text: string, start: number): Field | undefined {
  const bare = /[^,\n]*/y;
  bare.lastIndex = start;
  const found = bare.exec(text)?.[0] ?? '';
  const endsLine = text[start + found.length] === '\n' || start + found.length >= text.length;
  const value = endsLine && found.endsWith('\r') ? found.slice(0, -1) : found;
  return value.includes('"') ? undefined : { value, end: start + value.length };
}

/** `""` is a quote; a line break inside stays, as `\n`. */
function readQuoted(text: string, start: number): Field | undefined {
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] !== '"') value += text[at];
    else if (text[at + 1] === '"') {
      value += '"';
      at++;
    } else return { value: value.replaceAll('\r\n', '\n'), end: at + 1 };
  }
  return undefined;
}
