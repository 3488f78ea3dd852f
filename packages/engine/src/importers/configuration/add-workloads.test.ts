import { describe, expect, it } from 'vitest';
import { readText } from '../../../test/terraform-network.ts';
import type { ConfiguredWorkload } from '../../model/settings.ts';
import { addConfiguredWorkloads } from './add-workloads.ts';

const { network } = readText(`
resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.a.id
  cidr_block = "10.0.0.0/24"
}
`);
const place = { line: 1, column: 1, offset: 0 };

function client(name: string, subnet: string): ConfiguredWorkload {
  return {
    name,
    kind: 'ec2-instance',
    subnets: [subnet],
    securityGroups: [],
    publicIp: undefined,
    path: 'workloads[0]',
    range: { file: 'naisen.config.json', start: place, end: place },
  } as ConfiguredWorkload;
}

describe('clients of the configuration stand in the network, or are told', () => {
  it.each([
    [[client('batch', 'aws_subnet.a')], [], ['batch'], 'the subnet is there'],
    [[client('batch', 'aws_subnet.b')], ['NSN1212'], [], 'nothing is called so'],
    [
      [client('batch', 'aws_subnet.a'), client('batch', 'aws_subnet.a')],
      ['NSN1213'],
      ['batch'],
      'the first one has the name',
    ],
  ])('%#: told %j, there are %j, because %s', (clients, told, there, _because) => {
    const { value, diagnostics } = addConfiguredWorkloads(network, clients);
    expect(diagnostics.map(({ code }) => code)).toEqual(told);
    expect([...value.workloads.keys()]).toEqual(there);
  });
});
