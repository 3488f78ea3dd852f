import { describe, expect, it } from 'vitest';
import { flowLog, foundIn, vpc } from '../../../test/rule-networks.ts';
import { flowLogFormatWithoutPath } from './rule.ts';

/** R-52 FL-12 */
describe('NSN5081: a flow-log format that hides the path', () => {
  it('finds a format without path', () => {
    expect(
      foundIn(flowLogFormatWithoutPath, vpc + flowLog({ more: 'log_format = "$${srcaddr} $${dstaddr}"' })),
    ).toEqual(['aws_flow_log.main']);
  });
  it('is silent about a format with both fields', () => {
    expect(
      foundIn(
        flowLogFormatWithoutPath,
        vpc + flowLog({ more: 'log_format = "$${flow-direction} $${traffic-path}"' }),
      ),
    ).toEqual([]);
  });
  it('is silent about the default format, which has a code of its own', () => {
    expect(foundIn(flowLogFormatWithoutPath, vpc + flowLog())).toEqual([]);
  });
});
