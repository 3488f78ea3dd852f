import type { LabWorld } from '../lab-world.ts';
import type { Upstream } from './upstream.ts';

/** What the source declares and clients expect to find. */
export interface Seeded {
  readonly kind: 'bucket' | 'secret' | 'log-group';
  readonly name: string;
  /** AWS's code of an error; empty = it is there. */
  readonly problem: string;
}

/** Said by services when it was there before. */
const alreadyThere: ReadonlySet<string> = new Set([
  'BucketAlreadyOwnedByYou',
  'BucketAlreadyExists',
  'ResourceExistsException',
  'ResourceAlreadyExistsException',
]);

/** Makes the buckets, secrets and log groups of the source, so that the first call of a lab finds them. */
export async function seedUpstream(world: LabWorld, { call }: Upstream): Promise<readonly Seeded[]> {
  const seeded: Seeded[] = [];
  const note = (kind: Seeded['kind'], name: string, code: string): void => {
    seeded.push({ kind, name, problem: alreadyThere.has(code) ? '' : code });
  };
  for (const name of namesOf(world, 's3')) note('bucket', name, (await call.createBucket(name)).code);
  for (const name of namesOf(world, 'secretsmanager')) {
    const fields = { Name: name, SecretString: `value of ${name} in the lab` };
    note('secret', name, (await call.json('secretsmanager', 'CreateSecret', fields)).code);
  }
  for (const name of logGroupsOf(world))
    note('log-group', name, (await call.json('logs', 'CreateLogGroup', { logGroupName: name })).code);
  return seeded;
}

function namesOf({ network }: LabWorld, service: string): readonly string[] {
  const declared = network.access?.resources.filter((one) => one.service === service) ?? [];
  return declared.flatMap(({ name }) => (name?.kind === 'known' ? [name.value] : [])).toSorted();
}

/** The name stands at the end of the group's ARN. */
function logGroupsOf({ network }: LabWorld): readonly string[] {
  const names = [...(network.access?.texts ?? [])].flatMap(([attribute, pieces]) => {
    if (!/(^|\.)aws_cloudwatch_log_group\..*\.arn$/.test(attribute)) return [];
    // A name that is not known is a reference of its own at the end.
    if (typeof pieces.at(-1) !== 'string') return [];
    const text = pieces.map((piece) => (typeof piece === 'string' ? piece : '')).join('');
    const [, name] = /:log-group:(.+)$/.exec(text) ?? [];
    return name === undefined ? [] : [name];
  });
  return names.toSorted();
}
