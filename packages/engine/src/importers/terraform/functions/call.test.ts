import { describe, expect, it } from 'vitest';
import { describe as describeDiagnostic } from '../../../diagnostics/registry.ts';
import type { ProjectFiles } from '../project.ts';
import {
  boolType,
  boolValue,
  dynamicType,
  isSensitiveWithin,
  listOf,
  listType,
  mapOf,
  markSensitive,
  nullValue,
  numberType,
  numberValue,
  objectOf,
  setOf,
  stringType,
  stringValue,
  tupleOf,
  unknownOf,
  unknownReference,
} from '../values/construct.ts';
import type { Type, Value } from '../values/value.ts';
import { callFunction } from './call.ts';
import type { FunctionContext, Outcome } from './definition.ts';
import { applyBinary, applyUnary, conditionalResult } from './operators.ts';
import { diagnoseProblem, type FunctionProblem } from './problem.ts';
import { concatenateTemplate } from './templates.ts';

const files: ProjectFiles = {
  workingDirectory: '/project',
  readText: (path) => (path === 'a.txt' ? { kind: 'text', text: 'hello' } : { kind: 'missing' }),
  readBytes: (path) => (path === 'a.txt' ? Uint8Array.from([104, 105]) : undefined),
  list: () => undefined,
};
const notes: FunctionProblem[] = [];
const context: FunctionContext = {
  files,
  moduleDirectory: '.',
  evaluateTemplate: ({ text, variables }) => stringValue(`${text}:${[...variables.keys()].join(',')}`),
  note: (problem) => notes.push(problem),
};

function call(name: string, ...args: readonly Value[]): Outcome {
  return callFunction(name, args, context);
}

const text = stringValue;
const bucket = unknownReference(stringType, { address: 'aws_s3_bucket.logs', path: 'arn' });
const port = unknownReference(numberType, { address: 'aws_db_instance.main', path: 'port' });
const policyArn = { ...bucket, notNull: true } as const;

/** A value as one line: references in `<…>`. */
function show(outcome: Outcome): string {
  if (!outcome.ok) return `refused: ${outcome.error.code}`;
  const value = outcome.value;
  if (value.kind === 'string') return value.value;
  if (value.kind !== 'unknown') return value.kind;
  const pieces = value.unknown.template;
  const names = value.unknown.references.map(({ address, path }) => `${address}.${path}`);
  if (pieces === undefined) return `unknown of ${names.join(' and ')}`;
  return pieces
    .map((piece) => (typeof piece === 'string' ? piece : `<${piece.address}.${piece.path}>`))
    .join('');
}

describe('text that is not known yet keeps its references in place (TF-1)', () => {
  const statement = objectOf([
    ['Resource', tupleOf([bucket, ok(concatenateTemplate([bucket, text('/*')]))])],
    ['Port', port],
    ['Effect', text('Allow')],
  ]);

  it.each<readonly [string, Outcome, string]>([
    ['a template', concatenateTemplate([text('a-'), bucket, text('-b')]), 'a-<aws_s3_bucket.logs.arn>-b'],
    ['join', call('join', text('/'), tupleOf([bucket, text('x')])), '<aws_s3_bucket.logs.arn>/x'],
    [
      'format with %s and %d',
      call('format', text('%s:%d'), bucket, port),
      '<aws_s3_bucket.logs.arn>:<aws_db_instance.main.port>',
    ],
    ['tostring of a number', call('tostring', port), '<aws_db_instance.main.port>'],
    [
      'jsonencode: text in quotes, numbers bare',
      call('jsonencode', statement),
      '{"Effect":"Allow","Port":<aws_db_instance.main.port>,' +
        '"Resource":["<aws_s3_bucket.logs.arn>","<aws_s3_bucket.logs.arn>/*"]}',
    ],
    [
      'jsonencode escapes the literal pieces',
      call('jsonencode', ok(concatenateTemplate([text('"'), bucket]))),
      '"\\"<aws_s3_bucket.logs.arn>"',
    ],
    [
      'coalesce, as the last candidate',
      call('coalesce', nullValue(), text(''), bucket),
      '<aws_s3_bucket.logs.arn>',
    ],
    [
      'element picks it out of a list',
      call('element', tupleOf([text('x'), bucket]), numberValue(1)),
      '<aws_s3_bucket.logs.arn>',
    ],
    [
      'upper changes the letters, so only the reference stays',
      call('upper', bucket),
      'unknown of aws_s3_bucket.logs.arn',
    ],
    [
      'jsonencode of a value of unknown type',
      call('jsonencode', tupleOf([unknownReference(dynamicType, { address: 'a.b', path: 'c' })])),
      'unknown of a.b.c',
    ],
    [
      'an unknown condition hangs on the condition',
      conditionalResult(unknownReference(boolType, { address: 'a.b', path: 'on' }), text('x'), text('y')),
      'unknown of a.b.on',
    ],
    [
      'a sum hangs on both',
      applyBinary('+', port, unknownReference(numberType, { address: 'a.b', path: 'n' })),
      'unknown of aws_db_instance.main.port and a.b.n',
    ],
  ])('%s', (_reason, outcome, expected) => {
    expect(show(outcome)).toBe(expected);
  });

  it('keeps the known beginning of a text', () => {
    const arn = ok(concatenateTemplate([text('arn:aws:'), bucket]));
    expect(ok(concatenateTemplate([text('<'), arn]))).toMatchObject({ prefix: '<arn:aws:' });
    expect(arn).toMatchObject({
      prefix: 'arn:aws:',
      notNull: true,
    });
  });

  it.each<readonly [string, Outcome, unknown]>([
    ['an attribute that cannot be null is not null', applyBinary('==', policyArn, nullValue()), false],
    [
      'a deciding side is enough for &&',
      applyBinary('&&', boolValue(false), unknownOf(boolType, bucket.unknown)),
      false,
    ],
    ['and for ||', applyBinary('||', unknownOf(boolType, bucket.unknown), boolValue(true)), true],
    [
      'one beginning cannot become another',
      call('startswith', ok(concatenateTemplate([text('ab'), bucket])), text('x')),
      false,
    ],
    [
      'both results of a conditional are the same',
      conditionalResult(unknownOf(boolType, bucket.unknown), boolValue(true), boolValue(true)),
      true,
    ],
  ])('%s', (_reason, outcome, expected) => {
    expect(ok(outcome)).toMatchObject({ kind: 'bool', value: expected });
  });
});

function ok(outcome: Outcome): Value {
  if (!outcome.ok) throw new Error(outcome.error.code);
  return outcome.value;
}

const long = text('x'.repeat(1_000_000));

describe('what is wrong becomes a diagnostic with words in both languages', () => {
  it.each<readonly [string, string, Outcome, number | undefined]>([
    ['NSN2001', 'an unknown function', call('uper', text('a')), undefined],
    ['NSN2002', 'too many arguments', call('upper', text('a'), text('b')), undefined],
    ['NSN2003', 'an argument of the wrong type', call('upper', tupleOf([])), 0],
    ['NSN2004', 'a null argument', call('split', text(','), nullValue()), 1],
    [
      'NSN2005',
      'an argument that does not fit',
      call('cidrsubnet', text('10.0.0.0/16'), numberValue(20), numberValue(0)),
      1,
    ],
    ['NSN2006', 'an operand of the wrong type', applyBinary('+', numberValue(1), text('a')), 1],
    ['NSN2007', 'a null operand', applyUnary('!', nullValue()), 0],
    [
      'NSN2008',
      'results without a common type',
      conditionalResult(boolValue(true), tupleOf([]), objectOf([['a', text('b')]])),
      undefined,
    ],
    ['NSN2009', 'a division by zero', applyBinary('/', numberValue(1), numberValue(0)), 1],
    ['NSN2011', 'a list in a template', concatenateTemplate([tupleOf([])]), 0],
    ['NSN2012', 'a file that is not there', call('file', text('b.txt')), 0],
    ['NSN2012', 'bytes of a file that is not there', call('filebase64', text('b.txt')), 0],
    ['NSN2013', 'a range beyond the limit', call('range', numberValue(2000)), undefined],
    [
      'NSN2013',
      'a product of millions',
      call(
        'setproduct',
        ...Array.from({ length: 7 }, () => tupleOf(Array.from({ length: 20 }, (_, i) => numberValue(i)))),
      ),
      undefined,
    ],
    [
      'NSN2013',
      'a replacement that grows without bound',
      call('replace', long, text('x'), text('y'.repeat(1000))),
      undefined,
    ],
    ['NSN2014', 'a look-ahead', call('regex', text('a(?=b)'), text('ab')), 0],
    ['NSN2015', 'a verb that does not exist', call('format', text('%z'), text('a')), undefined],
  ])('%s: %s', (code, _reason, outcome, argument) => {
    expect(outcome).toMatchObject({ ok: false, error: { code, argument } });
    if (outcome.ok) return;
    const diagnostic = diagnoseProblem(outcome.error, undefined);
    for (const language of ['en', 'ja'] as const) {
      const words = describeDiagnostic(diagnostic, language);
      expect(words.message).not.toContain('undefined');
      expect(words.message).not.toMatch(/^[A-Z]|\.$/);
    }
  });

  it('suggests the nearest names', () => {
    expect(call('jsonencod', text('a'))).toMatchObject({
      error: { facts: { suggestions: ['jsonencode', 'jsondecode'] } },
    });
  });

  it('notes what it does not compute (NSN2016, NSN2017)', () => {
    notes.length = 0;
    expect(show(call('base64gzip', text('a')))).toBe('unknown of ');
    expect(show(call('yamldecode', text('? a\n: b\n')))).toBe('unknown of ');
    expect(notes.map(({ code }) => code)).toEqual(['NSN2017', 'NSN2016']);
  });

  it('does not quote a sensitive argument', () => {
    const outcome = call('jsondecode', markSensitive(text('{secret')));
    expect(JSON.stringify(outcome)).not.toContain('secret');
    expect(JSON.stringify(call('cidrhost', markSensitive(text('secret')), numberValue(1)))).not.toContain(
      'secret',
    );
  });

  it('ends at once where shared parts would be written out for hours', () => {
    let nested: Value = text('lol');
    for (let i = 0; i < 30; i++) nested = tupleOf(Array.from({ length: 10 }, () => nested));
    expect(call('jsonencode', nested)).toMatchObject({ ok: false, error: { code: 'NSN2013' } });
    expect(call('flatten', nested)).toMatchObject({ ok: false, error: { code: 'NSN2013' } });
    expect(applyBinary('==', nested, nested)).toMatchObject({ ok: true, value: { value: true } });
  });
});

describe('files that only another machine or a later build has', () => {
  it.each([
    ['file', '/etc/passwd', 'outside the project'],
    ['file', '~/.ssh/id_rsa.pub', "somebody's home"],
    ['fileexists', '~/.ssh/id_rsa.pub', 'whether it is there is as little known'],
    ['filemd5', 'b.txt', 'a package that a build makes: its digest tells nothing about the network'],
    ['filebase64sha256', 'lambda.zip', 'the same, as functions write it'],
  ])('%s("%s"): not known, and a warning: %s', (name, written, _because) => {
    notes.length = 0;
    const outcome = call(name, text(written));
    expect(outcome).toMatchObject({
      ok: true,
      value: { kind: 'unknown', unknown: { reason: 'not-readable' } },
    });
    expect(notes.map(({ code, severity }) => [code, severity])).toEqual([['NSN2018', 'warning']]);
  });
});

describe('functions outside the console', () => {
  it.each<readonly [string, Outcome, unknown]>([
    [
      'arn_parse takes an ARN apart',
      call('provider::aws::arn_parse', text('arn:aws:iam::444455556666:role/a/b')),
      'role/a/b',
    ],
    [
      'and leaves colons in the resource',
      call('provider::aws::arn_parse', text('arn:aws:logs:eu-west-1:1:log-group:x:*')),
      'log-group:x:*',
    ],
  ])('%s', (_reason, outcome, resource) => {
    const value = ok(outcome);
    expect(value.kind === 'object' ? value.entries.get('resource') : undefined).toMatchObject({
      value: resource,
    });
  });

  it.each<readonly [string, Outcome, string]>([
    [
      'arn_build joins the parts',
      call('provider::aws::arn_build', text('aws'), text('iam'), text(''), text('1'), text('role/x')),
      'arn:aws:iam::1:role/x',
    ],
    [
      'trim_iam_role_path drops the path',
      call('provider::aws::trim_iam_role_path', text('arn:aws:iam::1:role/with/path/x')),
      'arn:aws:iam::1:role/x',
    ],
    [
      'only of roles',
      call('provider::aws::trim_iam_role_path', text('arn:aws:iam::1:user/x')),
      'refused: NSN2005',
    ],
    ['abspath starts at the project', call('abspath', text('b/../c')), '/project/c'],
    ['a file may be named by its absolute path', call('file', text('/project/a.txt')), 'hello'],
    ['filebase64 encodes the bytes', call('filebase64', text('a.txt')), 'aGk='],
    ['core:: is the same function', call('core::upper', text('a')), 'A'],
    [
      'templatefile hands text and variables over',
      call('templatefile', text('a.txt'), objectOf([['x', text('1')]])),
      'hello:x',
    ],
    ['templatestring as well', call('templatestring', text('t'), objectOf([['x', text('1')]])), 't:x'],
    ['uuid is never known', call('uuid'), 'unknown of '],
    ['nor is timestamp', call('timestamp'), 'unknown of '],
    ['the home directory is not known', call('pathexpand', text('~/x')), 'unknown of '],
  ])('%s', (_reason, outcome, expected) => {
    expect(show(outcome)).toBe(expected);
  });
});

const secret = markSensitive(text('s'));

describe('sensitive marks follow the value', () => {
  it.each<readonly [string, Outcome, boolean]>([
    ['a text made of it', concatenateTemplate([text('a'), secret]), true],
    ['an unknown that hangs on it', call('upper', markSensitive(bucket)), true],
    ['a set that holds it', call('toset', tupleOf([secret])), true],
    ['a comparison with it', applyBinary('==', secret, text('x')), true],
    [
      'another element of the same list',
      call('element', tupleOf([secret, text('b')]), numberValue(1)),
      false,
    ],
    ['the number of elements', call('length', tupleOf([secret])), false],
    ['the names of an object', call('keys', objectOf([['a', secret]])), false],
    [
      'a choice that it decided',
      conditionalResult(markSensitive(boolValue(true)), text('a'), text('b')),
      true,
    ],
    ['after nonsensitive', call('nonsensitive', secret), false],
  ])('%s', (_reason, outcome, expected) => {
    expect(isSensitiveWithin(ok(outcome))).toBe(expected);
  });
});

describe('an unknown argument gives an unknown of the right type', () => {
  const list = unknownOf(listType(stringType), bucket.unknown);
  it.each<readonly [string, Outcome, Type]>([
    ['split', call('split', text(','), bucket), listType(stringType)],
    ['cidrsubnet', call('cidrsubnet', bucket, numberValue(8), numberValue(1)), stringType],
    ['length', call('length', list), numberType],
    ['element', call('element', list, numberValue(0)), stringType],
    ['lookup in a map', call('lookup', mapOf(stringType, [['a', text('x')]]), bucket, text('d')), stringType],
    ['contains', call('contains', setOf(stringType, [bucket]), text('x')), boolType],
    ['concat', call('concat', list, listOf(stringType, [])), listType(stringType)],
    [
      'regexall',
      call('regexall', text('(?P<a>.)'), bucket),
      listType({ kind: 'object', attributes: new Map([['a', stringType]]) }),
    ],
  ])('%s', (_reason, outcome, type) => {
    expect(ok(outcome)).toMatchObject({ kind: 'unknown', type });
  });
});
