import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  addStandIns,
  buildNetwork,
  type Catalog,
  createCatalog,
  createProviderSchemas,
  dataSourceFacts,
  evaluateProject,
  type Network,
  prefixListFacts,
} from '@naisen/engine';
import { type AwsSide, openAwsSide } from '../src/aws/open-aws-side.ts';
import { compileLab } from '../src/plan/compile-lab.ts';
import type { LabPlan, Listener, Way } from '../src/plan/lab-plan.ts';

const catalogFolder = new URL('../../../catalog/', import.meta.url);
const catalogFiles = {
  read: (name: string): string | undefined => {
    try {
      return readFileSync(new URL(name, catalogFolder), 'utf8');
    } catch {
      return undefined;
    }
  },
};
export const catalog: Catalog = createCatalog(catalogFiles);
const schemas = createProviderSchemas(catalogFiles);

/** Reads one `main.tf`; the provider's Region is Tokyo. */
export function networkOf(text: string): Network {
  const source = `${text}\nprovider "aws" {\n  region = "ap-northeast-1"\n}\n`;
  const configuration = evaluateProject(
    {
      readText: (path) => (path === 'main.tf' ? { kind: 'text', text: source } : { kind: 'missing' }),
      readBytes: () => undefined,
      list: (path) => (path === '.' || path === '' ? ['main.tf'] : undefined),
      workingDirectory: '/project',
    },
    { environment: new Map(), options: [], workspace: 'default' },
    schemas,
    dataSourceFacts(catalog),
  );
  return addStandIns(buildNetwork(configuration.value, prefixListFacts(catalog)).value);
}

export function planOf(network: Network): LabPlan {
  return compileLab(
    network,
    {
      gatewayPrefixes: (service) => catalog.managedPrefixListByName(service)?.prefixes,
      endpointPorts: (service) => catalog.serviceByEndpointName(service)?.service.ports ?? [],
    },
    { prefix: 'nsn.test.', counters: 'flow-counters' },
  );
}

/** The plan with a workload's ENI moved to an address of this machine's loopback. */
export function atLoopback(plan: LabPlan, places: Readonly<Record<string, string>>): LabPlan {
  const interfaces = plan.interfaces.map((one) => {
    const at = one.owner.kind === 'workload' ? places[one.owner.workload] : undefined;
    return at === undefined ? one : { ...one, ipv4: at };
  });
  return { ...plan, interfaces };
}

export interface Side {
  readonly side: AwsSide;
  readonly directory: string;
  readonly network: Network;
  /** Serves one way and says on which port of 127.0.0.1. */
  readonly open: (serves: Listener['serves'], way: Way, more?: Partial<Listener>) => Promise<number>;
  readonly edge: () => readonly Readonly<Record<string, unknown>>[];
  readonly close: () => Promise<void>;
}

/** The AWS side of a network, its ways on plain sockets of this machine. */
export async function openSide(
  text: string,
  places: Readonly<Record<string, string>>,
  upstream?: URL,
): Promise<Side> {
  const network = networkOf(text);
  const directory = mkdtempSync(join(tmpdir(), 'naisen-aws-'));
  const side = await openAwsSide({
    network,
    catalog,
    plan: atLoopback(planOf(network), places),
    stateDirectory: directory,
    upstream,
    language: 'en',
    clock: () => new Date(),
    onLogProblem: () => {},
  });
  const servers: Server[] = [];
  return {
    side,
    directory,
    network,
    open: async (serves, way, more = {}) => {
      const server = createServer();
      servers.push(server);
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
      const { port } = server.address() as AddressInfo;
      const listener: Listener = {
        namespace: '',
        protocol: 'tcp',
        address: '0.0.0.0',
        port,
        calledPort: 443,
        serves,
        way,
        ...more,
      };
      await side.attach({ listener, protocol: 'tcp', server });
      return port;
    },
    edge: () =>
      readFileSync(side.edgeLog, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
    close: async () => {
      for (const server of servers) server.close();
      await side.close();
      rmSync(directory, { recursive: true });
    },
  };
}

/** A CONNECT proxy that leads every name to one port: unmodified clients call AWS's own names. */
export async function openProxy(
  portOf: (host: string) => number,
): Promise<{ url: string; close: () => void }> {
  const server = createServer((client) => {
    client.on('error', () => client.destroy());
    client.once('data', (head) => {
      const [, host = ''] = /^CONNECT ([^:\s]+)/.exec(head.toString('latin1')) ?? [];
      const front = connect(portOf(host), '127.0.0.1', () => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        client.pipe(front).pipe(client);
      });
      front.on('error', () => client.destroy());
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  };
}

export function hasProgram(name: string, ...proof: readonly string[]): boolean {
  try {
    execFileSync(name, proof.length === 0 ? ['--version'] : [...proof], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}
