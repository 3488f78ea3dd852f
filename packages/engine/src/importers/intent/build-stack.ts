import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Stack, StackOutput } from '../../model/stack.ts';
import { type Accepted, acceptedOf } from './accepted.ts';
import { type Design, designOf } from './design.ts';
import { endpointParts } from './endpoints.ts';
import { referenceTo, subnetId, vpcId } from './identifiers.ts';
import type { Intent } from './intent.ts';
import type { IntentFacts } from './intent-facts.ts';
import { networkParts } from './network.ts';
import { type Promised, promisesOf } from './promises.ts';
import { roleParts } from './roles.ts';
import { groupParts } from './security-groups.ts';
import { serviceParts } from './services.ts';
import { workloadParts } from './workloads.ts';

/** A whole network that an intent asks for, and what it promises. */
export interface BuiltNetwork {
  readonly stack: Stack;
  readonly promises: readonly Promised[];
  readonly accepted: readonly Accepted[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Makes the network of an intent.
 *
 * Each thing is named by what it is for, and each address follows from the zone alone: what is added to an
 * intent adds things, and leaves those that exist as they are.
 */
export function buildStack(intent: Intent, facts: IntentFacts): BuiltNetwork {
  const design = designOf(intent, facts);
  const { diagnostics, ...endpoints } = endpointParts(design, facts);
  const network = networkParts(design);
  const services = serviceParts(intent);
  const stack: Stack = {
    name: intent.name,
    region: intent.region,
    tags: intent.tags,
    ...network,
    ...groupParts(design, facts),
    ...endpoints,
    ...roleParts(design),
    ...services,
    ...workloadParts(design),
    outputs: outputsOf(design, endpoints.vpcEndpoints, services),
  };
  return {
    stack,
    promises: promisesOf(design, facts),
    accepted: acceptedOf(design, facts),
    diagnostics,
  };
}

function outputsOf(
  { intent, tiers }: Design,
  vpcEndpoints: Stack['vpcEndpoints'],
  { logGroups, repositories }: Pick<Stack, 'logGroups' | 'repositories'>,
): readonly StackOutput[] {
  return [
    { name: 'vpc_id', description: 'The VPC', value: [referenceTo(vpcId, 'id')] },
    ...tiers.map((tier) => ({
      name: `${tier}_subnet_ids`,
      description: `Subnets: ${tier}`,
      value: { list: intent.zones.map((zone) => [referenceTo(subnetId(tier, zone), 'id')]) },
    })),
    ...vpcEndpoints.map(({ id, serviceName }) => ({
      name: `vpc_endpoint_${id.slice('aws_vpc_endpoint.'.length)}_id`,
      description: `Endpoint of ${serviceName}`,
      value: [referenceTo(id, 'id')],
    })),
    ...logGroups.map(({ id }) => ({
      name: `${id.slice('aws_cloudwatch_log_group.'.length)}_log_group_name`,
      description: 'Log group',
      value: [referenceTo(id, 'name')],
    })),
    ...repositories.map(({ id }) => ({
      name: `${id.slice('aws_ecr_repository.'.length)}_repository_url`,
      description: 'Where images are pushed',
      value: [referenceTo(id, 'url')],
    })),
  ];
}
