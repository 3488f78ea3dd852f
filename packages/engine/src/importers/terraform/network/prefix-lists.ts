import { type Collection, collection, type Known, known } from '../../../base/known.ts';
import type { Prefix } from '../../../ip/address.ts';
import { type Id, idOf, type Origin } from '../../../model/identity.ts';
import type { PrefixList, SecurityGroupPeer } from '../../../model/network.ts';
import type { ResourceInstance } from '../instances.ts';
import type { Value } from '../values/value.ts';
import { Attached, idsOf, targetsAt } from './attached.ts';
import {
  argumentOf,
  attributeOf,
  blocksAt,
  type Declared,
  declaredBy,
  originOf,
  textAt,
  textOf,
  unreadable,
} from './declared.ts';
import { nameOf } from './links.ts';
import type { ManagedPrefixList } from './network-facts.ts';
import { certain, joined, type Reading, readPrefix } from './reading.ts';
import { asCollection, regionOf } from './vpcs.ts';

/** Services that have had a prefix list for long; literal list ids are looked up among theirs. */
const servicesWithLists = ['s3', 'dynamodb', 's3express'];

/**
 * Prefix lists by id. One of AWS's lists has one id here, however the source names it: by a data source, by
 * the attribute of a gateway endpoint, by its literal id, or by an endpoint that routes to it.
 */
export class PrefixLists {
  private readonly lists = new Map<Id<'PrefixList'>, PrefixList>();
  private readonly reading: Reading;
  private readonly regions: readonly string[];

  constructor(reading: Reading) {
    this.reading = reading;
    const { resources, data } = reading.configuration;
    this.regions = [
      ...new Set(
        [...resources, ...data].flatMap(({ region }) => (region.kind === 'string' ? [region.value] : [])),
      ),
    ].sort();
    this.addCustomerLists();
    for (const instance of certain(reading.data('aws_prefix_list', 'aws_ec2_managed_prefix_list'))) {
      this.lookedUp(instance);
    }
  }

  all(): ReadonlyMap<Id<'PrefixList'>, PrefixList> {
    return this.lists;
  }

  /** The list that a route or a rule names. */
  link(value: Value, origin: Origin): Known<Id<'PrefixList'>> | undefined {
    if (value.kind === 'string' && value.value.startsWith('pl-'))
      return known(this.literal(value.value, origin));
    const referenced = this.reading.links.referenced(value);
    if (referenced?.instance.type === 'aws_vpc_endpoint' && referenced.path === 'prefix_list_id') {
      return (
        this.ofEndpoint(declaredBy(referenced.instance)) ??
        this.reading.links.link('PrefixList', value, origin)
      );
    }
    const isList = referenced?.path === 'id' || referenced?.path === 'prefix_list_id';
    if (referenced?.instance.mode === 'data' && isList && referenced.instance.multiplicity === 'one') {
      return known(this.lookedUp(referenced.instance));
    }
    return this.reading.links.link('PrefixList', value, origin);
  }

  /** The list as a rule's peer. */
  peer(value: Value, origin: Origin): SecurityGroupPeer | undefined {
    const list = this.link(value, origin);
    if (list === undefined) return undefined;
    if (list.kind === 'unknown') return { kind: 'unknown', family: undefined, unknown: list.unknown };
    const named = this.reading.links.referenced(value);
    const isOfEndpoint = named?.instance.type === 'aws_vpc_endpoint' && named.instance.mode === 'managed';
    return {
      kind: 'prefix-list',
      prefixList: list.value,
      ...(isOfEndpoint ? { namedBy: idOf('VpcEndpoint', nameOf(named.instance)) } : {}),
    };
  }

  /** GW-2: the list of a gateway endpoint's service; `undefined` when the service is not known. */
  ofEndpoint(endpoint: Declared): Known<Id<'PrefixList'>> | undefined {
    const service = textAt(endpoint, 'service_name');
    return service?.kind === 'known'
      ? known(this.byName(service.value, originOf(endpoint, 'service_name')))
      : undefined;
  }

  private addCustomerLists(): void {
    const instances = this.reading.managed('aws_ec2_managed_prefix_list');
    const entries: Attached<'PrefixList', Prefix> = new Attached();
    for (const instance of this.reading.managed('aws_ec2_managed_prefix_list_entry')) {
      const declared = declaredBy(instance);
      const targets = targetsAt(
        this.reading,
        'PrefixList',
        declared,
        'prefix_list_id',
        idsOf('PrefixList', instances),
      );
      entries.add(targets, this.entryAt(declared));
    }
    for (const instance of certain(instances)) {
      const declared = declaredBy(instance);
      const id = idOf('PrefixList', nameOf(instance));
      const inline = blocksAt(declared, 'entry');
      const own = joined([
        ...inline.items.map((block) => this.entryAt(block)),
        collection([], inline.unknowns),
      ]);
      this.lists.set(id, {
        id,
        origin: originOf(declared),
        origins: {},
        name: textAt(declared, 'name') ?? unreadable(instance, 'name', 'not-given'),
        owner: 'customer',
        region: regionOf(instance),
        entries: joined([own, entries.of(id)]),
      });
    }
  }

  private entryAt(declared: Declared): Collection<Prefix> {
    const cidr = readPrefix(this.reading, argumentOf(declared, 'cidr'), originOf(declared, 'cidr'));
    return cidr === undefined ? collection<Prefix>([]) : asCollection(cidr);
  }

  /** `data "aws_prefix_list"` and `data "aws_ec2_managed_prefix_list"`, by name where it is given. */
  private lookedUp(instance: ResourceInstance): Id<'PrefixList'> {
    const declared = declaredBy(instance);
    const name = textOf(attributeOf(declared, 'name'));
    const origin = originOf(declared);
    if (name?.kind === 'known' && name.value.startsWith('com.amazonaws.'))
      return this.byName(name.value, origin);
    const id = idOf('PrefixList', nameOf(instance));
    if (id.startsWith('pl-')) return this.literal(id, origin);
    if (!this.lists.has(id)) {
      const entries = collection<Prefix>([], [unreadable(instance, 'entries').unknown]);
      const listName = name ?? unreadable(instance, 'name');
      this.lists.set(id, {
        id,
        origin,
        origins: {},
        name: listName,
        owner: 'customer',
        region: regionOf(instance),
        entries,
      });
    }
    return id;
  }

  /** A list id that the user wrote: one of AWS's if the catalogue knows it, else a list elsewhere. */
  private literal(written: string, origin: Origin): Id<'PrefixList'> {
    const id = idOf('PrefixList', written);
    if (this.lists.has(id)) return id;
    for (const region of this.regions) {
      for (const service of servicesWithLists) {
        const list = this.reading.facts.managedPrefixList(region, service);
        if (list?.id === written) return this.addOfAws(list, list.name, region, origin);
      }
    }
    return id;
  }

  /** `com.amazonaws.ap-northeast-1.s3`. */
  private byName(name: string, origin: Origin): Id<'PrefixList'> {
    const [, region = '', service = ''] = /^(?:[a-z]+\.)*amazonaws\.([a-z0-9-]+)\.(.+)$/.exec(name) ?? [];
    return this.addOfAws(this.reading.facts.managedPrefixList(region, service), name, region, origin);
  }

  private addOfAws(
    list: ManagedPrefixList | undefined,
    name: string,
    region: string,
    origin: Origin,
  ): Id<'PrefixList'> {
    const id = idOf('PrefixList', list?.id ?? name);
    if (this.lists.has(id)) return id;
    const range = origin.kind === 'terraform' ? { range: origin.range } : {};
    const missing = {
      reason: 'not-readable' as const,
      references: [{ address: name, path: 'entries' }],
      ...range,
    };
    this.lists.set(id, {
      id,
      origin,
      origins: {},
      name: known(list?.name ?? name),
      owner: 'aws',
      region: known(region),
      entries: list === undefined ? collection<Prefix>([], [missing]) : collection(list.prefixes),
    });
    return id;
  }
}
