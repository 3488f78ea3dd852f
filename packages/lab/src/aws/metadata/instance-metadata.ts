import { randomBytes } from 'node:crypto';
import type { Workload } from '@naisen/engine';
import type { LabInterface } from '../../plan/lab-plan.ts';
import { type LabWorld, regionOf, vpcIdOf } from '../lab-world.ts';
import { madeUpId, madeUpPrincipalId } from '../made-up-id.ts';
import { instanceIdOf, type LabSession, type LabSessions, nameOfRole } from '../sessions.ts';

/** A request of the metadata service, and where it came from. */
export interface MetadataRequest {
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly source: LabInterface;
  readonly workload: Workload;
}

export interface MetadataResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const ttlHeader = 'x-aws-ec2-metadata-token-ttl-seconds';
const tokenHeader = 'x-aws-ec2-metadata-token';
const ttlSecondsMax = 21_600;

/**
 * The instance metadata service (LAB-44): version 2 with its token, version 1 where the instance lets it.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
 */
export class InstanceMetadata {
  readonly #tokens = new Map<string, { readonly eniId: string; readonly endsAt: number }>();
  readonly #sessions: LabSessions;
  readonly #clock: () => Date;

  constructor(sessions: LabSessions, clock: () => Date) {
    this.#sessions = sessions;
    this.#clock = clock;
  }

  answer(world: LabWorld, request: MetadataRequest): MetadataResponse {
    const { method, path, headers } = request;
    if (method === 'PUT' && path === '/latest/api/token') return this.#token(request);
    if (method !== 'GET' && method !== 'HEAD') return plain(405, '');
    const token = headers[tokenHeader];
    if (token === undefined ? requiresToken(request.workload) : !this.#isToken(token, request))
      return plain(401, 'Unauthorized');
    return this.#document(world, request);
  }

  #token({ headers, source }: MetadataRequest): MetadataResponse {
    if (headers['x-forwarded-for'] !== undefined) return plain(403, 'Forbidden');
    const ttl = Number(headers[ttlHeader]);
    if (!Number.isInteger(ttl) || ttl < 1 || ttl > ttlSecondsMax) return plain(400, 'Bad Request');
    const token = randomBytes(42).toString('base64').replaceAll('/', '_').replaceAll('+', '-');
    const now = this.#clock().getTime();
    for (const [old, { endsAt }] of this.#tokens) if (endsAt <= now) this.#tokens.delete(old);
    this.#tokens.set(token, { eniId: source.eniId, endsAt: now + ttl * 1000 });
    const response = plain(200, token);
    return { ...response, headers: { ...response.headers, [ttlHeader]: String(ttl) } };
  }

  /** A token is of one instance. */
  #isToken(token: string | string[], { source }: MetadataRequest): boolean {
    const found = typeof token === 'string' ? this.#tokens.get(token) : undefined;
    return found !== undefined && found.eniId === source.eniId && found.endsAt > this.#clock().getTime();
  }

  #document(world: LabWorld, request: MetadataRequest): MetadataResponse {
    const session = this.#sessions.ofWorkload(world, request.workload, 'application');
    const documents = documentsOf(world, request, session, this.#clock());
    const path = request.path.replace(/^\/(?:latest|20\d\d-\d\d-\d\d)(?=\/|$)/, '').replace(/^\/+/, '');
    const found = documents.get(path.replace(/\/$/, ''));
    if (found !== undefined) return path.endsWith('document') ? json(found) : plain(200, found);
    const listing = listingOf(documents, path);
    return listing === undefined ? plain(404, notFoundPage) : plain(200, listing);
  }
}

/** `http_tokens` is not in the model: the default of AWS and of Terraform's provider is optional. */
function requiresToken({ facts }: Workload): boolean {
  return facts.httpTokens?.kind === 'known' && facts.httpTokens.value === 'required';
}

type Documents = ReadonlyMap<string, string>;

function documentsOf(
  world: LabWorld,
  { source, workload }: MetadataRequest,
  session: LabSession | undefined,
  now: Date,
): Documents {
  const region = regionOf(world, source.vpc);
  const hostname = `ip-${(source.ipv4 ?? '').replaceAll('.', '-')}.${region === 'us-east-1' ? 'ec2' : `${region}.compute`}.internal`;
  const mac = madeUpMac(source);
  const groups = source.securityGroups.map((id) => world.network.securityGroups.get(id)?.name ?? id);
  const entries: readonly (readonly [string, string | undefined])[] = [
    ['meta-data/ami-id', madeUpId('ami', workload.id)],
    ['meta-data/hostname', hostname],
    ['meta-data/instance-id', instanceIdOf(workload)],
    ['meta-data/instance-type', 't3.medium'],
    ['meta-data/local-hostname', hostname],
    ['meta-data/local-ipv4', source.ipv4],
    ['meta-data/mac', mac],
    ['meta-data/placement/availability-zone', source.availabilityZone],
    ['meta-data/placement/region', region],
    ['meta-data/public-ipv4', source.publicIpv4],
    ['meta-data/security-groups', groups.join('\n')],
    ['meta-data/services/domain', 'amazonaws.com'],
    ['meta-data/services/partition', 'aws'],
    ...interfaceDocuments(world, source, mac),
    ...credentialDocuments(session, now),
    ['dynamic/instance-identity/document', identityDocument(world, source, workload, region, now)],
  ];
  return new Map(entries.flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const])));
}

function interfaceDocuments(
  { network }: LabWorld,
  source: LabInterface,
  mac: string,
): readonly (readonly [string, string | undefined])[] {
  const at = `meta-data/network/interfaces/macs/${mac}`;
  const vpc = network.vpcs.get(source.vpc);
  return [
    [`${at}/device-number`, '0'],
    [`${at}/interface-id`, source.eniId],
    [`${at}/ipv6s`, source.ipv6],
    [`${at}/local-ipv4s`, source.ipv4],
    [`${at}/mac`, mac],
    [`${at}/public-ipv4s`, source.publicIpv4],
    [`${at}/subnet-id`, madeUpId('subnet', source.subnet)],
    [`${at}/vpc-id`, vpc === undefined ? undefined : vpcIdOf(vpc)],
  ];
}

function credentialDocuments(
  session: LabSession | undefined,
  now: Date,
): readonly (readonly [string, string])[] {
  if (session?.holder.kind !== 'role') return [];
  const { role } = session.holder;
  const name = nameOfRole(role);
  const profile = session.holder.arn.replace(':sts:', ':iam:').replace(/:assumed-role\/.*$/, '');
  const info = {
    Code: 'Success',
    LastUpdated: isoSeconds(now),
    InstanceProfileArn: `${profile}:instance-profile/${name}`,
    InstanceProfileId: madeUpPrincipalId('AIPA', role.id),
  };
  return [
    ['meta-data/iam/info', JSON.stringify(info, undefined, 2)],
    [`meta-data/iam/security-credentials/${name}`, credentialsText(session, now)],
  ];
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html */
function credentialsText(session: LabSession, now: Date): string {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = session;
  const credentials = {
    Code: 'Success',
    LastUpdated: isoSeconds(now),
    Type: 'AWS-HMAC',
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: sessionToken,
    Expiration: isoSeconds(expiration),
  };
  return JSON.stringify(credentials, undefined, 2);
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-identity-documents.html */
function identityDocument(
  { account }: LabWorld,
  { ipv4, availabilityZone }: LabInterface,
  workload: Workload,
  region: string,
  now: Date,
): string {
  const document = {
    accountId: account,
    architecture: 'x86_64',
    availabilityZone,
    imageId: madeUpId('ami', workload.id),
    instanceId: instanceIdOf(workload),
    instanceType: 't3.medium',
    pendingTime: isoSeconds(now),
    privateIp: ipv4 ?? null,
    region,
    version: '2017-09-30',
  };
  return JSON.stringify(document, undefined, 2);
}

/** As AWS lists a directory: one entry a line, sub-directories with a slash. */
function listingOf(documents: Documents, asked: string): string | undefined {
  const folder = asked === '' || asked.endsWith('/') ? asked : `${asked}/`;
  const names = [...documents.keys()]
    .filter((path) => path.startsWith(folder))
    .map((path) => path.slice(folder.length).split('/'))
    .map(([name = '', ...rest]) => (rest.length > 0 ? `${name}/` : name));
  if (names.length > 0) return [...new Set(names)].join('\n');
  // The role's name is asked for first; without a role AWS answers 404.
  return undefined;
}

function madeUpMac({ eniId }: LabInterface): string {
  return `02:4e:${[0, 2, 4, 6]
    .map((at) =>
      eniId
        .replace(/^eni-0?/, '')
        .padEnd(8, '0')
        .slice(at, at + 2),
    )
    .join(':')}`;
}

export function isoSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

function plain(status: number, body: string): MetadataResponse {
  return { status, headers: { 'content-type': 'text/plain', server: 'EC2ws' }, body };
}

function json(body: string): MetadataResponse {
  return { status: 200, headers: { 'content-type': 'application/json', server: 'EC2ws' }, body };
}

const notFoundPage =
  '<?xml version="1.0" encoding="iso-8859-1"?>\n<html><head><title>404 - Not Found</title></head><body><h1>404 - Not Found</h1></body></html>\n';
