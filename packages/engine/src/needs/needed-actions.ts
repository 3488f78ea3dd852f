import type { Known } from '../base/known.ts';
import type { Workload } from '../model/workload.ts';
import type { Need, NeededAction } from './need.ts';

/**
 * The actions behind a need, where AWS's pages name them; empty = not known, so no policy is asked.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-instance-permissions.html
 */
export function actionsOf(
  workload: Workload,
  need: Pick<Need, 'service' | 'because'>,
): readonly NeededAction[] {
  switch (need.because) {
    case 'IMAGE_IN_ECR':
      return imageActions(workload, need.service);
    case 'LOG_DRIVER':
      return byAgent('', 'logs:CreateLogStream', 'logs:PutLogEvents');
    case 'SECRET':
      return secretActions(workload, need.service);
    case 'EXECUTE_COMMAND':
      return channels.map((action) => ({ action, resource: '*', by: 'application' }));
    case 'WORKLOAD_KIND':
      return workload.kind === 'ec2-session-manager' ? managedInstanceActions(need.service) : [];
    default:
      return [];
  }
}

const channels = [
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];

function byAgent(resource: string, ...actions: readonly string[]): readonly NeededAction[] {
  return actions.map((action) => ({ action, resource, by: 'agent' }));
}

/** The manifest by ECR, the layers by presigned URLs of AWS's own bucket (POL-9, POL-10). */
function imageActions(workload: Workload, service: string): readonly NeededAction[] {
  const images = (workload.facts.images ?? []).filter(({ registry }) => registry === 'ecr');
  if (service === 's3') {
    const regions = images.flatMap(({ region }) => (region?.kind === 'known' ? [region.value] : []));
    return [...new Set(regions)].map((region) => ({
      action: 's3:GetObject',
      resource: `arn:${partitionOf(region)}:s3:::prod-${region}-starport-layer-bucket/*`,
      by: 'aws-owned',
    }));
  }
  const repositories = [...new Set(images.map(({ image }) => repositoryOf(image)))];
  const pulls = repositories.flatMap((repository) =>
    byAgent(repository, 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'),
  );
  return service === 'ecr.api' ? [...byAgent('*', 'ecr:GetAuthorizationToken'), ...pulls] : pulls;
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

const registry = /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.[^/]+\/([^:@]+)/;

/** The ARN of a literal image's repository, or the address of the one whose URL the image is made of. */
function repositoryOf(image: Known<string>): string {
  if (image.kind === 'known') {
    const [, account, region, name] = registry.exec(image.value) ?? [];
    if (account === undefined || region === undefined || name === undefined) return '';
    return `arn:${partitionOf(region)}:ecr:${region}:${account}:repository/${name}`;
  }
  const [first] = image.unknown.template ?? [];
  const isUrl = typeof first === 'object' && first.path === 'repository_url';
  return isUrl && isOf(first.address, 'aws_ecr_repository') ? first.address : '';
}

function secretActions(workload: Workload, service: string): readonly NeededAction[] {
  const secrets = workload.facts.secrets ?? [];
  if (service === 'secretsmanager') {
    const all = secrets.flatMap(({ valueFrom }) => secretOf(valueFrom));
    return [...new Set(all)].flatMap((secret) => byAgent(secret, 'secretsmanager:GetSecretValue'));
  }
  const parameters = secrets.flatMap(({ valueFrom }) =>
    valueFrom.kind === 'known' && /^arn:[^:]+:ssm:/.test(valueFrom.value) ? [valueFrom.value] : [''],
  );
  return [...new Set(parameters)].flatMap((parameter) => byAgent(parameter, 'ssm:GetParameters'));
}

/** Without the JSON key, version stage and version that may follow the ARN. */
function secretOf(valueFrom: Known<string>): readonly string[] {
  if (valueFrom.kind === 'known') {
    const isArn = /^arn:[^:]+:secretsmanager:/.test(valueFrom.value);
    return isArn ? [valueFrom.value.split(':').slice(0, 7).join(':')] : [];
  }
  const [first] = valueFrom.unknown.template ?? [];
  const isArn = typeof first === 'object' && (first.path === 'arn' || first.path === 'id');
  if (!isArn) return [''];
  return isOf(first.address, 'aws_secretsmanager_secret') ? [first.address] : [''];
}

function managedInstanceActions(service: string): readonly NeededAction[] {
  if (service === 'ssmmessages') return byAgent('*', ...channels);
  return service === 'ssm' ? byAgent('', 'ssm:UpdateInstanceInformation') : [];
}

/** A managed resource of the type, in any module. */
function isOf(address: string, type: string): boolean {
  return new RegExp(`(?:^|\\.)${type}\\.[^.]+$`).test(address) && !/(?:^|\.)data\./.test(address);
}
