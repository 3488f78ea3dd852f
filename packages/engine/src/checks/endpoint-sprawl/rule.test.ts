import { describe, expect, it } from 'vitest';
import { foundIn, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { endpointSprawl } from './rule.ts';

/** R-19 UR-COST-3 A7-17 */
describe('NSN5035: more interface endpoints than a NAT gateway costs', () => {
  it('finds five endpoints in a zone', () => {
    expect(
      foundIn(
        endpointSprawl,
        vpc + ['logs', 'kms', 'sts', 'ssm', 'sqs'].map((name) => interfaceEndpoint(name, name)).join(''),
      ),
    ).toEqual(['aws_vpc.main']);
  });
  it('is silent about four endpoints in a zone', () => {
    expect(
      foundIn(
        endpointSprawl,
        vpc + ['logs', 'kms', 'sts', 'ssm'].map((name) => interfaceEndpoint(name, name)).join(''),
      ),
    ).toEqual([]);
  });
});
