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
