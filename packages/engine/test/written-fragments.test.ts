import { describe, expect, it } from 'vitest';
import { type FragmentFormat, writeFragment } from '../src/generators/change/fragment.ts';
import type { NetworkChange } from '../src/model/change.ts';
import type { Id } from '../src/model/identity.ts';
import { changeCases } from './change-cases/all-cases.ts';
import { projectOf, readFiles } from './written-changes.ts';

function fragmentOf(name: string, format: FragmentFormat, more: readonly NetworkChange[] = []) {
  const found = changeCases.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no case ${name}`);
  const { network } = readFiles(projectOf(found.files));
  return writeFragment(network, [...found.changes(network), ...more], format, 'en');
}

describe('a change as a template of its own', () => {
  it.each([
    ['endpoints with their group', 'all instances of count are a splat'],
    [
      'a rule from a group that is there to the new one',
      'a group whose rules stand in its block gets a block more',
    ],
    ['a NAT gateway with its routes', 'a NAT gateway comes with its address and its routes'],
    ['callers by their addresses', 'a caller without a group of its own is admitted by address'],
  ])('%s', async (story, name) => {
    const slug = story.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase();
    const json = fragmentOf(name, 'cloudformation');
    const program = fragmentOf(name, 'cdk');
    expect([json.diagnostics, program.diagnostics]).toEqual([[], []]);
    await expect(json.value[0]?.text).toMatchFileSnapshot(`golden/change/fragment-${slug}.json`);
    await expect(program.value[0]?.text).toMatchFileSnapshot(`golden/change/fragment-${slug}.ts.txt`);
  });

  it('every reference leads to a parameter or a resource of the same template', () => {
    for (const { name } of changeCases) {
      const [file] = fragmentOf(name, 'cloudformation').value;
      if (file === undefined) continue;
      const template = JSON.parse(file.text);
      const known = new Set(Object.keys({ ...template.Parameters, ...template.Resources }));
      const named = [...file.text.matchAll(/"(?:Ref)": "([^"]+)"|"Fn::GetAtt": \[\s*"([^"]+)"/g)];
      expect(named.map((match) => match[1] ?? match[2] ?? '').filter((id) => !known.has(id))).toEqual([]);
    }
  });

  it('edits of what another template declares are told, not written', () => {
    const widen: NetworkChange = {
      kind: 'widen-endpoint',
      endpoint: 'aws_vpc_endpoint.x' as Id<'VpcEndpoint'>,
      subnets: [],
      routeTables: [],
    };
    const { diagnostics } = fragmentOf('all instances of count are a splat', 'cloudformation', [widen]);
    expect(diagnostics.map(({ code, facts }) => [code, facts])).toEqual([
      ['NSN7111', { what: 'aws_vpc_endpoint.x' }],
    ]);
  });
});
