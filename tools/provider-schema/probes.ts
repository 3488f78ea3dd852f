import type { DeclaredBlock, DeclaredProvider } from './declared.ts';
import { draftProbe, type Probe } from './probe.ts';

/** Families whose optional blocks are many and far from any network: only their minimal form is planned. */
const shallow =
  /^aws_(quicksight|wafv2|waf|wafregional|lex|lexv2models|sagemaker|securityhub|medialive|appflow|opsworks|iot|inspector2|pipes|imagebuilder|finspace|connect|networkmanager|datasync|lakeformation|timestreamquery|kendra|bedrockagent|glue|appmesh)_/;
const deepest = 3;

/** Types whose every optional argument is tried alone as well: defaults that depend on others show there. */
const thorough =
  /^aws_(vpc|subnet|route|route_table|main_route_table_association|nat_gateway|internet_gateway|eip|network_interface|network_acl|network_acl_rule|default_\w+|security_group|security_group_rule|vpc_\w+|flow_log|instance|launch_template|autoscaling_group|lambda_function|ecs_service|ecs_task_definition|ecs_cluster|eks_cluster|eks_node_group|db_instance|rds_cluster|elasticache_replication_group|codebuild_project|lb|lb_listener|lb_target_group|api_gateway_rest_api|s3_bucket|iam_role|iam_policy|iam_instance_profile|route53_zone|route53_record|route53_resolver_\w+|ec2_managed_prefix_list|ec2_transit_gateway\w*|cloudwatch_log_group|kms_key|sqs_queue|sns_topic|secretsmanager_secret|dynamodb_table|ecr_repository|efs_mount_target|efs_file_system)$/;

/** One minimal probe for each type, and one for each optional block. */
export function draftProbes(provider: DeclaredProvider, wanted: RegExp): readonly Probe[] {
  return Object.entries(provider.resource_schemas)
    .filter(([type]) => wanted.test(type))
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([type, { block }]) => {
      const paths = shallow.test(type) ? [] : blockPaths(block, deepest);
      const alone = thorough.test(type) ? optionalArguments(block) : [];
      return ['', ...paths, ...alone].map((focus, i) => draftProbe(type, block, focus, `probe_${i}`));
    });
}

function blockPaths(schema: DeclaredBlock, depth: number): readonly string[] {
  if (depth === 0) return [];
  return Object.entries(schema.block_types ?? {})
    .filter(([name]) => name !== 'timeouts')
    .flatMap(([name, nesting]) => [
      name,
      ...blockPaths(nesting.block, depth - 1).map((path) => `${name}.${path}`),
    ]);
}

function optionalArguments(schema: DeclaredBlock): readonly string[] {
  return Object.entries(schema.attributes ?? {})
    .filter(
      ([name, attribute]) =>
        attribute.optional && !attribute.deprecated && name !== 'id' && name !== 'tags_all',
    )
    .map(([name]) => name);
}
