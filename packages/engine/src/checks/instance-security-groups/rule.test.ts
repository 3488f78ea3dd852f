import { describe, expect, it } from 'vitest';
import { foundIn, instance, vpc } from '../../../test/rule-networks.ts';
import { instanceSecurityGroups } from './rule.ts';

/** R-39 UR-EXIST-5 */
describe('NSN5085: `security_groups` on an instance of a VPC', () => {
  it('finds an instance with security_groups', () => {
    expect(
      foundIn(instanceSecurityGroups, vpc + instance.replace('vpc_security_group_ids', 'security_groups')),
    ).toEqual(['aws_instance.app']);
  });
  it('is silent about an instance with vpc_security_group_ids', () => {
    expect(foundIn(instanceSecurityGroups, vpc + instance)).toEqual([]);
  });
});
