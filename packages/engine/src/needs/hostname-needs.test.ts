import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readText } from '../../test/terraform-network.ts';
import { createCatalog } from '../catalog/create-catalog.ts';
import { hostnameNeedsOf } from './hostname-needs.ts';

const folder = new URL('../../../../catalog/', import.meta.url);
const catalog = createCatalog({
  read: (name) =>
    existsSync(new URL(name, folder)) ? readFileSync(new URL(name, folder), 'utf8') : undefined,
});

function namesIn(value: string): readonly string[] {
  const { network } = readText(`
resource "aws_vpc" "m" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.m.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_lambda_function" "f" {
  function_name = "f"
  role          = "arn:aws:iam::111122223333:role/f"
  environment {
    variables = { VALUE = "${value}" }
  }
  vpc_config {
    subnet_ids         = [aws_subnet.a.id]
    security_group_ids = []
  }
}`);
  return [...network.workloads.values()].flatMap((workload) =>
    hostnameNeedsOf(workload, catalog).map(({ hostname }) => hostname ?? ''),
  );
}

describe('names of services in environment values', () => {
  it.each([
    [
      'https://sqs.ap-northeast-1.amazonaws.com/111122223333/q',
      ['sqs.ap-northeast-1.amazonaws.com'],
      'a queue’s URL',
    ],
    [
      'https://abc123.execute-api.ap-northeast-1.amazonaws.com/prod',
      ['abc123.execute-api.ap-northeast-1.amazonaws.com'],
      'an API',
    ],
    ['sts.amazonaws.com', ['sts.amazonaws.com'], 'a global name is another one than the regional'],
    ['db.cluster-xyz.ap-northeast-1.rds.amazonaws.com', [], 'a database stands where the user put it'],
    ['https://example.com/', [], 'no name of AWS'],
    ['sqs', [], 'a word is no name'],
  ])('%s gives %j: %s', (value, expected) => {
    expect(namesIn(value)).toEqual(expected);
  });
});
