import { createServer, type Server } from 'node:http';
import type { Id } from '@naisen/engine';
import { interfaceAt, type LabWorld, workloadOf } from '../lab-world.ts';
import type { LabSessions } from '../sessions.ts';
import { containerCredentials } from './container-credentials.ts';
import type { InstanceMetadata, MetadataResponse } from './instance-metadata.ts';

/** Where the credentials of ECS tasks are served; everything else is the service of instances. */
const containerAddress = '169.254.170.2';

export interface MetadataService {
  readonly world: () => LabWorld;
  readonly sessions: LabSessions;
  readonly instances: InstanceMetadata;
  /** The address that was called where the socket does not say it (a test's loopback). */
  readonly calledAddress?: string;
}

/** Kinds that run on a machine with a metadata service of its own. */
const onInstances: ReadonlySet<string> = new Set([
  'ec2-instance',
  'ec2-session-manager',
  'auto-scaling-group',
  'ecs-ec2',
  'ecs-ec2-task',
  'eks-private',
  'network-interface',
  'subnet',
]);

/** LAB-44: who asks is told by the source address alone, as in AWS. */
export function createMetadataServer(service: MetadataService, vpc: Id<'Vpc'>): Server {
  return createServer((request, response) => {
    const { socket, method = 'GET', url = '/', headers } = request;
    request.resume();
    const send = ({ status, headers: head, body }: MetadataResponse): void => {
      response.writeHead(status, { ...head, 'content-length': Buffer.byteLength(body) });
      response.end(method === 'HEAD' ? '' : body);
    };
    const world = service.world();
    const source = interfaceAt(world, vpc, plainAddress(socket.remoteAddress));
    const workload = source && workloadOf(world, source);
    const path = url.replace(/\?.*$/, '');
    if (source === undefined || workload === undefined) return send(nobody);
    if (plainAddress(service.calledAddress ?? socket.localAddress) === containerAddress)
      return send(containerCredentials(world, service.sessions, workload, path));
    if (!onInstances.has(workload.kind)) return send(nobody);
    send(service.instances.answer(world, { method, path, headers, source, workload }));
  });
}

/** A socket of both families tells an IPv4 address as `::ffff:10.0.1.10`. */
export function plainAddress(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:/, '');
}

const nobody: MetadataResponse = { status: 404, headers: { 'content-type': 'text/plain' }, body: '' };
