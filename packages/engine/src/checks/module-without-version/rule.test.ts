import { describe, expect, it } from 'vitest';
import { foundIn, vpc } from '../../../test/rule-networks.ts';
import { moduleWithoutVersion } from './rule.ts';

/** */
describe('NSN5086: a registry module without a version', () => {
  it('finds a module of the registry without version', () => {
    expect(foundIn(moduleWithoutVersion, `${vpc}module "nat" {\n  source = "example/nat/aws"\n}`)).toEqual([
      'module.nat',
    ]);
  });
  it('is silent about a module with a version', () => {
    expect(
      foundIn(
        moduleWithoutVersion,
        `${vpc}module "nat" {\n  source  = "example/nat/aws"\n  version = "1.3.0"\n}`,
      ),
    ).toEqual([]);
  });
  it('is silent about a module of the same directory', () => {
    expect(foundIn(moduleWithoutVersion, `${vpc}module "nat" {\n  source = "./nat"\n}`)).toEqual([]);
  });
});
