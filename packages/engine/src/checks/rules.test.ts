import { describe, expect, it } from 'vitest';
import { contextOf } from '../../test/rule-networks.ts';
import { readDirectory } from '../../test/terraform-network.ts';
import { diagnosticKinds } from '../diagnostics/registry.ts';
import { rules } from './rules.ts';
import { runRules } from './run-rules.ts';

const examples = new URL('../../../../examples/', import.meta.url);

describe('all rules together', () => {
  it('are content with a closed network that is written as they ask', () => {
    const { network } = readDirectory(new URL('closed/', examples));
    expect(network.workloads.size).toBe(1);
    expect(runRules(contextOf(network)).map(({ code, facts }) => [code, facts])).toEqual([]);
  });

  it('say nothing about an empty project', () => {
    const { network } = readDirectory(new URL('no-such-example/', examples));
    expect(runRules(contextOf(network))).toEqual([]);
  });
});

describe('a finding of several instances of one line', () => {
  const instances = ['a["1"]', 'a["2"]', 'a["3"]', 'a["4"]', 'a["5"]', 'a["6"]'];
  const told = (count: number, language: 'en' | 'ja'): string => {
    const [component = ''] = instances;
    const facts = { component, other: '', names: [], instances: instances.slice(0, count) };
    return diagnosticKinds.get('NSN5060')?.words[language].message(facts) ?? '';
  };

  it.each([
    [1, '', 'there is no other'],
    [3, ' (also `a["2"]`, `a["3"]`)', 'all are named'],
    [6, ' (also `a["2"]`, `a["3"]`, `a["4"]` and 2 more)', 'of many some are'],
  ] as const)('of %i says "%s": %s', (count, more, _because) => {
    expect(told(count, 'en')).toBe(`${told(1, 'en')}${more}`);
    expect(told(count, 'ja').includes('`a["2"]`')).toBe(count > 1);
  });
});

describe('the list of rules', () => {
  it('has each code and slug once, in order of codes', () => {
    const codes = rules.map(({ kind }) => kind.code);
    expect(codes).toEqual([...new Set(codes)].sort());
    expect(new Set(rules.map(({ slug }) => slug)).size).toBe(rules.length);
  });

  it('is known to the registry, so that each finding has its words', () => {
    expect(rules.filter(({ kind }) => diagnosticKinds.get(kind.code) !== kind)).toEqual([]);
  });
});
