import type { Workload } from '@naisen/engine';
import type { LabWorld } from '../lab-world.ts';
import type { LabSessions, SessionUse } from '../sessions.ts';
import { taskIdOf } from '../sessions.ts';
import { isoSeconds, type MetadataResponse } from './instance-metadata.ts';

/** What `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` says in the containers of a task, and in its agent. */
export function credentialsPath(workload: Workload, use: SessionUse): string {
  return `/v2/credentials/${use === 'agent' ? 'agent-' : ''}${taskIdOf(workload)}`;
}

/**
 * The credentials of a task's role (LAB-44).
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 */
export function containerCredentials(
  world: LabWorld,
  sessions: LabSessions,
  workload: Workload,
  path: string,
): MetadataResponse {
  const uses: readonly SessionUse[] = ['application', 'agent'];
  const use = uses.find((one) => path === credentialsPath(workload, one));
  const session = use === undefined ? undefined : sessions.ofWorkload(world, workload, use);
  if (session?.holder.kind !== 'role')
    return answer(404, { code: 'InvalidIdInRequest', message: 'Credentials not found', HTTPErrorCode: 404 });
  const { accessKeyId, secretAccessKey, sessionToken, expiration, holder } = session;
  const role = holder.arn.replace(':sts:', ':iam:').replace(/:assumed-role\/([^/]+)\/.*$/, ':role/$1');
  return answer(200, {
    RoleArn: role,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: sessionToken,
    Expiration: isoSeconds(expiration),
  });
}

function answer(status: number, body: object): MetadataResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
