import type { ModuleInstance } from '../../importers/terraform/evaluation/modules/module.ts';
import type { AddNatGateway } from '../../model/change.ts';
import type { Id } from '../../model/identity.ts';
import { appendToBlock } from './block-text.ts';
import { editableBlock } from './declared-blocks.ts';
import type { Draft } from './draft.ts';
import type { Expressed } from './expressions.ts';
import { wordOf } from './group-rules.ts';
import { argument, block, emptyLine, type HclItem } from './hcl-text.ts';

interface NatPlace {
  readonly module: ModuleInstance;
  readonly subnet: Expressed;
  readonly tables: readonly (readonly [Id<'RouteTable'>, Expressed])[];
}

/** A NAT gateway with its Elastic IP, as the default route of its tables (NAT-1). */
export function writeNatGateway(draft: Draft, change: AddNatGateway): void {
  const [place] = placesFor(draft, change);
  if (place === undefined) {
    draft.refuse(change.subnet, 'no-words');
    return;
  }
  const { module, subnet, tables } = place;
  draft.addOutputs([...subnet.outputs, ...tables.flatMap(([, table]) => table.outputs)]);
  const conventions = draft.conventions(module);
  const word = wordOf(subnet.text);
  const address = conventions.label('aws_eip', 'nat', `nat_${word}`);
  const gateway = conventions.label('aws_nat_gateway', 'main', word);
  const tags = conventions.tags(conventions.plainName('nat'));
  const tagged = tags === undefined ? [] : [emptyLine, argument('tags', tags)];
  draft.add(
    module,
    [block(`resource "aws_eip" "${address}"`, [argument('domain', '"vpc"'), ...tagged])],
    change.subnet,
  );
  draft.add(
    module,
    [
      block(`resource "aws_nat_gateway" "${gateway}"`, [
        argument('allocation_id', `aws_eip.${address}.id`),
        argument('subnet_id', subnet.text),
        ...tagged,
        ...dependsOnInternetGateway(module),
      ]),
    ],
    change.subnet,
  );
  for (const [id, table] of tables)
    writeDefaultRoute(draft, module, `aws_nat_gateway.${gateway}.id`, id, table);
}

function placesFor(draft: Draft, { subnet, routeTables }: AddNatGateway): readonly NatPlace[] {
  const places = draft.project.modules
    .filter(({ directory }) => draft.mayHold(directory))
    .flatMap((module): NatPlace[] => {
      const written = draft.expressions.one(module, 'Subnet', subnet);
      const tables = routeTables.flatMap((id): NatPlace['tables'] => {
        const table = draft.expressions.one(module, 'RouteTable', id);
        return table === undefined ? [] : [[id, table]];
      });
      return written === undefined || tables.length < routeTables.length
        ? []
        : [{ module, subnet: written, tables }];
    });
  const outputs = ({ subnet: of, tables }: NatPlace): number =>
    of.outputs.length + tables.flatMap(([, table]) => table.outputs).length;
  return places.toSorted((a, b) => outputs(a) - outputs(b) || a.module.depth - b.module.depth);
}

/** AWS refuses an Elastic IP's gateway in a VPC that is not attached yet. */
function dependsOnInternetGateway(module: ModuleInstance): readonly HclItem[] {
  const keys = [...module.resources.keys()].filter((key) => key.startsWith('aws_internet_gateway.'));
  return keys.length === 1 ? [emptyLine, argument('depends_on', `[${keys.join('')}]`)] : [];
}

/** Inline routes and route resources undo each other: a table that holds routes gets this one, too. */
function writeDefaultRoute(
  draft: Draft,
  module: ModuleInstance,
  gateway: string,
  id: Id<'RouteTable'>,
  table: Expressed,
): void {
  const placed = draft.project.instances.get(id);
  const declared = placed?.resource.declaration.body.blocks ?? [];
  const isInline = declared.some(({ node }) => node.type === 'route' || node.labels[0]?.text === 'route');
  const route = [argument('cidr_block', '"0.0.0.0/0"'), argument('nat_gateway_id', gateway)];
  if (!isInline) {
    const label = draft.conventions(module).label('aws_route', `${wordOf(table.text)}_nat`);
    draft.add(
      module,
      [
        block(`resource "aws_route" "${label}"`, [
          argument('route_table_id', table.text),
          argument('destination_cidr_block', '"0.0.0.0/0"'),
          argument('nat_gateway_id', gateway),
        ]),
      ],
      id,
    );
    return;
  }
  const answer = editableBlock(draft.project, id);
  if (answer.kind === 'refused') draft.refuse(id, answer.because);
  else if (answer.found.placed.module !== module) draft.refuse(id, 'no-words');
  else if (answer.found.instances.length > 1) draft.refuse(id, 'some-instances');
  else draft.edit([appendToBlock(answer.found.source, answer.found.block, [block('route', route)])]);
}
