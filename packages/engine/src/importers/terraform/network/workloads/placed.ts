import { type Collection, collection, known } from '../../../../base/known.ts';
import { type Id, idOf } from '../../../../model/identity.ts';
import type { Workload, WorkloadFacts, WorkloadKind } from '../../../../model/workload.ts';
import {
  argumentOf,
  blockAt,
  blocksAt,
  type Declared,
  declaredBy,
  flagAt,
  originOf,
  textAt,
} from '../declared.ts';
import { clusterSecurityGroup, nameOf } from '../links.ts';
import { joined, linksAt, type Reading } from '../reading.ts';
import { readImage } from './containers.ts';
import { type ElasticIps, publicIpWith } from './elastic-addresses.ts';
import { launchTemplateOf } from './launch-templates.ts';
import { roleAt, roleFacts, roleOf } from './roles.ts';
import {
  byFlag,
  namedResource,
  nowhereWritten,
  type Position,
  positionAt,
  workloadOf,
} from './workload-base.ts';

/** A resource type whose ENIs are where its arguments say. */
interface Placement {
  readonly type: string;
  readonly kind: WorkloadKind;
  /** The block that holds the arguments; none = the resource itself. */
  readonly block?: string;
  /** Names subnets directly. */
  readonly subnets?: string;
  /** Names a subnet group: the argument, the group's type, and the attribute by which it is named. */
  readonly subnetGroup?: readonly [argument: string, type: string];
  readonly securityGroups: string;
  /** True = reachable from outside by a public address. */
  readonly publicFlag?: string;
  /** False = it has a public address. */
  readonly internalFlag?: string;
}

const placements: readonly Placement[] = [
  {
    type: 'aws_db_instance',
    kind: 'database',
    subnetGroup: ['db_subnet_group_name', 'aws_db_subnet_group'],
    securityGroups: 'vpc_security_group_ids',
    publicFlag: 'publicly_accessible',
  },
  {
    type: 'aws_rds_cluster',
    kind: 'database',
    subnetGroup: ['db_subnet_group_name', 'aws_db_subnet_group'],
    securityGroups: 'vpc_security_group_ids',
  },
  {
    type: 'aws_docdb_cluster',
    kind: 'database',
    subnetGroup: ['db_subnet_group_name', 'aws_docdb_subnet_group'],
    securityGroups: 'vpc_security_group_ids',
  },
  {
    type: 'aws_neptune_cluster',
    kind: 'database',
    subnetGroup: ['neptune_subnet_group_name', 'aws_neptune_subnet_group'],
    securityGroups: 'vpc_security_group_ids',
  },
  {
    type: 'aws_db_proxy',
    kind: 'database',
    subnets: 'vpc_subnet_ids',
    securityGroups: 'vpc_security_group_ids',
  },
  {
    type: 'aws_elasticache_cluster',
    kind: 'database',
    subnetGroup: ['subnet_group_name', 'aws_elasticache_subnet_group'],
    securityGroups: 'security_group_ids',
  },
  {
    type: 'aws_elasticache_replication_group',
    kind: 'database',
    subnetGroup: ['subnet_group_name', 'aws_elasticache_subnet_group'],
    securityGroups: 'security_group_ids',
  },
  {
    type: 'aws_elasticache_serverless_cache',
    kind: 'database',
    subnets: 'subnet_ids',
    securityGroups: 'security_group_ids',
  },
  {
    type: 'aws_memorydb_cluster',
    kind: 'database',
    subnetGroup: ['subnet_group_name', 'aws_memorydb_subnet_group'],
    securityGroups: 'security_group_ids',
  },
  {
    type: 'aws_redshift_cluster',
    kind: 'database',
    subnetGroup: ['cluster_subnet_group_name', 'aws_redshift_subnet_group'],
    securityGroups: 'vpc_security_group_ids',
    publicFlag: 'publicly_accessible',
  },
  {
    type: 'aws_dax_cluster',
    kind: 'database',
    subnetGroup: ['subnet_group_name', 'aws_dax_subnet_group'],
    securityGroups: 'security_group_ids',
  },
  {
    type: 'aws_opensearch_domain',
    kind: 'database',
    block: 'vpc_options',
    subnets: 'subnet_ids',
    securityGroups: 'security_group_ids',
  },
  {
    type: 'aws_elasticsearch_domain',
    kind: 'database',
    block: 'vpc_options',
    subnets: 'subnet_ids',
    securityGroups: 'security_group_ids',
  },
  {
    type: 'aws_msk_cluster',
    kind: 'database',
    block: 'broker_node_group_info',
    subnets: 'client_subnets',
    securityGroups: 'security_groups',
  },
  {
    type: 'aws_mq_broker',
    kind: 'database',
    subnets: 'subnet_ids',
    securityGroups: 'security_groups',
    publicFlag: 'publicly_accessible',
  },
  {
    type: 'aws_lb',
    kind: 'load-balancer',
    subnets: 'subnets',
    securityGroups: 'security_groups',
    internalFlag: 'internal',
  },
  {
    type: 'aws_alb',
    kind: 'load-balancer',
    subnets: 'subnets',
    securityGroups: 'security_groups',
    internalFlag: 'internal',
  },
  {
    type: 'aws_elb',
    kind: 'load-balancer',
    subnets: 'subnets',
    securityGroups: 'security_groups',
    internalFlag: 'internal',
  },
  {
    type: 'aws_efs_mount_target',
    kind: 'network-interface',
    subnets: 'subnet_id',
    securityGroups: 'security_groups',
  },
  {
    type: 'aws_ec2_instance_connect_endpoint',
    kind: 'network-interface',
    subnets: 'subnet_id',
    securityGroups: 'security_group_ids',
  },
  {
    type: 'aws_eks_cluster',
    kind: 'network-interface',
    block: 'vpc_config',
    subnets: 'subnet_ids',
    securityGroups: 'security_group_ids',
  },
];

/** Databases, load balancers and other things whose position its arguments say. */
export function readPlaced(reading: Reading): readonly Workload[] {
  return placements.flatMap((placement) =>
    reading.managed(placement.type).flatMap((instance) => {
      const declared = declaredBy(instance);
      const holder = placement.block === undefined ? declared : blockAt(declared, placement.block);
      // A domain without `vpc_options` is a public service, in no network of the user.
      return holder === undefined ? [] : [readPlacement(reading, declared, holder, placement)];
    }),
  );
}

function readPlacement(
  reading: Reading,
  declared: Declared,
  holder: Declared,
  placement: Placement,
): Workload {
  const position: Position = {
    subnets: subnetsOf(reading, declared, holder, placement),
    securityGroups: joined([
      linksAt(reading, 'SecurityGroup', holder, placement.securityGroups),
      declared.instance.type === 'aws_eks_cluster'
        ? clusterGroup(declared)
        : collection<Id<'SecurityGroup'>>([]),
    ]),
  };
  const prefix = placement.block === undefined ? '' : `${holder.path}.`;
  return workloadOf(declared, placement.kind, position, {
    publicIp: publicIpOf(declared, placement),
    places: {
      subnets: `${prefix}${placement.subnets ?? placement.subnetGroup?.[0] ?? ''}`,
      securityGroups: `${prefix}${placement.securityGroups}`,
    },
  });
}

function publicIpOf(declared: Declared, { publicFlag, internalFlag }: Placement): Workload['publicIp'] {
  if (publicFlag !== undefined) return byFlag(flagAt(declared, publicFlag) ?? known(false));
  if (internalFlag === undefined) return known('no');
  const internal = flagAt(declared, internalFlag) ?? known(false);
  return internal.kind === 'known' ? known(internal.value ? 'no' : 'yes') : internal;
}

function subnetsOf(
  reading: Reading,
  declared: Declared,
  holder: Declared,
  { subnets, subnetGroup }: Placement,
): Collection<Id<'Subnet'>> {
  if (subnetGroup !== undefined) return subnetsOfGroup(reading, declared, subnetGroup);
  const listed = linksAt(reading, 'Subnet', holder, subnets ?? 'subnet_ids');
  const mapped = blocksAt(holder, 'subnet_mapping').items.map((block) =>
    linksAt(reading, 'Subnet', block, 'subnet_id'),
  );
  const all = joined([listed, ...mapped]);
  return all.items.length + all.unknowns.length > 0 ? all : nowhereWritten(declared, subnets ?? 'subnet_ids');
}

function subnetsOfGroup(
  reading: Reading,
  declared: Declared,
  [argument, type]: readonly [argument: string, type: string],
): Collection<Id<'Subnet'>> {
  const group = namedResource(reading, declared, argument, [type], 'name');
  if (group !== undefined) return linksAt(reading, 'Subnet', group, 'subnet_ids');
  const value = argumentOf(declared, argument);
  if (value.kind === 'unknown') return collection<Id<'Subnet'>>([], [value.unknown]);
  // Without a group, and with one that is declared elsewhere, the subnets are not in the source.
  return nowhereWritten(declared, argument);
}

/** The ENIs of the control plane carry the cluster's own group. */
function clusterGroup(declared: Declared): Collection<Id<'SecurityGroup'>> {
  return collection([idOf('SecurityGroup', clusterSecurityGroup(declared.instance))]);
}

/** Nodes and Fargate pods of EKS clusters. */
export function readEksNodes(reading: Reading): readonly Workload[] {
  const groups = reading.managed('aws_eks_node_group').map((instance) => {
    const declared = declaredBy(instance);
    const launch = launchTemplateOf(reading, declared, 'launch_template');
    const own = launch?.securityGroups;
    const isOwn = own !== undefined && own.items.length + own.unknowns.length > 0;
    return readNodes(reading, declared, 'node_role_arn', isOwn ? own : undefined);
  });
  const profiles = reading
    .managed('aws_eks_fargate_profile')
    .map((instance) => readNodes(reading, declaredBy(instance), 'pod_execution_role_arn', undefined));
  return [...groups, ...profiles];
}

function readNodes(
  reading: Reading,
  declared: Declared,
  roleArgument: string,
  own: Position['securityGroups'] | undefined,
): Workload {
  const cluster = namedResource(reading, declared, 'cluster_name', ['aws_eks_cluster'], 'name');
  const missing = nowhereWritten(declared, 'cluster_name').unknowns;
  const implied =
    cluster === undefined ? collection<Id<'SecurityGroup'>>([], missing) : clusterGroup(cluster);
  const isFargate = declared.instance.type === 'aws_eks_fargate_profile';
  return workloadOf(
    declared,
    'eks-private',
    { subnets: linksAt(reading, 'Subnet', declared, 'subnet_ids'), securityGroups: own ?? implied },
    {
      publicIp: known(isFargate ? 'no' : 'by-subnet'),
      facts: roleFacts(
        reading,
        [roleAt(declared, roleArgument, 'instance')],
        [roleOf(reading, declared, roleArgument)],
      ),
      places: { subnets: 'subnet_ids' },
    },
  );
}

/** CodeBuild projects with a VPC; others run in no network of the user. */
export function readCodeBuildProjects(reading: Reading): readonly Workload[] {
  return reading.managed('aws_codebuild_project').flatMap((instance) => {
    const declared = declaredBy(instance);
    const config = blockAt(declared, 'vpc_config');
    if (config === undefined) return [];
    return [
      workloadOf(declared, 'codebuild-vpc', positionAt(reading, config, 'subnets', 'security_group_ids'), {
        facts: buildFacts(reading, declared),
        places: { subnets: `${config.path}.subnets`, securityGroups: `${config.path}.security_group_ids` },
      }),
    ];
  });
}

function buildFacts(reading: Reading, declared: Declared): WorkloadFacts {
  const environment = blockAt(declared, 'environment');
  const image =
    environment === undefined
      ? undefined
      : readImage(reading, textAt(environment, 'image'), originOf(environment, 'image'));
  const roles = roleFacts(
    reading,
    [roleAt(declared, 'service_role', 'service')],
    [roleOf(reading, declared, 'service_role')],
  );
  return { ...(image === undefined ? {} : { images: [image] }), ...roles };
}

/** Declared ENIs that no instance of the source uses. */
export function readFreeInterfaces(
  reading: Reading,
  used: ReadonlySet<string>,
  elasticIps: ElasticIps,
): readonly Workload[] {
  return reading.managed('aws_network_interface').flatMap((instance) => {
    if (used.has(instance.address)) return [];
    const declared = declaredBy(instance);
    return [
      workloadOf(
        declared,
        'network-interface',
        positionAt(reading, declared, 'subnet_id', 'security_groups'),
        {
          publicIp: publicIpWith(
            elasticIps,
            { networkInterface: idOf('NetworkInterface', nameOf(instance)) },
            known('no'),
          ),
          sourceDestCheck: flagAt(declared, 'source_dest_check') ?? known(true),
          places: { subnets: 'subnet_id', securityGroups: 'security_groups' },
        },
      ),
    ];
  });
}
