import { describe, expect, it } from 'vitest';
import { foundIn, vpc } from '../../../test/rule-networks.ts';
import { deprecatedAttribute } from './rule.ts';

const endpoint = (service: string): string => `
data "aws_region" "current" {}
resource "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.main.id
  service_name = "${service}"
}`;
const version = (wanted: string): string => `
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "${wanted}"
    }
  }
}`;

/** */
describe('NSN5090: an attribute that the provider will drop', () => {
  it.each([
    [
      'com.amazonaws.${data.aws_region.current.name}.s3',
      '~> 6.0',
      ['data.aws_region.current'],
      'the old name',
    ],
    ['com.amazonaws.${data.aws_region.current.region}.s3', '~> 6.0', [], 'the new one'],
    ['com.amazonaws.${data.aws_region.current.name}.s3', '~> 5.0', [], 'version 5 has no other'],
    ['com.amazonaws.${data.aws_region.current.id}.s3', '~> 6.0', [], 'another attribute'],
    [
      'com.amazonaws.${data.aws_region.current.name}.s3${data.aws_region.current.name == "" ? "" : ""}',
      '~> 6.0',
      ['data.aws_region.current'],
      'two places are told once',
    ],
  ])('%s with %s: %j, %s', (service, wanted, expected) => {
    expect(foundIn(deprecatedAttribute, vpc + endpoint(service) + version(wanted))).toEqual(expected);
  });
});
