import { type Collection, collection, type Known, known } from '../../../../base/known.ts';
import { type Id, idOf } from '../../../../model/identity.ts';
import type { Workload, WorkloadKind } from '../../../../model/workload.ts';
import {
  argumentOf,
  attributeOf,
  type Declared,
  nameTagOf,
  originOf,
  originsOf,
  textAt,
  textOf,
  uncertainNumber,
  unreadable,
} from '../declared.ts';
import { isCertain, nameOf } from '../links.ts';
import { linksAt, type Reading } from '../reading.ts';

/** Where the ENIs of a workload are. */
export interface Position {
  readonly subnets: Collection<Id<'Subnet'>>;
  readonly securityGroups: Collection<Id<'SecurityGroup'>>;
}

/** What most kinds of workload have in common; `parts` says the rest. */
export function workloadOf(
  declared: Declared,
  kind: WorkloadKind,
  position: Position,
  parts: Partial<
    Pick<
      Workload,
      'publicIp' | 'ipv6' | 'privateIps' | 'ipv6Addresses' | 'sourceDestCheck' | 'instance' | 'facts'
    >
  > & {
    readonly places?: Readonly<Record<string, string>>;
  } = {},
): Workload {
  const { places = {}, facts = {}, ...rest } = parts;
  const { instance } = declared;
  const unknowns = [...(facts.unknowns ?? []), ...(isCertain(instance) ? [] : [uncertainNumber(instance)])];
  return {
    id: idOf('Workload', nameOf(instance)),
    kind,
    name: workloadName(declared),
    subnets: position.subnets,
    securityGroups: position.securityGroups,
    publicIp: known('no'),
    ipv6: known('by-subnet'),
    privateIps: [],
    sourceDestCheck: known(true),
    instance: undefined,
    ...rest,
    origin: originOf(declared),
    origins: originsOf(declared, places),
    facts: unknowns.length === 0 ? facts : { ...facts, unknowns },
  };
}

const nameArguments = [
  'name',
  'function_name',
  'identifier',
  'cluster_identifier',
  'cluster_id',
  'replication_group_id',
  'domain_name',
  'node_group_name',
  'fargate_profile_name',
  'cluster_name',
];

/** The resource's own name, else its `Name` tag, else its address. */
function workloadName(declared: Declared): string {
  for (const name of nameArguments) {
    const text = textAt(declared, name);
    if (text?.kind === 'known') return text.value;
  }
  return nameTagOf(declared) ?? declared.instance.address;
}

/** Subnets and groups that two arguments of one block list. */
export function positionAt(
  reading: Reading,
  declared: Declared,
  subnets: string,
  securityGroups: string,
): Position {
  return {
    subnets: linksAt(reading, 'Subnet', declared, subnets),
    securityGroups: linksAt(reading, 'SecurityGroup', declared, securityGroups),
  };
}

/** A position of which nothing is written: AWS chooses, from things that are not in the source. */
export function nowhereWritten(declared: Declared, path: string): Collection<Id<'Subnet'>> {
  return collection<Id<'Subnet'>>([], [unreadable(declared.instance, path, 'not-given').unknown]);
}

/**
 * The resource that an argument names by reference, or by a literal name that such a resource has.
 *
 * @param nameArgument the attribute that holds the literal name
 */
export function namedResource(
  reading: Reading,
  declared: Declared,
  argument: string,
  types: readonly string[],
  nameArgument: string,
): Declared | undefined {
  const value = argumentOf(declared, argument);
  const referenced = reading.links.referenced(value)?.instance;
  if (referenced !== undefined) return types.includes(referenced.type) ? whole(referenced) : undefined;
  const text = textOf(value);
  if (text?.kind !== 'known') return undefined;
  const tail = text.value.split('/').at(-1)?.replace(/:\d+$/, '');
  const found = reading.managed(...types).filter((instance) => {
    const name = textOf(attributeOf(whole(instance), nameArgument));
    return name?.kind === 'known' && name.value === tail;
  });
  return found.length === 1 && found[0] !== undefined ? whole(found[0]) : undefined;
}

function whole(instance: Declared['instance']): Declared {
  return { instance, path: '', values: instance.values };
}

/** `true` → yes, `false` → no, not written → what the subnet says. */
export function byFlag(flag: Known<boolean> | undefined): Known<'yes' | 'no' | 'by-subnet'> {
  if (flag === undefined) return known('by-subnet');
  return flag.kind === 'known' ? known(flag.value ? 'yes' : 'no') : flag;
}
