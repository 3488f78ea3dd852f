import { describe, expect, it } from 'vitest';
import { flowLog, foundIn, vpc } from '../../../test/rule-networks.ts';
import { flowLogPartOfTraffic } from './rule.ts';

/** FL-1 */
describe('NSN5083: a flow log of a part of the traffic', () => {
  it('finds rejected traffic only', () => {
    expect(foundIn(flowLogPartOfTraffic, vpc + flowLog().replace('"ALL"', '"REJECT"'))).toEqual([
      'aws_flow_log.main',
    ]);
  });
  it('is silent about all traffic', () => {
    expect(foundIn(flowLogPartOfTraffic, vpc + flowLog())).toEqual([]);
  });
});
