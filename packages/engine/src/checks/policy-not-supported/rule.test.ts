import { describe, expect, it } from 'vitest';
import { foundIn, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { policyNotSupported } from './rule.ts';

/** IF-19 POL-11 UR-POL-6 */
describe('NSN5064: a policy on an endpoint that takes none', () => {
  it('finds a policy for transfer.server', () => {
    expect(
      foundIn(
        policyNotSupported,
        vpc +
          interfaceEndpoint(
            'files',
            'transfer.server',
            `policy = jsonencode({
 Version = "2012-10-17"
 Statement = [{ Effect = "Allow",
    Principal = "*",
    Action = "*",
    Resource = ["arn:aws:s3:::own", "arn:aws:s3:::own/*"] }]
})`,
          ),
      ),
    ).toEqual(['aws_vpc_endpoint.files']);
  });
  it('is silent about a policy for logs', () => {
    expect(
      foundIn(
        policyNotSupported,
        vpc +
          interfaceEndpoint(
            'logs',
            'logs',
            `policy = jsonencode({
 Version = "2012-10-17"
 Statement = [{ Effect = "Allow",
    Principal = "*",
    Action = "*",
    Resource = ["arn:aws:s3:::own", "arn:aws:s3:::own/*"] }]
})`,
          ),
      ),
    ).toEqual([]);
  });
});
