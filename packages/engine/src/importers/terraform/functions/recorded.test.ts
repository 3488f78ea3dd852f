import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../evaluation/expressions/evaluate.ts';
import { evaluateQuietly } from '../evaluation/expressions/evaluating.ts';
import type { Scope } from '../evaluation/scope.ts';
import type { Session } from '../evaluation/session.ts';
import type { ProjectFiles } from '../project.ts';
import { locator } from '../syntax/locate.ts';
import { parseExpression } from '../syntax/native.ts';
import { dynamicType, objectOf, unknownReference, withoutMarks } from '../values/construct.ts';
import { encodeJson } from '../values/json.ts';
import { formatType, typeOf } from '../values/type.ts';
import type { Value } from '../values/value.ts';
import { decodeUtf8, encodeUtf8 } from './characters.ts';
import { functionTable } from './table.ts';

function recorded<Content>(name: string): Content {
  return JSON.parse(readFileSync(new URL(`recorded/${name}.json`, import.meta.url), 'utf8')) as Content;
}

/** `[expression, type, JSON]`; only the expression where Terraform says it is an error. */
type Answer = readonly [string] | readonly [string, string, string];

const answers = recorded<readonly Answer[]>('answers');
const unknowns = recorded<readonly Answer[]>('unknowns');

/** The files that the answers of file functions are about; bytes as numbers. */
const fixture = recorded<Readonly<Record<string, string | readonly number[]>>>('fixture');

/** What `TEXT`, `LIST`… stand for in the expressions of `unknowns`. */
const unknownNames = recorded<Readonly<Record<string, string>>>('names');

function withUnknowns(expression: string): string {
  return expression.replaceAll(/\b[A-Z]{3,}\b/g, (name) => unknownNames[name] ?? name);
}

/** Where we differ from Terraform 1.11.4 on purpose, and why. */
const differences: Readonly<Record<string, string>> = {
  'tonumber("-0")': 'our numbers have no negative zero',
  'true || "x"': 'the side that decides is enough, as in Terraform 1.12',
  'false && "x"': 'the side that decides is enough, as in Terraform 1.12',
  '-0': 'our numbers have no negative zero',
  'jsondecode("-0")': 'our numbers have no negative zero',
  'textencodebase64("日本","Shift_JIS")': 'the table is not built in: unknown, with a note',
  'textencodebase64("日","EUC-JP")': 'the table is not built in: unknown, with a note',
  'textdecodebase64("k/qWew==","Shift_JIS")': 'the table is not built in: unknown, with a note',
  'format("%s",null)': 'Terraform leaves a null without a type unknown; we answer as for one with a type',
  'format("%v",null)': 'Terraform leaves a null without a type unknown; we answer as for one with a type',
  'format("%#v",null)': 'Terraform leaves a null without a type unknown; we answer as for one with a type',
  'format("%q",null)': 'Terraform leaves a null without a type unknown; we answer as for one with a type',
  'format("%t",null)': 'Terraform leaves a null without a type unknown; we answer as for one with a type',
  'formatlist("%s",null)': 'Terraform leaves a null without a type unknown; we answer as for one with a type',
  'yamldecode("? a\\n: b\\n")': 'complex keys are not read: unknown, with a warning',
  'yamldecode("a: !!binary aGVsbG8=\\n")': 'tags are not read: unknown, with a warning',
  'yamldecode("a: !!int \\"5\\"\\n")': 'tags are not read: unknown, with a warning',
  'yamlencode("\\ufeffa")': 'Terraform also escapes the letter behind a byte order mark',
};

/** Different on each machine or run, or of a provider that the console does not load. */
const notAsked: ReadonlySet<string> = new Set([
  'abspath',
  'base64gzip',
  'bcrypt',
  'plantimestamp',
  'provider::aws::arn_build',
  'provider::aws::arn_parse',
  'provider::aws::trim_iam_role_path',
  'rsadecrypt',
  'templatestring',
  'timestamp',
  'uuid',
]);

const files: ProjectFiles = {
  workingDirectory: '/project',
  readText: (path) => {
    const content = fixture[path];
    if (typeof content === 'string') return { kind: 'text', text: content };
    if (content !== undefined) {
      const text = decodeUtf8(Uint8Array.from(content));
      return text === undefined ? { kind: 'not-utf8' } : { kind: 'text', text };
    }
    return { kind: namesIn(path).length > 0 ? 'not-a-file' : 'missing' };
  },
  readBytes: (path) => {
    const content = fixture[path];
    if (typeof content === 'string') return encodeUtf8(content);
    return content === undefined ? undefined : Uint8Array.from(content);
  },
  list: (path) => {
    const names = namesIn(path === '.' ? '' : path);
    return names.length === 0 ? undefined : names;
  },
};

function namesIn(path: string): readonly string[] {
  const prefix = path === '' ? '' : `${path}/`;
  const below = Object.keys(fixture).filter((name) => name.startsWith(prefix));
  return [...new Set(below.map((name) => name.slice(prefix.length).replace(/\/.*/, '/')))].sort();
}

/** `terraform_data.x` before apply: attributes of no known type. */
const notYetKnown: Value = objectOf(
  ['id', 'output'].map((path): [string, Value] => [
    path,
    unknownReference(dynamicType, { address: 'terraform_data.x', path }),
  ]),
);

/** Only what expressions without references need. */
function scopeFor(path: string, text: string): Scope {
  const session = {
    files,
    report: () => undefined,
    counters: { depth: 0, steps: 0, instances: 0 },
    pulls: [],
    evaluate,
  } as unknown as Session;
  const globals = { resolve: () => notYetKnown, directory: '.' };
  const source = { path, text, syntax: 'native' as const, locate: locator(path, text) };
  return { source, names: undefined, globals, session, report: () => undefined };
}

/** Our answer in the form of the recorded ones. */
function answerOf(text: string): readonly string[] {
  const parsed = parseExpression('console', text);
  if (parsed.diagnostics.length > 0) return [text];
  const attempt = evaluateQuietly(parsed.value, scopeFor('console', text));
  if (attempt.failed) return [text];
  const value = withoutMarks(attempt.value);
  const json = encodeJson(value);
  const type = formatType(typeOf(value)).replaceAll(' ', '').replaceAll('any', 'dynamic');
  return [text, type, json.kind === 'string' ? json.value : 'unknown'];
}

/** A file that is not there yet has a digest that is not known (NSN2018); Terraform stops. */
function isDigestOfLater(text: string): boolean {
  return /^(core::)?file(md5|sha|base64sha)/.test(text) && answerOf(text)[2] === 'unknown';
}

function normalise(answer: readonly string[]): readonly string[] {
  const [text = '', type, json] = answer;
  return type === undefined ? [text] : [text, type.replaceAll(/([{,][^:{}(),]*):/g, '$1='), json ?? ''];
}

describe('functions and operators agree with terraform console', () => {
  it('answers every recorded expression with the same type, value or error', () => {
    expect(answers.length).toBeGreaterThan(5000);
    const wrong = answers
      .map(normalise)
      .filter(([text = '']) => differences[text] === undefined)
      .filter((answer) => answerOf(answer[0] ?? '').join('\n') !== answer.join('\n'))
      .filter(([text = '', type]) => type !== undefined || !isDigestOfLater(text))
      .map((answer) => ({ terraform: answer, naisen: answerOf(answer[0] ?? '') }));
    expect(wrong).toEqual([]);
  });
});

it('differs from Terraform only where a reason is given', () => {
  const agreeing = answers
    .map(normalise)
    .filter(([text = '']) => differences[text] !== undefined)
    .filter((answer) => answerOf(answer[0] ?? '').join('\n') === answer.join('\n'));
  expect(agreeing).toEqual([]);
});

it('records every pure function', () => {
  const asked = answers.map(([text = '']) => text).join('\n');
  const missing = [...functionTable.keys()].filter(
    (name) => !asked.includes(`${name}(`) && !notAsked.has(name),
  );
  expect(missing).toEqual([]);
});

/** Certain already, although Terraform 1.11 still leaves it (or its type) open. */
const moreIsKnown: readonly string[] = [
  'length(slice(LIST, 0, 2))',
  '[TEXT, 1] == ["a", 2]',
  '{ a = TEXT, b = 1 } == { a = "x", b = 2 }',
  'contains([], TEXT)',
  'contains(ANY, "a")',
  'coalescelist(LIST, ["a"])',
  'coalescelist([], LIST)',
  'one(SET)',
  'reverse(SET)',
  'setproduct(SET, ["b"])',
  'alltrue([FLAG, false])',
  'join(TEXT, ["a"])',
  'startswith(join(",", ["a", "b", TEXT]), "a,b,")',
  'format("%s", ANY)',
  'tolist(SET)',
  'toset(LIST)',
  'try(TEXT, "a")',
  'try([TEXT][0], "a")',
  'try(tonumber(TEXT), 1)',
  'can(TEXT)',
  'issensitive(TEXT)',
];

/** The evaluator's answers, not those of a function. */
const ofTheEvaluator: readonly string[] = ['can(tonumber(TEXT))', 'tolist([{ a = TEXT, b = 1 }])[*].b'];
const unknownDifferences: ReadonlySet<string> = new Set([...moreIsKnown, ...ofTheEvaluator]);

describe('values that are known only after apply', () => {
  it('gives the same type and leaves open what terraform console leaves open', () => {
    const wrong = unknowns
      .map(normalise)
      .filter(([text = '']) => !unknownDifferences.has(text))
      .map((terraform) => ({ terraform, naisen: answerOf(withUnknowns(terraform[0] ?? '')) }))
      .filter(({ terraform, naisen }) => terraform.slice(1).join('\n') !== naisen.slice(1).join('\n'));
    expect(wrong).toEqual([]);
  });
});
