import { describe, expect, it } from 'vitest';
import { languageOf } from '../src/language.ts';
import { nearestNames } from '../src/nearest.ts';
import { columnsOf, isColoured, type StreamFacts } from '../src/terminal.ts';
import { writeJson } from '../src/write-json.ts';

describe('language', () => {
  const rows: readonly (readonly [readonly string[], Readonly<Record<string, string>>, string, string])[] = [
    [['check', '--lang', 'ja'], {}, 'ja', 'the option'],
    [['check', '--lang=en'], { LANG: 'ja_JP.UTF-8' }, 'en', 'the option before the locale'],
    [[], { LANG: 'ja_JP.UTF-8' }, 'ja', 'LANG'],
    [[], { LC_ALL: 'C', LANG: 'ja_JP.UTF-8' }, 'en', 'LC_ALL before LANG'],
    [[], { LC_ALL: '', LC_MESSAGES: 'ja', LANG: 'en_US' }, 'ja', 'an empty variable is not set'],
    [[], { LANG: 'jam_JM' }, 'en', 'another language that begins alike'],
    [['--', '--lang', 'ja'], {}, 'en', 'not after the end of options'],
  ];

  it.each(rows)('%j with %j speaks %s: %s', (words, environment, expected) => {
    expect(languageOf(words, environment)).toBe(expected);
  });
});

describe('colour', () => {
  const terminal = { isTerminal: true, columns: 80 };
  const pipe = { isTerminal: false, columns: undefined };

  const rows: readonly (readonly [
    boolean | undefined,
    Readonly<Record<string, string>>,
    StreamFacts,
    boolean,
    string,
  ])[] = [
    [undefined, {}, terminal, true, 'a terminal'],
    [undefined, {}, pipe, false, 'a pipe'],
    [undefined, { NO_COLOR: '1' }, terminal, false, 'NO_COLOR'],
    [undefined, { NO_COLOR: '' }, terminal, true, 'an empty NO_COLOR is not set'],
    [undefined, { FORCE_COLOR: '1' }, pipe, true, 'FORCE_COLOR'],
    [undefined, { FORCE_COLOR: '0' }, terminal, false, 'FORCE_COLOR=0'],
    [undefined, { TERM: 'dumb' }, terminal, false, 'a terminal that cannot'],
    [true, { NO_COLOR: '1' }, pipe, true, 'the option wins'],
    [false, { FORCE_COLOR: '1' }, terminal, false, 'the option wins'],
  ];

  it.each(rows)('%j %j %j gives %s: %s', (option, environment, stream, expected) => {
    expect(isColoured(option, environment, stream)).toBe(expected);
  });

  it('writes 120 columns into a pipe and at least 40 to a terminal', () => {
    expect(columnsOf(undefined, pipe)).toBe(120);
    expect(columnsOf(undefined, { isTerminal: true, columns: 10 })).toBe(40);
    expect(columnsOf(66, terminal)).toBe(66);
  });
});

describe('did you mean', () => {
  it.each([
    [
      'aws_ecs_service.ap',
      ['aws_ecs_service.app', 'aws_instance.web'],
      ['aws_ecs_service.app'],
      'one letter is missing',
    ],
    [
      'web',
      ['aws_instance.web[0]', 'aws_lambda_function.x'],
      ['aws_instance.web[0]'],
      'a part of the address',
    ],
    ['zzz', ['s3', 'sts'], [], 'nothing is near'],
    ['s', ['s1', 's2', 's3', 's4'], ['s1', 's2', 's3'], 'three at most, in order'],
  ])('%s of %j gives %j: %s', (asked, names, expected) => {
    expect(nearestNames(asked, names)).toEqual(expected);
  });
});

describe('JSON', () => {
  it('is what JSON.stringify would give', () => {
    const document = {
      schema: 'x',
      list: [{ a: [1, { b: null }] }, []],
      none: [],
      object: { c: 'd\ne' },
      nothing: undefined,
    };
    const written: string[] = [];
    writeJson(document, { result: (text) => written.push(text), remark: () => undefined });
    expect(written.join('')).toBe(`${JSON.stringify(document, null, 2)}\n`);
  });
});
