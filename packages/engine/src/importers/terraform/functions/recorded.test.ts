import { describe, expect, it } from 'vitest';
import { fixture } from '../../../../../../tools/functions/fixture.ts';
import { evaluateQuietly } from '../evaluation/expressions/evaluate.ts';
import type { Scope } from '../evaluation/scope.ts';
import type { Session } from '../evaluation/session.ts';
import type { ProjectFiles } from '../project.ts';
import { locator } from '../syntax/locate.ts';
import { parseExpression } from '../syntax/native.ts';
import { withoutMarks } from '../values/construct.ts';
import { encodeJson } from '../values/json.ts';
import { formatType, typeOf } from '../values/type.ts';
import { decodeUtf8, encodeUtf8 } from './characters.ts';
import answers from './recorded/answers.json' with { type: 'json' };
import { functionTable } from './table.ts';

/** Where we differ from Terraform 1.11.4 on purpose, and why. */
const differences: Readonly<Record<string, string>> = {
  'tonumber("-0")': 'our numbers have no negative zero',
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
      const text = decodeUtf8(content);
      return text === undefined ? { kind: 'not-utf8' } : { kind: 'text', text };
    }
    return { kind: namesIn(path).length > 0 ? 'not-a-file' : 'missing' };
  },
  readBytes: (path) => {
    const content = fixture[path];
    return typeof content === 'string' ? encodeUtf8(content) : content;
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

/** Only what expressions without references need. */
function scopeFor(path: string, text: string): Scope {
  const session = {
    files,
    report: () => undefined,
    counters: { depth: 0, steps: 0, instances: 0 },
    pulls: [],
  } as unknown as Session;
  const globals = { resolve: () => expect.unreachable('no references'), directory: '.' };
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
  if (json.kind !== 'string') return [text, 'unknown', 'unknown'];
  const type = formatType(typeOf(value)).replaceAll(' ', '').replaceAll('any', 'dynamic');
  return [text, type, json.value];
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
