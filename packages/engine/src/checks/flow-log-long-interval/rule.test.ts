import { describe, expect, it } from 'vitest';
import { flowLog, foundIn, vpc } from '../../../test/rule-networks.ts';
import { flowLogLongInterval } from './rule.ts';

/** */
describe('NSN5082: a flow log that aggregates ten minutes', () => {
  it('finds a flow log without an interval', () => {
    expect(foundIn(flowLogLongInterval, vpc + flowLog())).toEqual(['aws_flow_log.main']);
  });
  it('is silent about one minute', () => {
    expect(foundIn(flowLogLongInterval, vpc + flowLog({ more: 'max_aggregation_interval = 60' }))).toEqual(
      [],
    );
  });
});
