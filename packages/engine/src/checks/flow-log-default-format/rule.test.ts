import { describe, expect, it } from 'vitest';
import { flowLog, foundIn, vpc } from '../../../test/rule-networks.ts';
import { flowLogDefaultFormat } from './rule.ts';

/** R-52 FL-12 */
describe('NSN5080: a flow log in the default format', () => {
  it('finds a flow log without a format', () => {
    expect(foundIn(flowLogDefaultFormat, vpc + flowLog())).toEqual(['aws_flow_log.main']);
  });
  it('is silent about a flow log with a format', () => {
    expect(
      foundIn(flowLogDefaultFormat, vpc + flowLog({ more: 'log_format = "$${version} $${traffic-path}"' })),
    ).toEqual([]);
  });
});
