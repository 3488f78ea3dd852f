import { join } from 'node:path';
import type { Catalog, Language, Network, Workload } from '@naisen/engine';
import {
  collectFlowLogs,
  type FlowLogCollection,
  type FlowLogFacts,
} from '../flow-logs/collect-flow-logs.ts';
import type { LabPlan } from '../plan/lab-plan.ts';
import type { TakenSocket } from '../sockets/take-sockets.ts';
import { caFilesIn, LabCertificates } from './certificates.ts';
import { answerQuestion } from './dns/answer-question.ts';
import { type ServedQuestion, serveDnsByTcp, serveDnsByUdp } from './dns/serve-dns.ts';
import { serveAwsFront } from './front/aws-front.ts';
import { createLabWorld, type LabWorld } from './lab-world.ts';
import { LineLog, type LineLogProblem } from './line-log.ts';
import { credentialsPath } from './metadata/container-credentials.ts';
import { InstanceMetadata } from './metadata/instance-metadata.ts';
import { createMetadataServer, plainAddress } from './metadata/serve-metadata.ts';
import { openOperatorDoor } from './operator-door.ts';
import { LabSessions, type SessionUse } from './sessions.ts';
import { openEmbeddedUpstream, openExternalUpstream } from './upstream/open-upstream.ts';
import { type Seeded, seedUpstream } from './upstream/seed-upstream.ts';
import type { Upstream } from './upstream/upstream.ts';

export interface AwsSideFacts {
  readonly network: Network;
  readonly catalog: Catalog;
  readonly plan: Pick<LabPlan, 'interfaces' | 'hosts' | 'vpcs'>;
  /** Mode 0700: the CA and its key, `edge.jsonl`, `dns.jsonl`. */
  readonly stateDirectory: string;
  /** An endpoint on 127.0.0.1; `undefined` = the embedded services. */
  readonly upstream: URL | undefined;
  readonly language: Language;
  readonly clock: () => Date;
  /** A log that the disk has no room for: told once, until it has. */
  readonly onLogProblem: (problem: LineLogProblem) => void;
}

/** Resolver, metadata, credentials, TLS front and upstream of one lab. */
export interface AwsSide {
  /** Serves a socket that was taken out of a namespace, by what its listener says. */
  readonly attach: (taken: TakenSocket) => Promise<void>;
  /** After `lab apply`: everything is answered from the new network. */
  readonly replace: (network: Network, plan: AwsSideFacts['plan']) => Promise<readonly Seeded[]>;
  readonly caCertificate: string;
  readonly edgeLog: string;
  /** What programs on a host of this workload are started with, besides LAB-52. */
  readonly environmentOf: (workload: Workload, use: SessionUse) => Readonly<Record<string, string>>;
  /** Whether the workload has a role of this use. */
  readonly hasCredentials: (workload: Workload, use: SessionUse) => boolean;
  readonly upstream: Upstream;
  /** Of programs outside the VPC that operate the account. */
  readonly operatorEnvironment: () => Readonly<Record<string, string>>;
  /** Polls the counters of the routers; files, log groups and `lab logs` have what they came to. */
  readonly collectFlowLogs: (
    readSets: FlowLogFacts['readSets'],
    intervalSeconds: number,
  ) => FlowLogCollection;
  readonly seeded: readonly Seeded[];
  readonly close: () => Promise<void>;
}

export async function openAwsSide(facts: AwsSideFacts): Promise<AwsSide> {
  const { stateDirectory, clock, language } = facts;
  let world = createLabWorld(facts.network, facts.catalog, facts.plan);
  const current = (): LabWorld => world;
  const certificates = await LabCertificates.open(stateDirectory, clock);
  const sessions = new LabSessions(clock);
  const about = { sessions, account: world.account, region: world.region, clock };
  const upstream =
    facts.upstream === undefined
      ? await openEmbeddedUpstream(about)
      : openExternalUpstream(facts.upstream, about);
  const edge = new LineLog(join(stateDirectory, 'edge.jsonl'), facts.onLogProblem);
  const questions = new LineLog(join(stateDirectory, 'dns.jsonl'), facts.onLogProblem);
  const front = {
    world: current,
    sessions,
    certificates,
    upstream,
    clock,
    language,
    onEntry: (entry: object) => edge.write([JSON.stringify(entry)]),
  };
  const operator = await openOperatorDoor({ world: current, upstream, language });
  const instances = new InstanceMetadata(sessions, clock);
  const onServed = (served: ServedQuestion): void =>
    questions.write([JSON.stringify({ time: clock().toISOString(), ...served })]);
  return {
    attach: (taken) => attach(taken, { current, front, instances, sessions, onServed }),
    replace: async (network, plan) => {
      world = createLabWorld(network, facts.catalog, plan);
      return seedUpstream(world, upstream);
    },
    caCertificate: caFilesIn(stateDirectory).certificate,
    edgeLog: join(stateDirectory, 'edge.jsonl'),
    environmentOf: (workload, use) => environmentOf(world, sessions, workload, use),
    hasCredentials: (workload, use) => sessions.ofWorkload(world, workload, use) !== undefined,
    upstream,
    operatorEnvironment: operator.environment,
    collectFlowLogs: (readSets, intervalSeconds) =>
      collectFlowLogs({
        world: current,
        upstream,
        directory: stateDirectory,
        readSets,
        clock,
        onProblem: facts.onLogProblem,
        intervalSeconds,
      }),
    seeded: await seedUpstream(world, upstream),
    close: async () => {
      operator.close();
      await upstream.close();
      edge.close();
      questions.close();
    },
  };
}

interface Services {
  readonly current: () => LabWorld;
  readonly front: Parameters<typeof serveAwsFront>[1];
  readonly instances: InstanceMetadata;
  readonly sessions: LabSessions;
  readonly onServed: (served: ServedQuestion) => void;
}

async function attach(taken: TakenSocket, services: Services): Promise<void> {
  const { listener } = taken;
  const { current, front, instances, sessions, onServed } = services;
  const vpc = 'vpc' in listener.way ? listener.way.vpc : undefined;
  if (listener.serves === 'aws-front' && taken.protocol === 'tcp') {
    await serveAwsFront(taken.server, front, listener);
    return;
  }
  if (vpc === undefined) return;
  if (listener.serves === 'dns') {
    const service = {
      answer: (name: string, type: string) => answerQuestion(current(), vpc, name, type),
      onServed: (served: ServedQuestion) => onServed({ ...served, client: plainAddress(served.client) }),
    };
    if (taken.protocol === 'udp') serveDnsByUdp(taken.socket, service);
    else serveDnsByTcp(taken.server, service);
    return;
  }
  if (taken.protocol === 'tcp') {
    const http = createMetadataServer(
      { world: current, sessions, instances, calledAddress: listener.address },
      vpc,
    );
    taken.server.on('connection', (socket) => http.emit('connection', socket));
  }
}

/** ECS tells containers of a task with a role where their credentials are; Lambda gives them outright. */
function environmentOf(
  world: LabWorld,
  sessions: LabSessions,
  workload: Workload,
  use: SessionUse,
): Readonly<Record<string, string>> {
  const session = sessions.ofWorkload(world, workload, use);
  if (session === undefined) return {};
  const isTask = workload.kind === 'ecs-fargate' || workload.kind === 'ecs-ec2-task';
  if (isTask || use === 'agent')
    return { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: credentialsPath(workload, use) };
  if (workload.kind !== 'lambda-vpc') return {};
  return {
    AWS_ACCESS_KEY_ID: session.accessKeyId,
    AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
    AWS_SESSION_TOKEN: session.sessionToken,
  };
}
