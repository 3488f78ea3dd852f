import type { DeclaredBlock, DeclaredProvider } from './declared.ts';
import { draftProbe, type Probe } from './probe.ts';

/** Families whose optional blocks are many and far from any network: only their minimal form is planned. */
const shallow: ReadonlySet<string> = new Set(
  `
  quicksight wafv2 waf wafregional lex lexv2models sagemaker securityhub medialive appflow
  opsworks iot inspector2 pipes imagebuilder finspace connect networkmanager datasync
  lakeformation timestreamquery kendra bedrockagent glue appmesh
  `
    .split(/\s+/)
    .filter((word) => word !== ''),
);
const deepest = 3;

/** Types whose every optional argument is tried alone as well: defaults that depend on others show there. */
const thorough: ReadonlySet<string> = new Set(
  `
  vpc subnet route nat_gateway eip network_interface vpc_endpoint security_group
  security_group_rule instance launch_template lambda_function ecs_service ecs_task_definition lb
  lb_target_group dynamodb_table route53_resolver_endpoint
  `
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** One minimal probe for each type, and one for each optional block. */
export function draftProbes(provider: DeclaredProvider, wanted: RegExp): readonly Probe[] {
  return Object.entries(provider.resource_schemas)
    .filter(([type]) => wanted.test(type))
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([type, { block }]) => {
      const paths = shallow.has(type.split('_')[1] ?? '') ? [] : blockPaths(block, deepest);
      const alone = thorough.has(type.replace(/^aws_/, '')) ? optionalArguments(block) : [];
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
