import { describe, expect, it } from 'vitest';
import { foundIn, instance, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { superfluousEgress } from './rule.ts';

/** SG-1 R-06 */
describe('NSN5018: egress rules on a group that only endpoints have', () => {
  it('finds a group of endpoints that lets everything out', () => {
    expect(
      foundIn(
        superfluousEgress,
        `${vpc}${instance.replace('security_group.client', 'security_group.own')}
${interfaceEndpoint(
  'logs',
  'logs',
  'security_group_ids = [aws_security_group.client.id, aws_security_group.endpoint.id]',
)}
resource "aws_security_group" "own" {
  vpc_id = aws_vpc.main.id
}`,
      ),
    ).toEqual(['aws_security_group.client']);
  });
  it('is silent about a group without egress rules', () => {
    expect(foundIn(superfluousEgress, vpc + instance + interfaceEndpoint('logs', 'logs'))).toEqual([]);
  });
  it('is silent about a group that clients have, too', () => {
    expect(
      foundIn(
        superfluousEgress,
        vpc +
          instance +
          interfaceEndpoint(
            'logs',
            'logs',
            'security_group_ids = [aws_security_group.client.id, aws_security_group.endpoint.id]',
          ),
      ),
    ).toEqual([]);
  });
});
