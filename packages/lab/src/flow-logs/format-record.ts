import type { Network, Workload } from '@naisen/engine';
import { type LabWorld, regionOf, vpcIdOf } from '../aws/lab-world.ts';
import { madeUpId } from '../aws/made-up-id.ts';
import { instanceIdOf } from '../aws/sessions.ts';
import type { LabInterface, LabVpc } from '../plan/lab-plan.ts';
import { AddressClasses } from './address-classes.ts';
import type { EniStatus, FlowRecord } from './flow-record.ts';
import type { LogFormat } from './log-format.ts';

/** Not applicable, or not known to the lab (FL-7). */
const nothing = '-';

/** Kinds whose ENIs hang on an instance. */
const instances: ReadonlySet<Workload['kind']> = new Set([
  'ec2-instance',
  'ec2-session-manager',
  'auto-scaling-group',
  'ecs-ec2',
]);

/** Writes records in any format, with what the lab knows of its ENIs. */
export class RecordWriter {
  readonly #world: LabWorld;
  readonly #enis: ReadonlyMap<string, LabInterface>;
  readonly #classes: AddressClasses;

  constructor(world: LabWorld) {
    this.#world = world;
    this.#enis = new Map(world.plan.interfaces.map((one) => [one.eniId, one]));
    this.#classes = new AddressClasses(world.catalog, world.region);
  }

  record(record: FlowRecord, { version, fields }: LogFormat): string {
    const eni = this.#enis.get(record.eniId);
    return fields
      .map((field) => this.#ofEni(field, record.eniId, eni, version) ?? this.#ofPackets(field, record, eni))
      .join(' ');
  }

  status(status: EniStatus, { version, fields }: LogFormat): string {
    const eni = this.#enis.get(status.eniId);
    const own: Readonly<Record<string, string>> = {
      start: String(status.start),
      end: String(status.end),
      'log-status': status.status,
    };
    // AWS's own samples have the account and the interface, and `-` for everything of a packet.
    const known = new Set([
      'version',
      'account-id',
      'interface-id',
      'vpc-id',
      'subnet-id',
      'instance-id',
      'region',
    ]);
    return fields
      .map(
        (field) =>
          own[field] ?? (known.has(field) ? this.#ofEni(field, status.eniId, eni, version) : nothing),
      )
      .join(' ');
  }

  /** Fields that every record of an ENI has alike; `undefined` = another. */
  #ofEni(field: string, eniId: string, eni: LabInterface | undefined, version: number): string | undefined {
    switch (field) {
      case 'version':
        return String(version);
      case 'account-id':
        return this.#world.account;
      case 'interface-id':
        return eniId;
      case 'vpc-id': {
        const vpc = eni && this.#world.network.vpcs.get(eni.vpc);
        return vpc === undefined ? nothing : vpcIdOf(vpc);
      }
      case 'subnet-id':
        return eni === undefined ? nothing : subnetIdOf(eni.subnet);
      case 'instance-id':
        return instanceOf(this.#world.network, eni);
      case 'region':
        return regionOf(this.#world, eni?.vpc);
      case 'interface-type':
        return eni === undefined ? nothing : interfaceTypes[eni.owner.kind];
      default:
        return undefined;
    }
  }

  #ofPackets(field: string, record: FlowRecord, eni: LabInterface | undefined): string {
    const own = (record.family === 'ipv4' ? eni?.ipv4 : eni?.ipv6) ?? undefined;
    const { direction, source, destination } = record;
    switch (field) {
      // FL-9: the ENI's own side has its primary address, also for what is only forwarded.
      case 'srcaddr':
        return direction === 'egress' ? (own ?? source) : source;
      case 'dstaddr':
        return direction === 'ingress' ? (own ?? destination) : destination;
      case 'pkt-srcaddr':
        return source;
      case 'pkt-dstaddr':
        return destination;
      case 'srcport':
        return String(record.sourcePort);
      case 'dstport':
        return String(record.destinationPort);
      case 'protocol':
        return String(record.protocol);
      case 'packets':
        return String(record.packets);
      case 'bytes':
        return String(record.bytes);
      case 'start':
        return String(record.start);
      case 'end':
        return String(Math.max(record.end, record.start));
      case 'action':
        return record.action;
      case 'log-status':
        return 'OK';
      case 'tcp-flags':
        return record.protocol === 6 ? String(record.tcpFlags) : '0';
      case 'type':
        return record.family === 'ipv4' ? 'IPv4' : 'IPv6';
      case 'flow-direction':
        return direction;
      case 'pkt-src-aws-service':
        return this.#classes.serviceOf(source) ?? nothing;
      case 'pkt-dst-aws-service':
        return this.#classes.serviceOf(destination) ?? nothing;
      case 'traffic-path':
        return direction === 'egress' && eni !== undefined ? this.#path(eni, record) : nothing;
      default:
        return nothing;
    }
  }

  /** FL-3: 1 = in the VPC, 4 and 5 = peering, 7 = gateway endpoint, 8 = internet gateway; else the lab says none. */
  #path(eni: LabInterface, { destination, family }: FlowRecord): string {
    const isIn = ({ ipv4Cidrs, ipv6Cidrs }: LabVpc): boolean =>
      this.#classes.isWithin(destination, [...ipv4Cidrs, ...ipv6Cidrs]);
    const { vpcs } = this.#world.plan;
    const home = vpcs.find(({ id }) => id === eni.vpc);
    if (home !== undefined && isIn(home)) return '1';
    const peer = vpcs.find((vpc) => vpc !== home && isIn(vpc));
    if (peer !== undefined) return peer.region === home?.region ? '4' : '5';
    if (this.#classes.isByGateway(this.#world, eni, destination)) return '7';
    const gateways = home?.gateways.map(({ device }) => device) ?? [];
    // An address of IPv6 is public itself, and an egress-only gateway is no path of AWS's list.
    const isPublic =
      family === 'ipv4'
        ? eni.publicIpv4 !== undefined
        : gateways.includes('igw') && !gateways.includes('eigw');
    return isPublic ? '8' : nothing;
  }
}

/** Values of AWS's own records. FL-2 */
const interfaceTypes: Readonly<Record<LabInterface['owner']['kind'], string>> = {
  workload: 'interface',
  'vpc-endpoint': 'vpc_endpoint',
  'nat-gateway': 'nat_gateway',
};

function instanceOf(network: Network, eni: LabInterface | undefined): string {
  if (eni?.owner.kind !== 'workload') return nothing;
  const workload = network.workloads.get(eni.owner.workload);
  return workload !== undefined && instances.has(workload.kind) ? instanceIdOf(workload) : nothing;
}

function subnetIdOf(id: string): string {
  return /^subnet-[0-9a-f]+$/.test(id) ? id : madeUpId('subnet', id);
}
