import { describe, expect, it } from 'vitest';
import { foundIn, lambda, vpc } from '../../../test/rule-networks.ts';
import { globalNameInEnvironment } from './rule.ts';

/** R-23 DNS-19 UR-NAME-1 */
describe('NSN5088: a client that calls the global name of STS', () => {
  it('finds a function that asks for legacy names', () => {
    expect(
      foundIn(
        globalNameInEnvironment,
        vpc +
          lambda.replace(
            'filename ',
            `environment {
    variables = {
      AWS_STS_REGIONAL_ENDPOINTS = "legacy"
    }
  }
  filename `,
          ),
      ),
    ).toEqual(['aws_lambda_function.app']);
  });
  it('is silent about a function that asks for regional names', () => {
    expect(
      foundIn(
        globalNameInEnvironment,
        vpc +
          lambda.replace(
            'filename ',
            `environment {
    variables = {
      AWS_STS_REGIONAL_ENDPOINTS = "regional"
    }
  }
  filename `,
          ),
      ),
    ).toEqual([]);
  });
});
