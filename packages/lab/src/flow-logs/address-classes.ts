import { BlockList, isIP } from 'node:net';
import type { Catalog } from '@naisen/engine';
import type { LabWorld } from '../aws/lab-world.ts';
import { prefixText } from '../plan/addresses.ts';
import type { LabInterface } from '../plan/lab-plan.ts';

/** To which published ranges an address belongs; answers are kept, because flows repeat their addresses. */
export class AddressClasses {
  readonly #services: readonly (readonly [name: string, list: BlockList])[];
  readonly #catalog: Catalog;
  readonly #known = new Map<string, string | undefined>();
  readonly #lists = new Map<string, BlockList>();

  constructor(catalog: Catalog, region: string) {
    this.#catalog = catalog;
    this.#services = [
      ['S3', listOf(['ipv4', 'ipv6'], (family) => catalog.publicAddresses('s3', region, family)?.prefixes)],
      [
        'DYNAMODB',
        listOf(['ipv4', 'ipv6'], (family) => catalog.publicAddresses('dynamodb', region, family)?.prefixes),
      ],
      ['AMAZON', listOf(['ipv4', 'ipv6'], (family) => catalog.publicAddresses('', region, family)?.prefixes)],
    ];
  }

  /** FL-6: a code of ip-ranges.json; `undefined` = none of AWS's. */
  serviceOf(address: string): string | undefined {
    if (!this.#known.has(address)) {
      const found = this.#services.find(([, list]) => isIn(list, address));
      this.#known.set(address, found?.[0]);
    }
    return this.#known.get(address);
  }

  isWithin(address: string, blocks: readonly string[]): boolean {
    const key = blocks.join(' ');
    const list = this.#lists.get(key) ?? listOfTexts(blocks);
    this.#lists.set(key, list);
    return isIn(list, address);
  }

  /** GW-2: the list of a gateway endpoint that the subnet's table has a route to. */
  isByGateway({ network }: LabWorld, eni: LabInterface, address: string): boolean {
    const subnet = network.subnets.get(eni.subnet);
    const vpc = network.vpcs.get(eni.vpc);
    const table = subnet?.routeTable?.target ?? vpc?.mainRouteTable;
    if (table?.kind !== 'known') return false;
    return [...network.vpcEndpoints.values()].some(({ type, serviceName, routeTables }) => {
      const isHere =
        type.kind === 'known' &&
        type.value === 'Gateway' &&
        routeTables.items.some(({ target }) => target.kind === 'known' && target.value === table.value);
      if (!isHere || serviceName.kind !== 'known') return false;
      const prefixes = this.#catalog.managedPrefixListByName(serviceName.value)?.prefixes ?? [];
      return this.isWithin(address, prefixes.map(prefixText));
    });
  }
}

type Prefixes = NonNullable<ReturnType<Catalog['publicAddresses']>>['prefixes'];

function listOf(
  families: readonly ('ipv4' | 'ipv6')[],
  prefixesOf: (family: 'ipv4' | 'ipv6') => Prefixes | undefined,
): BlockList {
  return listOfTexts(families.flatMap((family) => prefixesOf(family) ?? []).map(prefixText));
}

function listOfTexts(texts: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of texts) {
    const [address = '', length = '0'] = text.split('/');
    list.addSubnet(address, Number(length), address.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}

function isIn(list: BlockList, address: string): boolean {
  const kind = isIP(address);
  return kind !== 0 && list.check(address, kind === 6 ? 'ipv6' : 'ipv4');
}
