import { type Known, known, type Unknown } from '../../../../base/known.ts';
import type { Id } from '../../../../model/identity.ts';
import type { ElasticIp, NetworkInterface } from '../../../../model/network.ts';
import type { Workload } from '../../../../model/workload.ts';

export type ElasticIps = ReadonlyMap<Id<'ElasticIp'>, ElasticIp>;

/** What an Elastic IP can hang on: an instance (that is its primary interface), or an interface by name. */
export interface ElasticIpHolder {
  readonly instance?: Id<'Instance'>;
  readonly networkInterface?: Id<'NetworkInterface'>;
}

/** An Elastic IP is a public address, whatever else is written (IGW-1). */
export function publicIpWith(
  elasticIps: ElasticIps,
  holder: ElasticIpHolder,
  otherwise: Workload['publicIp'],
): Workload['publicIp'] {
  if (otherwise.kind === 'known' && otherwise.value === 'yes') return otherwise;
  const given = [...elasticIps.values()];
  if (given.some((elasticIp) => hangsOn(elasticIp, holder))) return known('yes');
  const [doubt] = given.flatMap(doubtsOf);
  return doubt === undefined ? otherwise : { kind: 'unknown', unknown: doubt };
}

/** The interfaces of one instance, the primary one first: with one answer for all of them, or none. */
export function publicIpOfInterfaces(
  elasticIps: ElasticIps,
  instance: Id<'Instance'>,
  [primary, ...others]: readonly NetworkInterface[],
): Workload['publicIp'] {
  const first = publicIpWith(
    elasticIps,
    { instance, ...(primary === undefined ? {} : { networkInterface: primary.id }) },
    known('no'),
  );
  const rest = others.map(({ id }) => publicIpWith(elasticIps, { networkInterface: id }, known('no')));
  const different = others.find((_, index) => !isSame(first, rest[index]));
  if (different === undefined) return first;
  const reference = { address: String(different.id), path: 'public_ip' };
  return { kind: 'unknown', unknown: { reason: 'not-modelled', references: [reference] } };
}

function isSame(one: Workload['publicIp'], other: Workload['publicIp'] | undefined): boolean {
  return one.kind === 'known' && other?.kind === 'known' && one.value === other.value;
}

function hangsOn(elasticIp: ElasticIp, { instance, networkInterface }: ElasticIpHolder): boolean {
  return isThis(elasticIp.instance, instance) || isThis(elasticIp.networkInterface, networkInterface);
}

function isThis<Name>(link: Known<Name> | undefined, id: Name | undefined): boolean {
  return id !== undefined && link?.kind === 'known' && link.value === id;
}

/** Where it is not known what an Elastic IP hangs on, it may be any of them. */
function doubtsOf({ instance, networkInterface }: ElasticIp): readonly Unknown[] {
  return [instance, networkInterface].flatMap((link) => (link?.kind === 'unknown' ? [link.unknown] : []));
}
