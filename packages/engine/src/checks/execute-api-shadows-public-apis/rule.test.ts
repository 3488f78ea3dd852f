import { describe, expect, it } from 'vitest';
import { foundIn, interfaceEndpoint, vpc } from '../../../test/rule-networks.ts';
import { executeApiShadowsPublicApis } from './rule.ts';

/** DNS-18 R-37 UR-DNS-6 */
describe('NSN5006: private DNS of execute-api captures a public API', () => {
  it('finds a regional API beside the endpoint', () => {
    expect(
      foundIn(
        executeApiShadowsPublicApis,
        `${vpc + interfaceEndpoint('api', 'execute-api')}resource "aws_api_gateway_rest_api" "open" {
  name = "open"
  endpoint_configuration {
    types = ["REGIONAL"]
  }
}`,
      ),
    ).toEqual(['aws_vpc_endpoint.api']);
  });
  it('is silent about a private API', () => {
    expect(
      foundIn(
        executeApiShadowsPublicApis,
        `${vpc + interfaceEndpoint('api', 'execute-api')}resource "aws_api_gateway_rest_api" "own" {
  name = "own"
  endpoint_configuration {
    types = ["PRIVATE"]
  }
}`,
      ),
    ).toEqual([]);
  });
});
