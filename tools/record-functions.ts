/**
 * Asks the real `terraform console` for the value and type of every expression in `functions/`, and writes
 * the answers to `packages/engine/src/importers/terraform/functions/recorded/`.
 *
 * Run: `npx tsx tools/record-functions.ts` with Terraform 1.11 on the PATH. It needs no network.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expressions } from './functions/generate.ts';

const batchSize = 200;

/** `[expression, type, JSON]`; only the expression when it is an error; `unknown` for both when not known. */
type Answer = readonly [string] | readonly [string, string, string];

const target = new URL('../packages/engine/src/importers/terraform/functions/recorded/', import.meta.url);

/** The small project that file functions are asked about; bytes as numbers. */
const fixture = read<Readonly<Record<string, string | readonly number[]>>>('fixture.json');
const unknownNames = read<Readonly<Record<string, string>>>('names.json');

function read<Content>(name: string): Content {
  return JSON.parse(readFileSync(new URL(name, target), 'utf8')) as Content;
}

function withUnknowns(expression: string): string {
  return expression.replaceAll(/\b[A-Z]{3,}\b/g, (name) => unknownNames[name] ?? name);
}

const directory = mkdtempSync(join(tmpdir(), 'naisen-functions-'));
for (const [path, content] of Object.entries(fixture)) {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), typeof content === 'string' ? content : Uint8Array.from(content));
}
writeFileSync(join(directory, 'cli.rc'), '');

function askConsole(expression: string): string | undefined {
  try {
    return execFileSync('terraform', ['console', '-no-color'], {
      cwd: directory,
      input: `${expression}\n`,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, TF_CLI_CONFIG_FILE: join(directory, 'cli.rc') },
    });
  } catch {
    return undefined;
  }
}

function askTerraform(command: 'init'): void {
  execFileSync('terraform', [command, '-no-color'], {
    cwd: directory,
    stdio: 'ignore',
    env: { ...process.env, TF_CLI_CONFIG_FILE: join(directory, 'cli.rc') },
  });
}

const unknownExpressions = readFileSync(new URL('functions/unknown-expressions.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '');

const failed = '"!"';

/** All values and types of a batch, or `undefined` when one of them spoils it. */
function askBatch(batch: readonly string[]): readonly Answer[] | undefined {
  const attempts = batch.map((expression) => `try(jsonencode(${expression}), ${failed})`);
  const encoded = askConsole(`base64encode(jsonencode([${attempts.join(',')}]))`)?.trim();
  if (encoded === undefined || !/^"[A-Za-z0-9+/=]*"$/.test(encoded)) return undefined;
  const values = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as string[];
  const printed = askConsole(
    `type([${batch.map((expression) => `try(${expression}, ${failed})`).join(',')}])`,
  );
  const types = splitTypes(printed ?? '');
  if (types.length !== batch.length) return undefined;
  return batch.map((expression, i): Answer => {
    const value = values[i] ?? '!';
    return value === '!' ? [expression] : [expression, types[i] ?? '', value];
  });
}

/** The elements of the printed tuple type, without blanks and trailing commas. */
function splitTypes(printed: string): readonly string[] {
  const text = printed.replace(/\s+/g, '').replace(/,([)\]}])/g, '$1');
  const inner = /^tuple\(\[(.*)\]\)$/.exec(text)?.[1];
  if (inner === undefined) return [];
  const types = [''];
  let depth = 0;
  for (const letter of inner) {
    if ('([{'.includes(letter)) depth++;
    if (')]}'.includes(letter)) depth--;
    if (letter === ',' && depth === 0) types.push('');
    else types[types.length - 1] += letter;
  }
  return types;
}

function ask(batch: readonly string[]): readonly Answer[] {
  const answers = askBatch(batch);
  if (answers !== undefined) return answers;
  const [only] = batch;
  if (batch.length === 1 && only !== undefined) return askAlone(only);
  const middle = Math.ceil(batch.length / 2);
  return [...ask(batch.slice(0, middle)), ...ask(batch.slice(middle))];
}

/** What spoils a batch is an unknown, or no expression at all. */
function askAlone(expression: string): readonly Answer[] {
  const printed = askConsole(expression)?.trim();
  if (printed?.includes('(known after apply)')) return [[expression, 'unknown', 'unknown']];
  process.stderr.write(`not recorded: ${expression}\n`);
  return [];
}

const answers: Answer[] = [];
for (let i = 0; i < expressions.length; i += batchSize) {
  answers.push(...ask(expressions.slice(i, i + batchSize)));
  process.stderr.write(`${answers.length}\n`);
}

/** Expressions over values that are not known yet: each on its own, because one unknown hides the others. */
function askUnknown(expression: string): Answer {
  const written = withUnknowns(expression);
  const type =
    askConsole(`type(${written})`)
      ?.replace(/\s+/g, '')
      .replace(/,([)\]}])/g, '$1') ?? '';
  const encoded = askConsole(`base64encode(try(jsonencode(${written}), ${failed}))`)?.trim() ?? '';
  if (!encoded.startsWith('"')) return [expression, type, 'unknown'];
  const value = Buffer.from(encoded, 'base64').toString('utf8');
  return value === '!' ? [expression] : [expression, type, value];
}

writeFileSync(join(directory, 'main.tf'), 'resource "terraform_data" "x" {}\n');
askTerraform('init');
const unknowns = unknownExpressions.map(askUnknown);
rmSync(directory, { recursive: true });

write('answers.json', answers);
write('unknowns.json', unknowns);

function write(name: string, rows: readonly Answer[]): void {
  const lines = rows.map((row) => JSON.stringify(row)).join(',\n');
  writeFileSync(new URL(name, target), `[\n${lines}\n]\n`);
}
