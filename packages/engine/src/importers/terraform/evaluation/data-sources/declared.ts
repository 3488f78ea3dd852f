import type { ResourceInstance } from '../../instances.ts';
import type { Value } from '../../values/value.ts';
import { exactReference } from '../expressions/unknown-parts.ts';
import type { InstanceContext } from '../resources/provider-rules.ts';
import type { DataSource } from './data-source.ts';

/** Data sources that look one thing up by its id, and the argument that holds the id. */
const idArguments: Readonly<Record<string, string>> = {
  aws_vpc: 'id',
  aws_subnet: 'id',
  aws_security_group: 'id',
  aws_route_table: 'route_table_id',
  aws_internet_gateway: 'internet_gateway_id',
  aws_network_interface: 'id',
  aws_vpc_endpoint: 'id',
};

/**
 * Asked by the id of a resource of this configuration, a data source is read after that resource is made, so
 * it answers what the resource holds (TF-6). Modules that are given `vpc_id` read the VPC's block so.
 *
 * @see https://developer.hashicorp.com/terraform/language/data-sources#dependencies
 */
export const declaredSources: Readonly<Record<string, DataSource>> = Object.fromEntries(
  Object.entries(idArguments).map(([type, argument]): [string, DataSource] => [
    type,
    (values, context) => readDeclared(values, argument, context),
  ]),
);

function readDeclared(
  values: ReadonlyMap<string, Value>,
  argument: string,
  context: InstanceContext,
): Record<string, Value> {
  const id = values.get(argument);
  const found = resourceWithId(id, context);
  if (id === undefined || found === undefined) return {};
  const answers: Record<string, Value> = { id };
  for (const [name, value] of values) {
    const held = name === 'tags' ? found.values.get('tags_all') : found.values.get(name);
    if (isLeftOpen(name, value, context) && held !== undefined && isTold(held)) answers[name] = held;
  }
  return answers;
}

/** Of a resource whose number is not known, one cannot tell which. */
function resourceWithId(id: Value | undefined, context: InstanceContext): ResourceInstance | undefined {
  const reference = exactReference(id);
  if (reference?.path !== 'id') return undefined;
  const found = context.session.evaluated.get(reference.address);
  const isOne = found?.type === context.type || found?.type === defaultOf(context.type);
  return isOne && found?.multiplicity === 'one' ? found : undefined;
}

/** `aws_vpc` → `aws_default_vpc` */
function defaultOf(type: string): string {
  return type.replace(/^aws_/, 'aws_default_');
}

function isLeftOpen(name: string, value: Value, context: InstanceContext): boolean {
  return value.kind === 'unknown' && !context.configured.has(name);
}

/** Null is not what AWS answers for an argument that is not written. */
function isTold(value: Value): boolean {
  return value.kind !== 'null' && (value.kind !== 'unknown' || exactReference(value) !== undefined);
}
