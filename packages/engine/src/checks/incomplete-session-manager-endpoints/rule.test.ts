import { describe, expect, it } from 'vitest';
import {
  fargate,
  foundIn,
  instance,
  interfaceEndpoint,
  sessionManager,
  vpc,
} from '../../../test/rule-networks.ts';
import { incompleteSessionManagerEndpoints } from './rule.ts';

/** R-05 UR-NEED-2 */
describe('NSN5031: a part of what Session Manager needs', () => {
  it('finds ssm alone with an instance of Session Manager', () => {
    expect(
      foundIn(
        incompleteSessionManagerEndpoints,
        vpc +
          instance.replace(
            'ami ',
            `iam_instance_profile = aws_iam_instance_profile.app.name
 ami `,
          ) +
          sessionManager +
          interfaceEndpoint('ssm', 'ssm'),
      ),
    ).toEqual(['aws_vpc_endpoint.ssm']);
  });
  it('is silent about both', () => {
    expect(
      foundIn(
        incompleteSessionManagerEndpoints,
        vpc +
          instance.replace(
            'ami ',
            `iam_instance_profile = aws_iam_instance_profile.app.name
 ami `,
          ) +
          sessionManager +
          interfaceEndpoint('ssm', 'ssm') +
          interfaceEndpoint('messages', 'ssmmessages'),
      ),
    ).toEqual([]);
  });
  it('is silent about ssm for parameters only', () => {
    expect(
      foundIn(incompleteSessionManagerEndpoints, vpc + fargate + interfaceEndpoint('ssm', 'ssm')),
    ).toEqual([]);
  });
});
