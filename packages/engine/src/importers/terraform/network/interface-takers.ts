import type { Id } from '../../../model/identity.ts';
import type { InterfaceTaker } from '../../../model/network.ts';
import type { ResourceInstance } from '../instances.ts';
import { unknownsWithin } from '../values/construct.ts';
import type { Value } from '../values/value.ts';
import { blocksAt, declaredBy } from './declared.ts';
import { withoutKeys } from './links.ts';
import { linkAt, type Reading } from './reading.ts';

/** What starts instances, or is one. */
const starters = [
  'aws_launch_template',
  'aws_launch_configuration',
  'aws_instance',
  'aws_spot_instance_request',
];

/**
 * Interfaces that no instance of the source has, and that one takes when it starts: named in the blocks of a
 * launch template, or handed to the script of the first start, as modules of NAT instances do.
 */
export function interfaceTakers(
  reading: Reading,
  interfaces: readonly Id<'NetworkInterface'>[],
): ReadonlyMap<Id<'NetworkInterface'>, InterfaceTaker> {
  const byName = new Map(interfaces.map((id) => [withoutKeys(id), id]));
  const takers = new Map<Id<'NetworkInterface'>, InterfaceTaker>();
  for (const starter of reading.managed(...starters)) {
    const named = blocksAt(declaredBy(starter), 'network_interfaces').items.map((block) =>
      linkAt(reading, 'NetworkInterface', block, 'network_interface_id'),
    );
    for (const name of handedOver(reading, starter)) {
      const id = byName.get(withoutKeys(name));
      // A script attaches what it is handed to an instance that runs: beside the interface it has.
      if (id !== undefined) takers.set(id, { address: starter.address, hasOthers: true });
    }
    const hasOthers = named.length > 1;
    for (const link of named)
      if (link?.kind === 'known') takers.set(link.value, { address: starter.address, hasOthers });
  }
  return takers;
}

/** What the script of the first start is made of, also by way of a data source that renders it. */
function handedOver(reading: Reading, { values }: ResourceInstance): readonly string[] {
  const scripts = ['user_data', 'user_data_base64'].flatMap((name) => values.get(name) ?? []);
  const named = scripts.flatMap(namesIn);
  const rendered = named.flatMap((name) => {
    const instance = reading.links.instanceAt(name);
    return instance?.mode === 'data' ? [...instance.values.values()].flatMap(namesIn) : [];
  });
  return [...named, ...rendered];
}

function namesIn(value: Value): readonly string[] {
  return unknownsWithin(value).flatMap(({ references }) => references.map(({ address }) => address));
}
