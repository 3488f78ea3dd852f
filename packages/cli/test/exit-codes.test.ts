import { describe, expect, it } from 'vitest';
import { contextOf, exitCodeOf } from '../src/commands/context.ts';

const none = { blocked: 0, undetermined: 0, errors: 0 };

describe('exit codes', () => {
  const rows: readonly (readonly [
    Partial<typeof none>,
    { readonly strict?: true },
    number,
    string,
    string,
  ])[] = [
    [{}, {}, 0, '', 'all that is needed arrives'],
    [{ blocked: 1 }, {}, 1, '', 'a needed call is blocked'],
    [{ errors: 1 }, {}, 1, '', 'a diagnostic of severity error'],
    [{ undetermined: 2 }, {}, 0, 'warning: 2 needed calls are undetermined', 'undetermined alone only warns'],
    [
      { undetermined: 1 },
      { strict: true },
      2,
      'error: 1 needed call is undetermined',
      'strict wants an answer',
    ],
    [
      { blocked: 1, undetermined: 1 },
      { strict: true },
      1,
      '',
      'a certain fault comes before a missing answer',
    ],
  ];

  it.each(rows)('%j with %j gives %i and says %j: %s', (counts, options, code, sentence) => {
    const remarks: string[] = [];
    const output = { result: () => undefined, remark: (text: string) => void remarks.push(text) };
    const stream = { isTerminal: false, columns: undefined };
    const context = contextOf({ environment: {}, stream, output, today: '2026-11-28' }, 'en');
    expect(exitCodeOf({ ...none, ...counts }, options, context)).toBe(code);
    expect(remarks.join('')).toContain(sentence);
    expect(remarks.length).toBe(sentence === '' ? 0 : 1);
  });
});
