import { describe, expect, it } from 'vitest';
import { diagnosticKinds } from '../diagnostics/registry.ts';
import { gapOf } from './gap-codes.ts';

describe('a route that ends where we cannot follow', () => {
  it.each([
    ['transit-gateway', 'NSN8007'],
    ['vpn-gateway', 'NSN8006'],
    ['carrier-gateway', 'NSN8008'],
    ['local-gateway', 'NSN8008'],
    ['core-network', 'NSN8009'],
    ['odb-network', 'NSN8014'],
  ] as const)('to a %s is the gap %s, which has a page', (kind, code) => {
    expect(gapOf(kind)).toBe(code);
    expect(diagnosticKinds.has(code)).toBe(true);
  });
});
