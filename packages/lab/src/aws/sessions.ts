import { randomBytes } from 'node:crypto';
import type { Role, Workload } from '@naisen/engine';
import type { LabWorld } from './lab-world.ts';
import { madeUpId, madeUpPrincipalId } from './made-up-id.ts';

/** For whom a workload's credentials are: its own programs, or what AWS runs for it (POL-10). */
export type SessionUse = 'application' | 'agent';

/** Temporary credentials, and who they prove (LAB-48). */
export interface LabSession {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
  readonly holder: SessionHolder;
}

export type SessionHolder =
  | {
      readonly kind: 'role';
      readonly workload: Workload;
      readonly use: SessionUse;
      readonly role: Role;
      /** `arn:aws:sts::123456789012:assumed-role/app/i-0…` */
      readonly arn: string;
      readonly userId: string;
    }
  /** AWS's own principal, which signs the URLs of image layers (POL-10). */
  | { readonly kind: 'aws-owned' };

const lifetimeMs = 6 * 3600_000;
/** New ones are handed out before the old ones end, as AWS does. */
const renewalMs = 5 * 60_000;

/** The credentials that a lab has handed out. */
export class LabSessions {
  readonly #byKey = new Map<string, LabSession>();
  readonly #current = new Map<string, LabSession>();
  readonly #clock: () => Date;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  find(accessKeyId: string): LabSession | undefined {
    return this.#byKey.get(accessKeyId);
  }

  isExpired({ expiration }: LabSession): boolean {
    return expiration.getTime() <= this.#clock().getTime();
  }

  /** @returns `undefined` = the workload has no such role, and so no credentials */
  ofWorkload(world: LabWorld, workload: Workload, use: SessionUse): LabSession | undefined {
    const role = roleOf(world, workload, use);
    if (role === undefined) return undefined;
    const name = nameOfRole(role);
    const holder: SessionHolder = {
      kind: 'role',
      workload,
      use,
      role,
      arn: `arn:aws:sts::${world.account}:assumed-role/${name}/${sessionName(workload)}`,
      userId: `${madeUpPrincipalId('AROA', role.id)}:${sessionName(workload)}`,
    };
    return this.#currentOf(`${workload.id} ${use}`, holder);
  }

  awsOwned(): LabSession {
    return this.#currentOf('aws-owned', { kind: 'aws-owned' });
  }

  #currentOf(key: string, holder: SessionHolder): LabSession {
    const earlier = this.#current.get(key);
    const now = this.#clock().getTime();
    const isFresh = earlier !== undefined && earlier.expiration.getTime() - now > renewalMs;
    if (isFresh && isSameHolder(earlier.holder, holder)) return earlier;
    const session: LabSession = {
      accessKeyId: `ASIA${base32(10)}`,
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomBytes(240).toString('base64'),
      expiration: new Date(now + lifetimeMs),
      holder,
    };
    this.#byKey.set(session.accessKeyId, session);
    this.#current.set(key, session);
    return session;
  }
}

/** After `lab apply` a workload may have another role: its old credentials stay valid, as in AWS. */
function isSameHolder(a: SessionHolder, b: SessionHolder): boolean {
  return a.kind === 'role' && b.kind === 'role' ? a.role === b.role : a.kind === b.kind;
}

function roleOf({ policies }: LabWorld, workload: Workload, use: SessionUse): Role | undefined {
  if (use === 'agent') return policies.roleOf(workload, ['execution']);
  const isTask = workload.kind === 'ecs-fargate' || workload.kind === 'ecs-ec2-task';
  return policies.roleOf(workload, isTask ? ['task'] : ['instance', 'function', 'service', 'task']);
}

/** The name in the ARN; of a role whose name AWS chooses, that of its declaration. */
export function nameOfRole({ name, id }: Role): string {
  return name.kind === 'known' ? name.value : id.slice(id.lastIndexOf('.') + 1);
}

/** AWS calls the session of an instance by its id. */
function sessionName(workload: Workload): string {
  if (workload.kind === 'lambda-vpc') return workload.name;
  return workload.kind === 'ecs-fargate' ? taskIdOf(workload) : instanceIdOf(workload);
}

export function instanceIdOf({ id }: Workload): string {
  return madeUpId('i', id);
}

export function taskIdOf({ id }: Workload): string {
  return `${madeUpId('t', id)}${madeUpId('t', `${id}.`)}`.replaceAll('t-0', '').padEnd(32, '0');
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function base32(bytes: number): string {
  let bits = BigInt(`0x${randomBytes(bytes).toString('hex')}`);
  let text = '';
  for (let index = 0; index < Math.floor((bytes * 8) / 5); index++, bits >>= 5n)
    text += alphabet[Number(bits & 31n)];
  return text;
}
